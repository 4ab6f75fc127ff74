#include "srs.h"

const struct sfb_srs_limits sfb_srs_limits = {
#include "srs_limits.inc"
};

static bool has_low_item(const struct sfb_fit_answers *answers, sfb_points limit)
{
	for (int i = 0; i < SFB_FIT_ITEMS; i++)
		if (answers->item[i] != SFB_NO_POINTS && answers->item[i] < limit)
			return true;
	return false;
}

void sfb_srs_score_sum(const struct sfb_fit_answers *answers, const struct sfb_fit_sum *sum,
                       const struct sfb_srs_limits *limits, sfb_points previous,
                       struct sfb_srs_result *result)
{
	*result = (struct sfb_srs_result){ .total = sum->total,
		                           .change = SFB_NO_POINTS,
		                           .status = sum->status,
		                           .fault = sum->fault };
	if (sum->status == SFB_FIT_INVALID || sum->status == SFB_FIT_UNDER_6)
		return;

	if (has_low_item(answers, limits->item))
		result->flags |= SFB_SRS_LOW_ITEM;
	if (sum->total == SFB_NO_POINTS) {
		result->flags |= SFB_SRS_NO_FEEDBACK;
		return;
	}
	if (sum->total < limits->total)
		result->flags |= SFB_SRS_LOW_TOTAL;
	if (previous != SFB_NO_POINTS) {
		result->change = sum->total - previous;
		if (result->change <= -limits->drop)
			result->flags |= SFB_SRS_DROP;
	}
}

void sfb_srs_score(const struct sfb_fit_answers *answers, const struct sfb_srs_limits *limits,
                   sfb_points previous, struct sfb_srs_result *result)
{
	struct sfb_fit_sum sum;

	sfb_fit_add(answers, &sum);
	sfb_srs_score_sum(answers, &sum, limits, previous, result);
}

const char *sfb_srs_flag_name(unsigned position)
{
	static const char *const names[SFB_SRS_FLAG_COUNT] = { "low-total", "low-item", "drop",
		                                               "no-feedback" };

	return names[position];
}
