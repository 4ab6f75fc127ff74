/* followup-check: who is due for the next measurement; see followup-check(1). */
#include <time.h>

#include "fit.h"
#include "followup.h"
#include "memory.h"
#include "summary.h"
#include "who.h"

static const struct column_spec columns[] = {
	{ COL_PERSON_ID, REQUIRED, 0, NULL },  { COL_DATE, REQUIRED, 0, NULL },
	{ COL_FAMILY_ID, OPTIONAL, 0, NULL },  { COL_START_DATE, OPTIONAL, 0, "the first session" },
	{ COL_END_DATE, OPTIONAL, 0, "open" }, { COL_ORS_STATUS, OPTIONAL, 0, NULL },
};

static const char *const results[] = { "person_id", "family_id",       "last_date", "days_since",
	                               "due_date",  "followup_status", NULL };

/* Behind "group". */
static const char *const coverage_results[] = { "sessions", "scored",        "coverage_percent",
	                                        "persons",  "with_baseline", NULL };

enum { AS_OF = 1, BY, COVERAGE, GRACE, MIN_CELL, ROSTER, SCHEDULE, SCORE };

static const struct option_spec options[] = {
	{ ROSTER, '\0', "roster", "FILE", "everybody who should be measured, as for --persons" },
	{ AS_OF, '\0', "as-of", "DATE", "the day of the list (today)" },
	{ SCORE, '\0', "score", "COL", "the column of scores (ors_total)" },
	{ SCHEDULE, '\0', "schedule", "every:DAYS|start-end", "when a score is due (every:28)" },
	{ GRACE, '\0', "grace", "DAYS", "days after the due date before overdue is said (7)" },
	{ COVERAGE, '\0', "coverage", NULL, "count sessions and persons with a score instead" },
	{ BY, '\0', "by", "COL", "with --coverage: a row for each of its cells" },
	{ MIN_CELL, '\0', "min-cell", "K", "with --coverage: hide counts below K (0)" },
};

static const struct command command = {
	.name = "followup-check",
	.summary = "Tells who is due for the next measurement.",
	.columns = columns,
	.column_count = sizeof(columns) / sizeof(columns[0]),
	.results = results,
	.options = options,
	.option_count = sizeof(options) / sizeof(options[0]),
	.flags = true,
	.shards = true,
	.drops_empty = true,
	.examples =
		"  ors-score sessions.csv | followup-check --roster persons.csv\n"
		"  sdq-score sdq.csv | followup-check --roster persons.csv --score sdq_total \\\n"
		"      --schedule start-end\n",
};

struct group {
	struct summary_row row; /* first */
	struct sfb_coverage coverage;
};

struct run {
	struct input input;
	struct settings settings;
	struct sfb_followup_rules rules;
	size_t score; /* number of the column, see options_name */
	bool is_ors, with_coverage;
	bool by_family;         /* the roster tells persons apart by family, as the input does */
	struct keys *known;     /* persons of the roster that the input has; no payload */
	struct keys *seen;      /* family and person of all sessions; no payload */
	struct keys *homes;     /* see who_check_family */
	struct keys *persons;   /* payload: struct sfb_followup; key: family, person */
	struct summary summary; /* payload: struct group */
	struct keys *members, *families; /* payload: struct sfb_coverage_member */
};

/* ---- counting ---- */

static void count(struct run *run, struct group *group, const struct slice who[2],
                  enum sfb_coverage_kind kind)
{
	bool is_new;
	struct sfb_coverage_member *person =
		summary_member(run->members, &group->row, who, 2, &is_new);
	struct sfb_coverage_member *family = NULL;

	if (who[0].len > 0)
		family = summary_member(run->families, &group->row, who, 1, &is_new);
	sfb_coverage_add(&group->coverage, person, family, kind);
}

/* Whom the roster means: a person of a family, or a person where one table has no families. */
static const struct slice *roster_key(const struct run *run, const struct slice who[2],
                                      struct slice key[2])
{
	key[0] = run->by_family ? who[0] : (struct slice){ "", 0 };
	key[1] = who[1];
	return key;
}

static struct sfb_followup *find_person(struct run *run, const struct slice who[2])
{
	bool is_new;
	struct sfb_followup *person = keys_add(run->persons, who, 2, &is_new);

	who_expect_person(&run->input, run->persons);
	return person;
}

/* ---- one record ---- */

static void take_session(struct run *run, const struct slice who[2], int32_t day, bool scored)
{
	struct input *input = &run->input;
	struct group *group;
	struct sfb_followup *person;
	int32_t start = 0, end = 0;
	bool has_start = input_date(input, COL_START_DATE, &start);
	bool has_end = input_date(input, COL_END_DATE, &end);

	if (has_start && has_end && end < start)
		input_reject(input, COL_END_DATE, "before start_date");
	if (input_is_invalid(input))
		return;
	if (run->with_coverage) {
		group = summary_find(&run->summary, input, NULL, 0);
		if (group != NULL)
			count(run, group, who, scored ? SFB_SCORED_SESSION : SFB_SESSION);
		return;
	}
	person = find_person(run, who);
	sfb_followup_span(person, has_start ? &start : NULL, has_end ? &end : NULL);
	sfb_followup_add(person, day, scored);
}

