/*
 * pseudonym.h: one pseudonym for one person, as long as the key is the same.
 *
 * A pseudonym is its prefix letter, "-" and 13 characters: the first 64 bits of a
 * BLAKE2b-256 hash keyed with 256 bits, in base32 (RFC 4648, upper case, no
 * padding). Hashed are the bytes: version 0x01, the prefix letter, 0x00, the value.
 * The value is the cell without blanks round it, and a person number without its
 * hyphen.
 *
 * Whoever has the key can try all person numbers: it is kept apart from the data,
 * never given out by this module, and not in any message.
 */
#ifndef PSEUDONYM_H
#define PSEUDONYM_H

#include "person_number.h"
#include "slice.h"

/*
 * Makes a file with a new random key: 64 hexadecimal digits and a line feed, mode
 * 0600, on the disk when this returns. An existing file is left alone; a half
 * written one is removed. NULL, or why not.
 */
const char *pseudonym_new_key(const char *file);

struct pseudonyms;

/*
 * Reads the key of a regular file that only its owner (the user, or root) can
 * read; NULL, with the reason in *why, for any other. bits of the hash are used:
 * 64, or fewer in tests, where collisions are wanted.
 */
#define PSEUDONYM_BITS 64
struct pseudonyms *pseudonyms_open(const char *key_file, int bits, const char **why);

enum pseudonym_fault {
	PSEUDONYM_SOUND,
	PSEUDONYM_MISSING,   /* the cell is empty or NA */
	PSEUDONYM_COLLISION, /* another value of this run has the same 13 characters */
};

/*
 * A cell in two steps, because a large table waits for memory: ask for all cells of
 * a record, do other work, then make the pseudonyms. The cell must live until then;
 * any number may be under way. prefix is a letter.
 *
 * No value is hashed twice in a run: with its pseudonym, a table keeps 127 bits of
 * a second, independent hash (SipHash-2-4-128 with a random key) of it. Two values
 * that share a pseudonym are told apart by those, and noticed. That all 127 are the
 * same as well has a probability of 3e-27 among 1 000 000 persons; that a pseudonym
 * is shared at all, of 3e-8.
 */
struct pseudonym_query {
	char prefix;
	struct slice value;
	char digits[PERSON_NUMBER_DIGITS]; /* of a person number; value points here then */
	uint64_t id[2];
};

void pseudonym_ask(struct pseudonyms *pseudonyms, char prefix, struct slice cell,
                   struct pseudonym_query *query);

/* Writes the pseudonym, NUL-terminated. */
#define PSEUDONYM_LEN 15
enum pseudonym_fault pseudonym_make(struct pseudonyms *pseudonyms,
                                    const struct pseudonym_query *query,
                                    char pseudonym[PSEUDONYM_LEN + 1]);

void pseudonyms_close(struct pseudonyms *pseudonyms);

#endif
