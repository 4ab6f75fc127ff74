/* change-score: first and last score of each series; see change-score(1). */
#include <stdlib.h>

#include "judge.h"
#include "kept.h"
#include "memory.h"
#include "scored.h"
#include "threads.h"

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
	JUDGE_OPTIONS,
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
	.examples = "  ors-score sessions.csv | change-score --measure ors\n"
		    "  sdq-score sdq.csv | change-score --measure sdq --sd 5.8 --reliability 0.82\n"
		    "  change-score --score wellbeing --better higher --threshold 10 forms.csv\n",
};

/* Scores on one form. A thread's first series lies in it, others are rare. */
struct series {
	struct sfb_series scores; /* none: not used */
	uint64_t appeared;        /* order of its first scored row */
	struct kept carried;      /* cells of the last one */
	struct series *next;      /* of the same thread */
	uint32_t form;            /* an enum sfb_form, or a number of the run's words */
};

struct thread {
	struct series series;
	uint32_t forms; /* known, see sfb_forms_see */
};

/* What one record says. */
struct session {
	bool waits, scored;
	uint32_t form;
	struct sfb_score score;
	struct kept carried;
};

/* A column that is carried over from the last scored row. */
struct carried {
	const char *name;
	enum column column; /* COL_COUNT: named by hand */
	size_t number;
};

struct run {
	struct input input;
	struct settings settings;
	struct command command; /* for the measure */
	struct column_spec columns[COLUMNS];
	struct judge judge;
	size_t score; /* number of the column, where the measure has none */
	struct carried *carried;
	struct slice *cells; /* as many, of one record */
	size_t carried_count;

	struct threads *threads; /* payload: struct thread */
	struct arena more;       /* series beside a thread's first */
	size_t series_count;
	struct keys *words;      /* for forms that the ORS does not have; payload: their number */
	const char **word_names; /* as first spelled, by number */
	uint64_t order;          /* of the record in the input */
	struct session sessions[2]; /* of this record, and the one that waits */
	bool waiting;               /* which of the two */
};

/* ---- one record ---- */

/* A number for a form of any name, beside those of enum sfb_form. */
static uint32_t word_number(struct run *run, struct slice cell)
{
	struct folded folded;
	struct slice word = cell;
	size_t known = keys_count(run->words);
	uint32_t number;

	if (fold(cell, &folded))
		word = (struct slice){ folded.text, folded.len };
	if (word.len > KEYS_PART_MAX) {
		input_reject(&run->input, COL_FORM, "longer than any name of a form");
		return SFB_FORM_UNKNOWN;
	}
	number = keys_number(run->words, &word, 1);
	if (number > known) {
		run->word_names = memory_resize(run->word_names, number, sizeof(*run->word_names));
		run->word_names[number - 1] = memory_copy(cell.ptr, cell.len);
	}
	return SFB_FORM_COUNT - 1 + number;
}

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
	return word_number(run, cell);
}

