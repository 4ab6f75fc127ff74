/*
 * summary_stats.h: figures of a group: shares with their bounds, and medians.
 *
 * With change_stats.h the one part of libsfb that uses binary fractions, because
 * square roots and quantiles are none of ten. All rounding is half away from zero.
 */
#ifndef SFB_SUMMARY_STATS_H
#define SFB_SUMMARY_STATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A figure that may not exist, such as a share of nobody. */
struct sfb_figure {
	bool known;
	int64_t value;
};

/* number / divisor * scale, rounded; the divisor is not 0, and the scale 1 or more. */
struct sfb_figure sfb_ratio(int64_t number, int64_t divisor, int64_t scale);

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

/* The share of x in n alone, in tenths of a percent; not known when n is 0. */
struct sfb_figure sfb_percent(uint64_t x, uint64_t n);

/*
 * The median of values, which must be sorted, in tenths: between the two in the
 * middle of an even number. Not known for none.
 */
struct sfb_figure sfb_median(const int32_t *values, size_t count);

/* The same figure, rounded to a multiple of unit: 100 leaves one decimal of thousandths. */
struct sfb_figure sfb_coarse(struct sfb_figure figure, int64_t unit);

#endif
