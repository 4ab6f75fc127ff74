/*
 * date.h: dates as text. A day is its number in the calendar (calendar.h); years
 * run from 1800 to 9999.
 */
#ifndef DATE_H
#define DATE_H

#include <stdint.h>

#include "slice.h"

enum date_order { DATE_DMY, DATE_MDY };

enum date_fault {
	DATE_SOUND,
	DATE_NOT_A_DATE,
	DATE_SLASH_ORDER, /* a "/" date that is impossible in the order asked for */
};

/*
 * Reads YYYY-MM-DD, DD-MM-YYYY, DD.MM.YYYY or DD/MM/YYYY; order is for "/" dates
 * only. A time of day behind the date is ignored. Never a two-digit year.
 */
enum date_fault date_read(struct slice text, enum date_order order, int32_t *day);

/* Why a cell is no date, for messages: a constant that tells what to write instead. */
const char *date_reason(struct slice text);

/*
 * Reads a time of day, HH:MM or HH.MM, from 00:00 to 24:00, as minutes since
 * midnight. One digit will do for the hour. Seconds may follow only when they are
 * zero: times are whole minutes. False for anything else.
 */
bool date_read_time(struct slice text, int *minute);

/* A day, a time of day, or both. */
struct date_moment {
	bool has_day, has_time;
	int32_t day;
	int minute; /* 0 to 1440 */
};

/* Reads a time of day, a date, or a date and, behind a blank or T, a time of day. */
enum date_fault date_read_moment(struct slice text, enum date_order order,
                                 struct date_moment *moment);

/* Writes YYYY-MM-DD: 10 bytes, no NUL. */
#define DATE_LEN 10
void date_write(char *to, int32_t day);

/* The month of a day as YYYY-MM, and its ISO week as YYYY-Www; no NUL. */
#define DATE_MONTH_LEN 7
#define DATE_WEEK_LEN 8
void date_write_month(char *to, int32_t day);
void date_write_week(char *to, int32_t day);

/*
 * Whole years from birth to a day; negative before birth. Somebody born on 29
 * February has a birthday on 1 March in other years.
 */
int date_age(int32_t birth, int32_t at);

/*
 * The date in Denmark at a time in seconds since 1970-01-01 00:00 UTC (not before),
 * by the EU's rule of summer time (dk_calendar.h).
 */
int32_t date_in_denmark(int64_t seconds);

#endif
