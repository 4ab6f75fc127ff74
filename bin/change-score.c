/* change-score: first and last score of each series; see change-score(1). */
#include <stdlib.h>

#include "judge.h"
#include "names.h"
#include "scored.h"
#include "series.h"

static const struct column_spec columns[] = {
	{ COL_PERSON_ID, REQUIRED, 0, NULL },    { COL_DATE, OPTIONAL, 1, NULL },
	{ COL_SESSION, OPTIONAL, 1, NULL },      { COL_ORS_TOTAL, OPTIONAL, 0, NULL },
	{ COL_ORS_CUTOFF, OPTIONAL, 0, NULL },   { COL_ORS_STATUS, OPTIONAL, 0, NULL },
	{ COL_ORS_FORM, OPTIONAL, 0, NULL },     { COL_SRS_TOTAL, OPTIONAL, 0, NULL },
	{ COL_SRS_STATUS, OPTIONAL, 0, NULL },   { COL_SDQ_TOTAL, OPTIONAL, 0, NULL },
	{ COL_SDQ_STATUS, OPTIONAL, 0, NULL },   { COL_PSS_TOTAL, OPTIONAL, 0, NULL },
	{ COL_PSS_STATUS, OPTIONAL, 0, NULL },   { COL_FAMILY_ID, OPTIONAL, 0, NULL },
	{ COL_COURSE_ID, OPTIONAL, 0, NULL },    { COL_RATER, OPTIONAL, 0, "self" },
	{ COL_RATER_ID, OPTIONAL, 0, NULL },     { COL_INFORMANT, OPTIONAL, 0, NULL },
	{ COL_FORM, OPTIONAL, 0, NULL },         { COL_TEAM, OPTIONAL, 0, NULL },
	{ COL_THERAPIST_ID, OPTIONAL, 0, NULL },
};

enum { COLUMNS = sizeof(columns) / sizeof(columns[0]) };

static const char *const results[] = {
	"family_id",    "person_id", "course_id",     "rater",     "rater_id",      "team",
	"therapist_id", "measure",   "form",          "sessions",  "first_date",    "last_date",
	"first",        "last",      "change",        "threshold", "threshold_set", "first_range",
	"last_range",   "outcome",   "change_status", NULL,
};

/* From this one on, all of them; those before where the input has them. */
enum { ALWAYS_WRITTEN = 7 };

enum { CARRY = JUDGE_OPTIONS_END };

static const struct option_spec options[] = {
	{ JUDGE_MEASURE, '\0', "measure", "ors|srs|sdq|pss", "the scores of this questionnaire" },
	{ JUDGE_SCORE, '\0', "score", "COL", "or those of any column" },
	{ JUDGE_BETTER, '\0', "better", "higher|lower", "which are better then" },
	{ JUDGE_THRESHOLD, '\0', "threshold", "POINTS", "the change that counts" },
	{ JUDGE_SD, '\0', "sd", "POINTS", "or compute it: standard deviation of scores" },
	{ JUDGE_RELIABILITY, '\0', "reliability", "R", "and their reliability, from 0 to below 1" },
	{ JUDGE_CONFIDENCE, '\0', "confidence", "80|90|95|99",
	  "of that threshold, in percent (95)" },
	{ JUDGE_SET, '\0', "set", "nhs|manual", "or published ones of the ORS (nhs)" },
	{ JUDGE_CUTOFF, '\0', "cutoff", "POINTS", "one cutoff for all scores" },
	{ JUDGE_CRITERION, '\0', "criterion", "a|b|c", "or compute it" },
	{ JUDGE_CLINICAL, '\0', "clinical", "MEAN,SD", "from scores of a clinical group" },
	{ JUDGE_FUNCTIONAL, '\0', "functional", "MEAN,SD", "and of a functional group" },
	{ CARRY, '\0', "carry", "COL", "add a column, from the last scored row; repeatable" },
};

static const struct command command = {
	.name = "change-score",
	.summary = "Writes first and last score of each series, and whether the change counts.",
	.columns = columns,
	.column_count = COLUMNS,
	.results = results,
	.options = options,
	.option_count = sizeof(options) / sizeof(options[0]),
	.persons = true,
	.shards = true,
	.drops_empty = true,
	.examples = "  ors-score sessions.csv | change-score --measure ors\n"
		    "  sdq-score sdq.csv | change-score --measure sdq --sd 5.8 --reliability 0.82\n"
		    "  change-score --score wellbeing --better higher --threshold 10 forms.csv\n",
};

