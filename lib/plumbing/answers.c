#include "answers.h"

static sfb_points read_points(struct input *input, enum column column, int decimals_max,
                              sfb_points min, sfb_points max, const char *range)
{
	int64_t value = 0;

	if (!input_decimal(input, column, decimals_max, &value))
		return SFB_NO_POINTS;
	if (value >= min && value <= max)
		return (sfb_points)value;
	input_reject(input, column, range);
	return SFB_NO_POINTS;
}

void answers_read(struct input *input, const struct answers_spec *spec, struct answers *answers)
{
	/* Columns that sfb writes are read with whatever decimals it writes. */
	enum { TOTAL_DECIMALS = 3 };

	const struct slice *cells = input->table.record.cells;
	const sfb_points min = spec->item_min, max = spec->item_max;
	const bool tenths = spec->decimals_max > 0;
	sfb_points *item = answers->item;

	/* Nearly all that is read of a record: the common case without a call. */
	for (size_t i = 0; i < spec->item_count; i++) {
		int place = input->table.place[spec->items[i]];
		int64_t value;

		if (place >= 0 && decimal_read_short(cells[place], tenths, &value) &&
		    value >= min && value <= max)
			item[i] = (sfb_points)value;
		else
			item[i] = read_points(input, spec->items[i], spec->decimals_max, min, max,
			                      spec->item_range);
	}
	answers->reported_total = SFB_NO_POINTS;
	if (spec->reported_total != COL_COUNT && input_has(input, spec->reported_total))
		answers->reported_total = read_points(input, spec->reported_total, TOTAL_DECIMALS,
		                                      spec->total_min, spec->total_max,
		                                      spec->total_range);
	answers->skipped = spec->skip != COL_COUNT && input_has(input, spec->skip) &&
	                   input_answer(input, spec->skip) == WORD_ANSWER_YES;
}

void answers_reject(struct input *input, const struct answers_spec *spec, bool skip,
                    const char *reason)
{
	input_reject(input, skip ? spec->skip : spec->reported_total, reason);
}