/* Somebody whose family was mistyped would be followed up as two. */
static void check_family(struct run *run, const struct who_key *key)
{
	bool is_new;
	const void *person = keys_add(run->seen, &key->part[WHO_FAMILY], 2, &is_new);

	who_expect_person(&run->input, run->seen);
	if (is_new)
		who_check_family(run->homes, run->seen, person, key, &run->input);
}

static void take_record(struct run *run)
{
	static const struct who_rater self = { SFB_RATER_SELF, { "", 0 }, NULL };
	struct input *input = &run->input;
	struct slice status = input_cell(input, COL_ORS_STATUS);
	struct who_key key;
	struct slice known[2];
	int64_t when = 0, score;
	bool scored, is_new;

	who_key(input, &self, &key);
	who_when(input, &when);
	scored = input_decimal_named(input, run->score, 3, &score);
	if (input_is_invalid(input))
		return;
	if (when > run->rules.as_of) {
		diag_notice(input_place(input), "a session after the day of the list; left out");
		return;
	}
	check_family(run, &key);
	if (input->persons != NULL)
		keys_add(run->known, roster_key(run, &key.part[WHO_FAMILY], known), 2, &is_new);
	if (run->is_ors && !scored && slice_equal(status, slice_of("under-6"))) {
		diag_notice(input_place(input), "a form for children under 6, which is not scored; "
		                                "left out");
		return;
	}
	take_session(run, &key.part[WHO_FAMILY], (int32_t)when, scored);
}

/* ---- persons whom only the roster knows ---- */

/* A person of the roster has the share that her sessions have. */
static bool is_ours(const struct run *run, const struct slice who[2])
{
	bool by_family = table_has(&run->input.table, COL_FAMILY_ID);

	return shard_has(&run->settings.shard, by_family ? who[0] : (struct slice){ "", 0 },
	                 who[1]);
}

static void check_shard(const struct run *run)
{
	if (run->settings.shard.count > 0 && run->input.persons != NULL &&
	    table_has(&run->input.table, COL_FAMILY_ID) && !run->by_family)
		diag_fail((struct place){ run->settings.persons_file, 1 },
		          "no column family_id, which the sessions have: --shard cannot tell whose "
		          "share a person is of; add it, or run the whole");
}

static void take_entry(struct run *run, const struct person *entry)
{
	struct input *input = &run->input;
	struct slice who[] = { person_cell(entry, COL_FAMILY_ID),
		               persons_id(run->input.persons, entry) };
	struct slice key[2];
	int32_t start = 0, end = 0;
	bool has_start, has_end;

	if (keys_find(run->known, roster_key(run, who, key), 2) != NULL || !is_ours(run, who))
		return;
	if (run->is_ors && !run->with_coverage && entry->birth_known &&
	    date_age(entry->birth, run->rules.as_of) < SFB_FIT_AGE_MIN) {
		diag_notice((struct place){ run->settings.persons_file, person_line(entry) },
		            "a child under 6 without a session, for whom there is no scored form; "
		            "left out");
		return;
	}
	has_start = input_person_date(input, entry, COL_START_DATE, &start);
	has_end = input_person_date(input, entry, COL_END_DATE, &end);
	if (has_start && has_end && end < start) {
		diag_invalid((struct place){ run->settings.persons_file, person_line(entry) },
		             column_name(COL_END_DATE), "before start_date",
		             person_cell(entry, COL_END_DATE));
		return;
	}
	if ((!has_start && person_cell(entry, COL_START_DATE).len > 0) ||
	    (!has_end && person_cell(entry, COL_END_DATE).len > 0))
		return;
	if (run->with_coverage) {
		/* Who has not begun has missed nothing. */
		if (!has_start || start <= run->rules.as_of)
			count(run, summary_of_person(&run->summary, input, entry), who, SFB_LISTED);
		return;
	}
	sfb_followup_span(find_person(run, who), has_start ? &start : NULL, has_end ? &end : NULL);
}

static void take_roster(struct run *run)
{
	struct keys_cursor cursor;
	const struct person *entry;

	if (run->input.persons == NULL)
		return;
	persons_start(run->input.persons, &cursor);
	while ((entry = persons_next(run->input.persons, &cursor)) != NULL)
		take_entry(run, entry);
}

/* ---- the two tables ---- */

static void write_date(bool known, int32_t day)
{
	if (known)
		writer_date(day);
	else
		writer_text("");
}

