/*
 * guard.h: Danish person numbers (CPR), which do not belong in these files.
 *
 * Shape only: DDMMYY with a date that can exist (days 61 to 91 are replacement
 * numbers), a hyphen, four digits. Modulus 11 is not required: numbers without
 * it have been given out since 2007.
 */
#ifndef GUARD_H
#define GUARD_H

#include "slice.h"

/*
 * Where the first hyphen stands that could be one of a number; text.len when there is
 * none. Takes many bytes at once to say no: a number has digits three bytes before and
 * behind its hyphen, which dates in any order do not have. Where the text goes on later,
 * its last GUARD_AROUND bytes are to be asked about again.
 */
size_t guard_suspect(struct slice text);
#define GUARD_AROUND 6

/* Whether DDMMYY-NNNN stands anywhere in the bytes, with no digit directly beside it. */
bool guard_finds_number(struct slice bytes);

/*
 * Whether the whole cell is one, with or without the hyphen; a blank or a dash instead of
 * it, as people type them, is one, too.
 */
bool guard_is_number(struct slice cell);

#endif
