/*
 * input.h: the records that a command works on: its table, filled up from
 * --persons, with cells read as what they mean. A cell that cannot be read makes
 * its record invalid and is reported; the caller only asks input_is_invalid.
 */
#ifndef INPUT_H
#define INPUT_H

#include <stdint.h>

#include "decimal.h"
#include "persons.h"
#include "table.h"
#include "words.h"
#include "writer.h"

struct input {
	struct table table;
	struct settings *settings;
	struct dialect dialect; /* for the output */
	struct persons *persons;
	bool fills[COL_COUNT]; /* columns that come from the persons */
	enum column *named;    /* what persons fill of the columns named by hand, or COL_COUNT */
	const struct person *person; /* of the record, see input_person */
	bool by_person;              /* each record is asked whose it is */
	bool invalid;
	const char *rejected[16]; /* names of columns of the record that were reported already */
	size_t rejected_count;
	struct {
		char text[DATE_LEN];
		int32_t day;
	} last_date; /* read last: files are mostly sorted by date, and one date is read twice */
	struct buffer {
		char *bytes;
		size_t room;
	} completed; /* a record that lacked trailing cells */
};

/* Reads the mappings of -c; for commands that open their table themselves. */
void input_read_columns(struct settings *settings);

/*
 * Opens the settings' files for the command's columns. With --mapping, prints
 * which column feeds which and ends the process. Opens the writer.
 */
void input_open(struct input *input, struct settings *settings);

/* The next record; false at the end. */
bool input_next(struct input *input);

/* Whether a column is there, from the input or from the persons. */
static inline bool input_has(const struct input *input, enum column column)
{
	return table_has(&input->table, column) || input->fills[column];
}

/* The record's entry in the table of persons, or NULL. */
static inline const struct person *input_person(const struct input *input)
{
	return input->person;
}

/* The cell as text; empty when missing. */
static inline struct slice input_cell(struct input *input, enum column column)
{
	return input->fills[column] ? person_cell(input_person(input), column)
	                            : table_cell(&input->table, column);
}

/* The cell of a column named by hand, by its number from options_name. */
static inline struct slice input_named(struct input *input, size_t number)
{
	int place = input->table.named[number];

	return place >= 0 ? table_cell_at(&input->table, place)
	                  : person_cell(input_person(input), input->named[number]);
}

/* Whether a column named by hand is there, from the input or from the persons. */
bool input_has_named(const struct input *input, size_t number);

/* Its canonical name, or the name that it was asked for by. */
const char *input_named_name(const struct input *input, size_t number);

/* The cell of a column that may not be missing; rejects the record otherwise. */
struct slice input_needed(struct input *input, enum column column);

/* Reports the record as invalid because of a column; reason is a constant. */
void input_reject(struct input *input, enum column column, const char *reason);
/* The same for one of many columns that are alike, see diag_invalid_alike. */
void input_reject_alike(struct input *input, enum column column, const char *reason);
void input_reject_named(struct input *input, size_t number, const char *reason);

static inline bool input_is_invalid(const struct input *input)
{
	return input->invalid;
}

static inline struct place input_place(const struct input *input)
{
	return table_place(&input->table);
}

/* A decimal in thousandths, at most decimals_max decimals. False when missing or unreadable. */
bool input_decimal(struct input *input, enum column column, int decimals_max, int64_t *value);
bool input_decimal_named(struct input *input, size_t number, int decimals_max, int64_t *value);

/*
 * An amount of money in øre, or another number that is written like one, in
 * hundredths; see amount.h. False when missing or unreadable.
 */
bool input_amount(struct input *input, enum column column, int64_t *amount);

/* A whole number. input_other_whole: of more than two digits, or none. */
bool input_other_whole(struct input *input, enum column column, int64_t *value);
static inline bool input_whole(struct input *input, enum column column, int64_t *value)
{
	int place = input->table.place[column];

	if (place < 0 && !input->fills[column])
		return false;
	return (place >= 0 && decimal_read_count(input->table.record->cells[place], value)) ||
	       input_other_whole(input, column, value);
}

/* input_new_date: where it is not the date that was read last. */
bool input_new_date(struct input *input, enum column column, int32_t *day);
static inline bool input_date(struct input *input, enum column column, int32_t *day)
{
	int place = input->table.place[column];

	if (place < 0 && !input->fills[column])
		return false;
	if (place < 0 && column == COL_BIRTH_DATE && input->person != NULL &&
	    input->person->birth_known) {
		*day = input->person->birth;
		return true;
	}
	if (place < 0)
		return input_new_date(input, column, day);

	const struct slice *cell = &input->table.record->cells[place];

	if (cell->len != DATE_LEN || memcmp(cell->ptr, input->last_date.text, DATE_LEN) != 0)
		return input_new_date(input, column, day);
	*day = input->last_date.day;
	return true;
}
bool input_date_named(struct input *input, size_t number, int32_t *day);

/* A time of day, alone or behind a date: moment->has_time is true. */
bool input_moment(struct input *input, enum column column, struct date_moment *moment);

/* A word of one kind; WORD_NONE when missing or, for a reason that is a constant, unreadable. */
enum word input_word(struct input *input, enum column column, enum word_kind kind,
                     const char *reason);

/* A date of an entry in the table of persons; false, too, when it was reported as no date. */
bool input_person_date(const struct input *input, const struct person *person, enum column column,
                       int32_t *day);

/* yes, no or unknown; WORD_NONE when missing or unreadable. */
enum word input_answer(struct input *input, enum column column);
enum word input_answer_named(struct input *input, size_t number);

/* The header with the command's result columns behind it. */
void input_write_header(struct input *input);

/*
 * The record as it came, completed to the width of the header; for writer_raw,
 * with result cells and writer_end behind it. Lives until the next input_next.
 */
struct slice input_record(struct input *input);

/* Ends reading and writing; the exit status of the command. */
int input_close(struct input *input);

#endif
