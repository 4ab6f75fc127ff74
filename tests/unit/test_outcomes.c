/* outcomes.h: who is counted once, and as what. */
#include "testing.h"

#include "outcomes.h"

static const struct sfb_outcome_series pair = {
	.first = 20000,
	.last = 28000,
	.paired = true,
	.outcome = SFB_RECOVERED,
	.first_range = SFB_RANGE_CLINICAL,
	.has_threshold = true,
};
static const struct sfb_outcome_series single = { .first = 20000 };

static void members_count_once(void **state)
{
	struct sfb_outcome_group group = { 0 };
	struct sfb_outcome_member a = { 0 }, b = { 0 }, family = { 0 };

	(void)state;
	sfb_outcome_add(&group, &single, &a, &family, true);
	assert_int_equal(group.counts.pairs.persons, 0);
	assert_false(group.has_threshold || group.has_range);
	sfb_outcome_add(&group, &pair, &a, &family, true);
	sfb_outcome_add(&group, &pair, &a, &family, true);
	sfb_outcome_add(&group, &pair, &b, &family, true);
	assert_true(group.has_threshold && group.has_range);
	assert_int_equal(group.counts.families, 1);
	assert_int_equal(group.counts.persons, 2);
	assert_int_equal(group.counts.paired, 3);
	assert_int_equal(group.counts.one_score, 1);
	assert_int_equal(group.counts.clinical_first, 3);
	assert_int_equal(group.counts.outcome[SFB_RECOVERED], 3);
	assert_int_equal(group.counts.all.persons, 2);
	assert_int_equal(group.counts.pairs.persons, 2);
	assert_int_equal(group.counts.judged.persons, 2);
	assert_int_equal(group.counts.all.families, 1);
	assert_int_equal(group.counts.pairs.families, 1);
	assert_int_equal(group.counts.judged.families, 1);
	assert_int_equal(a.unit.count, 2);
	assert_int_equal(a.unit.first, 40000);
	assert_int_equal(a.unit.change, 16000);
	assert_int_equal(family.unit.count, 3);
}

/* An outcome was judged by some threshold, even where the column is empty. */
static void an_outcome_tells_of_a_threshold(void **state)
{
	struct sfb_outcome_group group = { 0 };
	struct sfb_outcome_member person = { 0 };
	struct sfb_outcome_series series = pair;

	(void)state;
	series.has_threshold = false;
	sfb_outcome_add(&group, &series, &person, NULL, true);
	assert_true(group.has_threshold);
}

/* A family of one counts as a family, but does not help to hide anybody. */
static void unnamed_families_are_no_base(void **state)
{
	struct sfb_outcome_group group = { 0 };
	struct sfb_outcome_member person = { 0 }, family = { 0 };

	(void)state;
	sfb_outcome_add(&group, &pair, &person, &family, false);
	assert_int_equal(group.counts.families, 1);
	assert_int_equal(group.counts.all.families, 0);
	assert_int_equal(group.counts.pairs.families, 0);
	assert_int_equal(group.counts.judged.families, 0);
	assert_int_equal(group.counts.judged.persons, 1);
}

static void a_pair_without_outcome(void **state)
{
	struct sfb_outcome_series series = pair;
	struct sfb_outcome_group group = { 0 };
	struct sfb_outcome_member person = { 0 };

	(void)state;
	series.outcome = SFB_OUTCOME_NONE;
	sfb_outcome_add(&group, &series, &person, NULL, false);
	assert_int_equal(group.counts.paired, 1);
	assert_int_equal(group.counts.outcome[SFB_OUTCOME_NONE], 1);
	assert_int_equal(group.counts.pairs.persons, 1);
	assert_int_equal(group.counts.judged.persons, 0);
	assert_int_equal(group.counts.families, 0);
}

/* First and last score of a series on an unknown form may be on two: nobody averages them. */
static void no_form_is_in_no_mean(void **state)
{
	struct sfb_outcome_series series = pair;
	struct sfb_outcome_group group = { 0 };
	struct sfb_outcome_member person = { 0 }, family = { 0 };

	(void)state;
	series.outcome = SFB_OUTCOME_NONE;
	series.no_form = true;
	sfb_outcome_add(&group, &series, &person, &family, true);
	assert_int_equal(group.counts.paired, 1);
	assert_int_equal(group.counts.one_score, 0);
	assert_int_equal(group.counts.persons, 1);
	assert_int_equal(group.counts.pairs.persons, 0);
	assert_int_equal(group.counts.pairs.families, 0);
	assert_int_equal(person.unit.count, 0);
	assert_int_equal(family.unit.count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(members_count_once),
		cmocka_unit_test(an_outcome_tells_of_a_threshold),
		cmocka_unit_test(unnamed_families_are_no_base),
		cmocka_unit_test(a_pair_without_outcome),
		cmocka_unit_test(no_form_is_in_no_mean),
	};

	return cmocka_run_group_tests_name("outcomes", tests, NULL, NULL);
}
