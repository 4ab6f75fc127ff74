#include "demo.h"

/* Which item counts backwards, from 0. */
enum { BACKWARDS = 2 };

static const struct sfb_demo_limits limits = {
#include "demo_limits.inc"
};

void sfb_demo_score(const struct sfb_demo_answers *answers, struct sfb_demo_result *result)
{
	int total = 0, missing = 0;

	*result = (struct sfb_demo_result){ .total = SFB_NO_SCORE };
	for (int i = 0; i < SFB_DEMO_ITEMS; i++) {
		int answer = answers->item[i];

		if (answer == SFB_NO_ANSWER) {
			missing++;
			continue;
		}
		if (answer < 0 || answer > SFB_DEMO_ITEM_MAX) {
			result->status = SFB_DEMO_INVALID;
			return;
		}
		total += i == BACKWARDS ? SFB_DEMO_ITEM_MAX - answer : answer;
	}
	if (missing > 0) {
		result->status = SFB_DEMO_INCOMPLETE;
		return;
	}
	result->total = total;
	result->status = total * SFB_POINT < limits.cutoff ? SFB_DEMO_LOW : SFB_DEMO_OK;
}

const char *sfb_demo_status_name(enum sfb_demo_status status)
{
	switch (status) {
	case SFB_DEMO_INVALID: return "invalid";
	case SFB_DEMO_INCOMPLETE: return "incomplete";
	case SFB_DEMO_LOW: return "low";
	case SFB_DEMO_OK: return "ok";
	}
	return "";
}
