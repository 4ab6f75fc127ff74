/*
 * suggest.h: what somebody who misspelled a name may have meant. For messages
 * only: nothing is ever read by a name that is merely near.
 */
#ifndef SUGGEST_H
#define SUGGEST_H

#include "columns.h"
#include "fold.h"

/*
 * How far apart two names are: letters to change, add, drop or swap with their
 * neighbour. A name that begins or ends with the other (of four letters at least)
 * is near as well, behind all that are near by letters: SUGGEST_PART and more.
 * SUGGEST_FAR: not near.
 */
enum { SUGGEST_PART = 500, SUGGEST_FAR = 1000 };
int suggest_distance(const struct folded *a, const struct folded *b);

/* The same from a name as it stands in a header to any spelling of a column. */
int suggest_column_distance(struct slice name, enum column column);

/* The canonical name of the nearest column, or NULL. */
const char *suggest_column(struct slice name);

#endif
