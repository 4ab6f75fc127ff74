/*
 * columns.h: the names of columns. Canonical names and aliases of every column
 * that any command reads stand in share/columns.csv.
 */
#ifndef COLUMNS_H
#define COLUMNS_H

#include "fold.h"
#include "slice.h"

/* COL_FAMILY_ID, COL_ORS_SOCIAL ..., COL_COUNT */
#include "column_ids.h"

/* The canonical name. */
const char *column_name(enum column column);

/* The column of a canonical name (in any case), or COL_COUNT. */
enum column column_by_name(struct slice name);

/*
 * The column that a header cell names, or COL_COUNT. An exact canonical name beats
 * every alias.
 */
enum column column_find(struct slice name);

/* Whether a header cell is a name for Danish person numbers: cpr, cprnr, personnummer. */
bool column_is_person_number(struct slice name);

/* Whether a header cell names an identifier: *_id, cpr, cprnr, personnummer, or an alias of one. */
bool column_is_identifier(struct slice name);

#endif
