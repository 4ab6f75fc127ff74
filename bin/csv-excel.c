/* csv-excel: the last filter before Danish Excel, and the first behind it; see csv-excel(1). */
#include <stdlib.h>

#include "excel.h"
#include "input.h"
#include "memory.h"

enum { NUMBER = 1, PROTECT_IDS, FROM_EXCEL };

static const struct option_spec options[] = {
	{ NUMBER, '\0', "number", "COL", "this column has numbers, too; repeatable" },
	{ PROTECT_IDS, '\0', "protect-ids", NULL,
	  "write leading zeros and over 15 digits as =\"...\"" },
	{ FROM_EXCEL, '\0', "from-excel", NULL, "the other way: from Excel's CSV to plain CSV" },
};

static const char *const no_results[] = { NULL };

static const struct command command = {
	.name = "csv-excel",
	.summary = "Writes a CSV that Danish Excel opens rightly: numbers as numbers, no formulas.",
	.results = no_results,
	.options = options,
	.option_count = sizeof(options) / sizeof(options[0]),
	.examples = "  ors-score sessions.csv | csv-excel >for-excel.csv\n"
		    "  csv-excel --from-excel --number amount costs.csv >plain.csv\n",
};

/* What is known of a column. */
enum kind {
	TEXT,
	NUMBERS,         /* written by sfb */
	NUMBERS_BY_HAND, /* named by --number */
};

struct job {
	struct table table;
	struct settings settings;
	struct excel_rules rules;
	bool from_excel;
	const char **numbers; /* as given on the command line */
	size_t number_count;
	enum kind *kinds; /* of the columns */
	bool doubtful;    /* the user did not say whether 28.434 has thousands, nor does the file */
	char *text_room, *amount_room, *cell_room; /* for the record's cells, one at a time */
	size_t room;
	bool has_utf8, has_windows; /* cells with non-ASCII characters, by encoding */
};

static void read_options(struct job *job, char **argv)
{
	const char *value;
	int id;

	options_start(&job->settings, &command, argv);
	while ((id = options_next(&job->settings, &value)) != 0) {
		if (id == NUMBER) {
			job->numbers = memory_resize(job->numbers, job->number_count + 1,
			                             sizeof(*job->numbers));
			job->numbers[job->number_count++] = value;
		} else if (id == PROTECT_IDS) {
			job->rules.protect_ids = true;
		} else {
			job->from_excel = true;
		}
	}
	if (job->from_excel && job->rules.protect_ids)
		diag_usage("--protect-ids does not go with --from-excel, which undoes it");
	/* This may be the step before pseudonymize. */
	job->settings.allow_cpr = true;
}

/* ---- the header ---- */

/*
 * A file that is not Excel's shows as one column. csv-excel itself quotes such a
 * name, and then these marks stand inside quotes.
 */
static void check_delimiter(const struct job *job)
{
	struct slice header = job->table.header;
	bool quoted = false;

	if (!job->from_excel || job->settings.delimiter != '\0' || job->table.column_count > 1)
		return;
	for (size_t i = 0; i < header.len; i++) {
		quoted ^= header.ptr[i] == '"';
		if (!quoted && memchr(",\t|", header.ptr[i], 3) != NULL)
			diag_fail(table_place(&job->table),
			          "no ; in the header: is this a file of Danish Excel? -d says "
			          "which delimiter it has");
	}
}

static void find_numbers(struct job *job)
{
	struct table *table = &job->table;

	job->kinds = memory_zeroed(table->column_count, sizeof(*job->kinds));
	/* Only the columns that options name count as read: others may lack at the end. */
	table->read_end = 0;
	for (size_t i = 0; i < job->number_count; i++) {
		size_t at = table_find(table, job->numbers[i]);

		job->kinds[at] = NUMBERS_BY_HAND;
		if (at >= table->read_end)
			table->read_end = at + 1;
	}
	for (size_t i = 0; i < table->column_count; i++)
		if (excel_is_written(table->names[i]))
			job->kinds[i] = NUMBERS;
}

_Noreturn static void show_mapping(const struct job *job)
{
	writer_open((struct dialect){ ',', '.', false });
	writer_text("ours");
	writer_text("yours");
	writer_text("default");
	writer_end();
	for (size_t i = 0; i < job->table.column_count; i++) {
		struct slice name = job->table.names[i];
		enum column column = column_find(name);

		if (job->kinds[i] == TEXT)
			continue;
		if (column == COL_COUNT)
			writer_cell(name);
		else
			writer_text(column_name(column));
		writer_cell(name);
		writer_text("");
		writer_end();
	}
	writer_close();
	exit(diag_finish());
}

static void open_files(struct job *job)
{
	struct settings *settings = &job->settings;
	const struct table_plan plan = { .whole = true, .delimiter = job->from_excel ? ';' : '\0' };
	char mark;

	if (settings->columns_file != NULL)
		input_read_columns(settings);
	table_open(&job->table, settings, &plan, settings->files, settings->file_count);
	check_delimiter(job);
	find_numbers(job);
	if (settings->show_mapping)
		show_mapping(job);

	/* What Danish Excel writes has decimal commas, with TAB between its cells, too. */
	mark = job->from_excel ? (job->table.delimiter == ',' ? '.' : ',')
	                       : (job->table.delimiter == ';' ? ',' : '.');
	job->rules.decimal_mark = settings->decimal_mark != '\0' ? settings->decimal_mark : mark;
	job->doubtful = settings->decimal_mark == '\0' && mark == '.';
	writer_open((struct dialect){ job->from_excel ? ',' : ';', job->from_excel ? '.' : ',',
	                              !job->from_excel });
}

