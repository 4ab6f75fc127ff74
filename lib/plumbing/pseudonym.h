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
	PSEUDONYM_TOO_LONG,  /* over PSEUDONYM_VALUE_MAX bytes: no identifier */
	PSEUDONYM_COLLISION, /* another value of this run has the same 13 characters */
};

/*
 * The pseudonym of a cell, NUL-terminated. prefix is a letter. Values are kept, so
 * that none is hashed twice and every collision of a run is noticed.
 */
#define PSEUDONYM_LEN 15
#define PSEUDONYM_VALUE_MAX 4096
enum pseudonym_fault pseudonym_make(struct pseudonyms *pseudonyms, char prefix, struct slice cell,
                                    char pseudonym[PSEUDONYM_LEN + 1]);

void pseudonyms_close(struct pseudonyms *pseudonyms);

#endif
