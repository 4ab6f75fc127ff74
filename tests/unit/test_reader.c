/*
 * reader.h: the same bytes in pieces of any size are the same records, with the
 * same lines, or the same failure.
 */
#include "testing.h"

#include <sys/socket.h>

#include "guard.h"
#include "reader.h"

enum { CAP = 1 << 20 };

/* What a child is to read: standard input, or files. */
struct job {
	const char *const *files;
	size_t file_count, cap;
};

enum { WANTED = 4 };

static void put_record(const char *kind, const struct record *record, size_t cells)
{
	printf("%s %llu %zu <", kind, (unsigned long long)record->line, record->field_count);
	fwrite(record->raw.ptr, 1, record->raw.len, stdout);
	for (size_t i = 0; i < cells; i++) {
		printf(">\n  <");
		fwrite(record->cells[i].ptr, 1, record->cells[i].len, stdout);
	}
	printf(">\n");
}

/* Reads all and shows it: up to column 3 (from 0), nothing behind that is asked for. */
static int show(void *data)
{
	static const char *const standard_input[] = { "-" };
	/* Static, because a failure leaves them to the end of the process. */
	static struct reader *reader;
	const struct job *job = data;
	const struct record *record;
	size_t columns, wanted;
	char delimiter;

	/* No record of this size takes as long. */
	alarm(100);
	diag_start("test");
	reader = job->files == NULL ? reader_new(standard_input, 1, job->cap)
	                            : reader_new(job->files, job->file_count, job->cap);
	reader_peek_header(reader, &delimiter);
	printf("delimiter %d\n", delimiter);
	record = reader_begin(reader, delimiter == '\0' ? ',' : delimiter);
	columns = record->field_count;
	put_record("header", record, columns);
	wanted = columns < WANTED ? columns : WANTED;
	reader_select(reader, columns, wanted);
	while ((record = reader_next(reader)) != NULL) {
		struct place place = reader_place(reader);

		put_record(strcmp(place.file, "-") == 0 ? "record" : place.file, record, wanted);
		if (guard_finds_number(record->raw))
			printf(record->suspect ? "suspect\n" : "but not suspected\n");
		if (place.line != record->line)
			printf("but the place is %llu\n", (unsigned long long)place.line);
	}
	printf("%s\n", reader_crlf(reader) ? "crlf" : "lf");
	reader_free(reader);
	return diag_finish();
}

/*
 * Runs show on bytes that come in pieces. A socket that keeps packets apart gives
 * one read one piece, every time; where there is none, and for pieces that are
 * longer than the room for a read may be, a pipe must do.
 */
static struct child read_in_pieces(const char *bytes, size_t len, size_t piece, size_t cap)
{
	struct job job = { NULL, 0, cap };
	struct child child;
	int ends[2], status;
	pid_t writer;

	if (piece > 9 || socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends) != 0)
		assert_int_equal(pipe(ends), 0);
	fflush(NULL);
	writer = fork();
	assert_true(writer >= 0);
	if (writer == 0) {
		close(ends[0]);
		for (size_t at = 0; at < len; at += piece)
			if (write(ends[1], bytes + at, len - at < piece ? len - at : piece) < 0)
				break; /* the reader has failed, and gone */
		_exit(0);
	}
	close(ends[1]);
	child = run_child(show, &job, ends[0]);
	close(ends[0]);
	assert_int_equal(waitpid(writer, &status, 0), writer);
	return child;
}

static struct child read_whole(const char *bytes, size_t len, size_t cap)
{
	struct job job = { NULL, 0, cap };
	FILE *file = tmpfile();
	struct child child;

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, len, file), len);
	assert_int_equal(fflush(file), 0);
	rewind(file);
	child = run_child(show, &job, fileno(file));
	fclose(file);
	return child;
}

/* The outcome of the whole, compared with that of pieces of 1 to 9 bytes. */
static struct child read_every_way(const char *bytes, size_t len, size_t cap)
{
	struct child whole = read_whole(bytes, len, cap);

	for (size_t piece = 1; piece <= 9; piece++) {
		struct child pieces = read_in_pieces(bytes, len, piece, cap);

		expect(pieces.status == whole.status, "pieces of %zu: status %d, not %d", piece,
		       pieces.status, whole.status);
		expect(strcmp(pieces.err, whole.err) == 0, "pieces of %zu: '%s', not '%s'", piece,
		       pieces.err, whole.err);
		expect(pieces.out_len == whole.out_len &&
		               memcmp(pieces.out, whole.out, whole.out_len) == 0,
		       "pieces of %zu:\n%s\nnot\n%s", piece, pieces.out, whole.out);
		child_free(&pieces);
	}
	return whole;
}

