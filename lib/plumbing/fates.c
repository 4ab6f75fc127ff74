#include "fates.h"

#include <stdlib.h>

#include "guard.h"
#include "memory.h"

void fates_open(struct fates *fates, const struct input *input, struct pseudonyms *pseudonyms)
{
	size_t count = input->table.column_count;

	*fates = (struct fates){ .input = input, .pseudonyms = pseudonyms, .width = count };
	fates->of = memory_zeroed(count, sizeof(*fates->of));
	fates->replaced = memory_resize(NULL, count, sizeof(*fates->replaced));
}

bool fates_decide(struct fates *fates, size_t column, char prefix)
{
	struct fate *fate = &fates->of[column];

	if (fate->kind != FATE_KEPT)
		return false;
	fate->prefix = prefix;
	if (prefix != '\0') {
		fate->kind = FATE_REPLACED;
		fates->replaced[fates->replaced_count++] = column;
	} else {
		fate->kind = FATE_REMOVED;
		fates->width--;
	}
	return true;
}

bool fates_have(const struct fates *fates, struct slice name)
{
	const struct table *table = &fates->input->table;
	enum column column = column_by_name(name);

	for (size_t i = 0; i < table->column_count; i++)
		if (!fates_remove(fates, i) &&
		    (slice_equal(table->names[i], name) ||
		     (column != COL_COUNT && column_find(table->names[i]) == column)))
			return true;
	return false;
}

/* ---- person numbers ---- */

bool fates_find_number(const struct fates *fates, size_t *column)
{
	const struct table *table = &fates->input->table;
	const struct record *record = table->record;

	/* What no record holds, no cell of it holds. */
	if (record->suspect && guard_finds_number(record->raw))
		for (*column = 0; *column < table->column_count; ++*column)
			if (fates_keep(fates, *column) &&
			    guard_finds_number(record->cells[*column]))
				return true;
	for (size_t i = 0; i < table->identifier_count; i++) {
		*column = (size_t)table->identifiers[i];
		if (fates_keep(fates, *column) && record->cells[*column].len >= 10 &&
		    guard_is_number(record->cells[*column]))
			return true;
	}
	return false;
}

/* Spreadsheets drop the zero that many person numbers begin with. */
static void watch_zeros(const struct fates *fates, struct fate *fate, struct slice cell)
{
	char whole[PERSON_NUMBER_DIGITS] = "0";

	cell = slice_trim(cell);
	if (cell.len == sizeof(whole) - 1) {
		memcpy(whole + 1, cell.ptr, cell.len);
		if (guard_is_number((struct slice){ whole, sizeof(whole) })) {
			if (fate->lost_zeros++ == 0)
				fate->first_lost_zero = input_place(fates->input);
			return;
		}
	}
	fate->others++;
	fate->has_numbers = fate->has_numbers || guard_is_number(cell);
}

static void tell_lost_zeros(const struct fates *fates)
{
	for (size_t i = 0; i < fates->input->table.column_count; i++)
		/* One in twelve of any nine digits would be one: most of a column are no chance. */
		if (fates->of[i].has_numbers || fates->of[i].lost_zeros > fates->of[i].others)
			diag_notice_many(fates->of[i].first_lost_zero,
			                 "nine digits that with a zero before them are a person "
			                 "number: did a spreadsheet drop it? Such a cell gets "
			                 "another pseudonym than the whole number, and nobody's "
			                 "age and sex are read from it",
			                 fates->of[i].lost_zeros);
}

/* ---- writing ---- */

/* Alone on its line, an empty cell would be a blank line, which readers drop. */
static void write_cell(const struct fates *fates, struct slice cell)
{
	if (cell.len == 0 && fates->width == 1)
		writer_raw((struct slice){ "\"\"", 2 });
	else
		writer_cell(cell);
}

void fates_write_header(const struct fates *fates)
{
	const struct table *table = &fates->input->table;

	for (size_t i = 0; i < table->column_count; i++)
		if (fates_remove(fates, i))
			continue;
		else if (table->names[i].len == 0)
			write_cell(fates, table->names[i]);
		else
			writer_name(table->names[i]);
}

void fates_ask(struct fates *fates)
{
	const struct table *table = &fates->input->table;

	for (size_t i = 0; i < fates->replaced_count; i++) {
		struct fate *fate = &fates->of[fates->replaced[i]];
		struct slice cell = table->record->cells[fates->replaced[i]];

		watch_zeros(fates, fate, cell);
		pseudonym_ask(fates->pseudonyms, fate->prefix, cell, &fate->query);
	}
}

static void write_pseudonym(const struct fates *fates, size_t column)
{
	char pseudonym[PSEUDONYM_LEN + 1];

	switch (pseudonym_make(fates->pseudonyms, &fates->of[column].query, pseudonym)) {
	case PSEUDONYM_SOUND: writer_token(pseudonym); break;
	case PSEUDONYM_MISSING: write_cell(fates, (struct slice){ "", 0 }); break;
	case PSEUDONYM_COLLISION:
		diag_fail(input_place(fates->input),
		          "column %zu: two values have the same pseudonym under this key; "
		          "another key is needed (--new-key)",
		          column + 1);
	}
}

/*
 * How many kept cells from column i, not the first, on lie side by side in the record
 * as it came, the delimiter in front of them: these have no quotes, and none is needed
 * now.
 */
static size_t run_of(const struct fates *fates, size_t i)
{
	const struct table *table = &fates->input->table;
	const struct slice *cells = table->record->cells, raw = table->record->raw;
	size_t count = 0;

	if ((uintptr_t)cells[i].ptr < (uintptr_t)raw.ptr ||
	    (uintptr_t)cells[i].ptr >= (uintptr_t)(raw.ptr + raw.len))
		return 0;
	/* Behind a quote or a blank, it is for write_cell. */
	if (cells[i].ptr[-1] != table->delimiter)
		return 0;
	do
		count++;
	while (i + count < table->record->field_count && fates_keep(fates, i + count) &&
	       cells[i + count].ptr == cells[i + count - 1].ptr + cells[i + count - 1].len + 1);
	return count;
}

void fates_write_record(const struct fates *fates)
{
	const struct table *table = &fates->input->table;
	const struct slice *cells = table->record->cells;
	bool begun = false;

	for (size_t i = 0; i < table->column_count; i++) {
		if (fates_remove(fates, i))
			continue;
		if (!fates_keep(fates, i)) {
			write_pseudonym(fates, i);
		} else {
			size_t count = begun ? run_of(fates, i) : 0;

			if (count > 1) {
				/* With the delimiter in front of them. */
				const char *from = cells[i].ptr - 1;

				i += count - 1;
				writer_raw((struct slice){
					from, (size_t)(cells[i].ptr + cells[i].len - from) });
			} else {
				write_cell(fates, cells[i]);
			}
		}
		begun = true;
	}
}

void fates_close(struct fates *fates)
{
	tell_lost_zeros(fates);
	free(fates->of);
	free(fates->replaced);
}
