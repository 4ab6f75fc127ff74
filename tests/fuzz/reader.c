/*
 * The fuzzed reader of records: what it makes of any bytes, in pieces of any size, against
 * RFC 4180 as sfb(7) reads it, written a second time below.
 *
 * An input is the delimiter, how much a read gives, a digit for the cap of a record (0: none),
 * and a line feed; then the file.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "foreign.h"
#include "harness.h"
#include "options.h"
#include "reader.h"
#include "writer.h"

struct job {
	char delimiter;
	size_t cap;
};

/* A record, as a line of "line count <raw> <cell>..."; no byte of a cell can forge this. */
static void put(const char *kind, const struct record *record, size_t count)
{
	char text[64];

	snprintf(text, sizeof(text), "%s %llu %zu %zu:", kind, (unsigned long long)record->line,
	         record->field_count, record->raw.len);
	writer_raw(slice_of(text));
	writer_raw(record->raw);
	for (size_t i = 0; i < count; i++) {
		snprintf(text, sizeof(text), " %zu:", record->cells[i].len);
		writer_raw(slice_of(text));
		writer_raw(record->cells[i]);
	}
	writer_end();
}

static int body(void *data)
{
	static const char *const files[] = { "-" };
	const struct job *job = data;
	struct reader *reader;
	const struct record *record;
	char asked;
	size_t columns;

	diag_start("fuzz");
	writer_open((struct dialect){ ',', '.', false });
	reader = reader_new(files, 1, job->cap);
	(void)reader_peek_header(reader, &asked);
	record = reader_begin(reader, job->delimiter);
	columns = record->field_count;
	put("header", record, columns);
	reader_select(reader, columns, columns);
	while ((record = reader_next(reader)) != NULL)
		put("record", record, columns);
	writer_close();
	reader_free(reader);
	return diag_finish();
}

/* ---- the same a second time ---- */

/* A growing text. */
struct text {
	char *ptr;
	size_t len, room;
};

static void add(struct text *text, const void *bytes, size_t len)
{
	if (text->len + len > text->room) {
		text->room = (text->len + len) * 2;
		text->ptr = realloc(text->ptr, text->room);
	}
	if (len > 0)
		memcpy(text->ptr + text->len, bytes, len);
	text->len += len;
}

/* A cell at a time, of a record that ends at *at; false: not sound. */
struct scan {
	const uint8_t *at, *end;
	char delimiter;
	struct text cells;
	size_t count;
	bool quoted; /* some cell was */
};

static bool blank(const struct scan *scan, const uint8_t *at)
{
	return at < scan->end && (*at == ' ' || *at == '\t') && *at != (uint8_t)scan->delimiter;
}

/* The bytes of the line ending here; 0: none. */
static size_t line_ending(const struct scan *scan)
{
	size_t left = (size_t)(scan->end - scan->at);

	if (left > 0 && *scan->at == '\n')
		return 1;
	return left > 1 && scan->at[0] == '\r' && scan->at[1] == '\n' ? 2 : 0;
}

static bool scan_cell(struct scan *scan)
{
	struct text cell = { NULL, 0, 0 };
	size_t len;
	char text[32];
	bool sound = true;

	while (blank(scan, scan->at))
		scan->at++;
	if (scan->at < scan->end && *scan->at == '"') {
		scan->quoted = true;
		for (scan->at++;; scan->at++) {
			if (scan->at == scan->end) {
				sound = false;
				break;
			}
			if (*scan->at == '"' && (scan->at + 1 == scan->end || scan->at[1] != '"'))
				break;
			if (*scan->at == '"')
				scan->at++;
			add(&cell, scan->at, 1);
		}
		if (sound)
			scan->at++;
		while (blank(scan, scan->at))
			scan->at++;
		len = cell.len;
	} else {
		while (scan->at < scan->end && *scan->at != (uint8_t)scan->delimiter &&
		       line_ending(scan) == 0) {
			sound = sound && *scan->at != '"' && *scan->at != '\r';
			add(&cell, scan->at++, 1);
		}
		for (len = cell.len; len > 0; len--)
			if ((cell.ptr[len - 1] != ' ' && cell.ptr[len - 1] != '\t') ||
			    cell.ptr[len - 1] == scan->delimiter)
				break;
	}
	if (sound && scan->at < scan->end && *scan->at != (uint8_t)scan->delimiter &&
	    line_ending(scan) == 0)
		sound = false;
	snprintf(text, sizeof(text), " %zu:", len);
	add(&scan->cells, text, strlen(text));
	add(&scan->cells, cell.ptr, len);
	scan->count++;
	free(cell.ptr);
	return sound;
}

/* One line of what put() writes for the record at *at, without its kind; false: not sound. */
static bool scan_record(struct scan *scan, struct text *want, const char *kind, uint64_t line,
                        size_t columns, size_t cap)
{
	const uint8_t *start = scan->at;
	char text[64];
	size_t raw;

	scan->cells.len = scan->count = 0;
	scan->quoted = false;
	for (;;) {
		if (!scan_cell(scan))
			return false;
		if (scan->at == scan->end || line_ending(scan) > 0)
			break;
		scan->at++;
	}
	raw = (size_t)(scan->at - start);
	if (raw > cap || memchr(start, '\0', raw) != NULL)
		return false;
	if (scan->count == 1 && !scan->quoted && scan->cells.len == 3)
		return true; /* " 0:": a blank line */
	snprintf(text, sizeof(text), "%s %llu %zu %zu:", kind, (unsigned long long)line,
	         scan->count, raw);
	add(want, text, strlen(text));
	add(want, start, raw);
	for (size_t i = 0, at = 0; i < (columns == 0 ? scan->count : columns); i++) {
		char *end;
		size_t len;

		if (i >= scan->count) {
			add(want, " 0:", 3);
			continue;
		}
		add(&scan->cells, "", 1); /* strtoul wants an end */
		scan->cells.len--;
		len = strtoul(scan->cells.ptr + at + 1, &end, 10);
		len += (size_t)(end - scan->cells.ptr) + 1 - at;
		add(want, scan->cells.ptr + at, len);
		at += len;
	}
	add(want, "\n", 1);
	return true;
}

