#include "writer.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "date.h"
#include "decimal.h"
#include "diag.h"
#include "hot.h"
#include "memory.h"

enum { ROOM = 128 * 1024 };

static struct dialect dialect;
static bool in_record, begun, broken, quote_decimals;
static size_t used;
static char *buffer;

static void flush(void)
{
	for (size_t done = 0; done < used;) {
		ssize_t n = write(STDOUT_FILENO, buffer + done, used - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			broken = true;
			diag_fail(NOWHERE, "cannot write: %s", strerror(errno));
		}
		done += (size_t)n;
	}
	used = 0;
}

HOT static void put(const char *bytes, size_t len)
{
	while (len > ROOM - used) {
		size_t part = ROOM - used;

		memcpy(buffer + used, bytes, part);
		used = ROOM;
		bytes += part;
		len -= part;
		flush();
	}
	memcpy(buffer + used, bytes, len);
	used += len;
}

static inline void put_byte(char byte)
{
	if (used == ROOM)
		flush();
	buffer[used++] = byte;
}

/* See writer.h: whatever reads on must not take this output for a whole one. */
static void poison(void)
{
	if (!begun || broken)
		return;
	if (in_record)
		put_byte('\n');
	put_byte('"');
	put(diag_program(), strlen(diag_program()));
	put(": stopped, output incomplete\n", 29);
	flush();
}

void writer_open(struct dialect d)
{
	dialect = d;
	quote_decimals = d.decimal_mark == d.delimiter;
	buffer = memory_resize(buffer, ROOM, 1);
	diag_before_failure(poison);
}

static inline void separate(void)
{
	if (in_record)
		put_byte(dialect.delimiter);
	in_record = begun = true;
}

HOT void writer_raw(struct slice bytes)
{
	in_record = begun = true;
	if (bytes.len > 0)
		put(bytes.ptr, bytes.len);
}

/* Of a cell that is not empty. */
static bool needs_quotes(struct slice text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] == dialect.delimiter || text.ptr[i] == '"' || text.ptr[i] == '\n' ||
		    text.ptr[i] == '\r')
			return true;
	/* Readers drop the blanks at the ends of a cell without quotes. */
	return text.ptr[0] == ' ' || text.ptr[0] == '\t' || text.ptr[text.len - 1] == ' ' ||
	       text.ptr[text.len - 1] == '\t';
}

static void put_quoted(struct slice text)
{
	put_byte('"');
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '"')
			put_byte('"');
		put_byte(text.ptr[i]);
	}
	put_byte('"');
}

void writer_cell(struct slice text)
{
	separate();
	if (text.len == 0)
		return;
	if (!needs_quotes(text)) {
		put(text.ptr, text.len);
		return;
	}
	put_quoted(text);
}

void writer_preamble(struct slice bytes)
{
	begun = true;
	put(bytes.ptr, bytes.len);
}

