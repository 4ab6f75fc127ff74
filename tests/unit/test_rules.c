/* rules.h: every check on both sides of its limit, and what beats what. */
#include "testing.h"

#include "rules.h"

enum { TODAY = 20000 };

/* What a rule says of so many records. */
static enum sfb_result conclude(enum sfb_check check, int32_t limit,
                                const struct sfb_evidence *records, size_t count, bool *applied)
{
	const struct sfb_rule rule = { check, limit };
	struct sfb_rule_state state = { 0 };

	for (size_t i = 0; i < count; i++)
		sfb_rule_take(&rule, &records[i], TODAY, &state);
	return sfb_rule_conclude(&rule, TODAY, &state, applied);
}

static void expect_result(enum sfb_check check, int32_t limit, const struct sfb_evidence *records,
                          size_t count, enum sfb_result wanted, bool applies, int line)
{
	bool applied = !applies;
	enum sfb_result result = conclude(check, limit, records, count, &applied);

	expect(result == wanted, "line %d: %s, not %s", line, sfb_result_name(result),
	       sfb_result_name(wanted));
	expect(applied == applies, "line %d: applied is %d", line, applied);
}

#define SAYS(check, limit, wanted, applies, ...)                                                   \
	do {                                                                                       \
		const struct sfb_evidence records_[] = { __VA_ARGS__ };                            \
		expect_result(check, limit, records_, COUNT(records_), wanted, applies, __LINE__); \
	} while (0)

/* Without any record. */
static void test_no_record(void **state)
{
	static const enum sfb_result about_keys[SFB_CHECK_COUNT] = {
		[SFB_CHECK_MIN_COUNT] = SFB_RESULT_TOO_FEW,
		[SFB_CHECK_COVERS] = SFB_RESULT_MISSING,
		[SFB_CHECK_MAX_AGE] = SFB_RESULT_OVERDUE,
	};

	(void)state;
	for (int check = 0; check < SFB_CHECK_COUNT; check++) {
		bool about_key = check == SFB_CHECK_MIN_COUNT || check == SFB_CHECK_MAX_COUNT ||
		                 check == SFB_CHECK_COVERS || check == SFB_CHECK_MAX_AGE;

		expect_result((enum sfb_check)check, 1, NULL, 0, about_keys[check], about_key,
		              check);
	}
}

static void test_required(void **state)
{
	(void)state;
	SAYS(SFB_CHECK_REQUIRED, 0, SFB_RESULT_NONE, true, { .filled = true });
	SAYS(SFB_CHECK_REQUIRED, 0, SFB_RESULT_MISSING, true, { .filled = false });
	SAYS(SFB_CHECK_REQUIRED, 0, SFB_RESULT_MISSING, true, { .filled = true },
	     { .filled = false }, { .filled = true });
}

static void test_one_of(void **state)
{
	(void)state;
	SAYS(SFB_CHECK_ONE_OF, 2, SFB_RESULT_NONE, true, { .filled = true, .listed = true });
	SAYS(SFB_CHECK_ONE_OF, 2, SFB_RESULT_MISSING, true, { .filled = false });
	SAYS(SFB_CHECK_ONE_OF, 2, SFB_RESULT_NOT_ALLOWED, true, { .filled = true });
	/* Missing beats not allowed, in either order. */
	SAYS(SFB_CHECK_ONE_OF, 2, SFB_RESULT_MISSING, true, { .filled = true },
	     { .filled = false });
	SAYS(SFB_CHECK_ONE_OF, 2, SFB_RESULT_MISSING, true, { .filled = false },
	     { .filled = true });
}

static void test_counts(void **state)
{
	struct sfb_evidence records[6];

	(void)state;
	for (size_t n = 0; n < COUNT(records); n++)
		records[n] = (struct sfb_evidence){ .is_new = true };
	for (int32_t limit = 0; limit < 5; limit++)
		for (size_t n = 0; n <= COUNT(records); n++) {
			expect_result(SFB_CHECK_MIN_COUNT, limit, records, n,
			              (int32_t)n < limit ? SFB_RESULT_TOO_FEW : SFB_RESULT_NONE,
			              true, __LINE__);
			expect_result(SFB_CHECK_MAX_COUNT, limit, records, n,
			              (int32_t)n > limit ? SFB_RESULT_TOO_MANY : SFB_RESULT_NONE,
			              true, __LINE__);
		}
	/* What was counted before counts once. */
	SAYS(SFB_CHECK_MIN_COUNT, 2, SFB_RESULT_TOO_FEW, true, { .is_new = true },
	     { .is_new = false });
}

static void test_covers(void **state)
{
	struct sfb_evidence one = { .covered = 0 };
	const struct sfb_rule rule = { SFB_CHECK_COVERS, SFB_COVERS_MAX };
	struct sfb_rule_state all = { 0 };
	bool applied;

	(void)state;
	SAYS(SFB_CHECK_COVERS, 3, SFB_RESULT_NONE, true, { .covered = 1 }, { .covered = 4 },
	     { .covered = 2 });
	SAYS(SFB_CHECK_COVERS, 3, SFB_RESULT_MISSING, true, { .covered = 1 }, { .covered = 4 },
	     { .covered = 1 }, { .covered = 0 });
	for (int i = 0; i < SFB_COVERS_MAX; i++) {
		assert_int_equal(sfb_rule_conclude(&rule, TODAY, &all, &applied),
		                 SFB_RESULT_MISSING);
		one.covered = UINT64_C(1) << i;
		sfb_rule_take(&rule, &one, TODAY, &all);
	}
	assert_int_equal(sfb_rule_conclude(&rule, TODAY, &all, &applied), SFB_RESULT_NONE);
}

