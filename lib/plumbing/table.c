#include "table.h"

#include <stdio.h>
#include <stdlib.h>

#include "date.h"
#include "decimal.h"
#include "guard.h"
#include "hot.h"
#include "keys.h"
#include "memory.h"
#include "missing.h"

enum {
	NAMES_SHOWN = 30,
	NAME_SHOWN = 40,
	LIST_MAX = NAMES_SHOWN * (NAME_SHOWN + 2) + 64,
	HINT_MAX = 512
};

struct place table_place(const struct table *table)
{
	return reader_place(table->reader);
}

/* ---- the delimiter ---- */

static bool is_mapped_name(const struct settings *settings, struct slice name)
{
	struct folded folded, yours;

	if (!fold(name, &folded))
		return false;
	for (size_t i = 0; i < settings->mapping_count; i++)
		if (fold(slice_of(settings->mappings[i].yours), &yours) &&
		    folded_equal(&folded, &yours))
			return true;
	return false;
}

static size_t count_outside_quotes(struct slice text, char c)
{
	bool quoted = false;
	size_t count = 0;

	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '"')
			quoted = !quoted;
		else if (text.ptr[i] == c && !quoted)
			count++;
	}
	return count;
}

/* Most known columns, then most frequent, then the first of the candidates. */
static char find_delimiter(struct table *table, struct slice header)
{
	static const char candidates[] = { ',', ';', '\t', '|' };
	size_t best_known = 0, best_count = 0;
	char best = ',';

	for (size_t c = 0; c < sizeof(candidates); c++) {
		size_t cells, known = 0, count = count_outside_quotes(header, candidates[c]);
		const struct slice *names =
			reader_split(table->reader, header, candidates[c], &cells);

		for (size_t i = 0; i < cells; i++)
			if (column_find(names[i]) != COL_COUNT ||
			    is_mapped_name(table->settings, names[i]))
				known++;
		if (known > best_known || (known == best_known && count > best_count)) {
			best_known = known;
			best_count = count;
			best = candidates[c];
		}
	}
	return best;
}

/* ---- the header ---- */

/* Digits with marks, blanks and perhaps a currency: 28.434,50 or 70.488 kr. */
static bool is_amount(struct slice cell)
{
	struct folded folded;
	char letters[4] = "";
	size_t count = 0;
	bool digits = false;

	if (!fold(cell, &folded))
		return false;
	for (size_t i = 0; i < folded.len; i++) {
		char c = folded.text[i];

		digits = digits || (c >= '0' && c <= '9');
		if (c < 'a' || c > 'z')
			continue;
		if (count == sizeof(letters) - 1)
			return false;
		letters[count++] = c;
	}
	return digits && (count == 0 || strcmp(letters, "kr") == 0 || strcmp(letters, "dkk") == 0);
}

static bool looks_like_data(struct slice cell)
{
	int32_t day;

	cell = slice_trim(cell);
	/* A person number without its hyphen is an amount as well. */
	return is_amount(cell) || date_read(cell, DATE_DMY, &day) == DATE_SOUND ||
	       date_read(cell, DATE_MDY, &day) == DATE_SOUND || guard_finds_number(cell);
}

/* At most width bytes of a name, cut between characters. */
static int shown_len(struct slice name, size_t width)
{
	size_t len = name.len < width ? name.len : width;

	while (len > 0 && len < name.len && ((unsigned char)name.ptr[len] & 0xC0) == 0x80)
		len--;
	return (int)len;
}

/*
 * The names of the header, for a message that has said what is missing; a header that
 * is data ends the process instead.
 */
static void list_header(const struct table *table, const char *missing, char *list, size_t size)
{
	size_t len = 0;

	for (size_t i = 0; i < table->column_count; i++)
		if (looks_like_data(table->names[i]))
			diag_fail(table_place(table),
			          "no column %s: the first line looks like data; a line with the "
			          "names of the columns is needed above it",
			          missing);
	for (size_t i = 0; i < table->column_count && i < NAMES_SHOWN; i++)
		len += (size_t)snprintf(list + len, size - len, "%s%.*s", i == 0 ? "" : ", ",
		                        shown_len(table->names[i], NAME_SHOWN),
		                        table->names[i].ptr);
	if (table->column_count > NAMES_SHOWN)
		snprintf(list + len, size - len, " and %zu more",
		         table->column_count - NAMES_SHOWN);
}

