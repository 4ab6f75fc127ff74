/*
 * missing.h: what to do when a table lacks a column: the last words of a message
 * that has said so. They name headers and columns, never a cell: who calls has made
 * sure that the first line is a header.
 */
#ifndef MISSING_H
#define MISSING_H

#include "table.h"

/* missing: the names of columns, as "a, b" or "a or b". Blank first; at most size bytes. */
void missing_hint(const struct table *table, const char *missing, char *hint, size_t size);

/* The same for a name that is not one of sfb's: the header that is most like it, if any. */
void missing_header_hint(const struct table *table, const char *name, char *hint, size_t size);

/*
 * Notices of columns that the command would read and the table lacks, where a header is
 * much like one of them: without it, series of several persons or raters would be taken
 * for one, or an end that is there would not be seen.
 */
void missing_notices(const struct table *table, const struct table_plan *plan);

#endif
