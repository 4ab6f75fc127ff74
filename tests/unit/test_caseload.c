/* caseload.h: families counted by days, the guide, and who has a family on a day. */
#include "testing.h"

#include "caseload.h"

#define P SFB_ROLE_PRIMARY
#define S SFB_ROLE_SECONDARY
#define OPEN SFB_CASE_OPEN

/* Joins and counts one therapist's cases on a day. */
static void expect_load(struct sfb_case *cases, size_t count, int32_t day, uint32_t primary,
                        uint32_t secondary)
{
	struct sfb_caseload load;

	count = sfb_caseload_by_therapist(cases, count);
	sfb_caseload_on(cases, count, day, &load);
	expect(load.primary == primary && load.secondary == secondary, "day %d: %u and %u",
	       (int)day, (unsigned)load.primary, (unsigned)load.secondary);
}

static void test_both_days_count(void **state)
{
	struct sfb_case one = { 0, 0, 10, 20, P };

	(void)state;
	expect_load(&one, 1, 9, 0, 0);
	expect_load(&one, 1, 10, 1, 0);
	expect_load(&one, 1, 20, 1, 0);
	expect_load(&one, 1, 21, 0, 0);
	one.end = one.start;
	expect_load(&one, 1, 10, 1, 0);
	one.end = OPEN;
	expect_load(&one, 1, 9, 0, 0);
	expect_load(&one, 1, INT32_MAX, 1, 0);
}

static void test_joining(void **state)
{
	/* Overlapping, touching, repeated, within; then a gap of one day. */
	struct sfb_case cases[] = {
		{ 0, 0, 12, 18, P }, { 0, 0, 10, 14, P }, { 0, 0, 19, 20, P },
		{ 0, 0, 10, 14, P }, { 0, 0, 13, 13, P }, { 0, 0, 22, 30, P },
	};
	struct sfb_case others[] = { { 0, 0, 1, 5, P }, { 0, 0, 1, 5, S },    { 0, 1, 1, 5, P },
		                     { 1, 0, 1, 5, P }, { 0, 0, 3, OPEN, P }, { 0, 0, 9, 9, P } };

	(void)state;
	assert_int_equal(sfb_caseload_by_therapist(cases, COUNT(cases)), 2);
	assert_int_equal(cases[0].start, 10);
	assert_int_equal(cases[0].end, 20);
	assert_int_equal(cases[1].start, 22);
	assert_int_equal(cases[1].end, 30);
	/* Another role, family or therapist is another case; nothing comes behind an open one. */
	assert_int_equal(sfb_caseload_by_family(others, COUNT(others)), 4);
	assert_int_equal(others[0].start, 1);
	assert_int_equal(others[0].end, OPEN);
	assert_int_equal(others[1].role, S);
	assert_int_equal(others[2].therapist, 1);
	assert_int_equal(others[3].family, 1);
	assert_int_equal(sfb_caseload_by_therapist(NULL, 0), 0);
}

static void test_roles(void **state)
{
	/* Both in one family: primary only. Secondary until 14, primary from 15: one at a time. */
	struct sfb_case cases[] = { { 0, 0, 1, 30, P },
		                    { 0, 0, 1, 30, S },
		                    { 0, 1, 10, 14, S },
		                    { 0, 1, 15, 20, P },
		                    { 0, 2, 1, 30, S } };

	(void)state;
	expect_load(cases, 5, 5, 1, 1);
	expect_load(cases, 5, 14, 1, 2);
	expect_load(cases, 5, 15, 2, 1);
	expect_load(cases, 5, 21, 1, 1);
	expect_load(cases, 5, 31, 0, 0);
}

