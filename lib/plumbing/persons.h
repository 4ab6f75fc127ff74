/*
 * persons.h: the table of persons (--persons): what is known of a person beside
 * the input. One small entry per person is held in memory.
 */
#ifndef PERSONS_H
#define PERSONS_H

#include "options.h"

struct persons;

/* One person; packed: the cells that fill columns, see person_cell. */
struct person {
	const char *packed;
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

/* The entry of a person, or NULL; and the hint that it will be asked for, see keys_expect. */
const struct person *persons_find(struct persons *persons, struct slice family,
                                  struct slice person);
void persons_expect(struct persons *persons, struct slice family, struct slice person);

/* One cell of an entry; empty for columns that the table lacks. */
struct slice person_cell(const struct person *person, enum column column);

void persons_free(struct persons *persons);

#endif
