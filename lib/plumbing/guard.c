#include "guard.h"

#include <limits.h>

#include "hot.h"

enum {
	DATE_DIGITS = 6,
	SERIAL_DIGITS = 4,
	REPLACEMENT = 60,
	REACH = GUARD_AROUND / 2, /* from a hyphen to the digits that make it suspect */
	STRIDE = 256,             /* bytes looked at in one go */
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool are_digits(const char *p, int count)
{
	for (int i = 0; i < count; i++)
		if (!is_digit(p[i]))
			return false;
	return true;
}

static int two_digits(const char *p)
{
	return (p[0] - '0') * 10 + (p[1] - '0');
}

/* p points to six digits. 29 February exists in a year that ends in a multiple of four. */
static bool is_date(const char *p)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int day = two_digits(p), month = two_digits(p + 2), year = two_digits(p + 4);

	if (day > REPLACEMENT)
		day -= REPLACEMENT;
	if (month < 1 || month > 12 || day < 1)
		return false;
	return day <= days[month - 1] || (month == 2 && day == 29 && year % 4 == 0);
}

/*
 * Zero for a hyphen between two digits. Without a jump, in bytes, and with only what
 * the bits of all digits have in common, so that compilers make vector instructions of
 * it: a few other characters pass for digits, which costs a closer look.
 */
static inline unsigned char difference(const char *hyphen)
{
	unsigned char around = (unsigned char)(hyphen[-REACH] & hyphen[REACH] & 0xF0);

	return (unsigned char)((around ^ '0') | (*hyphen ^ '-'));
}

HOT size_t guard_suspect(struct slice text)
{
	size_t at = REACH, end = text.len < REACH ? 0 : text.len - REACH;

	for (; at < end && end - at >= STRIDE; at += STRIDE) {
		unsigned char least = UCHAR_MAX;

		for (size_t i = 0; i < STRIDE; i++) {
			unsigned char here = difference(text.ptr + at + i);

			least = here < least ? here : least;
		}
		if (least == 0)
			break;
	}
	while (at < end && difference(text.ptr + at) != 0)
		at++;
	return at < end ? at : text.len;
}

bool guard_finds_number(struct slice bytes)
{
	const char *p = bytes.ptr, *end = bytes.ptr + bytes.len;

	while ((p = memchr(p, '-', (size_t)(end - p))) != NULL) {
		const char *hyphen = p++;

		/* 2026-03-05: neither hyphen has its neighbours. The second one is skipped. */
		if (end - hyphen > 3 && hyphen[3] == '-') {
			p = hyphen + 4;
			continue;
		}
		if (end - hyphen <= SERIAL_DIGITS || !is_digit(hyphen[SERIAL_DIGITS]) ||
		    hyphen - bytes.ptr < DATE_DIGITS || !are_digits(hyphen + 1, SERIAL_DIGITS) ||
		    !are_digits(hyphen - DATE_DIGITS, DATE_DIGITS) ||
		    !is_date(hyphen - DATE_DIGITS))
			continue;
		if (end - hyphen > SERIAL_DIGITS + 1 && is_digit(hyphen[SERIAL_DIGITS + 1]))
			continue;
		if (hyphen - bytes.ptr > DATE_DIGITS && is_digit(hyphen[-DATE_DIGITS - 1]))
			continue;
		return true;
	}
	return false;
}

/* What stands between date and serial: nothing, or what looks like a hyphen or a gap. */
static bool is_joint(struct slice bytes)
{
	/* The dashes U+2010 to U+2015, the minus sign, and no-break spaces; of Windows, too. */
	static const char *const joints[] = {
		"",
		"-",
		" ",
		"\xE2\x80\x90",
		"\xE2\x80\x91",
		"\xE2\x80\x92",
		"\xE2\x80\x93",
		"\xE2\x80\x94",
		"\xE2\x80\x95",
		"\xE2\x88\x92",
		"\xC2\xA0",
		"\xE2\x80\xAF",
		"\xA0",
		"\x96",
		"\x97",
	};

	for (size_t i = 0; i < sizeof(joints) / sizeof(joints[0]); i++)
		if (slice_equal(bytes, slice_of(joints[i])))
			return true;
	return false;
}

bool guard_is_number(struct slice cell)
{
	cell = slice_trim(cell);
	return cell.len >= DATE_DIGITS + SERIAL_DIGITS && are_digits(cell.ptr, DATE_DIGITS) &&
	       are_digits(cell.ptr + cell.len - SERIAL_DIGITS, SERIAL_DIGITS) &&
	       is_joint((struct slice){ cell.ptr + DATE_DIGITS,
	                                cell.len - DATE_DIGITS - SERIAL_DIGITS }) &&
	       is_date(cell.ptr);
}
