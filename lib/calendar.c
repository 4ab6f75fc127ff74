#include "calendar.h"

enum { DAYS_PER_ERA = 146097, EPOCH_SHIFT = 719468 };

static bool is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_in(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Days are counted from 1 March of year 0, so that a leap day is the last of its year. */
static int32_t number_of(int year, int month, int day)
{
	int y = month <= 2 ? year - 1 : year;
	int era = y / 400, year_of_era = y % 400;
	int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;

	return era * DAYS_PER_ERA + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 +
	       day_of_year - EPOCH_SHIFT;
}

bool sfb_day_make(int year, int month, int day, int32_t *number)
{
	if (year < SFB_YEAR_MIN || year > SFB_YEAR_MAX || month < 1 || month > 12 || day < 1 ||
	    day > days_in(year, month))
		return false;
	*number = number_of(year, month, day);
	return true;
}

void sfb_day_split(int32_t number, struct sfb_date *date)
{
	int shifted = number + EPOCH_SHIFT;
	int era = shifted / DAYS_PER_ERA, day_of_era = shifted % DAYS_PER_ERA;
	int year_of_era =
		(day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int m = (5 * day_of_year + 2) / 153;

	date->day = day_of_year - (153 * m + 2) / 5 + 1;
	date->month = m < 10 ? m + 3 : m - 9;
	date->year = year_of_era + era * 400 + (date->month <= 2);
}

int sfb_weekday(int32_t number)
{
	int since_monday = (number + 3) % 7;

	return (since_monday < 0 ? since_monday + 7 : since_monday) + 1;
}

void sfb_week_of(int32_t number, struct sfb_week *week)
{
	int32_t thursday = number + 4 - sfb_weekday(number);
	struct sfb_date date;

	/* Where a week's Thursday lies, there the week belongs. */
	sfb_day_split(thursday, &date);
	week->year = date.year;
	week->number = (thursday - number_of(date.year, 1, 1)) / 7 + 1;
}

int32_t sfb_last_sunday(int year, int month)
{
	int32_t last = number_of(year, month, days_in(year, month));

	return last - sfb_weekday(last) % 7;
}
