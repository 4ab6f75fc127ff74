/* cost.h: exact øre, rounding half away from zero, and nothing missing taken as zero. */
#include "testing.h"

#include "cost.h"

static const int64_t most = SFB_AMOUNT_MAX - 1;

static void test_sums(void **state)
{
	struct sfb_sum sum = { 0 };

	(void)state;
	assert_true(sfb_sum_value(&sum) == SFB_NO_AMOUNT);
	assert_true(sfb_sum_add(&sum, 0));
	assert_true(sfb_sum_value(&sum) == 0); /* zero is never missing */
	assert_true(sfb_sum_add(&sum, -150));
	assert_true(sfb_sum_add(&sum, 50));
	assert_true(sfb_sum_value(&sum) == -100);
	sfb_sum_lose(&sum);
	assert_true(sfb_sum_value(&sum) == SFB_NO_AMOUNT);
	assert_true(sfb_sum_add(&sum, 5));
	assert_true(sfb_sum_value(&sum) == SFB_NO_AMOUNT);
}

static void test_too_large(void **state)
{
	struct sfb_sum up = { 0 }, down = { 0 }, alone = { 0 };

	(void)state;
	assert_true(sfb_sum_add(&up, most));
	assert_true(sfb_sum_value(&up) == most);
	assert_false(sfb_sum_add(&up, 1));
	assert_true(sfb_sum_value(&up) == SFB_NO_AMOUNT);
	assert_true(sfb_sum_add(&down, -most));
	assert_false(sfb_sum_add(&down, -1));
	assert_true(sfb_sum_value(&down) == SFB_NO_AMOUNT);
	/* Too large by itself, though the sum would not be. */
	assert_true(sfb_sum_add(&alone, -most));
	assert_false(sfb_sum_add(&alone, SFB_AMOUNT_MAX));
	assert_true(sfb_sum_value(&alone) == SFB_NO_AMOUNT);
}

static void test_hours(void **state)
{
	static const struct {
		int64_t hours, rate, amount;
	} lines[] = {
		{ 0, 0, 0 },
		{ 100, 41235, 41235 },
		{ 125050, 40025, 50051263 }, /* 1250.50 h at 400.25 kr.: 500512.625 */
		{ 50, 1, 1 },                /* half an øre */
		{ 49, 1, 0 },
		{ -50, 1, -1 }, /* away from zero */
		{ -49, 1, 0 },
		{ 150, 1, 2 },
		{ 0, INT64_C(999999999999999), 0 },
		{ 100, INT64_C(999999999999998), INT64_C(999999999999998) },
	};
	int64_t amount = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(lines); i++) {
		expect(sfb_cost_of_hours(lines[i].hours, lines[i].rate, &amount), "line %zu", i);
		expect(amount == lines[i].amount, "line %zu: %lld", i, (long long)amount);
	}
	assert_false(sfb_cost_of_hours(101, most, &amount));
	assert_false(sfb_cost_of_hours(-101, most, &amount));
	assert_false(sfb_cost_of_hours(most, most, &amount));
}

/* A unit that has everything: intervention 1 2 3 4, baseline 4 3 2 0 (kroner). */
static struct sfb_cost_unit whole(void)
{
	static const int64_t kroner[2][4] = { { 1, 2, 3, 4 }, { 4, 3, 2, 0 } };
	struct sfb_cost_unit unit = { 0 };

	for (int s = 0; s < SFB_SCENARIO_COUNT; s++)
		for (int c = 0; c < SFB_COST_CATEGORIES; c++)
			assert_true(sfb_sum_add(&unit.costs[s][c], kroner[s][c] * 100));
	assert_true(sfb_sum_add(&unit.started, 300));
	assert_true(sfb_sum_add(&unit.completed, 200));
	return unit;
}

static void test_net(void **state)
{
	struct sfb_cost_unit unit = whole();
	struct sfb_cost_result result;

	(void)state;
	sfb_cost_net(&unit, 1, &result);
	assert_true(result.intervention[SFB_COST_STARTUP] == 100);
	assert_true(result.intervention[SFB_COST_OTHER] == 400);
	assert_true(result.intervention_total == 1000);
	assert_true(result.baseline_total == 900);
	assert_true(result.net_total == 100);
	assert_true(result.net_per_started == 33);
	assert_true(result.net_per_completed == 50);
	assert_true(result.completion == 667);
	assert_int_equal(result.verdict, SFB_VERDICT_EXTRA_COST);

	/* Start-up of both: 0.33 and 1.33 kr. */
	sfb_cost_net(&unit, 3, &result);
	assert_true(result.intervention[SFB_COST_STARTUP] == 33);
	assert_true(result.intervention_total == 933);
	assert_true(result.baseline_total == 633);

	/* The same, turned round: a saving, rounded the same way. */
	assert_true(sfb_sum_add(&unit.costs[SFB_SCENARIO_BASELINE][SFB_COST_OTHER], 200));
	sfb_cost_net(&unit, 1, &result);
	assert_true(result.net_total == -100);
	assert_true(result.net_per_started == -33);
	assert_int_equal(result.verdict, SFB_VERDICT_SAVING);
	assert_true(sfb_sum_add(&unit.costs[SFB_SCENARIO_INTERVENTION][SFB_COST_OTHER], 100));
	sfb_cost_net(&unit, 1, &result);
	assert_true(result.net_total == 0);
	assert_int_equal(result.verdict, SFB_VERDICT_NEUTRAL);
	assert_string_equal(sfb_cost_verdict_name(result.verdict), "neutral");
}

