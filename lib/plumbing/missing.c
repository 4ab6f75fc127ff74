#include "missing.h"

#include <stdio.h>

#include "suggest.h"

enum { SUGGESTIONS_MAX = 5, LINES_TRIED = 10, NAME_MAX_SHOWN = 40, HEADER_CELLS_MIN = 2 };

/* Which command reads or writes a column that tells its files from others. */
static const struct origin {
	enum column column;
	const char *command; /* or the option that takes such a file */
	bool writes;
} origins[] = {
#include "origins.inc"
};

enum { ORIGINS = sizeof(origins) / sizeof(origins[0]) };

/* Takes the next of the missing names off the text; COL_COUNT at its end. */
static enum column take_missing(const char **text)
{
	while (**text != '\0') {
		size_t len = strcspn(*text, " ,");
		enum column column = column_by_name((struct slice){ *text, len });

		*text += len;
		*text += strspn(*text, " ,");
		if (column != COL_COUNT)
			return column;
	}
	return COL_COUNT;
}

/*
 * One cell, and in it another mark that cells may have been parted by. Where the cell is
 * quoted, the mark is text, and no -d helps.
 */
static bool hint_delimiter(const struct table *table, char *hint, size_t size)
{
	static const char marks[] = ";,\t|:^";
	bool quoted = table->header.ptr[0] == '"';
	const struct slice name = table->column_count == 1 ? table->names[0]
	                                                   : (struct slice){ "", 0 };

	for (const char *mark = marks; *mark != '\0'; mark++) {
		char shown[] = { *mark, '\0' };

		if (name.len == 0 || memchr(name.ptr, *mark, name.len) == NULL)
			continue;
		if (quoted)
			snprintf(
				hint, size,
				" (one column: the quotes round the whole line make one cell of it; "
				"export the table again without them)");
		else
			snprintf(hint, size,
			         " (one column: are the cells parted by '%s'? -d '%s' says so)",
			         *mark == '\t' ? "TAB" : shown, *mark == '\t' ? "tab" : shown);
		return true;
	}
	return false;
}

/* One cell, and in it names that blanks set in columns, as in a table for the eye. */
static bool hint_blanks(const struct table *table, char *hint, size_t size)
{
	const struct slice name = table->names[0];

	if (table->column_count != 1)
		return false;
	for (size_t i = 1; i < name.len; i++)
		if (name.ptr[i - 1] == ' ' && name.ptr[i] == ' ') {
			snprintf(
				hint, size,
				" (one column: blanks do not part cells; export the table as CSV)");
			return true;
		}
	return false;
}

static size_t known_names(const struct table *table)
{
	size_t known = 0;

	for (size_t i = 0; i < table->column_count; i++)
		known += table->meanings[i].column != COL_COUNT;
	return known;
}

/* How many cells of a line, cut at a mark, are names of columns. Quotes are no part of names. */
static size_t names_in(struct slice line, char mark)
{
	size_t count = 0;

	while (line.len > 0) {
		const char *end = memchr(line.ptr, mark, line.len);
		size_t len = end == NULL ? line.len : (size_t)(end - line.ptr);
		struct slice name = { line.ptr, len };

		if (len >= 2 && name.ptr[0] == '"' && name.ptr[len - 1] == '"')
			name = (struct slice){ name.ptr + 1, len - 2 };
		count += column_find(name) != COL_COUNT;
		len += end != NULL;
		line = (struct slice){ line.ptr + len, line.len - len };
	}
	return count;
}

/* Spreadsheets often have a title over the header. Nothing is read of the table after this. */
static bool hint_header_below(const struct table *table, char *hint, size_t size)
{
	static const char marks[] = ",;\t|";
	struct slice line;
	uint64_t number;

	for (int i = 0; i < LINES_TRIED && reader_skim(table->reader, &line, &number); i++)
		for (const char *mark = marks; *mark != '\0'; mark++) {
			if (names_in(line, *mark) < HEADER_CELLS_MIN)
				continue;
			snprintf(hint, size,
			         " (line %llu looks like the header: remove what stands above it)",
			         (unsigned long long)number);
			return true;
		}
	return false;
}

/* Whether a name can be shown in single quotes for a shell, and is no puzzle to read. */
static bool is_quotable(struct slice name)
{
	for (size_t i = 0; i < name.len; i++)
		if ((unsigned char)name.ptr[i] < ' ' || name.ptr[i] == '\'' || name.ptr[i] == 0x7F)
			return false;
	return name.len > 0 && name.len <= NAME_MAX_SHOWN;
}

/*
 * Whose headers are looked at: those that mean nothing, or those that mean what this command
 * does not read. Of the latter, one letter less may be another instrument: only a part of the
 * name, or more than it, counts.
 */
enum whose { NOBODYS, OTHERS };

static bool is_free(const struct table *table, size_t at, enum whose whose)
{
	enum column column = table->meanings[at].column;

	if (!is_quotable(table->names[at]))
		return false;
	return whose == NOBODYS ? column == COL_COUNT
	                        : column != COL_COUNT && table->place[column] != (int)at;
}

/* The header that is most like a column, or -1. */
static int nearest_header(const struct table *table, enum column column, enum whose whose,
                          const int *taken, size_t taken_count)
{
	int found = -1, nearest = SUGGEST_FAR;

	for (size_t i = 0; i < table->column_count; i++) {
		int distance;
		bool free = is_free(table, i, whose);

		for (size_t t = 0; t < taken_count; t++)
			free = free && taken[t] != (int)i;
		distance = free ? suggest_column_distance(table->names[i], column) : SUGGEST_FAR;
		if (distance < nearest && (whose == NOBODYS || distance >= SUGGEST_PART)) {
			nearest = distance;
			found = (int)i;
		}
	}
	return found;
}

