/*
 * kept.h: cells that are kept of a series and replaced now and then, such as those
 * of its last session. The memory is used again and grows only for longer cells.
 */
#ifndef KEPT_H
#define KEPT_H

#include "slice.h"

/* Nothing is kept while a pointer to it is NULL. For free(). */
struct kept;

/* Keeps copies of count cells instead of those before. */
void kept_set(struct kept **kept, const struct slice *cells, size_t count);

/* A cell by its position; empty while nothing is kept. */
struct slice kept_cell(const struct kept *kept, size_t position);

#endif
