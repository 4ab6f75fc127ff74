/*
 * dk_calendar.h: holidays against the published dates of 2019 to 2031 and Easter against
 * the full moons of the church; clocks walked through minute by minute.
 */
#include "testing.h"

#include "dk_calendar.h"

static int32_t day_of(int year, int month, int day)
{
	int32_t number = 0;

	expect(sfb_day_make(year, month, day, &number), "%d-%d-%d", year, month, day);
	return number;
}

static int32_t day_of_text(const char *text)
{
	int year = 0, month = 0, day = 0;

	expect(sscanf(text, "%d-%d-%d", &year, &month, &day) == 3, "'%s'", text);
	return day_of(year, month, day);
}

/* ---- holidays ---- */

#define MOVABLE 8

/* As published; Store bededag is empty from 2024. The clocks change on the last two days. */
static const struct {
	int year;
	/* Maundy Thursday, Good Friday, Easter Sunday and Monday, Store bededag, Ascension, Whit
	 * Sunday and Monday */
	const char *movable[MOVABLE];
	const char *begin, *end;
} published[] = {
	{ 2019,
	  { "2019-04-18", "2019-04-19", "2019-04-21", "2019-04-22", "2019-05-17", "2019-05-30",
	    "2019-06-09", "2019-06-10" },
	  "2019-03-31",
	  "2019-10-27" },
	{ 2020,
	  { "2020-04-09", "2020-04-10", "2020-04-12", "2020-04-13", "2020-05-08", "2020-05-21",
	    "2020-05-31", "2020-06-01" },
	  "2020-03-29",
	  "2020-10-25" },
	{ 2021,
	  { "2021-04-01", "2021-04-02", "2021-04-04", "2021-04-05", "2021-04-30", "2021-05-13",
	    "2021-05-23", "2021-05-24" },
	  "2021-03-28",
	  "2021-10-31" },
	{ 2022,
	  { "2022-04-14", "2022-04-15", "2022-04-17", "2022-04-18", "2022-05-13", "2022-05-26",
	    "2022-06-05", "2022-06-06" },
	  "2022-03-27",
	  "2022-10-30" },
	{ 2023,
	  { "2023-04-06", "2023-04-07", "2023-04-09", "2023-04-10", "2023-05-05", "2023-05-18",
	    "2023-05-28", "2023-05-29" },
	  "2023-03-26",
	  "2023-10-29" },
	{ 2024,
	  { "2024-03-28", "2024-03-29", "2024-03-31", "2024-04-01", NULL, "2024-05-09",
	    "2024-05-19", "2024-05-20" },
	  "2024-03-31",
	  "2024-10-27" },
	{ 2025,
	  { "2025-04-17", "2025-04-18", "2025-04-20", "2025-04-21", NULL, "2025-05-29",
	    "2025-06-08", "2025-06-09" },
	  "2025-03-30",
	  "2025-10-26" },
	{ 2026,
	  { "2026-04-02", "2026-04-03", "2026-04-05", "2026-04-06", NULL, "2026-05-14",
	    "2026-05-24", "2026-05-25" },
	  "2026-03-29",
	  "2026-10-25" },
	{ 2027,
	  { "2027-03-25", "2027-03-26", "2027-03-28", "2027-03-29", NULL, "2027-05-06",
	    "2027-05-16", "2027-05-17" },
	  "2027-03-28",
	  "2027-10-31" },
	{ 2028,
	  { "2028-04-13", "2028-04-14", "2028-04-16", "2028-04-17", NULL, "2028-05-25",
	    "2028-06-04", "2028-06-05" },
	  "2028-03-26",
	  "2028-10-29" },
	{ 2029,
	  { "2029-03-29", "2029-03-30", "2029-04-01", "2029-04-02", NULL, "2029-05-10",
	    "2029-05-20", "2029-05-21" },
	  "2029-03-25",
	  "2029-10-28" },
	{ 2030,
	  { "2030-04-18", "2030-04-19", "2030-04-21", "2030-04-22", NULL, "2030-05-30",
	    "2030-06-09", "2030-06-10" },
	  "2030-03-31",
	  "2030-10-27" },
	{ 2031,
	  { "2031-04-10", "2031-04-11", "2031-04-13", "2031-04-14", NULL, "2031-05-22",
	    "2031-06-01", "2031-06-02" },
	  "2031-03-30",
	  "2031-10-26" },
};

