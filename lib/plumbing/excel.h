/*
 * excel.h: cells as Danish Excel takes them, and as it gives them back.
 *
 * Works on the bytes of single cells, in UTF-8; reads and writes nothing. Numbers
 * are only spelled in another way, digit by digit, never computed.
 *
 * For every cell, excel_in(excel_out(cell)) is the cell, except for numbers in a
 * column of numbers: there it is the same number, and the same bytes if the number
 * has no thousands points and its decimal mark is the one that is being read.
 */
#ifndef EXCEL_H
#define EXCEL_H

#include <stdint.h>

#include "slice.h"

/* The byte order mark that makes Excel read UTF-8. */
#define EXCEL_BOM "\xEF\xBB\xBF"

struct excel_rules {
	char decimal_mark; /* of the numbers that are read; with ',' a point can mark thousands */
	bool protect_ids;  /* for excel_out */
};

/*
 * Room for what becomes of len bytes in each of the functions below that take
 * one. What they return is the cell itself, a part of it, or lies in the room.
 */
#define EXCEL_ROOM(len) ((len)*3 + 4)

/* Whether commands of sfb write a column of this name with numbers that can have decimals. */
bool excel_is_written(struct slice name);

/*
 * Whether nobody can tell if the cell has decimals or thousands: one point, one to
 * three digits before it that do not begin with 0, exactly three behind it.
 */
bool excel_is_ambiguous(struct slice cell);

/* Whether a cell of a column of numbers is empty or a number. */
bool excel_is_number(struct slice cell);

/*
 * An amount of money such as 70.488 kr. or kr. 1.000,- or one with a minus sign U+2212, or
 * with
 * no-break spaces between thousands, as a bare number; any other cell as it is. For columns
 * that the user calls numbers.
 */
struct slice excel_amount(struct slice cell, char *room);

/* Whether Danish Excel may read the cell as a day and a month: 7.5, 31.12 */
bool excel_is_date_like(struct slice cell);

enum excel_encoding { EXCEL_UTF8, EXCEL_WINDOWS_1252 };

/*
 * The cell in UTF-8. One that is not valid UTF-8 is taken for Windows-1252; its
 * five bytes without a meaning (81 8D 8F 90 9D) become U+0081 and so on, as
 * Windows itself converts them.
 */
struct slice excel_utf8(struct slice cell, char *room, enum excel_encoding *encoding);

/* The cell for Excel. number: it stands in a column of numbers. */
struct slice excel_out(const struct excel_rules *rules, struct slice cell, bool number, char *room);

/* The cell that Excel wrote, as plain CSV has it. */
struct slice excel_in(const struct excel_rules *rules, struct slice cell, bool number, char *room);

static inline bool excel_is_ascii(struct slice cell)
{
	uint64_t high = 0, eight;
	size_t i = 0;

	for (; cell.len - i >= sizeof(eight); i += sizeof(eight)) {
		memcpy(&eight, cell.ptr + i, sizeof(eight));
		high |= eight;
	}
	for (; i < cell.len; i++)
		high |= (unsigned char)cell.ptr[i];
	return (high & UINT64_C(0x8080808080808080)) == 0;
}

#endif
