/* date.h against a calendar that is walked through day by day. */
#include "testing.h"

#include "calendar.h"
#include "date.h"

enum { FIRST = 1800, LAST = 2200, DAYS_ROOM = 147000 };

struct civil {
	int year, month, day;
};

/* Every day of FIRST to LAST; calendar[0] is 1 January FIRST, which is day origin. */
static struct civil calendar[DAYS_ROOM];
static int32_t calendar_len, origin;

static int month_length(int year, int month)
{
	switch (month) {
	case 4:
	case 6:
	case 9:
	case 11: return 30;
	case 2:
		if (year % 400 == 0)
			return 29;
		if (year % 100 == 0)
			return 28;
		return year % 4 == 0 ? 29 : 28;
	default: return 31;
	}
}

static int make_calendar(void **state)
{
	(void)state;
	for (int y = FIRST; y <= LAST; y++)
		for (int m = 1; m <= 12; m++)
			for (int d = 1; d <= month_length(y, m); d++) {
				if (y == 1970 && m == 1 && d == 1)
					origin = -calendar_len;
				calendar[calendar_len++] = (struct civil){ y, m, d };
			}
	return 0;
}

static int32_t number_of(int year, int month, int day)
{
	int32_t low = 0, high = calendar_len;

	while (high - low > 1) {
		int32_t middle = (low + high) / 2;
		const struct civil *c = &calendar[middle];

		if (c->year < year ||
		    (c->year == year && (c->month < month || (c->month == month && c->day <= day))))
			low = middle;
		else
			high = middle;
	}
	return low + origin;
}

static enum date_fault read_text(const char *text, enum date_order order, int32_t *day)
{
	return date_read(slice_of(text), order, day);
}

static void expect_day(const char *text, enum date_order order, int32_t want)
{
	int32_t got = INT32_MIN;
	enum date_fault fault = read_text(text, order, &got);

	expect(fault == DATE_SOUND && got == want, "'%s': fault %d day %d, not %d", text,
	       (int)fault, got, want);
}

static void test_every_day(void **state)
{
	static const struct {
		const char *format;
		enum { YMD, DMY, MDY } parts;
		enum date_order order;
	} formats[] = {
		{ "%04d-%02d-%02d", YMD, DATE_DMY },
		{ "%04d-%02d-%02d", YMD, DATE_MDY },
		{ "%02d-%02d-%04d", DMY, DATE_MDY },
		{ "%02d.%02d.%04d", DMY, DATE_MDY },
		{ "%02d/%02d/%04d", DMY, DATE_DMY },
		{ "%02d/%02d/%04d", MDY, DATE_MDY },
		{ "%04d-%02d-%02dT23:59:59Z", YMD, DATE_DMY },
		{ "%04d-%02d-%02d 00:00", YMD, DATE_DMY },
		{ "%02d-%02d-%04d 15.30", DMY, DATE_DMY },
	};

	(void)state;
	assert_int_equal(origin, -62091);
	for (int32_t i = 0; i < calendar_len; i++) {
		const struct civil c = calendar[i];
		int32_t day = INT32_MIN;
		char text[48], written[DATE_LEN];

		expect(sfb_day_make(c.year, c.month, c.day, &day) && day == i + origin,
		       "%d-%d-%d is day %d, not %d", c.year, c.month, c.day, day, i + origin);
		for (size_t f = 0; f < COUNT(formats); f++) {
			int first = formats[f].parts == YMD   ? c.year
			            : formats[f].parts == DMY ? c.day
			                                      : c.month;
			int second = formats[f].parts == MDY ? c.day : c.month;
			int third = formats[f].parts == YMD ? c.day : c.year;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
			snprintf(text, sizeof(text), formats[f].format, first, second, third);
#pragma GCC diagnostic pop
			expect_day(text, formats[f].order, i + origin);
		}
		date_write(written, i + origin);
		snprintf(text, sizeof(text), "%04d-%02d-%02d", c.year, c.month, c.day);
		expect(memcmp(written, text, DATE_LEN) == 0, "%s is written '%.*s'", text, DATE_LEN,
		       written);
	}
}

