#include "summary.h"

#include <stdio.h>
#include <stdlib.h>

#include "memory.h"

enum { PARTS_MAX = SUMMARY_BY_MAX + 4, MIN_CELL_MAX = 1000000 };

void summary_by(struct summary *summary, struct settings *settings, const char *value)
{
	for (;;) {
		size_t len = strcspn(value, ",");

		if (len == 0)
			diag_usage("--by: the name of a column is missing");
		if (summary->one_column && summary->by_count == 1)
			diag_usage("--by: one column only");
		if (summary->by_count == SUMMARY_BY_MAX)
			diag_usage("--by: more than %d columns", SUMMARY_BY_MAX);
		summary->names[summary->by_count] = memory_copy(value, len);
		summary->numbers[summary->by_count] =
			options_name(settings, summary->names[summary->by_count]);
		summary->by_count++;
		if (value[len] == '\0')
			return;
		value += len + 1;
	}
}

void summary_min_cell(struct summary *summary, const char *value)
{
	summary->min_cell = (uint64_t)option_whole("min-cell", value, 0, MIN_CELL_MAX);
	if (summary->min_cell > 0 && summary->min_cell < SFB_CELL_MIN)
		diag_usage("--min-cell: 0, or %d and more: a count that is hidden below 2 is 1",
		           SFB_CELL_MIN);
}

static void check_by(const struct summary *summary, const struct input *input, size_t by)
{
	const char *name = input_named_name(input, summary->numbers[by]);

	for (const char *const *result = input->settings->command->results; *result != NULL;
	     result++)
		if (strcmp(name, *result) == 0)
			diag_fail(NOWHERE, "--by %s: there is a column %s in the output already",
			          summary->names[by], *result);
	for (size_t i = 0; i < by; i++)
		if (summary->numbers[i] == summary->numbers[by] ||
		    strcmp(input_named_name(input, summary->numbers[i]), name) == 0)
			diag_fail(NOWHERE, "--by %s: named twice", summary->names[by]);
}

/* Whether a column named by hand is one that the command reads, by whatever name. */
static bool is_read(const struct input *input, size_t number)
{
	const struct command *command = input->settings->command;
	int place = input->table.named[number];

	for (size_t i = 0; i < command->column_count; i++) {
		enum column column = command->columns[i].column;

		if (place >= 0 ? place == input->table.place[column]
		               : input->named[number] == column)
			return true;
	}
	return false;
}

/* A row of one family names it, and one of a single outcome tells its count. */
static void check_min_cell(const struct summary *summary, const struct input *input)
{
	for (size_t i = 0; i < summary->by_count; i++)
		if (is_read(input, summary->numbers[i]))
			diag_fail(NOWHERE,
			          "--by %s: with --min-cell, no column that the table counts by "
			          "itself (persons, families, scores, outcomes): its cells would "
			          "tell what the others hide",
			          summary->names[i]);
	if (!input_has(input, COL_FAMILY_ID))
		diag_fail(table_place(&input->table),
		          "--min-cell: no column family_id, which tells whether a figure comes of "
		          "three families at least");
}

void summary_open(struct summary *summary, const struct input *input, size_t payload_size)
{
	for (size_t i = 0; i < summary->by_count && !summary->one_column; i++)
		check_by(summary, input, i);
	if (summary->min_cell > 0)
		check_min_cell(summary, input);
	summary->keys = keys_new(payload_size);
}

void *summary_at(struct summary *summary, const struct slice *parts, size_t count)
{
	static const struct slice all = { "all", 3 };

	return count == 0 ? keys_numbered(summary->keys, &all, 1)
	                  : keys_numbered(summary->keys, parts, count);
}

void *summary_find(struct summary *summary, struct input *input, const struct slice *more,
                   size_t more_count)
{
	struct slice parts[PARTS_MAX];

	for (size_t i = 0; i < summary->by_count; i++) {
		parts[i] = input_named(input, summary->numbers[i]);
		if (parts[i].len > KEYS_PART_MAX) {
			input_reject_named(input, summary->numbers[i],
			                   "longer than any name of a group");
			return NULL;
		}
	}
	for (size_t i = 0; i < more_count; i++)
		parts[summary->by_count + i] = more[i];
	return summary_at(summary, parts, summary->by_count + more_count);
}

void *summary_of_person(struct summary *summary, const struct input *input,
                        const struct person *person)
{
	struct slice parts[SUMMARY_BY_MAX];

	for (size_t i = 0; i < summary->by_count; i++) {
		enum column column = input->named[summary->numbers[i]];

		parts[i] = column == COL_PERSON_ID ? persons_id(input->persons, person)
		                                   : person_cell(person, column);
	}
	return summary_at(summary, parts, summary->by_count);
}

void *summary_member(struct keys *members, const struct summary_row *group,
                     const struct slice *member, size_t parts, bool *is_new)
{
	struct slice key[PARTS_MAX];
	char number[DECIMAL_MAX];

	key[0] = (struct slice){ number, decimal_write(number, group->number, 0, 0, '.') };
	for (size_t i = 0; i < parts; i++)
		key[1 + i] = member[i];
	return keys_add(members, key, 1 + parts, is_new);
}

/* ---- writing ---- */

void summary_write_header(const struct summary *summary, const struct input *input,
                          const char *const *results)
{
	for (size_t i = 0; i < summary->by_count && !summary->one_column; i++)
		writer_name(slice_of(input_named_name(input, summary->numbers[i])));
	if (summary->one_column)
		writer_text("group");
	writer_names(results);
}

void summary_write_parts(const struct summary *summary, const struct summary_row *group,
                         size_t count)
{
	/* The parts of a key stand one behind the other, each with a NUL. */
	const char *part = keys_first_part(summary->keys, group);

	for (size_t i = 0; i < count; i++) {
		writer_text(part);
		part += strlen(part) + 1;
	}
}

static void write_hidden(void)
{
	writer_text("*");
}

void summary_write_count(const struct summary *summary, enum sfb_cell cell, uint64_t count)
{
	char below[24];

	switch (cell) {
	case SFB_CELL_SHOWN: writer_decimal((int64_t)count, 0, 0); break;
	case SFB_CELL_BELOW:
		snprintf(below, sizeof(below), "<%llu", (unsigned long long)summary->min_cell);
		writer_text(below);
		break;
	case SFB_CELL_HIDDEN: write_hidden(); break;
	}
}

void summary_write_figure(enum sfb_cell cell, struct sfb_figure figure, int scale, int decimals)
{
	if (cell != SFB_CELL_SHOWN)
		write_hidden();
	else if (figure.known)
		writer_decimal(figure.value, scale, decimals);
	else
		writer_text("");
}

void summary_write_share(enum sfb_cell cell, uint64_t x, uint64_t n)
{
	struct sfb_share share = sfb_share(x, n);

	summary_write_figure(cell, share.percent, 1, 1);
	summary_write_figure(cell, share.low, 1, 1);
	summary_write_figure(cell, share.high, 1, 1);
}

void summary_close(struct summary *summary)
{
	keys_free(summary->keys);
	for (size_t i = 0; i < summary->by_count; i++)
		free(summary->names[i]);
}
