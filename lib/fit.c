#include "fit.h"

static bool within(sfb_points value, sfb_points max)
{
	return value >= 0 && value <= max;
}

/* Adds the items up; the fault of one that is out of range. */
static enum sfb_fit_fault add_items(const struct sfb_fit_answers *answers, sfb_points *total,
                                    int *missing)
{
	for (int i = 0; i < SFB_FIT_ITEMS; i++) {
		if (within(answers->item[i], SFB_FIT_ITEM_MAX))
			*total += answers->item[i];
		else if (answers->item[i] == SFB_NO_POINTS)
			++*missing;
		else
			return SFB_FIT_BAD_ITEM;
	}
	if (answers->reported_total != SFB_NO_POINTS &&
	    !within(answers->reported_total, SFB_FIT_TOTAL_MAX))
		return SFB_FIT_BAD_TOTAL;
	if (answers->age != SFB_NO_AGE && (answers->age < 0 || answers->age > SFB_AGE_MAX))
		return SFB_FIT_BAD_AGE;
	return SFB_FIT_SOUND;
}

void sfb_fit_add(const struct sfb_fit_answers *answers, struct sfb_fit_sum *sum)
{
	bool reported = answers->reported_total != SFB_NO_POINTS;
	sfb_points total = 0;
	int missing = 0;

	*sum = (struct sfb_fit_sum){ .total = SFB_NO_POINTS, .status = SFB_FIT_INVALID };
	sum->fault = add_items(answers, &total, &missing);
	if (sum->fault != SFB_FIT_SOUND)
		return;
	if (answers->skipped && (missing < SFB_FIT_ITEMS || reported)) {
		sum->fault = SFB_FIT_SKIPPED_BUT_SCORED;
		return;
	}
	if (missing == 0 && reported && answers->reported_total != total) {
		sum->fault = SFB_FIT_TOTALS_DISAGREE;
		return;
	}

	if (answers->age != SFB_NO_AGE && answers->age < SFB_FIT_AGE_MIN) {
		sum->status = SFB_FIT_UNDER_6;
	} else if (missing == 0) {
		sum->status = SFB_FIT_OK;
		sum->total = total;
	} else if (missing < SFB_FIT_ITEMS) {
		sum->status = SFB_FIT_INCOMPLETE;
	} else if (reported) {
		sum->status = SFB_FIT_TOTAL_ONLY;
		sum->total = answers->reported_total;
	} else {
		sum->status = SFB_FIT_SKIPPED;
	}
}

const char *sfb_fit_status_name(enum sfb_fit_status status)
{
	static const char *const names[] = {
		[SFB_FIT_INVALID] = "invalid",
		[SFB_FIT_UNDER_6] = "under-6",
		[SFB_FIT_SKIPPED] = "skipped",
		[SFB_FIT_INCOMPLETE] = "incomplete",
		[SFB_FIT_NO_CUTOFF] = "no-cutoff",
		[SFB_FIT_TOTAL_ONLY] = "total-only",
		[SFB_FIT_OK] = "ok",
	};

	return names[status];
}

const char *sfb_fit_fault_text(enum sfb_fit_fault fault)
{
	static const char *const texts[] = {
		[SFB_FIT_SOUND] = "",
		[SFB_FIT_BAD_ITEM] = "an item is not between 0 and 10",
		[SFB_FIT_BAD_TOTAL] = "the reported total is not between 0 and 40",
		[SFB_FIT_BAD_AGE] = "the age is not between 0 and 120 years",
		[SFB_FIT_SKIPPED_BUT_SCORED] = "marked as skipped, but there are scores",
		[SFB_FIT_TOTALS_DISAGREE] = "the reported total is not the sum of the items",
	};

	return texts[fault];
}
