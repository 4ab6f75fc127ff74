#include "date.h"

enum { YEAR_MIN = 1800, YEAR_MAX = 9999, DAYS_PER_ERA = 146097, EPOCH_SHIFT = 719468 };

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

static void split(int32_t number, int *year, int *month, int *day)
{
	int shifted = number + EPOCH_SHIFT;
	int era = shifted / DAYS_PER_ERA, day_of_era = shifted % DAYS_PER_ERA;
	int year_of_era =
		(day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int m = (5 * day_of_year + 2) / 153;

	*day = day_of_year - (153 * m + 2) / 5 + 1;
	*month = m < 10 ? m + 3 : m - 9;
	*year = year_of_era + era * 400 + (*month <= 2);
}

bool date_make(int year, int month, int day, int32_t *number)
{
	if (year < YEAR_MIN || year > YEAR_MAX || month < 1 || month > 12 || day < 1 ||
	    day > days_in(year, month))
		return false;
	*number = number_of(year, month, day);
	return true;
}

/* Takes 1 to max digits off the front; the count taken, 0 if there are none. */
static int take_digits(struct slice *text, int max, int *value)
{
	int count = 0;

	*value = 0;
	while (count < max && text->len > 0 && text->ptr[0] >= '0' && text->ptr[0] <= '9') {
		*value = *value * 10 + (text->ptr[0] - '0');
		text->ptr++;
		text->len--;
		count++;
	}
	return count;
}

static bool take(struct slice *text, char c)
{
	if (text->len == 0 || text->ptr[0] != c)
		return false;
	text->ptr++;
	text->len--;
	return true;
}

/* What may follow a date: nothing, or a blank or T and a time of day. */
static bool is_time_or_nothing(struct slice rest)
{
	int hour;

	if (rest.len == 0)
		return true;
	if (!take(&rest, 'T') && !take(&rest, ' '))
		return false;
	rest = slice_trim(rest);
	if (take_digits(&rest, 2, &hour) == 0 || hour > 24 ||
	    (!take(&rest, ':') && !take(&rest, '.')))
		return false;
	for (size_t i = 0; i < rest.len; i++)
		if (memchr("0123456789:.,+-ZAPMapm ", rest.ptr[i], 23) == NULL)
			return false;
	return rest.len > 0;
}

/* Two digits; anything else gives a number over 99. */
static inline int two_digits(const char *p)
{
	unsigned tens = (unsigned)(unsigned char)p[0] - '0',
		 ones = (unsigned)(unsigned char)p[1] - '0';

	return tens > 9 || ones > 9 ? INT16_MAX : (int)(tens * 10 + ones);
}

/* YYYY-MM-DD and nothing else, by far the commonest; false if not. */
static bool read_iso(const char *p, int *year, int *month, int *day)
{
	int century = two_digits(p), rest = two_digits(p + 2);

	*year = century * 100 + rest;
	*month = two_digits(p + 5);
	*day = two_digits(p + 8);
	return p[4] == '-' && p[7] == '-' && century < 100 && rest < 100 && *month < 100 &&
	       *day < 100;
}

enum date_fault date_read(struct slice text, enum date_order order, int32_t *day)
{
	int first, second, third;

	if (text.len == DATE_LEN && read_iso(text.ptr, &first, &second, &third))
		return date_make(first, second, third, day) ? DATE_SOUND : DATE_NOT_A_DATE;

	int first_len = take_digits(&text, 4, &first);
	char mark = text.len > 0 ? text.ptr[0] : '\0';

	if (first_len == 0 || (mark != '-' && mark != '.' && mark != '/'))
		return DATE_NOT_A_DATE;

	bool year_first = first_len == 4;

	if (year_first && mark != '-')
		return DATE_NOT_A_DATE;
	take(&text, mark);

	int second_len = take_digits(&text, 2, &second);

	if (second_len == 0 || !take(&text, mark))
		return DATE_NOT_A_DATE;

	int third_len = take_digits(&text, 4, &third);

	if (!is_time_or_nothing(text))
		return DATE_NOT_A_DATE;
	if (year_first)
		return second_len == 2 && third_len == 2 && date_make(first, second, third, day)
		               ? DATE_SOUND
		               : DATE_NOT_A_DATE;
	if (first_len > 2 || third_len != 4 || third < YEAR_MIN)
		return DATE_NOT_A_DATE;
	if (mark == '/' && order == DATE_MDY)
		return date_make(third, first, second, day) ? DATE_SOUND : DATE_SLASH_ORDER;
	if (date_make(third, second, first, day))
		return DATE_SOUND;
	return mark == '/' ? DATE_SLASH_ORDER : DATE_NOT_A_DATE;
}

void date_write(char *to, int32_t number)
{
	int year, month, day;

	split(number, &year, &month, &day);
	for (int i = 3; i >= 0; i--, year /= 10)
		to[i] = (char)('0' + year % 10);
	to[4] = '-';
	to[5] = (char)('0' + month / 10);
	to[6] = (char)('0' + month % 10);
	to[7] = '-';
	to[8] = (char)('0' + day / 10);
	to[9] = (char)('0' + day % 10);
}

static int exact_age(int32_t birth, int32_t at)
{
	int birth_year, birth_month, birth_day, year, month, day;

	split(birth, &birth_year, &birth_month, &birth_day);
	split(at, &year, &month, &day);
	/* 29 February comes after the 28th and before 1 March in every year. */
	return year - birth_year -
	       (month < birth_month || (month == birth_month && day < birth_day) ? 1 : 0);
}

int date_age(int32_t birth, int32_t at)
{
	/*
	 * 400 years are 146097 days, so a mean year is 146097 of a 400th of a day.
	 * Leap days shift a birthday by less than three days from where mean years
	 * put it: only within four days of one is the calendar asked.
	 */
	enum { YEAR = DAYS_PER_ERA, NEAR = 4 * 400 };
	int64_t elapsed = ((int64_t)at - birth) * 400;
	int64_t since_birthday = elapsed % YEAR;

	if (elapsed > 0 && since_birthday > NEAR && since_birthday < YEAR - NEAR)
		return (int)(elapsed / YEAR);
	return exact_age(birth, at);
}

/* The last Sunday of a month of 31 days. 1970-01-01 was a Thursday. */
static int32_t last_sunday(int year, int month)
{
	int32_t last = number_of(year, month, 31);

	return last - (last + 4) % 7;
}

int32_t date_in_denmark(int64_t seconds)
{
	enum { HOUR = 3600, DAY = 24 * HOUR };
	int year, month, day;

	split((int32_t)(seconds / DAY), &year, &month, &day);

	/* Summer time in the EU: from 01:00 UTC on the last Sunday of March to that of October. */
	int64_t begin = (int64_t)last_sunday(year, 3) * DAY + HOUR;
	int64_t end = (int64_t)last_sunday(year, 10) * DAY + HOUR;
	int64_t ahead = seconds >= begin && seconds < end ? 2 * HOUR : HOUR;

	return (int32_t)((seconds + ahead) / DAY);
}
