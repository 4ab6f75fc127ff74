/*
 * scored.h: scores as they stand in the columns of other commands, and the thresholds
 * that changes of the Outcome Rating Scale are held against. Where cells meet the
 * instrument, for the commands that compare scores.
 */
#ifndef SCORED_H
#define SCORED_H

#include "change.h"
#include "fit.h"
#include "who.h"

/* A score that may lie between min and max; SFB_NO_POINTS when missing or rejected. */
static inline sfb_points scored_points(struct input *input, enum column column, sfb_points min,
                                       sfb_points max, const char *range)
{
	int64_t value = 0;

	if (!input_decimal(input, column, 3, &value))
		return SFB_NO_POINTS;
	if (value >= min && value <= max)
		return (sfb_points)value;
	input_reject(input, column, range);
	return SFB_NO_POINTS;
}

/* A total of the ORS or the SRS, or a cutoff or a threshold for one. */
static inline sfb_points scored_fit_points(struct input *input, enum column column)
{
	return scored_points(input, column, 0, SFB_FIT_TOTAL_MAX, "not between 0 and 40");
}

/* The column that tells the form of the ORS: form stands in where ors_form is empty. */
static inline enum column scored_form_column(struct input *input)
{
	return input_cell(input, COL_ORS_FORM).len > 0 ? COL_ORS_FORM : COL_FORM;
}

/* The value of an option, in points. */
sfb_points scored_option(const char *option, const char *value, sfb_points min, sfb_points max);

/*
 * The threshold of each form of the ORS: the one that was given, or SFB_NO_POINTS there
 * and then that of the set (--set). Scores on nobody knows which form are not compared.
 */
void scored_thresholds(sfb_points to[SFB_FORM_COUNT], const char *set, sfb_points given);

#endif
