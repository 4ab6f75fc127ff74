#include "input.h"

#include <stdlib.h>

#include "amount.h"
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

static bool has_letters_beyond_ascii(struct slice a, struct slice b)
{
	for (size_t i = 0; i < a.len; i++)
		if ((unsigned char)a.ptr[i] >= 0x80)
			return true;
	return b.len > 0 && has_letters_beyond_ascii(b, (struct slice){ "", 0 });
}

/* The same with blanks round the identifiers, or none, or nobody there. */
static struct person *find_person_slowly(struct input *input)
{
	const struct table *table = &input->table;
	struct slice family = table_cell(table, COL_FAMILY_ID),
		     id = table_cell(table, COL_PERSON_ID);
	struct person *person = persons_find(input->persons, family, id);

	if (person == NULL && id.len > 0)
		diag_notice(
			input_place(input),
			has_letters_beyond_ascii(id, family)
				? "a person who is not in the table of persons, with letters such as æ: is "
				  "one of the two files UTF-8 and the other one not? csv-excel --from-excel "
				  "makes UTF-8 of both"
				: "a person who is not in the table of persons");
	return person;
}

static void find_person(struct input *input)
{
	const struct table *table = &input->table;
	const struct record *record = table->record,
			    *ahead = reader_ahead(table->reader, READER_AHEAD);
	struct person *person = persons_find(input->persons,
	                                     table_bare_cell(table, record, COL_FAMILY_ID),
	                                     table_bare_cell(table, record, COL_PERSON_ID));

	/* Nobody in the table of persons has an identifier with blanks round it, or NA. */
	if (person == NULL)
		person = find_person_slowly(input);
	input->person = person;
	if (person != NULL && !persons_by_family(input->persons) &&
	    persons_mistake(input->persons, person, table_cell(table, COL_FAMILY_ID)))
		diag_notice(input_place(input),
		            "one person_id in two families, and the table of persons has no "
		            "family_id: both are given the same cells of it");
	/* Where blanks come into it, the hint is for nobody, which does no harm. */
	if (ahead != NULL)
		persons_expect(input->persons, table_bare_cell(table, ahead, COL_FAMILY_ID),
		               table_bare_cell(table, ahead, COL_PERSON_ID));
}

static void open_persons(struct input *input)
{
	const struct command *command = input->settings->command;

	input->persons = persons_read(input->settings, &input->table);
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
		if (!input_has_named(input, i) && !settings->named_may_lack)
			table_fail_missing(&input->table, settings->named[i], true);
	}
}

/* Whose record it is: with --shard, goes on to one of our share; false at the end. */
static bool take_person(struct input *input)
{
	struct table *table = &input->table;
	const struct shard *shard = &input->settings->shard;

	while (shard->count > 0 && !shard_has(shard, table_cell(table, COL_FAMILY_ID),
	                                      table_cell(table, COL_PERSON_ID)))
		if (!table_next(table))
			return false;
	if (input->persons != NULL)
		find_person(input);
	return true;
}

/* The input's own columns, and with --persons or --shard those that find a person. */
static struct column_spec *wanted_columns(const struct settings *settings, size_t *count)
{
	const struct command *command = settings->command;
	struct column_spec *wanted =
		memory_resize(NULL, command->column_count + 2, sizeof(*wanted));
	const enum column keys[] = { COL_PERSON_ID, COL_FAMILY_ID };

	bool by_person = settings->persons_file != NULL || settings->shard.count > 0;

