/*
 * The fuzzed cells: numbers, amounts, dates, times, words, names, person numbers and Excel's
 * spellings. The first byte says which; the rest is the cell. What is read and written again
 * must be read as the same, and short ways must agree with the long ones.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "amount.h"
#include "calendar.h"
#include "columns.h"
#include "date.h"
#include "decimal.h"
#include "excel.h"
#include "fold.h"
#include "guard.h"
#include "harness.h"
#include "person_number.h"
#include "words.h"

__extension__ typedef __int128 wide;

/* A decimal a second time: sign, digits, mark, digits; false: none that may be read. */
static bool plain_decimal(struct slice cell, int decimals_max, int scale, int64_t *value)
{
	wide number = 0;
	size_t at = 0, whole = 0, part = 0;
	bool minus = cell.len > 0 && cell.ptr[0] == '-';

	for (at = minus; at < cell.len && cell.ptr[at] >= '0' && cell.ptr[at] <= '9'; at++, whole++)
		if (number < INT64_MAX)
			number = number * 10 + (cell.ptr[at] - '0');
	if (at < cell.len && (cell.ptr[at] == '.' || cell.ptr[at] == ','))
		for (at++; at < cell.len && cell.ptr[at] >= '0' && cell.ptr[at] <= '9';
		     at++, part++)
			if (number < INT64_MAX)
				number = number * 10 + (cell.ptr[at] - '0');
	if (at < cell.len || whole + part == 0 || part > (size_t)decimals_max ||
	    (part == 0 && cell.len > whole + minus))
		return false;
	for (; part < (size_t)scale; part++)
		number *= 10;
	*value = (int64_t)(minus ? -number : number);
	return number < (wide)1000000000000000;
}

static void try_decimal(struct slice cell)
{
	for (int scale = 0; scale <= 6; scale++)
		for (int decimals = 0; decimals <= scale; decimals++) {
			int64_t value = 0, again = 0, plain = 0;
			int32_t brief;
			bool sound = decimal_read(cell, decimals, scale, &value) == DECIMAL_SOUND;
			char text[DECIMAL_MAX];
			size_t len;

			if (sound != plain_decimal(cell, decimals, scale, &plain) ||
			    (sound && value != plain))
				find("decimal: sound %d, %lld, a second time %lld", sound,
				     (long long)value, (long long)plain);
			if (scale == 3 && decimals >= 1 && decimal_read_short(cell, true, &brief) &&
			    (!sound || brief != value))
				find("decimal: the short way differs");
			if (scale == 0 && decimal_read_count(cell, &again) &&
			    (!sound || again != value))
				find("decimal: the count differs");
			if (!sound)
				continue;
			len = decimal_write(text, value, scale, decimals, ',');
			if (decimal_read((struct slice){ text, len }, scale, scale, &again) !=
			            DECIMAL_SOUND ||
			    again != value)
				find("decimal: written and read again, another number");
			if (scale == 3 && value >= 0 && value < DECIMAL_SHORT_END) {
				char small[DECIMAL_MAX];

				if (decimal_write_short(small, (uint32_t)value, decimals, ',') !=
				            len ||
				    memcmp(small, text, len) != 0)
					find("decimal: written short, another text");
			}
		}
}

static void try_amount(struct slice cell)
{
	int64_t amount = 0, again = 0, plain;

	for (int mark = 0; mark < 3; mark++) {
		char decimal_mark = "\0.,"[mark], text[DECIMAL_MAX];
		size_t len;

		if (amount_read(cell, decimal_mark, &amount) != AMOUNT_SOUND)
			continue;
		if (amount <= -1000000000000000 || amount >= 1000000000000000)
			find("amount: too large, but sound");
		len = decimal_write(text, amount, 2, 2, decimal_mark == '\0' ? '.' : decimal_mark);
		if (amount_read((struct slice){ text, len }, decimal_mark, &again) !=
		            AMOUNT_SOUND ||
		    again != amount)
			find("amount: written and read again, another amount");
		/* With two decimals or one, and nothing else, an amount is a decimal. */
		if (plain_decimal(cell, 2, 2, &plain) && plain != amount)
			find("amount: not the decimal that it is");
	}
}

