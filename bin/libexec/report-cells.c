/*
 * report-cells: the named columns of CSVs as plain lines, for the report scripts.
 *
 *   report-cells COLUMN... <table.csv
 *   report-cells @NAME=FILE COLUMN... [@NAME=FILE COLUMN...]...
 *
 * COLUMN is the name of a column as options name one (table_find). One line a
 * record, cells separated by the unit separator (a TAB is a blank to the shell's
 * read, which loses empty cells), an absent column empty; every control character
 * becomes a blank, so that a shell can read lines and no terminal obeys one. A cell
 * in Windows-1252 becomes UTF-8, as the page is.
 * The header is not written. Of several tables, each begins with a line of its own, NAME
 * between two record separators: one start for all of them takes less time than reading does.
 * Not a command for users.
 */
#include <stdlib.h>
#include <string.h>

#include "excel.h"
#include "memory.h"
#include "table.h"
#include "writer.h"

static const char *const no_results[] = { NULL };

#define SEPARATOR "\x1F"
#define TABLE_MARK "\x1E"

static const struct command command = {
	.name = "report-cells",
	.summary = "Writes the named columns of CSVs as lines of text.",
	.results = no_results,
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

static void write_table(const struct settings *settings, const char *file, const char *const *names,
                        size_t count)
{
	struct table_plan plan = {
		.beside = true, .named = names, .named_count = count, .named_may_lack = true
	};
	struct table table;

	table_open(&table, settings, &plan, &file, 1);
	while (table_next(&table)) {
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

	(void)argc;
	options_start(&settings, &command, argv);
	options_next(&settings, &value);
	writer_open((struct dialect){ SEPARATOR[0], '.', false });
	do {
		const char *file = "-";

		if (settings.files[next][0] == '@')
			file = begin_table(settings.files[next++]);

		size_t first = next;

		while (next < settings.file_count && settings.files[next][0] != '@')
			next++;
		write_table(&settings, file, settings.files + first, next - first);
	} while (next < settings.file_count);
	writer_close();
	options_free(&settings);
	return diag_finish();
}