static void expect_records(const char *bytes, const char *out, const char *err)
{
	struct child child = read_every_way(bytes, strlen(bytes), CAP);

	assert_string_equal(child.out, out);
	assert_string_equal(child.err, err);
	assert_int_equal(child.status, 0);
	child_free(&child);
}

static void test_records(void **state)
{
	(void)state;
	expect_records("a,b\n1,2\n",
	               "delimiter 0\nheader 1 2 <a,b>\n  <a>\n  <b>\nrecord 2 2 <1,2>\n  <1>\n"
	               "  <2>\nlf\n",
	               "");
	/* A mark, CR LF, quotes over lines, blank lines, and lines that hold only blanks. */
	expect_records("\xEF\xBB\xBF\"a\",b\r\n\r\n\"x\r\n\"\"y\"\"\r\n\",2\r\n \r\n\r\n3,4\r\n",
	               "delimiter 0\nheader 1 2 <\"a\",b>\n  <a>\n  <b>\n"
	               "record 3 2 <\"x\r\n\"\"y\"\"\r\n\",2>\n  <x\r\n\"y\"\r\n>\n  <2>\n"
	               "record 8 2 <3,4>\n  <3>\n  <4>\ncrlf\n",
	               "");
	/* A column that is not read, records that are short and long. */
	expect_records("a,b,c,d,e\n1,2,\"3\n3\",4,\" 5\"\n1\n1,2,3,4,5,6\n",
	               "delimiter 0\nheader 1 5 <a,b,c,d,e>\n  <a>\n  <b>\n  <c>\n  <d>\n  <e>\n"
	               "record 2 5 <1,2,\"3\n3\",4,\" 5\">\n  <1>\n  <2>\n  <3\n3>\n  <4>\n"
	               "record 4 1 <1>\n  <1>\n  <>\n  <>\n  <>\n"
	               "record 5 6 <1,2,3,4,5,6>\n  <1>\n  <2>\n  <3>\n  <4>\nlf\n",
	               "");
	/* Blanks round cells are dropped, and move the cells behind them; the quote, too. */
	expect_records("a,b,c\n 1 ,2,3\n1 ,2,3\n1,2 ,\"3\"\n1,\"2\" ,3\n1,2,\" 3\"\n1, 2,\"3\"\n",
	               "delimiter 0\nheader 1 3 <a,b,c>\n  <a>\n  <b>\n  <c>\n"
	               "record 2 3 < 1 ,2,3>\n  <1>\n  <2>\n  <3>\n"
	               "record 3 3 <1 ,2,3>\n  <1>\n  <2>\n  <3>\n"
	               "record 4 3 <1,2 ,\"3\">\n  <1>\n  <2>\n  <3>\n"
	               "record 5 3 <1,\"2\" ,3>\n  <1>\n  <2>\n  <3>\n"
	               "record 6 3 <1,2,\" 3\">\n  <1>\n  <2>\n  < 3>\n"
	               "record 7 3 <1, 2,\"3\">\n  <1>\n  <2>\n  <3>\nlf\n",
	               "");
	/* Without its blank, the fourth cell would begin where the quote stands. */
	expect_records("a,b,c,d\n1,2,3,\"4\"\n, ,\"\",5\n",
	               "delimiter 0\nheader 1 4 <a,b,c,d>\n  <a>\n  <b>\n  <c>\n  <d>\n"
	               "record 2 4 <1,2,3,\"4\">\n  <1>\n  <2>\n  <3>\n  <4>\n"
	               "record 3 4 <, ,\"\",5>\n  <>\n  <>\n  <>\n  <5>\nlf\n",
	               "");
	/* Excel's first line, blank lines before the header, a quoted newline in it. */
	expect_records("sep=;\n\na;\"b\nb\"\n1;2\n",
	               "delimiter 59\nheader 3 2 <a;\"b\nb\">\n  <a>\n  <b\nb>\n"
	               "record 5 2 <1;2>\n  <1>\n  <2>\nlf\n",
	               "");
	expect_records("SEP=;\r\na;b\n1;2\n",
	               "delimiter 59\nheader 2 2 <a;b>\n  <a>\n  <b>\nrecord 3 2 <1;2>\n  <1>\n"
	               "  <2>\nlf\n",
	               "");
	expect_records("sep=\t\r\na\tb\r\n1\t2\r\n",
	               "delimiter 9\nheader 2 2 <a\tb>\n  <a>\n  <b>\n"
	               "record 3 2 <1\t2>\n  <1>\n  <2>\ncrlf\n",
	               "");
	expect_records("a\n", "delimiter 0\nheader 1 1 <a>\n  <a>\nlf\n", "");
	/* An empty cell in quotes is a record; an empty line is none. */
	expect_records("a\n\"\"\n\n\"\"\n",
	               "delimiter 0\nheader 1 1 <a>\n  <a>\nrecord 2 1 <\"\">\n  <>\n"
	               "record 4 1 <\"\">\n  <>\nlf\n",
	               "");
}

