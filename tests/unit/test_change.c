/* change.h: first and last in any order, and what counts as a change. */
#include "testing.h"

#include "change.h"

#define NONE SFB_NO_POINTS

enum { SCORES = 6 };

/* Two at the first time and three at the last: the input order decides. */
static const struct sfb_score scores[SCORES] = {
	{ 20, 0, 1000, SFB_RANGE_CLINICAL },    { 10, 1, 2000, SFB_RANGE_NONCLINICAL },
	{ 30, 2, 3000, SFB_RANGE_CLINICAL },    { 10, 3, 4000, SFB_RANGE_UNKNOWN },
	{ 30, 4, 5000, SFB_RANGE_NONCLINICAL }, { 30, 5, 6000, SFB_RANGE_CLINICAL },
};

static bool same_score(const struct sfb_score *a, const struct sfb_score *b)
{
	return a->when == b->when && a->order == b->order && a->points == b->points &&
	       a->range == b->range;
}

static void expect_whole(const struct sfb_series *series, const char *how, unsigned which)
{
	expect(series->scored == SCORES && same_score(&series->first, &scores[1]) &&
	               same_score(&series->last, &scores[5]) && sfb_series_change(series) == 4000,
	       "%s %u: %u scores, first %d last %d", how, which, series->scored,
	       series->first.points, series->last.points);
}

/* The permutation with a number, in the factorial system. */
static void permute(unsigned number, int to[SCORES])
{
	int left[SCORES];

	for (int i = 0; i < SCORES; i++)
		left[i] = i;
	for (unsigned i = 0; i < SCORES; i++) {
		unsigned at = number % (SCORES - i);

		number /= SCORES - i;
		to[i] = left[at];
		for (unsigned j = at; j + 1 < SCORES - i; j++)
			left[j] = left[j + 1];
	}
}

static void test_any_order(void **state)
{
	(void)state;
	for (unsigned p = 0; p < 720; p++) {
		struct sfb_series series = { 0 };
		int order[SCORES];

		permute(p, order);
		for (int i = 0; i < SCORES; i++)
			sfb_series_add(&series, &scores[order[i]]);
		expect_whole(&series, "permutation", p);
	}
}

/* Every way to share the scores between two series, merged either way. */
static void test_merge(void **state)
{
	(void)state;
	for (unsigned split = 0; split < 1u << SCORES; split++) {
		struct sfb_series one = { 0 }, two = { 0 }, into;

		for (unsigned i = 0; i < SCORES; i++)
			sfb_series_add(split & 1u << i ? &one : &two, &scores[i]);
		into = one;
		sfb_series_merge(&into, &two);
		expect_whole(&into, "merge", split);
		into = two;
		sfb_series_merge(&into, &one);
		expect_whole(&into, "merge back", split);
	}
}

static void test_one_score(void **state)
{
	struct sfb_series series = { 0 };

	(void)state;
	assert_int_equal(sfb_series_outcome(&series, 5000, SFB_HIGHER_IS_BETTER), SFB_OUTCOME_NONE);
	sfb_series_add(&series, &scores[0]);
	assert_int_equal(series.scored, 1);
	assert_true(same_score(&series.first, &scores[0]));
	assert_true(same_score(&series.last, &scores[0]));
	assert_int_equal(sfb_series_change(&series), 0);
	assert_int_equal(sfb_series_outcome(&series, 0, SFB_HIGHER_IS_BETTER), SFB_OUTCOME_NONE);
	assert_int_equal(sfb_series_outcome(&series, 5000, SFB_LOWER_IS_BETTER), SFB_OUTCOME_NONE);
}

static enum sfb_outcome outcome(sfb_points first, sfb_points last, enum sfb_range before,
                                enum sfb_range after, sfb_points threshold, enum sfb_better better)
{
	const struct sfb_score a = { 1, 1, first, before }, b = { 2, 2, last, after };
	struct sfb_series series = { 0 };

	sfb_series_add(&series, &a);
	sfb_series_add(&series, &b);
	return sfb_series_outcome(&series, threshold, better);
}

