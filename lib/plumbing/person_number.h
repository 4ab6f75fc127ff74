/*
 * person_number.h: what a Danish person number (CPR) says: when somebody was born,
 * and the sex. Shape as in guard.h: DDMMYY-NNNN, with or without the hyphen, days
 * 61 to 91 are replacement numbers; modulus 11 is not required.
 */
#ifndef PERSON_NUMBER_H
#define PERSON_NUMBER_H

#include <stdint.h>

#include "slice.h"

/* Whether the whole cell is one, blanks round it apart; digits receives its ten digits. */
#define PERSON_NUMBER_DIGITS 10
bool person_number_digits(struct slice cell, char digits[PERSON_NUMBER_DIGITS]);

enum person_number_fault {
	PERSON_NUMBER_SOUND,
	PERSON_NUMBER_NONE,        /* the cell is not a person number */
	PERSON_NUMBER_NO_SUCH_DAY, /* 29 February of a year that is no leap year */
};

/* birth: see date.h. */
enum person_number_fault person_number_read(struct slice cell, int32_t *birth, bool *female);

#endif
