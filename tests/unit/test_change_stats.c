/* change_stats.h: worked values, both paths of the sums, and rounding at its edges. */
#include "testing.h"

#include "change_stats.h"

static void expect_figure(struct sfb_figure figure, int64_t value, int line)
{
	expect(figure.known && figure.value == value, "line %d: %lld, not %lld", line,
	       (long long)figure.value, (long long)value);
}

#define EXPECT(figure, value) expect_figure(figure, value, __LINE__)

/* Changes 1 2 3 4 5: mean 3, SD 1.5811, t(4) 2.77645, half width 1.9632. */
static void five_units(void **state)
{
	const struct sfb_unit units[] = {
		{ 10000, 1000, 1 }, { 12000, 2000, 1 }, { 14000, 3000, 1 },
		{ 16000, 4000, 1 }, { 18000, 5000, 1 },
	};
	struct sfb_change_figures figures;

	(void)state;
	sfb_change_figures(units, 5, &figures);
	EXPECT(figures.mean_first, 14000);
	EXPECT(figures.mean_last, 17000);
	EXPECT(figures.mean_change, 3000);
	EXPECT(figures.change_low, 1037);
	EXPECT(figures.change_high, 4963);
	EXPECT(figures.percent_change, 214); /* 3 / 14 */
	EXPECT(figures.sd_first, 3162);
	EXPECT(figures.effect_size, 949);
	sfb_change_figures(units, 4, &figures);
	assert_true(figures.change_low.known && figures.sd_first.known);
	assert_false(figures.effect_size.known);
	sfb_change_figures(units, 1, &figures);
	assert_true(figures.mean_change.known);
	assert_false(figures.change_low.known || figures.sd_first.known);
	sfb_change_figures(units, 0, &figures);
	assert_false(figures.mean_first.known || figures.percent_change.known);
}

/* A family counts once: 3 series of 2 points and one of 8 make 5, not 3.5. */
static void families_count_once(void **state)
{
	const struct sfb_unit units[] = { { 30000, 6000, 3 }, { 20000, 8000, 1 } };
	struct sfb_change_figures figures;

	(void)state;
	sfb_change_figures(units, 2, &figures);
	EXPECT(figures.mean_first, 15000);
	EXPECT(figures.mean_change, 5000);
	EXPECT(figures.percent_change, 333);
}

/* Thirds that a binary fraction cannot hold, and halves of a thousandth either side of 0. */
static void halves_go_away_from_zero(void **state)
{
	const struct sfb_unit up[] = { { 1, 1, 1 }, { 2, 2, 1 } };
	const struct sfb_unit down[] = { { -1, -1, 1 }, { -2, -2, 1 } };
	const struct sfb_unit thirds[] = { { 1, 1, 3 }, { 2, 2, 3 }, { 3, 3, 2 } };
	struct sfb_change_figures figures;

	(void)state;
	sfb_change_figures(up, 2, &figures);
	EXPECT(figures.mean_change, 2);
	sfb_change_figures(down, 2, &figures);
	EXPECT(figures.mean_change, -2);
	EXPECT(figures.percent_change, 1000);
	/* (1/3 + 2/3 + 3/2) / 3 = 5/6 */
	sfb_change_figures(thirds, 3, &figures);
	EXPECT(figures.mean_change, 1);
}

/* Equal values have no spread at all, also where their mean is no binary fraction. */
static void no_spread(void **state)
{
	struct sfb_unit units[7];
	struct sfb_change_figures figures;

	(void)state;
	for (size_t i = 0; i < COUNT(units); i++)
		units[i] = (struct sfb_unit){ 1000, 100, 3 };
	sfb_change_figures(units, COUNT(units), &figures);
	EXPECT(figures.sd_first, 0);
	assert_false(figures.effect_size.known);
	EXPECT(figures.change_low, 33);
	EXPECT(figures.change_high, 33);
}

static void no_percent_of_nothing(void **state)
{
	const struct sfb_unit units[] = { { 1000, 100, 1 }, { -1000, 100, 1 } };
	struct sfb_change_figures figures;

	(void)state;
	sfb_change_figures(units, 2, &figures);
	EXPECT(figures.mean_first, 0);
	assert_false(figures.percent_change.known);
}

/* Counts without a small common multiple take the rough path; both agree. */
static void rough_sums_agree(void **state)
{
	enum { UNITS = 60 };
	static const uint32_t primes[] = { 2, 3, 5, 7, 11, 13, 17, 19, 23, 29 };
	struct sfb_unit units[UNITS];
	struct sfb_change_figures figures;
	double first = 0, change = 0;

	(void)state;
	for (size_t i = 0; i < UNITS; i++) {
		units[i] = (struct sfb_unit){ 1000 * (int64_t)(i + 1), 77 * (int64_t)i,
			                      primes[i % COUNT(primes)] };
		first += (double)units[i].first / units[i].count;
		change += (double)units[i].change / units[i].count;
	}
	sfb_change_figures(units, UNITS, &figures);
	EXPECT(figures.mean_first, (int64_t)(first / UNITS + 0.5));
	EXPECT(figures.mean_change, (int64_t)(change / UNITS + 0.5));
	EXPECT(figures.percent_change, (int64_t)(change / first * 1000 + 0.5));
}

/* A divisor that is small enough, but too many units for an exact sum. */
static void many_units_are_rough(void **state)
{
	enum { UNITS = 3000 };
	static struct sfb_unit units[UNITS];
	double first = 0, change = 0;
	struct sfb_change_figures figures;

	(void)state;
	for (size_t i = 0; i < UNITS; i++) {
		units[i] = (struct sfb_unit){ 20000000 + (int64_t)i, 3000000 - (int64_t)i,
			                      i % 2 == 0 ? 997 : 991 };
		first += (double)units[i].first / units[i].count;
		change += (double)units[i].change / units[i].count;
	}
	sfb_change_figures(units, UNITS, &figures);
	EXPECT(figures.mean_first, (int64_t)(first / UNITS + 0.5));
	EXPECT(figures.mean_change, (int64_t)(change / UNITS + 0.5));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(five_units),
		cmocka_unit_test(families_count_once),
		cmocka_unit_test(halves_go_away_from_zero),
		cmocka_unit_test(no_spread),
		cmocka_unit_test(no_percent_of_nothing),
		cmocka_unit_test(rough_sums_agree),
		cmocka_unit_test(many_units_are_rough),
	};

	return cmocka_run_group_tests_name("change_stats", tests, NULL, NULL);
}
