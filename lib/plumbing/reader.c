#include "reader.h"

#include <csv.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "memory.h"

enum {
	CHUNK = 128 * 1024,
	FIELD_GROWTH = 4096, /* libcsv's own step of 128 bytes makes long notes slow */
	SLOTS = READER_AHEAD + 1,
	FAILURE_MAX = 256,
};

/* What libcsv said of the record being parsed. Its bytes stay in the window until it is complete. */
struct parse {
	size_t *next, *end; /* where the length of the next field goes, if it is wanted */
	size_t *lens;       /* of the first fields */
	size_t room, rows;
	size_t more_fields;   /* behind the wanted ones */
	size_t fields_before; /* fields of the record before the line being fed */
	uint64_t field_line;  /* where the field being parsed begins, but for the last line fed */
	bool ended_by_cr;     /* some row ended with a carriage return */
};

/* A record that was parsed, and not given out or still in the caller's hands. */
struct slot {
	struct record record;
	struct slice *cells;
	char *text; /* cells that do not lie in the window as they are */
	size_t text_room;
	bool unended; /* the last line, without a line ending */
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
	void (*on_field)(void *text, size_t len, void *data);
	struct parse parse;
	uint64_t record_line; /* where the record being parsed begins */
	char delimiter;
	bool crlf;
	char *header;
	size_t header_len;

	const int *places;
	size_t place_count;

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
	if (n == 0) {
		reader->at_end = true;
		/* As if the last line had its ending, see cut. There was room to read. */
		reader->window[reader->end] = '\n';
	}

	size_t new_end = reader->end + (size_t)n;

	if (reader->nul == reader->end) {
		const char *nul = n == 0 ? NULL
		                         : memchr(reader->window + reader->end, '\0', (size_t)n);

		reader->nul = nul == NULL ? new_end : (size_t)(nul - reader->window);
	}
	reader->end = new_end;
}

/*
 * The end of the next physical line (behind its line feed, or the end of the file).
 * False when the window has no more of it and may not move.
 */
