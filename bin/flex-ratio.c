/* flex-ratio: working hours inside and outside ordinary time; see flex-ratio(1). */
#include <stdio.h>

#include "days.h"
#include "groups.h"
#include "timesheet.h"
#include "times.h"
#include "who.h"

static const struct column_spec columns[] = {
	{ COL_THERAPIST_ID, REQUIRED, 0, NULL },
	{ COL_START, REQUIRED, 0, NULL },
	{ COL_END, REQUIRED, 0, NULL },
	{ COL_DATE, OPTIONAL, 0, "in start and end" },
	{ COL_FAMILY_ID, OPTIONAL, 0, NULL },
	{ COL_TEAM, OPTIONAL, 0, NULL },
	{ COL_PLANNED, OPTIONAL, 0, NULL },
	{ COL_REASON, OPTIONAL, 0, NULL },
	{ COL_FLEXIBLE, OPTIONAL, 0, "by the clock" },
};

static const char *const results[] = {
	"group",         "hours",     "ordinary_hours",  "flexible_hours", "flexible_percent",
	"frame_percent", "frame_use", "planned_percent", "missing_reason", NULL
};

enum { BY = 1, DECLARED, FRAME, HOLIDAYS, LIST, ORDINARY, SPECIAL_DAYS, WEEKDAYS };

static const struct option_spec options[] = {
	{ BY, '\0', "by", "all|therapist|team|family|month|week",
	  "what a row is about (therapist)" },
	{ DECLARED, '\0', "declared", NULL, "the column flexible says which entries are flexible" },
	{ FRAME, '\0', "frame", "PERCENT", "the frame for flexible hours (20)" },
	{ HOLIDAYS, '\0', "holidays", "dk|none|FILE", "public holidays (dk), or a file with days" },
	{ LIST, '\0', "list", NULL, "write the flexible entries without a reason instead" },
	{ ORDINARY, '\0', "ordinary", "FROM-TO", "ordinary time of day (06:00-17:00)" },
	{ SPECIAL_DAYS, '\0', "special-days", "FILE", "more hours that are not ordinary" },
	{ WEEKDAYS, '\0', "weekdays", "DAYS", "days with ordinary time, Monday is 1 (1-5)" },
};

static const struct command command = {
	.name = "flex-ratio",
	.summary = "Sums working hours inside and outside ordinary time, beside the 80/20 frame.",
	.columns = columns,
	.column_count = sizeof(columns) / sizeof(columns[0]),
	.results = results,
	.options = options,
	.option_count = sizeof(options) / sizeof(options[0]),
	.flags = true,
	.drops_empty = true,
	.examples = "  flex-ratio hours.csv\n"
		    "  flex-ratio --by week --special-days special_days_kl.csv hours.csv\n"
		    "  flex-ratio --list hours.csv\n",
};

enum grouping { BY_ALL, BY_THERAPIST, BY_TEAM, BY_FAMILY, BY_MONTH, BY_WEEK };

static const struct {
	const char *name;
	enum column column; /* whose cells are the groups; COL_COUNT: none */
} groupings[] = {
	[BY_ALL] = { "all", COL_COUNT },     [BY_THERAPIST] = { "therapist", COL_THERAPIST_ID },
	[BY_TEAM] = { "team", COL_TEAM },    [BY_FAMILY] = { "family", COL_FAMILY_ID },
	[BY_MONTH] = { "month", COL_COUNT }, [BY_WEEK] = { "week", COL_COUNT },
};

struct group {
	struct sfb_work_sum sum;
	int64_t missing_reason; /* entries */
};

struct run {
	struct input input;
	struct settings settings;
	struct sfb_work_rules rules;
	struct days days;
	enum grouping by;
	int64_t frame; /* tenths of a percent */
	bool declared, list;
	struct groups *groups; /* payload: struct group */
	/* The share of an entry is the number of its group, see share_of. */
	struct timesheet timesheet;
};

/* The number of an entry's group; months and weeks are those of its parts. */
static uint32_t share_of(struct run *run)
{
	enum column column = groupings[run->by].column;

	if (run->by == BY_MONTH || run->by == BY_WEEK)
		return 0;
	return groups_named(run->groups, column == COL_COUNT ? slice_of("all")
	                                                     : input_cell(&run->input, column));
}

