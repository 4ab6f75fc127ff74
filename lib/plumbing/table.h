/*
 * table.h: a CSV file as a table with known columns.
 *
 * Joins the reader with the names of columns, finds the delimiter, checks the
 * width of every record and stops at person numbers. Both the input of a command
 * and the small tables beside it (persons, mappings, cutoffs) are read this way.
 */
#ifndef TABLE_H
#define TABLE_H

#include "options.h"
#include "reader.h"

struct table {
	struct reader *reader;
	const struct record *record; /* until the next one */
	const struct settings *settings;
	char delimiter;

	size_t column_count;  /* of the header */
	size_t read_end;      /* one behind the last column that is read */
	int place[COL_COUNT]; /* the header column of a known column; -1: the table lacks it */
	int *named;           /* of the columns that the plan names; -1: the table lacks it */
	int *identifiers;     /* columns to look for person numbers */
	size_t identifier_count;

	struct slice *names; /* the header's cells */
	struct {
		enum column column; /* or COL_COUNT */
		char variant;
	} * meanings; /* of the names */
	bool drops_empty;
	int variant; /* a header column of the only variant that is read; -1: none, or chosen */
	struct slice header; /* its raw bytes */
};

/* Which columns a table is read for, and how strictly. */
struct table_plan {
	const struct column_spec *columns;
	size_t column_count;
	bool whole; /* every cell is wanted */
	bool drops_empty; /* records of empty cells alone, as spreadsheets write them, are none; so beside */
	char delimiter; /* where neither -d nor a sep= line says; '\0': find it */
	bool beside;    /* a table beside the input: -d does not hold, and -m only where it fits */
	const char *const *named; /* more columns, by names given by hand, see table_find */
	size_t named_count;
	bool named_may_lack;
	const struct column_spec *filled; /* columns that may lack because persons fill them */
	size_t filled_count;
	const struct table *input;      /* of the table of persons: -m fits there or here */
	const struct column_hint *hint; /* what a table probably is that lacks some columns */
};

/* Whether the table of persons can fill a column that the table lacks. */
bool table_plan_fills(const struct table_plan *plan, enum column column);

/*
 * Opens the files as one table; a missing or doubled column ends the process. Of
 * columns that come in variants (columns.h), those of settings->variant are read, and
 * names without a variant; when it is '\0', those of the only variant that is there:
 * two variants end the process.
 */
void table_open(struct table *table, const struct settings *settings, const struct table_plan *plan,
                const char *const *files, size_t file_count);

/*
 * The header column of a name given by hand: a canonical name (with its aliases and
 * -m), or any other header as it stands there. Two such columns, or none, end the
 * process. For tables that are read whole.
 */
size_t table_find(const struct table *table, const char *name);

/* The same as the next one where the first cell may be empty. */
bool table_is_empty_slowly(const struct table *table);

/* Whether all cells of the record are empty, but for a scorer's `skipped`. */
static inline bool table_is_empty_record(const struct table *table)
{
	const struct slice raw = table->record->raw;

	return (raw.len == 0 || raw.ptr[0] == table->delimiter || raw.ptr[0] == '"' ||
	        !slice_is_plain_byte(raw.ptr[0])) &&
	       table_is_empty_slowly(table);
}

/* The next record; false at the end. */
bool table_next(struct table *table);

static inline bool table_has(const struct table *table, enum column column)
{
	return table->place[column] >= 0;
}

/* The cell of a header column without blanks round it; empty when it is missing (empty or NA). */
static inline struct slice record_cell(const struct record *record, int place)
{
	struct slice cell = slice_trim(record->cells[place]);

	if (cell.len == 2 && cell.ptr[0] == 'N' && cell.ptr[1] == 'A')
		cell.len = 0;
	return cell;
}

static inline struct slice table_cell_at(const struct table *table, int place)
{
	return record_cell(table->record, place);
}

/* The same by column; empty, too, when the table lacks it. */
static inline struct slice table_cell(const struct table *table, enum column column)
{
	int place = table->place[column];

	return place < 0 ? (struct slice){ "", 0 } : table_cell_at(table, place);
}

/* A cell of a record, with its blanks; empty when the table lacks the column. */
static inline struct slice table_bare_cell(const struct table *table, const struct record *record,
                                           enum column column)
{
	int place = table->place[column];

	return place < 0 ? (struct slice){ "", 0 } : record->cells[place];
}

/*
 * The cell of the record that comes distance records from now, for hints; false
 * when it has not been read yet, see reader_ahead.
 */
static inline bool table_cell_ahead(const struct table *table, size_t distance, enum column column,
                                    struct slice *cell)
{
	const struct record *record = reader_ahead(table->reader, distance);
	int place = table->place[column];

	if (record == NULL)
		return false;
	*cell = place < 0 ? (struct slice){ "", 0 } : record_cell(record, place);
	return true;
}

/*
 * Cells of a table beside the input, which must be right or the process ends. An
 * identifier: there, and not too long for keys.h. A number of 10^-scale, at most
 * that fine; false when missing; what: said when it is none, a constant.
 */
struct slice table_identifier(const struct table *table, enum column column);
bool table_number(const struct table *table, enum column column, int scale, int64_t min,
                  int64_t max, const char *what, int64_t *value);
/* The letter of the only variant that is there, where none was chosen; otherwise '\0'. */
static inline char table_variant(const struct table *table)
{
	return table->variant < 0 ? '\0' : table->meanings[table->variant].variant;
}

/*
 * A whole number in a table that must be right: missing when the cell is empty, a
 * failure when it is none from min to max.
 */
int table_whole(const struct table *table, enum column column, int missing, int min, int max);

/* How many trailing cells the record lacks. */
static inline size_t table_lacking(const struct table *table)
{
	return table->column_count - table->record->field_count;
}

struct place table_place(const struct table *table);

/*
 * Fails because a column is missing, with what the header has. ours: it is one of sfb's
 * names. The other one says more of it first, such as who needs it.
 */
_Noreturn void table_fail_missing(const struct table *table, const char *name, bool ours);
_Noreturn void table_fail_missing_for(const struct table *table, const char *name, bool ours,
                                      const char *more);

void table_close(struct table *table);

#endif
