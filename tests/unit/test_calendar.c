/* calendar.h: weeks, walked through day by day; test_date.c walks through the days themselves. */
#include "testing.h"

#include "calendar.h"

static int32_t day_of(int year, int month, int day)
{
	int32_t number = 0;

	expect(sfb_day_make(year, month, day, &number), "%d-%d-%d", year, month, day);
	return number;
}

static void weekdays_follow_each_other(void **state)
{
	(void)state;
	assert_int_equal(sfb_weekday(0), 4); /* 1 January 1970, a Thursday */
	for (int32_t day = -62000; day < 200000; day++)
		expect(sfb_weekday(day + 1) == sfb_weekday(day) % 7 + 1, "day %d", (int)day);
}

/* Week 1 is the one with 4 January; every Monday begins the next. */
static void weeks_follow_each_other(void **state)
{
	int number = 1;

	(void)state;
	for (int32_t day = day_of(1900, 1, 1); day < day_of(2300, 1, 1); day++) {
		struct sfb_week week;
		struct sfb_date sunday;

		sfb_day_split(day + 7 - sfb_weekday(day), &sunday);
		if (sfb_weekday(day) == 1)
			number = sunday.month == 1 && sunday.day >= 4 && sunday.day <= 10
			                 ? 1
			                 : number + 1;
		sfb_week_of(day, &week);
		expect(week.number == number, "day %d: %d, not %d", (int)day, week.number, number);
		expect(number != 1 || week.year == sunday.year, "day %d: year %d", (int)day,
		       week.year);
	}
}

static void weeks_at_the_turn_of_the_year(void **state)
{
	static const struct {
		int year, month, day, week_year, week;
	} cases[] = {
		{ 2020, 12, 31, 2020, 53 }, { 2021, 1, 1, 2020, 53 },   { 2021, 1, 3, 2020, 53 },
		{ 2021, 1, 4, 2021, 1 },    { 2024, 12, 29, 2024, 52 }, { 2024, 12, 30, 2025, 1 },
		{ 2025, 12, 28, 2025, 52 }, { 2025, 12, 29, 2026, 1 },  { 2026, 3, 29, 2026, 13 },
		{ 2026, 3, 30, 2026, 14 },  { 2026, 12, 31, 2026, 53 }, { 2027, 1, 3, 2026, 53 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct sfb_week week;

		sfb_week_of(day_of(cases[i].year, cases[i].month, cases[i].day), &week);
		expect(week.year == cases[i].week_year && week.number == cases[i].week,
		       "%d-%d-%d: %d-W%d", cases[i].year, cases[i].month, cases[i].day, week.year,
		       week.number);
	}
}

static void last_sundays(void **state)
{
	(void)state;
	assert_int_equal(sfb_last_sunday(2026, 3), day_of(2026, 3, 29));
	assert_int_equal(sfb_last_sunday(2026, 10), day_of(2026, 10, 25));
	assert_int_equal(sfb_last_sunday(2024, 3), day_of(2024, 3, 31));
	assert_int_equal(sfb_last_sunday(2024, 2), day_of(2024, 2, 25));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(weekdays_follow_each_other),
		cmocka_unit_test(weeks_follow_each_other),
		cmocka_unit_test(weeks_at_the_turn_of_the_year),
		cmocka_unit_test(last_sundays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
