#include "items.h"

enum { DECIMALS_MAX = 2, SCALE = 3 };

/* Anything but a plain digit: a text, a missing answer, "1.0" of a statistics program. */
static unsigned read_other(struct input *input, const struct items_spec *spec, size_t at,
                           int8_t *item)
{
	enum column column = spec->first + (enum column)at;
	struct slice cell = input_cell(input, column);
	int64_t thousandths = 0;
	int value = TEXTS_MISSING;

	*item = SFB_NO_ANSWER;
	if (cell.len == 0)
		return 0;
	if (spec->texts == NULL || !texts_find(spec->texts, spec->number + (int)at, cell, &value)) {
		if (spec->texts != NULL &&
		    decimal_read(cell, DECIMALS_MAX, SCALE, &thousandths) != DECIMAL_SOUND) {
			input_reject(input, column, "neither a number nor one of the answer texts");
			return 0;
		}
		if (!input_decimal(input, column, DECIMALS_MAX, &thousandths))
			return 0;
		if (thousandths % SFB_POINT != 0 || thousandths > 9 * SFB_POINT ||
		    thousandths < 0) {
			input_reject(input, column, spec->range);
			return 0;
		}
		value = (int)(thousandths / SFB_POINT);
	}
	if (value == TEXTS_MISSING)
		return 0;
	if (value < spec->min || value > spec->max)
		input_reject(input, column,
		             value < spec->min && spec->low != NULL ? spec->low : spec->range);
	else
		*item = (int8_t)(value - spec->shift);
	return 1u << value;
}

unsigned items_read(struct input *input, const struct items_spec *spec, int8_t *item)
{
	const int *places = &input->table.place[spec->first];
	const struct slice *cells = input->table.record.cells;
	unsigned held = 0, span = (unsigned)(spec->max - spec->min);

	for (size_t i = 0; i < spec->count; i++) {
		unsigned value;

		if (places[i] < 0) {
			item[i] = SFB_NO_ANSWER;
			continue;
		}
		if (cells[places[i]].len == 1 && spec->texts == NULL) {
			value = (unsigned)(unsigned char)*cells[places[i]].ptr - '0';
			if (value - (unsigned)spec->min <= span) {
				item[i] = (int8_t)((int)value - spec->shift);
				held |= 1u << value;
				continue;
			}
		}
		held |= read_other(input, spec, i, &item[i]);
	}
	/* The items have been work enough for the first step of a look-up. */
	if (input->person_sought)
		persons_warm(input->persons);
	return held;
}