static void test_no_line_ending(void **state)
{
	static const char notice[] = "test: -:%d: notice: the last line has no line ending: is the "
				     "file complete?\n";
	char said[128];

	(void)state;
	snprintf(said, sizeof(said), notice, 2);
	expect_records("a,b\n1,2",
	               "delimiter 0\nheader 1 2 <a,b>\n  <a>\n  <b>\nrecord 2 2 <1,2>\n  <1>\n"
	               "  <2>\nlf\n",
	               said);
	expect_records("a,b\n1,\"2\"",
	               "delimiter 0\nheader 1 2 <a,b>\n  <a>\n  <b>\nrecord 2 2 <1,\"2\">\n  <1>\n"
	               "  <2>\nlf\n",
	               said);
	expect_records("a,b\n1,",
	               "delimiter 0\nheader 1 2 <a,b>\n  <a>\n  <b>\nrecord 2 2 <1,>\n  <1>\n"
	               "  <>\nlf\n",
	               said);
	snprintf(said, sizeof(said), notice, 1);
	expect_records("a,b", "delimiter 0\nheader 1 2 <a,b>\n  <a>\n  <b>\nlf\n", said);
}

static void expect_failure(const char *bytes, size_t len, size_t cap, const char *start,
                           const char *part)
{
	struct child child = read_every_way(bytes, len, cap);

	expect(child.status == 2, "'%s' ends with %d", bytes, child.status);
	expect(strncmp(child.err, start, strlen(start)) == 0, "'%s' says: %s, not: %s", bytes,
	       child.err, start);
	expect(strstr(child.err, part) != NULL, "'%s' says: %s, not: %s", bytes, child.err, part);
	expect(strchr(child.err, '\n') == child.err + strlen(child.err) - 1, "'%s' says: %s", bytes,
	       child.err);
	child_free(&child);
}

