/*
 * summary.h: the rows of a summary: the columns that --by names, the groups that they
 * make, and what --min-cell leaves in their cells.
 */
#ifndef SUMMARY_H
#define SUMMARY_H

#include "input.h"
#include "keys.h"
#include "small_cells.h"
#include "summary_stats.h"

/* Every group's payload begins with this. */
struct summary_row {
	uint32_t number; /* see keys_number */
};

enum { SUMMARY_BY_MAX = 6 };

struct summary {
	struct keys *keys;
	char *names[SUMMARY_BY_MAX];
	size_t numbers[SUMMARY_BY_MAX]; /* see options_name */
	size_t by_count;
	uint64_t min_cell;
	bool one_column; /* set by a command whose groups stand in one column "group" */
};

/* Zero at first. The value of --by: names of columns, joined by commas; may come again. */
void summary_by(struct summary *summary, struct settings *settings, const char *value);

/* The value of --min-cell. */
void summary_min_cell(struct summary *summary, const char *value);

/*
 * When the input is open. A column of --by that the command writes by itself ends the
 * process, as does --min-cell without a column of families, or with rows by a column
 * that the command reads.
 */
void summary_open(struct summary *summary, const struct input *input, size_t payload_size);

/* The group of a record: its cells of --by and more parts behind them; NULL: it is rejected. */
void *summary_find(struct summary *summary, struct input *input, const struct slice *more,
                   size_t more_count);

/* The same by parts that are at hand, first those of --by. */
void *summary_at(struct summary *summary, const struct slice *parts, size_t count);

/* The group of somebody whom only the table of persons knows; "" where it cannot tell. */
void *summary_of_person(struct summary *summary, const struct input *input,
                        const struct person *person);

/*
 * Who is counted in a group: one payload for each member and group, zero at first.
 * A member is a few parts, such as family and person.
 */
void *summary_member(struct keys *members, const struct summary_row *group,
                     const struct slice *member, size_t parts, bool *is_new);

/* The header: the columns of --by (or "group") and those of the command. */
void summary_write_header(const struct summary *summary, const struct input *input,
                          const char *const *results);

/* A group's first parts, as cells. */
void summary_write_parts(const struct summary *summary, const struct summary_row *group,
                         size_t count);

/* A count: "12", "<5" or "*". */
void summary_write_count(const struct summary *summary, enum sfb_cell cell, uint64_t count);

/* A share in percent and its two bounds, as three cells. */
void summary_write_share(enum sfb_cell cell, uint64_t x, uint64_t n);

/* A decimal that may not be there (an empty cell) or be hidden. */
void summary_write_figure(enum sfb_cell cell, struct sfb_figure figure, int scale, int decimals);

/* After input_close: messages of rejected records name columns until then. */
void summary_close(struct summary *summary);

#endif
