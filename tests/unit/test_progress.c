/* progress.h: lines and their gaps, the band, and the steps of a cutoff. */
#include "testing.h"

#include "progress.h"

#define NONE SFB_NO_POINTS

#define UNKNOWN SFB_FORM_UNKNOWN
#define ORS SFB_FORM_ORS
#define CORS SFB_FORM_CORS

static struct sfb_progress_point at(int64_t when, uint64_t order, sfb_points points,
                                    enum sfb_form form)
{
	return (struct sfb_progress_point){ when, order, points, NONE, form };
}

static void test_order(void **state)
{
	struct sfb_progress_point points[] = { at(5, 1, 10, ORS),   at(3, 4, 20, ORS),
		                               at(3, 2, 30, ORS),   at(4, 3, NONE, ORS),
		                               at(6, 5, 10, ORS),   at(6, 6, 10, ORS),
		                               at(6, 7, NONE, ORS), at(1, 8, 10, ORS) };
	const uint64_t expected[] = { 8, 2, 4, 3, 1, 5, 6, 7 };

	(void)state;
	sfb_progress_arrange(points, COUNT(points));
	for (size_t i = 0; i < COUNT(points); i++)
		expect(points[i].order == expected[i], "position %zu", i);
	sfb_progress_arrange(NULL, 0);
}

static void test_unknown_forms(void **state)
{
	struct sfb_progress_point one[] = { at(1, 1, 10, UNKNOWN), at(2, 2, 10, CORS) };
	struct sfb_progress_point two[] = { at(1, 1, 10, UNKNOWN), at(2, 2, 10, CORS),
		                            at(3, 3, 10, ORS) };
	struct sfb_progress_point told[] = { at(1, 1, 10, UNKNOWN), at(2, 2, NONE, ORS) };

	(void)state;
	sfb_progress_arrange(one, 2);
	assert_int_equal(one[0].form, CORS);
	sfb_progress_arrange(two, 3);
	assert_int_equal(two[0].form, UNKNOWN);
	sfb_progress_arrange(told, 2);
	assert_int_equal(told[0].form, ORS);
}

static void test_lines(void **state)
{
	struct sfb_progress_point points[] = {
		at(1, 1, 10, CORS), at(2, 2, 0, CORS), at(3, 3, NONE, CORS), at(4, 4, 10, CORS),
		at(5, 5, 10, ORS),  at(6, 6, 10, ORS), at(7, 7, 10, CORS),   at(8, 8, 10, UNKNOWN),
	};
	const bool follows[] = { false, true, false, false, false, true, false, false };

	(void)state;
	for (size_t i = 0; i < COUNT(points); i++)
		expect(sfb_progress_follows(points, i) == follows[i], "position %zu", i);
	assert_int_equal(sfb_progress_scored(points, COUNT(points), CORS), 4);
	assert_int_equal(sfb_progress_scored(points, COUNT(points), ORS), 2);
	assert_true(sfb_progress_has_line(points, COUNT(points), CORS));
	assert_false(sfb_progress_has_line(points, COUNT(points), ORS));
	assert_true(sfb_progress_has_line(points, 4, CORS));
	assert_false(sfb_progress_has_line(points, 3, CORS));
}

static void test_band(void **state)
{
	static const struct {
		sfb_points first, threshold, low, high;
	} bands[] = {
		{ 20000, 6600, 13400, 26600 }, { 6600, 6600, 0, 13200 },
		{ 6599, 6600, 0, 13199 },      { 6601, 6600, 1, 13201 },
		{ 33400, 6600, 26800, 40000 }, { 33399, 6600, 26799, 39999 },
		{ 33401, 6600, 26801, 40000 }, { 0, 40000, 0, 40000 },
		{ 40000, 40000, 0, 40000 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(bands); i++) {
		sfb_points low, high;

		sfb_progress_band(bands[i].first, bands[i].threshold, 40000, &low, &high);
		expect(low == bands[i].low && high == bands[i].high, "band %zu: %d %d", i, low,
		       high);
	}
}

static void test_steps(void **state)
{
	struct sfb_progress_point points[] = {
		{ 10, 1, 5000, 32000, CORS }, { 20, 2, 5000, 32000, CORS },
		{ 25, 3, NONE, 25000, ORS },  { 30, 4, 5000, 28000, ORS },
		{ 40, 5, 5000, 28000, ORS },  { 45, 6, 5000, NONE, ORS },
	};
	struct sfb_progress_step steps[6];
	size_t count = 0;

	(void)state;
	sfb_progress_steps(steps, &count, points, COUNT(points));
	assert_int_equal(count, 2);
	sfb_progress_steps_join(steps, count, 5, 50);
	assert_true(steps[0].cutoff == 32000 && steps[0].from == 5 && steps[0].to == 30);
	assert_true(steps[1].cutoff == 28000 && steps[1].from == 30 && steps[1].to == 50);
	sfb_progress_steps_join(steps, 0, 5, 50);
}

/* A cutoff that lasts longer than one that began later reaches to the end; none is cut. */
static void test_steps_that_overlap(void **state)
{
	struct sfb_progress_point points[] = {
		{ 40, 1, 5000, 25000, ORS },
		{ 20, 2, 5000, 28000, ORS },
		{ 10, 3, 5000, 25000, ORS },
	};
	struct sfb_progress_step steps[3];
	size_t count = 0;

	(void)state;
	sfb_progress_steps(steps, &count, points, COUNT(points));
	sfb_progress_steps_join(steps, count, 0, 100);
	assert_int_equal(count, 2);
	assert_true(steps[0].cutoff == 25000 && steps[0].from == 0 && steps[0].to == 100);
	assert_true(steps[1].cutoff == 28000 && steps[1].from == 20 && steps[1].to == 20);
}

/* In any order; two that begin together, by their cutoff. */
static void test_joining_orders(void **state)
{
	static const int orders[][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 },
		                         { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };
	const struct sfb_progress_step sorted[] = { { 28000, 10, 20 },
		                                    { 25000, 30, 40 },
		                                    { 32000, 30, 35 } };

	(void)state;
	for (size_t i = 0; i < COUNT(orders); i++) {
		struct sfb_progress_step steps[3];

		for (size_t j = 0; j < 3; j++)
			steps[j] = sorted[orders[i][j]];
		sfb_progress_steps_join(steps, 3, 0, 100);
		for (size_t j = 0; j < 3; j++)
			expect(steps[j].cutoff == sorted[j].cutoff, "order %zu, step %zu", i, j);
		assert_true(steps[0].from == 0 && steps[0].to == 30);
		assert_true(steps[1].to == 100 && steps[2].to == 35);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order),          cmocka_unit_test(test_unknown_forms),
		cmocka_unit_test(test_lines),          cmocka_unit_test(test_band),
		cmocka_unit_test(test_steps),          cmocka_unit_test(test_steps_that_overlap),
		cmocka_unit_test(test_joining_orders),
	};

	return cmocka_run_group_tests_name("progress", tests, NULL, NULL);
}