/* What is no delimiter, no blank at the ends, and no part of a byte order mark. */
static bool is_simple_name(struct slice name)
{
	for (size_t i = 0; i < name.len; i++) {
		unsigned char c = (unsigned char)name.ptr[i];
		bool inside = i > 0 && i + 1 < name.len;

		if (c == '_' || c == '-' || c == '\'' || (c == ' ' && inside) ||
		    (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
		    (c >= 0x80 && c != 0xA0 && c != 0xEF))
			continue;
		return false;
	}
	return name.len > 0;
}

void writer_name(struct slice name)
{
	separate();
	if (is_simple_name(name))
		put(name.ptr, name.len);
	else
		put_quoted(name);
}

void writer_text(const char *text)
{
	writer_cell(slice_of(text));
}

/* Room for len bytes in one piece, len being small. */
static inline char *reserve(size_t len)
{
	if (ROOM - used < len)
		flush();
	return buffer + used;
}

static inline char *put_token(char *to, const char *token)
{
	return token == NULL ? to : stpcpy(to, token);
}

/*
 * Few constants are written again and again: each is kept where its address leads, in
 * room of one size, which is copied whole. Copying it as a string means a call, and a
 * length that nobody can foresee.
 */
enum { KEPT = 256, KEPT_LEN = 32 };

static struct {
	const char *token;
	size_t len;
	char text[KEPT_LEN];
} kept[KEPT];

static bool keep(size_t at, const char *token)
{
	size_t len = strlen(token);

	if (len > KEPT_LEN)
		return false;
	memcpy(kept[at].text, token, len);
	kept[at].len = len;
	kept[at].token = token;
	return true;
}

static inline char *put_constant(char *to, const char *token)
{
	size_t at = (uintptr_t)token % KEPT;

	if (token == NULL)
		return to;
	if (kept[at].token != token && !keep(at, token))
		return put_token(to, token);
	memcpy(to, kept[at].text, KEPT_LEN);
	return to + kept[at].len;
}

void writer_tokens(const char *const *tokens, size_t count)
{
	char *to = reserve(count * (WRITER_TOKEN_MAX + 2));

	for (size_t i = 0; i < count; i++) {
		if (i > 0 || in_record)
			*to++ = dialect.delimiter;
		to = put_constant(to, tokens[i]);
	}
	in_record = begun = true;
	used = (size_t)(to - buffer);
}

void writer_token(const char *token)
{
	separate();
	used = (size_t)(put_token(reserve(WRITER_TOKEN_MAX + 1), token) - buffer);
}

void writer_decimal(int64_t value, int scale, int decimals_min)
{
	if (quote_decimals) {
		char text[DECIMAL_MAX];

		writer_cell((struct slice){ text, decimal_write(text, value, scale, decimals_min,
		                                                dialect.decimal_mark) });
		return;
	}
	separate();
	used += decimal_write(reserve(DECIMAL_MAX), value, scale, decimals_min,
	                      dialect.decimal_mark);
}

/* Digits of 0 to 9999, most often one or two. */
static inline char *put_whole(char *to, unsigned number)
{
	if (number > 9) {
		if (number > 99) {
			if (number > 999)
				*to++ = (char)('0' + number / 1000);
			*to++ = (char)('0' + number / 100 % 10);
		}
		*to++ = (char)('0' + number / 10 % 10);
		number %= 10;
	}
	*to++ = (char)('0' + number);
	return to;
}

void writer_wholes(const int *numbers, size_t count)
{
	enum { LONGEST = 5, PART = ROOM / LONGEST }; /* four digits and a delimiter */

	while (count > 0) {
		size_t part = count < PART ? count : PART;
		char *to = reserve(part * LONGEST);
		const char mark = dialect.delimiter;

		for (size_t i = 0; i < part; i++) {
			if (i > 0 || in_record)
				*to++ = mark;
			if (numbers[i] >= 0)
				to = put_whole(to, (unsigned)numbers[i]);
		}
		in_record = begun = true;
		used = (size_t)(to - buffer);
		numbers += part;
		count -= part;
	}
}

void writer_whole(int number)
{
	writer_wholes(&number, 1);
}

HOT void writer_points(sfb_points points, int decimals_min)
{
	const bool negative = points < 0;
	uint32_t size = negative ? 0 - (uint32_t)points : (uint32_t)points;
	char *to;

	if (size >= DECIMAL_SHORT_END || quote_decimals) {
		if (points == SFB_NO_POINTS)
			separate();
		else
			writer_decimal(points, 3, decimals_min);
		return;
	}
	to = reserve(DECIMAL_MAX + 1);
	if (in_record)
		*to++ = dialect.delimiter;
	in_record = begun = true;
	if (negative)
		*to++ = '-';
	to += decimal_write_short(to, size, decimals_min, dialect.decimal_mark);
	used = (size_t)(to - buffer);
}

/* ---- the rest of a record ---- */

static size_t rest_start;

HOT bool writer_rest(const struct writer_rest *rest)
{
	if (rest->len == 0) {
		rest_start = (size_t)(reserve(WRITER_REST_MAX) - buffer);
		return false;
	}
	memcpy(reserve(WRITER_REST_MAX), rest->bytes, WRITER_REST_MAX);
	used += rest->len;
	in_record = false;
	begun = true;
	return true;
}

void writer_rest_keep(struct writer_rest *rest)
{
	/* A rest that did not fit, or was flushed on the way, is made anew each time. */
	if (used < rest_start || used - rest_start > WRITER_REST_MAX)
		return;
	rest->len = used - rest_start;
	memcpy(rest->bytes, buffer + rest_start, rest->len);
}

void writer_date(int32_t day)
{
	char text[DATE_LEN];

	date_write(text, day);
	writer_cell((struct slice){ text, DATE_LEN });
}

void writer_end(void)
{
	if (dialect.crlf)
		put_byte('\r');
	put_byte('\n');
	in_record = false;
}

void writer_names(const char *const *names)
{
	for (; *names != NULL; names++)
		writer_text(*names);
	writer_end();
}

void writer_close(void)
{
	flush();
	free(buffer);
	buffer = NULL;
	/* Some file systems report a failed write only here. */
	if (close(STDOUT_FILENO) != 0 && errno != EINTR) {
		broken = true;
		diag_fail(NOWHERE, "cannot write: %s", strerror(errno));
	}
}
