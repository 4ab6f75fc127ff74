/* outcome-summary: first and last scores as figures of a team; see outcome-summary(1). */
#include <stdlib.h>

#include "memory.h"
#include "outcomes.h"
#include "summary.h"
#include "who.h"

static const struct column_spec columns[] = {
	{ COL_PERSON_ID, REQUIRED, 0, NULL },    { COL_MEASURE, REQUIRED, 0, NULL },
	{ COL_FIRST, REQUIRED, 0, NULL },        { COL_LAST, REQUIRED, 0, NULL },
	{ COL_FORM, OPTIONAL, 0, NULL },         { COL_THRESHOLD, OPTIONAL, 0, NULL },
	{ COL_FIRST_RANGE, OPTIONAL, 0, NULL },  { COL_OUTCOME, OPTIONAL, 0, NULL },
	{ COL_FAMILY_ID, OPTIONAL, 0, NULL },    { COL_RATER, OPTIONAL, 0, "self" },
	{ COL_INFORMANT, OPTIONAL, 0, "rater" }, { COL_CHANGE_STATUS, OPTIONAL, 0, NULL },
};

/* clang-format off */
static const char *const results[] = {
	"measure", "form", "rater",
	"families", "persons", "paired", "one_score",
	"mean_first", "mean_last", "mean_change", "change_low", "change_high", "percent_change",
	"sd_first", "effect_size",
	"clinical_first", "recovered", "improved", "unchanged", "deteriorated",
	"improved_percent", "improved_low", "improved_high",
	"deteriorated_percent", "deteriorated_low", "deteriorated_high", NULL
};
/* clang-format on */

enum { KEYS_OF_OURS = 3 }; /* the first three */

enum { BY = 1, MIN_CELL, UNIT };

static const struct option_spec options[] = {
	{ BY, '\0', "by", "COL", "rows by this column, too; repeatable, or several with commas" },
	{ MIN_CELL, '\0', "min-cell", "K", "hide counts below K and what would tell them (0)" },
	{ UNIT, '\0', "unit", "family|person",
	  "means over family (where there is a family_id) or over person" },
};

static const struct command command = {
	.name = "outcome-summary",
	.summary = "Sums up first and last scores: means, outcomes, and how sure they are.",
	.columns = columns,
	.column_count = sizeof(columns) / sizeof(columns[0]),
	.results = results,
	.options = options,
	.option_count = sizeof(options) / sizeof(options[0]),
	.persons = true,
	.drops_empty = true,
	.examples = "  ors-score s.csv | change-score --measure ors | outcome-summary --by team\n"
		    "  outcome-summary --min-cell 5 --by team changes.csv >for-others.csv\n",
};

/* A row of the summary. */
struct row {
	struct summary_row row; /* first */
	struct sfb_outcome_group group;
	struct sfb_unit *units; /* families or persons with a pair */
	size_t unit_count;
};

/* A person or a family in one row. */
struct member {
	struct sfb_outcome_member member;
	struct row *row;
};

struct run {
	struct input input;
	struct settings settings;
	struct summary summary; /* payload: struct row */
	struct keys *persons;   /* payload: struct member */
	struct keys *families;  /* payload: struct member; a person without family is one */
	bool by_person;
};

/* ---- one record ---- */

static bool read_score(struct input *input, enum column column, int64_t *score)
{
	if (!input_decimal(input, column, 3, score))
		return false;
	if (*score <= SFB_UNIT_MAX / 2 && *score >= -SFB_UNIT_MAX / 2)
		return true;
	input_reject(input, column, "not between -1000000 and 1000000");
	return false;
}

/* The place of a cell among tokens from 1 to count - 1; an empty cell is 0. */
static int read_token(struct input *input, enum column column, const char *(*name)(int), int count,
                      const char *reason)
{
	struct slice cell = input_cell(input, column);

	if (cell.len == 0)
		return 0;
	for (int i = 1; i < count; i++)
		if (slice_equal(cell, slice_of(name(i))))
			return i;
	input_reject(input, column, reason);
	return 0;
}

static const char *outcome_name(int outcome)
{
	return sfb_outcome_name((enum sfb_outcome)outcome);
}

static const char *range_name(int range)
{
	return sfb_range_name((enum sfb_range)range);
}

