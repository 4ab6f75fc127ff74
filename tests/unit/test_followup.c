/* followup.h: every status at both sides of its day, on both schedules. */
#include "testing.h"

#include "followup.h"

enum { TODAY = 1000, NO_DAY = -1 };

static struct sfb_followup_rules rules;

static int start(void **state)
{
	(void)state;
	rules = sfb_followup_rules;
	rules.as_of = TODAY;
	return 0;
}

/* The status of a person with these days; NO_DAY is none, scores end with it. */
static enum sfb_followup_status status(int32_t from, int32_t to, const int32_t *scores,
                                       int32_t *due)
{
	struct sfb_followup person = { 0 };
	struct sfb_followup_result result;

	sfb_followup_span(&person, from == NO_DAY ? NULL : &from, to == NO_DAY ? NULL : &to);
	for (; *scores != NO_DAY; scores++)
		sfb_followup_add(&person, *scores, true);
	sfb_followup_judge(&person, &rules, &result);
	*due = result.has_due ? result.due : NO_DAY;
	return result.status;
}

#define EXPECT(from, to, expected, expected_due, ...)                                     \
	do {                                                                              \
		int32_t due;                                                              \
		enum sfb_followup_status got =                                            \
			status(from, to, (const int32_t[]){ __VA_ARGS__, NO_DAY }, &due); \
		expect(got == (expected) && due == (expected_due), "line %d: %s, due %d", \
		       __LINE__, sfb_followup_name(got), (int)due);                       \
	} while (0)

static void every_28_days(void **state)
{
	(void)state;
	EXPECT(900, NO_DAY, SFB_FOLLOWUP_OK, TODAY + 1, TODAY - 27);
	EXPECT(900, NO_DAY, SFB_FOLLOWUP_DUE, TODAY, TODAY - 28);
	EXPECT(900, NO_DAY, SFB_FOLLOWUP_DUE, TODAY - 7, TODAY - 35);
	EXPECT(900, NO_DAY, SFB_FOLLOWUP_OVERDUE, TODAY - 8, TODAY - 36);
	/* in any order; without a start */
	EXPECT(NO_DAY, NO_DAY, SFB_FOLLOWUP_OK, TODAY + 20, TODAY - 8, 900, 850);
	EXPECT(900, NO_DAY, SFB_FOLLOWUP_NEVER, 900, NO_DAY);
	/* only before the start */
	EXPECT(900, NO_DAY, SFB_FOLLOWUP_NEVER, 900, 899);
	EXPECT(900, NO_DAY, SFB_FOLLOWUP_OVERDUE, 928, 900);
	/* nobody is late before the start, and on it all have to begin */
	EXPECT(TODAY + 1, NO_DAY, SFB_FOLLOWUP_OK, TODAY + 1, NO_DAY);
	EXPECT(TODAY, NO_DAY, SFB_FOLLOWUP_NEVER, TODAY, NO_DAY);
	/* the end has passed only on the day after it */
	EXPECT(900, TODAY, SFB_FOLLOWUP_OVERDUE, 928, 900);
	EXPECT(900, TODAY - 1, SFB_FOLLOWUP_ENDED, NO_DAY, 900);
	EXPECT(900, TODAY - 1, SFB_FOLLOWUP_ENDED, NO_DAY, NO_DAY);
}

static void start_and_end(void **state)
{
	(void)state;
	rules.start_end = true;
	EXPECT(900, NO_DAY, SFB_FOLLOWUP_NEVER, 900, NO_DAY);
	EXPECT(900, NO_DAY, SFB_FOLLOWUP_OK, NO_DAY, 901);
	EXPECT(900, TODAY + 1, SFB_FOLLOWUP_OK, TODAY + 1, 901);
	EXPECT(900, TODAY, SFB_FOLLOWUP_DUE, TODAY, 901);
	EXPECT(900, TODAY - 7, SFB_FOLLOWUP_DUE, TODAY - 7, 901);
	EXPECT(900, TODAY - 8, SFB_FOLLOWUP_OVERDUE, TODAY - 8, 901);
	/* a score of the middle is no end score; one in the last 7 days is */
	EXPECT(900, TODAY - 8, SFB_FOLLOWUP_OVERDUE, TODAY - 8, 901, TODAY - 16);
	EXPECT(900, TODAY - 8, SFB_FOLLOWUP_ENDED, NO_DAY, 901, TODAY - 15);
	EXPECT(900, TODAY - 8, SFB_FOLLOWUP_ENDED, NO_DAY, 901, TODAY);
	/* the only score is the first one, however late */
	EXPECT(900, TODAY - 8, SFB_FOLLOWUP_OVERDUE, TODAY - 8, TODAY - 8);
	EXPECT(900, TODAY - 8, SFB_FOLLOWUP_NEVER, 900, NO_DAY);
	/* an end score before the end has passed: nothing is due any more */
	EXPECT(900, TODAY + 3, SFB_FOLLOWUP_OK, NO_DAY, 901, TODAY - 1);
}

static void without_any_day(void **state)
{
	struct sfb_followup person = { 0 };
	struct sfb_followup_result result;

	(void)state;
	sfb_followup_judge(&person, &rules, &result);
	assert_int_equal(result.status, SFB_FOLLOWUP_NEVER);
	assert_false(result.has_due);
	/* an unscored session is where it should have begun */
	sfb_followup_add(&person, 950, false);
	sfb_followup_judge(&person, &rules, &result);
	assert_int_equal(result.status, SFB_FOLLOWUP_NEVER);
	assert_int_equal(result.due, 950);
}

static void coverage(void **state)
{
	struct sfb_coverage group = { 0 };
	struct sfb_coverage_member a = { 0 }, b = { 0 }, c = { 0 }, family = { 0 };

	(void)state;
	sfb_coverage_add(&group, &a, &family, SFB_SESSION);
	sfb_coverage_add(&group, &a, &family, SFB_SCORED_SESSION);
	sfb_coverage_add(&group, &a, &family, SFB_SCORED_SESSION);
	sfb_coverage_add(&group, &b, &family, SFB_SESSION);
	sfb_coverage_add(&group, &c, NULL, SFB_LISTED);
	assert_int_equal(group.sessions, 4);
	assert_int_equal(group.scored, 2);
	assert_int_equal(group.persons, 3);
	assert_int_equal(group.with_baseline, 1);
	assert_int_equal(group.all.persons, 3);
	assert_int_equal(group.seen.persons, 2);
	assert_int_equal(group.all.families, 1);
	assert_int_equal(group.seen.families, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(every_28_days, start),
		cmocka_unit_test_setup(start_and_end, start),
		cmocka_unit_test_setup(without_any_day, start),
		cmocka_unit_test(coverage),
	};

	return cmocka_run_group_tests_name("followup", tests, NULL, NULL);
}
