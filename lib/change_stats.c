#include "change_stats.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

enum { MULTIPLE_MAX = 1000000 };

static struct sfb_figure rounded(double value)
{
	return (struct sfb_figure){ true, (int64_t)llround(value) };
}

/* ---- exact sums ---- */

/* Sums over the units' means, both divided by the same whole number. */
struct sums {
	bool exact;
	int64_t first, change, divisor;
	double rough_first, rough_change; /* the sums themselves, when not exact */
};

/* The least common multiple of all counts, or 0 when it is too large to be of use. */
static int64_t common_multiple(const struct sfb_unit *units, size_t count)
{
	int64_t multiple = 1;

	for (size_t i = 0; i < count; i++) {
		int64_t a = multiple, b = units[i].count;

		while (b != 0) {
			int64_t rest = a % b;

			a = b;
			b = rest;
		}
		multiple *= units[i].count / a;
		if (multiple > MULTIPLE_MAX)
			return 0;
	}
	return multiple;
}

static void add_up(const struct sfb_unit *units, size_t count, struct sums *sums)
{
	*sums = (struct sums){ .divisor = common_multiple(units, count) };
	/* Each term is below SFB_UNIT_MAX * divisor, so their sum is below this. */
	sums->exact = sums->divisor > 0 &&
	              count < (uint64_t)(INT64_MAX / SFB_UNIT_MAX / sums->divisor / 2);
	for (size_t i = 0; i < count; i++) {
		if (sums->exact) {
			int64_t weight = sums->divisor / units[i].count;

			sums->first += units[i].first * weight;
			sums->change += units[i].change * weight;
		} else {
			sums->rough_first += (double)units[i].first / units[i].count;
			sums->rough_change += (double)units[i].change / units[i].count;
		}
	}
}

static struct sfb_figure mean(const struct sums *sums, int64_t sum, double rough, size_t count)
{
	return sums->exact ? sfb_ratio(sum, sums->divisor * (int64_t)count, 1)
	                   : rounded(rough / (double)count);
}

static struct sfb_figure percent_of(const struct sums *sums)
{
	enum { TENTHS = 1000 };

	if (sums->exact ? sums->first == 0 : fabs(sums->rough_first) < 0.5)
		return (struct sfb_figure){ 0 };
	if (sums->exact)
		return sfb_ratio(sums->change, sums->first, TENTHS);
	return rounded(sums->rough_change / sums->rough_first * TENTHS);
}

/* ---- spread ---- */

enum measured { FIRST, CHANGE };

static double value_of(const struct sfb_unit *unit, enum measured what)
{
	return (double)(what == FIRST ? unit->first : unit->change) / unit->count;
}

/* The standard deviation (n - 1) over two units or more; exactly 0 when all are equal. */
static double deviation(const struct sfb_unit *units, size_t count, enum measured what)
{
	double sum = 0, squares = 0, middle;
	bool same = true;

	for (size_t i = 0; i < count; i++) {
		sum += value_of(&units[i], what);
		same = same && value_of(&units[i], what) == value_of(&units[0], what);
	}
	if (same)
		return 0;
	middle = sum / (double)count;
	for (size_t i = 0; i < count; i++) {
		double away = value_of(&units[i], what) - middle;

		squares += away * away;
	}
	return sqrt(squares / (double)(count - 1));
}

void sfb_change_figures(const struct sfb_unit *units, size_t count,
                        struct sfb_change_figures *figures)
{
	struct sums sums;
	double middle, spread, half;

	*figures = (struct sfb_change_figures){ .units = count };
	if (count == 0)
		return;
	add_up(units, count, &sums);
	figures->mean_first = mean(&sums, sums.first, sums.rough_first, count);
	figures->mean_last =
		mean(&sums, sums.first + sums.change, sums.rough_first + sums.rough_change, count);
	figures->mean_change = mean(&sums, sums.change, sums.rough_change, count);
	figures->percent_change = percent_of(&sums);
	if (count < 2)
		return;

	middle = (sums.exact ? (double)sums.change / (double)sums.divisor : sums.rough_change) /
	         (double)count;
	spread = deviation(units, count, CHANGE);
	half = gsl_cdf_tdist_Pinv(0.975, (double)(count - 1)) * spread / sqrt((double)count);
	/* Without spread the bounds are the mean, and rounded as it is. */
	figures->change_low = spread > 0 ? rounded(middle - half) : figures->mean_change;
	figures->change_high = spread > 0 ? rounded(middle + half) : figures->mean_change;
	spread = deviation(units, count, FIRST);
	figures->sd_first = rounded(spread);
	if (count >= SFB_EFFECT_UNITS && spread > 0)
		figures->effect_size = rounded(middle / spread * 1000);
}
