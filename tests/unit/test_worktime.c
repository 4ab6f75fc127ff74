/* worktime.h: the edges of ordinary time, entries that can and cannot be, overlaps, rounding. */
#include "testing.h"

#include "worktime.h"

enum { HOUR = 60, DAY = SFB_MINUTES_OF_DAY };

static int32_t day_of(int year, int month, int day)
{
	int32_t number = 0;

	expect(sfb_day_make(year, month, day, &number), "%d-%d-%d", year, month, day);
	return number;
}

static int64_t utc_of(int32_t day, int minute)
{
	struct sfb_dk_time time = { day, minute };
	int64_t utc;

	sfb_dk_utc(&time, &utc);
	return utc;
}

/* ---- ordinary time ---- */

/* Flexible minutes of a stretch; its parts must follow each other and lie in their days. */
static int64_t flexible_in(const struct sfb_work_rules *rules, int64_t start, int64_t end)
{
	struct sfb_work_part part;
	int64_t flexible = 0, at = start;

	while (sfb_work_part(rules, at, end, &part)) {
		struct sfb_dk_time first, last;

		expect(part.start == at && part.minutes > 0, "part of %d minutes", part.minutes);
		sfb_dk_local(at, &first);
		sfb_dk_local(at + part.minutes - 1, &last);
		expect(first.day == part.day && last.day == part.day, "beyond the day");
		flexible += part.ordinary ? 0 : part.minutes;
		at += part.minutes;
	}
	assert_int_equal(at, end);
	return flexible;
}

/* Of the minute alone that begins with a time. */
static bool is_ordinary(const struct sfb_work_rules *rules, int32_t day, int minute)
{
	int64_t utc = utc_of(day, minute);

	return flexible_in(rules, utc, utc + 1) == 0;
}

static void a_week(void **state)
{
	int32_t monday = day_of(2026, 6, 15);

	(void)state;
	for (int d = 0; d < 7; d++)
		for (int minute = 0; minute < DAY; minute++)
			expect(is_ordinary(&sfb_work_rules, monday + d, minute) ==
			               (d < 5 && minute >= 6 * HOUR && minute < 17 * HOUR),
			       "day %d minute %d", d + 1, minute);
	assert_int_equal(flexible_in(&sfb_work_rules, utc_of(monday, 0), utc_of(monday + 7, 0)),
	                 7 * DAY - 5 * 11 * HOUR);
}

/* Easter: Thursday, Friday and Monday; Store bededag of 2023, and its day in 2024. */
static void holidays(void **state)
{
	struct sfb_work_rules without = sfb_work_rules;

	(void)state;
	without.holidays = false;
	for (int32_t day = day_of(2026, 3, 30); day < day_of(2026, 4, 8); day++) {
		bool workday = sfb_weekday(day) <= 5;
		bool holiday = day == day_of(2026, 4, 2) || day == day_of(2026, 4, 3) ||
		               day == day_of(2026, 4, 6);

		expect(is_ordinary(&sfb_work_rules, day, 12 * HOUR) == (workday && !holiday), "%d",
		       (int)day);
		expect(is_ordinary(&without, day, 12 * HOUR) == workday, "%d", (int)day);
	}
	assert_false(is_ordinary(&sfb_work_rules, day_of(2023, 5, 5), 12 * HOUR));
	assert_true(is_ordinary(&sfb_work_rules, day_of(2024, 4, 26), 12 * HOUR));
	assert_true(is_ordinary(&sfb_work_rules, day_of(2026, 6, 5), 12 * HOUR));
}

