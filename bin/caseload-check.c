/* caseload-check: how many families each therapist is primary contact of; see caseload-check(1). */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "calendar.h"
#include "caseload.h"
#include "memory.h"
#include "who.h"

static const struct column_spec columns[] = {
	{ COL_FAMILY_ID, REQUIRED, 0, NULL },
	{ COL_THERAPIST_ID, REQUIRED, 0, NULL },
	{ COL_ROLE, REQUIRED, 0, NULL },
	{ COL_START_DATE, REQUIRED, 0, NULL },
	{ COL_END_DATE, OPTIONAL, 0, "still open" },
};

static const char *const results[] = {
	"therapist_id",    "as_of", "primary_families", "secondary_families", "guide",
	"caseload_status", NULL
};
static const char *const week_results[] = { "therapist_id",    "week", "max_primary", "guide",
	                                    "caseload_status", NULL };
static const char *const family_results[] = { "family_id",          "as_of",
	                                      "primary_therapists", "secondary_therapists",
	                                      "family_status",      NULL };

enum { AS_OF = 1, FAMILIES, FROM, FTE, GUIDE, TO, WEEKLY };

static const struct option_spec options[] = {
	{ AS_OF, '\0', "as-of", "DATE", "the day that is looked at (today)" },
	{ FAMILIES, '\0', "families", NULL, "list the families of that day instead" },
	{ FROM, '\0', "from", "DATE", "with --weekly: a day of the first week" },
	{ FTE, '\0', "fte", "FILE", "scale the guide by a CSV with therapist_id,fte" },
	{ GUIDE, '\0', "guide", "N", "the guide value for full time (5)" },
	{ TO, '\0', "to", "DATE", "with --weekly: a day of the last week" },
	{ WEEKLY, '\0', "weekly", NULL, "the highest number in each week instead" },
};

static const struct command command = {
	.name = "caseload-check",
	.summary = "Counts each therapist's families beside the guide value.",
	.columns = columns,
	.column_count = sizeof(columns) / sizeof(columns[0]),
	.results = results,
	.options = options,
	.option_count = sizeof(options) / sizeof(options[0]),
	.flags = true,
	.drops_empty = true,
	.examples = "  caseload-check --as-of 2026-06-29 cases.csv\n"
		    "  caseload-check --families --as-of 2026-06-29 cases.csv\n"
		    "  caseload-check --weekly --from 2026-04-01 --to 2026-06-29 cases.csv\n",
};

struct therapist {
	uint32_t number; /* see keys_number; so is that of a family */
	int32_t fte;     /* in millionths */
	bool fte_known;
};

struct run {
	struct input input;
	struct settings settings;
	int32_t guide; /* hundredths */
	const char *fte_file;
	bool by_family, weekly;
	int32_t first, last; /* the days that are looked at */
	size_t days;

	struct keys *therapists; /* payload: struct therapist */
	struct keys *families;   /* payload: a number */
	struct sfb_case *cases;
	size_t count, room;
	int32_t *changes;  /* work room for the days */
	uint32_t *highest; /* and for the weeks */
	int32_t uncovered; /* the first day on which a family had no primary */
};

/* ---- the command line ---- */

/* Whole weeks. */
static void set_weeks(struct run *run, const char *from, const char *to)
{
	if (run->by_family)
		diag_usage("--weekly does not go with --families");
	if (from == NULL || to == NULL)
		diag_usage("--weekly: --from and --to are needed");
	run->first = option_date("from", from);
	run->last = option_date("to", to);
	if (run->last < run->first)
		diag_usage("--to: a day before that of --from");
	run->first -= sfb_weekday(run->first) - 1;
	run->last += 7 - sfb_weekday(run->last);
}

static void read_options(struct run *run, char **argv)
{
	const char *value, *as_of = NULL, *from = NULL, *to = NULL;
	int option;

	run->guide = sfb_caseload_guide.families;
	options_start(&run->settings, &command, argv);
	while ((option = options_next(&run->settings, &value)) != 0) {
		switch (option) {
		case AS_OF: as_of = value; break;
		case FAMILIES: run->by_family = true; break;
		case FROM: from = value; break;
		case FTE: run->fte_file = value; break;
		case GUIDE:
			run->guide =
				(int32_t)option_decimal("guide", value, 2, 2, 1, SFB_GUIDE_MAX);
			break;
		case TO: to = value; break;
		case WEEKLY: run->weekly = true; break;
		}
	}
	if (run->weekly && as_of != NULL)
		diag_usage("--as-of does not go with --weekly, which has --from and --to");
	if (!run->weekly && (from != NULL || to != NULL))
		diag_usage("--from and --to go with --weekly");
	if (run->weekly)
		set_weeks(run, from, to);
	else
		run->first = run->last = as_of == NULL ? date_in_denmark(time(NULL))
		                                       : option_date("as-of", as_of);
}

