/*
 * report-cells: the named columns of CSVs as plain lines, for the report scripts.
 *
 *   report-cells [--numbered] COLUMN... <table.csv
 *   report-cells @NAME=FILE COLUMN... [@NAME=FILE COLUMN...]...
 *
 * COLUMN is the name of a column as options name one (table_find). One line a
 * record, cells separated by the unit separator (a TAB is a blank to the shell's
 * read, which loses empty cells), an absent column empty; every control character
 * becomes a blank, so that a shell can read lines and no terminal obeys one. A cell
 * in Windows-1252 becomes UTF-8, as the page is.
 * The header is not written. With --numbered, each line begins with the line of its
 * record in the table, for messages, and the table must have the first of the columns.
 * Of several tables, each begins with a line of its own, NAME between two record
 * separators: one start for all of them takes less time than reading does.
 * Not a command for users.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "excel.h"
#include "memory.h"
#include "table.h"
#include "writer.h"

static const char *const no_results[] = { NULL };

#define SEPARATOR "\x1F"
#define TABLE_MARK "\x1E"

enum { NUMBERED = 1 };

static const struct option_spec options[] = {
	{ NUMBERED, '\0', "numbered", NULL, "begin each line with that of the record" },
};

static const struct command command = {
	.name = "report-cells",
	.summary = "Writes the named columns of CSVs as lines of text.",
	.results = no_results,
	.options = options,
	.option_count = 1,
	.examples = "  report-cells person_id reason <list.csv\n",
};

static bool is_ascii(struct slice cell)
{
	for (size_t i = 0; i < cell.len; i++)
		if (cell.ptr[i] < ' ' || cell.ptr[i] > '~')
			return false;
	return true;
}

static void write_plain(struct slice cell)
{
	enum excel_encoding encoding;
	char *room, *text;

	if (is_ascii(cell)) {
		writer_raw(cell);
		return;
	}
	room = memory_zeroed(3 * cell.len + 1, 1);
	cell = excel_utf8(cell, room, &encoding);
	text = memory_copy(cell.ptr, cell.len);
	for (size_t i = 0; i < cell.len; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c < ' ' || c == 0x7F)
			text[i] = ' ';
		/* U+0080 to U+009F, to which terminals listen as well. */
		if (c == 0xC2 && i + 1 < cell.len && ((unsigned char)text[i + 1] & 0xE0) == 0x80)
			text[i] = text[i + 1] = ' ';
	}
	writer_raw((struct slice){ text, cell.len });
	free(text);
	free(room);
}

static void write_number(uintmax_t line)
{
	char text[24];

	snprintf(text, sizeof(text), "%" PRIuMAX, line);
	writer_raw(slice_of(text));
	writer_raw(slice_of(SEPARATOR));
}

static void write_table(const struct settings *settings, const char *file, const char *const *names,
                        size_t count, bool numbered)
{
	struct table_plan plan = {
		.beside = true, .named = names, .named_count = count, .named_may_lack = true
	};
	struct table table;

	table_open(&table, settings, &plan, &file, 1);
	if (numbered && count > 0 && table.named[0] < 0)
		table_fail_missing(&table, names[0], false);
	while (table_next(&table)) {
		if (numbered)
			write_number(table.record->line);
		for (size_t i = 0; i < count; i++) {
			if (i > 0)
				writer_raw(slice_of(SEPARATOR));
			if (table.named[i] >= 0)
				write_plain(table_cell_at(&table, table.named[i]));
		}
		writer_end();
	}
	table_close(&table);
}

/* What `@NAME=FILE` says: writes the name, gives the file. */
static const char *begin_table(const char *operand)
{
	size_t name = strcspn(operand + 1, "=");

	if (operand[1 + name] == '\0')
		diag_fail(NOWHERE, "@NAME=FILE is needed");
	writer_raw(slice_of(TABLE_MARK));
	writer_raw((struct slice){ operand + 1, name });
	writer_raw(slice_of(TABLE_MARK));
	writer_end();
	return operand + 1 + name + 1;
}

int main(int argc, char **argv)
{
	struct settings settings;
	const char *value;
	size_t next = 0;
	bool numbered = false;

	(void)argc;
	options_start(&settings, &command, argv);
	while (options_next(&settings, &value) == NUMBERED)
		numbered = true;
	writer_open((struct dialect){ SEPARATOR[0], '.', false });
	do {
		const char *file = "-";

		if (settings.files[next][0] == '@')
			file = begin_table(settings.files[next++]);

		size_t first = next;

		while (next < settings.file_count && settings.files[next][0] != '@')
			next++;
		write_table(&settings, file, settings.files + first, next - first, numbered);
	} while (next < settings.file_count);
	writer_close();
	options_free(&settings);
	return diag_finish();
}