static sfb_points score_of(struct run *run)
{
	const struct measure *measure = &run->judge.measure;
	struct input *input = &run->input;
	int64_t value = 0;

	if (measure->score != MEASURE_NONE)
		return scored_points(input, measure->score, measure->min, measure->max,
		                     measure->range);
	if (!input_named_decimal(input, run->score, 3, &value))
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

/* The thread's series on a form; a new one has no scores yet. */
static struct series *find_series(struct run *run, struct thread *thread, uint32_t form,
                                  uint64_t order)
{
	struct series *series = &thread->series;

	while (series->scores.scored > 0 && series->form != form) {
		if (series->next == NULL) {
			series->next = arena_take(&run->more, sizeof(*series));
			*series->next = (struct series){ 0 };
		}
		series = series->next;
	}
	if (series->scores.scored == 0) {
		series->form = form;
		series->appeared = order;
		run->series_count++;
	}
	return series;
}

static void carry(struct run *run, struct kept *kept)
{
	struct input *input = &run->input;

	for (size_t i = 0; i < run->carried_count; i++)
		run->cells[i] = run->carried[i].column == COL_COUNT
		                        ? input_named(input, run->carried[i].number)
		                        : input_cell(input, run->carried[i].column);
	kept_set(kept, run->cells, run->carried_count);
}

/* Reads all of a record but whose it is. */
static void read_session(struct run *run, struct session *session)
{
	struct input *input = &run->input;

	session->score = (struct sfb_score){ .order = ++run->order };
	session->form = form_of(run);
	session->scored = read_score(run, session->form, &session->score);
	if (!session->scored)
		return;
	session->score.range = range_of(run, session->score.points);
	who_when(input, &session->score.when);
	carry(run, &session->carried);
}

/* The session that waits joins its thread. */
static void add_waiting(struct run *run)
{
	struct session *session = &run->sessions[run->waiting];
	struct thread *thread;
	struct series *series;
	struct kept before;
	bool is_new;

	if (!session->waits)
		return;
	session->waits = false;
	thread = threads_finish(run->threads, &is_new);
	thread->forms = sfb_forms_see(thread->forms, session->form);
	if (!session->scored)
		return;
	series = find_series(run, thread, session->form, session->score.order);
	sfb_series_add(&series->scores, &session->score);
	if (series->scores.last.order != session->score.order)
		return;
	before = series->carried;
	series->carried = session->carried;
	session->carried = before;
}

/*
 * A session waits while the next record is read, and what its thread needs comes from
 * memory meanwhile: with many persons, that takes longer than everything else.
 */
static void take_record(struct run *run)
{
	struct input *input = &run->input;
	struct session *session = &run->sessions[!run->waiting];
	struct who_rater rater;
	struct who_key key;

	if (run->sessions[run->waiting].waits)
		threads_warm(run->threads);
	read_session(run, session);
	/* Spreadsheets have empty rows; who sat behind a missing score need not be known. */
	if (!session->scored && !input_is_invalid(input) &&
	    input_cell(input, COL_PERSON_ID).len == 0)
		return;
	rater = run->judge.measure.informant ? who_rater_or_informant(input, SFB_NO_AGE)
	                                     : who_rater(input, SFB_NO_AGE);
	who_key(input, &rater, &key);
	if (input_is_invalid(input))
		return;
	add_waiting(run);
	threads_begin(run->threads, input, &rater, &key);
	session->waits = true;
	run->waiting = !run->waiting;
}

/* ---- the table ---- */

/* One series to be written. */
struct row {
	uint64_t appeared;
	struct thread *thread;
	struct series *series;
};

/* Scores on a form that nobody noted join the thread's only known form. */
static void settle(struct thread *thread)
{
	uint32_t form = sfb_forms_settle(thread->forms);
	struct series *unknown = NULL, *known = NULL;

	for (struct series *s = &thread->series; s != NULL; s = s->next) {
		if (s->scores.scored == 0)
			continue;
		if (s->form == SFB_FORM_UNKNOWN)
			unknown = s;
		else if (s->form == form)
			known = s;
	}
	if (unknown == NULL || form == SFB_FORM_UNKNOWN)
		return;
	unknown->form = form;
	if (known == NULL)
		return;
	sfb_series_merge(&known->scores, &unknown->scores);
	if (known->scores.last.order == unknown->scores.last.order) {
		struct kept later = unknown->carried;

		unknown->carried = known->carried;
		known->carried = later;
	}
	if (unknown->appeared < known->appeared)
		known->appeared = unknown->appeared;
	unknown->scores = (struct sfb_series){ 0 };
}

static int by_appearance(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	return x->appeared < y->appeared ? -1 : 1;
}

static void write_header(const struct run *run)
{
	static const enum column names[] = { COL_FAMILY_ID, COL_PERSON_ID, COL_COURSE_ID };
	const struct input *input = &run->input;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (input_has(input, names[i]))
			writer_text(column_name(names[i]));
	if (input_has(input, COL_RATER) || input_has(input, COL_INFORMANT))
		writer_text("rater");
	if (input_has(input, COL_RATER_ID))
		writer_text("rater_id");
	for (size_t i = 0; i < run->carried_count; i++)
		writer_name(slice_of(run->carried[i].name));
	for (const char *const *result = results + ALWAYS_WRITTEN; *result != NULL; result++)
		writer_text(*result);
	writer_end();
}

static void write_names(const struct run *run, const struct thread *thread,
                        const struct series *series)
{
	const struct input *input = &run->input;

	if (input_has(input, COL_FAMILY_ID))
		writer_cell(threads_part(run->threads, thread, WHO_FAMILY));
	writer_cell(threads_part(run->threads, thread, WHO_PERSON));
	if (input_has(input, COL_COURSE_ID))
		writer_cell(threads_part(run->threads, thread, WHO_COURSE));
	if (input_has(input, COL_RATER) || input_has(input, COL_INFORMANT))
		writer_cell(threads_rater(thread));
	if (input_has(input, COL_RATER_ID))
		writer_cell(threads_part(run->threads, thread, WHO_RATER_ID));
	for (size_t i = 0; i < run->carried_count; i++)
		writer_cell(kept_cell(&series->carried, i));
	writer_text(run->judge.measure.name);
	if (series->form < SFB_FORM_COUNT)
		writer_token(sfb_form_name((enum sfb_form)series->form));
	else
		writer_text(run->word_names[series->form - SFB_FORM_COUNT]);
}

static void write_when(const struct run *run, const struct sfb_score *score)
{
	if (score != NULL && input_has(&run->input, COL_DATE))
		writer_date((int32_t)score->when);
	else
		writer_token("");
}

static enum sfb_change_status write_row(const struct run *run, const struct row *row)
{
	const struct judge *judge = &run->judge;
	const struct sfb_series *scores = &row->series->scores;
	const struct sfb_score *first = &scores->first,
			       *last = scores->scored < 2 ? NULL : &scores->last;
	bool form_known = judge->measure.forms == FORMS_NONE ||
	                  row->series->form != SFB_FORM_UNKNOWN;
	sfb_points threshold = form_known ? judge_threshold_of(judge, row->series->form)
	                                  : SFB_NO_POINTS;
	enum sfb_change_status status = sfb_series_status(scores, form_known, threshold);
	int decimals = judge->measure.decimals;

	write_names(run, row->thread, row->series);
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
	struct row *rows = memory_resize(NULL, run->series_count, sizeof(*rows));
	uint64_t statuses[SFB_CHANGE_OK + 1] = { 0 };
	size_t count = 0;
	bool in_order = true;
	struct keys_cursor cursor;
	struct thread *thread;

	threads_start(run->threads, &cursor);
	while ((thread = threads_next(run->threads, &cursor)) != NULL) {
		settle(thread);
		for (struct series *s = &thread->series; s != NULL; s = s->next) {
			if (s->scores.scored == 0)
				continue;
			in_order = in_order &&
			           (count == 0 || rows[count - 1].appeared < s->appeared);
			rows[count++] = (struct row){ s->appeared, thread, s };
		}
	}
	if (!in_order)
		qsort(rows, count, sizeof(*rows), by_appearance);
	write_header(run);
	for (size_t i = 0; i < count; i++)
		statuses[write_row(run, &rows[i])]++;
	free(rows);
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

static void add_carried(struct run *run, struct carried carried)
{
	run->carried = memory_resize(run->carried, run->carried_count + 1, sizeof(carried));
	run->carried[run->carried_count++] = carried;
}

static void carry_named(struct run *run, const char *name)
{
	for (const char *const *result = results; *result != NULL; result++)
		if (strcmp(*result, name) == 0)
			diag_usage("--carry %s: a column of that name is written already", *result);
	for (size_t i = 0; i < run->carried_count; i++)
		if (strcmp(run->carried[i].name, name) == 0)
			diag_usage("--carry: the same column twice");
	add_carried(run, (struct carried){ name, COL_COUNT, options_name(&run->settings, name) });
}

static void read_options(struct run *run, char **argv)
{
	struct judge_asked asked;
	const char *value;
	int option;

	judge_start(&asked);
	options_start(&run->settings, &command, argv);
	while ((option = options_next(&run->settings, &value)) != 0) {
		if (option == CARRY)
			carry_named(run, value);
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
	static const enum column always[] = { COL_TEAM, COL_THERAPIST_ID };
	struct input *input = &run->input;

	input_open(input, &run->settings);
	for (size_t i = 0; i < 2; i++)
		if (input_has(input, always[i]))
			add_carried(run, (struct carried){ column_name(always[i]), always[i], 0 });
	run->cells = memory_resize(NULL, run->carried_count, sizeof(*run->cells));
	/* Nothing can be mixed up where no form is ever named. */
	if (run->judge.measure.forms == FORMS_ANY && !input_has(input, COL_FORM) &&
	    !input_has(input, COL_ORS_FORM))
		run->judge.measure.forms = FORMS_NONE;
	if (!input_has(input, COL_DATE))
		diag_notice(NOWHERE, "no date column: session gives the order, and the dates of "
		                     "the table are empty");
}

static void free_run(struct run *run)
{
	struct keys_cursor cursor;
	struct thread *thread;

	threads_start(run->threads, &cursor);
	while ((thread = threads_next(run->threads, &cursor)) != NULL)
		for (struct series *s = &thread->series; s != NULL; s = s->next)
			kept_free(&s->carried);
	for (size_t i = 0; i < keys_count(run->words); i++)
		free((void *)run->word_names[i]);
	free(run->word_names);
	keys_free(run->words);
	threads_free(run->threads);
	arena_free(&run->more);
	for (size_t i = 0; i < 2; i++)
		kept_free(&run->sessions[i].carried);
	free(run->carried);
	free(run->cells);
}

int main(int argc, char **argv)
{
	struct run run = { 0 };

	(void)argc;
	read_options(&run, argv);
	run.threads = threads_new(sizeof(struct thread));
	run.words = keys_new(sizeof(uint32_t));
	open_input(&run);
	while (input_next(&run.input))
		take_record(&run);
	add_waiting(&run);
	write_table(&run);
	free_run(&run);
	return input_close(&run.input);
}
