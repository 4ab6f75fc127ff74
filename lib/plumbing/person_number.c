#include "person_number.h"

#include "calendar.h"
#include "guard.h"

enum { DATE_DIGITS = 6, REPLACEMENT = 60 };

/*
 * The century by the seventh digit and the year's two digits: CPR-kontoret,
 * "Personnummeret i CPR", table of the seventh digit. The first row that fits.
 */
static const struct {
	char seventh_from, seventh_to;
	int year_to; /* the last two digits, from those of the row before */
	int century;
} centuries[] = {
	{ '0', '3', 99, 1900 }, /* 1900 to 1999 */
	{ '4', '4', 36, 2000 }, /* 2000 to 2036 */
	{ '4', '4', 99, 1900 }, /* 1937 to 1999 */
	{ '5', '8', 57, 2000 }, /* 2000 to 2057 */
	{ '5', '8', 99, 1800 }, /* 1858 to 1899 */
	{ '9', '9', 36, 2000 }, /* 2000 to 2036 */
	{ '9', '9', 99, 1900 }, /* 1937 to 1999 */
};

bool person_number_digits(struct slice cell, char digits[PERSON_NUMBER_DIGITS])
{
	cell = slice_trim(cell);
	if (cell.len < PERSON_NUMBER_DIGITS || !guard_is_number(cell))
		return false;
	memcpy(digits, cell.ptr, DATE_DIGITS);
	memcpy(digits + DATE_DIGITS, cell.ptr + cell.len - (PERSON_NUMBER_DIGITS - DATE_DIGITS),
	       PERSON_NUMBER_DIGITS - DATE_DIGITS);
	return true;
}

static int two_digits(const char *p)
{
	return (p[0] - '0') * 10 + (p[1] - '0');
}

enum person_number_fault person_number_read(struct slice cell, int32_t *birth, bool *female)
{
	char digits[PERSON_NUMBER_DIGITS];

	if (!person_number_digits(cell, digits))
		return PERSON_NUMBER_NONE;

	int day = two_digits(digits), month = two_digits(digits + 2);
	int year = two_digits(digits + 4);
	char seventh = digits[DATE_DIGITS];
	size_t row = 0;

	while (seventh < centuries[row].seventh_from || seventh > centuries[row].seventh_to ||
	       year > centuries[row].year_to)
		row++;
	if (day > REPLACEMENT)
		day -= REPLACEMENT;
	*female = (digits[PERSON_NUMBER_DIGITS - 1] - '0') % 2 == 0;
	return sfb_day_make(centuries[row].century + year, month, day, birth)
	               ? PERSON_NUMBER_SOUND
	               : PERSON_NUMBER_NO_SUCH_DAY;
}
