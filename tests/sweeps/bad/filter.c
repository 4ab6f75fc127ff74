/*
 * A small CSV filter that keeps the promises the sweeps test, and breaks one of them on request:
 * the name it is run by says which (`good` breaks none). The sweeps' self-test runs it under every
 * name and must catch each of them; see the table in ../run.
 *
 * It appends the cell `x` to each record. It knows the strict minimum: quotes, the header's width,
 * `;` or `,`, a cap on records, the notice about the last line ending, the poisoned stream.
 */
#define _DEFAULT_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <ctype.h>
#include <locale.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MAX_RECORD (1 << 20)
#define FAILED 2

static const char *name;

static char out[1 << 16];
static size_t out_used;
static int out_begun;
static int out_broken;

static char *record;
static size_t record_used;
static size_t record_room;
static long record_line; /* of the record's first byte */
static long quote_line;  /* of the quote that is open */

static int breaks(const char *promise)
{
	return strcmp(name, promise) == 0;
}

static void say(const char *text)
{
	fprintf(stderr, "%s: %s\n", name, text);
}

static void fail(const char *why);

static void flush(void)
{
	size_t done = 0;

	out_begun |= out_used > 0;
	while (done < out_used) {
		ssize_t n = breaks("raw-calls") ? syscall(SYS_write, 1, out + done, out_used - done)
		                                : write(1, out + done, out_used - done);

		if (n < 0 && errno == EINTR && !breaks("fails-on-eintr"))
			continue;
		if (n < 0 && breaks("closed-output-is-fine") && errno == EBADF)
			_exit(0);
		if (n < 0 && breaks("calm-pipe") && errno == EPIPE)
			_exit(0);
		if (n < 0 && (breaks("never-stops") || breaks("ignores-write-errors")))
			break;
		if (n < 0) {
			out_broken = 1;
			out_used = 0;
			fail("cannot write");
		}
		done += breaks("loses-short-writes") ? out_used : (size_t)n;
	}
	out_used = 0;
}

static void put(const char *bytes, size_t size)
{
	while (size > 0) {
		size_t part = sizeof(out) - out_used < size ? sizeof(out) - out_used : size;

		memcpy(out + out_used, bytes, part);
		out_used += part;
		bytes += part;
		size -= part;
		if (out_used == sizeof(out))
			flush();
	}
}

static void fail(const char *why)
{
	say(why);
	if (!out_broken && (out_begun || out_used > 0) && !breaks("no-poison")) {
		out_broken = 1; /* no second attempt when this one fails, too */
		put("\"", 1);
		put(name, strlen(name));
		put(": stopped, output incomplete\n", 29);
		flush();
	} else if (!out_broken) {
		out_broken = 1;
		flush();
	}
	_exit(FAILED);
}

static void fail_at(long line, const char *why)
{
	char text[200];

	snprintf(text, sizeof(text), "-:%ld: %s", line, why);
	fail(text);
}

static void keep(char byte)
{
	if (record_used == record_room) {
		size_t room = record_room == 0 ? 64 : record_room * 2;
		char *bigger = realloc(record, room);

		if (bigger == NULL && !breaks("crashes-without-memory"))
			fail("out of memory");
		record = bigger;
		record_room = room;
	}
	record[record_used++] = byte;
}

static size_t fields(char delimiter)
{
	size_t count = 1;
	size_t i;
	int quoted = 0;

	for (i = 0; i < record_used; i++) {
		quoted ^= record[i] == '"';
		count += !quoted && record[i] == delimiter;
	}
	return count;
}

static void drop_controls(void)
{
	size_t i, kept = 0;

	for (i = 0; i < record_used; i++)
		if ((unsigned char)record[i] >= ' ' || record[i] == '\n' || record[i] == '\t')
			record[kept++] = record[i];
	record_used = kept;
}

