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
	const struct person *person; /* see input_person */
	bool person_sought;          /* the look-up has begun and not ended */
	bool invalid;
	enum column rejected[16]; /* columns of the record that were reported already */
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
void input_find_person(struct input *input);

static inline const struct person *input_person(struct input *input)
{
	if (input->person_sought)
		input_find_person(input);
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

/* Reports the record as invalid because of a column; reason is a constant. */
void input_reject(struct input *input, enum column column, const char *reason);

/* The same because of a column named by hand. */
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

/* The same for the shortest ones, without a call; false leaves it to input_decimal. */
static inline bool input_decimal_short(const struct input *input, enum column column,
                                       int64_t *value)
{
	int place = input->table.place[column];

	return place >= 0 && decimal_read_short(input->table.record.cells[place], value);
}

/* The same as input_decimal for a column named by hand. */
bool input_named_decimal(struct input *input, size_t number, int decimals_max, int64_t *value);

/* A whole number. */
bool input_whole(struct input *input, enum column column, int64_t *value);

bool input_date(struct input *input, enum column column, int32_t *day);

/* yes, no or unknown; WORD_NONE when missing or unreadable. */
enum word input_answer(struct input *input, enum column column);

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
