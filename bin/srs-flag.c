/* srs-flag: scores the Session Rating Scale and flags sessions; see srs-flag(1). */
#include <stdlib.h>

#include "fit_form.h"
#include "memory.h"
#include "srs.h"
#include "who.h"

static const struct column_spec columns[] = {
	{ COL_PERSON_ID, REQUIRED, 0, NULL }, { COL_DATE, OPTIONAL, 1, NULL },
	{ COL_SESSION, OPTIONAL, 1, NULL },   { COL_SRS_RELATIONSHIP, ITEM, 2, NULL },
	{ COL_SRS_GOALS, ITEM, 2, NULL },     { COL_SRS_APPROACH, ITEM, 2, NULL },
	{ COL_SRS_OVERALL, ITEM, 2, NULL },   { COL_SRS_REPORTED_TOTAL, OPTIONAL, 2, NULL },
	{ COL_FAMILY_ID, OPTIONAL, 0, NULL }, { COL_COURSE_ID, OPTIONAL, 0, NULL },
	{ COL_RATER, OPTIONAL, 0, "self" },   { COL_RATER_ID, OPTIONAL, 0, NULL },
	{ COL_AGE, OPTIONAL, 0, NULL },       { COL_BIRTH_DATE, OPTIONAL, 0, NULL },
	{ COL_SRS_SKIP, OPTIONAL, 0, "no" },
};

static const enum column items[] = { COL_SRS_RELATIONSHIP, COL_SRS_GOALS, COL_SRS_APPROACH,
	                             COL_SRS_OVERALL };

static const struct answers_spec form = FIT_FORM(items, COL_SRS_REPORTED_TOTAL, COL_SRS_SKIP);

static const char *const results[] = { "srs_total", "srs_change", "srs_flags", "srs_status", NULL };

enum { TOTAL_CUTOFF = 1, ITEM_CUTOFF, DROP, ONLY_FLAGGED, UNSORTED };

static const struct option_spec options[] = {
	{ TOTAL_CUTOFF, '\0', "total-cutoff", "POINTS", "flag totals below this (36)" },
	{ ITEM_CUTOFF, '\0', "item-cutoff", "POINTS", "flag items below this (9)" },
	{ DROP, '\0', "drop", "POINTS",
	  "flag falls of this much or more since the last score (1)" },
	{ ONLY_FLAGGED, '\0', "only-flagged", NULL, "write flagged and invalid records only" },
	{ UNSORTED, '\0', "unsorted", NULL, "dates come in any order: read everything first" },
};

static const struct command command = {
	.name = "srs-flag",
	.summary = "Scores the Session Rating Scale and flags sessions worth talking about.",
	.columns = columns,
	.column_count = sizeof(columns) / sizeof(columns[0]),
	.results = results,
	.options = options,
	.option_count = sizeof(options) / sizeof(options[0]),
	.flags = true,
	.persons = true,
	.shards = true,
	.examples = "  srs-flag sessions.csv >flagged.csv\n"
		    "  ors-score sessions.csv | srs-flag --only-flagged\n",
};

/* What is remembered of a series: its last date and its last score. */
struct series {
	int64_t when;
	sfb_points total;
	bool begun;
};

struct run {
	struct input input;
	struct sfb_srs_limits limits;
	bool only_flagged, unsorted, exit_status;
	struct keys *series;   /* payload: struct series */
	struct keys *families; /* see who_check_family */
	struct writer_rest rests[1 << SFB_SRS_FLAG_COUNT][SFB_FIT_OK + 1];
};

/* One record, read and not yet scored. */
struct session {
	struct sfb_fit_answers answers;
	struct sfb_fit_sum sum;
	int64_t when;
	struct series *series; /* NULL when a cell could not be read */
	bool empty;            /* nobody's: every cell is */
};

static struct series *find_series(struct run *run, const struct who_key *key)
{
	bool is_new;
	struct series *series = keys_add(run->series, key->part, WHO_KEY_PARTS, &is_new);

	if (is_new) {
		series->total = SFB_NO_POINTS;
		who_check_family(run->families, run->series, series, key, &run->input);
	}
	return series;
}

static void read_session(struct run *run, struct session *session)
{
	struct input *input = &run->input;
	struct who_rater rater;
	struct who_key key;

	session->empty = table_is_empty_record(&input->table);
	session->when = 0;
	if (session->empty)
		return;
	session->answers.age = who_age(input);
	rater = who_rater(input, session->answers.age);
	who_key(input, &rater, &key);
	fit_read(input, &form, &session->answers);
	who_when(input, &session->when);
	/* Added up here already, while the record can still be named. */
	sfb_fit_add(&session->answers, &session->sum);
	if (!input_is_invalid(input) && session->sum.status == SFB_FIT_INVALID)
		fit_reject(input, &form, session->sum.fault);
	session->series = input_is_invalid(input) ? NULL : find_series(run, &key);
	who_expect(input, run->series);
}

/* Scores a session against its series, which then remembers it. */
static void score(const struct run *run, const struct session *session,
                  struct sfb_srs_result *result)
{
	struct series *series = session->series;

