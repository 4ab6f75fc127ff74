#include "reader.h"

#include <csv.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "memory.h"

enum {
	CHUNK = 128 * 1024,
	FIELD_GROWTH = 4096, /* libcsv's own step of 128 bytes makes long notes slow */
};

enum { END = 1, NO_BEGIN = 2 };

/* Cells of the record being parsed, copied out of libcsv's one buffer. */
struct cells {
	const int *places;
	size_t column_count;
	struct slice **targets; /* by column: its cell, or unwanted */
	struct slice unwanted;
	struct slice *cells;
	size_t cell_room;
	char *text; /* as long as the raw record at least: cells never outgrow it */
	size_t used, room;
	size_t fields, rows;
	size_t fields_before; /* fields of the record before the line being fed */
	void (*on_field)(void *text, size_t len, void *data);
	bool plain;               /* all cells of the record so far are plain, see is_plain */
	size_t plain_fields;      /* otherwise: how many of the first ones are */
	const char *at;           /* the next cell, when plain */
	unsigned char marks[256]; /* END: delimiter and line ends; NO_BEGIN: quote and blanks */
	uint64_t field_line; /* where the field being parsed begins, but for the last line fed */
	bool ended_by_cr;    /* some row ended with a carriage return */
};

struct reader {
	const char *const *files;
	size_t file_count, next_file;
	size_t max_record;

	const char *name;
	int fd;
	bool at_end; /* of the open file */
	uint64_t line;

	/* The window of the file: [start, parsed) belongs to the record being parsed. */
	char *window;
	size_t room, start, parsed, end;
	size_t searched; /* no line feed in [parsed, searched) */
	size_t nul;      /* first NUL byte in the window, or end */

	struct csv_parser parser;
	char delimiter;
	bool crlf;
	char *header;
	size_t header_len;

	struct cells cells;
	uint64_t record_line;
};

static struct place here(const struct reader *reader)
{
	return (struct place){ reader->name, reader->line };
}

struct place reader_place(const struct reader *reader)
{
	return (struct place){ reader->name, reader->record_line };
}

struct reader *reader_new(const char *const *files, size_t count, size_t max_record)
{
	struct reader *reader = memory_resize(NULL, 1, sizeof(*reader));

	*reader = (struct reader){
		.files = files, .file_count = count, .max_record = max_record, .fd = -1
	};
	return reader;
}

/* ---- bytes ---- */

static void fill(struct reader *reader)
{
	if (reader->end == reader->room) {
		if (reader->start > 0) {
			size_t shift = reader->start;

			memmove(reader->window, reader->window + shift, reader->end - shift);
			reader->start = 0;
			reader->parsed -= shift;
			reader->searched -= shift;
			reader->end -= shift;
			reader->nul -= shift;
		} else {
			reader->room = reader->room == 0 ? CHUNK : reader->room * 2;
			reader->window = memory_resize(reader->window, reader->room, 1);
		}
	}

	ssize_t n;

	do
		n = read(reader->fd, reader->window + reader->end, reader->room - reader->end);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		diag_fail((struct place){ reader->name, 0 }, "cannot read: %s", strerror(errno));
	if (n == 0)
		reader->at_end = true;

	size_t new_end = reader->end + (size_t)n;

	if (reader->nul == reader->end) {
		const char *nul = n == 0 ? NULL
		                         : memchr(reader->window + reader->end, '\0', (size_t)n);

		reader->nul = nul == NULL ? new_end : (size_t)(nul - reader->window);
	}
	reader->end = new_end;
}

/* The end of the next physical line (behind its line feed, or the end of the file). */
static size_t line_end(struct reader *reader)
{
	for (;;) {
		char *feed = reader->searched == reader->end
		                     ? NULL
		                     : memchr(reader->window + reader->searched, '\n',
		                              reader->end - reader->searched);

		if (feed != NULL)
			return (size_t)(feed - reader->window) + 1;
		reader->searched = reader->end;
		if (reader->at_end || reader->end - reader->start > reader->max_record + 2)
			return reader->end;
		fill(reader);
	}
}

_Noreturn static void refuse_encoding(const struct reader *reader, const char *what,
                                      const char *encoding)
{
	diag_fail(here(reader), "%s; convert it first: iconv -f %s -t UTF-8 FILE >NEWFILE", what,
	          encoding);
}