/* ---- records ---- */

static void keep(struct run *run, const struct sfb_case *c)
{
	run->cases = memory_for_one_more(run->cases, run->count, &run->room, sizeof(*c));
	run->cases[run->count++] = *c;
}

static void take_record(struct run *run)
{
	struct input *input = &run->input;
	struct slice family = who_identifier(input, COL_FAMILY_ID);
	struct slice therapist = who_identifier(input, COL_THERAPIST_ID);
	struct sfb_case c = { .end = SFB_CASE_OPEN, .role = SFB_ROLE_SECONDARY };
	bool started, ended, counts;

	input_needed(input, COL_ROLE);
	input_needed(input, COL_START_DATE);
	if (input_word(input, COL_ROLE, WORDS_ROLE, "neither primary nor secondary") ==
	    WORD_ROLE_PRIMARY)
		c.role = SFB_ROLE_PRIMARY;
	started = input_date(input, COL_START_DATE, &c.start);
	ended = input_date(input, COL_END_DATE, &c.end);
	if (started && ended && c.end < c.start)
		input_reject(input, COL_END_DATE, "before start_date");
	if (input_is_invalid(input))
		return;
	/* The days before and after tell on which day a case begins or goes on. */
	counts = c.start <= run->last + 1 && c.end >= run->first - 1;
	c.therapist = keys_number(run->therapists, &therapist, 1);
	who_expect_identifier(input, COL_THERAPIST_ID, run->therapists);
	if (counts || run->by_family)
		c.family = keys_number(run->families, &family, 1);
	who_expect_identifier(input, COL_FAMILY_ID, run->families);
	if (counts)
		keep(run, &c);
}

static void read_fte(struct run *run)
{
	static const struct column_spec needed[] = { { COL_THERAPIST_ID, REQUIRED, 0, NULL },
		                                     { COL_FTE, REQUIRED, 0, NULL } };
	const struct table_plan plan = { .columns = needed, .column_count = 2, .beside = true };
	struct table table;

	table_open(&table, &run->settings, &plan, &run->fte_file, 1);
	while (table_next(&table)) {
		struct slice name = table_identifier(&table, COL_THERAPIST_ID);
		struct therapist *therapist;
		int64_t fte;

		therapist = keys_numbered(run->therapists, &name, 1);
		if (!table_number(&table, COL_FTE, 6, 0, SFB_FTE_MAX,
		                  "between 0 and 2 with at most six decimals (full time is 1)",
		                  &fte))
			continue;
		if (therapist->fte_known && therapist->fte != fte)
			diag_fail(table_place(&table),
			          "a therapist who stands above with another fte");
		therapist->fte = (int32_t)fte;
		therapist->fte_known = true;
	}
	table_close(&table);
}

/* ---- tables ---- */

/* Each judge writes the rows of one therapist or family, if its table is wanted, and says
 * whether there is something that -e speaks of. */

static bool judge_load(struct run *run, uint32_t families, int32_t guide)
{
	enum sfb_caseload_status status = sfb_caseload_status(families, guide);

	if (!run->by_family) {
		writer_decimal(guide, 2, 0);
		writer_token(sfb_caseload_status_name(status));
		writer_end();
	}
	return status == SFB_CASELOAD_OVER;
}

static bool judge_weeks(struct run *run, const char *name, int32_t guide,
                        const struct sfb_case *cases, size_t count)
{
	size_t weeks = run->days / 7;
	bool over = false;

	sfb_caseload_weeks(cases, count, run->first, weeks, run->changes, run->highest);
	for (size_t week = 0; week < weeks; week++) {
		char text[DATE_WEEK_LEN];

		date_write_week(text, run->first + 7 * (int32_t)week);
		writer_text(name);
		writer_cell((struct slice){ text, DATE_WEEK_LEN });
		writer_decimal(run->highest[week], 0, 0);
		over |= judge_load(run, run->highest[week], guide);
	}
	return over;
}

static void write_day(const struct run *run, const char *name, uint32_t primary, uint32_t secondary)
{
	writer_text(name);
	writer_date(run->first);
	writer_decimal(primary, 0, 0);
	writer_decimal(secondary, 0, 0);
}

