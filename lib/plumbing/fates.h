/*
 * fates.h: what becomes of the columns of an input: each is kept as it is, replaced by
 * pseudonyms (pseudonym.h), or removed. Writes the input so.
 */
#ifndef FATES_H
#define FATES_H

#include "input.h"
#include "pseudonym.h"

struct fate {
	enum { FATE_KEPT, FATE_REPLACED, FATE_REMOVED } kind;
	char prefix;         /* of the pseudonyms */
	bool has_numbers;    /* person numbers were seen */
	uint64_t lost_zeros; /* cells that would be one with a zero in front */
	uint64_t others;     /* cells that would not */
	struct place first_lost_zero;
	struct pseudonym_query query;
};

struct fates {
	const struct input *input;
	struct pseudonyms *pseudonyms;
	struct fate *of;  /* by header column */
	size_t *replaced; /* header columns */
	size_t replaced_count;
	size_t width; /* cells of a record; the caller adds those that it writes behind them */
};

/*
 * For an open input that is read whole; all columns are kept. pseudonyms may be NULL
 * where no column is replaced.
 */
void fates_open(struct fates *fates, const struct input *input, struct pseudonyms *pseudonyms);

/*
 * Has a header column replaced by pseudonyms with this prefix, or, where the prefix is
 * '\0', removed. False when either was said of it before.
 */
bool fates_decide(struct fates *fates, size_t column, char prefix);

static inline bool fates_keep(const struct fates *fates, size_t column)
{
	return fates->of[column].kind == FATE_KEPT;
}

static inline bool fates_remove(const struct fates *fates, size_t column)
{
	return fates->of[column].kind == FATE_REMOVED;
}

/* Whether the output has a column of this name from the input, whatever becomes of its cells. */
bool fates_have(const struct fates *fates, struct slice name);

/* The names of the columns, without writer_end. */
void fates_write_header(const struct fates *fates);

/*
 * A record in three steps: ask for its pseudonyms; then other work, such as looking
 * for a person number (guard.h) in a cell that is kept; then write its cells, without
 * writer_end. A collision of pseudonyms ends the process.
 */
void fates_ask(struct fates *fates);
bool fates_find_number(const struct fates *fates, size_t *column);
void fates_write_record(const struct fates *fates);

/* Notices person numbers that seem to have lost a leading zero, and frees; pseudonyms stay. */
void fates_close(struct fates *fates);

#endif