static const char *const movable_names[MOVABLE] = {
	"maundy-thursday", "good-friday", "easter-sunday", "easter-monday",
	"store-bededag",   "ascension",   "whit-sunday",   "whit-monday",
};

static void holidays_as_published(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(published); i++) {
		int year = published[i].year;
		int32_t first = day_of(year, 1, 1), last = day_of(year, 12, 31);
		const char *expected[366] = { NULL };

		expected[0] = "new-year";
		expected[day_of(year, 12, 25) - first] = "christmas-day";
		expected[day_of(year, 12, 26) - first] = "second-christmas-day";
		for (size_t m = 0; m < MOVABLE; m++)
			if (published[i].movable[m] != NULL)
				expected[day_of_text(published[i].movable[m]) - first] =
					movable_names[m];
		for (int32_t day = first; day <= last; day++) {
			const char *want = expected[day - first], *got = sfb_dk_holiday(day);

			expect((want == NULL) == (got == NULL) &&
			               (want == NULL || strcmp(want, got) == 0),
			       "%d, day %d of the year: %s, not %s", year, (int)(day - first),
			       got == NULL ? "none" : got, want == NULL ? "none" : want);
		}
		assert_int_equal(sfb_last_sunday(year, 3), day_of_text(published[i].begin));
		assert_int_equal(sfb_last_sunday(year, 10), day_of_text(published[i].end));
	}
}

/*
 * Another way to Easter: golden number, century's corrections and the paschal full moon
 * from the table of epacts, as the calendar reform of 1582 has it; then walk to a Sunday.
 */
static int32_t easter_by_epact(int year)
{
	int century = year / 100 + 1, golden = year % 19 + 1;
	int solar = 3 * century / 4 - 12, lunar = (8 * century + 5) / 25 - 5;
	int epact = ((11 * golden + 20 + lunar - solar) % 30 + 30) % 30;
	int32_t day;
	int moon;

	if ((epact == 25 && golden > 11) || epact == 24)
		epact++;
	moon = 44 - epact;
	if (moon < 21)
		moon += 30;
	day = day_of(year, 3, 1) + moon - 1;
	do
		day++;
	while (sfb_weekday(day) != 7);
	return day;
}

static void easter_by_another_way(void **state)
{
	int32_t earliest = 366, latest = 0;

	(void)state;
	for (int year = SFB_YEAR_MIN; year <= SFB_YEAR_MAX; year++) {
		int32_t easter = sfb_easter(year), in_year = easter - day_of(year, 3, 1);

		expect(easter == easter_by_epact(year), "%d: %d days off", year,
		       (int)(easter - easter_by_epact(year)));
		earliest = in_year < earliest ? in_year : earliest;
		latest = in_year > latest ? in_year : latest;
	}
	/* 22 March and 25 April, and no day beyond them. */
	assert_int_equal(earliest, 21);
	assert_int_equal(latest, 55);
	assert_int_equal(sfb_easter(1818), day_of(1818, 3, 22));
	assert_int_equal(sfb_easter(1943), day_of(1943, 4, 25));
	assert_int_equal(sfb_easter(1981), day_of(1981, 4, 19)); /* epact 24 */
	assert_int_equal(sfb_easter(1954), day_of(1954, 4, 18)); /* epact 25 */
}

static void store_bededag_through_2023(void **state)
{
	(void)state;
	assert_string_equal(sfb_dk_holiday(sfb_easter(1900) + 26), "store-bededag");
	assert_string_equal(sfb_dk_holiday(day_of(2023, 5, 5)), "store-bededag");
	assert_null(sfb_dk_holiday(day_of(2024, 4, 26)));
	assert_null(sfb_dk_holiday(sfb_easter(2400) + 26));
}

static void days_of_agreements_are_none(void **state)
{
	static const int days[][2] = { { 5, 1 }, { 6, 5 }, { 12, 24 }, { 12, 31 } };

	(void)state;
	for (size_t i = 0; i < COUNT(days); i++)
		assert_null(sfb_dk_holiday(day_of(2026, days[i][0], days[i][1])));
}

/* ---- clocks ---- */

/*
 * A clock is set to midnight in January and then counts minutes, but for the two that
 * the published days change. Both directions are asked at every minute of the year.
 */
