/*
 * repeat FILE COUNT [CYCLE]: the header of a CSV file once, then its other records COUNT times (0:
 * for ever). Each @ in them becomes the number of the repetition, so that identifiers such as P@.1
 * are new persons every time and no series goes back in time; with CYCLE, numbers begin again
 * after as many. A sep= line counts as header.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_FILE (1 << 20)

static const char *after_record(const char *at)
{
	int quoted = 0;

	for (; *at != '\0'; at++) {
		if (*at == '"')
			quoted = !quoted;
		if (*at == '\n' && !quoted)
			return at + 1;
	}
	return at;
}

int main(int argc, char **argv)
{
	static char text[MAX_FILE + 1];
	FILE *file = argc == 3 || argc == 4 ? fopen(argv[1], "rb") : NULL;
	long count = argc > 2 ? atol(argv[2]) : 0;
	long cycle = argc > 3 ? atol(argv[3]) : 0;
	const char *body = text;
	long turn;

	if (file == NULL || fread(text, 1, MAX_FILE, file) == 0) {
		fputs("usage: repeat FILE COUNT [CYCLE]\n", stderr);
		return 2;
	}
	fclose(file);
	if (strncmp(body, "sep=", 4) == 0)
		body = after_record(body);
	body = after_record(body);
	if (*body == '\0')
		return 2;
	fwrite(text, 1, (size_t)(body - text), stdout);
	for (turn = 1; count == 0 || turn <= count; turn++) {
		const char *at = body;
		const char *mark;

		while ((mark = strchr(at, '@')) != NULL) {
			fwrite(at, 1, (size_t)(mark - at), stdout);
			printf("%ld", cycle > 0 ? turn % cycle : turn);
			at = mark + 1;
		}
		fputs(at, stdout);
		if (ferror(stdout))
			return 2;
	}
	return fclose(stdout) == 0 ? 0 : 2;
}
