#include "date.h"

#include "dk_calendar.h"

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

/* Takes a date off the front, in any form but the fast one of date_read. */
static enum date_fault take_date(struct slice *text, enum date_order order, int32_t *day)
{
	int first, second, third;
	int first_len = take_digits(text, 4, &first);
	char mark = text->len > 0 ? text->ptr[0] : '\0';

	if (first_len == 0 || (mark != '-' && mark != '.' && mark != '/'))
		return DATE_NOT_A_DATE;

	bool year_first = first_len == 4;

	if (year_first && mark != '-')
		return DATE_NOT_A_DATE;
	take(text, mark);

	int second_len = take_digits(text, 2, &second);

	if (second_len == 0 || !take(text, mark))
		return DATE_NOT_A_DATE;

	int third_len = take_digits(text, 4, &third);

	if (year_first)
		return second_len == 2 && third_len == 2 && sfb_day_make(first, second, third, day)
		               ? DATE_SOUND
		               : DATE_NOT_A_DATE;
	if (first_len > 2 || third_len != 4 || third < SFB_YEAR_MIN)
		return DATE_NOT_A_DATE;
	if (mark == '/' && order == DATE_MDY)
		return sfb_day_make(third, first, second, day) ? DATE_SOUND : DATE_SLASH_ORDER;
	if (sfb_day_make(third, second, first, day))
		return DATE_SOUND;
	return mark == '/' ? DATE_SLASH_ORDER : DATE_NOT_A_DATE;
}

enum date_fault date_read(struct slice text, enum date_order order, int32_t *day)
{
	int year, month, day_of_month;
	enum date_fault fault;

	if (text.len == DATE_LEN && read_iso(text.ptr, &year, &month, &day_of_month))
		return sfb_day_make(year, month, day_of_month, day) ? DATE_SOUND : DATE_NOT_A_DATE;
	fault = take_date(&text, order, day);
	return is_time_or_nothing(text) ? fault : DATE_NOT_A_DATE;
}

/* ---- times of day ---- */

const char *date_reason(struct slice text)
{
	int part[3], len[3];
	bool parted, alike;
	char mark;

	text = slice_trim(text);
	len[0] = take_digits(&text, 5, &part[0]);
	if (len[0] == 5 && text.len == 0)
		return "a day number of a spreadsheet's; give the column a date format before "
		       "saving it as CSV";
	mark = text.len > 0 ? text.ptr[0] : '\0';
	parted = len[0] > 0 && (take(&text, '-') || take(&text, '.') || take(&text, '/'));
	len[1] = take_digits(&text, 2, &part[1]);
	alike = text.len > 0 && text.ptr[0] == mark;
	parted = parted && len[1] > 0 && (take(&text, '-') || take(&text, '.') || take(&text, '/'));
	len[2] = take_digits(&text, 4, &part[2]);
	if (parted && len[0] <= 2 && len[2] == 2 && (text.len == 0 || text.ptr[0] == ' '))
		return "a date with a year of two digits; write all four";
	/* Other marks are the matter, not the day: those of 2026/03/05. */
	if (parted && alike && ((len[0] == 4 && len[2] > 0 && mark == '-') || len[2] == 4) &&
	    text.len == 0)
		return "not a day of the calendar";
	return "not a date (such as 2026-03-05 or 05-03-2026)";
}

bool date_read_time(struct slice text, int *minute)
{
	int hour, rest, seconds = 0;
	char mark;

	if (take_digits(&text, 2, &hour) == 0 || text.len == 0)
		return false;
	mark = text.ptr[0];
	take(&text, mark);
	if ((mark != ':' && mark != '.') || take_digits(&text, 2, &rest) != 2)
		return false;
	if (take(&text, mark) && take_digits(&text, 2, &seconds) != 2)
		return false;
	*minute = hour * 60 + rest;
	return text.len == 0 && rest < 60 && seconds == 0 && *minute <= SFB_MINUTES_OF_DAY;
}

enum date_fault date_read_moment(struct slice text, enum date_order order,
                                 struct date_moment *moment)
{
	enum date_fault fault;

	*moment = (struct date_moment){ .has_time = true };
	if (date_read_time(text, &moment->minute))
		return DATE_SOUND;
	moment->has_day = true;
	fault = take_date(&text, order, &moment->day);
	moment->has_time = text.len > 0;
	if (fault == DATE_NOT_A_DATE || !moment->has_time)
		return fault;
	if (!take(&text, 'T') && !take(&text, ' '))
		return DATE_NOT_A_DATE;
	return date_read_time(slice_trim(text), &moment->minute) ? fault : DATE_NOT_A_DATE;
}

/* ---- writing ---- */

/* Writes a number as so many digits. */
static void put_digits(char *to, int number, int count)
{
	for (int i = count - 1; i >= 0; i--, number /= 10)
		to[i] = (char)('0' + number % 10);
}

void date_write_month(char *to, int32_t number)
{
	struct sfb_date date;

	sfb_day_split(number, &date);
	put_digits(to, date.year, 4);
	to[4] = '-';
	put_digits(to + 5, date.month, 2);
}

void date_write(char *to, int32_t number)
{
	struct sfb_date date;

	sfb_day_split(number, &date);
	date_write_month(to, number);
	to[7] = '-';
	put_digits(to + 8, date.day, 2);
}

void date_write_week(char *to, int32_t number)
{
	struct sfb_week week;

	sfb_week_of(number, &week);
	put_digits(to, week.year, 4);
	to[4] = '-';
	to[5] = 'W';
	put_digits(to + 6, week.number, 2);
}

static int exact_age(int32_t birth, int32_t at)
{
	struct sfb_date born, then;

	sfb_day_split(birth, &born);
	sfb_day_split(at, &then);
	/* 29 February comes after the 28th and before 1 March in every year. */
	return then.year - born.year -
	       (then.month < born.month || (then.month == born.month && then.day < born.day) ? 1
	                                                                                     : 0);
}

int date_age(int32_t birth, int32_t at)
{
	/*
	 * 400 years are 146097 days, so a mean year is 146097 of a 400th of a day.
	 * Leap days shift a birthday by less than three days from where mean years
	 * put it: only within four days of one is the calendar asked.
	 */
	enum { YEAR = 146097, NEAR = 4 * 400, DAYS_MAX = 365 * 1000 };
	uint32_t elapsed, since_birthday;

	/* Numbers of 32 bits are divided without a division. */
	if (at <= birth || (int64_t)at - birth > DAYS_MAX)
		return exact_age(birth, at);
	elapsed = (uint32_t)(at - birth) * 400;
	since_birthday = elapsed % YEAR;
	if (since_birthday > NEAR && since_birthday < YEAR - NEAR)
		return (int)(elapsed / YEAR);
	return exact_age(birth, at);
}

int32_t date_in_denmark(int64_t seconds)
{
	struct sfb_dk_time time;

	sfb_dk_local(seconds / 60, &time);
	return time.day;
}
