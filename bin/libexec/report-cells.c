/*
 * report-cells: the named columns of a CSV as plain lines, for the report scripts.
 *
 *   report-cells [--line] COLUMN... <table.csv
 *
 * COLUMN is the name of a column as options name one (table_find). One line a
 * record, cells separated by the unit separator (a TAB is a blank to the shell's
 * read, which loses empty cells), an absent column empty; every control character
 * becomes a blank, so that a shell can read lines and no terminal obeys one. A cell
 * in Windows-1252 becomes UTF-8, as the page is.
 * With --line, the line of the record in the table comes first.
 * The header is not written. Not a command for users.
 */
#include <stdlib.h>

#include "excel.h"
#include "memory.h"
#include "table.h"
#include "writer.h"

static const char *const no_results[] = { NULL };

#define SEPARATOR "\x1F"

enum { LINE = 1 };

static const struct option_spec options[] = {
	{ LINE, '\0', "line", NULL, "write the line of each record first" },
};

static const struct command command = {
	.name = "report-cells",
	.summary = "Writes the named columns of a CSV as lines of text.",
	.results = no_results,
	.options = options,
	.option_count = 1,
	.examples = "  report-cells person_id reason <list.csv\n",
};

static void write_plain(struct slice cell)
{
	char *room = memory_zeroed(3 * cell.len + 1, 1), *text;
	enum excel_encoding encoding;

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

int main(int argc, char **argv)
{
	static const char *const standard_input[] = { "-" };
	struct settings settings;
	struct table_plan plan = { .beside = true, .named_may_lack = true };
	struct table table;
	const char *value;
	bool with_line = false;

	(void)argc;
	options_start(&settings, &command, argv);
	while (options_next(&settings, &value) == LINE)
		with_line = true;
	plan.named = settings.files;
	plan.named_count = settings.file_count;
	table_open(&table, &settings, &plan, standard_input, 1);
	writer_open((struct dialect){ SEPARATOR[0], '.', false });
	while (table_next(&table)) {
		if (with_line)
			writer_decimal((int64_t)table.record->line, 0, 0);
		for (size_t i = 0; i < plan.named_count; i++) {
			if (i > 0 || with_line)
				writer_raw((struct slice){ SEPARATOR, 1 });
			if (table.named[i] >= 0)
				write_plain(table_cell_at(&table, table.named[i]));
		}
		writer_end();
	}
	writer_close();
	table_close(&table);
	options_free(&settings);
	return diag_finish();
}
