/*
 * reader.h: bytes in, records out. The only module that knows libcsv.
 *
 * Several files are read as one: each begins with the same header (byte order
 * mark and line ending apart), which is given out once. RFC 4180 is read
 * strictly: an unclosed quote, a bare carriage return, a NUL byte, UTF-16 or a
 * record over the cap ends the process with status 2 and the line in question.
 * Blank lines are dropped. Every record keeps its raw bytes.
 */
#ifndef READER_H
#define READER_H

#include <stdint.h>

#include "diag.h"
#include "slice.h"

/* Until the next call of reader_next. */
struct record {
	struct slice raw;    /* the bytes as they came, without line ending */
	uint64_t line;       /* of the first byte; the first line is 1 */
	size_t field_count;  /* as found, also when the header has another number */
	bool suspect;        /* may have a person number with a hyphen, see guard_suspect */
	struct slice *cells; /* by column, see reader_select; unquoted */
};

struct reader;

/* files: names or "-" for standard input; they must outlive the reader. */
struct reader *reader_new(const char *const *files, size_t count, size_t max_record);

/*
 * Opens the first file and shows its raw header (up to the record cap) without
 * taking it, so that a delimiter can be chosen. *delimiter receives the one that
 * an Excel "sep=" line asks for, or '\0'. The bytes live until reader_begin.
 */
struct slice reader_peek_header(struct reader *reader, char *delimiter);

/* Cuts a raw header into cells, which live until the next call; *count is their number. */
const struct slice *reader_split(struct reader *reader, struct slice raw, char delimiter,
                                 size_t *count);

/* Settles the delimiter and reads the header, with all its cells. */
const struct record *reader_begin(struct reader *reader, char delimiter);

/*
 * For hints, when the header has turned out to be none: the physical line behind it,
 * and its number, and so on; false at the end of the file. Nothing is parsed, and no
 * record can be read after this.
 */
bool reader_skim(struct reader *reader, struct slice *line, uint64_t *number);

/*
 * From now on, records have column_count cells, those of the header, and only the
 * first `wanted` of them are to be looked at. Cells that a short record lacks are empty.
 */
void reader_select(struct reader *reader, size_t column_count, size_t wanted);

/* The next record of all files, without their headers; NULL at the end. */
const struct record *reader_next(struct reader *reader);

/*
 * The record that reader_next will give out as the distance-th from now, 1 to
 * READER_AHEAD, where it has been parsed already; otherwise NULL. For hints only:
 * how far ahead the reader is depends on how the bytes came. Nothing that is wrong
 * with a record is said before its turn.
 */
#define READER_AHEAD 4
const struct record *reader_ahead(const struct reader *reader, size_t distance);

/* How large the open file is, where that is known; otherwise 0. For hints only. */
size_t reader_file_size(const struct reader *reader);

/* Whether the header ended with CR LF. */
bool reader_crlf(const struct reader *reader);

/* The place of the record that was given out last. */
struct place reader_place(const struct reader *reader);

void reader_free(struct reader *reader);

#endif