/* The options to type where headers are merely spelled otherwise. */
static bool hint_nearest(const struct table *table, const char *missing, enum whose whose,
                         char *hint, size_t size)
{
	int taken[SUGGESTIONS_MAX];
	size_t count = 0, len = 0;
	enum column column;

	while (count < SUGGESTIONS_MAX && (column = take_missing(&missing)) != COL_COUNT) {
		int at = nearest_header(table, column, whose, taken, count);
		struct slice name;
		int n;

		if (at < 0)
			continue;
		name = table->names[at];
		n = snprintf(hint + len, size - len, "%s-m %s='%.*s'",
		             count == 0 ? "; perhaps " : " ", column_name(column), (int)name.len,
		             name.ptr);
		if (n < 0 || (size_t)n >= size - len) {
			hint[len] = '\0';
			break;
		}
		len += (size_t)n;
		taken[count++] = at;
	}
	return count > 0;
}

/* Whose a record is, and of when. */
static const enum column telling[] = { COL_FAMILY_ID, COL_COURSE_ID,  COL_RATER,
	                               COL_RATER_ID,  COL_BIRTH_DATE, COL_DATE,
	                               COL_SESSION,   COL_START_DATE, COL_END_DATE };

static bool is_wanted(const struct table_plan *plan, enum column column)
{
	for (size_t i = 0; i < plan->column_count; i++)
		if (plan->columns[i].column == column)
			return plan->columns[i].one_of == 0;
	return false;
}

void missing_notices(const struct table *table, const struct table_plan *plan)
{
	int taken[sizeof(telling) / sizeof(telling[0])];
	size_t count = 0;

	for (size_t i = 0; i < sizeof(telling) / sizeof(telling[0]); i++) {
		enum column column = telling[i];
		char text[256];
		int at;

		/* A birth date that the table of persons can have is not missed, but a family is. */
		if (table_has(table, column) || !is_wanted(plan, column) ||
		    (table_plan_fills(plan, column) && column != COL_FAMILY_ID))
			continue;
		at = nearest_header(table, column, NOBODYS, taken, count);
		/* In a table of persons, `end` can be nothing but the end of a course. */
		if (at < 0 && plan->input != NULL)
			at = nearest_header(table, column, OTHERS, taken, count);
		if (at < 0)
			continue;
		snprintf(text, sizeof(text),
		         "no column %s: is '%.*s' it? then -m %s='%.*s' reads it",
		         column_name(column), (int)table->names[at].len, table->names[at].ptr,
		         column_name(column), (int)table->names[at].len, table->names[at].ptr);
		diag_notice(table_place(table), text);
		taken[count++] = at;
	}
}

/* How many columns of the header an origin's command reads. */
static size_t columns_read_by(const struct table *table, const char *command)
{
	size_t count = 0;

	for (size_t o = 0; o < ORIGINS; o++)
		for (size_t i = 0; i < table->column_count && !origins[o].writes; i++)
			count += origins[o].column == table->meanings[i].column &&
			         strcmp(origins[o].command, command) == 0;
	return count;
}

/* Another command's file, or a file that another command makes first. */
static bool hint_origin(const struct table *table, const char *missing, char *hint, size_t size)
{
	enum column first = take_missing(&missing);
	const char *best = NULL;
	size_t most = 1; /* of which a chance one does not count */

	for (size_t o = 0; o < ORIGINS; o++) {
		const char *command = origins[o].command;
		size_t count;

		if (origins[o].writes && origins[o].column == first) {
			snprintf(hint, size, " (%s writes %s: run it first)", command,
			         column_name(first));
			return true;
		}
		count = columns_read_by(table, command);
		if (count > most) {
			most = count;
			best = command;
		}
	}
	if (best == NULL || columns_read_by(table, diag_program()) > 0)
		return false;
	if (best[0] == '-')
		snprintf(hint, size, " (this looks like a table for %s: are two files swapped?)",
		         best);
	else
		snprintf(hint, size,
		         " (these are columns that %s reads: is it the right file? if it is, "
		         "-m %s=NAME maps a column)",
		         best, column_name(first));
	return true;
}

void missing_hint(const struct table *table, const char *missing, char *hint, size_t size)
{
	if (hint_delimiter(table, hint, size) ||
	    (known_names(table) == 0 && hint_header_below(table, hint, size)) ||
	    hint_blanks(table, hint, size) || hint_nearest(table, missing, NOBODYS, hint, size) ||
	    hint_origin(table, missing, hint, size) ||
	    hint_nearest(table, missing, OTHERS, hint, size))
		return;
	snprintf(hint, size, " (-m %.*s=NAME maps one)", (int)strcspn(missing, " ,"), missing);
}

void missing_header_hint(const struct table *table, const char *name, char *hint, size_t size)
{
	struct folded wanted, folded;
	int nearest = SUGGEST_FAR;

	hint[0] = '\0';
	if (!fold(slice_of(name), &wanted))
		return;
	for (size_t i = 0; i < table->column_count; i++) {
		int distance = fold(table->names[i], &folded) ? suggest_distance(&wanted, &folded)
		                                              : SUGGEST_FAR;

		if (distance >= nearest || !is_quotable(table->names[i]))
			continue;
		nearest = distance;
		snprintf(hint, size, "; perhaps '%.*s'", (int)table->names[i].len,
		         table->names[i].ptr);
	}
}
