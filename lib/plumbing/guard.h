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

/* Whether DDMMYY-NNNN stands anywhere in the bytes, with no digit directly beside it. */
bool guard_finds_number(struct slice bytes);

/* Whether the whole cell is one, with or without the hyphen. */
bool guard_is_number(struct slice cell);

#endif
