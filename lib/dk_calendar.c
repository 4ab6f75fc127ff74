#include "dk_calendar.h"

#include <stddef.h>

static const struct {
	const char *name;
	bool from_easter;
	int days_after_easter;
	int month, day; /* where it is not counted from Easter */
	int last_year;
	const char *source;
} holidays[] = {
#include "dk_holidays.inc"
};

enum {
	HOUR = 60,
	WINTER = HOUR,     /* ahead of UTC */
	SUMMER = 2 * HOUR, /* ahead of UTC */
	CHANGE = HOUR,     /* minute of the day, in UTC, at which clocks change */
};

/* ---- holidays ---- */

int32_t sfb_easter(int year)
{
	/* Full moons return to the same dates after 19 years, corrected by century. */
	int golden = year % 19, century = year / 100;
	int moon = (century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15) % 30;
	int32_t equinox = 0, full_moon;

	/* The last epact of the cycle would give a full moon too late, or one date twice. */
	if (moon == 29 || (moon == 28 && golden > 10))
		moon--;
	sfb_day_make(year, 3, 21, &equinox);
	full_moon = equinox + moon;
	return full_moon + 7 - sfb_weekday(full_moon) % 7;
}

const char *sfb_dk_holiday(int32_t day)
{
	struct sfb_date date;
	int32_t after_easter;

	sfb_day_split(day, &date);
	after_easter = day - sfb_easter(date.year);
	for (size_t i = 0; i < sizeof(holidays) / sizeof(holidays[0]); i++) {
		bool is_it = holidays[i].from_easter ? holidays[i].days_after_easter == after_easter
		                                     : holidays[i].month == date.month &&
		                                               holidays[i].day == date.day;

		if (is_it && date.year <= holidays[i].last_year)
			return holidays[i].name;
	}
	return NULL;
}

/* ---- clocks ---- */

static int32_t day_of(int64_t minutes)
{
	int64_t day = minutes / SFB_MINUTES_OF_DAY;

	return (int32_t)(minutes % SFB_MINUTES_OF_DAY < 0 ? day - 1 : day);
}

static int year_of(int64_t minutes)
{
	struct sfb_date date;

	sfb_day_split(day_of(minutes), &date);
	return date.year;
}

/* In UTC. The months are March, when summer time begins, and October, when it ends. */
static int64_t change_in(int year, int month)
{
	return (int64_t)sfb_last_sunday(year, month) * SFB_MINUTES_OF_DAY + CHANGE;
}

enum sfb_dk_clock sfb_dk_utc(const struct sfb_dk_time *time, int64_t *utc)
{
	int64_t local = (int64_t)time->day * SFB_MINUTES_OF_DAY + time->minute;
	int year = year_of(local);
	int64_t begin = change_in(year, 3), end = change_in(year, 10);

	if (local < begin + WINTER || local >= end + SUMMER) {
		*utc = local - WINTER;
		return SFB_DK_CLOCK_ONCE;
	}
	if (local < begin + SUMMER) {
		*utc = begin;
		return SFB_DK_CLOCK_NEVER;
	}
	*utc = local - SUMMER;
	return local >= end + WINTER ? SFB_DK_CLOCK_TWICE : SFB_DK_CLOCK_ONCE;
}

int sfb_dk_offset(int64_t utc)
{
	int year = year_of(utc);

	return utc >= change_in(year, 3) && utc < change_in(year, 10) ? SUMMER : WINTER;
}

int64_t sfb_dk_next_change(int64_t utc)
{
	int year = year_of(utc);

	if (utc < change_in(year, 3))
		return change_in(year, 3);
	return utc < change_in(year, 10) ? change_in(year, 10) : change_in(year + 1, 3);
}

void sfb_dk_local(int64_t utc, struct sfb_dk_time *time)
{
	int64_t local = utc + sfb_dk_offset(utc);

	time->day = day_of(local);
	time->minute = (int)(local - (int64_t)time->day * SFB_MINUTES_OF_DAY);
}