static void open_next_file(struct reader *reader)
{
	reader->name = reader->files[reader->next_file++];
	reader->at_end = false;
	reader->line = 1;
	reader->start = reader->parsed = reader->end = reader->searched = reader->nul = 0;
	if (strcmp(reader->name, "-") == 0) {
		reader->fd = STDIN_FILENO;
	} else {
		do
			reader->fd = open(reader->name, O_RDONLY | O_CLOEXEC);
		while (reader->fd < 0 && errno == EINTR);
		if (reader->fd < 0)
			diag_fail((struct place){ reader->name, 0 }, "cannot open: %s",
			          strerror(errno));
	}

	while (!reader->at_end && reader->end < 3)
		fill(reader);
	if (reader->end >= 2 && (memcmp(reader->window, "\xFF\xFE", 2) == 0 ||
	                         memcmp(reader->window, "\xFE\xFF", 2) == 0))
		refuse_encoding(reader, "UTF-16 text", "UTF-16");
	if (reader->end >= 3 && memcmp(reader->window, "\xEF\xBB\xBF", 3) == 0)
		reader->start = reader->parsed = reader->searched = 3;
}

static void close_file(struct reader *reader)
{
	int fd = reader->fd;

	reader->fd = -1;
	/* A failed close of an input loses nothing: every byte has been read. */
	if (fd > STDIN_FILENO)
		(void)close(fd);
}

/* ---- libcsv ---- */

/*
 * The cell as it lies in the window, where it lies there as it is: without quotes
 * and without blanks round it. A cell that begins with neither ends at the first
 * delimiter or line end: when that is len bytes on, these bytes are the cell.
 * Reading libcsv's copy of it, written byte by byte just now, would stall.
 */
static inline bool is_plain(const struct cells *cells, const char *at, size_t len)
{
	return (cells->marks[(unsigned char)*at] & NO_BEGIN) == 0 &&
	       (cells->marks[(unsigned char)at[len]] & END) != 0;
}

static void keep_cell(struct cells *cells, size_t place, const char *text, size_t len)
{
	char *to = cells->text + cells->used;

	cells->cells[place] = (struct slice){ to, len };
	cells->used += len;
	if (len > 0)
		memcpy(to, text, len);
}

/* Once per cell of the input: the hot spot of every command. */
static void on_field(void *text, size_t len, void *data)
{
	struct cells *cells = data;
	size_t column = cells->fields++;
	const char *at = cells->at;

	if (column >= cells->column_count)
		return;
	if (cells->plain) {
		if (is_plain(cells, at, len)) {
			cells->at = at + len + 1;
			*cells->targets[column] = (struct slice){ at, len };
			return;
		}
		/* Behind a cell that is not plain, nobody knows where the next one begins. */
		cells->plain = false;
		cells->plain_fields = column;
	}
	if (cells->places[column] >= 0)
		keep_cell(cells, (size_t)cells->places[column], text, len);
}

/* The header: every cell, as many as there are. */
static void on_name(void *text, size_t len, void *data)
{
	struct cells *cells = data;
	size_t column = cells->fields++;

	if (column == cells->cell_room) {
		cells->cell_room = column == 0 ? 64 : column * 2;
		cells->cells = memory_resize(cells->cells, cells->cell_room, sizeof(*cells->cells));
	}
	keep_cell(cells, column, text, len);
}

/* The kept cell of a column, or NULL. */
static struct slice *cell_of(const struct cells *cells, size_t column)
{
	if (cells->on_field == on_name)
		return &cells->cells[column];
	return column < cells->column_count && cells->places[column] >= 0
	               ? &cells->cells[cells->places[column]]
	               : NULL;
}

static void on_row(int end, void *data)
{
	struct cells *cells = data;

	cells->rows++;
	cells->ended_by_cr |= end == '\r';
}

