#include "items.h"

enum { DECIMALS_MAX = 2, SCALE = 3 };

/* A whole number of one digit, perhaps with decimals that are zeros; or why it is none. */
static const char *read_number(const struct items_spec *spec, struct slice cell, int *value)
{
	int64_t thousandths = 0;

	switch (decimal_read(cell, DECIMALS_MAX, SCALE, &thousandths)) {
	case DECIMAL_SOUND: break;
	case DECIMAL_TOO_FINE: return "too many decimals";
	case DECIMAL_TOO_LARGE: return spec->range;
	case DECIMAL_NOT_A_NUMBER:
		return spec->texts == NULL ? "not a number (--answers tells what answer texts mean)"
		                           : "neither a number nor one of the answer texts";
	}
	if (thousandths % SFB_POINT != 0 || thousandths < 0 || thousandths > 9 * SFB_POINT)
		return spec->range;
	*value = (int)(thousandths / SFB_POINT);
	return NULL;
}

/* Anything but a plain digit: a text, a missing answer, "1.0" of a statistics program. */
static unsigned read_other(struct input *input, const struct items_spec *spec, size_t at,
                           int8_t *item)
{
	enum column column = spec->first + (enum column)at;
	struct slice cell = input_cell(input, column);
	int value = TEXTS_MISSING;

	*item = SFB_NO_ANSWER;
	if (cell.len == 0)
		return 0;
	if (spec->texts == NULL || !texts_find(spec->texts, spec->number + (int)at, cell, &value)) {
		const char *reason = read_number(spec, cell, &value);

		if (reason != NULL) {
			input_reject_alike(input, column, reason);
			return 0;
		}
		/* "1.0" is the text "1", where numbers are among the texts. */
		if (spec->texts != NULL)
			texts_find(spec->texts, spec->number + (int)at,
			           (struct slice){ &"0123456789"[value], 1 }, &value);
	}
	if (value == TEXTS_MISSING)
		return 0;
	if (value >= spec->min && value <= spec->max) {
		*item = (int8_t)(value - spec->shift);
		return 0;
	}
	input_reject_alike(input, column,
	                   value < spec->min && spec->low != NULL ? spec->low : spec->range);
	return 1u << value;
}

void items_open(const struct input *input, struct items_spec *spec)
{
	const int *places = &input->table.place[spec->first];

	spec->together = places[0] >= 0;
	for (size_t i = 0; i < spec->count; i++)
		spec->together = spec->together && places[i] == places[0] + (int)i;
}

/* The cells of items that lie side by side, while they are plain digits or empty: how far. */
static size_t read_digits(const struct input *input, const struct items_spec *spec, size_t from,
                          int8_t *item)
{
	const struct slice *cells = input->table.record->cells + input->table.place[spec->first];
	/* An item is a byte, which may be any byte to the compiler: kept out of memory. */
	const size_t count = spec->count;
	const unsigned min = (unsigned)spec->min, span = (unsigned)(spec->max - spec->min);
	const unsigned base = (unsigned)(spec->min - spec->shift);
	size_t i = from;

	for (; i < count && cells[i].len <= 1; i++) {
		if (cells[i].len == 0) {
			item[i] = SFB_NO_ANSWER;
			continue;
		}

		unsigned above = (unsigned)(unsigned char)*cells[i].ptr - '0' - min;

		if (above > span)
			break;
		item[i] = (int8_t)(above + base);
	}
	return i;
}

/* Plain digits in a loop without calls: the hot spot of a questionnaire. */
unsigned items_read(struct input *input, const struct items_spec *spec, int8_t *item)
{
	const bool plain = spec->together && spec->texts == NULL;
	unsigned outside = 0;

	for (size_t i = 0; i < spec->count; i++) {
		if (plain)
			i = read_digits(input, spec, i, item);
		if (i < spec->count)
			outside |= read_other(input, spec, i, &item[i]);
	}
	return outside;
}
