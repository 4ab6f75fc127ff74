/*
 * fit_form.h: how the two forms of feedback-informed treatment, ORS and SRS, come
 * as columns. Where the cells of answers.h meet the instrument of fit.h: the
 * library knows no columns, and the plumbing knows no instrument.
 */
#ifndef FIT_FORM_H
#define FIT_FORM_H

#include "answers.h"
#include "fit.h"

/* The form whose items, reported total and mark of having been skipped stand there. */
#define FIT_FORM(item_columns, total_column, skip_column)                                    \
	{                                                                                    \
		.items = (item_columns), .item_count = SFB_FIT_ITEMS,                        \
		.item_max = SFB_FIT_ITEM_MAX, .decimals_max = 2,                             \
		.item_range = "not between 0 and 10",                                        \
		.item_tenfold = "not between 0 and 10: in millimetres? divide by ten first", \
		.reported_total = (total_column), .skip = (skip_column),                     \
		.total_max = SFB_FIT_TOTAL_MAX, .total_range = "not between 0 and 40",       \
	}

/* Reads all of a form but the age. */
static inline void fit_read(struct input *input, const struct answers_spec *form,
                            struct sfb_fit_answers *fit)
{
	struct answers answers = { .item = fit->item };

	answers_read(input, form, &answers);
	fit->reported_total = answers.reported_total;
	fit->skipped = answers.skipped;
}

/* Rejects a record whose answers contradict each other. */
static inline void fit_reject(struct input *input, const struct answers_spec *form,
                              enum sfb_fit_fault fault)
{
	answers_reject(input, form, fault == SFB_FIT_SKIPPED_BUT_SCORED, sfb_fit_fault_text(fault));
}

#endif