/* Every day and month that there is not. */
static void test_impossible_days(void **state)
{
	static const int years[] = { 1800, 1900, 1904, 2000, 2023, 2024, 2100, 2200 };

	(void)state;
	for (size_t y = 0; y < COUNT(years); y++)
		for (int month = 0; month <= 13; month++)
			for (int day = 0; day <= 32; day++) {
				bool exists = month >= 1 && month <= 12 && day >= 1 &&
				              day <= month_length(years[y], month);
				bool turned = day >= 1 && day <= 12 && month >= 1 &&
				              month <= month_length(years[y], day == 0 ? 1 : day);
				char text[32];
				int32_t got;

				expect(sfb_day_make(years[y], month, day, &got) == exists,
				       "%d-%d-%d", years[y], month, day);
				snprintf(text, sizeof(text), "%04d-%02d-%02d", years[y], month,
				         day);
				assert_int_equal(read_text(text, DATE_DMY, &got),
				                 exists ? DATE_SOUND : DATE_NOT_A_DATE);
				snprintf(text, sizeof(text), "%02d-%02d-%04d", day, month,
				         years[y]);
				assert_int_equal(read_text(text, DATE_DMY, &got),
				                 exists ? DATE_SOUND : DATE_NOT_A_DATE);
				snprintf(text, sizeof(text), "%02d.%02d.%04d", day, month,
				         years[y]);
				assert_int_equal(read_text(text, DATE_MDY, &got),
				                 exists ? DATE_SOUND : DATE_NOT_A_DATE);
				snprintf(text, sizeof(text), "%02d/%02d/%04d", day, month,
				         years[y]);
				assert_int_equal(read_text(text, DATE_DMY, &got),
				                 exists ? DATE_SOUND : DATE_SLASH_ORDER);
				assert_int_equal(read_text(text, DATE_MDY, &got),
				                 turned ? DATE_SOUND : DATE_SLASH_ORDER);
			}
}

static void test_years(void **state)
{
	int32_t day = 0;
	char text[DATE_LEN];

	(void)state;
	assert_false(sfb_day_make(1799, 12, 31, &day));
	assert_false(sfb_day_make(10000, 1, 1, &day));
	assert_false(sfb_day_make(0, 1, 1, &day));
	assert_false(sfb_day_make(-2000, 1, 1, &day));
	assert_true(sfb_day_make(9999, 12, 31, &day));
	assert_int_equal(day, 2932896);
	date_write(text, day);
	assert_memory_equal(text, "9999-12-31", DATE_LEN);
	expect_day("9999-12-31", DATE_DMY, 2932896);
	expect_day("1970-01-01", DATE_DMY, 0);
	expect_day("1969-12-31", DATE_DMY, -1);
	assert_int_equal(read_text("1799-12-31", DATE_DMY, &day), DATE_NOT_A_DATE);
	assert_int_equal(read_text("31-12-1799", DATE_DMY, &day), DATE_NOT_A_DATE);
}

static void test_no_dates(void **state)
{
	static const char *const texts[] = {
		/* two-digit, three-digit and five-digit years */
		"05-01-26",
		"5-1-26",
		"05.01.26",
		"05/01/26",
		"5/1/26",
		"26-01-05",
		"26/01/05",
		"05-01-026",
		"05-01-026 ",
		"926-01-05",
		"02026-01-05",
		"05-01-02026",
		"05-01-20261",
		/* other shapes */
		"",
		"-",
		"2026",
		"2026-01",
		"2026-01-",
		"2026-1-5",
		"2026-01-5",
		"2026-1-05",
		"2026/01/05",
		"2026.01.05",
		"20260105",
		"05012026",
		"05-01.2026",
		"05/01-2026",
		"05.01/2026",
		"05-01",
		"05--01-2026",
		"-05-01-2026",
		"+5-01-2026",
		"005-01-2026",
		"05-001-2026",
		"2026-01-050",
		"2026-001-05",
		"5 January 2026",
		"5. jan 2026",
		"x2026-01-05",
		"2026-01-05x",
		"2026-01-05-",
		"2026-01-05hello",
		"2026-01-05 hello",
		"2026-01-0512:00",
		"05-01-202612:00",
		"2026\xE2\x80\22301\xE2\x80\22305",
		"45662",
		"45662.5",
		"0x7E-01-05",
		"2026-01-0\xB2",
		/* ten bytes, and all but one as in a date */
		"2026-01/05",
		"2026/01-05",
		"20x6-01-05",
		"202x-01-05",
		"x026-01-05",
		"2026-0x-05",
		"2026-01-x5",
		/* a time that is none */
		"2026-01-05 ",
		"2026-01-05T",
		"2026-01-05 15",
		"2026-01-05 25:00",
		"2026-01-05 15:",
		"2026-01-05 :30",
		"2026-01-05 15:30 note",
	};
	int32_t day;

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		expect(read_text(texts[i], DATE_DMY, &day) != DATE_SOUND, "'%s' as dmy", texts[i]);
		expect(read_text(texts[i], DATE_MDY, &day) != DATE_SOUND, "'%s' as mdy", texts[i]);
	}
}

