/*
 * change_stats.h: mean change of a group, and how sure it is.
 *
 * Means and percentages are rounded from exact sums, except in groups so large or so
 * mixed that 64 bits do not hold the sums. All rounding is half away from zero. The
 * one module that needs GSL, for the t distribution.
 *
 * Nothing here says what caused a change, and no figure is a prediction.
 */
#ifndef SFB_CHANGE_STATS_H
#define SFB_CHANGE_STATS_H

#include <stddef.h>

#include "summary_stats.h"

/*
 * What is averaged: a family, or a person, with the sums over its series of scores,
 * in thousandths of a point. count is 1 or more, and no sum beyond count times
 * SFB_UNIT_MAX in either direction.
 */
struct sfb_unit {
	int64_t first, change;
	uint32_t count;
};

#define SFB_UNIT_MAX INT64_C(2000000000)

/* Thousandths of a point; percent_change in tenths of a percent; effect_size in thousandths. */
struct sfb_change_figures {
	size_t units;
	struct sfb_figure mean_first, mean_last, mean_change;
	struct sfb_figure change_low, change_high; /* 95 percent t interval; two units or more */
	struct sfb_figure percent_change;          /* of mean_first, which is not 0 */
	struct sfb_figure sd_first;                /* n - 1; two units or more */
	struct sfb_figure effect_size; /* mean_change / sd_first; SFB_EFFECT_UNITS or more */
};

/* Below so many units a standardised change is mostly noise. A rule of this library. */
#define SFB_EFFECT_UNITS 5

/*
 * Every field of *figures is set; what too few units do not tell is not known. Source of
 * the interval: Student's t distribution, with one degree of freedom less than units.
 * Each unit counts once, with the mean of its series, however many it has.
 */
void sfb_change_figures(const struct sfb_unit *units, size_t count,
                        struct sfb_change_figures *figures);

#endif