static void test_errors(void **state)
{
	static const struct {
		const char *bytes, *start, *part;
	} cases[] = {
		{ "", "test: -: ", "empty" },
		{ "\n\n", "test: -: ", "empty" },
		{ "\xEF\xBB\xBF", "test: -: ", "empty" },
		{ "sep=;\n", "test: -: ", "empty" },
		/* A quote never closed, at the line where it opens. */
		{ "a,b\n1,2\n3,\"4\n5,6\n7,8\n", "test: -:3: ", "quote" },
		{ "a,b\n1,2\n\"3\n,4\n5,6\n7,8\n", "test: -:3: ", "quote" },
		{ "a,b\n\"x\ny\",2\n\"x\ny\",\"4\n5,6\n", "test: -:5: ", "quote" },
		{ "a,b\n1,\"2\n", "test: -:2: ", "quote" },
		{ "a,b\n1,\"2", "test: -:2: ", "quote" },
		{ "a,\"b\n1,2\n", "test: -:1: ", "quote" },
		/* A quote inside a cell, and bytes behind a closing quote. */
		{ "a,b\n1,2\n3,4\"5\n", "test: -:3: ", "quote" },
		{ "a,b\n1,2\n3,\"4\"5\n6,7\n", "test: -:3: ", "quote" },
		{ "a,b\n\"x\n\ny\"\"z\",2\n3,4\"\n", "test: -:5: ", "quote" },
		{ "a,b\r\n1,2\r\n3,4\"5\r\n", "test: -:3: ", "quote" },
		{ "a,b\r\n1,\"2\r\n3\"4\r\n", "test: -:2: ", "quote" },
		/* A carriage return that ends no line. */
		{ "a,b\n1,2\n3,4\r5,6\n", "test: -:3: ", "carriage return" },
		{ "a,b,c,d\n1,2\r3,4\n", "test: -:2: ", "carriage return" },
		{ "a,b,c,d\r\n1,2\r3,4\r\n", "test: -:2: ", "carriage return" },
		{ "a,b\r1,2\r3,4\r", "test: -:1: ", "carriage return" },
		{ "a,b\n1,2\n\r3,4\n", "test: -:3: ", "carriage return" },
		{ "a,b\n1,2\r", "test: -:2: ", "carriage return" },
		{ "a,b\n1,2\r\r\n", "test: -:2: ", "carriage return" },
		{ "a,b\n1,2\n\r", "test: -:3: ", "carriage return" },
		{ "a,b\r\n1,2\r\n \r", "test: -:3: ", "carriage return" },
		{ "a,b\n\"x\ny\",2\n3,4\r5\n", "test: -:4: ", "carriage return" },
		/* Other encodings. */
		{ "\xFF\376ab", "test: -:1: ", "iconv -f UTF-16" },
		{ "\xFE\377ab", "test: -:1: ", "iconv -f UTF-16" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		expect_failure(cases[i].bytes, strlen(cases[i].bytes), CAP, cases[i].start,
		               cases[i].part);
	expect_failure("a,b\n1,2\n3,\0\n", 12, CAP, "test: -:3: ", "NUL");
	expect_failure("a,b\n1,2\n3,\"\n\0\"\n", 15, CAP, "test: -:", "NUL");
	expect_failure("a\0,\0b\0\n\0", 8, CAP, "test: -:1: ", "iconv");
}

/* A record of exactly the cap passes; one byte more does not. */
static void test_cap(void **state)
{
	enum { SMALL = 40 };

	(void)state;
	for (int quoted = 0; quoted < 2; quoted++)
		for (int ending = 0; ending < 3; ending++)
			for (size_t len = SMALL - 3; len <= SMALL + 3; len++) {
				static const char *const endings[] = { "\n", "\r\n", "" };
				char text[200] = "a,b\n1,2\n", want[100];
				size_t at = strlen(text);
				struct child child;

				memset(text + at, 'x', len);
				text[at + 5] = ',';
				if (quoted) {
					text[at] = text[at + 4] = '"';
					text[at + 2] = '\n';
				}
				at += len;
				strcpy(text + at, endings[ending]);
				child = read_every_way(text, strlen(text), SMALL);
				expect(child.status == (len <= SMALL ? 0 : 2),
				       "%zu bytes, ending %d, quoted %d: %d, %s", len, ending,
				       quoted, child.status, child.err);
				if (len > SMALL) {
					snprintf(want, sizeof(want), "test: -:%d: ", 3);
					assert_memory_equal(child.err, want, strlen(want));
					assert_non_null(
						strstr(child.err, "40 bytes (--max-record)"));
				}
				child_free(&child);
			}
}

/*
 * A quoted cell over two lines, of which the first is about as long as the cap, alone
 * or with its line ending. What is parsed is then longer than what is shown of it.
 */
static void test_cap_at_line_end(void **state)
{
	enum { SMALL = 40 };
	static const char *const endings[] = { "\n", "\r\n" };

	(void)state;
	for (int ending = 0; ending < 2; ending++)
		for (size_t len = SMALL - 3; len <= SMALL + 3; len++) {
			char text[200] = "a,b\n1,2\n3,\"";
			size_t at = strlen(text);

			memset(text + at, 'x', len - 3);
			at += len - 3;
			at += (size_t)sprintf(text + at, "%syy\"", endings[ending]);
			strcpy(text + at, endings[ending]);
			expect_failure(text, strlen(text), SMALL,
			               "test: -:3: ", "40 bytes (--max-record), inside a quote");
		}
}

/* A NUL byte behind the cap: too long, however much of it has come when that is seen. */
static void test_nul_behind_cap(void **state)
{
	enum { SMALL = 40 };

	(void)state;
	for (size_t at = SMALL - 2; at <= SMALL + 6; at++) {
		char text[200] = "a,b\n1,2\n";
		size_t len = strlen(text);

		memset(text + len, 'x', 60);
		text[len + at] = '\0';
		text[len + 60] = '\n';
		expect_failure(text, len + 61, SMALL,
		               "test: -:3: ", at <= SMALL ? "NUL byte" : "40 bytes (--max-record)");
	}
}

/* Before the header, too, the cap holds, however much of a line has come. */
static void test_cap_before_header(void **state)
{
	enum { SMALL = 8 };
	static const char *const texts[] = { "                    \na\n1\n",
		                             "\f\f\f\f\f\f\f\f\f\f\f\f\f\f\f\f\f\fa" };

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++)
		expect_failure(texts[i], strlen(texts[i]), SMALL,
		               "test: -:1: ", "8 bytes (--max-record)");
	expect_failure("sep=;\na\n1\n", 10, 3, "test: -:1: ", "3 bytes (--max-record)");
}

/* The cap that commands have: more than the first window holds, in and behind a small record. */
static void test_large_records(void **state)
{
	(void)state;
	for (size_t over = 0; over < 2; over++) {
		size_t len = CAP + over;
		char *text = malloc(len + 100);
		struct child child;

		assert_non_null(text);
		memcpy(text, "a,b\n1,2\n", 8);
		memset(text + 8, 'x', len);
		text[8 + 1000] = ',';
		memcpy(text + 8 + len, "\n3,4\n", 6);
		child = read_whole(text, len + 13, CAP);
		assert_int_equal(child.status, over == 0 ? 0 : 2);
		if (over == 0) {
			assert_true(child.out_len > 2 * len);
			assert_non_null(strstr(child.out, "record 4 2 <3,4>\n  <3>\n  <4>\n"));
		} else {
			assert_memory_equal(child.err, "test: -:3: ", 11);
		}
		child_free(&child);

		/* The same in one quoted cell of many lines. */
		for (size_t i = 8 + 1001; i < 8 + len; i++)
			text[i] = i % 61 == 0 ? '\n' : 'y';
		text[8 + 1001] = text[8 + len - 1] = '"';
		child = read_whole(text, len + 13, CAP);
		expect(child.status == (over == 0 ? 0 : 2), "%zu over: %s", over, child.err);
		if (over == 0)
			assert_non_null(strstr(child.out, " 2 <3,4>\n  <3>\n  <4>\n"));
		else
			assert_memory_equal(child.err, "test: -:3: ", 11);
		child_free(&child);
		free(text);
	}
}

/*
 * A record of a million lines, quoted from its first byte on or behind many blanks:
 * no line costs more than its own bytes.
 */
static void test_many_lines(void **state)
{
	char *text = malloc(CAP + 100);

	(void)state;
	assert_non_null(text);
	for (size_t blanks = 0; blanks <= CAP / 2; blanks += CAP / 2) {
		struct child child;

		memcpy(text, "a,b\n", 4);
		memset(text + 4, ' ', blanks);
		memset(text + 4 + blanks, '\n', CAP - blanks);
		text[4 + blanks] = '"';
		memcpy(text + 4 + CAP - 4, "\",2\n3,4\n", 9);
		child = read_whole(text, 4 + CAP + 4, CAP);
		expect(child.status == 0, "%zu blanks: %d %s", blanks, child.status, child.err);
		assert_non_null(strstr(child.out, " 2 <3,4>\n  <3>\n  <4>\n"));
		child_free(&child);
	}
	free(text);
}

/* ---- random files ---- */

struct text {
	char *bytes;
	size_t len, room;
	uint64_t lines; /* line feeds so far */
};

static void put(struct text *text, const char *bytes, size_t len)
{
	if (text->len + len + 1 > text->room) {
		text->room = (text->len + len + 1) * 2;
		text->bytes = realloc(text->bytes, text->room);
		assert_non_null(text->bytes);
	}
	memcpy(text->bytes + text->len, bytes, len);
	text->len += len;
	text->bytes[text->len] = '\0';
	for (size_t i = 0; i < len; i++)
		text->lines += bytes[i] == '\n';
}

static void put_format(struct text *text, const char *format, uint64_t line, size_t count)
{
	char line_text[64];

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	put(text, line_text,
	    (size_t)snprintf(line_text, sizeof(line_text), format, (unsigned long long)line,
	                     count));
#pragma GCC diagnostic pop
}

/* Round cells, where they are dropped. */
static void put_blanks(uint32_t *seed, struct text *file)
{
	if (random_below(seed, 8) == 0)
		put(file, " \t ", 1 + random_below(seed, 3));
}

/* A file of records, and beside it what show must say of them. */
static void make_file(uint32_t *seed, size_t rows, size_t longest, struct text *file,
                      struct text *shown)
{
	static const char bytes[] = "abc,,\"\"\n\r;\t \xC3\xA6\xE6'1.5-_|";
	size_t columns = 3 + random_below(seed, 4);
	bool crlf = random_below(seed, 2);

	put(shown, "delimiter 0\n", 12);
	for (size_t row = 0; row <= rows; row++) {
		struct text cells = { 0 };
		uint64_t line;
		size_t start;

		while (row > 0 && random_below(seed, 6) == 0)
			put(file, crlf ? "\r\n" : " \n", 2);
		line = file->lines + 1;
		start = file->len;
		for (size_t c = 0; c < columns; c++) {
			struct text cell = { 0 }, quoted = { 0 };
			size_t len = random_below(seed, (uint32_t)longest);
			bool needs_quotes = random_below(seed, 3) == 0;

			put(&cell, "", 0);
			put(&quoted, "\"", 1);
			for (size_t i = 0; i < len; i++) {
				char byte = bytes[random_below(seed, sizeof(bytes) - 1)];

				put(&cell, &byte, 1);
				put(&quoted, &byte, 1);
				if (byte == '"')
					put(&quoted, &byte, 1);
				needs_quotes |= strchr(",\"\n\r \t", byte) != NULL;
			}
			put(&quoted, "\"", 1);
			if (c > 0)
				put(file, ",", 1);
			put_blanks(seed, file);
			if (needs_quotes)
				put(file, quoted.bytes, quoted.len);
			else
				put(file, cell.bytes, cell.len);
			put_blanks(seed, file);
			if (row == 0 || c < WANTED) {
				put(&cells, ">\n  <", 5);
				put(&cells, cell.bytes, cell.len);
			}
			free(cell.bytes);
			free(quoted.bytes);
		}
		put_format(shown, row == 0 ? "header %llu %zu <" : "record %llu %zu <", line,
		           columns);
		put(shown, file->bytes + start, file->len - start);
		put(shown, cells.bytes, cells.len);
		put(shown, ">\n", 2);
		free(cells.bytes);
		/* Only the header's own line ending matters. */
		if (row == 0 ? crlf : random_below(seed, 2))
			put(file, "\r", 1);
		put(file, "\n", 1);
	}
	put(shown, crlf ? "crlf\n" : "lf\n", crlf ? 5 : 3);
}

static void test_random_files(void **state)
{
	uint32_t seed = 4711;

	(void)state;
	for (unsigned n = 0; n < 30; n++) {
		struct text file = { 0 }, shown = { 0 };
		struct child child;

		make_file(&seed, n % 8, 12, &file, &shown);
		child = read_every_way(file.bytes, file.len, CAP);
		expect(child.status == 0 && child.err[0] == '\0', "file %u: %d %s", n, child.status,
		       child.err);
		expect(child.out_len == shown.len && memcmp(child.out, shown.bytes, shown.len) == 0,
		       "file %u:\n%s\nnot\n%s", n, child.out, shown.bytes);
		child_free(&child);
		free(file.bytes);
		free(shown.bytes);
	}
}

/* Longer than every window and buffer on the way. */
static void test_random_large_files(void **state)
{
	uint32_t seed = 815;

	(void)state;
	for (unsigned n = 0; n < 6; n++) {
		struct text file = { 0 }, shown = { 0 };
		struct child whole, pieces;

		make_file(&seed, n % 2 ? 6 : 3000, n % 2 ? 60000 : 80, &file, &shown);
		whole = read_whole(file.bytes, file.len, CAP);
		pieces = read_in_pieces(file.bytes, file.len, 4093, CAP);
		expect(whole.status == 0 && whole.err[0] == '\0', "file %u: %d %s", n, whole.status,
		       whole.err);
		expect(whole.out_len == shown.len && memcmp(whole.out, shown.bytes, shown.len) == 0,
		       "file %u of %zu bytes", n, file.len);
		expect(pieces.status == 0 && pieces.out_len == shown.len &&
		               memcmp(pieces.out, shown.bytes, shown.len) == 0,
		       "file %u of %zu bytes in pieces", n, file.len);
		child_free(&whole);
		child_free(&pieces);
		free(file.bytes);
		free(shown.bytes);
	}
}

/* A NUL byte far behind the first window, after long and short records. */
static void test_late_nul(void **state)
{
	enum { LINE = 100, LINES = 6000 };
	char *text = malloc(4 + LINE * LINES);

	(void)state;
	assert_non_null(text);
	memcpy(text, "a,b\n", 4);
	memset(text + 4, 'x', LINE * LINES);
	for (size_t i = 0; i < LINES; i++)
		memcpy(text + 4 + i * LINE + LINE - 3, ",y\n", 3);
	for (size_t line = 100; line < LINES; line += 1300) {
		char *byte = text + 4 + line * LINE + 7, want[64];
		struct child child;

		*byte = '\0';
		child = read_whole(text, 4 + LINE * LINES, CAP);
		assert_int_equal(child.status, 2);
		snprintf(want, sizeof(want), "test: -:%zu: a NUL byte", line + 2);
		assert_memory_equal(child.err, want, strlen(want));
		child_free(&child);
		*byte = 'x';
	}
	free(text);
}

/* ---- person numbers ---- */

static size_t count_of(const char *text, const char *what)
{
	size_t count = 0;

	while ((text = strstr(text, what)) != NULL) {
		text += strlen(what);
		count++;
	}
	return count;
}

/* Records of about this length, some with a number somewhere; how many is in *numbers. */
static size_t make_numbers(uint32_t *seed, char *text, size_t room, uint32_t longest,
                           size_t *numbers)
{
	static const char number[] = "010190-1234";
	const size_t number_len = sizeof(number) - 1;
	size_t len = 4;

	memcpy(text, "a,b\n", len);
	*numbers = 0;
	while (len + longest + number_len + 6 < room) {
		size_t filling = random_below(seed, longest), cut = random_below(seed, longest);
		bool has = random_below(seed, 8) == 0;

		text[len++] = ',';
		text[len++] = '"';
		for (size_t i = 0; i <= filling; i++) {
			if (has && i == (cut < filling ? cut : filling)) {
				text[len++] = random_below(seed, 4) == 0 ? '\n' : ' ';
				memcpy(text + len, number, number_len);
				len += number_len;
				(*numbers)++;
			}
			text[len++] = "-- 1234567\nx"[random_below(seed, 12)];
			if (has)
				text[len - 1] = ' ';
		}
		text[len++] = '"';
		text[len++] = '\n';
	}
	return len;
}

/* Wherever windows, reads and records end, no number goes unsuspected. */
static void test_numbers(void **state)
{
	enum { ROOM = 700000, FEW = 3500 };
	static const uint32_t longest[] = { 10, 60, 3000 };
	char *text = malloc(ROOM);
	uint32_t seed = 11;
	size_t all = 0;

	(void)state;
	assert_non_null(text);
	for (size_t n = 0; n < 6; n++) {
		size_t numbers, len;
		struct child child;

		len = make_numbers(&seed, text, n % 2 == 0 ? ROOM : FEW,
		                   longest[n / 2 % COUNT(longest)], &numbers);
		child = n % 2 == 0 ? read_whole(text, len, CAP) : read_every_way(text, len, CAP);
		assert_int_equal(child.status, 0);
		/* A few of what fills the rest make one, too. */
		assert_true(count_of(child.out, "\nsuspect\n") >= numbers);
		assert_int_equal(count_of(child.out, "\nbut not suspected\n"), 0);
		child_free(&child);
		all += numbers;
	}
	assert_true(all > 300);
	free(text);
}

/* ---- looking ahead ---- */

/*
 * Says, at every record, which ones are known behind it: the next few, of the file
 * that is open, up to one that is wrong, as long as the window has them.
 */
static int look_ahead(void *data)
{
	static struct reader *reader;
	const struct job *job = data;
	const struct record *record;
	char delimiter;

	diag_start("test");
	reader = reader_new(job->files, job->file_count, job->cap);
	reader_peek_header(reader, &delimiter);
	reader_begin(reader, ',');
	reader_select(reader, 2, 2);
	while ((record = reader_next(reader)) != NULL) {
		printf("%.*s:", (int)record->cells[0].len, record->cells[0].ptr);
		for (size_t distance = 1; distance <= READER_AHEAD; distance++) {
			const struct record *ahead = reader_ahead(reader, distance);

			if (ahead != NULL)
				printf(" %.*s/%.*s", (int)ahead->cells[0].len, ahead->cells[0].ptr,
				       (int)ahead->cells[1].len, ahead->cells[1].ptr);
		}
		printf("\n");
		fflush(stdout);
	}
	reader_free(reader);
	return 0;
}

static void test_ahead(void **state)
{
	static const struct {
		const char *bytes, *out, *err;
	} cases[] = {
		{ "a,b\n1,a\n\n 2 ,\"b\"\n3,\"c\"\"\"\n4\n5,e\n6,\"\nf\"\n7,g\n8,h\n",
		  "1: 2/b 3/c\" 4/ 5/e\n2: 3/c\" 4/ 5/e 6/\nf\n3: 4/ 5/e 6/\nf 7/g\n"
		  "4: 5/e 6/\nf 7/g 8/h\n5: 6/\nf 7/g 8/h\n6: 7/g 8/h\n7: 8/h\n8:\n",
		  "" },
		/* Nothing is said of a fault before its turn, and all before it are given out. */
		{ "a,b\n1,a\n2,b\n3,c\n4,d\"\n5,e\n", "1: 2/b 3/c\n2: 3/c\n3:\n",
		  "test: -:5: a quote inside a cell that is not quoted (quote the cell and double "
		  "the quote)\n" },
		/* Whether this is the last line shows only when the file is read on. */
		{ "a,b\n1,a\n2,b", "1:\n2:\n", "" },
	};
	static const char *const standard_input[] = { "-" };
	struct job job = { standard_input, 1, CAP };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		FILE *file = tmpfile();
		struct child child;

		assert_non_null(file);
		fputs(cases[i].bytes, file);
		rewind(file);
		child = run_child(look_ahead, &job, fileno(file));
		fclose(file);
		assert_string_equal(child.out, cases[i].out);
		assert_string_equal(child.err, cases[i].err);
		assert_int_equal(child.status, cases[i].err[0] == '\0' ? 0 : 2);
		child_free(&child);
	}
}