static void test_times(void **state)
{
	static const char *const times[] = { " 15:30",     "T15:30",        " 15:30:45",
		                             "T15:30:45Z", "T15:30:45.123", "T15:30:45+02:00",
		                             " 00:00:00",  " 9.05",         " 3:30 PM" };
	int32_t want = number_of(2026, 3, 29);

	(void)state;
	for (size_t i = 0; i < COUNT(times); i++) {
		char text[64];

		snprintf(text, sizeof(text), "2026-03-29%s", times[i]);
		expect_day(text, DATE_DMY, want);
		snprintf(text, sizeof(text), "29.03.2026%s", times[i]);
		expect_day(text, DATE_DMY, want);
		snprintf(text, sizeof(text), "03/29/2026%s", times[i]);
		expect_day(text, DATE_MDY, want);
	}
	expect_day("9-3-2026", DATE_DMY, number_of(2026, 3, 9));
	expect_day("9/3/2026", DATE_DMY, number_of(2026, 3, 9));
	expect_day("9/3/2026", DATE_MDY, number_of(2026, 9, 3));
}

/* Ages by counting birthdays, for births round two leap days. */
static void test_ages(void **state)
{
	const int32_t from = number_of(1999, 12, 20), to = number_of(2004, 3, 10);

	(void)state;
	for (int32_t birth = from; birth <= to; birth++) {
		const struct civil b = calendar[birth - origin];
		int32_t birthdays[22];

		for (int years = 1; years <= 21; years++)
			birthdays[years] = b.month == 2 && b.day == 29 &&
			                                   month_length(b.year + years, 2) == 28
			                           ? number_of(b.year + years, 3, 1)
			                           : number_of(b.year + years, b.month, b.day);
		for (int32_t at = birth, age = 0; at < birthdays[21]; at++) {
			if (at == birthdays[age + 1])
				age++;
			expect(date_age(birth, at) == age, "born %d-%d-%d, %d days old: %d, not %d",
			       b.year, b.month, b.day, at - birth, date_age(birth, at), age);
		}
		for (int32_t before = 1; before < 800; before += 9)
			expect(date_age(birth, birth - before) < 0, "%d days before birth", before);
	}
}

static void test_leap_birthdays(void **state)
{
	const int32_t birth = number_of(2012, 2, 29);

	(void)state;
	assert_int_equal(date_age(birth, number_of(2018, 2, 28)), 5);
	assert_int_equal(date_age(birth, number_of(2018, 3, 1)), 6);
	assert_int_equal(date_age(birth, number_of(2024, 2, 28)), 11);
	assert_int_equal(date_age(birth, number_of(2024, 2, 29)), 12);
	assert_int_equal(date_age(number_of(1904, 2, 29), number_of(2024, 2, 28)), 119);
	assert_int_equal(date_age(number_of(1904, 2, 29), number_of(2024, 2, 29)), 120);
}

static int32_t last_sunday(int year, int month)
{
	int32_t day = number_of(year, month, 31);

	/* 4 January 1970 was a Sunday. */
	while ((day - 3) % 7 != 0)
		day--;
	return day;
}

/* Every Danish midnight of 1996 to 2199, a second before and behind it, and both clock changes. */
static void test_denmark(void **state)
{
	(void)state;
	for (int year = 1996; year < 2200; year++) {
		int32_t spring = last_sunday(year, 3), autumn = last_sunday(year, 10);

		for (int32_t day = number_of(year, 1, 1); day <= number_of(year, 12, 31); day++) {
			int ahead = day > spring && day <= autumn ? 7200 : 3600;
			int64_t midnight = (int64_t)day * 86400 - ahead;

			expect(date_in_denmark(midnight - 1) == day - 1 &&
			               date_in_denmark(midnight) == day &&
			               date_in_denmark(midnight + 1) == day &&
			               date_in_denmark(midnight + 43200) == day,
			       "midnight of day %d of %d", day - number_of(year, 1, 1), year);
		}
		for (int second = -1; second <= 1; second++) {
			assert_int_equal(date_in_denmark((int64_t)spring * 86400 + 3600 + second),
			                 spring);
			assert_int_equal(date_in_denmark((int64_t)autumn * 86400 + 3600 + second),
			                 autumn);
		}
	}
	/* 2026: 29 March and 25 October. */
	assert_int_equal(last_sunday(2026, 3), number_of(2026, 3, 29));
	assert_int_equal(last_sunday(2026, 10), number_of(2026, 10, 25));
}

