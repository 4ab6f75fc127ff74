/*
 * calendar.h: days, weeks and months of the Gregorian calendar.
 *
 * A day is the number of days since 1970-01-01, which was a Thursday. Weeks are
 * those of ISO 8601: Monday is the first day, and the week that holds a year's
 * first Thursday is its week 1. Source of the week rule: DS/ISO 8601.
 */
#ifndef SFB_CALENDAR_H
#define SFB_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

#define SFB_YEAR_MIN 1800
#define SFB_YEAR_MAX 9999

/* A day of the calendar. */
struct sfb_date {
	int year, month, day; /* month 1 to 12, day 1 to 31 */
};

/* A week of ISO 8601. */
struct sfb_week {
	int year, number; /* number 1 to 53; the year is the week's, not the day's */
};

/* The number of a day; false when there is no such day from SFB_YEAR_MIN to SFB_YEAR_MAX. */
bool sfb_day_make(int year, int month, int day, int32_t *number);

/* Year, month and day of a number that sfb_day_make can give. */
void sfb_day_split(int32_t number, struct sfb_date *date);

/* 1 for Monday to 7 for Sunday, of a day as above. */
int sfb_weekday(int32_t number);

/* The week that a day lies in. */
void sfb_week_of(int32_t number, struct sfb_week *week);

/* The last Sunday of a month, 1 to 12: the EU changes its clocks on that of March and of October. */
int32_t sfb_last_sunday(int year, int month);

#endif
