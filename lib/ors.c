#include "ors.h"

static const struct sfb_ors_cutoff builtin[] = {
#include "ors_cutoffs.inc"
};

/* From this age, in whole years, a person fills in the ORS; before it the CORS. */
enum { ORS_FROM = 13 };

const struct sfb_ors_cutoff *sfb_ors_cutoffs(size_t *count)
{
	*count = sizeof(builtin) / sizeof(builtin[0]);
	return builtin;
}

static enum sfb_form form_of(const struct sfb_ors_answers *answers)
{
	if (answers->form != SFB_FORM_UNKNOWN || answers->fit.age == SFB_NO_AGE)
		return answers->form;
	return answers->fit.age < ORS_FROM ? SFB_FORM_CORS : SFB_FORM_ORS;
}

static sfb_points cutoff_of(enum sfb_rater rater, int age, enum sfb_form form,
                            const struct sfb_ors_cutoff *cutoffs, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct sfb_ors_cutoff *c = &cutoffs[i];

		/* SFB_NO_AGE is below every age_min. */
		if (c->rater == rater && c->form == form && age >= c->age_min && age <= c->age_max)
			return c->cutoff;
	}
	return SFB_NO_POINTS;
}

void sfb_ors_score(const struct sfb_ors_answers *answers, const struct sfb_ors_cutoff *cutoffs,
                   size_t count, struct sfb_ors_result *result)
{
	struct sfb_fit_sum sum;

	sfb_fit_add(&answers->fit, &sum);
	*result = (struct sfb_ors_result){ .total = SFB_NO_POINTS,
		                           .cutoff = SFB_NO_POINTS,
		                           .status = sum.status,
		                           .fault = sum.fault };
	if (sum.status == SFB_FIT_INVALID || sum.status == SFB_FIT_UNDER_6)
		return;
	if (answers->form == SFB_FORM_YCORS) {
		result->status = SFB_FIT_UNDER_6;
		return;
	}

	result->form = form_of(answers);
	result->cutoff = cutoff_of(answers->rater, answers->fit.age, result->form, cutoffs, count);
	result->total = sum.total;
	if (result->total == SFB_NO_POINTS)
		return;
	if (result->cutoff == SFB_NO_POINTS)
		result->status = SFB_FIT_NO_CUTOFF;
	else
		result->range = result->total < result->cutoff ? SFB_RANGE_CLINICAL
		                                               : SFB_RANGE_NONCLINICAL;
}
