/*
 * columns.h: the names of columns. Canonical names and aliases of every column
 * that any command reads stand in share/columns.csv.
 *
 * An alias there that begins with letters in brackets, as in "[pts]consid", is the
 * word behind them, as it is and with one of the letters in front: files may hold
 * the same column several times in one record, in variants that the letter tells
 * apart.
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

/* The same; *variant receives the letter of a name that has one, otherwise '\0'. */
enum column column_find_variant(struct slice name, char *variant);

/* The spellings that columns are found by, folded, one after the other; false behind the last. */
bool column_spelling(size_t at, const struct folded **spelling, enum column *column);

/* Whether a header cell is a name for Danish person numbers: cpr, cprnr, personnummer. */
bool column_is_person_number(struct slice name);

/*
 * Whether a header cell names an identifier: *_id, an alias of one, or whatever has cpr
 * or personnummer in it.
 */
bool column_is_identifier(struct slice name);

#endif
