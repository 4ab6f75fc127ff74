/* pick: prints some columns of a CSV file, so that results of different programs can be compared.
 *
 *     pick COLUMN[,COLUMN...] <FILE
 *
 * One line per record, header included, the cells in the order asked for and joined by `|`; quotes
 * that a program may or may not put round a cell are gone. */

#include <csv.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum {
	COLUMNS = 16, /* asked for */
	CELL = 64,
};

struct picked {
	const char *name;
	size_t name_len;
	int field; /* where the header has it; -1 before it is found */
	char cell[CELL];
	size_t cell_len;
};

struct picks {
	struct picked column[COLUMNS];
	int count;
	int field; /* of the record being read, from 0 */
	bool past_header, cell_too_long;
};

static void take_field(void *bytes, size_t len, void *data)
{
	struct picks *picks = data;

	for (int i = 0; i < picks->count; i++) {
		struct picked *p = &picks->column[i];

		if (!picks->past_header && p->name_len == len && memcmp(p->name, bytes, len) == 0)
			p->field = picks->field;
		if (p->field != picks->field)
			continue;
		if (len > CELL)
			picks->cell_too_long = true;
		p->cell_len = len > CELL ? CELL : len;
		memcpy(p->cell, bytes, p->cell_len);
	}
	picks->field++;
}

static void take_record(int ending, void *data)
{
	struct picks *picks = data;

	(void)ending;
	for (int i = 0; i < picks->count; i++) {
		struct picked *p = &picks->column[i];

		fwrite(p->cell, 1, p->cell_len, stdout);
		putchar(i + 1 < picks->count ? '|' : '\n');
		p->cell_len = 0;
	}
	picks->field = 0;
	picks->past_header = true;
}

static bool parse_names(const char *names, struct picks *picks)
{
	while (picks->count < COLUMNS) {
		struct picked *p = &picks->column[picks->count++];

		p->name = names;
		p->name_len = strcspn(names, ",");
		p->field = -1;
		if (names[p->name_len] == '\0')
			return true;
		names += p->name_len + 1;
	}
	return false;
}

static bool columns_found(const struct picks *picks)
{
	for (int i = 0; i < picks->count; i++)
		if (picks->column[i].field < 0)
			return false;
	return true;
}

int main(int argc, char *argv[])
{
	static struct picks picks;
	static char buffer[65536];
	struct csv_parser parser;
	bool ok = true;
	size_t got;

	if (argc != 2 || !parse_names(argv[1], &picks)) {
		fputs("usage: pick COLUMN[,COLUMN...] <FILE\n", stderr);
		return 2;
	}
	if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		return 2;
	while (ok && (got = fread(buffer, 1, sizeof(buffer), stdin)) > 0)
		ok = csv_parse(&parser, buffer, got, take_field, take_record, &picks) == got;
	ok = ok && csv_fini(&parser, take_field, take_record, &picks) == 0 && !ferror(stdin);
	csv_free(&parser);
	if (!ok || picks.cell_too_long || !columns_found(&picks)) {
		fputs("pick: no strict CSV, a column is missing, or a cell is too long\n", stderr);
		return 2;
	}
	return ferror(stdout) || fclose(stdout) != 0 ? 2 : 0;
}