/* Names the missing columns and, unless it is data, what the header has instead. */
_Noreturn void table_fail_missing_for(const struct table *table, const char *missing, bool ours,
                                      const char *more)
{
	char list[LIST_MAX], hint[HINT_MAX];
	struct place place = table_place(table);

	list_header(table, missing, list, sizeof(list));
	if (ours)
		missing_hint(table, missing, hint, sizeof(hint));
	else
		missing_header_hint(table, missing, hint, sizeof(hint));
	diag_fail(place, "no column %s%s%s%s; the header has: %s%s", ours ? "" : "'", missing,
	          ours ? "" : "'", more, list, hint);
}

_Noreturn void table_fail_missing(const struct table *table, const char *missing, bool ours)
{
	table_fail_missing_for(table, missing, ours, "");
}

/* A column that -m or -c names, and the header does not have, nor the input's (in_both). */
_Noreturn static void fail_unmapped(const struct table *table, const char *yours,
                                    enum column column, bool in_both)
{
	char list[LIST_MAX], hint[HINT_MAX];

	list_header(table, column_name(column), list, sizeof(list));
	missing_header_hint(table, yours, hint, sizeof(hint));
	diag_fail(table_place(table),
	          "no column called '%s'%s, which is mapped to %s; the header has: %s%s", yours,
	          in_both ? ", here or in the input" : "", column_name(column), list, hint);
}

static bool is_called(struct slice name, const char *yours, bool exactly)
{
	struct folded wanted, folded;

	/* Names that are too long to be folded are compared as they stand. */
	if (exactly || !fold(slice_of(yours), &wanted) || !fold(name, &folded))
		return slice_equal(name, slice_of(yours));
	return folded_equal(&wanted, &folded);
}

/*
 * A column of the header that is called as asked, exactly if there is one, or -1;
 * two of them are a failure.
 */
static int find_by_hand(const struct table *table, const char *yours, enum column column)
{
	for (int exactly = 1; exactly >= 0; exactly--) {
		int found = -1;

		for (size_t i = 0; i < table->column_count; i++) {
			struct slice name = table->names[i];

			if (!is_called(name, yours, exactly))
				continue;
			if (found >= 0)
				diag_fail(table_place(table), "two columns are called '%.*s'%s%s",
				          shown_len(name, NAME_SHOWN), name.ptr,
				          column == COL_COUNT ? "" : ", which is mapped to ",
				          column == COL_COUNT ? "" : column_name(column));
			found = (int)i;
		}
		if (found >= 0)
			return found;
	}
	return -1;
}

/* Two variants of columns, and nobody said which one is meant. */
_Noreturn static void fail_variants(const struct table *table, int one, int other)
{
	const char *variants = table->settings->command->variants;

	diag_fail(table_place(table), "'%.*s' and '%.*s' stand in one record; choose with %s",
	          shown_len(table->names[one], NAME_SHOWN), table->names[one].ptr,
	          shown_len(table->names[other], NAME_SHOWN), table->names[other].ptr,
	          variants == NULL ? "-m" : variants);
}

static int find_by_name(const struct table *table, enum column column)
{
	char chosen = table->settings->variant;
	int found = -1;

	for (size_t i = 0; i < table->column_count; i++) {
		char variant = table->meanings[i].variant;

		if (table->meanings[i].column != column ||
		    (variant != chosen && variant != '\0' && chosen != '\0'))
			continue;
		if (found >= 0 && variant != table->meanings[found].variant && variant != '\0' &&
		    table->meanings[found].variant != '\0')
			fail_variants(table, found, (int)i);
		if (found >= 0)
			diag_fail(table_place(table),
			          "two columns for %s: '%.*s' and '%.*s' (-m %s=NAME chooses one)",
			          column_name(column), shown_len(table->names[found], NAME_SHOWN),
			          table->names[found].ptr, shown_len(table->names[i], NAME_SHOWN),
			          table->names[i].ptr, column_name(column));
		found = (int)i;
	}
	return found;
}

bool table_plan_fills(const struct table_plan *plan, enum column column)
{
	for (size_t i = 0; i < plan->filled_count; i++)
		if (plan->filled[i].column == column)
			return true;
	return false;
}