/* Every change in hundredths against every threshold, pair of ranges and direction. */
static void test_outcomes(void **state)
{
	static const sfb_points thresholds[] = { NONE, 10, 4990, 5000, 5010, 6600, 10000 };

	(void)state;
	for (sfb_points change = -12000; change <= 12000; change += 10)
		for (size_t t = 0; t < COUNT(thresholds); t++)
			for (int ranges = 0; ranges < 9; ranges++)
				for (int lower = 0; lower < 2; lower++) {
					enum sfb_range before = (enum sfb_range)(ranges / 3);
					enum sfb_range after = (enum sfb_range)(ranges % 3);
					sfb_points gain = lower ? -change : change;
					enum sfb_outcome want = SFB_UNCHANGED, got;

					if (thresholds[t] == NONE)
						want = SFB_OUTCOME_NONE;
					else if (gain >= thresholds[t])
						want = before == SFB_RANGE_CLINICAL &&
						                       after ==
						                               SFB_RANGE_NONCLINICAL
						               ? SFB_RECOVERED
						               : SFB_IMPROVED;
					else if (-gain >= thresholds[t])
						want = SFB_DETERIORATED;
					got = outcome(
						20000, 20000 + change, before, after, thresholds[t],
						lower ? SFB_LOWER_IS_BETTER : SFB_HIGHER_IS_BETTER);
					expect(got == want,
					       "change %d threshold %d ranges %d lower %d: %d, not %d",
					       change, thresholds[t], ranges, lower, (int)got,
					       (int)want);
				}
}

/* A change of exactly the threshold counts, wherever on the scale it begins. */
static void test_exactly_the_threshold(void **state)
{
	const enum sfb_range unknown = SFB_RANGE_UNKNOWN;

	(void)state;
	for (sfb_points s = 0; s <= 35000; s += 100) {
		assert_int_equal(outcome(s, s + 5000, unknown, unknown, 5000, SFB_HIGHER_IS_BETTER),
		                 SFB_IMPROVED);
		assert_int_equal(outcome(s, s + 4900, unknown, unknown, 5000, SFB_HIGHER_IS_BETTER),
		                 SFB_UNCHANGED);
		assert_int_equal(outcome(s + 5000, s, unknown, unknown, 5000, SFB_HIGHER_IS_BETTER),
		                 SFB_DETERIORATED);
		assert_int_equal(outcome(s + 4900, s, unknown, unknown, 5000, SFB_HIGHER_IS_BETTER),
		                 SFB_UNCHANGED);
	}
}

static void test_published_thresholds(void **state)
{
	bool nhs = false, manual = false;
	const char *set;

	(void)state;
	assert_int_equal(sfb_reliable_change("nhs", SFB_FORM_ORS), 6600);
	assert_int_equal(sfb_reliable_change("nhs", SFB_FORM_CORS), 10000);
	assert_int_equal(sfb_reliable_change("manual", SFB_FORM_ORS), 5000);
	assert_int_equal(sfb_reliable_change("manual", SFB_FORM_CORS), NONE);
	assert_int_equal(sfb_reliable_change("nhs", SFB_FORM_YCORS), NONE);
	assert_int_equal(sfb_reliable_change("nhs", SFB_FORM_UNKNOWN), NONE);
	assert_int_equal(sfb_reliable_change("manual", SFB_FORM_UNKNOWN), NONE);
	assert_int_equal(sfb_reliable_change("", SFB_FORM_ORS), NONE);
	assert_int_equal(sfb_reliable_change("nh", SFB_FORM_ORS), NONE);
	assert_int_equal(sfb_reliable_change("nhsx", SFB_FORM_ORS), NONE);

	for (size_t i = 0; (set = sfb_reliable_change_set(i)) != NULL; i++) {
		nhs |= strcmp(set, "nhs") == 0;
		manual |= strcmp(set, "manual") == 0;
		assert_true(strcmp(set, "nhs") == 0 || strcmp(set, "manual") == 0);
	}
	assert_true(nhs && manual);
	assert_null(sfb_reliable_change_set(SIZE_MAX));
}

static void test_names(void **state)
{
	(void)state;
	assert_string_equal(sfb_outcome_name(SFB_OUTCOME_NONE), "");
	assert_string_equal(sfb_outcome_name(SFB_RECOVERED), "recovered");
	assert_string_equal(sfb_outcome_name(SFB_IMPROVED), "improved");
	assert_string_equal(sfb_outcome_name(SFB_UNCHANGED), "unchanged");
	assert_string_equal(sfb_outcome_name(SFB_DETERIORATED), "deteriorated");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_any_order),
		cmocka_unit_test(test_merge),
		cmocka_unit_test(test_one_score),
		cmocka_unit_test(test_outcomes),
		cmocka_unit_test(test_exactly_the_threshold),
		cmocka_unit_test(test_published_thresholds),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests_name("change", tests, NULL, NULL);
}
