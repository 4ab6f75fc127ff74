/*
 * report-until: the records up to a day, for the report script.
 *
 *   report-until --as-of DATE <scored.csv
 *
 * A record of a later day becomes blank lines, as many as it had, so that what later
 * commands say about a line is still true of the table. Records without a date, and
 * dates that cannot be read, pass: those commands say so. A table without dates passes
 * whole. Not a command for users.
 */
#include "input.h"

static const struct column_spec columns[] = { { COL_DATE, OPTIONAL, 0, NULL } };

static const char *const no_results[] = { NULL };

enum { AS_OF = 1 };

static const struct option_spec options[] = {
	{ AS_OF, '\0', "as-of", "DATE", "the last day" },
};

static const struct command command = {
	/* The name that its notices have. */
	.name = "learning-report", .summary = "Passes the records up to a day.",
	.columns = columns,        .column_count = 1,
	.results = no_results,     .options = options,
	.option_count = 1,         .examples = "  report-until --as-of 2026-06-29 <scored.csv\n",
};

/* False where there is no date, or none that can be read: no message here. */
static bool day_of(struct input *input, int32_t *day)
{
	struct slice cell = input_cell(input, COL_DATE);

	return cell.len > 0 && date_read(cell, input->settings->date_order, day) == DATE_SOUND;
}

static void leave_out(struct input *input)
{
	struct slice record = input_record(input);

	diag_notice(input_place(input), "of a day after the meeting; left out");
	for (size_t i = 0; i < record.len; i++)
		if (record.ptr[i] == '\n')
			writer_end();
	writer_end();
}

int main(int argc, char **argv)
{
	struct settings settings;
	struct input input;
	const char *value;
	int32_t as_of = INT32_MAX, day;

	(void)argc;
	options_start(&settings, &command, argv);
	while (options_next(&settings, &value) == AS_OF)
		as_of = option_date("as-of", value);
	input_open(&input, &settings);
	input_write_header(&input);
	while (input_next(&input)) {
		if (day_of(&input, &day) && day > as_of) {
			leave_out(&input);
			continue;
		}
		writer_raw(input_record(&input));
		writer_end();
	}
	return input_close(&input);
}