static struct group *group_of(struct run *run, const struct sfb_work_part *part, uint32_t share)
{
	if (run->by == BY_MONTH)
		share = groups_of_month(run->groups, part->day);
	if (run->by == BY_WEEK)
		share = groups_of_week(run->groups, part->day);
	return groups_payload(run->groups, share);
}

/* ---- one entry ---- */

static void read_entry(struct run *run, struct sfb_work *work)
{
	struct input *input = &run->input;
	enum column column = groupings[run->by].column;

	who_identifier(input, COL_THERAPIST_ID);
	if (column != COL_COUNT && input_cell(input, column).len > KEYS_PART_MAX)
		input_reject(input, column, "longer than any identifier");
	times_read(input, work);
	work->planned = input_answer(input, COL_PLANNED) == WORD_ANSWER_YES;
	if (!run->declared)
		return;
	switch (input_answer(input, COL_FLEXIBLE)) {
	case WORD_ANSWER_YES: work->flexible = true; break;
	case WORD_ANSWER_NO: break;
	default: input_reject(input, COL_FLEXIBLE, "missing or unknown");
	}
}

static bool is_flexible(const struct run *run, const struct sfb_work *work,
                        const struct sfb_work_part *part)
{
	return run->declared ? work->flexible : !part->ordinary;
}

/* Whether the entry has flexible minutes; without a reason, each of its groups counts it once. */
static bool find_flexible(struct run *run, const struct sfb_work *work, bool reason)
{
	int64_t at = work->start, end = work->start + work->minutes;
	const struct group *counted = NULL;
	struct sfb_work_part part;
	bool any = false;

	for (; sfb_work_part(&run->rules, at, end, &part); at += part.minutes) {
		/* Asked for of every part, so that groups come in order of appearance. */
		struct group *group = group_of(run, &part, work->share);

		if (!is_flexible(run, work, &part))
			continue;
		any = true;
		if (!reason && group != counted)
			group->missing_reason++;
		counted = group;
	}
	return any;
}

static void take_record(struct run *run)
{
	struct input *input = &run->input;
	struct sfb_work work = { 0 };
	bool flexible, reason = input_cell(input, COL_REASON).len > 0;

	read_entry(run, &work);
	if (input_is_invalid(input))
		return;
	work.share = share_of(run);
	flexible = find_flexible(run, &work, reason);
	if (flexible && !work.planned && input_has(input, COL_PLANNED) &&
	    input_answer(input, COL_PLANNED) != WORD_ANSWER_NO)
		diag_notice(input_place(input),
		            "planned is empty or unknown: counted as not planned");
	if (flexible && !reason && run->settings.exit_status)
		diag_flagged();

	if (!run->list) {
		const struct slice worker[] = { input_cell(input, COL_THERAPIST_ID),
			                        input_cell(input, COL_FAMILY_ID) };

		/* By family, the hours of an evening are those of each family that was there. */
		timesheet_add(&run->timesheet, worker, run->by == BY_FAMILY ? 2 : 1, &work);
	} else if (flexible && !reason) {
		writer_raw(input_record(input));
		writer_end();
	}
}

/* ---- the table ---- */

static void add_up(struct run *run)
{
	struct sfb_work work;
	struct sfb_work_part part;
	char text[160];

	while (timesheet_next(&run->timesheet, &work))
		for (int64_t at = work.start, end = at + work.minutes;
		     sfb_work_part(&run->rules, at, end, &part); at += part.minutes)
			sfb_work_add(&group_of(run, &part, work.share)->sum, part.minutes,
			             is_flexible(run, &work, &part), work.planned);
	snprintf(text, sizeof(text),
	         "entries of one therapist overlap: the minutes that they share count once "
	         "(minutes left out: %lld)",
	         (long long)run->timesheet.repeated);
	diag_notice_many(NOWHERE, text, run->timesheet.repeated > 0);
	diag_notice_many(NOWHERE,
	                 "entries of one therapist overlap and name different teams: their minutes "
	                 "count for the team that comes first in the input",
	                 run->timesheet.shares_differ);
}

