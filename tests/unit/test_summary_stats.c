/* summary_stats.h: checked values, and rounding at its edges. */
#include "testing.h"

#include "summary_stats.h"

/* Published or worked by hand, to six places. */
static void wilson_checked(void **state)
{
	static const struct {
		uint64_t x, n;
		int64_t low, high; /* millionths */
	} checked[] = {
		{ 0, 5, 0, 434482 },        { 3, 5, 230724, 882379 },  { 8, 12, 390622, 861880 },
		{ 66, 90, 633802, 813762 }, { 5, 5, 565518, 1000000 }, { 0, 1, 0, 793451 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(checked); i++) {
		double low, high;

		sfb_wilson(checked[i].x, checked[i].n, &low, &high);
		assert_int_equal((int64_t)(low * 1e6 + 0.5), checked[i].low);
		assert_int_equal((int64_t)(high * 1e6 + 0.5), checked[i].high);
	}
}

static void wilson_ends_are_exact(void **state)
{
	(void)state;
	for (uint64_t n = 1; n < 2000; n++) {
		double low, high;

		sfb_wilson(0, n, &low, &high);
		assert_true(low == 0 && high > 0 && high < 1);
		sfb_wilson(n, n, &low, &high);
		assert_true(high == 1 && low > 0 && low < 1);
	}
}

static void expect_figure(struct sfb_figure figure, int64_t value, int line)
{
	expect(figure.known && figure.value == value, "line %d: %lld, not %lld", line,
	       (long long)figure.value, (long long)value);
}

#define EXPECT(figure, value) expect_figure(figure, value, __LINE__)

static void shares(void **state)
{
	struct sfb_share none = sfb_share(0, 0);

	(void)state;
	assert_false(none.percent.known || none.low.known || none.high.known);
	EXPECT(sfb_percent(1, 3), 333);
	EXPECT(sfb_percent(2, 3), 667);
	EXPECT(sfb_percent(1, 2000), 1); /* 0.05 percent: half goes up */
	EXPECT(sfb_percent(1, 2001), 0);
	EXPECT(sfb_percent(7, 7), 1000);
	EXPECT(sfb_share(8, 12).low, 391);
	EXPECT(sfb_share(8, 12).high, 862);
}

static void medians(void **state)
{
	const int32_t days[] = { 10, 31, 32, 400 };

	(void)state;
	assert_false(sfb_median(days, 0).known);
	EXPECT(sfb_median(days, 1), 100);
	EXPECT(sfb_median(days, 2), 205);
	EXPECT(sfb_median(days, 3), 310);
	EXPECT(sfb_median(days, 4), 315);
}

/* Where exact products would overflow: a quarter of what an integer holds is far off. */
static void huge_ratios(void **state)
{
	const int64_t huge = INT64_MAX / 8;

	(void)state;
	EXPECT(sfb_ratio(huge, huge, 1000), 1000);
	EXPECT(sfb_ratio(-huge, huge * 2, 1000), -500);
	EXPECT(sfb_ratio(huge, -huge, 10), -10);
	EXPECT(sfb_ratio(-7, -2, 1), 4);
}

static void coarse(void **state)
{
	(void)state;
	EXPECT(sfb_coarse((struct sfb_figure){ true, 1250 }, 100), 1300);
	EXPECT(sfb_coarse((struct sfb_figure){ true, -1250 }, 100), -1300);
	EXPECT(sfb_coarse((struct sfb_figure){ true, 1249 }, 100), 1200);
	assert_false(sfb_coarse((struct sfb_figure){ false, 1249 }, 100).known);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wilson_checked), cmocka_unit_test(wilson_ends_are_exact),
		cmocka_unit_test(shares),         cmocka_unit_test(medians),
		cmocka_unit_test(coarse),         cmocka_unit_test(huge_ratios),
	};

	return cmocka_run_group_tests_name("summary_stats", tests, NULL, NULL);
}
