#include "days.h"

#include <stdlib.h>

#include "memory.h"
#include "table.h"

/* MM-DD; a leap year has every such day. */
static bool read_yearly(struct slice text, struct sfb_special_day *day)
{
	enum { LEAP_YEAR = 2024, LEN = sizeof("MM-DD") - 1 };
	char dated[DATE_LEN + 1] = "2024-";
	struct sfb_date date;
	int32_t number;

	if (text.len != LEN)
		return false;
	memcpy(dated + DATE_LEN - LEN, text.ptr, LEN);
	if (date_read((struct slice){ dated, DATE_LEN }, DATE_DMY, &number) != DATE_SOUND)
		return false;
	sfb_day_split(number, &date);
	day->year = 0;
	day->month = date.month;
	day->day = date.day;
	return date.year == LEAP_YEAR;
}

static bool read_dated(struct slice text, enum date_order order, struct sfb_special_day *day)
{
	struct sfb_date date;
	int32_t number;

	if (date_read(text, order, &number) != DATE_SOUND)
		return false;
	sfb_day_split(number, &date);
	day->year = date.year;
	day->month = date.month;
	day->day = date.day;
	return true;
}

static int read_time(const struct table *table, enum column column, int otherwise)
{
	struct slice cell = table_cell(table, column);
	int minute = otherwise;

	if (cell.len > 0 && !date_read_time(cell, &minute))
		diag_fail(table_place(table), "%s: not a time of day (HH:MM)", column_name(column));
	return minute;
}

void days_read(struct days *days, const struct settings *settings, const char *file)
{
	static const struct column_spec columns[] = { { COL_DAY, REQUIRED, 0, NULL },
		                                      { COL_FROM, OPTIONAL, 0, NULL },
		                                      { COL_TO, OPTIONAL, 0, NULL } };
	const struct table_plan plan = { .columns = columns, .column_count = 3, .beside = true };
	struct table table;

	table_open(&table, settings, &plan, &file, 1);
	while (table_next(&table)) {
		struct slice cell = table_cell(&table, COL_DAY);
		struct sfb_special_day day = { 0 };

		if (!read_yearly(cell, &day) && !read_dated(cell, settings->date_order, &day))
			diag_fail(table_place(&table), "day: neither YYYY-MM-DD nor MM-DD");
		day.from = read_time(&table, COL_FROM, 0);
		day.to = read_time(&table, COL_TO, SFB_MINUTES_OF_DAY);
		if (day.from >= day.to)
			diag_fail(table_place(&table), "from is not before to");
		days->day = memory_resize(days->day, days->count + 1, sizeof(*days->day));
		days->day[days->count++] = day;
	}
	table_close(&table);
}

void days_free(struct days *days)
{
	free(days->day);
}

/* ---- options ---- */

void days_option_hours(const char *option, const char *value, int *from, int *to)
{
	const char *hyphen = strchr(value, '-');

	if (hyphen == NULL ||
	    !date_read_time((struct slice){ value, (size_t)(hyphen - value) }, from) ||
	    !date_read_time(slice_of(hyphen + 1), to) || *from >= *to)
		diag_usage("--%s: not two times of one day, the first before the second "
		           "(06:00-17:00)",
		           option);
}

static int weekday_of(char c)
{
	return c >= '1' && c <= '7' ? c - '0' : 0;
}

unsigned days_option_weekdays(const char *option, const char *value)
{
	unsigned weekdays = 0;
	const char *p = value;

	do {
		int first = weekday_of(*p), last = first;

		p += first > 0;
		if (*p == '-') {
			last = weekday_of(p[1]);
			p += last > 0 ? 2 : 0;
		}
		if (first == 0 || last < first || (*p != '\0' && *p != ','))
			diag_usage("--%s: not weekdays from 1 (Monday) to 7, such as 1-5 or 1,3,5",
			           option);
		for (int day = first; day <= last; day++)
			weekdays |= 1u << day;
	} while (*p++ == ',');
	return weekdays;
}
