/* course-summary: courses, how they ended, and placements; see course-summary(1). */
#include <stdlib.h>

#include "courses.h"
#include "memory.h"
#include "summary.h"
#include "who.h"

static const struct column_spec columns[] = {
	{ COL_FAMILY_ID, REQUIRED, 0, NULL },           { COL_START_DATE, REQUIRED, 0, NULL },
	{ COL_COURSE_ID, OPTIONAL, 0, NULL },           { COL_END_DATE, OPTIONAL, 0, "open" },
	{ COL_ENDING, OPTIONAL, 0, "unknown" },         { COL_COMPLETED, OPTIONAL, 0, "unknown" },
	{ COL_IMMEDIATE_RISK, OPTIONAL, 0, "unknown" }, { COL_PLACED, OPTIONAL, 0, "unknown" },
	{ COL_CHILDREN_RETURNED, OPTIONAL, 0, NULL },   { COL_RISK_DATE, OPTIONAL, 0, NULL },
	{ COL_PLACED_DATE, OPTIONAL, 0, NULL },
};

/* clang-format off */
static const char *const results[] = {
	"courses", "open", "closed", "completed", "completion_percent", "median_days",
	"planned", "unplanned", "transferred",
	"at_risk", "avoided", "avoided_percent", "avoided_low", "avoided_high",
	"children_returned", "outcome_unknown", NULL
};
/* clang-format on */

enum { BY = 1, MIN_CELL };

static const struct option_spec options[] = {
	{ BY, '\0', "by", "COL",
	  "a row for each of its cells; repeatable, or several with commas" },
	{ MIN_CELL, '\0', "min-cell", "K", "hide counts below K and what would tell them (0)" },
};

static const struct command command = {
	.name = "course-summary",
	.summary = "Counts courses, how they ended, and placements that were avoided.",
	.columns = columns,
	.column_count = sizeof(columns) / sizeof(columns[0]),
	.results = results,
	.options = options,
	.option_count = sizeof(options) / sizeof(options[0]),
	.drops_empty = true,
	.examples = "  course-summary courses.csv\n"
		    "  course-summary --by team --min-cell 5 courses.csv >for-others.csv\n",
};

/* A row of the summary. */
struct row {
	struct summary_row row; /* first */
	struct sfb_course_sums sums;
	int32_t *lengths; /* of closed courses, in days */
	size_t length_count, length_room;
};

/* A family in the whole input. */
struct family {
	bool unnamed; /* it has a course without course_id */
};

struct run {
	struct input input;
	struct settings settings;
	struct summary summary; /* payload: struct row */
	struct keys *members;   /* payload: struct sfb_course_family, of one row */
	struct keys *families;  /* payload: struct family */
	struct keys *courses;   /* family and course_id; no payload */
};

/* ---- one record ---- */

static enum sfb_known read_known(struct input *input, enum column column)
{
	switch (input_answer(input, column)) {
	case WORD_ANSWER_YES: return SFB_YES;
	case WORD_ANSWER_NO: return SFB_NO;
	default: return SFB_UNKNOWN;
	}
}

static enum sfb_ending read_ending(struct input *input)
{
	struct slice cell = input_cell(input, COL_ENDING);

	if (cell.len == 0)
		return SFB_ENDING_UNKNOWN;
	switch (word_find(WORDS_ENDING, cell)) {
	case WORD_ENDING_PLANNED: return SFB_PLANNED;
	case WORD_ENDING_UNPLANNED: return SFB_UNPLANNED;
	case WORD_ENDING_TRANSFERRED: return SFB_TRANSFERRED;
	case WORD_ENDING_UNKNOWN: return SFB_ENDING_UNKNOWN;
	default:
		input_reject(input, COL_ENDING, "none of planned, unplanned, transferred, unknown");
		return SFB_ENDING_UNKNOWN;
	}
}

static void read_course(struct input *input, struct sfb_course *course)
{
	int64_t children = 0;
	bool started;

	*course = (struct sfb_course){ 0 };
	who_identifier(input, COL_FAMILY_ID);
	if (input_cell(input, COL_COURSE_ID).len > KEYS_PART_MAX)
		input_reject(input, COL_COURSE_ID, "longer than any identifier");
	input_needed(input, COL_START_DATE);
	started = input_date(input, COL_START_DATE, &course->start);
	course->has_end = input_date(input, COL_END_DATE, &course->end);
	if (started && course->has_end && course->end < course->start)
		input_reject(input, COL_END_DATE, "before start_date");
	course->ending = read_ending(input);
	course->completed = read_known(input, COL_COMPLETED);
	course->immediate_risk = read_known(input, COL_IMMEDIATE_RISK);
	course->placed = read_known(input, COL_PLACED);
	course->has_risk_date = input_date(input, COL_RISK_DATE, &course->risk_date);
	course->has_placed_date = input_date(input, COL_PLACED_DATE, &course->placed_date);
	if (input_whole(input, COL_CHILDREN_RETURNED, &children) && (children < 0 || children > 99))
		input_reject(input, COL_CHILDREN_RETURNED, "not between 0 and 99");
	course->children_returned = (uint32_t)children;
}