/* ---- several files ---- */

static struct child read_files(const char *const *texts, size_t count)
{
	char folder[] = "/tmp/test_reader.XXXXXX", names[4][64];
	const char *files[4];
	struct job job = { files, count, CAP };
	struct child child;

	assert_non_null(mkdtemp(folder));
	assert_int_equal(chdir(folder), 0);
	for (size_t i = 0; i < count; i++) {
		FILE *file;

		snprintf(names[i], sizeof(names[i]), "%c.csv", (char)('a' + (int)i));
		files[i] = names[i];
		file = fopen(names[i], "wb");
		assert_non_null(file);
		fputs(texts[i], file);
		fclose(file);
	}
	child = run_child(show, &job, -1);
	for (size_t i = 0; i < count; i++)
		unlink(names[i]);
	assert_int_equal(chdir("/"), 0);
	rmdir(folder);
	return child;
}

/* One header, lines that begin anew, byte order mark and line ending apart. */
static void test_several_files(void **state)
{
	static const char *const good[] = { "a,b\n1,2\n3,4", "\xEF\xBB\277a,b\r\n\r\n5,6\r\n",
		                            "a,b\n", "\na,b\n7,\"8\n\"\n" };
	static const struct {
		const char *second, *start;
	} bad[] = {
		{ "a,c\n1,2\n", "test: b.csv:1: not the same header" },
		{ "a;b\n1;2\n", "test: b.csv:1: not the same header" },
		{ "\nb,a\n1,2\n", "test: b.csv:2: not the same header" },
		{ "1,2\n", "test: b.csv:1: not the same header" },
		{ "", "test: b.csv: empty" },
		{ "a,b\n1,\"2\n", "test: b.csv:2: a quote" },
	};
	struct child child = read_files(good, 4);

	(void)state;
	assert_string_equal(child.out,
	                    "delimiter 0\nheader 1 2 <a,b>\n  <a>\n  <b>\n"
	                    "a.csv 2 2 <1,2>\n  <1>\n  <2>\na.csv 3 2 <3,4>\n  <3>\n  <4>\n"
	                    "b.csv 3 2 <5,6>\n  <5>\n  <6>\n"
	                    "d.csv 3 2 <7,\"8\n\">\n  <7>\n  <8\n>\nlf\n");
	assert_string_equal(child.err,
	                    "test: a.csv:3: notice: the last line has no line ending: is "
	                    "the file complete?\n");
	assert_int_equal(child.status, 0);
	child_free(&child);

	for (size_t i = 0; i < COUNT(bad); i++) {
		const char *const texts[] = { "a,b\n1,2\n", bad[i].second };

		child = read_files(texts, 2);
		assert_int_equal(child.status, 2);
		expect(strncmp(child.err, bad[i].start, strlen(bad[i].start)) == 0, "%zu: %s", i,
		       child.err);
		child_free(&child);
	}
}

