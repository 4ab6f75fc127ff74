#include "pss.h"

#include <stddef.h>

/* An item that belongs to the total only. */
#define SFB_PSS_NONE SFB_PSS_TOTAL

static const struct {
	enum sfb_pss_score subscale;
	bool reversed;
} items[SFB_PSS_ITEMS] = {
#include "pss_items.inc"
};

static const int may_lack[SFB_PSS_SCORES] = { 2, 1, 1 };

struct sum {
	int points, answered, items;
};

static void add(struct sum *sum, int points)
{
	sum->items++;
	if (points == SFB_NO_ANSWER)
		return;
	sum->points += points;
	sum->answered++;
}

/* False when an answer is out of range. */
static bool add_up(const struct sfb_pss_answers *answers, struct sum *sums)
{
	for (size_t i = 0; i < SFB_PSS_ITEMS; i++) {
		int points = answers->item[i];

		if (points != SFB_NO_ANSWER) {
			if (points < SFB_PSS_ITEM_MIN || points > SFB_PSS_ITEM_MAX)
				return false;
			if (items[i].reversed)
				points = SFB_PSS_ITEM_MIN + SFB_PSS_ITEM_MAX - points;
		}
		add(&sums[SFB_PSS_TOTAL], points);
		if (items[i].subscale != SFB_PSS_NONE)
			add(&sums[items[i].subscale], points);
	}
	return true;
}

void sfb_pss_score(const struct sfb_pss_answers *answers, bool prorate,
                   struct sfb_pss_result *result)
{
	struct sum sums[SFB_PSS_SCORES] = { 0 };
	bool valid = add_up(answers, sums);

	result->status = !valid                              ? SFB_PSS_INVALID
	                 : sums[SFB_PSS_TOTAL].answered == 0 ? SFB_PSS_SKIPPED
	                                                     : SFB_PSS_OK;
	for (int s = 0; s < SFB_PSS_SCORES; s++) {
		int missing = sums[s].items - sums[s].answered, n = sums[s].answered;

		result->score[s] = SFB_NO_SCORE;
		if (result->status <= SFB_PSS_SKIPPED)
			continue;
		if (missing > (prorate ? may_lack[s] : 0)) {
			result->status = SFB_PSS_INCOMPLETE;
			continue;
		}
		if (missing > 0 && result->status == SFB_PSS_OK)
			result->status = SFB_PSS_PRORATED;
		result->score[s] = (2 * sums[s].points * sums[s].items + n) / (2 * n);
	}
}

const char *sfb_pss_status_name(enum sfb_pss_status status)
{
	static const char *const names[] = { "invalid", "skipped", "incomplete", "prorated", "ok" };

	return names[status];
}
