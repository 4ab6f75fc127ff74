/* change.h: first and last in any order, and what counts as a change. */
#include "testing.h"

#include <math.h>

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

/* Every series of three sightings of forms, by a rule written as a list. */
static void test_forms(void **state)
{
	static const uint32_t forms[] = { SFB_FORM_UNKNOWN, SFB_FORM_ORS,   SFB_FORM_CORS,
		                          SFB_FORM_YCORS,   SFB_FORM_COUNT, 70000 };

	(void)state;
	for (unsigned n = 0; n < 216; n++) {
		uint32_t seen[] = { forms[n % 6], forms[n / 6 % 6], forms[n / 36] };
		uint32_t known = SFB_FORM_UNKNOWN, only = SFB_FORM_UNKNOWN;
		bool several = false;

		for (int i = 0; i < 3; i++) {
			known = sfb_forms_see(known, seen[i]);
			if (seen[i] == SFB_FORM_UNKNOWN || seen[i] == SFB_FORM_YCORS)
				continue;
			several = several || (only != SFB_FORM_UNKNOWN && only != seen[i]);
			only = seen[i];
		}
		expect(sfb_forms_settle(known) == (several ? SFB_FORM_UNKNOWN : only),
		       "forms %u %u %u: %u", seen[0], seen[1], seen[2], sfb_forms_settle(known));
	}
}

/* The entries of a list, as a command makes them. */
struct entries {
	struct sfb_form_scores entry[4];
	size_t used;
};

static void add_to(struct entries *entries, uint32_t form, const struct sfb_score *score)
{
	struct sfb_form_scores *found;

	while ((found = sfb_form_scores_find(entries->entry, form, score)) == NULL) {
		assert_true(entries->used < COUNT(entries->entry));
		entries->entry[entries->used - 1].next = &entries->entry[entries->used];
		entries->used++;
	}
	sfb_series_add(&found->scores, score);
}

static void test_settling(void **state)
{
	/* Times and orders in turn: the unknown form's score is the last, then it is not. */
	for (int unknown_last = 0; unknown_last < 2; unknown_last++)
		for (int other = 0; other < 2; other++) {
			const struct sfb_score unknown = { unknown_last ? 9 : 5, 1, 3000, 0 };
			const struct sfb_score known = { 7, 2, 4000, 0 }, cors = { 1, 3, 5000, 0 };
			struct entries entries = { .used = 1 };
			struct sfb_form_scores *from = NULL, *moved;
			uint32_t forms = SFB_FORM_ORS;

			add_to(&entries, SFB_FORM_UNKNOWN, &unknown);
			add_to(&entries, SFB_FORM_ORS, &known);
			if (other) {
				add_to(&entries, SFB_FORM_CORS, &cors);
				forms = sfb_forms_see(forms, SFB_FORM_CORS);
			}
			moved = sfb_form_scores_settle(entries.entry, forms, &from);
			if (other) {
				assert_null(moved);
				assert_int_equal(entries.entry[0].form, SFB_FORM_UNKNOWN);
				assert_int_equal(entries.entry[0].scores.scored, 1);
				assert_int_equal(entries.entry[1].scores.scored, 1);
				assert_int_equal(entries.entry[2].scores.scored, 1);
				continue;
			}
			assert_int_equal(entries.entry[0].scores.scored, 0);
			assert_int_equal(entries.entry[1].scores.scored, 2);
			assert_int_equal(entries.entry[1].appeared, 1);
			assert_int_equal(entries.entry[1].scores.last.points,
			                 unknown_last ? 3000 : 4000);
			assert_int_equal(entries.entry[1].scores.first.points,
			                 unknown_last ? 4000 : 3000);
			assert_ptr_equal(from, &entries.entry[0]);
			assert_ptr_equal(moved, unknown_last ? &entries.entry[1] : NULL);
		}
	(void)state;
}

