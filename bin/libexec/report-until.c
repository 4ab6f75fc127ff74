/*
 * report-until: the records up to a day, for the report script.
 *
 *   report-until --as-of DATE [--count FILE] <scored.csv
 *
 * A record of a later day becomes blank lines, as many as it had, so that what later
 * commands say about a line is still true of the table. Records without a date, and
 * dates that cannot be read, pass: those commands say so. A table without dates passes
 * whole. An empty record, as Excel leaves them, is nobody's and becomes blank lines, too.
 * With --count, figures of what has passed are written to FILE, when all is read: one line of
 * sessions, those with ORS, with SRS, persons, those of them who are due and have no score,
 * scores of unknown form, ORS skipped, incomplete, under 6, the persons who are due, which are
 * all but children under 6, families (or persons, where there is none), and the last day of a
 * session (`-` where there is none). Behind it come the lines of the records that a scorer called
 * invalid, and of those that name no person, which are counted as nothing else.
 * Not a command for users.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input.h"
#include "keys.h"
#include "memory.h"

static const struct column_spec columns[] = { { COL_DATE, OPTIONAL, 0, NULL } };

static const char *const no_results[] = { NULL };

enum { AS_OF = 1, COUNT };

static const struct option_spec options[] = {
	{ AS_OF, '\0', "as-of", "DATE", "the last day" },
	{ COUNT, '\0', "count", "FILE", "write figures of the sessions there" },
};

static const struct command command = {
	/* The name that its notices have. */
	.name = "learning-report", .summary = "Passes the records up to a day.",
	.columns = columns,        .column_count = 1,
	.results = no_results,     .options = options,
	.option_count = 2,         .examples = "  report-until --as-of 2026-06-29 <scored.csv\n",
};

/* The columns that are counted; by name, because a table of another measure needs none. */
enum counted { FAMILY, PERSON, ORS, ORS_STATUS, SRS, SRS_STATUS, FORM, COUNTED };

static const char *const counted_names[COUNTED] = {
	"family_id", "person_id", "ors_total", "ors_status", "srs_total", "srs_status", "ors_form",
};

struct who {
	bool young, older, scored;
};

struct figures {
	const char *file;       /* NULL: nothing is counted */
	size_t column[COUNTED]; /* see options_name */
	struct keys *persons;   /* of struct who */
	struct keys *families;
	size_t sessions, ors, srs, formless, skipped, incomplete, young;
	int32_t last_day; /* INT32_MIN: none */
	struct {
		uintmax_t *lines;
		size_t count, room;
	} invalid;
};

/* False where there is no date, or none that can be read: no message here. */
static bool day_of(struct input *input, int32_t *day)
{
	struct slice cell = input_cell(input, COL_DATE);

	return cell.len > 0 && date_read(cell, input->settings->date_order, day) == DATE_SOUND;
}

static bool is(struct slice cell, const char *text)
{
	return cell.len == strlen(text) && memcmp(cell.ptr, text, cell.len) == 0;
}

static void write_blank(struct slice record)
{
	for (size_t i = 0; i < record.len; i++)
		if (record.ptr[i] == '\n')
			writer_end();
	writer_end();
}

/* ---- figures */

static void figures_ask(struct figures *figures, struct settings *settings)
{
	settings->named_may_lack = true;
	for (size_t i = 0; i < COUNTED; i++)
		figures->column[i] = options_name(settings, counted_names[i]);
	figures->persons = keys_new(sizeof(struct who));
	figures->families = keys_new(1);
}

static struct slice counted_cell(const struct figures *figures, struct input *input,
                                 enum counted column)
{
	if (!input_has_named(input, figures->column[column]))
		return slice_of("");
	return input_named(input, figures->column[column]);
}

static void count_invalid(struct figures *figures, uintmax_t line)
{
	figures->invalid.lines = memory_for_one_more(figures->invalid.lines, figures->invalid.count,
	                                             &figures->invalid.room, sizeof(line));
	figures->invalid.lines[figures->invalid.count++] = line;
}

