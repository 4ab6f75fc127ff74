#include "texts.h"

#include <stdlib.h>

#include "memory.h"
#include "table.h"

struct text {
	struct slice exact;
	struct folded folded; /* of length 0 when there is nothing to fold */
	uint64_t items;       /* a bit for each */
	int value;
};

struct texts {
	struct text *rows;
	size_t count;
};

/* Takes a number off the front of *rest; 0 when there is none. */
static int take_number(struct slice *rest)
{
	int number = 0;

	while (rest->len > 0 && *rest->ptr >= '0' && *rest->ptr <= '9' &&
	       number <= TEXTS_ITEM_MAX) {
		number = number * 10 + (*rest->ptr - '0');
		rest->ptr++;
		rest->len--;
	}
	return number;
}

/* "1-25 28": numbers and ranges between blanks or commas; empty is all. */
static uint64_t read_items(const struct table *table)
{
	struct slice rest = table_cell(table, COL_ITEMS);
	uint64_t items = rest.len == 0 ? UINT64_MAX : 0;

	while (rest.len > 0) {
		int from, to;

		if (*rest.ptr == ' ' || *rest.ptr == ',') {
			rest.ptr++;
			rest.len--;
			continue;
		}
		from = to = take_number(&rest);
		if (rest.len > 0 && *rest.ptr == '-') {
			rest.ptr++;
			rest.len--;
			to = take_number(&rest);
		}
		if (from < 1 || to < from || to > TEXTS_ITEM_MAX ||
		    (rest.len > 0 && *rest.ptr != ' ' && *rest.ptr != ','))
			diag_fail(table_place(table),
			          "items: not numbers and ranges such as 1-25 28");
		for (int i = from; i <= to; i++)
			items |= UINT64_C(1) << i;
	}
	return items;
}

static bool is_same(const struct text *text, struct slice cell, const struct folded *folded)
{
	return slice_equal(text->exact, cell) ||
	       (text->folded.len > 0 && folded_equal(&text->folded, folded));
}

static void fold_cell(struct slice cell, struct folded *folded)
{
	if (!fold(cell, folded))
		folded->len = 0;
}

static void read_text(struct texts *texts, const struct table *table, int value_max)
{
	struct slice cell = table_cell(table, COL_TEXT);
	struct text *text;

	if (cell.len == 0)
		diag_fail(table_place(table), "text: missing");
	texts->rows = memory_resize(texts->rows, texts->count + 1, sizeof(*texts->rows));
	text = &texts->rows[texts->count];
	text->exact = (struct slice){ memory_copy(cell.ptr, cell.len), cell.len };
	fold_cell(cell, &text->folded);
	text->items = read_items(table);
	text->value = table_whole(table, COL_VALUE, TEXTS_MISSING, 0, value_max);
	for (size_t i = 0; i < texts->count; i++)
		if ((texts->rows[i].items & text->items) != 0 &&
		    texts->rows[i].value != text->value &&
		    is_same(&texts->rows[i], text->exact, &text->folded))
			diag_fail(table_place(table),
			          "a text that has another value already, for the same item");
	texts->count++;
}

struct texts *texts_read(const struct settings *settings, const char *file, int value_max)
{
	static const struct column_spec wanted[] = { { COL_TEXT, REQUIRED, 0, NULL },
		                                     { COL_VALUE, REQUIRED, 0, NULL },
		                                     { COL_ITEMS, OPTIONAL, 0, NULL } };
	const struct table_plan plan = { .columns = wanted, .column_count = 3, .beside = true };
	/* Static: a failure here ends the process, which leaves nothing behind that nobody points to. */
	static struct texts *texts;
	struct table table;

	texts = memory_zeroed(1, sizeof(*texts));
	table_open(&table, settings, &plan, &file, 1);
	while (table_next(&table))
		read_text(texts, &table, value_max);
	if (texts->count == 0)
		diag_fail(table_place(&table), "a table of answer texts without a text");
	table_close(&table);
	return texts;
}

bool texts_find(const struct texts *texts, int item, struct slice cell, int *value)
{
	struct folded folded;
	const struct text *found = NULL;

	/* Most cells are spelled as in the table; the others are folded once. */
	for (size_t i = 0; i < texts->count && found == NULL; i++)
		if ((texts->rows[i].items >> item & 1) != 0 &&
		    slice_equal(texts->rows[i].exact, cell))
			found = &texts->rows[i];
	if (found == NULL)
		fold_cell(cell, &folded);
	for (size_t i = 0; i < texts->count && found == NULL; i++)
		if ((texts->rows[i].items >> item & 1) != 0 &&
		    is_same(&texts->rows[i], cell, &folded))
			found = &texts->rows[i];
	if (found != NULL)
		*value = found->value;
	return found != NULL;
}

void texts_free(struct texts *texts)
{
	if (texts == NULL)
		return;
	for (size_t i = 0; i < texts->count; i++)
		free((void *)texts->rows[i].exact.ptr);
	free(texts->rows);
	free(texts);
}