static int open_absent(void *data)
{
	static const char *const files[] = { "/nonexistent/x.csv" };
	static struct reader *reader;
	char delimiter;

	(void)data;
	diag_start("test");
	reader = reader_new(files, 1, CAP);
	reader_peek_header(reader, &delimiter);
	return 0;
}

static void test_absent_file(void **state)
{
	struct child child = run_child(open_absent, NULL, -1);

	(void)state;
	assert_int_equal(child.status, 2);
	assert_string_equal(child.err, "test: /nonexistent/x.csv: cannot open: No such file or "
	                               "directory\n");
	child_free(&child);
}

/* ---- the header, before the delimiter is known ---- */

static int peek(void *data)
{
	static const char *const files[] = { "-" };
	struct reader *reader = reader_new(files, 1, CAP);
	char delimiter;
	struct slice header;

	(void)data;
	diag_start("test");
	header = reader_peek_header(reader, &delimiter);
	printf("<%.*s>", (int)header.len, header.ptr);
	for (const char *with = ",;|"; *with != '\0'; with++) {
		size_t count;
		const struct slice *cells = reader_split(reader, header, *with, &count);

		printf(" %zu", count);
		for (size_t i = 0; i < count; i++)
			printf("[%.*s]", (int)cells[i].len, cells[i].ptr);
	}
	reader_free(reader);
	return 0;
}