static void count_who(struct figures *figures, struct slice *cells)
{
	struct slice *id = &cells[FAMILY], family[2];
	struct who *who;
	bool is_new;

	/* The scorers have refused longer ones. */
	for (size_t i = FAMILY; i <= PERSON; i++)
		if (cells[i].len > KEYS_PART_MAX)
			cells[i].len = KEYS_PART_MAX;
	family[0] = cells[FAMILY];
	family[1] = cells[FAMILY].len > 0 ? slice_of("") : cells[PERSON];
	keys_add(figures->families, family, 2, &is_new);
	who = keys_add(figures->persons, id, 2, &is_new);
	/* A record that cannot be right does not make a child under 6 older. */
	if (is(cells[ORS_STATUS], "under-6"))
		who->young = true;
	else if (!is(cells[ORS_STATUS], "invalid"))
		who->older = true;
	who->scored = who->scored || cells[ORS].len > 0;
}

static void count_record(struct figures *figures, struct input *input, int32_t day)
{
	struct slice cells[COUNTED];

	for (size_t i = 0; i < COUNTED; i++)
		cells[i] = counted_cell(figures, input, (enum counted)i);
	if (cells[PERSON].len == 0) {
		count_invalid(figures, input->table.record->line);
		return;
	}
	if (day > figures->last_day)
		figures->last_day = day;
	figures->sessions++;
	figures->ors += cells[ORS].len > 0;
	figures->srs += cells[SRS].len > 0;
	figures->formless += cells[ORS].len > 0 && cells[FORM].len == 0;
	figures->skipped += is(cells[ORS_STATUS], "skipped");
	figures->incomplete += is(cells[ORS_STATUS], "incomplete");
	figures->young += is(cells[ORS_STATUS], "under-6");
	if (is(cells[ORS_STATUS], "invalid") || is(cells[SRS_STATUS], "invalid"))
		count_invalid(figures, input->table.record->line);
	count_who(figures, cells);
}

static void figures_write(struct figures *figures)
{
	struct keys_cursor cursor;
	size_t due = 0, missing = 0;
	char last_day[DATE_LEN + 1] = "-";
	FILE *to = fopen(figures->file, "w");

	if (to == NULL)
		diag_fail(NOWHERE, "%s: %s", figures->file, strerror(errno));
	keys_start(figures->persons, &cursor);
	for (const struct who *who; (who = keys_next(figures->persons, &cursor)) != NULL;) {
		bool is_due = who->older || !who->young;

		due += is_due;
		missing += is_due && !who->scored;
	}
	if (figures->last_day != INT32_MIN)
		date_write(last_day, figures->last_day);
	fprintf(to, "%zu %zu %zu %zu %zu %zu %zu %zu %zu %zu %zu %s\n", figures->sessions,
	        figures->ors, figures->srs, keys_count(figures->persons), missing,
	        figures->formless, figures->skipped, figures->incomplete, figures->young, due,
	        keys_count(figures->families), last_day);
	for (size_t i = 0; i < figures->invalid.count; i++)
		fprintf(to, "%" PRIuMAX "\n", figures->invalid.lines[i]);
	if (ferror(to) | fclose(to))
		diag_fail(NOWHERE, "%s: cannot be written", figures->file);
	keys_free(figures->persons);
	keys_free(figures->families);
	free(figures->invalid.lines);
}

int main(int argc, char **argv)
{
	struct figures figures = { .last_day = INT32_MIN };
	struct settings settings;
	struct input input;
	const char *value;
	int32_t as_of = INT32_MAX, day;
	int option;

	(void)argc;
	options_start(&settings, &command, argv);
	while ((option = options_next(&settings, &value)) != 0) {
		if (option == AS_OF)
			as_of = option_date("as-of", value);
		else
			figures.file = value;
	}
	if (figures.file != NULL)
		figures_ask(&figures, &settings);
	input_open(&input, &settings);
	input_write_header(&input);
	while (input_next(&input)) {
		struct slice record = input_record(&input);

		if (table_is_empty_record(&input.table)) {
			write_blank(record);
			continue;
		}
		if (!day_of(&input, &day))
			day = INT32_MIN;
		if (day > as_of) {
			diag_notice(input_place(&input), "of a day after the meeting; left out");
			write_blank(record);
			continue;
		}
		if (figures.file != NULL)
			count_record(&figures, &input, day);
		writer_raw(record);
		writer_end();
	}
	if (figures.file != NULL)
		figures_write(&figures);
	return input_close(&input);
}
