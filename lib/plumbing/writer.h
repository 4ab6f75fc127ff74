/*
 * writer.h: records out, to standard output.
 *
 * Results are written in the dialect of the input. A failed write is always
 * noticed and ends the process with status 2. When the command fails after
 * output has begun, the last line opens a quote and never closes it, so that
 * every strict reader downstream fails too.
 */
#ifndef WRITER_H
#define WRITER_H

#include <stdint.h>

#include "sfb.h"
#include "slice.h"

struct dialect {
	char delimiter;
	char decimal_mark;
	bool crlf;
};

/* Opens standard output; commands have one writer. */
void writer_open(struct dialect dialect);

/* Bytes as they are. A record that is passed through begins with its raw bytes. */
void writer_raw(struct slice bytes);

/* One more cell of the record, quoted only when needed. */
void writer_cell(struct slice text);
void writer_text(const char *text);

/* Bytes before the first record, such as a byte order mark. */
void writer_preamble(struct slice bytes);

/*
 * The name of a column: quoted unless it reads the same with every delimiter, so
 * that the next command cannot take a mark in a name for the delimiter.
 */
void writer_name(struct slice name);

/*
 * A word of letters, digits, "-" and "+", which no delimiter is: never quoted. No
 * longer than WRITER_TOKEN_MAX; NULL is an empty cell.
 */
#define WRITER_TOKEN_MAX 127
void writer_token(const char *token);

/* Up to 32 of them, constants: what stands at an address does not change before the end. */
void writer_tokens(const char *const *tokens, size_t count);

/* A count or a score in whole points, 0 to 9999; an empty cell below 0. */
void writer_whole(int number);
void writer_wholes(const int *numbers, size_t count);

/* A decimal, value in 10^-scale, with at least decimals_min decimals. */
void writer_decimal(int64_t value, int scale, int decimals_min);

/* A score; an empty cell for SFB_NO_POINTS. */
void writer_points(sfb_points points, int decimals_min);

/* A day as YYYY-MM-DD. */
void writer_date(int32_t day);

/* Ends the record. */
void writer_end(void);

/*
 * The rest of a record, through its end, where many records end alike, as with a
 * few tokens: written cell by cell once, and copied from then on. All zero at
 * first. writer_rest writes it; when it is not known yet, it returns false, and
 * the caller writes the cells, ends the record and calls writer_rest_keep.
 */
#define WRITER_REST_MAX 64
struct writer_rest {
	size_t len;
	char bytes[WRITER_REST_MAX];
};

bool writer_rest(const struct writer_rest *rest);
void writer_rest_keep(struct writer_rest *rest);
/* The header of a new table: names of sfb's own, ended by NULL. */
void writer_names(const char *const *names);

/* Flushes and closes; a write error is found here at the latest. */
void writer_close(void);

#endif