static void special_days(void **state)
{
	static const struct sfb_special_day special[] = {
		{ 0, 6, 5, 12 * HOUR, DAY },       /* a Friday in 2026, a Thursday in 2025 */
		{ 0, 6, 5, 13 * HOUR, 14 * HOUR }, /* inside the other */
		{ 2026, 6, 4, 0, DAY },            /* of one year */
		{ 0, 6, 3, 10 * HOUR + 1, 10 * HOUR + 2 }, /* one minute */
	};
	struct sfb_work_rules rules = sfb_work_rules;

	(void)state;
	rules.special = special;
	rules.special_count = COUNT(special);
	assert_true(is_ordinary(&rules, day_of(2026, 6, 5), 12 * HOUR - 1));
	assert_false(is_ordinary(&rules, day_of(2026, 6, 5), 12 * HOUR));
	assert_false(is_ordinary(&rules, day_of(2026, 6, 5), 14 * HOUR));
	assert_false(is_ordinary(&rules, day_of(2025, 6, 5), 12 * HOUR));
	assert_true(is_ordinary(&rules, day_of(2025, 6, 5), 12 * HOUR - 1));
	assert_false(is_ordinary(&rules, day_of(2026, 6, 4), 12 * HOUR));
	assert_true(is_ordinary(&rules, day_of(2025, 6, 4), 12 * HOUR));
	assert_int_equal(flexible_in(&rules, utc_of(day_of(2026, 6, 3), 6 * HOUR),
	                             utc_of(day_of(2026, 6, 3), 17 * HOUR)),
	                 1);
}

static void other_hours_and_weekdays(void **state)
{
	struct sfb_work_rules rules = { .from = 0, .to = DAY, .weekdays = 1u << 7 };
	int32_t sunday = day_of(2026, 6, 21);

	(void)state;
	assert_int_equal(flexible_in(&rules, utc_of(sunday, 0), utc_of(sunday + 1, 0)), 0);
	assert_int_equal(flexible_in(&rules, utc_of(sunday - 1, 0), utc_of(sunday + 2, 0)),
	                 2 * DAY);
	rules.weekdays = 0;
	assert_int_equal(flexible_in(&rules, utc_of(sunday, 0), utc_of(sunday + 7, 0)), 7 * DAY);
}

/*
 * Edges within the hour that is skipped or comes twice: the clock tells, minute by
 * minute. 01:30 to 02:30 has 30 minutes on the night in March, 90 in October.
 */
static void edges_while_clocks_change(void **state)
{
	const struct sfb_work_rules rules = { .from = 90, .to = 150, .weekdays = 1u << 7 };
	int32_t march = day_of(2026, 3, 29), october = day_of(2026, 10, 25);

	(void)state;
	assert_int_equal(flexible_in(&rules, utc_of(march, 0), utc_of(march + 1, 0)),
	                 23 * HOUR - 30);
	assert_int_equal(flexible_in(&rules, utc_of(october, 0), utc_of(october + 1, 0)),
	                 25 * HOUR - 90);
}

/* ---- entries ---- */

