#include "summary_stats.h"

#include <math.h>

/* The quantile .975 of the normal distribution. */
static const double z = 1.959963984540054;

static struct sfb_figure known(int64_t value)
{
	return (struct sfb_figure){ true, value };
}

static struct sfb_figure rounded(double value)
{
	return known((int64_t)llround(value));
}

static int64_t size_of(int64_t value)
{
	return value < 0 ? -value : value;
}

struct sfb_figure sfb_ratio(int64_t number, int64_t divisor, int64_t scale)
{
	bool negative = (number < 0) != (divisor < 0);
	int64_t whole, rest;

	number = size_of(number);
	divisor = size_of(divisor);
	rest = number % divisor;
	if (divisor > INT64_MAX / scale / 4)
		return rounded((negative ? -1.0 : 1.0) * (double)number / (double)divisor *
		               (double)scale);
	whole = number / divisor * scale + (rest * scale * 2 + divisor) / (divisor * 2);
	return known(negative ? -whole : whole);
}

void sfb_wilson(uint64_t x, uint64_t n, double *low, double *high)
{
	double count = (double)n, share = (double)x / count, square = z * z / count;
	double middle = (share + square / 2) / (1 + square);
	double half = z / (1 + square) * sqrt(share * (1 - share) / count + square / count / 4);

	/* Exactly, where rounding errors would leave a trace. */
	*low = x == 0 ? 0 : middle - half;
	*high = x == n ? 1 : middle + half;
}

struct sfb_figure sfb_percent(uint64_t x, uint64_t n)
{
	if (n == 0)
		return (struct sfb_figure){ 0 };
	return sfb_ratio((int64_t)x, (int64_t)n, 1000);
}

struct sfb_share sfb_share(uint64_t x, uint64_t n)
{
	struct sfb_share share = { .percent = sfb_percent(x, n) };
	double low, high;

	if (n == 0)
		return share;
	sfb_wilson(x, n, &low, &high);
	share.low = rounded(low * 1000);
	share.high = rounded(high * 1000);
	return share;
}

struct sfb_figure sfb_median(const int32_t *values, size_t count)
{
	if (count == 0)
		return (struct sfb_figure){ 0 };
	return known(((int64_t)values[(count - 1) / 2] + values[count / 2]) * 5);
}

struct sfb_figure sfb_coarse(struct sfb_figure figure, int64_t unit)
{
	if (figure.known)
		figure.value = sfb_ratio(figure.value, unit, 1).value * unit;
	return figure;
}
