#include "answers.h"

static sfb_points read_points(struct input *input, enum column column, int decimals_max,
                              sfb_points min, sfb_points max, const char *range,
                              const char *tenfold)
{
	int64_t value = 0;

	if (!input_decimal(input, column, decimals_max, &value))
		return SFB_NO_POINTS;
	if (value >= min && value <= max)
		return (sfb_points)value;
	input_reject(input, column,
	             tenfold != NULL && value > max && value <= (int64_t)max * 10 &&
	                             value % SFB_POINT == 0
	                     ? tenfold
	                     : range);
	return SFB_NO_POINTS;
}

/*
 * Items from the first on, as long as they are short and in range; the number of
 * the one that is not. Nearly all that is read of a record passes here.
 */
static size_t read_short_items(const struct table *table, const struct answers_spec *spec,
                               size_t first, sfb_points *item)
{
	const struct slice *cells = table->record->cells;
	const enum column *columns = spec->items;
	const sfb_points min = spec->item_min, max = spec->item_max;
	const bool tenths = spec->decimals_max > 0;
	const size_t count = spec->item_count;
	size_t i;

	for (i = first; i < count; i++) {
		int place = table->place[columns[i]];
		int32_t value;

		if (place < 0 || !decimal_read_short(cells[place], tenths, &value) || value < min ||
		    value > max)
			break;
		item[i] = value;
	}
	return i;
}

void answers_read(struct input *input, const struct answers_spec *spec, struct answers *answers)
{
	/* Columns that sfb writes are read with whatever decimals it writes. */
	enum { TOTAL_DECIMALS = 3 };

	size_t i = 0;

	while ((i = read_short_items(&input->table, spec, i, answers->item)) < spec->item_count) {
		answers->item[i] = read_points(input, spec->items[i], spec->decimals_max,
		                               spec->item_min, spec->item_max, spec->item_range,
		                               spec->item_tenfold);
		i++;
	}
	answers->reported_total = SFB_NO_POINTS;
	if (spec->reported_total != COL_COUNT && input_has(input, spec->reported_total))
		answers->reported_total = read_points(input, spec->reported_total, TOTAL_DECIMALS,
		                                      spec->total_min, spec->total_max,
		                                      spec->total_range, NULL);
	answers->skipped = spec->skip != COL_COUNT && input_has(input, spec->skip) &&
	                   input_answer(input, spec->skip) == WORD_ANSWER_YES;
}

void answers_reject(struct input *input, const struct answers_spec *spec, bool skip,
                    const char *reason)
{
	input_reject(input, skip ? spec->skip : spec->reported_total, reason);
}