/* A family that comes again needs a course_id each time, and another one. */
static void check_new(struct run *run)
{
	struct input *input = &run->input;
	struct slice key[] = { input_cell(input, COL_FAMILY_ID), input_cell(input, COL_COURSE_ID) };
	bool is_new, is_new_course;
	struct family *family = keys_add(run->families, key, 1, &is_new);

	if (!is_new && (family->unnamed || key[1].len == 0))
		diag_fail(input_place(input), "a family that stands here twice, and no course_id "
		                              "that tells its courses apart");
	family->unnamed = key[1].len == 0;
	keys_add(run->courses, key, 2, &is_new_course);
	if (!is_new_course)
		diag_fail(input_place(input), "the same family_id and course_id a second time");
}

static void say(const struct input *input, unsigned remarks)
{
	static const char *const texts[SFB_COURSE_REMARKS] = {
		"an ending without end_date: counted as closed, its length is not known",
		"completed is answered for an open course (no end_date, no ending); not counted",
		"placed, but still an open course: among outcome_unknown until it has an end_date",
		"closed, and nobody noted whether it was completed: counted as not completed",
		"the risk was judged after the placement (risk_date, placed_date)",
	};

	/* Without the column nobody has an answer, and there is no figure. */
	if (!input_has(input, COL_COMPLETED))
		remarks &= ~(unsigned)SFB_COURSE_UNKNOWN_COMPLETED;
	for (unsigned i = 0; i < SFB_COURSE_REMARKS; i++)
		if ((remarks & 1U << i) != 0)
			diag_notice(input_place(input), texts[i]);
}

static void take_record(struct run *run)
{
	struct slice family = input_cell(&run->input, COL_FAMILY_ID);
	struct sfb_course course;
	struct row *row;
	bool is_new;

	read_course(&run->input, &course);
	if (input_is_invalid(&run->input) ||
	    (row = summary_find(&run->summary, &run->input, NULL, 0)) == NULL)
		return;
	check_new(run);
	say(&run->input,
	    sfb_course_add(&row->sums, summary_member(run->members, &row->row, &family, 1, &is_new),
	                   &course));
	if (!course.has_end)
		return;
	row->lengths = memory_for_one_more(row->lengths, row->length_count, &row->length_room,
	                                   sizeof(*row->lengths));
	row->lengths[row->length_count++] = course.end - course.start;
}

/* ---- the summary ---- */

static int by_length(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

	return x < y ? -1 : x > y;
}

/* A count that only some column of the input can tell. */
static void write_count(const struct run *run, enum column column, enum sfb_cell cell,
                        uint64_t count)
{
	if (input_has(&run->input, column))
		summary_write_count(&run->summary, cell, count);
	else
		writer_text("");
}

static void write_row(const struct run *run, struct row *row)
{
	const struct sfb_course_sums *sums = &row->sums;
	const struct summary *summary = &run->summary;
	bool placements = input_has(&run->input, COL_PLACED) &&
	                  input_has(&run->input, COL_IMMEDIATE_RISK);
	struct sfb_course_cells cells;

	sfb_hide_courses(sums, summary->min_cell, &cells);
	if (row->length_count > 1)
		qsort(row->lengths, row->length_count, sizeof(*row->lengths), by_length);
	summary_write_parts(summary, &row->row, summary->by_count);
	summary_write_count(summary, cells.courses, sums->courses);
	summary_write_count(summary, cells.open, sums->open);
	summary_write_count(summary, cells.closed, sums->closed);
	write_count(run, COL_COMPLETED, cells.completed, sums->completed);
	if (input_has(&run->input, COL_COMPLETED))
		summary_write_figure(cells.completion, sfb_percent(sums->completed, sums->closed),
		                     1, 1);
	else
		writer_text("");
	summary_write_figure(cells.median, sfb_median(row->lengths, row->length_count), 1, 0);
	for (enum sfb_ending e = SFB_PLANNED; e < SFB_ENDINGS; e++)
		write_count(run, COL_ENDING, cells.ending[e], sums->ending[e]);
	write_count(run, COL_IMMEDIATE_RISK, cells.at_risk, sums->at_risk);
	if (placements) {
		summary_write_count(summary, cells.avoided, sums->avoided);
		summary_write_share(cells.avoided_share, sums->avoided,
		                    sums->avoided + sums->placed);
	} else {
		for (int i = 0; i < 4; i++)
			writer_text("");
	}
	write_count(run, COL_CHILDREN_RETURNED, cells.children_returned, sums->children_returned);
	write_count(run, COL_IMMEDIATE_RISK, cells.outcome_unknown, sums->outcome_unknown);
	writer_end();
	free(row->lengths);
}

int main(int argc, char **argv)
{
	struct run run = { 0 };
	struct keys_cursor cursor;
	const char *value;
	struct row *row;
	int option, status;

	(void)argc;
	options_start(&run.settings, &command, argv);
	while ((option = options_next(&run.settings, &value)) != 0) {
		switch (option) {
		case BY: summary_by(&run.summary, &run.settings, value); break;
		case MIN_CELL: summary_min_cell(&run.summary, value); break;
		}
	}
	run.members = keys_new(sizeof(struct sfb_course_family));
	run.families = keys_new(sizeof(struct family));
	run.courses = keys_new(0);
	input_open(&run.input, &run.settings);
	summary_open(&run.summary, &run.input, sizeof(struct row));

	while (input_next(&run.input))
		take_record(&run);
	summary_write_header(&run.summary, &run.input, results);
	keys_start(run.summary.keys, &cursor);
	while ((row = keys_next(run.summary.keys, &cursor)) != NULL)
		write_row(&run, row);
	keys_free(run.members);
	keys_free(run.families);
	keys_free(run.courses);
	status = input_close(&run.input);
	summary_close(&run.summary);
	return status;
}
