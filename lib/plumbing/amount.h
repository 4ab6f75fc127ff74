/*
 * amount.h: amounts of money as people and spreadsheets write them: -28434
 * 28.434  -28.434,50  70.488 kr.  with no-break spaces or a minus sign U+2212.
 */
#ifndef AMOUNT_H
#define AMOUNT_H

#include <stdint.h>

#include "slice.h"

enum amount_fault {
	AMOUNT_SOUND,
	AMOUNT_NOT_ONE,
	AMOUNT_AMBIGUOUS, /* one mark and three digits, and nobody said what the mark is */
	AMOUNT_TOO_FINE,  /* more than two decimals */
	AMOUNT_TOO_LARGE, /* 10^15 øre or more */
};

/*
 * Whole øre. decimal_mark: '.' or ',' when the file or the user says which it is,
 * otherwise '\0'. One point with exactly three digits behind it marks thousands
 * where the decimal mark is a comma.
 */
enum amount_fault amount_read(struct slice text, char decimal_mark, int64_t *amount);

#endif
