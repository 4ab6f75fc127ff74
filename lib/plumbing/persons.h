/*
 * persons.h: the table of persons (--persons): what is known of a person beside
 * the input. One small entry per person is held in memory.
 */
#ifndef PERSONS_H
#define PERSONS_H

#include "keys.h"
#include "table.h"

struct persons;

/* One person; packed: the cells that fill columns, see person_cell. */
struct person {
	const struct packed_person *packed;
	int32_t birth; /* the day of birth_date, where birth_known */
	bool birth_known;
	const char *family; /* not there where persons_by_family */
};

/* The columns that the table can fill: family_id birth_date sex therapist_id team ... */
extern const struct column_spec persons_columns[];
extern const size_t persons_column_count;

/*
 * Reads the file for an input that has been opened. Where both have families, persons
 * are told apart by them, too; a person_id of two families in an input without ends the
 * process, as does a person who stands there twice with different cells.
 */
struct persons *persons_read(const struct settings *settings, const struct table *input);

/* Whether the table has this column. */
bool persons_have(const struct persons *persons, enum column column);

/* The entry of a person, or NULL; and the hint that it will be asked for, see keys_expect. */
struct person *persons_find(struct persons *persons, struct slice family, struct slice person);
void persons_expect(struct persons *persons, struct slice family, struct slice person);

/* Whether persons of one person_id and two families are two persons. */
bool persons_by_family(const struct persons *persons);

/*
 * If they are one: whether a record of this family is another family's than the person's
 * first one. Says so once a person.
 */
bool persons_mistake(struct persons *persons, struct person *person, struct slice family);

/* The person_id of an entry. */
struct slice persons_id(const struct persons *persons, const struct person *person);

/* Walks over all persons in the order of their table; persons_next gives NULL at the end. */
void persons_start(const struct persons *persons, struct keys_cursor *cursor);
const struct person *persons_next(const struct persons *persons, struct keys_cursor *cursor);

/* The line of the table where an entry begins. */
uint64_t person_line(const struct person *person);

/* One cell of an entry; empty for columns that the table lacks. */
struct slice person_cell(const struct person *person, enum column column);

void persons_free(struct persons *persons);

#endif