static void entries(void **state)
{
	enum { NONE = 0 }; /* no day for the end */
	const int32_t march = day_of(2026, 3, 29), october = day_of(2026, 10, 25),
		      june = day_of(2026, 6, 17);
	const struct {
		int32_t day, start, end_day, end;
		enum sfb_work_fault fault;
		int minutes;
		bool twice;
	} cases[] = {
		{ june, 9 * HOUR, NONE, 10 * HOUR, SFB_WORK_SOUND, HOUR, false },
		{ june, 9 * HOUR, NONE, 9 * HOUR + 1, SFB_WORK_SOUND, 1, false },
		{ june, 9 * HOUR, NONE, 9 * HOUR, SFB_WORK_SOUND, DAY, false },
		{ june, 9 * HOUR, NONE, 9 * HOUR - 1, SFB_WORK_SOUND, DAY - 1, false },
		{ june, 18 * HOUR, NONE, DAY, SFB_WORK_SOUND, 6 * HOUR, false },
		{ june, 18 * HOUR, NONE, 0, SFB_WORK_SOUND, 6 * HOUR, false },
		{ june, DAY, NONE, 6 * HOUR, SFB_WORK_SOUND, 6 * HOUR, false },
		{ june, 0, NONE, DAY, SFB_WORK_SOUND, DAY, false },
		{ june, 9 * HOUR, june, 10 * HOUR, SFB_WORK_SOUND, HOUR, false },
		{ june, 9 * HOUR, june, 9 * HOUR, SFB_WORK_NOT_AFTER, 0, false },
		{ june, 9 * HOUR, june - 1, 10 * HOUR, SFB_WORK_NOT_AFTER, 0, false },
		{ june, 9 * HOUR, june + 1, 9 * HOUR, SFB_WORK_SOUND, DAY, false },
		{ june, 9 * HOUR, june + 1, 9 * HOUR + 1, SFB_WORK_TOO_LONG, 0, false },
		/* the night when summer time begins */
		{ march - 1, 22 * HOUR, NONE, 6 * HOUR, SFB_WORK_SOUND, 7 * HOUR, false },
		{ march, 119, NONE, 180, SFB_WORK_SOUND, 1, false },
		{ march, 119, NONE, 120, SFB_WORK_SOUND, 1, false },
		{ march, 119, NONE, 121, SFB_WORK_END_NEVER, 0, false },
		{ march, 119, NONE, 179, SFB_WORK_END_NEVER, 0, false },
		{ march, 120, NONE, 360, SFB_WORK_START_NEVER, 0, false },
		{ march, 179, NONE, 360, SFB_WORK_START_NEVER, 0, false },
		{ march, 180, NONE, 360, SFB_WORK_SOUND, 180, false },
		{ march - 1, 12 * HOUR, NONE, 12 * HOUR, SFB_WORK_SOUND, 23 * HOUR, false },
		/* the night when it ends: 02:00 to 02:59 is the first such hour */
		{ october - 1, 22 * HOUR, NONE, 6 * HOUR, SFB_WORK_SOUND, 9 * HOUR, false },
		{ october, 119, NONE, 120, SFB_WORK_SOUND, 1, true },
		{ october, 119, NONE, 179, SFB_WORK_SOUND, 60, true },
		{ october, 119, NONE, 180, SFB_WORK_SOUND, 121, false },
		{ october, 120, NONE, 180, SFB_WORK_SOUND, 120, true },
		{ october, 150, NONE, 149, SFB_WORK_TOO_LONG, 0, true },
		{ october - 1, 12 * HOUR, NONE, 11 * HOUR, SFB_WORK_SOUND, DAY, false },
		{ october - 1, 12 * HOUR, NONE, 11 * HOUR + 1, SFB_WORK_TOO_LONG, 0, false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct sfb_work_entry entry = { { cases[i].day, cases[i].start },
			                              { cases[i].end_day, cases[i].end },
			                              cases[i].end_day != NONE };
		struct sfb_work work = { 0 };
		bool twice;
		enum sfb_work_fault fault = sfb_work_make(&entry, &work, &twice);

		expect(fault == cases[i].fault, "case %zu: fault %d", i, (int)fault);
		expect(twice == cases[i].twice, "case %zu: twice", i);
		if (fault == SFB_WORK_SOUND)
			expect(work.minutes == cases[i].minutes, "case %zu: %d minutes", i,
			       (int)work.minutes);
	}
}

/* ---- overlaps ---- */

enum { ENTRIES = 60, SPAN = 3 * DAY };

/* Random entries against a map of all minutes; also as they touch, repeat and enclose. */
static void sweeps(void **state)
{
	static struct sfb_work_sweep sweep;
	uint32_t random = 20260629;

	(void)state;
	for (int round = 0; round < 2000; round++) {
		static struct {
			bool covered, planned, flexible;
			uint32_t share;
		} map[SPAN + DAY];
		struct sfb_work entries[ENTRIES], work;
		size_t count = random_below(&random, round % 2 == 0 ? 6 : ENTRIES);
		int64_t origin = (int64_t)random_below(&random, 2) * 30000000 - 1000000, at = 0,
			counted = 0, entered = 0;
		uint32_t longest = round % 3 == 0 ? 20 : SFB_WORK_MAX;
		bool differ = false;

		memset(map, 0, sizeof(map));
		for (size_t i = 0; i < count; i++) {
			int64_t start = random_below(&random, round % 5 == 0 ? 40 : SPAN);
			int64_t length = 1 + random_below(&random, longest);
			bool planned = random_below(&random, 2) == 0;
			bool flexible = random_below(&random, 3) == 0;
			uint32_t share = random_below(&random, 1 + (uint32_t)round % 3);

			entries[i] = (struct sfb_work){ origin + start, share, (uint16_t)length,
				                        planned, flexible };
			entered += length;
			for (int64_t m = start; m < start + length; m++) {
				differ = differ || (map[m].covered && map[m].share != share);
				if (!map[m].covered || share < map[m].share)
					map[m].share = share;
				map[m].covered = true;
				map[m].planned = map[m].planned || planned;
				map[m].flexible = map[m].flexible || flexible;
			}
		}
		sfb_work_sweep_start(&sweep, entries, count);
		while (sfb_work_sweep_next(&sweep, &work)) {
			int64_t start = work.start - origin;

			for (; at < start; at++)
				expect(!map[at].covered, "round %d: minute %d lost", round,
				       (int)at);
			expect(at == start, "round %d: minute %d twice", round, (int)start);
			for (; at < start + work.minutes; at++)
				expect(map[at].covered && map[at].planned == work.planned &&
				               map[at].flexible == work.flexible &&
				               map[at].share == work.share,
				       "round %d: minute %d", round, (int)at);
			counted += work.minutes;
		}
		for (; at < SPAN + DAY; at++)
			expect(!map[at].covered, "round %d: minute %d lost", round, (int)at);
		assert_int_equal(sweep.counted, counted);
		assert_int_equal(sweep.entered, entered);
		expect(sweep.shares_differ == differ, "round %d: shares", round);
	}
}

/* ---- sums ---- */

static void rounding(void **state)
{
	static const struct {
		int64_t minutes, hundredths;
	} hours[] = {
		{ 0, 0 },   { 1, 2 },   { 2, 3 },    { 3, 5 },    { 20, 33 },
		{ 40, 67 }, { 59, 98 }, { 60, 100 }, { 90, 150 }, { 6000000000, 10000000000 }
	};
	static const struct {
		int64_t part, whole, tenths;
	} shares[] = {
		{ 0, 1, 0 },          { 1, 1, 1000 },       { 1, 3, 333 },
		{ 2, 3, 667 },        { 1, 2000, 1 },       { 1, 2001, 0 },
		{ 3, 2000, 2 },       { 401, 2000, 201 },   { 399, 2000, 200 },
		{ 3999, 20000, 200 }, { 4009, 20000, 200 }, { 4010, 20000, 201 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(hours); i++)
		assert_int_equal(sfb_work_hours(hours[i].minutes), hours[i].hundredths);
	for (size_t i = 0; i < COUNT(shares); i++)
		expect(sfb_work_percent(shares[i].part, shares[i].whole) == shares[i].tenths,
		       "%lld of %lld", (long long)shares[i].part, (long long)shares[i].whole);
}

/* Exactly the frame is within it, and one minute more is beyond it, whatever is printed. */
static void the_frame(void **state)
{
	struct sfb_work_sum sum = { .minutes = 100000, .flexible = 20000 };

	(void)state;
	assert_false(sfb_work_is_beyond(&sum, 200));
	sum.flexible++;
	assert_int_equal(sfb_work_percent(sum.flexible, sum.minutes), 200);
	assert_true(sfb_work_is_beyond(&sum, 200));
	assert_false(sfb_work_is_beyond(&sum, 201));
	sum.flexible = 0;
	assert_false(sfb_work_is_beyond(&sum, 0));
}

static void sums(void **state)
{
	struct sfb_work_sum sum = { 0 };

	(void)state;
	sfb_work_add(&sum, 10, false, false);
	sfb_work_add(&sum, 20, false, true);
	sfb_work_add(&sum, 40, true, false);
	sfb_work_add(&sum, 80, true, true);
	assert_int_equal(sum.minutes, 150);
	assert_int_equal(sum.flexible, 120);
	assert_int_equal(sum.planned, 80);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_week),
		cmocka_unit_test(holidays),
		cmocka_unit_test(special_days),
		cmocka_unit_test(other_hours_and_weekdays),
		cmocka_unit_test(edges_while_clocks_change),
		cmocka_unit_test(entries),
		cmocka_unit_test(sweeps),
		cmocka_unit_test(rounding),
		cmocka_unit_test(the_frame),
		cmocka_unit_test(sums),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
