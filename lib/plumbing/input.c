#include "input.h"

#include <stdlib.h>

#include "date.h"
#include "decimal.h"
#include "memory.h"

/* ---- opening ---- */

void input_read_columns(struct settings *settings)
{
	static const struct column_spec columns[] = { { COL_OURS, REQUIRED, 0, NULL },
		                                      { COL_YOURS, REQUIRED, 0, NULL } };
	const struct table_plan plan = { .columns = columns, .column_count = 2, .beside = true };
	struct table table;

	table_open(&table, settings, &plan, &settings->columns_file, 1);
	while (table_next(&table)) {
		struct slice ours = table_cell(&table, COL_OURS),
			     yours = table_cell(&table, COL_YOURS);

		if (ours.len == 0 || yours.len == 0)
			diag_fail(table_place(&table), "both ours and yours are needed");
		options_map(settings, table_place(&table), ours, yours);
	}
	table_close(&table);
}

void input_find_person(struct input *input)
{
	input->person_sought = false;
	input->person = persons_found(input->persons);
	if (input->person == NULL && table_cell(&input->table, COL_PERSON_ID).len > 0)
		diag_notice(input_place(input), "a person who is not in the table of persons");
}

static void open_persons(struct input *input)
{
	const struct command *command = input->settings->command;

	input->persons = persons_read(input->settings, table_has(&input->table, COL_FAMILY_ID));
	for (size_t i = 0; i < command->column_count; i++) {
		enum column column = command->columns[i].column;

		input->fills[column] = !table_has(&input->table, column) &&
		                       persons_have(input->persons, column);
	}
}

/* Columns named by hand that the input lacks come from the persons, or are missing. */
static void fill_named(struct input *input)
{
	const struct settings *settings = input->settings;

	input->named = memory_resize(NULL, settings->named_count, sizeof(*input->named));
	for (size_t i = 0; i < settings->named_count; i++) {
		input->named[i] = column_find(slice_of(settings->named[i]));
		if (input->table.named[i] < 0 && !persons_have(input->persons, input->named[i]))
			table_fail_missing(&input->table, settings->named[i], true);
	}
}

/* The input's own columns, and with --persons those that find a person. */
static struct column_spec *wanted_columns(const struct settings *settings, size_t *count)
{
	const struct command *command = settings->command;
	struct column_spec *wanted =
		memory_resize(NULL, command->column_count + 2, sizeof(*wanted));
	const enum column keys[] = { COL_PERSON_ID, COL_FAMILY_ID };

	*count = command->column_count;
	memcpy(wanted, command->columns, command->column_count * sizeof(*wanted));
	for (size_t k = 0; settings->persons_file != NULL && k < 2; k++) {
		size_t i = 0;

		while (i < *count && wanted[i].column != keys[k])
			i++;
		if (i == *count)
			wanted[(*count)++] = (struct column_spec){ .column = keys[k] };
		if (keys[k] == COL_PERSON_ID)
			wanted[i].need = REQUIRED;
	}
	return wanted;
}

/* The header of the column at a place; without one, what is there instead of it. */
static void show_origin(const struct input *input, int place, const char *otherwise)
{
	size_t at = 0;

	if (place >= 0) {
		while (input->table.place_of[at] != place)
			at++;
		writer_cell(input->table.names[at]);
		writer_text("");
	} else {
		writer_text("");
		writer_text(otherwise);
	}
	writer_end();
}

static void show_mapping(const struct input *input)
{
	const struct command *command = input->settings->command;

	writer_open((struct dialect){ ',', '.', false });
	writer_text("ours");
	writer_text("yours");
	writer_text("default");
	writer_end();
	for (size_t i = 0; i < command->column_count; i++) {
		const struct column_spec *spec = &command->columns[i];
		int place = input->table.place[spec->column];

		writer_text(column_name(spec->column));
		show_origin(input, place,
		            input->fills[spec->column] ? "from --persons"
		            : spec->fallback == NULL   ? ""
		                                       : spec->fallback);
	}
	for (size_t i = 0; i < input->settings->named_count; i++) {
		writer_text(input->settings->named[i]);
		show_origin(input, input->table.named[i], "from --persons");
	}
	writer_close();
	exit(diag_finish());
}

