/*
 * ors.h: the Outcome Rating Scale: how a person's life has been, on four items.
 *
 * Items and total as in fit.h. Form: CORS from 6 to 12 years, ORS from 13; under
 * 6 is not scored. A total below the cutoff lies in the clinical range; one that
 * equals it does not. The cutoffs, each with its source and evidence, are in
 * share/ors_cutoffs.csv.
 */
#ifndef SFB_ORS_H
#define SFB_ORS_H

#include <stddef.h>

#include "fit.h"

/* A published cutoff, and for whom it holds. */
struct sfb_ors_cutoff {
	enum sfb_rater rater;
	int age_min, age_max; /* whole years, inclusive */
	enum sfb_form form;
	sfb_points cutoff;
	const char *source, *evidence;
};

/* One filled-in form. */
struct sfb_ors_answers {
	struct sfb_fit_answers fit; /* individual, interpersonal, social, overall */
	enum sfb_rater rater;
	enum sfb_form form; /* the form that was used, where known: it beats the age */
};

/* What a form amounts to. */
struct sfb_ors_result {
	sfb_points total;   /* SFB_NO_POINTS when there is none */
	enum sfb_form form; /* SFB_FORM_UNKNOWN without age and form */
	sfb_points cutoff;  /* SFB_NO_POINTS without age or published cutoff */
	enum sfb_range range;
	enum sfb_fit_status status;
	enum sfb_fit_fault fault; /* set with SFB_FIT_INVALID */
};

/* The built-in cutoffs; *count receives their number. */
const struct sfb_ors_cutoff *sfb_ors_cutoffs(size_t *count);

/*
 * Scores one form against the first of count cutoffs that fits. Every field of
 * *result is set; an invalid or under-6 form has nothing but its status, a
 * skipped or incomplete one shows form and cutoff.
 */
void sfb_ors_score(const struct sfb_ors_answers *answers, const struct sfb_ors_cutoff *cutoffs,
                   size_t count, struct sfb_ors_result *result);

#endif
