/* talk-list: whom to talk about, and what goes well; see talk-list(1). */
#include <stdlib.h>
#include <time.h>

#include "fit.h"
#include "kept.h"
#include "memory.h"
#include "scored.h"
#include "talk.h"
#include "threads.h"

static const struct column_spec columns[] = {
	{ COL_PERSON_ID, REQUIRED, 0, NULL },     { COL_DATE, OPTIONAL, 1, NULL },
	{ COL_SESSION, OPTIONAL, 1, NULL },       { COL_ORS_TOTAL, REQUIRED, 0, NULL },
	{ COL_ORS_FORM, OPTIONAL, 0, NULL },      { COL_ORS_CUTOFF, OPTIONAL, 0, NULL },
	{ COL_ORS_STATUS, OPTIONAL, 0, NULL },    { COL_SRS_FLAGS, OPTIONAL, 0, NULL },
	{ COL_FAMILY_ID, OPTIONAL, 0, NULL },     { COL_COURSE_ID, OPTIONAL, 0, NULL },
	{ COL_RATER, OPTIONAL, 0, "self" },       { COL_RATER_ID, OPTIONAL, 0, NULL },
	{ COL_FORM, OPTIONAL, 0, "by ors_form" }, { COL_END_DATE, OPTIONAL, 0, NULL },
};

static const char *const results[] = { "family_id", "person_id", "rater", "reason",
	                               "since",     "first",     "last",  "threshold",
	                               "srs_flags", "sessions",  NULL };

enum { AS_OF = 1, EVERY, SESSIONS, SET, THRESHOLD, WELL };

static const struct option_spec options[] = {
	{ AS_OF, '\0', "as-of", "DATE", "the day of the list (today)" },
	{ EVERY, '\0', "every", "DAYS", "a score is overdue after so many days (28)" },
	{ SESSIONS, '\0', "sessions", "N", "scored sessions before no-improvement is said (6)" },
	{ SET, '\0', "set", "nhs|manual", "thresholds of reliable change (nhs)" },
	{ THRESHOLD, '\0', "threshold", "POINTS", "one threshold for every form instead" },
	{ WELL, '\0', "well", NULL, "list what goes well instead" },
};

static const struct command command = {
	.name = "talk-list",
	.summary = "Lists whom to talk about, and why, from scored sessions.",
	.columns = columns,
	.column_count = sizeof(columns) / sizeof(columns[0]),
	.results = results,
	.options = options,
	.option_count = sizeof(options) / sizeof(options[0]),
	.flags = true,
	.persons = true,
	.shards = true,
	.drops_empty = true,
	.examples = "  ors-score sessions.csv | srs-flag | talk-list --as-of 2026-06-29\n"
		    "  ors-score sessions.csv | talk-list --well\n",
};

struct thread {
	struct sfb_talk_thread talk; /* first: the list points to it */
	struct kept flags;           /* of the last session */
	bool ended;
};

struct run {
	struct input input;
	struct settings settings;
	struct sfb_talk_rules rules;
	struct threads *threads; /* payload: struct thread */
	struct keys *persons;    /* payload: their number */
	struct keys *raters;     /* the same of a person's raters */
	uint64_t order;          /* of the record in the input */
};

static struct thread *find_thread(struct run *run, const struct who_rater *rater,
                                  const struct who_key *key)
{
	struct slice voice[] = { key->part[WHO_FAMILY], key->part[WHO_PERSON], key->part[WHO_RATER],
		                 key->part[WHO_RATER_ID] };
	struct thread *thread;
	bool is_new;

	thread = threads_add(run->threads, &run->input, rater, key, &is_new);
	threads_expect(run->threads, &run->input);
	if (is_new) {
		thread->talk.person = keys_number(run->persons, key->part, 2);
		thread->talk.rater = keys_number(run->raters, voice, 4);
	}
	return thread;
}

/* ---- one record ---- */

/* Whether the flags hold another one than no-feedback. */
static bool is_low_alliance(struct slice flags)
{
	return flags.len > 0 && !slice_equal(flags, slice_of("no-feedback"));
}

static void take_record(struct run *run)
{
	struct input *input = &run->input;
	struct sfb_score score = { .order = ++run->order };
	struct slice status = input_cell(input, COL_ORS_STATUS);
	struct slice flags = input_cell(input, COL_SRS_FLAGS);
	enum sfb_form form = who_form(input, scored_form_column(input));
	struct who_rater rater;
	struct who_key key;
	struct thread *thread;
	int32_t end = 0;
	bool ended;

	/* A form that is not scored is no missing score; its session may have an SRS all the same. */
	if (slice_equal(status, slice_of("under-6")))
		form = SFB_FORM_YCORS;
	if (form == SFB_FORM_YCORS && flags.len == 0)
		return;
	if (slice_equal(status, slice_of("invalid")))
		diag_notice(input_place(input),
		            "an invalid score: the session counts as not scored");
	score.points = scored_fit_points(input, COL_ORS_TOTAL);
	score.range = sfb_range_of(score.points, scored_fit_points(input, COL_ORS_CUTOFF),
	                           SFB_HIGHER_IS_BETTER);
	ended = input_date(input, COL_END_DATE, &end) && end < run->rules.as_of;
	rater = who_rater(input, SFB_NO_AGE);
	who_key(input, &rater, &key);
	who_when(input, &score.when);
	if (input_is_invalid(input))
		return;
	if (run->rules.has_dates && score.when > run->rules.as_of) {
		diag_notice(input_place(input), "a session after the day of the list; left out");
		return;
	}

	thread = find_thread(run, &rater, &key);
	sfb_talk_add(&thread->talk, form, &score, is_low_alliance(flags));
	if (thread->talk.last_order == score.order) {
		kept_set(&thread->flags, &flags, 1);
		thread->ended = ended;
	}
}