static bool judge_therapist(struct run *run, const void *payload, const struct sfb_case *cases,
                            size_t count)
{
	const struct therapist *therapist = payload;
	const char *name = keys_first_part(run->therapists, therapist);
	int32_t fte = therapist->fte_known ? therapist->fte : SFB_FULL_TIME;
	int32_t guide = sfb_caseload_scale(run->guide, fte);
	struct sfb_caseload load;

	if (run->fte_file != NULL && !therapist->fte_known)
		diag_notice((struct place){ run->fte_file, 0 },
		            "a therapist without fte here: the guide is not scaled");
	if (run->weekly)
		return judge_weeks(run, name, guide, cases, count);
	sfb_caseload_on(cases, count, run->first, &load);
	if (!run->by_family)
		write_day(run, name, load.primary, load.secondary);
	return judge_load(run, load.primary, guide);
}

static bool judge_family(struct run *run, const void *payload, const struct sfb_case *cases,
                         size_t count)
{
	struct sfb_family_day family;
	int32_t day = run->first;

	if (run->weekly) {
		if (!sfb_caseload_uncovered(cases, count, run->first, run->days, run->changes,
		                            &day))
			return false;
		if (day < run->uncovered)
			run->uncovered = day;
		return true;
	}
	sfb_caseload_family(cases, count, day, &family);
	if (family.active && run->by_family) {
		write_day(run, keys_first_part(run->families, payload), family.primary,
		          family.secondary);
		writer_token(sfb_family_status_name(family.status));
		writer_end();
	}
	return family.active && family.status == SFB_FAMILY_NO_PRIMARY;
}

/* Judges all therapists or all families; the number of findings. */
static uint64_t judge_all(struct run *run, bool families)
{
	struct keys *keys = families ? run->families : run->therapists;
	uint64_t found = 0;
	struct keys_cursor cursor;
	const uint32_t *number;
	size_t at = 0, end = 0;

	if (families == run->by_family)
		writer_names(families ? family_results : run->weekly ? week_results : results);
	/* Where every record was rejected, there are families and therapists without a case. */
	if (run->cases == NULL)
		run->cases = memory_zeroed(1, sizeof(*run->cases));
	run->count = families ? sfb_caseload_by_family(run->cases, run->count)
	                      : sfb_caseload_by_therapist(run->cases, run->count);
	keys_start(keys, &cursor);
	for (; (number = keys_next(keys, &cursor)) != NULL; at = end) {
		while (end < run->count &&
		       *number == (families ? run->cases[end].family : run->cases[end].therapist))
			end++;
		found += families ? judge_family(run, number, run->cases + at, end - at)
		                  : judge_therapist(run, number, run->cases + at, end - at);
	}
	return found;
}

/* -e asks therapists and families alike; what the table does not show leaves a word. */
static void report(struct run *run)
{
	uint64_t found = judge_all(run, run->by_family), hidden;
	char date[DATE_LEN], text[128];

	if (!run->settings.exit_status)
		return;
	run->uncovered = run->weekly ? run->last : run->first;
	hidden = judge_all(run, !run->by_family);
	if (found + hidden > 0)
		diag_flagged();
	date_write(date, run->uncovered);
	snprintf(text, sizeof(text), "a family without a primary (--families%s%.*s shows which)",
	         run->weekly ? " --as-of " : "", run->weekly ? DATE_LEN : 0, date);
	diag_notice_many(NOWHERE,
	                 run->by_family ? "a therapist over the guide value (without --families)"
	                                : text,
	                 hidden);
}

int main(int argc, char **argv)
{
	struct run run = { 0 };

	(void)argc;
	read_options(&run, argv);
	run.days = (size_t)(run.last - run.first) + 1;
	run.changes = memory_resize(NULL, SFB_CASELOAD_ROOM(run.days), sizeof(*run.changes));
	run.highest = memory_resize(NULL, run.days / 7, sizeof(*run.highest));
	run.therapists = keys_new(sizeof(struct therapist));
	run.families = keys_new(sizeof(uint32_t));
	input_open(&run.input, &run.settings);
	while (input_next(&run.input))
		take_record(&run);
	if (run.fte_file != NULL)
		read_fte(&run);
	report(&run);
	free(run.cases);
	free(run.changes);
	free(run.highest);
	keys_free(run.therapists);
	keys_free(run.families);
	return input_close(&run.input);
}