/* "If the input already has a column spelled exactly like a result column". */
static void check_results_are_new(const struct input *input)
{
	for (const char *const *result = input->settings->command->results; *result != NULL;
	     result++)
		for (size_t i = 0; i < input->table.column_count; i++)
			if (slice_equal(input->table.names[i], slice_of(*result)))
				diag_fail(
					table_place(&input->table),
					"the input has a column %s already, which this command writes",
					*result);
}

void input_open(struct input *input, struct settings *settings)
{
	struct table_plan plan = { 0 };
	struct column_spec *wanted;

	*input = (struct input){ .settings = settings };
	if (settings->columns_file != NULL)
		input_read_columns(settings);
	wanted = wanted_columns(settings, &plan.column_count);
	plan.columns = wanted;
	plan.whole = settings->command->whole;
	plan.named = settings->named;
	plan.named_count = settings->named_count;
	if (settings->persons_file != NULL) {
		plan.filled = persons_columns;
		plan.filled_count = persons_column_count;
	}
	table_open(&input->table, settings, &plan, settings->files, settings->file_count);
	free(wanted);
	if (settings->persons_file != NULL)
		open_persons(input);
	fill_named(input);
	if (settings->show_mapping)
		show_mapping(input);

	input->dialect = (struct dialect){
		.delimiter = input->table.delimiter,
		.decimal_mark = settings->decimal_mark != '\0'  ? settings->decimal_mark
		                : input->table.delimiter == ';' ? ','
		                                                : '.',
		.crlf = reader_crlf(input->table.reader),
	};
	writer_open(input->dialect);
}

bool input_next(struct input *input)
{
	if (input->person_sought)
		input_find_person(input);
	if (!table_next(&input->table))
		return false;
	input->invalid = false;
	input->rejected_count = 0;
	if (input->persons != NULL) {
		persons_begin(input->persons, table_cell(&input->table, COL_FAMILY_ID),
		              table_cell(&input->table, COL_PERSON_ID));
		input->person_sought = true;
	}
	return true;
}

/* ---- cells ---- */

/* Where a cell that fills a column stands in the table of persons; otherwise nowhere. */
static struct place origin_of(struct input *input, enum column column)
{
	if (input->fills[column] && input_person(input) != NULL)
		return (struct place){ input->settings->persons_file, input->person->line };
	return NOWHERE;
}

void input_reject(struct input *input, enum column column, const char *reason)
{
	enum { REMEMBERED = sizeof(input->rejected) / sizeof(input->rejected[0]) };

	input->invalid = true;
	/* A cell can be read for more than one purpose; it is reported once. */
	for (size_t i = 0; i < input->rejected_count; i++)
		if (input->rejected[i] == column)
			return;
	if (input->rejected_count < REMEMBERED)
		input->rejected[input->rejected_count++] = column;
	diag_invalid_from(input_place(input), column_name(column), reason,
	                  input_cell(input, column), origin_of(input, column));
}

void input_reject_named(struct input *input, size_t number, const char *reason)
{
	struct slice cell = input_named(input, number);
	int place = input->table.named[number];

	input->invalid = true;
	diag_invalid_from(input_place(input), input->settings->named[number], reason, cell,
	                  place < 0 ? origin_of(input, input->named[number]) : NOWHERE);
}

/* Reads a decimal; when it is none, *reason says why, and is NULL for a missing one. */
static bool read_decimal(struct slice cell, int decimals_max, int64_t *value, const char **reason)
{
	*reason = NULL;
	if (cell.len == 0)
		return false;
	switch (decimal_read(cell, decimals_max, 3, value)) {
	case DECIMAL_SOUND: return true;
	case DECIMAL_TOO_FINE: *reason = "too many decimals"; break;
	case DECIMAL_TOO_LARGE: *reason = "too large"; break;
	case DECIMAL_NOT_A_NUMBER: *reason = "not a number"; break;
	}
	return false;
}