/* ---- the list ---- */

static void write_header(const struct run *run)
{
	for (const char *const *result = results; *result != NULL; result++)
		writer_text(*result);
	if (input_has(&run->input, COL_COURSE_ID))
		writer_text("course_id");
	if (input_has(&run->input, COL_RATER_ID))
		writer_text("rater_id");
	if (input_has(&run->input, COL_FORM) || input_has(&run->input, COL_ORS_FORM))
		writer_text("form");
	writer_end();
}

static void write_since(const struct run *run, int64_t since)
{
	if (run->rules.has_dates)
		writer_date((int32_t)since);
	else
		writer_text("");
}

static void write_item(const struct run *run, const struct sfb_talk_item *item)
{
	const struct thread *thread = (const struct thread *)item->thread;
	const struct sfb_series *series = &item->thread->scores[item->form];

	writer_cell(threads_part(run->threads, thread, WHO_FAMILY));
	writer_cell(threads_part(run->threads, thread, WHO_PERSON));
	writer_cell(threads_rater(thread));
	writer_token(sfb_talk_reason_name(item->reason));
	write_since(run, item->since);
	writer_points(series->scored == 0 ? SFB_NO_POINTS : series->first.points, 1);
	writer_points(series->scored == 0 ? SFB_NO_POINTS : series->last.points, 1);
	writer_points(run->rules.threshold[item->form], 0);
	writer_cell(kept_cell(&thread->flags, 0));
	writer_decimal(series->scored, 0, 0);
	if (input_has(&run->input, COL_COURSE_ID))
		writer_cell(threads_part(run->threads, thread, WHO_COURSE));
	if (input_has(&run->input, COL_RATER_ID))
		writer_cell(threads_part(run->threads, thread, WHO_RATER_ID));
	if (input_has(&run->input, COL_FORM) || input_has(&run->input, COL_ORS_FORM))
		writer_token(sfb_form_name(item->form));
	writer_end();
}

static void write_list(struct run *run)
{
	size_t room = threads_count(run->threads), count = 0, silent, item_count;
	struct sfb_talk_thread **threads =
		memory_resize(NULL, room, sizeof(struct sfb_talk_thread *));
	struct sfb_talk_item *items =
		memory_resize(NULL, room, SFB_TALK_ITEMS_MAX * sizeof(*items));
	struct keys_cursor cursor;
	struct thread *thread;

	threads_start(run->threads, &cursor);
	while ((thread = threads_next(run->threads, &cursor)) != NULL)
		if (!thread->ended)
			threads[count++] = &thread->talk;
	item_count = sfb_talk_list(threads, count, &run->rules, items, &silent);
	if (item_count == SFB_TALK_NO_MEMORY)
		diag_fail(NOWHERE, "out of memory");

	write_header(run);
	for (size_t i = 0; i < item_count; i++)
		write_item(run, &items[i]);
	if (item_count > 0 && run->settings.exit_status && !run->rules.well)
		diag_flagged();
	diag_notice_many(NOWHERE,
	                 "first and last score are not compared: there is no threshold for the "
	                 "form, or the form is unknown (age, birth_date or form tells it)",
	                 sfb_talk_uncompared(threads, count, &run->rules));
	diag_notice_many(NOWHERE,
	                 "a person without any session for 12 weeks; not listed, as nobody "
	                 "said whether the course has ended",
	                 silent);
	free(threads);
	free(items);
}

static void free_threads(struct run *run)
{
	struct keys_cursor cursor;
	struct thread *thread;

	threads_start(run->threads, &cursor);
	while ((thread = threads_next(run->threads, &cursor)) != NULL)
		kept_free(&thread->flags);
	keys_free(run->raters);
	keys_free(run->persons);
	threads_free(run->threads);
}

static void read_options(struct run *run, char **argv)
{
	const char *value, *set = NULL;
	sfb_points threshold = SFB_NO_POINTS;
	int option;

	run->rules = sfb_talk_rules;
	run->rules.as_of = date_in_denmark(time(NULL));
	options_start(&run->settings, &command, argv);
	while ((option = options_next(&run->settings, &value)) != 0) {
		switch (option) {
		case AS_OF: run->rules.as_of = option_date("as-of", value); break;
		case EVERY: run->rules.every = option_whole("every", value, 1, 36500); break;
		case SESSIONS:
			run->rules.sessions_min =
				(uint32_t)option_whole("sessions", value, 2, 1000000);
			break;
		case SET: set = value; break;
		case THRESHOLD:
			threshold = scored_option("threshold", value, 1, SFB_FIT_TOTAL_MAX);
			break;
		case WELL: run->rules.well = true; break;
		}
	}
	if (set != NULL && threshold != SFB_NO_POINTS)
		diag_usage("--threshold or --set, one of the two");
	scored_thresholds(run->rules.threshold, set == NULL ? "nhs" : set, threshold);
}

int main(int argc, char **argv)
{
	struct run run = { 0 };

	(void)argc;
	read_options(&run, argv);
	run.threads = threads_new(sizeof(struct thread));
	run.persons = keys_new(sizeof(uint32_t));
	run.raters = keys_new(sizeof(uint32_t));
	input_open(&run.input, &run.settings);
	run.rules.has_dates = input_has(&run.input, COL_DATE);
	if (input_has(&run.input, COL_END_DATE))
		run.rules.silent = 0;
	if (!run.rules.has_dates)
		diag_notice(NOWHERE,
		            "no date column: overdue and raters-disagree are not looked for");

	while (input_next(&run.input))
		take_record(&run);
	write_list(&run);
	free_threads(&run);
	return input_close(&run.input);
}