static void test_weeks(void **state)
{
	/* Two in the first week, never on one day; two on the Sunday of the second. */
	struct sfb_case cases[] = {
		{ 0, 0, 0, 2, P },   { 0, 1, 3, 13, P },  { 0, 2, 13, 14, P },
		{ 0, 3, -9, 40, S }, { 0, 4, -9, -1, P }, { 0, 5, 28, OPEN, P }
	};
	int32_t room[SFB_CASELOAD_ROOM(28)];
	uint32_t highest[4];
	size_t count = sfb_caseload_by_therapist(cases, COUNT(cases));

	(void)state;
	sfb_caseload_weeks(cases, count, 0, 4, room, highest);
	assert_int_equal(highest[0], 1);
	assert_int_equal(highest[1], 2);
	assert_int_equal(highest[2], 1);
	assert_int_equal(highest[3], 0);
	sfb_caseload_weeks(cases, count, 28, 1, room, highest);
	assert_int_equal(highest[0], 1);
	sfb_caseload_weeks(cases, count, -7, 1, room, highest);
	assert_int_equal(highest[0], 1);
}

static void test_guide(void **state)
{
	(void)state;
	assert_int_equal(sfb_caseload_guide.families, 500);
	assert_int_equal(sfb_caseload_scale(500, SFB_FULL_TIME), 500);
	assert_int_equal(sfb_caseload_scale(500, 750000), 375);
	assert_int_equal(sfb_caseload_scale(500, 0), 0);
	/* 0.333 and 0.334 of 5; 1.665 and 1.67: half up. 0.001 of 5 is half a hundredth. */
	assert_int_equal(sfb_caseload_scale(500, 333000), 167);
	assert_int_equal(sfb_caseload_scale(500, 332999), 166);
	assert_int_equal(sfb_caseload_scale(500, 334000), 167);
	assert_int_equal(sfb_caseload_scale(500, 1000), 1);
	assert_int_equal(sfb_caseload_scale(500, 999), 0);
	assert_int_equal(sfb_caseload_scale(SFB_GUIDE_MAX, SFB_FTE_MAX), 200000);

	assert_int_equal(sfb_caseload_status(4, 500), SFB_CASELOAD_UNDER);
	assert_int_equal(sfb_caseload_status(5, 500), SFB_CASELOAD_AT);
	assert_int_equal(sfb_caseload_status(6, 500), SFB_CASELOAD_OVER);
	assert_int_equal(sfb_caseload_status(3, 375), SFB_CASELOAD_UNDER);
	assert_int_equal(sfb_caseload_status(4, 375), SFB_CASELOAD_OVER);
	assert_int_equal(sfb_caseload_status(4, 401), SFB_CASELOAD_UNDER);
	assert_int_equal(sfb_caseload_status(4, 399), SFB_CASELOAD_OVER);
	assert_int_equal(sfb_caseload_status(UINT32_MAX, 500), SFB_CASELOAD_OVER);
	assert_string_equal(sfb_caseload_status_name(SFB_CASELOAD_OVER), "over");
}

static void expect_family(struct sfb_case *cases, size_t count, int32_t day, uint32_t primary,
                          uint32_t secondary, enum sfb_family_status status)
{
	struct sfb_family_day family;

	count = sfb_caseload_by_family(cases, count);
	sfb_caseload_family(cases, count, day, &family);
	expect(family.active && family.primary == primary && family.secondary == secondary &&
	               family.status == status,
	       "day %d: %u and %u, %s", (int)day, (unsigned)family.primary,
	       (unsigned)family.secondary, sfb_family_status_name(family.status));
}

static void test_families(void **state)
{
	struct sfb_case cases[] = { { 0, 0, 10, 20, P }, { 1, 0, 10, 30, S }, { 2, 0, 15, 16, P } };
	struct sfb_family_day family;

	(void)state;
	expect_family(cases, 3, 10, 1, 1, SFB_FAMILY_OK);
	expect_family(cases, 3, 15, 2, 1, SFB_FAMILY_SEVERAL_PRIMARY);
	expect_family(cases, 3, 16, 2, 1, SFB_FAMILY_SEVERAL_PRIMARY);
	expect_family(cases, 3, 21, 0, 1, SFB_FAMILY_NO_PRIMARY);
	expect_family(cases, 1, 10, 1, 0, SFB_FAMILY_NO_PARTNER);
	sfb_caseload_family(cases, 3, 31, &family);
	assert_false(family.active);
	sfb_caseload_family(cases, 3, 9, &family);
	assert_false(family.active);
	assert_string_equal(sfb_family_status_name(SFB_FAMILY_SEVERAL_PRIMARY), "several-primary");
}

