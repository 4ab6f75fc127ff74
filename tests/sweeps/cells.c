/*
 * cells: what the commands' reader makes of a CSV file on standard input: each record as a line
 * of cells "LENGTH:BYTES,", for a program that knows nothing of CSV.
 */
#include <stdio.h>

#include "table.h"

static const char *const no_results[] = { NULL };

static const struct command command = {
	.name = "cells",
	.summary = "Shows the cells.",
	.results = no_results,
	.whole = true,
};

static void put(const struct slice *cells, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		printf("%zu:", cells[i].len);
		fwrite(cells[i].ptr, 1, cells[i].len, stdout);
		putchar(',');
	}
	putchar('\n');
}

int main(int argc, char **argv)
{
	const struct table_plan plan = { .whole = true };
	struct settings settings;
	struct table table;
	const char *value;

	(void)argc;
	options_start(&settings, &command, argv);
	while (options_next(&settings, &value) != 0)
		;
	table_open(&table, &settings, &plan, settings.files, settings.file_count);
	put(table.names, table.column_count);
	while (table_next(&table))
		put(table.record->cells, table.column_count);
	table_close(&table);
	options_free(&settings);
	return diag_finish();
}