	*count = command->column_count;
	memcpy(wanted, command->columns, command->column_count * sizeof(*wanted));
	for (size_t k = 0; by_person && k < 2; k++) {
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
	if (place >= 0) {
		writer_cell(input->table.names[place]);
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
		show_origin(input, input->table.named[i],
		            input_has_named(input, i) ? "from --persons" : "");
	}
	writer_close();
	exit(diag_finish());
}

/* "If the input already has a column spelled exactly like a result column". */
static void check_results_are_new(const struct input *input)
{
	for (const char *const *result = input->settings->results; *result != NULL; result++)
		for (size_t i = 0; i < input->table.column_count; i++)
			if (slice_equal(input->table.names[i], slice_of(*result)))
				diag_fail(
					table_place(&input->table),
					"the input has a column %s already, which this command writes; "
					"has it been through here before?",
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
	plan.drops_empty = settings->command->drops_empty;
	plan.hint = settings->command->hint;
	plan.named = settings->named;
	plan.named_count = settings->named_count;
	plan.named_may_lack = settings->named_may_lack;
	if (settings->persons_file != NULL) {
		plan.filled = persons_columns;
		plan.filled_count = persons_column_count;
	}
	table_open(&input->table, settings, &plan, settings->files, settings->file_count);
	free(wanted);
	if (settings->persons_file != NULL)
		open_persons(input);
	input->by_person = input->persons != NULL || settings->shard.count > 0;
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
	if (!table_next(&input->table))
		return false;
	input->invalid = false;
	input->rejected_count = 0;
	return !input->by_person || take_person(input);
}

/* ---- cells ---- */

bool input_has_named(const struct input *input, size_t number)
{
	return input->table.named[number] >= 0 ||
	       (input->persons != NULL && input->named[number] != COL_COUNT &&
	        persons_have(input->persons, input->named[number]));
}

const char *input_named_name(const struct input *input, size_t number)
{
	return input->named[number] == COL_COUNT ? input->settings->named[number]
	                                         : column_name(input->named[number]);
}

/* Where a cell of the table of persons stands; otherwise nowhere. */
static struct place origin_of(struct input *input, bool filled)
{
	if (filled && input_person(input) != NULL)
		return (struct place){ input->settings->persons_file, person_line(input->person) };
	return NOWHERE;
}

/* Marks the record as invalid; false when this column of it was reported already. */
static bool mark_invalid(struct input *input, const char *name)
{
	enum { REMEMBERED = sizeof(input->rejected) / sizeof(input->rejected[0]) };

	input->invalid = true;
	/* A cell can be read for more than one purpose; it is reported once. */
	for (size_t i = 0; i < input->rejected_count; i++)
		if (input->rejected[i] == name)
			return false;
	if (input->rejected_count < REMEMBERED)
		input->rejected[input->rejected_count++] = name;
	return true;
}

static void reject(struct input *input, const char *name, const char *reason, struct slice cell,
                   struct place origin)
{
	if (mark_invalid(input, name))
		diag_invalid_from(input_place(input), name, reason, cell, origin);
}

void input_reject(struct input *input, enum column column, const char *reason)
{
	reject(input, column_name(column), reason, input_cell(input, column),
	       origin_of(input, input->fills[column]));
}

void input_reject_alike(struct input *input, enum column column, const char *reason)
{
	const char *name = column_name(column);

	if (mark_invalid(input, name))
		diag_invalid_alike(input_place(input), name, reason, input_cell(input, column));
}

void input_reject_named(struct input *input, size_t number, const char *reason)
{
	reject(input, input_named_name(input, number), reason, input_named(input, number),
	       origin_of(input, input->table.named[number] < 0));
}

/* Reads a decimal; *reason tells why there is none, and is NULL for a missing one. */
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

bool input_decimal_named(struct input *input, size_t number, int decimals_max, int64_t *value)
{
	const char *reason;

	if (read_decimal(input_named(input, number), decimals_max, value, &reason))
		return true;
	if (reason != NULL)
		input_reject_named(input, number, reason);
	return false;
}

bool input_amount(struct input *input, enum column column, int64_t *amount)
{
	const struct settings *settings = input->settings;
	char mark = settings->decimal_mark != '\0'  ? settings->decimal_mark
	            : input->table.delimiter == ';' ? ','
	                                            : '\0';
	struct slice cell = input_cell(input, column);

	if (cell.len == 0)
		return false;
	switch (amount_read(cell, mark, amount)) {
	case AMOUNT_SOUND: return true;
	case AMOUNT_AMBIGUOUS:
		input_reject(input, column,
		             "one mark and three digits: thousands or decimals? --decimal comma "
		             "takes a point for thousands; otherwise write at most two decimals");
		break;
	case AMOUNT_TOO_FINE: input_reject(input, column, "more than two decimals"); break;
	case AMOUNT_TOO_LARGE: input_reject(input, column, "too large"); break;
	case AMOUNT_NOT_ONE: input_reject(input, column, "not a number"); break;
	}
	return false;
}

bool input_other_whole(struct input *input, enum column column, int64_t *value)
{
	struct slice cell = input_cell(input, column);

	if (cell.len == 0)
		return false;
	if (decimal_read(cell, 0, 0, value) == DECIMAL_SOUND)
		return true;
	input_reject(input, column, "not a whole number");
	return false;
}

/* memcmp, which is a call. */
static inline bool is_same_date(const char *a, const char *b)
{
	uint64_t a_start, b_start;
	uint16_t a_end, b_end;

	memcpy(&a_start, a, sizeof(a_start));
	memcpy(&b_start, b, sizeof(b_start));
	memcpy(&a_end, a + sizeof(a_start), sizeof(a_end));
	memcpy(&b_end, b + sizeof(b_start), sizeof(b_end));
	return a_start == b_start && a_end == b_end;
}

static const char say_date_order[] = "%s: not a date as day/month; say --date-order dmy or mdy";

/* Most of such a file would be read wrongly without a word: the user decides. */
static void check_slash_order(struct input *input, enum date_fault fault, bool filled,
                              const char *name)
{
	struct place origin;

	if (fault != DATE_SLASH_ORDER || input->settings->date_order_given)
		return;
	origin = origin_of(input, filled);
	diag_fail(origin.file != NULL ? origin : input_place(input), say_date_order, name);
}

/* A cell, filled from the persons or not, as a date. */
static bool read_date(struct input *input, struct slice cell, bool filled, const char *name,
                      int32_t *day)
{
	enum date_fault fault;

	if (cell.len == DATE_LEN && is_same_date(cell.ptr, input->last_date.text)) {
		*day = input->last_date.day;
		return true;
	}
	fault = date_read(cell, input->settings->date_order, day);
	if (fault != DATE_SOUND) {
		check_slash_order(input, fault, filled, name);
		return false;
	}
	if (cell.len == DATE_LEN) {
		memcpy(input->last_date.text, cell.ptr, DATE_LEN);
		input->last_date.day = *day;
	}
	return true;
}

bool input_new_date(struct input *input, enum column column, int32_t *day)
{
	struct slice cell = input_cell(input, column);

	if (cell.len == 0)
		return false;
	if (read_date(input, cell, input->fills[column], column_name(column), day))
		return true;
	input_reject(input, column, date_reason(cell));
	return false;
}

bool input_date_named(struct input *input, size_t number, int32_t *day)
{
	struct slice cell = input_named(input, number);

	if (cell.len == 0)
		return false;
	if (read_date(input, cell, input->table.named[number] < 0, input_named_name(input, number),
	              day))
		return true;
	input_reject_named(input, number, date_reason(cell));
	return false;
}

bool input_person_date(const struct input *input, const struct person *person, enum column column,
                       int32_t *day)
{
	const struct settings *settings = input->settings;
	struct place place = { settings->persons_file, person_line(person) };
	struct slice cell = person_cell(person, column);
	enum date_fault fault;

	if (cell.len == 0)
		return false;
	fault = date_read(cell, settings->date_order, day);
	if (fault == DATE_SOUND)
		return true;
	if (fault == DATE_SLASH_ORDER && !settings->date_order_given)
		diag_fail(place, say_date_order, column_name(column));
	diag_invalid(place, column_name(column), date_reason(cell), cell);
	return false;
}

bool input_moment(struct input *input, enum column column, struct date_moment *moment)
{
	struct slice cell = input_cell(input, column);
	enum date_fault fault;

	if (cell.len == 0)
		return false;
	fault = date_read_moment(cell, input->settings->date_order, moment);
	if (fault == DATE_SOUND && moment->has_time)
		return true;
	check_slash_order(input, fault, input->fills[column], column_name(column));
	input_reject(input, column,
	             fault == DATE_SOUND ? "a date without a time of day (HH:MM)"
	                                 : "neither a time of day (HH:MM) nor a date with one");
	return false;
}

enum word input_word(struct input *input, enum column column, enum word_kind kind,
                     const char *reason)
{
	struct slice cell = input_cell(input, column);
	enum word word = cell.len == 0 ? WORD_NONE : word_find(kind, cell);

	if (cell.len > 0 && word == WORD_NONE)
		input_reject(input, column, reason);
	return word;
}

static const char no_answer[] = "neither yes nor no";

enum word input_answer(struct input *input, enum column column)
{
	return input_word(input, column, WORDS_ANSWER, no_answer);
}

enum word input_answer_named(struct input *input, size_t number)
{
	struct slice cell = input_named(input, number);
	enum word word = cell.len == 0 ? WORD_NONE : word_find(WORDS_ANSWER, cell);

	if (cell.len > 0 && word == WORD_NONE)
		input_reject_named(input, number, no_answer);
	return word;
}

struct slice input_needed(struct input *input, enum column column)
{
	struct slice cell = input_cell(input, column);

	if (cell.len == 0)
		input_reject(input, column, "missing");
	return cell;
}

/* ---- passing through ---- */

void input_write_header(struct input *input)
{
	check_results_are_new(input);
	writer_raw(input->table.header);
	for (const char *const *result = input->settings->results; *result != NULL; result++)
		writer_text(*result);
	writer_end();
}

struct slice input_record(struct input *input)
{
	struct slice raw = input->table.record->raw;
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