/* Each of the eight sums is needed for the net, and only the cells that need it are empty. */
static void test_missing(void **state)
{
	(void)state;
	for (int s = 0; s < SFB_SCENARIO_COUNT; s++) {
		for (int c = 0; c < SFB_COST_CATEGORIES; c++) {
			struct sfb_cost_unit unit = whole();
			struct sfb_cost_result result;

			unit.costs[s][c] = (struct sfb_sum){ 0 };
			sfb_cost_net(&unit, 1, &result);
			assert_true((result.intervention[c] == SFB_NO_AMOUNT) == (s == 0));
			assert_true((result.intervention_total == SFB_NO_AMOUNT) == (s == 0));
			assert_true((result.baseline_total == SFB_NO_AMOUNT) == (s == 1));
			assert_true(result.net_total == SFB_NO_AMOUNT);
			assert_true(result.net_per_started == SFB_NO_AMOUNT);
			assert_true(result.net_per_completed == SFB_NO_AMOUNT);
			assert_int_equal(result.verdict, SFB_VERDICT_NONE);
			assert_true(result.completion == 667);
		}
	}
}

static void test_no_courses(void **state)
{
	struct sfb_cost_unit unit = whole();
	struct sfb_cost_result result;

	(void)state;
	unit.started = unit.completed = (struct sfb_sum){ 0 };
	sfb_cost_net(&unit, 1, &result);
	assert_true(result.net_total == 100);
	assert_true(result.started == SFB_NO_AMOUNT);
	assert_true(result.completion == SFB_NO_AMOUNT);
	assert_true(result.net_per_started == SFB_NO_AMOUNT);
	/* None is a number, but nothing can be divided by it. */
	assert_true(sfb_sum_add(&unit.started, 0));
	assert_true(sfb_sum_add(&unit.completed, 0));
	sfb_cost_net(&unit, 1, &result);
	assert_true(result.started == 0);
	assert_true(result.completion == SFB_NO_AMOUNT);
	assert_true(result.net_per_completed == SFB_NO_AMOUNT);
}

static void test_losing(void **state)
{
	(void)state;
	for (int s = SFB_COST_UNKNOWN; s < SFB_SCENARIO_COUNT; s++) {
		for (int c = SFB_COST_UNKNOWN; c < SFB_COST_CATEGORIES; c++) {
			struct sfb_cost_unit unit = whole();
			int lost = 0;

			sfb_cost_lose(&unit, s, c);
			for (int i = 0; i < 2; i++)
				for (int j = 0; j < 4; j++)
					lost += sfb_sum_value(&unit.costs[i][j]) == SFB_NO_AMOUNT;
			assert_int_equal(lost, (s == SFB_COST_UNKNOWN ? 2 : 1) *
			                               (c == SFB_COST_UNKNOWN ? 4 : 1));
			if (s != SFB_COST_UNKNOWN && c != SFB_COST_UNKNOWN)
				assert_true(sfb_sum_value(&unit.costs[s][c]) == SFB_NO_AMOUNT);
		}
	}
}

static void test_losing_all_of(void **state)
{
	struct sfb_cost_unit unit = whole(), other = whole(), nothing = { 0 };

	(void)state;
	sfb_cost_lose_all_of(&unit, &nothing);
	sfb_cost_lose(&other, SFB_SCENARIO_BASELINE, SFB_COST_OTHER);
	sfb_cost_lose_all_of(&unit, &other);
	for (int s = 0; s < SFB_SCENARIO_COUNT; s++)
		for (int c = 0; c < SFB_COST_CATEGORIES; c++)
			assert_int_equal(sfb_sum_value(&unit.costs[s][c]) == SFB_NO_AMOUNT,
			                 s == SFB_SCENARIO_BASELINE && c == SFB_COST_OTHER);
}

/* At the ends of the range nothing overflows (the sanitizers look on). */
static void test_extremes(void **state)
{
	struct sfb_cost_unit unit = { 0 };
	struct sfb_cost_result result;

	(void)state;
	for (int c = 0; c < SFB_COST_CATEGORIES; c++) {
		assert_true(sfb_sum_add(&unit.costs[0][c], most));
		assert_true(sfb_sum_add(&unit.costs[1][c], -most));
	}
	assert_true(sfb_sum_add(&unit.started, 1));
	assert_true(sfb_sum_add(&unit.completed, most));
	sfb_cost_net(&unit, 1, &result);
	assert_true(result.net_total == 8 * most);
	assert_true(result.net_per_started == 800 * most);
	assert_true(result.completion == 1000 * most);
}

static void test_published(void **state)
{
	(void)state;
	assert_true(sfb_cost_published(SFB_SETTING_OUTPATIENT)->low == -2843400);
	assert_true(sfb_cost_published(SFB_SETTING_OUTPATIENT)->high == 7048800);
	assert_true(sfb_cost_published(SFB_SETTING_RESIDENTIAL)->low == 12841000);
	assert_true(sfb_cost_published(SFB_SETTING_RESIDENTIAL)->high == 12841000);
	assert_string_equal(sfb_setting_name(SFB_SETTING_RESIDENTIAL), "residential");
	assert_string_equal(sfb_scenario_name(SFB_SCENARIO_BASELINE), "baseline");
	assert_string_equal(sfb_cost_category_name(SFB_COST_ONGOING), "ongoing");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sums),     cmocka_unit_test(test_too_large),
		cmocka_unit_test(test_hours),    cmocka_unit_test(test_net),
		cmocka_unit_test(test_missing),  cmocka_unit_test(test_no_courses),
		cmocka_unit_test(test_losing),   cmocka_unit_test(test_losing_all_of),
		cmocka_unit_test(test_extremes), cmocka_unit_test(test_published),
	};

	return cmocka_run_group_tests_name("cost", tests, NULL, NULL);
}
