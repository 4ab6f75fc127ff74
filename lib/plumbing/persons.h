/*
 * persons.h: the table of persons (--persons): what is known of a person beside
 * the input. One small entry per person is held in memory.
 */
#ifndef PERSONS_H
#define PERSONS_H

#include "keys.h"
#include "options.h"

struct persons;

/* One person: cells that fill columns, by position in persons_columns. */
struct person {
	struct slice id; /* person_id */
	const struct slice *cells;
	uint64_t line;
	int32_t birth; /* the day of birth_date, where birth_known */
	bool birth_known;
};

/* The columns that the table can fill: family_id birth_date sex therapist_id team ... */
extern const struct column_spec persons_columns[];
extern const size_t persons_column_count;

/*
 * Reads the file. with_family: persons are told apart by family too, as the input
 * does; without, a person_id of two families ends the process, as does a person
 * who stands there twice with different cells.
 */
struct persons *persons_read(const struct settings *settings, bool with_family);

/* Whether the table has this column. */
bool persons_have(const struct persons *persons, enum column column);

/*
 * Looking up a person, in steps between which there may be other work (keys.h):
 * persons_begin, persons_warm, and persons_found, which gives NULL when the
 * person is not there.
 */
void persons_begin(struct persons *persons, struct slice family, struct slice person);
void persons_warm(const struct persons *persons);
const struct person *persons_found(const struct persons *persons);

/* Walks over all persons in the order of their table; persons_next gives NULL at the end. */
void persons_start(const struct persons *persons, struct keys_cursor *cursor);
const struct person *persons_next(const struct persons *persons, struct keys_cursor *cursor);

/* One cell of an entry; empty for columns that the table lacks. */
struct slice person_cell(const struct person *person, enum column column);

void persons_free(struct persons *persons);

#endif