static void start_parser(struct reader *reader, char delimiter)
{
	unsigned char *marks = reader->cells.marks;

	if (csv_init(&reader->parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		diag_fail(NOWHERE, "cannot start the CSV parser");
	csv_set_delim(&reader->parser, (unsigned char)delimiter);
	memset(marks, 0, sizeof(reader->cells.marks));
	marks['"'] = marks[' '] = marks['\t'] = NO_BEGIN;
	marks['\r'] = marks['\n'] = END;
	marks[(unsigned char)delimiter] = END; /* a TAB may be one */
	csv_set_blk_size(&reader->parser, FIELD_GROWTH);
}

static void stop_parser(struct reader *reader)
{
	csv_free(&reader->parser);
}

/*
 * Where the quote was opened that swallowed everything since: on the line where
 * the cell before it ended.
 */
static struct place quote_place(const struct reader *reader)
{
	const struct cells *cells = &reader->cells;

	return (struct place){ reader->name, cells->fields > cells->fields_before
		                                     ? reader->line
		                                     : cells->field_line };
}

static const char unclosed[] =
	"a quote is opened here and not closed where the cell ends (a quote inside a cell is doubled)";

_Noreturn static void fail_syntax(struct reader *reader)
{
	int error = csv_error(&reader->parser);

	if (error == CSV_ENOMEM || error == CSV_ETOOBIG)
		diag_fail(NOWHERE, "out of memory");
	if (reader->parser.quoted)
		diag_fail(quote_place(reader), "%s", unclosed);
	diag_fail(here(reader),
	          "a quote inside a cell that is not quoted (quote the cell and double the quote)");
}

_Noreturn static void fail_bare_cr(struct place place)
{
	diag_fail(place, "a bare carriage return outside quotes; line endings are LF or CR LF");
}

static void feed(struct reader *reader, const char *bytes, size_t len)
{
	if (len > 0 && csv_parse(&reader->parser, bytes, len, reader->cells.on_field, on_row,
	                         &reader->cells) != len)
		fail_syntax(reader);
}

/* Feeds [parsed, to), one physical line. libcsv takes a bare CR for a line end: we do not. */
static void feed_line(struct reader *reader, size_t to)
{
	const char *bytes = reader->window + reader->parsed;
	size_t len = to - reader->parsed;
	struct cells *cells = &reader->cells;

	if (reader->parsed == reader->start) {
		cells->plain = cells->on_field == on_field;
		cells->at = bytes;
		/* There is room behind the last byte of a file: its end was found by reading on. */
		if (bytes[len - 1] != '\n')
			reader->window[to] = '\n';
	}
	if (len >= 2 && bytes[len - 2] == '\r' && bytes[len - 1] == '\n') {
		feed(reader, bytes, len - 2);
		if (reader->cells.rows > 0)
			fail_bare_cr(here(reader));
		feed(reader, bytes + len - 2, 2);
	} else {
		feed(reader, bytes, len);
		if (reader->cells.ended_by_cr)
			fail_bare_cr(here(reader));
	}
	reader->parsed = to;
}

static void begin_cells(struct cells *cells, uint64_t line)
{
	cells->plain = false;
	cells->plain_fields = 0;
	cells->fields = cells->fields_before = cells->rows = cells->used = 0;
	cells->ended_by_cr = false;
	cells->field_line = line;
}

/* Room for all cells of a record of len bytes so far. */
static void make_room(struct cells *cells, size_t len)
{
	char *old = cells->text;

	if (len <= cells->room)
		return;
	cells->text = memory_resize(NULL, len, 2);
	cells->room = len * 2;
	/* A record of several lines has cells already: they move along. */
	if (cells->used > 0)
		memcpy(cells->text, old, cells->used);
	for (size_t column = 0; column < cells->fields; column++) {
		struct slice *cell = cell_of(cells, column);

		if (cell != NULL)
			cell->ptr = cells->text + (cell->ptr - old);
	}
	free(old);
}

/* Takes the plain cells out of the window, which may move when the record goes on. */
static void settle(struct cells *cells)
{
	size_t count = cells->plain ? cells->fields : cells->plain_fields;

	for (size_t column = 0; column < count; column++) {
		struct slice *cell = cell_of(cells, column);

		if (cell == NULL)
			continue;
		if (cell->len > 0)
			memcpy(cells->text + cells->used, cell->ptr, cell->len);
		cell->ptr = cells->text + cells->used;
		cells->used += cell->len;
	}
	cells->plain = false;
	cells->plain_fields = 0;
}

/* ---- records ---- */

_Noreturn static void fail_too_long(struct reader *reader)
{
	/* Whether a quote is to blame shows only when the line so far is parsed. */
	feed(reader, reader->window + reader->parsed, reader->end - reader->parsed);
	if (reader->parser.quoted)
		diag_fail(quote_place(reader), "the record is over %zu bytes (--max-record): %s",
		          reader->max_record, unclosed);
	diag_fail(reader_place(reader), "a record of over %zu bytes (--max-record)",
	          reader->max_record);
}

/* A blank line may hold blanks, but no carriage return beside its line ending. */
static bool begins_with_cr(struct slice raw)
{
	for (size_t i = 0; i < raw.len; i++)
		if (raw.ptr[i] != ' ' && raw.ptr[i] != '\t')
			return raw.ptr[i] == '\r';
	return false;
}

static struct slice strip_line_end(const char *bytes, size_t len, bool *crlf)
{
	*crlf = false;
	if (len > 0 && bytes[len - 1] == '\n') {
		len--;
		if (len > 0 && bytes[len - 1] == '\r') {
			*crlf = true;
			len--;
		}
	}
	return (struct slice){ bytes, len };
}

/* The next record of the open file into *record; false at its end. */
static bool next_in_file(struct reader *reader, struct record *record)
{
	struct cells *cells = &reader->cells;
	bool crlf;

	reader->record_line = reader->line;
	begin_cells(cells, reader->line);
	for (;;) {
		size_t to = line_end(reader);
		bool last = reader->at_end && to == reader->end;

		make_room(cells, to - reader->start);
		if (reader->nul < to)
			refuse_encoding(reader, "a NUL byte, as in UTF-16 text", "UTF-16");
		if (to - reader->start > reader->max_record) {
			struct slice raw = strip_line_end(reader->window + reader->start,
			                                  to - reader->start, &crlf);

			if (raw.len > reader->max_record)
				fail_too_long(reader);
		}
		if (to > reader->parsed)
			feed_line(reader, to);
		reader->searched = to;
		if (cells->rows == 0 && last) {
			/* Ends the last record where its line feed is missing. */
			if (csv_fini(&reader->parser, cells->on_field, on_row, cells) != 0)
				fail_syntax(reader);
			if (cells->rows == 0)
				return false;
			if (reader->end > reader->start && reader->window[reader->end - 1] != '\n')
				diag_notice(here(reader),
				            "the last line has no line ending: is the "
				            "file complete?");
		}

		struct slice raw =
			strip_line_end(reader->window + reader->start, to - reader->start, &crlf);

		if (cells->fields > cells->fields_before) {
			cells->fields_before = cells->fields;
			cells->field_line = reader->line;
		}
		reader->line++;
		if (cells->rows == 0)
			settle(cells);
		if (cells->rows > 0) {
			if (raw.len > 0 && (unsigned char)raw.ptr[0] <= ' ' && begins_with_cr(raw))
				fail_bare_cr(reader_place(reader));
			record->raw = raw;
			record->line = reader->record_line;
			record->field_count = cells->fields;
			record->cells = cells->cells;
			reader->start = to;
			if (reader->header == NULL)
				reader->crlf = crlf;
			return true;
		}
		/* A blank line; inside a quote there would be the quote at least. */
		if (cells->fields == 0 && slice_trim(raw).len == 0) {
			if (begins_with_cr(raw))
				fail_bare_cr(reader_place(reader));
			reader->start = to;
			reader->record_line = reader->line;
			begin_cells(cells, reader->line);
		}
	}
}

/* Drops blank lines and an Excel "sep=" line; false if nothing else is there. */
static bool skip_to_header(struct reader *reader, char *delimiter)
{
	*delimiter = '\0';
	for (;;) {
		size_t to = line_end(reader);
		struct slice line = { reader->window + reader->start, to - reader->start };
		struct slice text = slice_trim(line);
		bool sep = false;

		if (text.len >= 2 && text.ptr[0] == '"' && text.ptr[text.len - 1] == '"')
			text = (struct slice){ text.ptr + 1, text.len - 2 };
		/* The separator may be a TAB, which is trimmed off. */
		if (reader->line == 1 && (text.len == 4 || text.len == 5) &&
		    (memcmp(text.ptr, "sep=", 4) == 0 || memcmp(text.ptr, "SEP=", 4) == 0)) {
			sep = true;
			*delimiter = text.len == 5 ? text.ptr[4] : '\t';
		}
		if (!sep && text.len > 0)
			return true;
		if (reader->at_end && to == reader->end)
			return false;
		reader->start = reader->parsed = reader->searched = to;
		reader->line++;
	}
}

_Noreturn static void fail_empty(const struct reader *reader)
{
	diag_fail((struct place){ reader->name, 0 }, "empty: a header line is needed");
}

struct slice reader_peek_header(struct reader *reader, char *delimiter)
{
	bool open = false, crlf;
	size_t len = 0; /* of the header so far: the window can move */

	open_next_file(reader);
	if (!skip_to_header(reader, delimiter))
		fail_empty(reader);

	/* A header cell can hold newlines, inside quotes. */
	do {
		size_t to;

		reader->searched = reader->start + len;
		to = line_end(reader);
		for (size_t i = reader->start + len; i < to; i++)
			if (reader->window[i] == '"')
				open = !open;
		len = to - reader->start;
		if (reader->at_end && to == reader->end)
			break;
	} while (open && len <= reader->max_record);
	reader->searched = reader->start;
	return strip_line_end(reader->window + reader->start, len, &crlf);
}

const struct slice *reader_split(struct reader *reader, struct slice raw, char delimiter,
                                 size_t *count)
{
	struct cells *cells = &reader->cells;

	start_parser(reader, delimiter);
	cells->on_field = on_name;
	begin_cells(cells, reader->line);
	make_room(cells, raw.len);
	/* Errors are left to reader_begin, which knows their lines. */
	if (csv_parse(&reader->parser, raw.ptr, raw.len, on_name, on_row, cells) == raw.len)
		(void)csv_fini(&reader->parser, cells->on_field, on_row, cells);
	stop_parser(reader);
	*count = cells->fields;
	return cells->cells;
}

void reader_begin(struct reader *reader, char delimiter, struct record *header)
{
	reader->delimiter = delimiter;
	reader->cells.on_field = on_name;
	start_parser(reader, delimiter);
	if (!next_in_file(reader, header))
		fail_empty(reader);
	reader->cells.on_field = on_field;
	reader->header = memory_copy(header->raw.ptr, header->raw.len);
	reader->header_len = header->raw.len;
}

void reader_select(struct reader *reader, const int *places, size_t column_count,
                   size_t place_count)
{
	struct cells *cells = &reader->cells;

	/* Nothing behind the last wanted column is looked at. */
	while (column_count > 0 && places[column_count - 1] < 0)
		column_count--;
	cells->places = places;
	cells->column_count = column_count;
	if (place_count > cells->cell_room) {
		cells->cell_room = place_count;
		cells->cells = memory_resize(cells->cells, place_count, sizeof(*cells->cells));
	}
	cells->targets = memory_resize(cells->targets, column_count, sizeof(*cells->targets));
	for (size_t i = 0; i < column_count; i++)
		cells->targets[i] = places[i] < 0 ? &cells->unwanted : &cells->cells[places[i]];
}

/* Opens the next file and checks that it begins as the first one did. */
static void continue_with_next_file(struct reader *reader)
{
	struct record header;
	char delimiter;

	close_file(reader);
	open_next_file(reader);
	if (!skip_to_header(reader, &delimiter))
		fail_empty(reader);
	if (delimiter != '\0' && delimiter != reader->delimiter)
		diag_fail((struct place){ reader->name, 1 }, "not the same delimiter as in %s",
		          reader->files[0]);
	start_parser(reader, reader->delimiter);
	if (!next_in_file(reader, &header))
		fail_empty(reader);
	if (!slice_equal(header.raw, (struct slice){ reader->header, reader->header_len }))
		diag_fail(reader_place(reader), "not the same header as in %s", reader->files[0]);
}

bool reader_next(struct reader *reader, struct record *record)
{
	while (!next_in_file(reader, record)) {
		stop_parser(reader);
		if (reader->next_file == reader->file_count) {
			close_file(reader);
			return false;
		}
		continue_with_next_file(reader);
	}

	const struct cells *cells = &reader->cells;

	for (size_t column = record->field_count; column < cells->column_count; column++)
		if (cells->places[column] >= 0)
			cells->cells[cells->places[column]] = (struct slice){ "", 0 };
	return true;
}

bool reader_crlf(const struct reader *reader)
{
	return reader->crlf;
}

void reader_free(struct reader *reader)
{
	free(reader->window);
	free(reader->header);
	free(reader->cells.cells);
	free(reader->cells.text);
	free(reader->cells.targets);
	free(reader);
}
