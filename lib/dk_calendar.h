/*
 * dk_calendar.h: public holidays and local time in Denmark.
 *
 * Both are computed by rule; the time zone of the machine plays no part.
 *
 * Public holidays are those of share/dk_holidays.csv: fixed days, and days counted
 * from Easter Sunday, which is computed by the Gregorian rule. Store bededag is one
 * through 2023. Days that only agreements treat as such (24 December, 1 May ...)
 * are none of them.
 *
 * Local time is one hour ahead of UTC, and two hours from 01:00 UTC on the last
 * Sunday of March to 01:00 UTC on the last Sunday of October. Source: directive
 * 2000/84/EC. The rule holds as it is since 1996; here it is used for all years.
 *
 * A time in UTC is a number of minutes since 1970-01-01 00:00 UTC.
 */
#ifndef SFB_DK_CALENDAR_H
#define SFB_DK_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

#include "calendar.h"

/* Of a day by the clock, also of one on which clocks change. */
#define SFB_MINUTES_OF_DAY 1440

/* The day of Easter Sunday in a year from SFB_YEAR_MIN to SFB_YEAR_MAX. */
int32_t sfb_easter(int year);

/* The public holiday that a day is, as in "store-bededag"; NULL when it is none. */
const char *sfb_dk_holiday(int32_t day);

/* What the clock on the wall shows: minute 0 to 1440 of a day; 1440 is the next day's 0. */
struct sfb_dk_time {
	int32_t day;
	int minute;
};

/* How often the clocks of that night show a time. */
enum sfb_dk_clock {
	SFB_DK_CLOCK_ONCE,
	SFB_DK_CLOCK_NEVER, /* 02:00 to 02:59 when summer time begins */
	SFB_DK_CLOCK_TWICE, /* 02:00 to 02:59 when it ends */
};

/*
 * The time in UTC. Of a time that is shown twice, the first; for one that is never
 * shown, the moment at which the clocks pass over it.
 */
enum sfb_dk_clock sfb_dk_utc(const struct sfb_dk_time *time, int64_t *utc);

/* What is added to UTC at a time, in minutes: 60 or 120. */
int sfb_dk_offset(int64_t utc);

/* The next time, in minutes UTC and after this one, at which that changes. */
int64_t sfb_dk_next_change(int64_t utc);

/* The local time, minute 0 to 1439. */
void sfb_dk_local(int64_t utc, struct sfb_dk_time *time);

#endif