struct run {
	struct input input;
	struct settings settings;
	struct command command; /* for the measure */
	struct column_spec columns[COLUMNS];
	struct judge judge;
	size_t score; /* number of the column, where the measure has none */
	struct carry carry;

	struct all_series *series;
	struct names *forms; /* that the ORS does not have; number 1 is form SFB_FORM_COUNT */
};

/* ---- one record ---- */

static uint32_t form_of(struct run *run)
{
	struct input *input = &run->input;
	enum column column;
	struct slice cell;

	if (run->judge.measure.forms == FORMS_NONE)
		return SFB_FORM_UNKNOWN;
	column = scored_form_column(input);
	cell = input_cell(input, column);
	if (run->judge.measure.forms == FORMS_ORS || cell.len == 0 ||
	    word_find(WORDS_FORM, cell) != WORD_NONE)
		return who_form(input, column);
	if (cell.len <= KEYS_PART_MAX)
		return SFB_FORM_COUNT - 1 + names_number(run->forms, cell);
	input_reject(input, column, "longer than any name of a form");
	return SFB_FORM_UNKNOWN;
}

static sfb_points score_of(struct run *run)
{
	const struct measure *measure = &run->judge.measure;
	struct input *input = &run->input;
	int64_t value = 0;

	if (measure->score != MEASURE_NONE)
		return scored_points(input, measure->score, measure->min, measure->max,
		                     measure->range);
	if (!input_decimal_named(input, run->score, 3, &value))
		return SFB_NO_POINTS;
	if (value >= measure->min && value <= measure->max)
		return (sfb_points)value;
	input_reject_named(input, run->score, measure->range);
	return SFB_NO_POINTS;
}

/* The record's score; false when it has none, or none that could be read. */
static bool read_score(struct run *run, uint32_t form, struct sfb_score *score)
{
	const struct measure *measure = &run->judge.measure;
	struct input *input = &run->input;

	if (measure->status != MEASURE_NONE &&
	    slice_equal(input_cell(input, measure->status), slice_of("invalid"))) {
		diag_notice(input_place(input), "an invalid score: the row is ignored");
		return false;
	}
	score->points = score_of(run);
	if (input_is_invalid(input))
		return false;
	if (score->points == SFB_NO_POINTS || form == SFB_FORM_YCORS) {
		diag_notice(input_place(input), "a row without a score; ignored");
		return false;
	}
	return true;
}

/* The range of a score, by the cutoff for all or by its own record's. */
static enum sfb_range range_of(struct run *run, sfb_points score)
{
	const struct measure *measure = &run->judge.measure;
	sfb_points cutoff = run->judge.cutoff;

	if (cutoff == SFB_NO_POINTS && measure->cutoff != MEASURE_NONE)
		cutoff = scored_points(&run->input, measure->cutoff, measure->min, measure->max,
		                       measure->range);
	return sfb_range_of(score, cutoff, measure->better);
}

static void take_record(struct run *run)
{
	struct input *input = &run->input;
	struct session session = { 0 };
	struct who_rater rater;
	struct who_key key;

	session.form = form_of(run);
	session.scored = read_score(run, session.form, &session.score);
	if (session.scored) {
		session.score.range = range_of(run, session.score.points);
		who_when(input, &session.score.when);
	}
	/* Spreadsheets have empty rows; who sat behind a missing score need not be known. */
	else if (!input_is_invalid(input) && input_cell(input, COL_PERSON_ID).len == 0)
		return;
	rater = run->judge.measure.informant ? who_rater_or_informant(input, SFB_NO_AGE)
	                                     : who_rater(input, SFB_NO_AGE);
	who_key(input, &rater, &key);
	if (!input_is_invalid(input))
		series_add(run->series, input, &rater, &key, &session, &run->carry);
}

/* ---- the table ---- */

static void write_header(const struct run *run)
{
	series_write_names(&run->input);
	carry_write_names(&run->carry);
	writer_names(results + ALWAYS_WRITTEN);
}

static void write_form(const struct run *run, uint32_t form)
{
	if (form < SFB_FORM_COUNT)
		writer_token(sfb_form_name((enum sfb_form)form));
	else
		writer_text(names_word(run->forms, form - SFB_FORM_COUNT + 1));
}