/* The known form came first: the entry keeps its place in the order of appearance. */
static void test_settling_behind(void **state)
{
	const struct sfb_score known = { 7, 1, 4000, 0 }, unknown = { 5, 2, 3000, 0 };
	struct entries entries = { .used = 1 };
	struct sfb_form_scores *from;

	(void)state;
	add_to(&entries, SFB_FORM_ORS, &known);
	add_to(&entries, SFB_FORM_UNKNOWN, &unknown);
	assert_null(sfb_form_scores_settle(entries.entry, SFB_FORM_ORS, &from));
	assert_int_equal(entries.entry[0].appeared, 1);
	assert_int_equal(entries.entry[0].scores.scored, 2);
	assert_int_equal(entries.entry[0].scores.first.points, 3000);
}

/* The form was told by sessions without a score, so that there is nothing to join. */
static void test_settling_alone(void **state)
{
	struct entries entries = { .used = 1 };
	struct sfb_form_scores *from;

	(void)state;
	assert_null(sfb_form_scores_settle(entries.entry, SFB_FORM_ORS, &from));
	assert_int_equal(entries.entry[0].scores.scored, 0);
	add_to(&entries, SFB_FORM_UNKNOWN, &scores[0]);
	assert_null(sfb_form_scores_settle(entries.entry, SFB_FORM_UNKNOWN, &from));
	assert_int_equal(entries.entry[0].form, SFB_FORM_UNKNOWN);
	assert_null(sfb_form_scores_settle(entries.entry, SFB_FORM_CORS, &from));
	assert_int_equal(entries.entry[0].form, SFB_FORM_CORS);
	assert_int_equal(entries.entry[0].scores.scored, 1);
	assert_int_equal(entries.used, 1);
}

static void test_range(void **state)
{
	(void)state;
	assert_int_equal(sfb_range_of(24900, 25000, SFB_HIGHER_IS_BETTER), SFB_RANGE_CLINICAL);
	assert_int_equal(sfb_range_of(25000, 25000, SFB_HIGHER_IS_BETTER), SFB_RANGE_NONCLINICAL);
	assert_int_equal(sfb_range_of(25000, 25000, SFB_LOWER_IS_BETTER), SFB_RANGE_CLINICAL);
	assert_int_equal(sfb_range_of(24999, 25000, SFB_LOWER_IS_BETTER), SFB_RANGE_NONCLINICAL);
	assert_int_equal(sfb_range_of(0, 0, SFB_HIGHER_IS_BETTER), SFB_RANGE_NONCLINICAL);
	assert_int_equal(sfb_range_of(NONE, 25000, SFB_HIGHER_IS_BETTER), SFB_RANGE_UNKNOWN);
	assert_int_equal(sfb_range_of(25000, NONE, SFB_LOWER_IS_BETTER), SFB_RANGE_UNKNOWN);
}

/* Everything that can be missing, together and alone: the first that applies. */
static void test_status(void **state)
{
	(void)state;
	for (unsigned n = 0; n < 32; n++) {
		bool form = n & 1, two = n & 2, threshold = n & 4, first = n & 8, last = n & 16;
		struct sfb_series series = { .scored = two ? 2 : 1 };
		enum sfb_change_status want = SFB_CHANGE_OK;

		series.first.range = first ? SFB_RANGE_CLINICAL : SFB_RANGE_UNKNOWN;
		series.last.range = last ? SFB_RANGE_NONCLINICAL : SFB_RANGE_UNKNOWN;
		want = !first || !last ? SFB_CHANGE_NO_CUTOFF : want;
		want = !threshold ? SFB_CHANGE_NO_THRESHOLD : want;
		want = !two ? SFB_CHANGE_ONE_SCORE : want;
		want = !form ? SFB_CHANGE_NO_FORM : want;
		expect(sfb_series_status(&series, form, threshold ? 5000 : NONE) == want,
		       "status %u", n);
	}
}

