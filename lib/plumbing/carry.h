/*
 * carry.h: columns that a summary carries over from single records, such as the team
 * of the last session: known ones, and ones that an option names.
 */
#ifndef CARRY_H
#define CARRY_H

#include "input.h"
#include "kept.h"

/* All zero at first: none. */
struct carry {
	struct carried *columns;
	struct slice *cells; /* as many, of one record */
	size_t count, known;
};

/*
 * Carries a column that an option names, before input_open. results: names that the
 * command writes itself, ended by NULL; these and the same name twice are refused.
 */
void carry_named(struct carry *carry, const char *option, const char *name,
                 const char *const *results, struct settings *settings);

/* Carries a known column, if the input has it, before all others; after input_open. */
void carry_known(struct carry *carry, enum column column, const struct input *input);

/* Keeps the record's cells. */
void carry_keep(const struct carry *carry, struct input *input, struct kept *kept);

/* Writes the names of the columns; and cells that were kept. */
void carry_write_names(const struct carry *carry);
void carry_write(const struct carry *carry, const struct kept *kept);

void carry_free(struct carry *carry);

#endif