static void read_series(struct input *input, struct sfb_outcome_series *series)
{
	int64_t threshold;

	*series = (struct sfb_outcome_series){ 0 };
	input_needed(input, COL_FIRST);
	read_score(input, COL_FIRST, &series->first);
	series->paired = read_score(input, COL_LAST, &series->last);
	series->outcome = (enum sfb_outcome)read_token(
		input, COL_OUTCOME, outcome_name, SFB_OUTCOME_COUNT,
		"none of recovered, improved, unchanged, deteriorated");
	series->first_range = (enum sfb_range)read_token(input, COL_FIRST_RANGE, range_name, 3,
	                                                 "neither clinical nor nonclinical");
	series->has_threshold = input_decimal(input, COL_THRESHOLD, 3, &threshold);
	if (series->outcome != SFB_OUTCOME_NONE && !series->paired)
		input_reject(input, COL_OUTCOME, "an outcome without a last score");
	series->no_form = slice_equal(input_cell(input, COL_CHANGE_STATUS), slice_of("no-form"));
	input_needed(input, COL_MEASURE);
}

static struct row *find_row(struct run *run)
{
	static const char *const names[] = { "self", "caregiver", "teacher", "other" };
	struct input *input = &run->input;
	struct slice more[KEYS_OF_OURS];
	enum sfb_rater class = SFB_RATER_SELF;
	struct slice word =
		input_cell(input, input_has(input, COL_RATER) ? COL_RATER : COL_INFORMANT);

	if (word.len > 0 && !who_class(word, &class))
		diag_notice(
			input_place(input),
			"rater: a word that sfb does not know (sfb(7) has the list); taken as other");
	more[0] = input_cell(input, COL_MEASURE);
	more[1] = input_cell(input, COL_FORM);
	more[2] = slice_of(names[class]);
	for (size_t i = 0; i < 2; i++)
		if (more[i].len > KEYS_PART_MAX)
			more[i].len = KEYS_PART_MAX;
	return summary_find(&run->summary, input, more, KEYS_OF_OURS);
}

static struct member *find_member(struct keys *members, struct row *row, const struct slice *who)
{
	bool is_new;
	struct member *member = summary_member(members, &row->row, who, 2, &is_new);

	member->row = row;
	return member;
}

static void take_record(struct run *run)
{
	static const struct who_rater self = { SFB_RATER_SELF, { "", 0 }, NULL };
	struct input *input = &run->input;
	struct sfb_outcome_series series;
	struct member *person, *family = NULL;
	struct who_key key;
	struct row *row;
	bool named;

	read_series(input, &series);
	who_key(input, &self, &key);
	if (input_is_invalid(input) || (row = find_row(run)) == NULL)
		return;
	if (series.paired && series.no_form)
		diag_notice(input_place(input),
		            "change_status no-form: counted, and in no mean, as "
		            "its scores may be on different forms");
	person = find_member(run->persons, row, &key.part[WHO_FAMILY]);
	named = key.part[WHO_FAMILY].len > 0;
	if (input_has(input, COL_FAMILY_ID)) {
		if (named)
			key.part[WHO_PERSON].len = 0;
		else
			diag_notice(input_place(input),
			            "a person without family_id: counted as a family of one");
		family = find_member(run->families, row, &key.part[WHO_FAMILY]);
	}
	sfb_outcome_add(&row->group, &series, &person->member,
	                family == NULL ? NULL : &family->member, named);
}

/* ---- the summary ---- */

/* Hands each row the families or persons that its means are over. */
static void deal_units(const struct run *run)
{
	const struct keys *members = run->by_person ? run->persons : run->families;
	struct keys_cursor cursor;
	struct member *member;

	keys_start(members, &cursor);
	while ((member = keys_next(members, &cursor)) != NULL) {
		struct row *row = member->row;

		if (row->units == NULL)
			row->units = memory_resize(NULL,
			                           run->by_person ? row->group.counts.persons
			                                          : row->group.counts.families,
			                           sizeof(*row->units));
		if (member->member.unit.count > 0)
			row->units[row->unit_count++] = member->member.unit;
	}
}

static void write_mean(const struct sfb_outcome_cells *cells, struct sfb_figure figure)
{
	if (cells->coarse)
		figure = sfb_coarse(figure, 100);
	summary_write_figure(cells->means, figure, 3, cells->coarse ? 1 : 3);
}