/* Of nothing there is no share: a team's minutes may all count for another team. */
static void write_percent(int64_t part, int64_t whole)
{
	if (whole == 0)
		writer_token("");
	else
		writer_decimal(sfb_work_percent(part, whole), 1, 1);
}

static void write_group(const struct run *run, uint32_t number)
{
	const struct group *group = groups_payload(run->groups, number);
	const struct sfb_work_sum *sum = &group->sum;

	writer_text(groups_name(run->groups, number));
	writer_decimal(sfb_work_hours(sum->minutes), 2, 2);
	writer_decimal(sfb_work_hours(sum->minutes - sum->flexible), 2, 2);
	writer_decimal(sfb_work_hours(sum->flexible), 2, 2);
	write_percent(sum->flexible, sum->minutes);
	writer_decimal(run->frame, 1, 1);
	writer_token(sum->minutes == 0                     ? ""
	             : sfb_work_is_beyond(sum, run->frame) ? "beyond"
	                                                   : "within");
	write_percent(sum->planned, input_has(&run->input, COL_PLANNED) ? sum->flexible : 0);
	writer_decimal(group->missing_reason, 0, 0);
	writer_end();
}

static void write_table(struct run *run)
{
	add_up(run);
	writer_names(results);
	for (uint32_t number = 0; number < groups_count(run->groups); number++)
		write_group(run, number);
}

/* ---- the command ---- */

static enum grouping grouping_of(const char *name)
{
	for (size_t i = 0; i < sizeof(groupings) / sizeof(groupings[0]); i++)
		if (strcmp(groupings[i].name, name) == 0)
			return (enum grouping)i;
	diag_usage("--by: all, therapist, team, family, month or week");
}

static void read_options(struct run *run, char **argv)
{
	const char *value, *holidays = "dk", *special_days = NULL;
	int option;

	options_start(&run->settings, &command, argv);
	while ((option = options_next(&run->settings, &value)) != 0) {
		switch (option) {
		case BY: run->by = grouping_of(value); break;
		case DECLARED: run->declared = true; break;
		case FRAME: run->frame = option_decimal("frame", value, 1, 1, 0, 1000); break;
		case HOLIDAYS: holidays = value; break;
		case LIST: run->list = true; break;
		case ORDINARY:
			days_option_hours("ordinary", value, &run->rules.from, &run->rules.to);
			break;
		case SPECIAL_DAYS: special_days = value; break;
		case WEEKDAYS: run->rules.weekdays = days_option_weekdays("weekdays", value); break;
		}
	}
	if (run->list)
		run->by = BY_ALL; /* no groups to keep */
	run->rules.holidays = strcmp(holidays, "dk") == 0;
	if (!run->rules.holidays && strcmp(holidays, "none") != 0)
		days_read(&run->days, &run->settings, holidays);
	if (special_days != NULL)
		days_read(&run->days, &run->settings, special_days);
	run->rules.special = run->days.day;
	run->rules.special_count = run->days.count;
}

static void need(const struct run *run, enum column column)
{
	if (!input_has(&run->input, column))
		table_fail_missing(&run->input.table, column_name(column), true);
}

int main(int argc, char **argv)
{
	struct run run = { .rules = sfb_work_rules, .by = BY_THERAPIST, .frame = 200 };

	(void)argc;
	read_options(&run, argv);
	run.groups = groups_new(sizeof(struct group));
	timesheet_open(&run.timesheet);
	input_open(&run.input, &run.settings);
	if (run.declared)
		need(&run, COL_FLEXIBLE);
	if (groupings[run.by].column != COL_COUNT)
		need(&run, groupings[run.by].column);
	if (!input_has(&run.input, COL_REASON))
		diag_notice(NOWHERE, "no column reason: every entry with flexible hours is one "
		                     "without a reason");

	if (run.list) {
		writer_raw(run.input.table.header);
		writer_end();
	}
	while (input_next(&run.input))
		take_record(&run);
	if (!run.list)
		write_table(&run);
	timesheet_close(&run.timesheet);
	groups_free(run.groups);
	days_free(&run.days);
	return input_close(&run.input);
}
