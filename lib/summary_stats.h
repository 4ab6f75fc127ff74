/*
 * summary_stats.h: figures of a group: means with their uncertainty, and shares.
 *
 * The one part of libsfb that uses binary fractions, because square roots and
 * quantiles are none of ten. Means and percentages are rounded from exact sums,
 * except in groups so large or so mixed that 64 bits do not hold the sums. All
 * rounding is half away from zero.
 *
 * Nothing here says what caused a change, and no figure is a prediction.
 */
#ifndef SFB_SUMMARY_STATS_H
#define SFB_SUMMARY_STATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A figure that may not exist: an interval of one value, a share of nobody. */
struct sfb_figure {
	bool known;
	int64_t value;
};

/*
 * What is averaged: a family, or a person, with the sums over its series of scores,
 * in thousandths of a point. count is 1 or more, and no sum beyond count times
 * SFB_UNIT_MAX in either direction.
 */
struct sfb_unit {
	int64_t first, change;
	uint32_t count;
};

#define SFB_UNIT_MAX INT64_C(1000000000)

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

/* Each unit counts once, with the mean of its series, however many it has. */
void sfb_change_figures(const struct sfb_unit *units, size_t count,
                        struct sfb_change_figures *figures);

/*
 * The 95 percent bounds of a share of x in n (n over 0), from 0 to 1, without
 * continuity correction. Source: E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209.
 */
void sfb_wilson(uint64_t x, uint64_t n, double *low, double *high);

/* A share and its bounds, in tenths of a percent; none is known when n is 0. */
struct sfb_share {
	struct sfb_figure percent, low, high;
};

struct sfb_share sfb_share(uint64_t x, uint64_t n);

/* The share alone. */
struct sfb_figure sfb_percent(uint64_t x, uint64_t n);

/*
 * The median of values, which must be sorted, in tenths: between the two in the
 * middle of an even number. Not known for none.
 */
struct sfb_figure sfb_median(const int32_t *values, size_t count);

/* The same figure, rounded to a multiple of unit: 100 leaves one decimal of thousandths. */
struct sfb_figure sfb_coarse(struct sfb_figure figure, int64_t unit);

#endif