static void write_when(const struct run *run, const struct sfb_score *score)
{
	if (score != NULL && input_has(&run->input, COL_DATE))
		writer_date((int32_t)score->when);
	else
		writer_token("");
}

static enum sfb_change_status write_row(const struct run *run, const struct one_series *one)
{
	const struct judge *judge = &run->judge;
	const struct sfb_series *scores = &one->by_form->scores;
	const struct sfb_score *first = &scores->first,
			       *last = scores->scored < 2 ? NULL : &scores->last;
	bool form_known = judge->measure.forms == FORMS_NONE ||
	                  one->by_form->form != SFB_FORM_UNKNOWN;
	sfb_points threshold = form_known ? judge_threshold_of(judge, one->by_form->form)
	                                  : SFB_NO_POINTS;
	enum sfb_change_status status = sfb_series_status(scores, form_known, threshold);
	int decimals = judge->measure.decimals;

	series_write(run->series, one, &run->input);
	carry_write(&run->carry, series_carried(one));
	writer_text(judge->measure.name);
	write_form(run, one->by_form->form);
	writer_decimal(scores->scored, 0, 0);
	write_when(run, first);
	write_when(run, last);
	writer_points(first->points, decimals);
	writer_points(last == NULL ? SFB_NO_POINTS : last->points, decimals);
	writer_points(last == NULL ? SFB_NO_POINTS : sfb_series_change(scores), decimals);
	writer_points(threshold, 0);
	writer_token(threshold == SFB_NO_POINTS ? "" : judge->threshold_set);
	writer_token(sfb_range_name(first->range));
	writer_token(last == NULL ? "" : sfb_range_name(last->range));
	writer_token(
		sfb_outcome_name(sfb_series_outcome(scores, threshold, judge->measure.better)));
	writer_token(sfb_change_status_name(status));
	writer_end();
	return status;
}

static void write_table(struct run *run)
{
	uint64_t statuses[SFB_CHANGE_OK + 1] = { 0 };
	size_t count;
	const struct one_series *list = series_list(run->series, &count);

	write_header(run);
	for (size_t i = 0; i < count; i++)
		statuses[write_row(run, &list[i])]++;
	diag_notice_many(NOWHERE,
	                 "scores whose form is unknown are not compared (age, birth_date or form "
	                 "tells it)",
	                 statuses[SFB_CHANGE_NO_FORM]);
	diag_notice_many(NOWHERE,
	                 "a change without a threshold has no outcome (--threshold, or --sd with "
	                 "--reliability, gives one)",
	                 statuses[SFB_CHANGE_NO_THRESHOLD]);
}

/* ---- options ---- */

static void read_options(struct run *run, char **argv)
{
	struct judge_asked asked;
	const char *value;
	int option;

	judge_start(&asked);
	options_start(&run->settings, &command, argv);
	while ((option = options_next(&run->settings, &value)) != 0) {
		if (option == CARRY)
			carry_named(&run->carry, "carry", value, results, &run->settings);
		else
			judge_take(&asked, option, value);
	}
	judge_settle(&asked, &run->judge);
	if (asked.score != NULL)
		run->score = options_name(&run->settings, asked.score);
	run->command = command;
	run->command.columns = run->columns;
	run->command.column_count =
		measure_choose(&run->judge.measure, columns, COLUMNS, run->columns);
	run->settings.command = &run->command;
}

static void open_input(struct run *run)
{
	struct input *input = &run->input;

	input_open(input, &run->settings);
	carry_known(&run->carry, COL_TEAM, input);
	carry_known(&run->carry, COL_THERAPIST_ID, input);
	/* Nothing can be mixed up where no form is ever named. */
	if (run->judge.measure.forms == FORMS_ANY && !input_has(input, COL_FORM) &&
	    !input_has(input, COL_ORS_FORM))
		run->judge.measure.forms = FORMS_NONE;
	if (!input_has(input, COL_DATE))
		diag_notice(NOWHERE, "no date column: session gives the order, and the dates of "
		                     "the table are empty");
}

int main(int argc, char **argv)
{
	struct run run = { 0 };

	(void)argc;
	read_options(&run, argv);
	run.series = series_new();
	run.forms = names_new();
	open_input(&run);
	while (input_next(&run.input))
		take_record(&run);
	write_table(&run);
	series_free(run.series);
	names_free(run.forms);
	carry_free(&run.carry);
	return input_close(&run.input);
}
