/*
 * texts.h: answer texts: a table text,value[,items] that says which number a text in
 * an item's cell stands for, for all items or for some of them.
 */
#ifndef TEXTS_H
#define TEXTS_H

#include "options.h"

struct texts;

/* What stands for an answer that was not given. */
#define TEXTS_MISSING (-1)

/*
 * Reads the table. Items are numbered from 1 to TEXTS_ITEM_MAX; a value is a whole
 * number up to value_max or empty: not answered. A text that means two things for one
 * item ends the process, as does anything that cannot be read.
 */
#define TEXTS_ITEM_MAX 63
struct texts *texts_read(const struct settings *settings, const char *file, int value_max);

/* Whether a cell of an item is one of the texts; *value receives what it stands for. */
bool texts_find(const struct texts *texts, int item, struct slice cell, int *value);

void texts_free(struct texts *texts);

#endif
