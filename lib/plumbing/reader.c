#include "reader.h"

#include <csv.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "foreign.h"
#include "guard.h"
#include "hot.h"
#include "memory.h"

enum {
	CHUNK = 128 * 1024,
	FIELD_GROWTH = 4096, /* libcsv's own step of 128 bytes makes long notes slow */
	SLOTS = READER_AHEAD + 1,
	NAMES = 64,
	FAILURE_MAX = 256,
};

/* A record that was parsed, and not given out or still in the caller's hands. */
struct slot {
	struct record record;
	size_t room; /* for cells */
	char *text;  /* cells that do not lie in the window as they are */
	size_t text_room;
	bool unended; /* the last line, without a line ending */
};

/* What libcsv said of the record being parsed. Its bytes stay in the window until it is complete. */
struct parse {
	struct slot *slot;
	struct slice *next, *end; /* the cell that comes next, if there is room for it */
	const char *at;           /* where that begins, if nothing was dropped before it */
	bool moved;               /* the window did: what points into it does not count */
	size_t rows;
	size_t more_fields;   /* behind the last cell there is room for */
	size_t fields_before; /* fields of the record before the line being fed */
	uint64_t field_line;  /* where the field being parsed begins, but for the last line fed */
	bool ended_by_cr;     /* some row ended with a carriage return */
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
	size_t suspect;  /* first byte that guard_suspect finds behind the last record, or end */

	struct csv_parser parser;
	void (*on_field)(void *text, size_t len, void *data);
	struct parse parse;
	uint64_t record_line; /* where the record being parsed begins */
	char delimiter;
	bool crlf;
	char *header;
	size_t header_len;

	size_t wanted;       /* columns from the first on */
	size_t quote_column; /* that a record's first quote stood before last time */

	/* A ring: the record in the caller's hands is just before first. */
	struct slot slots[SLOTS];
	size_t first, ready;
	uint64_t given_line;

	/* Found while reading ahead; said when its turn comes. */
	enum { MORE, ENDED, FAILED } state;
	struct place failure_place;
	char failure[FAILURE_MAX];
};

static struct place here(const struct reader *reader)
{
	return (struct place){ reader->name, reader->line };
}

struct place reader_place(const struct reader *reader)
{
	return (struct place){ reader->name, reader->given_line };
}

/* ---- bytes ---- */

static void find_suspect(struct reader *reader, size_t from)
{
	reader->suspect =
		from + guard_suspect((struct slice){ reader->window + from, reader->end - from });
}

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
			reader->suspect -= shift;
		} else {
			reader->room = reader->room == 0 ? CHUNK : reader->room * 2;
			reader->window = memory_resize(reader->window, reader->room, 1);
		}
	}

	ssize_t n;

	reader->parse.moved = true;
	do
		n = read(reader->fd, reader->window + reader->end, reader->room - reader->end);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		diag_fail((struct place){ reader->name, 0 }, "cannot read: %s", strerror(errno));
	if (n == 0) {
		reader->at_end = true;
		/* As if the last line had its ending, see cut. There was room to read. */
		reader->window[reader->end] = '\n';
	}

	size_t old_end = reader->end, new_end = old_end + (size_t)n;

	if (reader->nul == reader->end) {
		const char *nul = n == 0 ? NULL
		                         : memchr(reader->window + reader->end, '\0', (size_t)n);

		reader->nul = nul == NULL ? new_end : (size_t)(nul - reader->window);
	}
	reader->end = new_end;
	if (reader->suspect == old_end)
		find_suspect(reader, old_end - reader->start < GUARD_AROUND
		                             ? reader->start
		                             : old_end - GUARD_AROUND);
}

static inline bool find_feed(const struct reader *reader, size_t *to)
{
	const char *from = reader->window + reader->searched;
	const char *feed = memchr(from, '\n', reader->end - reader->searched);

	*to = (size_t)(feed - reader->window) + 1;
	return feed != NULL;
}

/*
 * The end of the next physical line (behind its line feed, or the end of the file).
 * False when the window has no more of it and may not move.
 */
static bool find_line_end(struct reader *reader, bool may_fill, size_t *to)
{
	for (;;) {
		if (find_feed(reader, to))
			return true;
		reader->searched = reader->end;
		if (reader->at_end || reader->end - reader->start > reader->max_record + 2) {
			*to = reader->end;
			return true;
		}
		if (!may_fill)
			return false;
		fill(reader);
	}
}