static int find_column(const struct table *table, const struct table_plan *plan, enum column column)
{
	const struct settings *settings = table->settings;

	for (size_t i = 0; i < settings->mapping_count; i++) {
		if (settings->mappings[i].ours != column)
			continue;

		const char *yours = settings->mappings[i].yours;
		int found = find_by_hand(table, yours, column);

		if (found >= 0)
			return found;
		if (plan->input != NULL && find_by_hand(plan->input, yours, column) < 0)
			fail_unmapped(table, yours, column, true);
		/* The table of persons may have it, and fails in its turn. */
		if (!plan->beside && !table_plan_fills(plan, column) &&
		    (plan->filled == NULL || column != COL_PERSON_ID))
			fail_unmapped(table, yours, column, false);
	}
	return find_by_name(table, column);
}

/* The header column of a name given by hand, or -1; *column receives what the name means. */
static int seek(const struct table *table, const char *name, enum column *column)
{
	static const struct table_plan plan = { 0 };
	int found;

	*column = column_by_name(slice_of(name));
	found = *column == COL_COUNT ? -1 : find_column(table, &plan, *column);
	if (found < 0)
		found = find_by_hand(table, name, *column);
	/* An alias of ours, where the file has another name for the same column. */
	if (found < 0 && *column == COL_COUNT &&
	    (*column = column_find(slice_of(name))) != COL_COUNT)
		found = find_column(table, &plan, *column);
	return found;
}

_Noreturn static void fail_unnamed(const struct table *table, const char *name)
{
	table_fail_missing(table, name, column_by_name(slice_of(name)) != COL_COUNT);
}

size_t table_find(const struct table *table, const char *name)
{
	enum column column;
	int found = seek(table, name, &column);

	if (found < 0)
		fail_unnamed(table, name);
	return (size_t)found;
}

static void append_name(char *list, size_t size, enum column column, const char *joint)
{
	size_t len = strlen(list);

	snprintf(list + len, size - len, "%s%s", len == 0 ? "" : joint, column_name(column));
}

static void check_needs(const struct table *table, const struct table_plan *plan)
{
	const struct column_hint *hint = plan->hint;
	char missing[512] = "";
	size_t items = 0, hinted = 0, other = 0;

	for (size_t i = 0; i < plan->column_count; i++)
		items += plan->columns[i].need == ITEM && table_has(table, plan->columns[i].column);
	for (size_t i = 0; i < plan->column_count; i++) {
		const struct column_spec *spec = &plan->columns[i];
		bool there = table_has(table, spec->column) || table_plan_fills(plan, spec->column);

		if (!there && (spec->need == REQUIRED || (spec->need == ITEM && items > 0)))
			append_name(missing, sizeof(missing), spec->column, ", ");
		else
			continue;
		if (hint != NULL && spec->column >= hint->first && spec->column <= hint->last)
			hinted++;
		else
			other++;
	}
	if (hinted > 0 && hinted == (size_t)(hint->last - hint->first) + 1 && other == 0)
		diag_fail(table_place(table), "no column %s: %s", missing, hint->text);
	if (missing[0] != '\0')
		table_fail_missing(table, missing, true);

	for (size_t i = 0; i < plan->column_count; i++) {
		int group = plan->columns[i].one_of;
		bool there = group == 0;

		for (size_t j = 0; j < plan->column_count && !there; j++)
			there = plan->columns[j].one_of == group &&
			        table_has(table, plan->columns[j].column);
		if (there)
			continue;
		for (size_t j = 0; j < plan->column_count; j++)
			if (plan->columns[j].one_of == group)
				append_name(missing, sizeof(missing), plan->columns[j].column,
				            " or ");
		table_fail_missing(table, missing, true);
	}
}

/* Whether -m or -c reads an identifier from a column of this name, in any command. */
static bool is_mapped_identifier(const struct table *table, struct slice name)
{
	const struct settings *settings = table->settings;

	for (size_t i = 0; i < settings->mapping_count; i++) {
		const struct mapping *mapping = &settings->mappings[i];

		if (column_is_identifier(slice_of(column_name(mapping->ours))) &&
		    is_called(name, mapping->yours, false))
			return true;
	}
	return false;
}

