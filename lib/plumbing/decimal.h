/*
 * decimal.h: exact decimals. A number is a whole number of 10^-scale; no binary
 * fraction is ever made of it.
 */
#ifndef DECIMAL_H
#define DECIMAL_H

#include <stdint.h>

#include "slice.h"

enum decimal_fault {
	DECIMAL_SOUND,
	DECIMAL_NOT_A_NUMBER,
	DECIMAL_TOO_FINE,  /* more decimals than allowed */
	DECIMAL_TOO_LARGE, /* 10^15 or more, counted in units of 10^-scale */
};

/*
 * "7.5" and "7,5" alike; a minus sign; no exponent, no grouping, no blanks. The
 * scale is 0 to 6.
 */
enum decimal_fault decimal_read(struct slice text, int decimals_max, int scale, int64_t *value);

/*
 * The shortest scores, "7" and, with tenths, "7.5", in thousandths: most items are
 * one of the two. False leaves it to decimal_read.
 */
static inline bool decimal_read_short(struct slice text, bool tenths, int32_t *value)
{
	unsigned whole, tenth = 0;

	if (text.len == 3 && tenths) {
		/* The two marks differ in one bit, which no other byte has beside theirs. */
		if ((text.ptr[1] | ('.' ^ ',')) != '.')
			return false;
		tenth = (unsigned)(unsigned char)text.ptr[2] - '0';
	} else if (text.len != 1) {
		return false;
	}
	whole = (unsigned)(unsigned char)text.ptr[0] - '0';
	*value = (int32_t)(whole * 1000 + tenth * 100);
	return whole <= 9 && tenth <= 9;
}

/* The same for the shortest whole numbers, of one or two digits, such as ages. */
static inline bool decimal_read_count(struct slice text, int64_t *value)
{
	unsigned first, second;

	if (text.len != 1 && text.len != 2)
		return false;
	first = (unsigned)(unsigned char)text.ptr[0] - '0';
	second = (unsigned)(unsigned char)text.ptr[text.len - 1] - '0';
	*value = text.len == 1 ? first : first * 10 + second;
	return first <= 9 && second <= 9;
}

/* Room for every number that decimal_write makes. */
#define DECIMAL_MAX 32

/*
 * Writes value (a whole number of 10^-scale) with at least decimals_min decimals
 * (no more than scale)
 * and no trailing zeros beyond them. Returns the length; no NUL is added.
 */
size_t decimal_write(char *to, int64_t value, int scale, int decimals_min, char mark);

/*
 * The same for scores, in thousandths and below DECIMAL_SHORT_END: once or twice in
 * every record. Divisions by constants are multiplications.
 */
#define DECIMAL_SHORT_END 100000
static inline size_t decimal_write_short(char *to, uint32_t value, int decimals_min, char mark)
{
	uint32_t whole = value / 1000, part = value % 1000;
	char *p = to;

	if (whole >= 10)
		*p++ = (char)('0' + whole / 10);
	*p++ = (char)('0' + whole % 10);
	if (part == 0 && decimals_min == 0)
		return (size_t)(p - to);
	*p++ = mark;
	*p++ = (char)('0' + part / 100);
	part %= 100;
	if (part == 0 && decimals_min <= 1)
		return (size_t)(p - to);
	*p++ = (char)('0' + part / 10);
	if (part % 10 != 0 || decimals_min > 2)
		*p++ = (char)('0' + part % 10);
	return (size_t)(p - to);
}

#endif