	if (session->empty) {
		*result = (struct sfb_srs_result){ .total = SFB_NO_POINTS,
			                           .change = SFB_NO_POINTS,
			                           .status = SFB_FIT_SKIPPED };
		return;
	}
	if (series == NULL) {
		*result = (struct sfb_srs_result){ .total = SFB_NO_POINTS,
			                           .change = SFB_NO_POINTS,
			                           .status = SFB_FIT_INVALID };
		return;
	}
	sfb_srs_score_sum(&session->answers, &session->sum, &run->limits, series->total, result);
	/* An under-6 session is nobody's previous session, as an invalid one. */
	if (result->status == SFB_FIT_UNDER_6)
		return;
	if (!run->unsorted && series->begun && session->when < series->when)
		diag_fail(input_place(&run->input),
		          "%s: goes backwards for this person; sort the file, or say --unsorted",
		          column_name(who_when_column(&run->input)));
	series->when = session->when;
	series->begun = true;
	if (result->total != SFB_NO_POINTS)
		series->total = result->total;
}

static void write_flags(unsigned flags)
{
	char text[64];
	size_t len = 0;

	for (unsigned i = 0; i < SFB_SRS_FLAG_COUNT; i++) {
		const char *name = sfb_srs_flag_name(i);

		if ((flags & 1u << i) == 0)
			continue;
		if (len > 0)
			text[len++] = '+';
		memcpy(text + len, name, strlen(name));
		len += strlen(name);
	}
	text[len] = '\0';
	writer_token(text);
}

static void write_session(struct run *run, struct slice raw, const struct sfb_srs_result *result)
{
	struct writer_rest *rest = &run->rests[result->flags][result->status];

	if (result->flags != 0 && run->exit_status)
		diag_flagged();
	if (run->only_flagged && result->flags == 0 && result->status != SFB_FIT_INVALID)
		return;
	writer_raw(raw);
	writer_points(result->total, 1);
	writer_points(result->change, 1);
	if (writer_rest(rest))
		return;
	write_flags(result->flags);
	writer_token(sfb_fit_status_name(result->status));
	writer_end();
	writer_rest_keep(rest);
}

static void run_sorted(struct run *run)
{
	struct session session;
	struct sfb_srs_result result;

	while (input_next(&run->input)) {
		read_session(run, &session);
		score(run, &session, &result);
		write_session(run, input_record(&run->input), &result);
	}
}

/* ---- --unsorted ---- */

struct kept {
	struct session session;
	struct sfb_srs_result result;
	struct slice raw;
	size_t order;
};

static int by_time(const void *a, const void *b)
{
	const struct kept *x = *(const struct kept *const *)a, *y = *(const struct kept *const *)b;

	if (x->session.when != y->session.when)
		return x->session.when < y->session.when ? -1 : 1;
	return x->order < y->order ? -1 : 1;
}

static void run_unsorted(struct run *run)
{
	struct arena text = { 0 };
	struct kept **kept = NULL, **sorted;
	size_t count = 0, room = 0;

	while (input_next(&run->input)) {
		struct slice raw = input_record(&run->input);
		struct kept *one = arena_take(&text, sizeof(*one));
		char *copy = arena_take(&text, raw.len);

		read_session(run, &one->session);
		if (raw.len > 0)
			memcpy(copy, raw.ptr, raw.len);
		one->raw = (struct slice){ copy, raw.len };
		one->order = count;
		kept = memory_for_one_more(kept, count, &room, sizeof(struct kept *));
		kept[count++] = one;
	}
	sorted = memory_resize(NULL, count, sizeof(struct kept *));
	if (count > 0) {
		memcpy(sorted, kept, count * sizeof(struct kept *));
		qsort(sorted, count, sizeof(struct kept *), by_time);
	}
	for (size_t i = 0; i < count; i++)
		score(run, &sorted[i]->session, &sorted[i]->result);
	for (size_t i = 0; i < count; i++)
		write_session(run, kept[i]->raw, &kept[i]->result);
	arena_free(&text);
	free(sorted);
	free(kept);
}

static sfb_points points_option(const char *name, const char *value, sfb_points max)
{
	return (sfb_points)option_decimal(name, value, 2, 3, 0, max);
}

int main(int argc, char **argv)
{
	struct run run = { .limits = sfb_srs_limits };
	struct settings settings;
	const char *value;
	int option;

	(void)argc;
	options_start(&settings, &command, argv);
	while ((option = options_next(&settings, &value)) != 0) {
		switch (option) {
		case TOTAL_CUTOFF:
			run.limits.total = points_option("total-cutoff", value, SFB_FIT_TOTAL_MAX);
			break;
		case ITEM_CUTOFF:
			run.limits.item = points_option("item-cutoff", value, SFB_FIT_ITEM_MAX);
			break;
		case DROP: run.limits.drop = points_option("drop", value, SFB_FIT_TOTAL_MAX); break;
		case ONLY_FLAGGED: run.only_flagged = true; break;
		case UNSORTED: run.unsorted = true; break;
		}
	}
	run.exit_status = settings.exit_status;
	run.series = keys_new(sizeof(struct series));
	run.families = keys_new(sizeof(char *));

	input_open(&run.input, &settings);
	input_write_header(&run.input);
	if (run.unsorted)
		run_unsorted(&run);
	else
		run_sorted(&run);
	keys_free(run.families);
	keys_free(run.series);
	return input_close(&run.input);
}