static size_t line_end(struct reader *reader)
{
	size_t to = 0;

	(void)find_line_end(reader, true, &to);
	return to;
}

static const char utf_16[] = "%s; convert it first: iconv -f UTF-16 -t UTF-8 FILE >NEWFILE";

static void refuse_foreign(const struct reader *reader, const char *kind)
{
	if (kind != NULL)
		diag_fail((struct place){ reader->name, 0 }, "%s", kind);
}

/* By whichever reader: it has one end, and behind that it would only seem empty. */
static bool standard_input_taken;

static void open_next_file(struct reader *reader)
{
	reader->name = reader->files[reader->next_file++];
	reader->at_end = false;
	reader->state = MORE;
	reader->line = 1;
	reader->start = reader->parsed = reader->end = reader->searched = reader->nul =
		reader->suspect = 0;
	if (strcmp(reader->name, "-") == 0) {
		if (standard_input_taken)
			diag_fail(here(reader), "standard input is read for another table already: "
			                        "give the name of a file for one of them");
		standard_input_taken = true;
		reader->fd = STDIN_FILENO;
	} else {
		do
			reader->fd = open(reader->name, O_RDONLY | O_CLOEXEC);
		while (reader->fd < 0 && errno == EINTR);
		if (reader->fd < 0)
			diag_fail((struct place){ reader->name, 0 }, "cannot open: %s",
			          strerror(errno));
	}

	refuse_foreign(reader, foreign_file(reader->fd));
	while (!reader->at_end && reader->end < 4)
		fill(reader);
	if (foreign_may_be((struct slice){ reader->window, reader->end })) {
		while (!reader->at_end && reader->end < FOREIGN_BYTES)
			fill(reader);
		refuse_foreign(reader, foreign_kind((struct slice){ reader->window, reader->end }));
	}
	if (reader->end >= 2 && (memcmp(reader->window, "\xFF\xFE", 2) == 0 ||
	                         memcmp(reader->window, "\xFE\xFF", 2) == 0))
		diag_fail(here(reader), utf_16, "UTF-16 text");
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
 * Once per cell of the input: the hot spot of every command. What libcsv made of a
 * cell was written byte by byte just now, and reading it so soon stalls. With its
 * length, the cell is found among the raw bytes, see cut.
 */
HOT static void on_field(void *text, size_t len, void *data)
{
	struct parse *parse = data;

	(void)text;
	if (parse->next < parse->end)
		*parse->next++ = (struct slice){ parse->at, len };
	else
		parse->more_fields++;
	parse->at += len + 1;
}

static void set_room(struct slot *slot, size_t count)
{
	slot->record.cells = memory_resize(slot->record.cells, count, sizeof(*slot->record.cells));
	slot->room = count;
}

/* The header: as many cells as there are. */
static void on_name(void *text, size_t len, void *data)
{
	struct parse *parse = data;
	struct slot *slot = parse->slot;

	if (parse->next == parse->end) {
		size_t known = slot->room;

		set_room(slot, known * 2);
		parse->next = slot->record.cells + known;
		parse->end = slot->record.cells + slot->room;
	}
	on_field(text, len, data);
}

static size_t field_count(const struct parse *parse)
{
	return (size_t)(parse->next - parse->slot->record.cells) + parse->more_fields;
}

HOT static void on_row(int end, void *data)
{
	struct parse *parse = data;

	parse->rows++;
	parse->ended_by_cr |= end == '\r';
}

static void start_parser(struct reader *reader, char delimiter)
{
	if (csv_init(&reader->parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		diag_fail(NOWHERE, "cannot start the CSV parser");
	csv_set_delim(&reader->parser, (unsigned char)delimiter);
	csv_set_blk_size(&reader->parser, FIELD_GROWTH);
}

static void stop_parser(struct reader *reader)
{
	csv_free(&reader->parser);
}

/* A record into a slot, from these bytes on. */
static void begin_record(struct reader *reader, struct slot *slot, const char *bytes)
{
	reader->record_line = reader->line;
	reader->parse = (struct parse){ .slot = slot,
		                        .next = slot->record.cells,
		                        .end = slot->record.cells + slot->room,
		                        .at = bytes,
		                        .field_line = reader->line };
}

/* Remembers why the file cannot be read on; false, for the caller to return. */
DIAG_FORMAT(3, 4)
static bool refuse(struct reader *reader, struct place place, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(reader->failure, sizeof(reader->failure), format, arguments);
	va_end(arguments);
	reader->failure_place = place;
	reader->state = FAILED;
	return false;
}

/*
 * Where the quote was opened that swallowed everything since: on the line where
 * the cell before it ended.
 */
static struct place quote_place(const struct reader *reader)
{
	const struct parse *parse = &reader->parse;

	return (struct place){ reader->name, field_count(parse) > parse->fields_before
		                                     ? reader->line
		                                     : parse->field_line };
}

static const char unclosed[] =
	"a quote is opened here and not closed where the cell ends (a quote inside a cell is doubled)";

static bool refuse_syntax(struct reader *reader)
{
	int error = csv_error(&reader->parser);

	if (error == CSV_ENOMEM || error == CSV_ETOOBIG)
		return refuse(reader, NOWHERE, "out of memory");
	if (reader->parser.quoted)
		return refuse(reader, quote_place(reader), "%s", unclosed);
	return refuse(reader, here(reader),
	              "a quote inside a cell that is not quoted (quote the cell and double the "
	              "quote)");
}

static bool refuse_bare_cr(struct reader *reader, struct place place)
{
	return refuse(reader, place,
	              "a bare carriage return outside quotes; line endings are LF or CR LF "
	              "(tr '\\r' '\\n' makes them of old Mac text)");
}

static bool feed(struct reader *reader, const char *bytes, size_t len)
{
	return len == 0 ||
	       csv_parse(&reader->parser, bytes, len, reader->on_field, on_row, &reader->parse) ==
	               len ||
	       refuse_syntax(reader);
}

/* Feeds [parsed, to), one physical line. libcsv takes a bare CR for a line end: we do not. */
static bool feed_line(struct reader *reader, size_t to, bool crlf)
{
	const char *bytes = reader->window + reader->parsed;
	size_t len = to - reader->parsed;

	reader->parsed = to;
	if (crlf) {
		if (!feed(reader, bytes, len - 2))
			return false;
		if (reader->parse.rows > 0)
			return refuse_bare_cr(reader, here(reader));
		return feed(reader, bytes + len - 2, 2);
	}
	if (!feed(reader, bytes, len))
		return false;
	return !reader->parse.ended_by_cr || refuse_bare_cr(reader, here(reader));
}

/* ---- cells ---- */

static inline bool is_blank(char c, char delimiter)
{
	return (c == ' ' || c == '\t') && c != delimiter;
}

/*
 * The cell of len bytes whose quote has been opened just before *at; *at moves on
 * behind the closing one. A cell without quotes in it lies there as it is; of
 * others a copy is made at *to.
 */
static struct slice cut_quoted(const char **at, size_t len, char **to)
{
	const char *from = *at;
	const char *quote = len == 0 ? NULL : memchr(from, '"', len);
	struct slice cell = { from, len };

	if (quote != NULL) {
		cell.ptr = *to;
		for (size_t i = 0; i < len; i++) {
			(*to)[i] = *from;
			from += *from == '"' ? 2 : 1;
		}
		*to += len;
		*at = from + 1;
	} else {
		*at = from + len + 1;
	}
	return cell;
}

/*
 * Cuts the rest of a record that libcsv has found sound, with the lengths that it
 * told: count cells, the first of which begins at `at`. `text` has room for them.
 */
static void cut_carefully(struct slice *cells, size_t count, const char *at, const char *end,
                          char delimiter, char *text)
{
	for (size_t i = 0; i < count; i++) {
		while (at < end && is_blank(*at, delimiter))
			at++;
		if (at < end && *at == '"') {
			at++;
			cells[i] = cut_quoted(&at, cells[i].len, &text);
		} else {
			/* An empty cell of blanks has none of its own. */
			cells[i].ptr = at;
			at += cells[i].len;
		}
		while (at < end && is_blank(*at, delimiter))
			at++;
		at++;
	}
}

/*
 * How many cells from the first on lie where on_field took them to be: before the
 * first quote a cell ends at the first delimiter, so where there is one just as
 * many bytes on as libcsv told, it has dropped nothing.
 */
static size_t count_found(const struct slice *cells, size_t count, const char *quote,
                          char delimiter)
{
	size_t i = 0;

	while (i < count && (quote == NULL || cells[i].ptr + cells[i].len < quote) &&
	       cells[i].ptr[cells[i].len] == delimiter)
		i++;
	return i;
}

/*
 * Whether two dropped bytes of a record are the quotes of this cell, found where it
 * lies: a quote stands before it and behind it. Of a cell behind the one in quotes,
 * which lies two bytes further on, the second byte would be its own last one.
 */
static bool is_quoted(struct slice cell)
{
	return cell.ptr[0] == '"' && cell.ptr[cell.len + 1] == '"';
}

/* Cuts a record where libcsv dropped quotes, or blanks round cells, or the window moved. */
HOT static void cut_rest(struct reader *reader, size_t count, size_t dropped)
{
	struct slot *slot = reader->parse.slot;
	struct slice *cells = slot->record.cells, raw = slot->record.raw;
	size_t wanted = count < reader->wanted ? count : reader->wanted;
	size_t found = reader->quote_column;

	if (reader->parse.moved)
		found = 0;
	else if (dropped != 2 || found >= count || !is_quoted(cells[found]))
		found = count_found(cells, count, memchr(raw.ptr, '"', raw.len), reader->delimiter);
	/* Mostly it is one cell that is in quotes, in one column, such as notes. */
	reader->quote_column = found;
	if (found >= wanted)
		return;
	if (raw.len > slot->text_room) {
		free(slot->text);
		slot->text_room = raw.len * 2;
		slot->text = memory_resize(NULL, slot->text_room, 1);
	}
	cut_carefully(cells + found, wanted - found, found == 0 ? raw.ptr : cells[found].ptr,
	              raw.ptr + raw.len, reader->delimiter, slot->text);
}

/*
 * Where the cells with their delimiters are as long as the record, libcsv has
 * dropped nothing of it, and each cell lies where on_field took it to be.
 */
static inline void cut(struct reader *reader, size_t count)
{
	const struct parse *parse = &reader->parse;
	const struct slice raw = parse->slot->record.raw;
	size_t dropped = (size_t)(raw.ptr + raw.len + 1 - parse->at);

	if (dropped > 0 || parse->moved)
		cut_rest(reader, count, dropped);
}

/* ---- records ---- */

static bool refuse_too_long(struct reader *reader)
{
	size_t shown = reader->start + reader->max_record + 1;
	struct place place = { reader->name, reader->record_line };

	/*
	 * Whether a quote is to blame shows only when the line so far is parsed. With
	 * their CR LF, the lines before it may be longer than what is shown.
	 */
	if (reader->parsed < shown &&
	    !feed(reader, reader->window + reader->parsed, shown - reader->parsed))
		return false;
	if (reader->parser.quoted)
		return refuse(reader, quote_place(reader),
		              "the record is over %zu bytes (--max-record), inside a quote that "
		              "is opened here: is it closed where its cell ends?",
		              reader->max_record);
	return refuse(reader, place, "a record of over %zu bytes (--max-record)",
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

/* The record that has just become complete, raw. */
static inline void fill_slot(struct reader *reader, struct slice raw)
{
	const struct parse *parse = &reader->parse;
	struct slot *slot = parse->slot;
	struct record *record = &slot->record;
	size_t count = (size_t)(parse->next - record->cells);

	record->raw = raw;
	record->line = reader->record_line;
	record->field_count = count + parse->more_fields;
	cut(reader, count);
	for (size_t column = count; column < slot->room; column++)
		record->cells[column] = (struct slice){ "", 0 };
}

/*
 * One more physical line of the record being parsed, or its first one, up to `to`;
 * false after a failure.
 */
static bool take_line(struct reader *reader, size_t to, bool first)
{
	struct parse *parse = &reader->parse;
	struct slot *slot = parse->slot;
	bool last = reader->at_end && to == reader->end, crlf;
	struct slice raw =
		strip_line_end(reader->window + reader->start, to - reader->start, &crlf);

	slot->unended = false;
	/* How much has come behind the cap must not matter. */
	if (reader->nul < to && reader->nul - reader->start <= reader->max_record)
		return refuse(reader, here(reader), utf_16, "a NUL byte, as in UTF-16 text");
	if (raw.len > reader->max_record)
		return refuse_too_long(reader);
	if (to > reader->parsed && !feed_line(reader, to, crlf))
		return false;
	reader->searched = to;
	if (first && raw.len > 0 && (unsigned char)raw.ptr[0] <= ' ' && begins_with_cr(raw))
		return refuse_bare_cr(reader, here(reader));
	if (parse->rows == 0 && last) {
		/* Ends the last record where its line feed is missing. */
		if (csv_fini(&reader->parser, reader->on_field, on_row, parse) != 0)
			return refuse_syntax(reader);
		if (parse->rows == 0) {
			reader->state = ENDED;
			return false;
		}
		slot->unended = to > reader->start && reader->window[to - 1] != '\n';
	}
	if (parse->rows > 0) {
		if (reader->header == NULL)
			reader->crlf = crlf;
		fill_slot(reader, raw);
		slot->record.suspect = reader->suspect < to;
		if (reader->suspect < to)
			find_suspect(reader, to);
	} else if (field_count(parse) > parse->fields_before) {
		parse->fields_before = field_count(parse);
		parse->field_line = reader->line;
	}
	return true;
}

/*
 * Parses the next record of the open file into a slot. False at its end, after a
 * failure, or when the window, which may not move, has no more whole lines.
 */
HOT static bool parse_next(struct reader *reader, struct slot *slot, bool may_fill)
{
	struct parse *parse = &reader->parse;
	size_t to;

	while (find_feed(reader, &to) || find_line_end(reader, may_fill, &to)) {
		bool first = reader->parsed == reader->start;

		if (first)
			begin_record(reader, slot, reader->window + reader->start);
		if (!take_line(reader, to, first))
			return false;
		reader->line++;
		if (parse->rows > 0) {
			reader->start = to;
			return true;
		}
		/* A blank line; behind the first one there is an open quote. */
		if (first && field_count(parse) == 0 &&
		    slice_trim((struct slice){ reader->window + reader->start, to - reader->start })
		                    .len == 0)
			reader->start = to;
	}
	return false;
}

static struct slot *slot_at(struct reader *reader, size_t ahead)
{
	size_t at = reader->first + ahead;

	return &reader->slots[at < SLOTS ? at : at - SLOTS];
}

/* Parses more records into the ring, as far as the window goes, which must not move. */
static inline void read_ahead(struct reader *reader)
{
	while (reader->ready < READER_AHEAD && reader->state == MORE &&
	       parse_next(reader, slot_at(reader, reader->ready), false))
		reader->ready++;
}

/* The next record of the ring. */
static inline const struct record *give(struct reader *reader)
{
	const struct slot *slot = &reader->slots[reader->first];

	reader->given_line = slot->record.line;
	if (slot->unended)
		diag_notice(reader_place(reader),
		            "the last line has no line ending: is the file complete?");
	reader->first = reader->first + 1 < SLOTS ? reader->first + 1 : 0;
	reader->ready--;
	return &slot->record;
}

/* A record of the open file into the empty ring; false at the end of the file. */
static bool fill_ring(struct reader *reader)
{
	if (reader->state == MORE && parse_next(reader, slot_at(reader, 0), true))
		reader->ready = 1;
	else if (reader->state == FAILED)
		diag_fail(reader->failure_place, "%s", reader->failure);
	return reader->ready > 0;
}

/* ---- files ---- */

struct reader *reader_new(const char *const *files, size_t count, size_t max_record)
{
	struct reader *reader = memory_resize(NULL, 1, sizeof(*reader));

	*reader = (struct reader){ .files = files,
		                   .file_count = count,
		                   .max_record = max_record,
		                   .fd = -1,
		                   .on_field = on_name,
		                   .wanted = SIZE_MAX };
	/* Of the header, which is longer or shorter than this. */
	set_room(&reader->slots[0], NAMES);
	return reader;
}

/* Drops blank lines and an Excel "sep=" line; false if nothing else is there. */
static bool skip_to_header(struct reader *reader, char *delimiter)
{
	*delimiter = '\0';
	for (;;) {
		size_t to = line_end(reader);
		struct slice line = { reader->window + reader->start, to - reader->start };
		struct slice text = slice_trim(line);
		bool sep = false, crlf;

		/* Of a line over the cap there may be more to come: the header it is, and refused. */
		if (strip_line_end(line.ptr, line.len, &crlf).len > reader->max_record)
			return true;

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
	struct slot *slot = slot_at(reader, 0);

	reader->delimiter = delimiter;
	start_parser(reader, delimiter);
	begin_record(reader, slot, raw.ptr);
	/* Errors are left to reader_begin, which knows their lines; here, the whole is one cell. */
	if (!feed(reader, raw.ptr, raw.len) ||
	    csv_fini(&reader->parser, on_name, on_row, &reader->parse) != 0 ||
	    reader->parse.rows != 1) {
		if (csv_error(&reader->parser) == CSV_ENOMEM)
			diag_fail(NOWHERE, "out of memory");
		*count = 0;
	} else {
		fill_slot(reader, raw);
		*count = slot->record.field_count;
	}
	reader->state = MORE;
	stop_parser(reader);
	return slot->record.cells;
}

const struct record *reader_begin(struct reader *reader, char delimiter)
{
	const struct record *header;

	reader->delimiter = delimiter;
	start_parser(reader, delimiter);
	if (!fill_ring(reader))
		fail_empty(reader);
	header = give(reader);
	reader->header = memory_copy(header->raw.ptr, header->raw.len);
	reader->header_len = header->raw.len;
	reader->on_field = on_field;
	return header;
}

bool reader_skim(struct reader *reader, struct slice *line, uint64_t *number)
{
	size_t to;
	bool crlf;

	if (reader->ready > 0 || (reader->at_end && reader->start == reader->end))
		return false;
	to = line_end(reader);
	*line = strip_line_end(reader->window + reader->start, to - reader->start, &crlf);
	/* Of a line over the cap there may be more to come. */
	if (line->len > reader->max_record)
		return false;
	*number = reader->line++;
	reader->start = reader->parsed = reader->searched = to;
	return true;
}

void reader_select(struct reader *reader, size_t column_count, size_t wanted)
{
	reader->wanted = wanted;
	for (size_t i = 0; i < SLOTS; i++)
		set_room(&reader->slots[i], column_count);
}

/* Opens the next file and checks that it begins as the first one did. */
static void continue_with_next_file(struct reader *reader)
{
	const struct record *header;
	char delimiter;

	close_file(reader);
	open_next_file(reader);
	if (!skip_to_header(reader, &delimiter))
		fail_empty(reader);
	if (delimiter != '\0' && delimiter != reader->delimiter)
		diag_fail((struct place){ reader->name, 1 }, "not the same delimiter as in %s",
		          reader->files[0]);
	start_parser(reader, reader->delimiter);
	if (!fill_ring(reader))
		fail_empty(reader);
	header = give(reader);
	if (!slice_equal(header->raw, (struct slice){ reader->header, reader->header_len }))
		diag_fail(reader_place(reader),
		          "not the same header as in %s: files that are read as one have the same "
		          "columns in the same order",
		          reader->files[0]);
}

HOT const struct record *reader_next(struct reader *reader)
{
	const struct record *record;

	while (reader->ready == 0 && !fill_ring(reader)) {
		stop_parser(reader);
		if (reader->next_file == reader->file_count) {
			close_file(reader);
			return NULL;
		}
		continue_with_next_file(reader);
	}
	record = give(reader);
	read_ahead(reader);
	return record;
}

const struct record *reader_ahead(const struct reader *reader, size_t distance)
{
	size_t at = reader->first + distance - 1;

	if (distance > reader->ready)
		return NULL;
	return &reader->slots[at < SLOTS ? at : at - SLOTS].record;
}

size_t reader_file_size(const struct reader *reader)
{
	struct stat status;

	if (fstat(reader->fd, &status) != 0 || !S_ISREG(status.st_mode) || status.st_size < 0)
		return 0;
	return (size_t)status.st_size;
}

bool reader_crlf(const struct reader *reader)
{
	return reader->crlf;
}

void reader_free(struct reader *reader)
{
	free(reader->window);
	free(reader->header);
	for (size_t i = 0; i < SLOTS; i++) {
		free(reader->slots[i].record.cells);
		free(reader->slots[i].text);
	}
	free(reader);
}