static void clocks_through_the_years(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(published); i++) {
		int year = published[i].year, minute = 0;
		int32_t day = day_of(year, 1, 1), begin = day_of_text(published[i].begin),
			end = day_of_text(published[i].end);
		int64_t utc = (int64_t)day * SFB_MINUTES_OF_DAY - 60;
		int64_t begin_utc = (int64_t)begin * SFB_MINUTES_OF_DAY + 60;
		int64_t end_utc = (int64_t)end * SFB_MINUTES_OF_DAY + 60;
		bool turned = false;

		for (; day <= day_of(year, 12, 31); utc++) {
			struct sfb_dk_time time = { day, minute };
			bool twice = day == end && minute >= 120 && minute < 180;
			int64_t back = 0;

			sfb_dk_local(utc, &time);
			expect(time.day == day && time.minute == minute, "%d: %d %d, not %d %d",
			       year, (int)time.day, time.minute, (int)day, minute);
			expect(sfb_dk_utc(&time, &back) ==
			               (twice ? SFB_DK_CLOCK_TWICE : SFB_DK_CLOCK_ONCE),
			       "%d: %d %d", year, (int)day, minute);
			expect(back == (twice && turned ? utc - 60 : utc), "%d: %d %d", year,
			       (int)day, minute);
			expect(sfb_dk_next_change(utc) == (utc < begin_utc ? begin_utc
			                                   : utc < end_utc
			                                           ? end_utc
			                                           : sfb_dk_next_change(end_utc)),
			       "%d: %d %d", year, (int)day, minute);

			minute++;
			if (day == begin && minute == 120)
				minute = 180;
			if (day == end && minute == 180 && !turned) {
				minute = 120;
				turned = true;
			}
			if (minute == SFB_MINUTES_OF_DAY) {
				minute = 0;
				day++;
			}
		}
		expect(turned, "%d", year);
		if (i + 1 < COUNT(published))
			assert_int_equal(sfb_dk_next_change(end_utc),
			                 (int64_t)day_of_text(published[i + 1].begin) *
			                                 SFB_MINUTES_OF_DAY +
			                         60);
	}
}

static void times_that_are_never_shown(void **state)
{
	int32_t day = day_of(2026, 3, 29);
	int64_t change = (int64_t)day * SFB_MINUTES_OF_DAY + 60, utc;

	(void)state;
	for (int minute = 0; minute <= SFB_MINUTES_OF_DAY; minute++) {
		struct sfb_dk_time time = { day, minute };
		bool never = minute >= 120 && minute < 180;

		expect((sfb_dk_utc(&time, &utc) == SFB_DK_CLOCK_NEVER) == never, "%d", minute);
		expect(utc == (never          ? change
		               : minute < 120 ? change - 120 + minute
		                              : change - 180 + minute),
		       "%d: %lld", minute, (long long)(utc - change));
	}
}

static void midnight_twice_written(void **state)
{
	struct sfb_dk_time late = { day_of(2026, 6, 30), SFB_MINUTES_OF_DAY },
			   early = { day_of(2026, 7, 1), 0 };
	int64_t a, b;

	(void)state;
	assert_int_equal(sfb_dk_utc(&late, &a), SFB_DK_CLOCK_ONCE);
	assert_int_equal(sfb_dk_utc(&early, &b), SFB_DK_CLOCK_ONCE);
	assert_int_equal(a, b);
	sfb_dk_local(a, &late);
	assert_int_equal(late.day, early.day);
	assert_int_equal(late.minute, 0);
}

static void before_1970(void **state)
{
	struct sfb_dk_time time = { day_of(1969, 12, 31), 23 * 60 + 30 };
	int64_t utc;

	(void)state;
	assert_int_equal(sfb_dk_utc(&time, &utc), SFB_DK_CLOCK_ONCE);
	assert_int_equal(utc, -90);
	time = (struct sfb_dk_time){ 0, 0 };
	sfb_dk_local(utc, &time);
	assert_int_equal(time.day, -1);
	assert_int_equal(time.minute, 23 * 60 + 30);
	assert_int_equal(sfb_dk_offset(utc), 60);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(holidays_as_published),
		cmocka_unit_test(easter_by_another_way),
		cmocka_unit_test(store_bededag_through_2023),
		cmocka_unit_test(days_of_agreements_are_none),
		cmocka_unit_test(clocks_through_the_years),
		cmocka_unit_test(times_that_are_never_shown),
		cmocka_unit_test(midnight_twice_written),
		cmocka_unit_test(before_1970),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