/* Before the header, a line of any kind of blank is one, and so are two quotes alone; the line behind it, or NULL. */
static const uint8_t *behind_blank_line(const struct scan *scan, size_t cap)
{
	const uint8_t *feed = memchr(scan->at, '\n', (size_t)(scan->end - scan->at));
	const uint8_t *end = feed == NULL ? scan->end : feed + 1;
	struct slice line = { (const char *)scan->at, (size_t)(end - scan->at) };

	if (line.len > 0 && line.ptr[line.len - 1] == '\n')
		line.len--;
	if (line.len > 0 && feed != NULL && line.ptr[line.len - 1] == '\r')
		line.len--;
	if (line.len > cap)
		return NULL;
	line = slice_trim(line);
	return line.len == 0 || slice_equal(line, slice_of("\"\"")) ? end : NULL;
}

/* All of a file; false where it is not sound. */
static bool scan_file(struct bytes_in in, const struct job *job, struct text *want)
{
	struct scan scan = { in.ptr, in.ptr + in.len, job->delimiter, { NULL, 0, 0 }, 0, false };
	size_t columns = 0;
	uint64_t line = 1;
	bool sound = true;

	while (sound && scan.at < scan.end) {
		const uint8_t *start = scan.at, *behind = behind_blank_line(&scan, job->cap);
		size_t had = want->len;

		if (columns == 0 && behind != NULL) {
			scan.at = behind;
			line++;
			continue;
		}
		sound = scan_record(&scan, want, columns == 0 ? "header" : "record", line, columns,
		                    job->cap);
		if (want->len > had && columns == 0)
			columns = scan.count;
		scan.at += line_ending(&scan);
		for (; start < scan.at; start++)
			line += *start == '\n';
	}
	free(scan.cells.ptr);
	return sound && columns > 0;
}

/* What the second reading leaves out: UTF-16, files of other kinds, and Excel's first line. */
static bool is_special(struct bytes_in in)
{
	size_t at = 0;

	if (in.len >= 2 &&
	    (memcmp(in.ptr, "\xFF\xFE", 2) == 0 || memcmp(in.ptr, "\xFE\xFF", 2) == 0))
		return true;
	if (foreign_kind((struct slice){ (const char *)in.ptr, in.len }) != NULL)
		return true;
	if (in.len >= 3 && memcmp(in.ptr, "\xEF\xBB\xBF", 3) == 0)
		at = 3;
	for (; at + 4 <= in.len && in.ptr[at] != '\n'; at++)
		if (memcmp(in.ptr + at, "sep=", 4) == 0 || memcmp(in.ptr + at, "SEP=", 4) == 0)
			return true;
	return false;
}

static void compare(struct bytes_in in, const struct job *job, const struct run *run)
{
	struct text want = { NULL, 0, 0 };
	bool sound;

	if (is_special(in))
		return;
	if (in.len >= 3 && memcmp(in.ptr, "\xEF\xBB\xBF", 3) == 0)
		in = (struct bytes_in){ in.ptr + 3, in.len - 3 };
	sound = scan_file(in, job, &want);
	if (sound != (run->status == 0))
		find("status %d, but the second reader finds the file %s: %s", run->status,
		     sound ? "sound" : "broken", run->err);
	if (sound && (want.len != run->out_len || memcmp(want.ptr, run->out, want.len) != 0))
		find("other records than the second reader's:\n%.*s\nnot\n%s", (int)want.len,
		     want.ptr, run->out);
	free(want.ptr);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char delimiters[] = ",;\t|";
	struct run whole = { .file_count = 1 }, pieces;
	struct bytes_in in;
	struct job job;

	if (size < 4)
		return 0;
	in = (struct bytes_in){ data + 4, size - 4 };
	job.delimiter = delimiters[data[0] % 4];
	if (memchr(delimiters, data[0], 4) != NULL)
		job.delimiter = (char)data[0];
	job.cap = data[2] == '0' ? 1 << 20 : (size_t)(data[2] % 16) * 8;
	whole.files[0] = (struct memory_file){ "-", in };
	pieces = whole;
	pieces.piece = (size_t)(data[1] - '0') % 16 + 1;
	run_body(&whole, body, &job);
	run_body(&pieces, body, &job);
	if (whole.status != pieces.status || strcmp(whole.err, pieces.err) != 0 ||
	    (whole.status == 0 && (whole.out_len != pieces.out_len ||
	                           memcmp(whole.out, pieces.out, whole.out_len) != 0)))
		find("in pieces: %d %s, otherwise %d %s", pieces.status, pieces.err, whole.status,
		     whole.err);
	compare(in, &job, &whole);
	run_free(&whole);
	run_free(&pieces);
	return 0;
}