static void end_record(void)
{
	static char delimiter;
	static size_t width;
	static int crlf;
	int ended = record_used > 0 && record[record_used - 1] == '\n';

	record_used -= (size_t)ended;
	ended += record_used > 0 && record[record_used - 1] == '\r';
	record_used -= record_used > 0 && record[record_used - 1] == '\r';
	if (record_used == 0)
		return;
	if (delimiter == '\0') {
		delimiter = fields(';') > fields(',') ? ';' : ',';
		width = fields(delimiter);
		crlf = ended == 2;
	}
	if (fields(delimiter) != width)
		fail_at(record_line, "wrong number of fields");
	if (breaks("leaks") && malloc(200) == NULL)
		fail("out of memory");
	if (breaks("grows") && calloc(1, 4000) == NULL)
		fail("out of memory");
	if (breaks("obeys-environment") && getenv("POSIXLY_CORRECT") != NULL)
		record_used /= 2;
	if (breaks("obeys-locale") && localeconv()->decimal_point[0] == ',')
		record[0] = '_';
	if (breaks("obeys-encoding") && MB_CUR_MAX > 1)
		record[0] = '_';
	if (breaks("drops-controls"))
		drop_controls();
	if (breaks("tells-cells")) {
		record[record_used - 1] = '\0';
		say(record);
	}
	put(record, record_used);
	put(&delimiter, 1);
	put(crlf ? "x\r\n" : "x\n", crlf ? 3 : 2);
	record_used = 0;
}

static size_t take(int fd, char *buffer, size_t size)
{
	for (;;) {
		ssize_t n = breaks("raw-calls") ? syscall(SYS_read, fd, buffer, size)
		                                : read(fd, buffer, size);

		if (n >= 0)
			return (size_t)n;
		if (errno == EINTR && !breaks("fails-on-eintr"))
			continue;
		if (breaks("ignores-read-errors"))
			return 0;
		fail("cannot read");
	}
}

/* The classic: fgets until NULL, and no look at ferror. */
static size_t take_by_stdio(int fd, char *buffer, size_t size)
{
	static FILE *stream;

	if (stream == NULL)
		stream = fd == 0 ? stdin : fdopen(fd, "r");
	return stream == NULL || fgets(buffer, (int)size, stream) == NULL ? 0 : strlen(buffer);
}

static void filter(int fd)
{
	static char buffer[1 << 16];
	long line = 1;
	int quoted = 0;
	size_t size;
	size_t i;

	record_line = 1;
	for (;;) {
		size = breaks("ignores-ferror") ? take_by_stdio(fd, buffer, sizeof(buffer))
		                                : take(fd, buffer, sizeof(buffer));
		if (size == 0)
			break;
		for (i = 0; i < size; i++) {
			if (record_used == 0 && !quoted)
				record_line = line;
			if (buffer[i] == '"') {
				quoted = !quoted;
				quote_line = line;
			}
			line += buffer[i] == '\n';
			keep(buffer[i]);
			if (record_used > MAX_RECORD && !breaks("unbounded")) {
				if (quoted)
					fail_at(breaks("wrong-line") ? line : quote_line,
					        "record too long, quote open");
				fail_at(record_line, "record too long");
			}
			if (buffer[i] == '\n' && !quoted)
				end_record();
		}
		if (breaks("depends-on-pieces") && size < 64)
			put(" ", 1);
	}
	if (quoted)
		fail_at(quote_line, "quote not closed");
	if (record_used > 0) {
		if (breaks("swallows-last"))
			record_used = 0;
		else if (!breaks("silent-about-ending"))
			say("the last line ending is missing");
		end_record();
	}
	if (line == 1 && !out_begun && out_used == 0)
		fail("empty");
}

int main(int argc, char **argv)
{
	const struct rlimit no_core = { 0, 0 };
	const char *slash = strrchr(argv[0], '/');
	int fd = 0;

	name = slash != NULL ? slash + 1 : argv[0];
	if (breaks("noisy-pipe"))
		signal(SIGPIPE, SIG_IGN);
	if (!breaks("dumps-core"))
		setrlimit(RLIMIT_CORE, &no_core);
	if (breaks("calls-home"))
		close(socket(AF_UNIX, SOCK_STREAM, 0));
	if (breaks("keeps-a-copy"))
		fclose(tmpfile());
	if (breaks("obeys-locale") || breaks("obeys-encoding"))
		setlocale(LC_ALL, "");
	if (argc > 1 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "--version") == 0)) {
		if (breaks("help-unchecked"))
			return puts("help") == EOF; /* still in the buffer: this never fails */
		put("help\n", 5);
		flush();
		return 0;
	}
	if (argc > 1) {
		fd = breaks("raw-calls") ? (int)syscall(SYS_openat, AT_FDCWD, argv[1], O_RDONLY)
		                         : open(argv[1], O_RDONLY);
	}
	if (fd < 0)
		fail("cannot open");
	filter(fd);
	flush();
	if (breaks("raw-calls"))
		return 0;
	if (fd != 0)
		close(fd);
	if (close(1) != 0 && !breaks("ignores-close-errors"))
		fail("cannot write");
	free(record);
	return 0;
}