static void test_max_age(void **state)
{
	(void)state;
	for (int32_t limit = 0; limit < 40; limit++)
		for (int32_t age = 0; age < 45; age++)
			SAYS(SFB_CHECK_MAX_AGE, limit,
			     age > limit ? SFB_RESULT_OVERDUE : SFB_RESULT_NONE, true,
			     { .filled = true, .day = TODAY - age - 10 },
			     { .filled = true, .day = TODAY - age }, { .filled = false });
	/* The newest counts, wherever it stands. */
	SAYS(SFB_CHECK_MAX_AGE, 28, SFB_RESULT_NONE, true, { .filled = true, .day = TODAY - 28 },
	     { .filled = true, .day = TODAY - 29 });
	/* Tomorrow has not happened. */
	SAYS(SFB_CHECK_MAX_AGE, 28, SFB_RESULT_OVERDUE, true, { .filled = true, .day = TODAY + 1 });
	SAYS(SFB_CHECK_MAX_AGE, 0, SFB_RESULT_NONE, true, { .filled = true, .day = TODAY },
	     { .filled = true, .day = TODAY + 1 });
	/* A day before the first one of the calendar's count is a day as well. */
	SAYS(SFB_CHECK_MAX_AGE, 36500, SFB_RESULT_NONE, true, { .filled = true, .day = -5 });
}

static void test_days_after(void **state)
{
	(void)state;
	for (int32_t after = -3; after < 50; after++)
		SAYS(SFB_CHECK_DAYS_AFTER, 42, after > 42 ? SFB_RESULT_OVERDUE : SFB_RESULT_NONE,
		     true, { .filled = true, .day = 100 + after, .has_base = true, .base = 100 });
	/* Still empty: nothing is asked until the time is over. */
	SAYS(SFB_CHECK_DAYS_AFTER, 42, SFB_RESULT_NONE, false,
	     { .has_base = true, .base = TODAY - 42 });
	SAYS(SFB_CHECK_DAYS_AFTER, 42, SFB_RESULT_OVERDUE, true,
	     { .has_base = true, .base = TODAY - 43 });
	SAYS(SFB_CHECK_DAYS_AFTER, 42, SFB_RESULT_UNDECIDED, true, { .filled = true, .day = 3 });
	SAYS(SFB_CHECK_DAYS_AFTER, 42, SFB_RESULT_UNDECIDED, true, { .filled = false });
	SAYS(SFB_CHECK_DAYS_AFTER, 42, SFB_RESULT_OVERDUE, true, { .filled = false },
	     { .has_base = true, .base = TODAY - 43 });
}

static void test_open_past(void **state)
{
	(void)state;
	SAYS(SFB_CHECK_OPEN_PAST, 0, SFB_RESULT_NONE, true, { .filled = true, .day = TODAY });
	SAYS(SFB_CHECK_OPEN_PAST, 0, SFB_RESULT_OVERDUE, true,
	     { .filled = true, .day = TODAY - 1 });
	SAYS(SFB_CHECK_OPEN_PAST, 0, SFB_RESULT_NONE, true, { .filled = true, .day = TODAY + 1 });
	SAYS(SFB_CHECK_OPEN_PAST, 0, SFB_RESULT_NONE, false, { .filled = false });
}

/* All answers to five questions. */
static void test_min_true(void **state)
{
	(void)state;
	for (uint32_t yes = 0; yes <= 5; yes++)
		for (uint32_t unknown = 0; yes + unknown <= 5; unknown++)
			for (int32_t limit = 1; limit <= 5; limit++) {
				enum sfb_result wanted = (int32_t)yes >= limit ? SFB_RESULT_NONE
				                         : (int32_t)(yes + unknown) >= limit
				                                 ? SFB_RESULT_UNDECIDED
				                                 : SFB_RESULT_MISSING;

				SAYS(SFB_CHECK_MIN_TRUE, limit, wanted, true,
				     { .yes = yes, .unknown = unknown });
			}
	SAYS(SFB_CHECK_MIN_TRUE, 2, SFB_RESULT_MISSING, true, { .yes = 1, .unknown = 1 },
	     { .yes = 1 }, { .yes = 2 });
}

static void test_note(void **state)
{
	(void)state;
	SAYS(SFB_CHECK_NOTE, 0, SFB_RESULT_NOTE, true, { .yes = 1 });
	SAYS(SFB_CHECK_NOTE, 0, SFB_RESULT_NONE, true, { .unknown = 5 });
}

static void test_findings(void **state)
{
	(void)state;
	for (int result = SFB_RESULT_NONE; result <= SFB_RESULT_NOTE; result++)
		assert_int_equal(sfb_result_is_finding((enum sfb_result)result),
		                 result >= SFB_RESULT_MISSING && result <= SFB_RESULT_NOT_ALLOWED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_record),  cmocka_unit_test(test_required),
		cmocka_unit_test(test_one_of),     cmocka_unit_test(test_counts),
		cmocka_unit_test(test_covers),     cmocka_unit_test(test_max_age),
		cmocka_unit_test(test_days_after), cmocka_unit_test(test_open_past),
		cmocka_unit_test(test_min_true),   cmocka_unit_test(test_note),
		cmocka_unit_test(test_findings),
	};

	return cmocka_run_group_tests_name("rules", tests, NULL, NULL);
}
