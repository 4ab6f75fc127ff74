/* courses.h: every answer of a course, and the families behind the sums. */
#include "testing.h"

#include "courses.h"

/* Over all answers: the sums hold together, whatever is unknown. */
static void nothing_is_dropped(void **state)
{
	struct sfb_course_sums sums = { 0 };
	uint64_t count = 0;

	(void)state;
	for (int end = 0; end < 2; end++)
		for (int ending = 0; ending < SFB_ENDINGS; ending++)
			for (int answers = 0; answers < 27; answers++) {
				struct sfb_course course = {
					.has_end = end == 1,
					.ending = (enum sfb_ending)ending,
					.completed = (enum sfb_known)(answers % 3),
					.immediate_risk = (enum sfb_known)(answers / 3 % 3),
					.placed = (enum sfb_known)(answers / 9),
					.children_returned = 1,
				};
				struct sfb_course_family family = { 0 };

				sfb_course_add(&sums, &family, &course);
				count++;
			}
	assert_int_equal(sums.courses, count);
	assert_int_equal(sums.open + sums.closed, count);
	assert_int_equal(sums.open, 27);
	assert_int_equal(sums.ending[0] + sums.ending[1] + sums.ending[2] + sums.ending[3],
	                 sums.closed);
	assert_int_equal(sums.completed, 7 * 9);
	assert_int_equal(sums.at_risk, 8 * 9);
	assert_int_equal(sums.avoided, 7 * 3);
	assert_int_equal(sums.placed, 7 * 3);
	assert_int_equal(sums.outcome_unknown, sums.at_risk - sums.avoided - sums.placed);
	assert_int_equal(sums.children_returned, count);
	assert_int_equal(sums.families, count);
	assert_int_equal(sums.closed_families, sums.closed);
	assert_int_equal(sums.length_families, 4 * 27);
	assert_int_equal(sums.risk_families, sums.at_risk);
	assert_int_equal(sums.known_families, sums.avoided + sums.placed);
}

static unsigned remarks(struct sfb_course course)
{
	struct sfb_course_sums sums = { 0 };
	struct sfb_course_family family = { 0 };

	return sfb_course_add(&sums, &family, &course);
}

static void remarks_are_made(void **state)
{
	const struct sfb_course late = {
		.has_risk_date = true, .risk_date = 11, .has_placed_date = true, .placed_date = 10
	};
	struct sfb_course same_day = late;

	(void)state;
	same_day.risk_date = 10;
	assert_int_equal(remarks((struct sfb_course){ 0 }), 0);
	assert_int_equal(remarks((struct sfb_course){ .has_end = true, .completed = SFB_NO }), 0);
	assert_int_equal(
		remarks((struct sfb_course){ .ending = SFB_PLANNED, .completed = SFB_YES }),
		SFB_COURSE_NO_LENGTH);
	assert_int_equal(remarks((struct sfb_course){ .has_end = true }),
	                 SFB_COURSE_UNKNOWN_COMPLETED);
	assert_int_equal(remarks((struct sfb_course){ .completed = SFB_NO }),
	                 SFB_COURSE_OPEN_COMPLETED);
	assert_int_equal(
		remarks((struct sfb_course){ .immediate_risk = SFB_YES, .placed = SFB_YES }),
		SFB_COURSE_OPEN_PLACED);
	assert_int_equal(remarks(late), SFB_COURSE_RISK_LATE);
	assert_int_equal(remarks(same_day), 0);
	same_day.has_placed_date = false;
	assert_int_equal(remarks(same_day), 0);
}

static void a_family_counts_once(void **state)
{
	struct sfb_course_sums sums = { 0 };
	struct sfb_course_family family = { 0 };

	(void)state;
	sfb_course_add(&sums, &family, &(struct sfb_course){ .immediate_risk = SFB_YES });
	assert_int_equal(sums.closed_families, 0);
	assert_int_equal(sums.risk_families, 1);
	for (int i = 0; i < 3; i++)
		sfb_course_add(&sums, &family,
		               &(struct sfb_course){ .has_end = true,
		                                     .completed = SFB_YES,
		                                     .immediate_risk = SFB_YES,
		                                     .placed = SFB_NO });
	assert_int_equal(sums.courses, 4);
	assert_int_equal(sums.families, 1);
	assert_int_equal(sums.closed_families, 1);
	assert_int_equal(sums.risk_families, 1);
	assert_int_equal(sums.known_families, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_dropped),
		cmocka_unit_test(remarks_are_made),
		cmocka_unit_test(a_family_counts_once),
	};

	return cmocka_run_group_tests_name("courses", tests, NULL, NULL);
}