static void test_peek(void **state)
{
	FILE *file = tmpfile();
	struct child child;

	(void)state;
	assert_non_null(file);
	fputs("\xEF\xBB\xBF\na;\"b,\nc\";d,e\r\n1;2;3\r\n", file);
	rewind(file);
	child = run_child(peek, NULL, fileno(file));
	fclose(file);
	assert_string_equal(child.out, "<a;\"b,\nc\";d,e> 0 3[a][b,\nc][d,e] 0");
	child_free(&child);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_records),
		cmocka_unit_test(test_no_line_ending),
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_cap),
		cmocka_unit_test(test_cap_at_line_end),
		cmocka_unit_test(test_nul_behind_cap),
		cmocka_unit_test(test_cap_before_header),
		cmocka_unit_test(test_large_records),
		cmocka_unit_test(test_many_lines),
		cmocka_unit_test(test_random_files),
		cmocka_unit_test(test_random_large_files),
		cmocka_unit_test(test_ahead),
		cmocka_unit_test(test_several_files),
		cmocka_unit_test(test_absent_file),
		cmocka_unit_test(test_peek),
		cmocka_unit_test(test_late_nul),
		cmocka_unit_test(test_numbers),
	};

	return cmocka_run_group_tests_name("reader", tests, NULL, NULL);
}