/* ---- cells ---- */

static struct slice convert(struct job *job, struct slice cell, enum kind kind)
{
	if (!excel_is_ascii(cell)) {
		enum excel_encoding encoding;

		cell = excel_utf8(cell, job->text_room, &encoding);
		*(encoding == EXCEL_UTF8 ? &job->has_utf8 : &job->has_windows) = true;
		if (encoding == EXCEL_WINDOWS_1252 && !job->from_excel)
			diag_notice(table_place(&job->table),
			            "a cell that is not UTF-8: taken for Windows-1252");
	}
	if (job->doubtful && kind == NUMBERS_BY_HAND && excel_is_ambiguous(cell))
		diag_notice(table_place(&job->table),
		            "a number with one point and three digits behind it: taken for "
		            "decimals (--decimal comma takes it for thousands, --decimal point "
		            "silences this)");
	if (kind == NUMBERS_BY_HAND && job->from_excel)
		cell = excel_amount(cell, job->amount_room);
	if (kind == NUMBERS_BY_HAND && !excel_is_number(cell))
		diag_notice(table_place(&job->table),
		            "a cell in a column of --number is not a number; left as it is");
	if (job->from_excel)
		return excel_in(&job->rules, cell, kind != TEXT, job->cell_room);
	if (kind == TEXT && job->rules.decimal_mark == '.' && excel_is_date_like(cell))
		diag_notice(table_place(&job->table),
		            "a number such as 7.5 in a column that --number does not name: Excel "
		            "may take it for a date");

	struct excel_rules rules = job->rules;

	/* sfb writes no thousands, whatever the delimiter is. */
	if (kind == NUMBERS)
		rules.decimal_mark = '.';
	return excel_out(&rules, cell, kind != TEXT, job->cell_room);
}

/* Cells of one record never have more bytes than the record. */
static void make_room(struct job *job, size_t len)
{
	if (job->cell_room != NULL && len <= job->room)
		return;
	job->room = len * 2;
	job->text_room = memory_resize(job->text_room, EXCEL_ROOM(job->room), 1);
	job->amount_room = memory_resize(job->amount_room, EXCEL_ROOM(job->room), 1);
	job->cell_room = memory_resize(job->cell_room, EXCEL_ROOM(EXCEL_ROOM(job->room)), 1);
}

/* ---- the table ---- */

/* What a later reader would take for Excel's own line and drop, with the names in it. */
static void refuse_sep_line(const struct job *job, const struct slice *names, size_t count)
{
	static const char sep[] = "sep=";
	size_t len = names[0].len;

	for (size_t i = 0; i < 4; i++)
		if (i >= len || (names[0].ptr[i] | 0x20) != (sep[i] | 0x20))
			return;
	if ((count == 1 && len <= 5) || (count == 2 && len == 4 && names[1].len == 0))
		diag_fail(table_place(&job->table),
		          "the header reads like Excel's sep= line; give the column another name");
}

/* Names are cells: all rules but that for numbers hold for them. */
static void write_header(struct job *job)
{
	/* A reader of its own, because table.names are trimmed and blanks in a cell count here. */
	struct reader *splitter = reader_new(NULL, 0, job->settings.max_record);
	size_t count;
	const struct slice *names =
		reader_split(splitter, job->table.header, job->table.delimiter, &count);

	refuse_sep_line(job, names, count);
	make_room(job, job->table.header.len);
	if (!job->from_excel)
		writer_preamble(slice_of(EXCEL_BOM));
	for (size_t i = 0; i < count; i++) {
		/* A table of one nameless column would begin with a blank line otherwise. */
		if (names[i].len > 0 || count == 1)
			writer_name(convert(job, names[i], TEXT));
		else
			writer_text("");
	}
	writer_end();
	reader_free(splitter);
}

static void write_record(struct job *job)
{
	const struct slice *cells = job->table.record->cells;
	size_t count = job->table.column_count;
	struct slice cell = { "", 0 };

	make_room(job, job->table.record->raw.len);
	for (size_t i = 0; i < count; i++) {
		cell = convert(job, cells[i], job->kinds[i]);
		writer_cell(cell);
	}
	/* The empty cell of a table of one column: not a blank line, which readers drop. */
	if (count == 1 && cell.len == 0)
		writer_raw(slice_of("\"\""));
	writer_end();
}

int main(int argc, char **argv)
{
	struct job job = { .from_excel = false };

	(void)argc;
	read_options(&job, argv);
	open_files(&job);
	write_header(&job);
	while (table_next(&job.table))
		write_record(&job);
	if (job.from_excel && job.has_utf8 && job.has_windows)
		diag_notice(NOWHERE, "some cells are UTF-8 and others are not: the others were "
		                     "taken for Windows-1252");
	writer_close();
	table_close(&job.table);
	options_free(&job.settings);
	free(job.numbers);
	free(job.kinds);
	free(job.text_room);
	free(job.amount_room);
	free(job.cell_room);
	return diag_finish();
}