/* Every time of a day in every form, and what is beside them. */
static void test_times_of_day(void **state)
{
	static const char *const formats[] = { "%02d:%02d", "%02d.%02d",    "%d:%02d",
		                               "%d.%02d",   "%02d:%02d:00", "%02d.%02d.00" };
	static const char *const none[] = {
		"",          ":",        "12",          "12:",
		"12:3",      ":30",      "12:60",       "24:01",
		"25:00",     "99:99",    "012:30",      "12:300",
		"12-30",     "12,30",    "12:30:",      "12:30:0",
		"12:30:01",  "12:30:60", "12:30.00",    "12.30:00",
		"12:30:000", "12:30Z",   "-1:30",       "12:30 pm",
		"kl. 12:30", "1230",     "12 :30",      "12: 30",
		"8.5",       "8:5",      "12:30+01:00",
	};
	char text[32];
	int got;

	(void)state;
	for (int minute = 0; minute <= 24 * 60; minute++)
		for (size_t f = 0; f < COUNT(formats); f++) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
			snprintf(text, sizeof(text), formats[f], minute / 60, minute % 60);
#pragma GCC diagnostic pop
			got = -1;
			expect(date_read_time(slice_of(text), &got) && got == minute, "'%s': %d",
			       text, got);
		}
	for (size_t i = 0; i < COUNT(none); i++)
		expect(!date_read_time(slice_of(none[i]), &got), "'%s'", none[i]);
}