static bool find_line_end(struct reader *reader, bool may_fill, size_t *to)
{
	for (;;) {
		char *feed = reader->searched == reader->end
		                     ? NULL
		                     : memchr(reader->window + reader->searched, '\n',
		                              reader->end - reader->searched);

		if (feed != NULL) {
			*to = (size_t)(feed - reader->window) + 1;
			return true;
		}
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

static void open_next_file(struct reader *reader)
{
	reader->name = reader->files[reader->next_file++];
	reader->at_end = false;
	reader->state = MORE;
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

/* Once per cell of the input: the hot spot of every command. */
static void on_field(void *text, size_t len, void *data)
{
	struct parse *parse = data;

	(void)text;
	if (parse->next < parse->end)
		*parse->next++ = len;
	else
		parse->more_fields++;
}

/* How many lengths are wanted from now on. */
static void want_fields(struct parse *parse, size_t count)
{
	size_t known = parse->lens == NULL ? 0 : (size_t)(parse->next - parse->lens);

	if (count > parse->room) {
		parse->room = count;
		parse->lens = memory_resize(parse->lens, count, sizeof(*parse->lens));
	}
	parse->next = parse->lens + known;
	parse->end = parse->lens + count;
}

/* The header: as many cells as there are. */
static void on_name(void *text, size_t len, void *data)
{
	struct parse *parse = data;

	if (parse->next == parse->end)
		want_fields(parse, parse->room == 0 ? 64 : parse->room * 2);
	on_field(text, len, data);
}

static size_t field_count(const struct parse *parse)
{
	return (size_t)(parse->next - parse->lens) + parse->more_fields;
}

static void on_row(int end, void *data)
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

static void begin_record(struct reader *reader)
{
	struct parse *parse = &reader->parse;

	reader->record_line = parse->field_line = reader->line;
	parse->next = parse->lens;
	parse->more_fields = parse->fields_before = parse->rows = 0;
	parse->ended_by_cr = false;
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
	              "a bare carriage return outside quotes; line endings are LF or CR LF");
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
 * Cuts a record that libcsv has found sound into cells, to out[places[column]], or
 * to out[column] without places. What libcsv made of a cell was written byte by
 * byte just now, and reading it so soon stalls; with the lengths that it told, the
 * cells are found in the raw bytes. `text` has room for raw.len bytes.
 *
 * This one takes quotes, and blanks round cells, from a column on that begins at
 * `at`.
 */
static void cut_carefully(const struct reader *reader, size_t column, const char *at,
                          const char *end, struct slice *out, char *text)
{
	const struct parse *parse = &reader->parse;
	size_t count = (size_t)(parse->next - parse->lens);

	for (; column < count; column++) {
		struct slice cell = { at, parse->lens[column] };
		int place = reader->header == NULL ? (int)column : reader->places[column];

		while (at < end && is_blank(*at, reader->delimiter))
			at++;
		if (at < end && *at == '"') {
			at++;
			cell = cut_quoted(&at, cell.len, &text);
		} else {
			/* An empty cell of blanks has none of its own. */
			cell.ptr = at;
			at += cell.len;
		}
		while (at < end && is_blank(*at, reader->delimiter))
			at++;
		at++;
		if (place >= 0)
			out[place] = cell;
	}
}

/*
 * The same for the common case: before the first quote a cell ends at the first
 * delimiter. Where that is as many bytes on as libcsv told, it has dropped no
 * blanks. The lengths never lead beyond the record, and behind it stands a line
 * ending, which is no delimiter.
 */
static void cut(const struct reader *reader, struct slice raw, struct slice *out, char *text)
{
	const size_t *lens = reader->parse.lens;
	const int *places = reader->places;
	const char *at = raw.ptr, *end = raw.ptr + raw.len;
	const char *quote = raw.len == 0 ? NULL : memchr(raw.ptr, '"', raw.len);
	size_t count = (size_t)(reader->parse.next - lens), column;
	char delimiter = reader->delimiter;

	for (column = 0; column < count; column++) {
		size_t len = lens[column];
		int place = places[column];

		if (at[len] != delimiter)
			break;
		if (place >= 0)
			out[place] = (struct slice){ at, len };
		at += len + 1;
	}
	if (quote != NULL && quote < at)
		cut_carefully(reader, 0, raw.ptr, end, out, text);
	else if (column < count)
		cut_carefully(reader, column, at, end, out, text);
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

/* The record that has just become complete, raw, into a slot. */
static void fill_slot(struct reader *reader, struct slot *slot, struct slice raw)
{
	const struct parse *parse = &reader->parse;
	size_t known = (size_t)(parse->next - parse->lens);
	size_t wanted = (size_t)(parse->end - parse->lens);

	/* The cells of one record never have more bytes than the record. */
	if (raw.len > slot->text_room) {
		free(slot->text);
		slot->text_room = raw.len * 2;
		slot->text = memory_resize(NULL, slot->text_room, 1);
	}
	slot->record.raw = raw;
	slot->record.line = reader->record_line;
	slot->record.field_count = field_count(parse);
	slot->record.cells = slot->cells;
	if (reader->header == NULL) {
		slot->record.cells = slot->cells =
			memory_resize(slot->cells, known, sizeof(*slot->cells));
		cut_carefully(reader, 0, raw.ptr, raw.ptr + raw.len, slot->cells, slot->text);
		return;
	}
	cut(reader, raw, slot->cells, slot->text);
	for (size_t column = known; column < wanted; column++)
		if (reader->places[column] >= 0)
			slot->cells[reader->places[column]] = (struct slice){ "", 0 };
}

/*
 * One more physical line of the record being parsed, or its first one, up to `to`;
 * false after a failure.
 */
static bool take_line(struct reader *reader, struct slot *slot, size_t to, bool first)
{
	struct parse *parse = &reader->parse;
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
		fill_slot(reader, slot, raw);
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
static bool parse_next(struct reader *reader, struct slot *slot, bool may_fill)
{
	struct parse *parse = &reader->parse;
	size_t to;

	while (find_line_end(reader, may_fill, &to)) {
		bool first = reader->parsed == reader->start;

		if (first)
			begin_record(reader);
		if (!take_line(reader, slot, to, first))
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
static inline void give(struct reader *reader, struct record *record)
{
	const struct slot *slot = &reader->slots[reader->first];

	*record = slot->record;
	reader->given_line = record->line;
	if (slot->unended)
		diag_notice(reader_place(reader),
		            "the last line has no line ending: is the file complete?");
	reader->first = reader->first + 1 < SLOTS ? reader->first + 1 : 0;
	reader->ready--;
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
		                   .on_field = on_name };
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
	begin_record(reader);
	/* Errors are left to reader_begin, which knows their lines; here, the whole is one cell. */
	if (!feed(reader, raw.ptr, raw.len) ||
	    csv_fini(&reader->parser, on_name, on_row, &reader->parse) != 0 ||
	    reader->parse.rows != 1) {
		if (csv_error(&reader->parser) == CSV_ENOMEM)
			diag_fail(NOWHERE, "out of memory");
		*count = 0;
	} else {
		fill_slot(reader, slot, raw);
		*count = field_count(&reader->parse);
	}
	reader->state = MORE;
	stop_parser(reader);
	return slot->cells;
}

void reader_begin(struct reader *reader, char delimiter, struct record *header)
{
	reader->delimiter = delimiter;
	start_parser(reader, delimiter);
	if (!fill_ring(reader))
		fail_empty(reader);
	give(reader, header);
	reader->header = memory_copy(header->raw.ptr, header->raw.len);
	reader->header_len = header->raw.len;
	reader->on_field = on_field;
}

void reader_select(struct reader *reader, const int *places, size_t column_count,
                   size_t place_count)
{
	/* Nothing behind the last wanted column is looked at. */
	while (column_count > 0 && places[column_count - 1] < 0)
		column_count--;
	reader->places = places;
	reader->place_count = place_count;
	want_fields(&reader->parse, column_count);
	for (size_t i = 0; i < SLOTS; i++)
		reader->slots[i].cells = memory_resize(reader->slots[i].cells, place_count,
		                                       sizeof(*reader->slots[i].cells));
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
	if (!fill_ring(reader))
		fail_empty(reader);
	give(reader, &header);
	if (!slice_equal(header.raw, (struct slice){ reader->header, reader->header_len }))
		diag_fail(reader_place(reader), "not the same header as in %s", reader->files[0]);
}

bool reader_next(struct reader *reader, struct record *record)
{
	while (reader->ready == 0 && !fill_ring(reader)) {
		stop_parser(reader);
		if (reader->next_file == reader->file_count) {
			close_file(reader);
			return false;
		}
		continue_with_next_file(reader);
	}
	give(reader, record);
	read_ahead(reader);
	return true;
}

const struct record *reader_ahead(const struct reader *reader, size_t distance)
{
	size_t at = reader->first + distance - 1;

	if (distance > reader->ready)
		return NULL;
	return &reader->slots[at < SLOTS ? at : at - SLOTS].record;
}

bool reader_crlf(const struct reader *reader)
{
	return reader->crlf;
}

void reader_free(struct reader *reader)
{
	free(reader->window);
	free(reader->header);
	free(reader->parse.lens);
	for (size_t i = 0; i < SLOTS; i++) {
		free(reader->slots[i].cells);
		free(reader->slots[i].text);
	}
	free(reader);
}