static void test_handing_over(void **state)
{
	struct sfb_case plain[] = { { 0, 0, 1, 20, P }, { 1, 0, 20, 30, P } };
	struct sfb_case apart[] = { { 0, 0, 1, 19, P }, { 1, 0, 20, 30, P } };
	struct sfb_case back[] = { { 0, 0, 1, 20, P }, { 1, 0, 20, 30, P }, { 0, 0, 21, 22, P } };
	struct sfb_case swap[] = {
		{ 0, 0, 1, 20, P }, { 1, 0, 1, 20, S }, { 1, 0, 20, 30, P }, { 0, 0, 20, 30, S }
	};
	struct sfb_case one_day[] = { { 0, 0, 20, 20, P }, { 1, 0, 20, 20, P } };
	struct sfb_case three[] = { { 0, 0, 1, 20, P }, { 1, 0, 20, 20, P }, { 2, 0, 20, 30, P } };
	struct sfb_case earlier[] = { { 0, 0, 1, 20, P }, { 1, 0, 19, 30, P } };
	struct sfb_case visit[] = { { 0, 0, 1, 20, P }, { 1, 0, 20, 20, P } };
	struct sfb_case alone[] = { { 0, 0, 1, 20, P } };

	(void)state;
	expect_family(plain, 2, 19, 1, 0, SFB_FAMILY_NO_PARTNER);
	expect_family(plain, 2, 20, 1, 0, SFB_FAMILY_NO_PARTNER);
	expect_family(plain, 2, 21, 1, 0, SFB_FAMILY_NO_PARTNER);
	expect_load(plain, 1, 20, 1, 0); /* but the therapist still has it */
	expect_family(apart, 2, 19, 1, 0, SFB_FAMILY_NO_PARTNER);
	expect_family(back, 3, 20, 2, 0, SFB_FAMILY_SEVERAL_PRIMARY); /* it was not the last day */
	expect_family(swap, 4, 20, 1, 1, SFB_FAMILY_OK);
	expect_family(one_day, 2, 20, 2, 0, SFB_FAMILY_SEVERAL_PRIMARY); /* somebody stays */
	expect_family(three, 3, 20, 1, 0, SFB_FAMILY_NO_PARTNER);
	expect_family(visit, 2, 20, 1, 0, SFB_FAMILY_NO_PARTNER);
	expect_family(alone, 1, 20, 1, 0, SFB_FAMILY_NO_PARTNER);
	expect_family(earlier, 2, 20, 2, 0, SFB_FAMILY_SEVERAL_PRIMARY);
}

static void test_uncovered(void **state)
{
	struct sfb_case cases[] = { { 0, 0, 1, 10, P }, { 1, 0, 5, 20, S }, { 2, 0, 12, 30, P } };
	int32_t room[SFB_CASELOAD_ROOM(40)], day = -1;

	(void)state;
	assert_true(sfb_caseload_uncovered(cases, 3, 0, 40, room, &day));
	assert_int_equal(day, 11);
	assert_true(sfb_caseload_uncovered(cases, 3, 11, 1, room, &day));
	assert_int_equal(day, 11);
	assert_false(sfb_caseload_uncovered(cases, 3, 12, 28, room, &day));
	assert_false(sfb_caseload_uncovered(cases, 3, 0, 11, room, &day));
	assert_false(sfb_caseload_uncovered(cases, 3, 31, 9, room, &day));
	assert_false(sfb_caseload_uncovered(cases, 0, 0, 40, room, &day));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_both_days_count), cmocka_unit_test(test_joining),
		cmocka_unit_test(test_roles),           cmocka_unit_test(test_weeks),
		cmocka_unit_test(test_guide),           cmocka_unit_test(test_families),
		cmocka_unit_test(test_handing_over),    cmocka_unit_test(test_uncovered),
	};

	return cmocka_run_group_tests_name("caseload", tests, NULL, NULL);
}