static void write_person(const struct run *run, const struct sfb_followup *followup)
{
	const char *family = keys_first_part(run->persons, followup);
	struct sfb_followup_result result;

	sfb_followup_judge(followup, &run->rules, &result);
	if (run->settings.exit_status &&
	    (result.status == SFB_FOLLOWUP_NEVER || result.status == SFB_FOLLOWUP_OVERDUE ||
	     result.status == SFB_FOLLOWUP_DUE))
		diag_flagged();
	writer_text(family + strlen(family) + 1);
	writer_text(family);
	write_date(followup->has_score, followup->last_score);
	if (followup->has_score)
		writer_decimal(run->rules.as_of - followup->last_score, 0, 0);
	else
		writer_text("");
	write_date(result.has_due, result.due);
	writer_token(sfb_followup_name(result.status));
	writer_end();
}

static void write_list(const struct run *run)
{
	struct keys_cursor cursor;
	const struct sfb_followup *person;

	writer_names(results);
	keys_start(run->persons, &cursor);
	while ((person = keys_next(run->persons, &cursor)) != NULL)
		write_person(run, person);
}

static void write_coverage(const struct run *run)
{
	const struct summary *summary = &run->summary;
	struct sfb_coverage_cells cells;
	struct keys_cursor cursor;
	const struct group *group;

	summary_write_header(summary, &run->input, coverage_results);
	keys_start(summary->keys, &cursor);
	while ((group = keys_next(summary->keys, &cursor)) != NULL) {
		const struct sfb_coverage *coverage = &group->coverage;

		sfb_hide_coverage(coverage, summary->min_cell, &cells);
		summary_write_parts(summary, &group->row, 1);
		summary_write_count(summary, cells.sessions, coverage->sessions);
		summary_write_count(summary, cells.scored, coverage->scored);
		summary_write_figure(cells.share, sfb_percent(coverage->scored, coverage->sessions),
		                     1, 1);
		summary_write_count(summary, cells.persons, coverage->persons);
		summary_write_count(summary, cells.with_baseline, coverage->with_baseline);
		writer_end();
	}
}

/* ---- the command line ---- */

static void read_schedule(struct run *run, const char *value)
{
	run->rules.start_end = strcmp(value, "start-end") == 0;
	if (run->rules.start_end)
		return;
	if (strncmp(value, "every:", 6) != 0)
		diag_usage("--schedule: every:DAYS or start-end");
	run->rules.every = option_whole("schedule every", value + 6, 1, 36500);
}

static void read_options(struct run *run, char **argv)
{
	const char *value, *score = "ors_total";
	int option;

	run->rules = sfb_followup_rules;
	run->rules.as_of = date_in_denmark(time(NULL));
	run->summary.one_column = true;
	options_start(&run->settings, &command, argv);
	while ((option = options_next(&run->settings, &value)) != 0) {
		switch (option) {
		case ROSTER: run->settings.persons_file = value; break;
		case AS_OF: run->rules.as_of = option_date("as-of", value); break;
		case SCORE: score = value; break;
		case SCHEDULE: read_schedule(run, value); break;
		case GRACE: run->rules.grace = option_whole("grace", value, 0, 36500); break;
		case COVERAGE: run->with_coverage = true; break;
		case BY: summary_by(&run->summary, &run->settings, value); break;
		case MIN_CELL: summary_min_cell(&run->summary, value); break;
		}
	}
	if (!run->with_coverage && (run->summary.by_count > 0 || run->summary.min_cell > 0))
		diag_usage("--by and --min-cell go with --coverage: this list names persons");
	if (run->with_coverage && run->settings.shard.count > 0)
		diag_usage("--shard: --coverage counts persons together; run it on the whole");
	run->score = options_name(&run->settings, score);
	run->is_ors = strcmp(score, "ors_total") == 0;
}

int main(int argc, char **argv)
{
	struct run run = { 0 };
	int status;

	(void)argc;
	read_options(&run, argv);
	run.known = keys_new(0);
	run.seen = keys_new(0);
	run.homes = keys_new(sizeof(char *));
	run.persons = keys_new(sizeof(struct sfb_followup));
	run.members = keys_new(sizeof(struct sfb_coverage_member));
	run.families = keys_new(sizeof(struct sfb_coverage_member));
	input_open(&run.input, &run.settings);
	summary_open(&run.summary, &run.input, sizeof(struct group));
	run.by_family = run.input.persons != NULL && input_has(&run.input, COL_FAMILY_ID) &&
	                persons_have(run.input.persons, COL_FAMILY_ID);

	check_shard(&run);

	while (input_next(&run.input))
		take_record(&run);
	take_roster(&run);
	if (run.with_coverage)
		write_coverage(&run);
	else
		write_list(&run);
	keys_free(run.known);
	keys_free(run.homes);
	keys_free(run.seen);
	keys_free(run.persons);
	keys_free(run.members);
	keys_free(run.families);
	status = input_close(&run.input);
	summary_close(&run.summary);
	return status;
}