static void write_change(const struct sfb_change_figures *figures,
                         const struct sfb_outcome_cells *cells)
{
	enum sfb_cell finer = cells->coarse ? SFB_CELL_HIDDEN : cells->means;

	write_mean(cells, figures->mean_first);
	write_mean(cells, figures->mean_last);
	write_mean(cells, figures->mean_change);
	write_mean(cells, figures->change_low);
	write_mean(cells, figures->change_high);
	summary_write_figure(finer, figures->percent_change, 1, 1);
	summary_write_figure(finer, figures->sd_first, 3, 3);
	summary_write_figure(finer, figures->effect_size, 3, 3);
}

static void write_outcomes(const struct summary *summary, const struct sfb_outcome_counts *counts,
                           const struct sfb_outcome_cells *cells)
{
	uint64_t improved = counts->outcome[SFB_RECOVERED] + counts->outcome[SFB_IMPROVED];
	uint64_t judged = counts->paired - counts->outcome[SFB_OUTCOME_NONE];

	for (enum sfb_outcome o = SFB_RECOVERED; o < SFB_OUTCOME_COUNT; o++)
		summary_write_count(summary, cells->outcome[o], counts->outcome[o]);
	summary_write_share(cells->improved_share, improved, judged);
	summary_write_share(cells->deteriorated_share, counts->outcome[SFB_DETERIORATED], judged);
}

static void write_empty(size_t count)
{
	while (count-- > 0)
		writer_text("");
}

static void write_row(const struct run *run, struct row *row)
{
	enum { OUTCOME_COLUMNS = 10 };
	const struct summary *summary = &run->summary;
	struct sfb_outcome_counts *counts = &row->group.counts;
	struct sfb_outcome_cells cells;
	struct sfb_change_figures figures;

	counts->by_family = !run->by_person;
	sfb_hide_outcomes(counts, summary->min_cell, &cells);
	sfb_change_figures(row->units, row->unit_count, &figures);
	summary_write_parts(summary, &row->row, summary->by_count + KEYS_OF_OURS);
	if (input_has(&run->input, COL_FAMILY_ID))
		summary_write_count(summary, cells.families, counts->families);
	else
		write_empty(1);
	summary_write_count(summary, cells.persons, counts->persons);
	summary_write_count(summary, cells.paired, counts->paired);
	summary_write_count(summary, cells.one_score, counts->one_score);
	write_change(&figures, &cells);
	if (row->group.has_range)
		summary_write_count(summary, cells.clinical_first, counts->clinical_first);
	else
		write_empty(1);
	if (row->group.has_threshold)
		write_outcomes(summary, counts, &cells);
	else
		write_empty(OUTCOME_COLUMNS);
	writer_end();
	free(row->units);
}

static void write_summary(struct run *run)
{
	struct keys_cursor cursor;
	struct row *row;

	deal_units(run);
	summary_write_header(&run->summary, &run->input, results);
	keys_start(run->summary.keys, &cursor);
	while ((row = keys_next(run->summary.keys, &cursor)) != NULL)
		write_row(run, row);
}

int main(int argc, char **argv)
{
	struct run run = { 0 };
	const char *value, *unit = NULL;
	int option, status;

	(void)argc;
	options_start(&run.settings, &command, argv);
	while ((option = options_next(&run.settings, &value)) != 0) {
		switch (option) {
		case BY: summary_by(&run.summary, &run.settings, value); break;
		case MIN_CELL: summary_min_cell(&run.summary, value); break;
		case UNIT:
			unit = value;
			if (strcmp(unit, "family") != 0 && strcmp(unit, "person") != 0)
				diag_usage("--unit: family or person");
			break;
		}
	}
	run.persons = keys_new(sizeof(struct member));
	run.families = keys_new(sizeof(struct member));
	input_open(&run.input, &run.settings);
	summary_open(&run.summary, &run.input, sizeof(struct row));
	run.by_person = unit != NULL ? unit[0] == 'p' : !input_has(&run.input, COL_FAMILY_ID);
	if (!run.by_person && !input_has(&run.input, COL_FAMILY_ID))
		diag_fail(NOWHERE, "--unit family: there is no column family_id");

	while (input_next(&run.input))
		take_record(&run);
	write_summary(&run);
	keys_free(run.persons);
	keys_free(run.families);
	status = input_close(&run.input);
	summary_close(&run.summary);
	return status;
}