static void try_date(struct slice cell)
{
	for (int order = DATE_DMY; order <= DATE_MDY; order++) {
		struct date_moment moment;
		char text[DATE_LEN], month[DATE_MONTH_LEN], week[DATE_WEEK_LEN];
		int32_t day, again;
		int minute;

		if (date_read(cell, (enum date_order)order, &day) == DATE_SOUND) {
			date_write(text, day);
			date_write_month(month, day);
			date_write_week(week, day);
			if (date_read((struct slice){ text, DATE_LEN }, DATE_MDY, &again) !=
			            DATE_SOUND ||
			    again != day)
				find("date: written and read again, another day");
			if (memcmp(month, text, DATE_MONTH_LEN) != 0)
				find("date: not the month of the day");
			if (memcmp(text, "1800", 4) < 0)
				find("date: before 1800");
		}
		if (date_read_time(cell, &minute) && (minute < 0 || minute > 1440))
			find("time: %d minutes", minute);
		if (date_read_moment(cell, (enum date_order)order, &moment) == DATE_SOUND) {
			if (!moment.has_day && !moment.has_time)
				find("moment: nothing in it");
			if (moment.has_time && (moment.minute < 0 || moment.minute > 1440))
				find("moment: %d minutes", moment.minute);
		}
	}
}

static void try_words(struct slice cell)
{
	struct folded folded, again;
	char variant;

	for (int kind = WORDS_RATER; kind <= WORDS_ENDING; kind++)
		(void)word_find((enum word_kind)kind, cell);
	(void)column_find(cell);
	(void)column_find_variant(cell, &variant);
	(void)column_is_identifier(cell);
	(void)column_is_person_number(cell);
	/* The reader lets no NUL byte through. */
	if (memchr(cell.ptr, '\0', cell.len) != NULL || !fold(cell, &folded))
		return;
	if (folded.len > FOLD_MAX)
		find("fold: too long");
	/* A mark behind a hyphen, which goes, belongs to the letter before it the second time. */
	if (memchr(cell.ptr, 0xCC, cell.len) == NULL &&
	    (!fold((struct slice){ folded.text, folded.len }, &again) ||
	     !folded_equal(&folded, &again)))
		find("fold: folded twice, another text");
}

static void try_person_number(struct slice cell)
{
	char digits[PERSON_NUMBER_DIGITS], text[11];
	int32_t birth, first, last;
	bool female;

	(void)guard_finds_number(cell);
	if (person_number_digits(cell, digits)) {
		memcpy(text, digits, 6);
		text[6] = '-';
		memcpy(text + 7, digits + 6, 4);
		if (!guard_finds_number((struct slice){ text, sizeof(text) }))
			find("person number: the guard does not find it");
	}
	if (guard_is_number(cell) &&
	    !guard_is_number((struct slice){ slice_trim(cell).ptr, slice_trim(cell).len }))
		find("person number: not one without blanks");
	(void)sfb_day_make(1858, 1, 1, &first);
	(void)sfb_day_make(2057, 12, 31, &last);
	if (person_number_read(cell, &birth, &female) == PERSON_NUMBER_SOUND &&
	    (birth < first || birth > last))
		find("person number: born in no year that it can say");
}

static void try_excel(struct slice cell)
{
	char *utf8 = malloc(EXCEL_ROOM(cell.len)), *out, *in;
	enum excel_encoding encoding;
	struct slice text = excel_utf8(cell, utf8, &encoding);

	out = malloc(EXCEL_ROOM(text.len));
	in = malloc(EXCEL_ROOM(EXCEL_ROOM(text.len)));
	for (int protect = 0; protect < 2; protect++) {
		const struct excel_rules from = { ',', false }, to = { '.', protect == 1 };
		struct slice there = excel_out(&to, text, false, out);
		struct slice back = excel_in(&from, there, false, in);

		if (!slice_equal(back, text))
			find("excel: there and back, another cell");
		(void)excel_out(&to, text, true, out);
		(void)excel_in(&from, text, true, in);
	}
	(void)excel_amount(text, out);
	(void)excel_is_number(text);
	(void)excel_is_ambiguous(text);
	(void)excel_is_date_like(text);
	(void)excel_is_written(text);
	free(utf8);
	free(out);
	free(in);
}

static void try_trim(struct slice cell)
{
	struct slice trimmed = slice_trim(cell), again = slice_trim(trimmed);

	if (trimmed.len > cell.len || !slice_equal(trimmed, again))
		find("trim: trimmed twice, another cell");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const tries[])(struct slice) = { try_decimal, try_amount,        try_date,
		                                       try_words,   try_person_number, try_excel,
		                                       try_trim };
	struct slice cell;
	char *copy;

	if (size < 1)
		return 0;
	/* A copy of its own, so that the sanitizer sees the first byte behind it. */
	copy = malloc(size);
	memcpy(copy, data + 1, size - 1);
	copy = realloc(copy, size - 1 + (size == 1));
	cell = (struct slice){ copy, size - 1 };
	tries[data[0] % (sizeof(tries) / sizeof(tries[0]))](cell);
	free(copy);
	return 0;
}