/* A header column that is read from now on. */
static int take_column(struct table *table, int at)
{
	if ((size_t)at >= table->read_end)
		table->read_end = (size_t)at + 1;
	return at;
}

static void choose_named(struct table *table, const struct table_plan *plan)
{
	table->named = memory_resize(NULL, plan->named_count, sizeof(int));
	for (size_t i = 0; i < plan->named_count; i++) {
		enum column column;
		int at = seek(table, plan->named[i], &column);

		if (at < 0 && !plan->named_may_lack &&
		    (column == COL_COUNT || !table_plan_fills(plan, column)))
			fail_unnamed(table, plan->named[i]);
		table->named[i] = at < 0 ? -1 : take_column(table, at);
	}
}

/* Columns in variants that nobody chose from: all that are read are of one. */
static void settle_variant(struct table *table, int at)
{
	if (table->meanings[at].variant == '\0' || table->settings->variant != '\0')
		return;
	if (table->variant < 0)
		table->variant = at;
	else if (table->meanings[at].variant != table_variant(table))
		fail_variants(table, table->variant, at);
}

/* The header columns that are read, and those of identifiers. */
static void choose_cells(struct table *table, const struct table_plan *plan)
{
	size_t wanted;

	for (int c = 0; c < COL_COUNT; c++)
		table->place[c] = -1;
	table->identifiers = memory_resize(NULL, table->column_count, sizeof(int));
	if (plan->whole)
		table->read_end = table->column_count;

	for (size_t i = 0; i < plan->column_count; i++) {
		int at = find_column(table, plan, plan->columns[i].column);

		if (at < 0)
			continue;
		settle_variant(table, at);
		table->place[plan->columns[i].column] = take_column(table, at);
	}
	choose_named(table, plan);
	wanted = table->read_end;
	for (size_t i = 0; i < table->column_count; i++) {
		if (!column_is_identifier(table->names[i]) &&
		    !is_mapped_identifier(table, table->names[i]))
			continue;
		table->identifiers[table->identifier_count++] = (int)i;
		if (i >= wanted)
			wanted = i + 1;
	}
	reader_select(table->reader, table->column_count, wanted);
}

_Noreturn static void fail_person_number(const struct table *table)
{
	diag_fail(table_place(table), "a person number (CPR) in this record; replace it with "
	                              "pseudonymize first (--allow-cpr lets it pass)");
}

static void read_header(struct table *table)
{
	const struct record *record = table->record;
	char *copy = memory_copy(record->raw.ptr, record->raw.len);

	table->header = (struct slice){ copy, record->raw.len };
	table->column_count = record->field_count;
	table->names = memory_resize(NULL, record->field_count, sizeof(*table->names));
	table->meanings = memory_resize(NULL, record->field_count, sizeof(*table->meanings));
	for (size_t i = 0; i < record->field_count; i++) {
		struct slice name = slice_trim(record->cells[i]);

		table->names[i] = (struct slice){ memory_copy(name.ptr, name.len), name.len };
		table->meanings[i].column = column_find_variant(name, &table->meanings[i].variant);
		if (!table->settings->allow_cpr && guard_is_number(name))
			fail_person_number(table);
	}
	if (!table->settings->allow_cpr && guard_finds_number(record->raw))
		fail_person_number(table);
}

void table_open(struct table *table, const struct settings *settings, const struct table_plan *plan,
                const char *const *files, size_t file_count)
{
	struct slice header;
	char delimiter;

	*table = (struct table){ .settings = settings,
		                 .drops_empty = plan->drops_empty || plan->beside,
		                 .variant = -1 };
	table->reader = reader_new(files, file_count, settings->max_record);
	header = reader_peek_header(table->reader, &delimiter);
	if (settings->delimiter != '\0' && !plan->beside)
		delimiter = settings->delimiter;
	if (delimiter == '\0')
		delimiter = plan->delimiter;
	table->delimiter = delimiter != '\0' ? delimiter : find_delimiter(table, header);
	table->record = reader_begin(table->reader, table->delimiter);
	read_header(table);
	choose_cells(table, plan);
	check_needs(table, plan);
	missing_notices(table, plan);
}

/* ---- records ---- */

