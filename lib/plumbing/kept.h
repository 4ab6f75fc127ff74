/*
 * kept.h: cells that are kept of a series and replaced now and then, such as those
 * of its last session. Short ones lie in the struct itself, so that replacing them
 * touches no other memory; for longer ones there is a piece of memory that is used
 * again.
 */
#ifndef KEPT_H
#define KEPT_H

#include "slice.h"

#define KEPT_SHORT 8

/* All zero at first: no cells. */
struct kept {
	struct kept_long *more; /* NULL: in bytes */
	char bytes[KEPT_SHORT]; /* each cell with a NUL behind it, which no input contains */
};

/* Keeps copies of count cells instead of those before. */
void kept_set(struct kept *kept, const struct slice *cells, size_t count);

/* A cell by its position among those that were set, or the first before: it is empty. */
struct slice kept_cell(const struct kept *kept, size_t position);

void kept_free(struct kept *kept);

#endif