/* The example of Jacobson and Truax (1991), pages 13 to 15. */
static void test_jacobson_and_truax(void **state)
{
	const struct sfb_uncertainty u = { .sd = 7500, .reliability = 8000 };
	const struct sfb_group clinical = { 40000, 7500 }, functional = { 60000, 7500 };

	(void)state;
	assert_int_equal(sfb_score_error(&u), 3354);
	assert_int_equal(sfb_difference_error(&u), 4743);
	assert_int_equal(sfb_change_index(47500 - 32500, &u), 3162);
	assert_int_equal(sfb_change_index(32500 - 47500, &u), -3162);
	assert_int_equal(sfb_confidence_z(95), 1960);
	assert_int_equal(sfb_change_threshold(&u, 1960), 9297);
	assert_int_equal(sfb_criterion_cutoff(SFB_CRITERION_A, &clinical, &functional), 55000);
	assert_int_equal(sfb_criterion_cutoff(SFB_CRITERION_B, &clinical, &functional), 45000);
	assert_int_equal(sfb_criterion_cutoff(SFB_CRITERION_C, &clinical, &functional), 50000);
}

/* Unequal SDs, where each criterion has its own trap, on scales of either direction. */
static void test_criteria(void **state)
{
	const struct sfb_group low = { 20000, 6000 }, high = { 32000, 3000 };
	const struct sfb_group odd = { 0, 1 }, other = { 1, 2 }, below = { -1, 1 };

	(void)state;
	/* low is clinical: 20+12, 32-6, (3*20+6*32)/9 = 28 */
	assert_int_equal(sfb_criterion_cutoff(SFB_CRITERION_A, &low, &high), 32000);
	assert_int_equal(sfb_criterion_cutoff(SFB_CRITERION_B, &low, &high), 26000);
	assert_int_equal(sfb_criterion_cutoff(SFB_CRITERION_C, &low, &high), 28000);
	/* high is clinical: 32-6, 20+12, the same between */
	assert_int_equal(sfb_criterion_cutoff(SFB_CRITERION_A, &high, &low), 26000);
	assert_int_equal(sfb_criterion_cutoff(SFB_CRITERION_B, &high, &low), 32000);
	assert_int_equal(sfb_criterion_cutoff(SFB_CRITERION_C, &high, &low), 28000);
	/* (2*0 + 1*1)/3 = .333; (1*0 + 1*1)/2 = .5 up; (-1*1 + 1*0)/2 = -.5 up */
	assert_int_equal(sfb_criterion_cutoff(SFB_CRITERION_C, &odd, &other), 0);
	assert_int_equal(sfb_criterion_cutoff(SFB_CRITERION_C, &odd, &(struct sfb_group){ 1, 1 }),
	                 1);
	assert_int_equal(sfb_criterion_cutoff(SFB_CRITERION_C, &below, &odd), 0);
	/* (2*-1 + 1*0)/3 = -.667 */
	assert_int_equal(sfb_criterion_cutoff(SFB_CRITERION_C, &below, &(struct sfb_group){ 0, 2 }),
	                 -1);
	/* The widest that are allowed. */
	assert_int_equal(sfb_criterion_cutoff(SFB_CRITERION_C,
	                                      &(struct sfb_group){ -1000000000, 1000000 },
	                                      &(struct sfb_group){ 1000000000, 1000000 }),
	                 0);
}

static void expect_root(sfb_points got, long double exact, const char *what)
{
	long double miss = (long double)got - exact * 1000;

	/* Nothing here is so near to a half that long double could err. */
	expect(miss > -0.5000001L && miss <= 0.5000001L, "%s: %d for %.6Lf", what, (int)got, exact);
}

/* Against the formulas in long double, over the whole space of values. */
static void test_errors_at_random(void **state)
{
	uint32_t rng = 42;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct sfb_uncertainty u = {
			.sd = (sfb_points)(1 + random_below(&rng, i % 2 ? SFB_SD_MAX : 20000)),
			.reliability = (int32_t)random_below(&rng, SFB_RELIABILITY_ONE),
		};
		int32_t z = (int32_t)(1 + random_below(&rng, 4000));
		sfb_points change = (sfb_points)random_below(&rng, 40000);
		long double s = u.sd / 1000.0L, r = u.reliability / 10000.0L;

		expect_root(sfb_score_error(&u), s * sqrtl(1 - r), "score");
		expect_root(sfb_difference_error(&u), s * sqrtl(2 * (1 - r)), "difference");
		expect_root(sfb_change_threshold(&u, z), z / 1000.0L * s * sqrtl(2 * (1 - r)),
		            "threshold");
		if (u.sd > 100)
			expect_root(sfb_change_index(change, &u),
			            change / 1000.0L / (s * sqrtl(2 * (1 - r))), "index");
	}
}

