/* bare: the floor of the benchmark. Reads a file through libcsv exactly as strictly as the commands
 * do, counts fields and records, and does nothing else.
 *
 *     bare [--chunk BYTES | --lines | --semicolons] FILE
 *
 * --chunk BYTES   bytes per read and per call of csv_parse (65536)
 * --lines         one call of csv_parse per physical line, as a reader needs it that reports line
 *                 numbers and keeps raw records
 * --semicolons    stand between the cells
 *
 * Prints `records fields`, the header included. */

#define _POSIX_C_SOURCE 200809L

#include <csv.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	CHUNK = 65536,
	FIELD_BLOCK = 4096, /* libcsv's buffer grows by so much; by 128 bytes if nobody says */
};

struct counts {
	unsigned long records, fields;
};

static void count_field(void *bytes, size_t len, void *data)
{
	struct counts *counts = data;

	(void)bytes;
	(void)len;
	counts->fields++;
}

static void count_record(int ending, void *data)
{
	struct counts *counts = data;

	(void)ending;
	counts->records++;
}

static bool feed(struct csv_parser *parser, const char *bytes, size_t len, struct counts *counts)
{
	return csv_parse(parser, bytes, len, count_field, count_record, counts) == len;
}

/* A line that goes on in the next chunk is fed in two pieces: libcsv does not mind. */
static bool feed_lines(struct csv_parser *parser, const char *bytes, size_t len,
                       struct counts *counts)
{
	const char *end = bytes + len;

	while (bytes < end) {
		const char *newline = memchr(bytes, '\n', (size_t)(end - bytes));
		const char *next = newline != NULL ? newline + 1 : end;

		if (!feed(parser, bytes, (size_t)(next - bytes), counts))
			return false;
		bytes = next;
	}
	return true;
}

static int parse_file(const char *path, size_t chunk, bool lines, bool semicolons)
{
	struct counts counts = { 0, 0 };
	struct csv_parser parser;
	char *buffer = malloc(chunk);
	int fd = open(path, O_RDONLY);
	bool ok = true;
	ssize_t got;

	if (buffer == NULL || fd < 0 || csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) {
		fprintf(stderr, "bare: %s: %s\n", path, strerror(errno));
		free(buffer);
		return 2;
	}
	csv_set_blk_size(&parser, FIELD_BLOCK);
	if (semicolons)
		csv_set_delim(&parser, ';');
	while (ok && (got = read(fd, buffer, chunk)) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		ok = got > 0 && (lines ? feed_lines(&parser, buffer, (size_t)got, &counts)
		                       : feed(&parser, buffer, (size_t)got, &counts));
	}
	ok = ok && csv_fini(&parser, count_field, count_record, &counts) == 0;
	if (!ok)
		fprintf(stderr, "bare: %s: not readable as strict CSV\n", path);
	csv_free(&parser);
	free(buffer);
	close(fd);
	if (ok)
		ok = printf("%lu %lu\n", counts.records, counts.fields) > 0 && fflush(stdout) == 0;
	return ok ? 0 : 2;
}

int main(int argc, char *argv[])
{
	unsigned long chunk = CHUNK;
	bool lines = false, semicolons = false;
	int i = 1;

	if (i + 1 < argc && strcmp(argv[i], "--chunk") == 0) {
		chunk = strtoul(argv[i + 1], NULL, 10);
		i += 2;
	} else if (i < argc && strcmp(argv[i], "--lines") == 0) {
		lines = true;
		i++;
	} else if (i < argc && strcmp(argv[i], "--semicolons") == 0) {
		semicolons = true;
		i++;
	}
	if (i + 1 != argc || chunk == 0) {
		fputs("usage: bare [--chunk BYTES | --lines | --semicolons] FILE\n", stderr);
		return 2;
	}
	return parse_file(argv[i], chunk, lines, semicolons);
}
