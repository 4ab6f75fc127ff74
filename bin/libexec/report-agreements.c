/*
 * report-agreements: the agreements of learning meetings in the order in which a
 * meeting looks at them, for the report script.
 *
 *   report-agreements --as-of DATE agreements.csv
 *
 * Open ones first, by due date, those without one behind; then what is neither open nor
 * closed; then what was closed at the last meeting, and before. Dates are written as
 * YYYY-MM-DD, empty when missing. What an agreement is, and which of them lack
 * something, record-check says; here a cell that cannot be read keeps its record in
 * the list, as `unreadable`. Closed ones of a later meeting are left out, and counted in
 * a notice; any other stays, since its day may be mistyped.
 * Not a command for users.
 */
#include <stdlib.h>

#include "date.h"
#include "input.h"
#include "memory.h"
#include "values.h"

static const struct column_spec columns[] = {
	{ COL_FAMILY_ID, OPTIONAL, 0, NULL },    { COL_AGREEMENT_CODE, OPTIONAL, 0, NULL },
	{ COL_OWNER, OPTIONAL, 0, NULL },        { COL_STATUS, OPTIONAL, 0, NULL },
	{ COL_MEETING_DATE, OPTIONAL, 0, NULL }, { COL_DUE_DATE, OPTIONAL, 0, NULL },
};

static const char *const results[] = { "family_id", "agreement_code", "owner",
	                               "due_date",  "state",          NULL };

enum { AS_OF = 1 };

static const struct option_spec options[] = {
	{ AS_OF, '\0', "as-of", "DATE", "the day of the meeting" },
};

static const struct command command = {
	/* The name that its notices have. */
	.name = "learning-report",
	.summary = "Lists agreements in the order in which a meeting looks at them.",
	.columns = columns,
	.column_count = sizeof(columns) / sizeof(columns[0]),
	.results = results,
	.options = options,
	.option_count = 1,
	.examples = "  report-agreements --as-of 2026-06-29 agreements.csv\n",
	.drops_empty = true,
};

/* In the order of the list. */
enum state { OVERDUE, OPEN, UNCLEAR, UNREADABLE, CLOSED, CLOSED_EARLIER };

static const char *const state_names[] = { "overdue",    "open",   "unclear",
	                                   "unreadable", "closed", "closed-earlier" };

struct agreement {
	char *family, *code, *owner;
	int32_t met, due; /* INT32_MIN and INT32_MAX: missing */
	enum state state;
	size_t number; /* in the table */
};

struct list {
	struct agreement *agreements;
	size_t count, room;
	int32_t last_meeting;
};

static char *copy(struct slice cell)
{
	return memory_copy(cell.ptr, cell.len);
}

static enum state state_of(struct slice cell, int32_t due, int32_t as_of)
{
	struct value value, open, closed;

	value_read(cell, &value);
	value_read_rule(slice_of("open"), &open);
	value_read_rule(slice_of("closed"), &closed);
	if (value_is(&value, &closed))
		return CLOSED;
	if (!value_is(&value, &open))
		return UNCLEAR;
	return due < as_of ? OVERDUE : OPEN;
}

/* A day where there is one; false when the cell holds something else, of which record-check tells. */
static bool read_day(struct input *input, enum column column, int32_t *day)
{
	struct slice cell = input_cell(input, column);

	return cell.len == 0 || date_read(cell, input->settings->date_order, day) == DATE_SOUND;
}

static void take(struct list *list, struct input *input, int32_t as_of)
{
	struct agreement one = { .met = INT32_MIN, .due = INT32_MAX, .number = list->count };

	bool readable = read_day(input, COL_MEETING_DATE, &one.met);

	readable &= read_day(input, COL_DUE_DATE, &one.due);
	one.state = readable ? state_of(input_cell(input, COL_STATUS), one.due, as_of) : UNREADABLE;
	if (one.met > as_of && one.state == CLOSED) {
		diag_notice(input_place(input), "closed, of a day after the meeting; left out");
		return;
	}
	one.family = copy(input_cell(input, COL_FAMILY_ID));
	one.code = copy(input_cell(input, COL_AGREEMENT_CODE));
	one.owner = copy(input_cell(input, COL_OWNER));
	if (one.met > list->last_meeting && one.met <= as_of)
		list->last_meeting = one.met;
	list->agreements =
		memory_for_one_more(list->agreements, list->count, &list->room, sizeof(one));
	list->agreements[list->count++] = one;
}

static int in_order(const void *left, const void *right)
{
	const struct agreement *a = left, *b = right;

	if (a->state != b->state)
		return a->state < b->state ? -1 : 1;
	/* What is done needs no date. */
	if (a->state < CLOSED && a->due != b->due)
		return a->due < b->due ? -1 : 1;
	return a->number < b->number ? -1 : a->number > b->number;
}

static void write_list(struct list *list)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->agreements[i].state == CLOSED &&
		    list->agreements[i].met < list->last_meeting)
			list->agreements[i].state = CLOSED_EARLIER;
	if (list->count > 0)
		qsort(list->agreements, list->count, sizeof(*list->agreements), in_order);
	writer_names(results);
	for (size_t i = 0; i < list->count; i++) {
		struct agreement *one = &list->agreements[i];

		writer_text(one->family);
		writer_text(one->code);
		writer_text(one->owner);
		if (one->due == INT32_MAX)
			writer_text("");
		else
			writer_date(one->due);
		writer_token(state_names[one->state]);
		writer_end();
		free(one->family);
		free(one->code);
		free(one->owner);
	}
	free(list->agreements);
}

int main(int argc, char **argv)
{
	struct list list = { .last_meeting = INT32_MIN };
	struct settings settings;
	struct input input;
	const char *value;
	int32_t as_of = INT32_MAX;

	(void)argc;
	options_start(&settings, &command, argv);
	while (options_next(&settings, &value) == AS_OF)
		as_of = option_date("as-of", value);
	input_open(&input, &settings);
	while (input_next(&input))
		take(&list, &input, as_of);
	write_list(&list);
	return input_close(&input);
}