/* Where the root is a whole number or a half, the answer is known: sqrt(2(1-R)) is 1 or 1/5. */
static void test_errors_exactly(void **state)
{
	const struct sfb_uncertainty whole = { 3000, 5000 }, fifth = { 1000, 9800 };

	(void)state;
	assert_int_equal(sfb_difference_error(&whole), 3000);
	assert_int_equal(sfb_change_threshold(&whole, 1960), 5880);
	assert_int_equal(sfb_difference_error(&fifth), 200);
	assert_int_equal(sfb_change_threshold(&fifth, 1960), 392);
	/* 1.962 * 1.25 / 5 = .4905, which is half way */
	assert_int_equal(sfb_change_threshold(&(struct sfb_uncertainty){ 1250, 9800 }, 1962), 491);
	assert_int_equal(sfb_change_index(3000, &whole), 1000);
	assert_int_equal(sfb_change_index(0, &whole), 0);
	/* The largest numbers that are allowed, and an answer that does not fit. */
	assert_int_equal(sfb_change_threshold(&(struct sfb_uncertainty){ SFB_SD_MAX, 5000 }, 4000),
	                 4000000);
	assert_int_equal(sfb_change_index(SFB_SD_MAX, &(struct sfb_uncertainty){ 1, 9999 }),
	                 INT32_MAX);
	assert_int_equal(
		sfb_change_index(SFB_SD_MAX, &(struct sfb_uncertainty){ SFB_SD_MAX, 5000 }), 1000);
}

static void test_confidence(void **state)
{
	static const struct {
		int percent;
		int32_t z;
	} known[] = { { 80, 1282 }, { 90, 1645 }, { 95, 1960 }, { 99, 2576 } };
	size_t count = 0;

	(void)state;
	while (sfb_confidence(count) != 0)
		count++;
	assert_int_equal(count, COUNT(known));
	for (size_t i = 0; i < COUNT(known); i++) {
		assert_int_equal(sfb_confidence(i), known[i].percent);
		assert_int_equal(sfb_confidence_z(known[i].percent), known[i].z);
		/* What a z of that size leaves outside, to a ten-thousandth. */
		expect(fabsl(erfcl(known[i].z / 1000.0L / sqrtl(2)) * 100 -
		             (100 - known[i].percent)) < 0.02L,
		       "z of %d", known[i].percent);
	}
	assert_int_equal(sfb_confidence_z(0), 0);
	assert_int_equal(sfb_confidence_z(94), 0);
	assert_int_equal(sfb_confidence(SIZE_MAX), 0);
}

static void test_names(void **state)
{
	(void)state;
	assert_string_equal(sfb_change_status_name(SFB_CHANGE_NO_FORM), "no-form");
	assert_string_equal(sfb_change_status_name(SFB_CHANGE_ONE_SCORE), "one-score");
	assert_string_equal(sfb_change_status_name(SFB_CHANGE_NO_THRESHOLD), "no-threshold");
	assert_string_equal(sfb_change_status_name(SFB_CHANGE_NO_CUTOFF), "no-cutoff");
	assert_string_equal(sfb_change_status_name(SFB_CHANGE_OK), "ok");
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
		cmocka_unit_test(test_forms),
		cmocka_unit_test(test_settling),
		cmocka_unit_test(test_settling_alone),
		cmocka_unit_test(test_settling_behind),
		cmocka_unit_test(test_range),
		cmocka_unit_test(test_status),
		cmocka_unit_test(test_jacobson_and_truax),
		cmocka_unit_test(test_criteria),
		cmocka_unit_test(test_errors_at_random),
		cmocka_unit_test(test_errors_exactly),
		cmocka_unit_test(test_confidence),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests_name("change", tests, NULL, NULL);
}
