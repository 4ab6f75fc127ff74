/*
 * axis.h: an axis of time: days or session numbers from left to right.
 */
#ifndef AXIS_H
#define AXIS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct axis {
	int64_t from, to; /* the first and the last time that there is, from <= to */
	bool dates;       /* otherwise times are plain numbers */
};

/* Where a time lies on a line of some width, with a margin at both ends. */
int32_t axis_place(const struct axis *axis, int64_t when, int32_t width, int32_t margin);

/*
 * Times for marks on the axis, in order; their number. Weeks counted from the first day when
 * all lies within ten weeks, otherwise firsts of months; of numbers, multiples of 1, 2 or 5.
 * *months tells that all are firsts of months.
 */
#define AXIS_TICKS_MAX 8
size_t axis_ticks(const struct axis *axis, int64_t ticks[AXIS_TICKS_MAX], bool *months);

#endif
