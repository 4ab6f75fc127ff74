/*
 * days.h: which days and hours, as options and tables name them.
 */
#ifndef DAYS_H
#define DAYS_H

#include "options.h"
#include "worktime.h"

/* A table of special days. */
struct days {
	struct sfb_special_day *day;
	size_t count;
};

/*
 * Adds the days of a CSV with the columns day, from and to: day is YYYY-MM-DD (or any
 * other form of a date), or MM-DD for that day in every year; from and to are times of
 * day, and where they are empty the day's beginning and end. A cell that cannot be right
 * ends the process.
 */
void days_read(struct days *days, const struct settings *settings, const char *file);

void days_free(struct days *days);

/* The value of an option: 06:00-17:00, from before to, as minutes since midnight. */
void days_option_hours(const char *option, const char *value, int *from, int *to);

/* The value of an option: 1-5 or 1,3,5-7, as a set in which bit n is weekday n. */
unsigned days_option_weekdays(const char *option, const char *value);

#endif