static void test_moments(void **state)
{
	static const struct {
		const char *text;
		enum date_order order;
		enum date_fault fault;
		int year, minute; /* year 0: no day; minute -1: no time */
	} cases[] = {
		{ "22:15", DATE_DMY, DATE_SOUND, 0, 1335 },
		{ "22.15", DATE_DMY, DATE_SOUND, 0, 1335 },
		{ "24:00", DATE_DMY, DATE_SOUND, 0, 1440 },
		{ "2026-05-03 22:15", DATE_DMY, DATE_SOUND, 2026, 1335 },
		{ "2026-05-03T22:15", DATE_MDY, DATE_SOUND, 2026, 1335 },
		{ "2026-05-03   22.15", DATE_DMY, DATE_SOUND, 2026, 1335 },
		{ "2026-05-03 22:15:00", DATE_DMY, DATE_SOUND, 2026, 1335 },
		{ "03-05-2026 22:15", DATE_DMY, DATE_SOUND, 2026, 1335 },
		{ "3.5.2026 22.15", DATE_MDY, DATE_SOUND, 2026, 1335 },
		{ "03/05/2026 8:05", DATE_DMY, DATE_SOUND, 2026, 485 },
		{ "05/03/2026 8:05", DATE_MDY, DATE_SOUND, 2026, 485 },
		{ "2026-05-03", DATE_DMY, DATE_SOUND, 2026, -1 },
		{ "03.05.2026", DATE_DMY, DATE_SOUND, 2026, -1 },
		{ "05/13/2026 8:05", DATE_DMY, DATE_SLASH_ORDER, 0, 0 },
		{ "05/13/2026", DATE_DMY, DATE_SLASH_ORDER, 0, 0 },
		{ "05/13/2026 x", DATE_DMY, DATE_NOT_A_DATE, 0, 0 },
		{ "2026-05-03 24:01", DATE_DMY, DATE_NOT_A_DATE, 0, 0 },
		{ "2026-05-03 22", DATE_DMY, DATE_NOT_A_DATE, 0, 0 },
		{ "2026-05-03T", DATE_DMY, DATE_NOT_A_DATE, 0, 0 },
		{ "2026-05-03 22:15:30", DATE_DMY, DATE_NOT_A_DATE, 0, 0 },
		{ "2026-05-03T22:15Z", DATE_DMY, DATE_NOT_A_DATE, 0, 0 },
		{ "2026-05-03T22:15+02:00", DATE_DMY, DATE_NOT_A_DATE, 0, 0 },
		{ "2026-02-30 22:15", DATE_DMY, DATE_NOT_A_DATE, 0, 0 },
		{ "03-05-26 22:15", DATE_DMY, DATE_NOT_A_DATE, 0, 0 },
		{ "2026-05-03x22:15", DATE_DMY, DATE_NOT_A_DATE, 0, 0 },
		{ "2026-05-03-22:15", DATE_DMY, DATE_NOT_A_DATE, 0, 0 },
		{ "2026-05-0322:15", DATE_DMY, DATE_NOT_A_DATE, 0, 0 },
		{ "22:15 2026-05-03", DATE_DMY, DATE_NOT_A_DATE, 0, 0 },
		{ "", DATE_DMY, DATE_NOT_A_DATE, 0, 0 },
		{ "evening", DATE_DMY, DATE_NOT_A_DATE, 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct date_moment moment;
		enum date_fault fault =
			date_read_moment(slice_of(cases[i].text), cases[i].order, &moment);

		expect(fault == cases[i].fault, "'%s': fault %d", cases[i].text, (int)fault);
		if (fault != DATE_SOUND)
			continue;
		expect(moment.has_day == (cases[i].year != 0) &&
		               moment.has_time == (cases[i].minute >= 0),
		       "'%s'", cases[i].text);
		if (moment.has_day)
			assert_int_equal(moment.day, number_of(cases[i].year, 5, 3));
		if (moment.has_time)
			assert_int_equal(moment.minute, cases[i].minute);
	}
}

/* What is said of a cell that is no date: what helps, where it can be told. */
static void test_reasons(void **state)
{
	static const char *const two_digits[] = { "05-01-26",   "5.1.26",         "05/01/26",
		                                  " 05-01-26 ", "05-01-26 12:00", "1-1/26" };
	static const char *const impossible[] = { "2026-02-30", "2026-13-01", "30-02-2026",
		                                  "31.11.2026", "31/11/2026", "2026-2-3" };
	static const char *const numbers[] = { "45662", " 45662 " };
	static const char *const others[] = {
		"",
		"x",
		"05",
		"2026",
		"05-",
		"05-01",
		"05-01-",
		"05-x-2026",
		"x-01-2026",
		"05,01,2026",
		"05-01,26",
		"05-01-1",
		"05-01-026",
		"05-01-26x",
		"05-01-26-",
		"05-01-2026x",
		"45662.5",
		"456621",
		"4566",
		"2026-01-05x",
		"2026-01-05 x",
		"05-01-2026 x",
		"005-01-26",
		"2026-01-",
		"2026-01x05",
		"2026.01.05",
		" 2026/01/05 ",
		"2026/02/30",
		"05-01/2026",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(two_digits); i++)
		expect(strstr(date_reason(slice_of(two_digits[i])), "two digits") != NULL, "'%s'",
		       two_digits[i]);
	for (size_t i = 0; i < COUNT(impossible); i++)
		expect(strcmp(date_reason(slice_of(impossible[i])), "not a day of the calendar") ==
		               0,
		       "'%s'", impossible[i]);
	for (size_t i = 0; i < COUNT(numbers); i++)
		expect(strstr(date_reason(slice_of(numbers[i])), "a spreadsheet's") != NULL, "'%s'",
		       numbers[i]);
	for (size_t i = 0; i < COUNT(others); i++)
		expect(strncmp(date_reason(slice_of(others[i])), "not a date (", 12) == 0,
		       "'%s': %s", others[i], date_reason(slice_of(others[i])));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_day),      cmocka_unit_test(test_impossible_days),
		cmocka_unit_test(test_years),          cmocka_unit_test(test_no_dates),
		cmocka_unit_test(test_times),          cmocka_unit_test(test_ages),
		cmocka_unit_test(test_leap_birthdays), cmocka_unit_test(test_denmark),
		cmocka_unit_test(test_times_of_day),   cmocka_unit_test(test_moments),
		cmocka_unit_test(test_reasons),
	};

	return cmocka_run_group_tests_name("date", tests, make_calendar, NULL);
}