bool input_decimal(struct input *input, enum column column, int decimals_max, int64_t *value)
{
	const char *reason;

	if (read_decimal(input_cell(input, column), decimals_max, value, &reason))
		return true;
	if (reason != NULL)
		input_reject(input, column, reason);
	return false;
}

bool input_named_decimal(struct input *input, size_t number, int decimals_max, int64_t *value)
{
	const char *reason;

	if (read_decimal(input_named(input, number), decimals_max, value, &reason))
		return true;
	if (reason != NULL)
		input_reject_named(input, number, reason);
	return false;
}

bool input_whole(struct input *input, enum column column, int64_t *value)
{
	struct slice cell = input_cell(input, column);

	if (cell.len == 0)
		return false;
	if (decimal_read(cell, 0, 0, value) == DECIMAL_SOUND)
		return true;
	input_reject(input, column, "not a whole number");
	return false;
}

bool input_date(struct input *input, enum column column, int32_t *day)
{
	if (column == COL_BIRTH_DATE && input->fills[column] && input_person(input) != NULL &&
	    input->person->birth_known) {
		*day = input->person->birth;
		return true;
	}

	struct slice cell = input_cell(input, column);

	if (cell.len == 0)
		return false;
	if (cell.len == DATE_LEN && memcmp(cell.ptr, input->last_date.text, DATE_LEN) == 0) {
		*day = input->last_date.day;
		return true;
	}
	switch (date_read(cell, input->settings->date_order, day)) {
	case DATE_SOUND:
		if (cell.len == DATE_LEN) {
			memcpy(input->last_date.text, cell.ptr, DATE_LEN);
			input->last_date.day = *day;
		}
		return true;
	case DATE_SLASH_ORDER:
		/* Most of such a file would be read wrongly without a word: the user decides. */
		if (!input->settings->date_order_given)
			diag_fail(origin_of(input, column).file != NULL ? origin_of(input, column)
			                                                : input_place(input),
			          "%s: not a date as day/month; say --date-order dmy or mdy",
			          column_name(column));
		break;
	case DATE_NOT_A_DATE: break;
	}
	input_reject(input, column, "not a date");
	return false;
}

enum word input_answer(struct input *input, enum column column)
{
	struct slice cell = input_cell(input, column);
	enum word word = cell.len == 0 ? WORD_NONE : word_find(WORDS_ANSWER, cell);

	if (cell.len > 0 && word == WORD_NONE)
		input_reject(input, column, "neither yes nor no");
	return word;
}

/* ---- passing through ---- */

void input_write_header(struct input *input)
{
	check_results_are_new(input);
	writer_raw(input->table.header);
	for (const char *const *result = input->settings->command->results; *result != NULL;
	     result++)
		writer_text(*result);
	writer_end();
}

struct slice input_record(struct input *input)
{
	struct slice raw = input->table.record.raw;
	size_t lacking = table_lacking(&input->table);

	if (lacking == 0)
		return raw;
	if (raw.len + lacking > input->completed.room) {
		input->completed.room = (raw.len + lacking) * 2;
		input->completed.bytes =
			memory_resize(input->completed.bytes, input->completed.room, 1);
	}
	memcpy(input->completed.bytes, raw.ptr, raw.len);
	memset(input->completed.bytes + raw.len, input->table.delimiter, lacking);
	return (struct slice){ input->completed.bytes, raw.len + lacking };
}

int input_close(struct input *input)
{
	writer_close();
	table_close(&input->table);
	free(input->completed.bytes);
	free(input->named);
	if (input->persons != NULL)
		persons_free(input->persons);
	options_free(input->settings);
	return diag_finish();
}