static void guard(const struct table *table)
{
	if (table->record->suspect && guard_finds_number(table->record->raw))
		fail_person_number(table);
	for (size_t i = 0; i < table->identifier_count; i++) {
		const struct slice *cell = &table->record->cells[table->identifiers[i]];

		if (cell->len >= 10 && guard_is_number(*cell))
			fail_person_number(table);
	}
}

/* What usually is the matter. */
static const char *width_hint(const struct table *table, size_t found)
{
	if (found == 1)
		return " (a line that is no record, such as a note under the table? a line break "
		       "inside a cell must be in quotes)";
	if (found < table->column_count)
		return " (a line break inside a cell must be in quotes)";
	return table->delimiter == ','
	               ? " (a comma in a number or text parts cells, too: quote such cells, or use "
	                 "semicolons between cells)"
	               : " (a cell with the delimiter in it must be quoted)";
}

static void check_width(const struct table *table)
{
	size_t found = table->record->field_count;

	if (found < table->column_count && found >= table->read_end &&
	    !table->settings->strict_width)
		diag_notice(table_place(table),
		            "a record lacks its last columns, which are not read: "
		            "completed with empty cells (--strict-width refuses)");
	else
		diag_fail(table_place(table), "%zu cell%s where the header has %zu%s", found,
		          found == 1 ? "" : "s", table->column_count, width_hint(table, found));
}

/* What a scorer says of a record without an answer is nothing new of it. */
static bool says_skipped(const struct table *table, size_t at, struct slice cell)
{
	static const enum column statuses[] = { COL_ORS_STATUS, COL_SRS_STATUS, COL_SDQ_STATUS,
		                                COL_PSS_STATUS };

	if (at >= table->column_count || !slice_equal(cell, slice_of("skipped")))
		return false;
	for (size_t i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++)
		if (table->meanings[at].column == statuses[i])
			return true;
	return false;
}

bool table_is_empty_slowly(const struct table *table)
{
	struct slice rest = table->record->raw;

	for (size_t at = 0;; at++) {
		const char *end = memchr(rest.ptr, table->delimiter, rest.len);
		size_t len = end == NULL ? rest.len : (size_t)(end - rest.ptr);
		struct slice cell = slice_trim((struct slice){ rest.ptr, len });

		if (cell.len > 0 && !slice_equal(cell, slice_of("\"\"")) &&
		    !says_skipped(table, at, cell))
			return false;
		if (end == NULL)
			return true;
		rest = (struct slice){ end + 1, rest.len - len - 1 };
	}
}

HOT bool table_next(struct table *table)
{
	const struct record *record;

	do {
		record = reader_next(table->reader);
		if (record == NULL)
			return false;
		table->record = record;
	} while (table->drops_empty && table_is_empty_record(table));
	if (!table->settings->allow_cpr)
		guard(table);
	if (record->field_count != table->column_count)
		check_width(table);
	return true;
}

struct slice table_identifier(const struct table *table, enum column column)
{
	struct slice cell = table_cell(table, column);

	if (cell.len == 0)
		diag_fail(table_place(table), "%s: missing", column_name(column));
	if (cell.len > KEYS_PART_MAX)
		diag_fail(table_place(table), "%s: longer than any identifier",
		          column_name(column));
	return cell;
}

bool table_number(const struct table *table, enum column column, int scale, int64_t min,
                  int64_t max, const char *what, int64_t *value)
{
	struct slice cell = table_cell(table, column);

	if (cell.len == 0)
		return false;
	if (decimal_read(cell, scale, scale, value) != DECIMAL_SOUND || *value < min ||
	    *value > max)
		diag_fail(table_place(table), "%s: not %s", column_name(column), what);
	return true;
}

int table_whole(const struct table *table, enum column column, int missing, int min, int max)
{
	struct slice cell = table_cell(table, column);
	int64_t value = missing;

	if (cell.len > 0 &&
	    (decimal_read(cell, 0, 0, &value) != DECIMAL_SOUND || value < min || value > max))
		diag_fail(table_place(table), "%s: not a whole number from %d to %d",
		          column_name(column), min, max);
	return (int)value;
}

void table_close(struct table *table)
{
	reader_free(table->reader);
	for (size_t i = 0; i < table->column_count; i++)
		free((void *)table->names[i].ptr);
	free((void *)table->header.ptr);
	free(table->names);
	free(table->meanings);
	free(table->named);
	free(table->identifiers);
}
