#include "axis.h"

#include "calendar.h"

int32_t axis_place(const struct axis *axis, int64_t when, int32_t width, int32_t margin)
{
	int64_t span = axis->to - axis->from, at = when - axis->from;

	if (span == 0)
		return width / 2;
	/* So that the product below has room. */
	for (; span > INT32_MAX; span /= 2)
		at /= 2;
	return margin + (int32_t)(at * (width - 2 * margin) / span);
}

static size_t month_ticks(const struct axis *axis, int64_t ticks[AXIS_TICKS_MAX])
{
	/* No more than 2.5 times the one before: some mark is left. The years of dates end at 9999. */
	static const int steps[] = { 1,   2,   3,    6,    12,   24,    60,   120,
		                     240, 600, 1200, 2400, 6000, 12000, 24000 };
	struct sfb_date from, to;
	size_t count = 0, s = 0;
	int first, last;

	sfb_day_split((int32_t)axis->from, &from);
	sfb_day_split((int32_t)axis->to, &to);
	first = from.year * 12 + from.month - (from.day == 1);
	last = to.year * 12 + to.month - 1;
	while ((last - first) / steps[s] >= AXIS_TICKS_MAX - 1)
		s++;
	for (int month = first; month <= last; month++) {
		int32_t day;

		if (month % steps[s] == 0 && sfb_day_make(month / 12, month % 12 + 1, 1, &day))
			ticks[count++] = day;
	}
	return count;
}

static size_t week_ticks(const struct axis *axis, int64_t ticks[AXIS_TICKS_MAX])
{
	int64_t step = 7;
	size_t count = 0;

	while ((axis->to - axis->from) / step >= AXIS_TICKS_MAX - 1)
		step += 7;
	for (int64_t day = axis->from; day <= axis->to; day += step)
		ticks[count++] = day;
	return count;
}

static size_t number_ticks(const struct axis *axis, int64_t ticks[AXIS_TICKS_MAX])
{
	static const int factors[] = { 1, 2, 5 };
	int64_t step = 1, power = 1, number;
	size_t count = 0;

	for (size_t i = 1; (axis->to - axis->from) / step >= AXIS_TICKS_MAX - 1; i++) {
		power *= i % 3 == 0 ? 10 : 1;
		step = power * factors[i % 3];
	}
	number = axis->from / step * step;
	for (; number <= axis->to; number += step)
		if (number >= axis->from)
			ticks[count++] = number;
	return count;
}

size_t axis_ticks(const struct axis *axis, int64_t ticks[AXIS_TICKS_MAX], bool *months)
{
	enum { WEEKS = 70 };

	*months = axis->dates && axis->to - axis->from > WEEKS;
	if (*months)
		return month_ticks(axis, ticks);
	return axis->dates ? week_ticks(axis, ticks) : number_ticks(axis, ticks);
}
