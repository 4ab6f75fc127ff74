/* cost-net: the net cost of a course beside the baseline; see cost-net(1). */
#include <stdio.h>

#include "bytes.h"
#include "cost.h"
#include "memory.h"
#include "who.h"

enum { AMOUNT = 1 };

static const struct column_spec columns[] = {
	{ COL_UNIT, REQUIRED, 0, NULL },
	{ COL_SCENARIO, REQUIRED, 0, NULL },
	{ COL_CATEGORY, REQUIRED, 0, NULL },
	{ COL_AMOUNT, OPTIONAL, AMOUNT, NULL },
	{ COL_HOURS, OPTIONAL, AMOUNT, NULL },
	{ COL_HOURLY_RATE, OPTIONAL, 0, NULL },
	{ COL_SETTING, OPTIONAL, 0, "outpatient" },
};

static const char *const results[] = { "unit",
	                               "setting",
	                               "started",
	                               "completed",
	                               "completion_percent",
	                               "startup",
	                               "sessions",
	                               "ongoing",
	                               "other",
	                               "intervention_total",
	                               "baseline_total",
	                               "net_total",
	                               "net_per_started",
	                               "net_per_completed",
	                               "verdict",
	                               "published_low",
	                               "published_high",
	                               NULL };

enum { COURSES = 1, AMORTISE };

static const struct option_spec options[] = {
	{ COURSES, '\0', "courses", "FILE",
	  "courses of each unit: a CSV with unit,setting,started,completed" },
	{ AMORTISE, '\0', "amortise", "N", "divide the start-up by N" },
};

static const struct command command = {
	.name = "cost-net",
	.summary = "Adds up what courses cost beside what would have been done otherwise.",
	.columns = columns,
	.column_count = sizeof(columns) / sizeof(columns[0]),
	.results = results,
	.options = options,
	.option_count = sizeof(options) / sizeof(options[0]),
	.drops_empty = true,
	.examples = "  cost-net --courses course-counts.csv costs.csv\n"
		    "  cost-net --courses course-counts.csv --amortise 5 costs.csv | csv-excel\n",
};

/* A unit in one setting. */
struct unit {
	struct sfb_cost_unit costs;
	enum sfb_setting setting;
	struct place first; /* its first record */
};

struct run {
	struct input input;
	struct settings settings;
	const char *courses_file;
	int32_t amortise;
	struct keys *units; /* by name and setting; payload: struct unit */
	/* By name: what is lost of a unit in no known setting; payload: struct sfb_cost_unit. */
	struct keys *unsettled;
};

static void read_options(struct run *run, char **argv)
{
	const char *value;
	int option;

	options_start(&run->settings, &command, argv);
	while ((option = options_next(&run->settings, &value)) != 0) {
		if (option == COURSES)
			run->courses_file = value;
		else
			run->amortise = option_whole("amortise", value, 1, 1000000);
	}
}

/* The key of a unit in a setting. */
static const struct slice *key_of(struct slice name, enum sfb_setting setting,
                                  struct slice parts[2])
{
	parts[0] = name;
	parts[1] = slice_of(sfb_setting_name(setting));
	return parts;
}

static enum sfb_setting setting_of(enum word word)
{
	return word == WORD_SETTING_RESIDENTIAL ? SFB_SETTING_RESIDENTIAL : SFB_SETTING_OUTPATIENT;
}

/* ---- cost lines ---- */

/* Rejects the record when there is no amount, or when it is not what the hours make. */
static void read_amount(struct input *input, int64_t *amount)
{
	int64_t hours = 0, rate = 0, made = 0;
	bool stated = input_amount(input, COL_AMOUNT, amount);
	bool has_hours = input_amount(input, COL_HOURS, &hours);
	bool has_rate = input_amount(input, COL_HOURLY_RATE, &rate);

	if (rate < 0)
		input_reject(input, COL_HOURLY_RATE, "less than 0");
	if (has_hours && has_rate) {
		if (!sfb_cost_of_hours(hours, rate, &made))
			input_reject(input, COL_HOURS, "too large");
		else if (stated && made != *amount)
			input_reject(input, COL_AMOUNT, "not hours times hourly_rate");
		*amount = made;
	} else if (!stated && !input_is_invalid(input)) {
		input_reject(input,
		             has_hours                                   ? COL_HOURLY_RATE
		             : has_rate || !input_has(input, COL_AMOUNT) ? COL_HOURS
		                                                         : COL_AMOUNT,
		             "missing");
	}
}

static struct unit *find_unit(struct run *run, struct slice name, enum sfb_setting setting)
{
	struct slice parts[2];
	bool is_new;
	struct unit *unit = keys_add(run->units, key_of(name, setting, parts), 2, &is_new);

	if (is_new) {
		unit->setting = setting;
		unit->first = input_place(&run->input);
	}
	return unit;
}

static void take_record(struct run *run)
{
	struct input *input = &run->input;
	struct slice name = who_identifier(input, COL_UNIT);
	bool has_name = !input_is_invalid(input), has_setting, is_new;
	enum word setting, scenario, category;
	struct sfb_cost_unit *costs;
	int64_t amount = 0;

	setting =
		input_word(input, COL_SETTING, WORDS_SETTING, "neither outpatient nor residential");
	has_setting = has_name && !input_is_invalid(input);
	input_needed(input, COL_SCENARIO);
	input_needed(input, COL_CATEGORY);
	scenario = input_word(input, COL_SCENARIO, WORDS_SCENARIO,
	                      "neither intervention nor baseline");
	category = input_word(input, COL_CATEGORY, WORDS_CATEGORY,
	                      "not startup, sessions, ongoing or other");
	read_amount(input, &amount);
	if (!has_name)
		return;
	costs = has_setting ? &find_unit(run, name, setting_of(setting))->costs
	                    : keys_add(run->unsettled, &name, 1, &is_new);
	if (!input_is_invalid(input)) {
		if (!sfb_sum_add(&costs->costs[scenario - WORD_SCENARIO_INTERVENTION]
		                              [category - WORD_CATEGORY_STARTUP],
		                 amount))
			input_reject(input, COL_AMOUNT, "too large");
		return;
	}
	/* Without the line, the sums that it belongs to, or may belong to, would be too low. */
	sfb_cost_lose(costs,
	              scenario == WORD_NONE ? SFB_COST_UNKNOWN
	                                    : (int)(scenario - WORD_SCENARIO_INTERVENTION),
	              category == WORD_NONE ? SFB_COST_UNKNOWN
	                                    : (int)(category - WORD_CATEGORY_STARTUP));
}

/* ---- courses ---- */

static void add_courses(const struct table *table, enum column column, struct sfb_sum *sum)
{
	static const char what[] = "a number of courses (0 or more, at most two decimals)";
	int64_t courses;

	if (!table_has(table, column))
		return;
	if (!table_number(table, column, 2, 0, SFB_AMOUNT_MAX, what, &courses))
		sfb_sum_lose(sum);
	else if (!sfb_sum_add(sum, courses))
		diag_fail(table_place(table), "%s: too many courses", column_name(column));
}

static void read_courses(struct run *run)
{
	static const struct column_spec needed[] = { { COL_UNIT, REQUIRED, 0, NULL },
		                                     { COL_STARTED, OPTIONAL, 1, NULL },
		                                     { COL_COMPLETED, OPTIONAL, 1, NULL },
		                                     { COL_SETTING, OPTIONAL, 0, NULL } };
	const struct table_plan plan = { .columns = needed, .column_count = 4, .beside = true };
	struct table table;

	table_open(&table, &run->settings, &plan, &run->courses_file, 1);
	while (table_next(&table)) {
		struct slice name = table_identifier(&table, COL_UNIT);
		struct slice setting = table_cell(&table, COL_SETTING);
		enum word word = word_find(WORDS_SETTING, setting);
		struct slice parts[2];
		struct unit *unit;

		if (setting.len > 0 && word == WORD_NONE)
			diag_fail(table_place(&table),
			          "setting: neither outpatient nor residential");
		unit = keys_find(run->units, key_of(name, setting_of(word), parts), 2);
		if (unit == NULL) {
			diag_notice(table_place(&table),
			            "courses of a unit and setting that the cost lines do not "
			            "have (is it spelled the same way?)");
			continue;
		}
		add_courses(&table, COL_STARTED, &unit->costs.started);
		add_courses(&table, COL_COMPLETED, &unit->costs.completed);
	}
	table_close(&table);
}

/* ---- the table ---- */

/* "intervention startup, other; baseline ongoing" */
static void list_gaps(const struct run *run, const struct sfb_cost_unit *costs, struct bytes *gaps)
{
	for (enum sfb_scenario s = SFB_SCENARIO_INTERVENTION; s < SFB_SCENARIO_COUNT; s++) {
		bool named = false;

		for (enum sfb_cost_category c = SFB_COST_STARTUP; c < SFB_COST_CATEGORIES; c++) {
			if (sfb_sum_value(&costs->costs[s][c]) != SFB_NO_AMOUNT)
				continue;
			if (!named)
				bytes_format(gaps, "%s%s", gaps->len == 0 ? "" : "; ",
				             sfb_scenario_name(s));
			bytes_format(gaps, "%s%s", named ? ", " : " ", sfb_cost_category_name(c));
			named = true;
		}
	}
	if (run->courses_file == NULL)
		return;
	if (sfb_sum_value(&costs->started) == SFB_NO_AMOUNT)
		bytes_format(gaps, "%sstarted courses", gaps->len == 0 ? "" : "; ");
	if (sfb_sum_value(&costs->completed) == SFB_NO_AMOUNT)
		bytes_format(gaps, "%scompleted courses", gaps->len == 0 ? "" : "; ");
}

/* Names what is not known of a unit, once for each unit: its place makes the text its own. */
static void tell_gaps(const struct run *run, const struct unit *unit)
{
	bool one_file = run->settings.file_count == 1;
	struct bytes gaps = { NULL, 0, 0 };
	char text[640];

	list_gaps(run, &unit->costs, &gaps);
	if (gaps.len > 0) {
		snprintf(text, sizeof(text),
		         "not known for the unit and setting of line %llu%s%.255s: %.*s; cells "
		         "that need it are empty (an amount of 0 says that there was none)",
		         (unsigned long long)unit->first.line, one_file ? "" : " of ",
		         one_file ? "" : unit->first.file, (int)gaps.len, gaps.ptr);
		diag_notice(unit->first, text);
	}
	bytes_free(&gaps);
}

static void write_number(int64_t value, int scale, int decimals_min)
{
	if (value == SFB_NO_AMOUNT)
		writer_text("");
	else
		writer_decimal(value, scale, decimals_min);
}

static void write_unit(const struct run *run, struct unit *unit)
{
	const struct sfb_cost_published *published = sfb_cost_published(unit->setting);
	struct slice name = keys_part(run->units, unit, 0);
	const struct sfb_cost_unit *unsettled = keys_find(run->unsettled, &name, 1);
	struct sfb_cost_result result;

	if (unsettled != NULL)
		sfb_cost_lose_all_of(&unit->costs, unsettled);
	tell_gaps(run, unit);
	sfb_cost_net(&unit->costs, run->amortise, &result);
	writer_text(keys_first_part(run->units, unit));
	writer_token(sfb_setting_name(unit->setting));
	write_number(result.started, 2, 0);
	write_number(result.completed, 2, 0);
	write_number(result.completion, 1, 1);
	for (int c = 0; c < SFB_COST_CATEGORIES; c++)
		write_number(result.intervention[c], 2, 2);
	write_number(result.intervention_total, 2, 2);
	write_number(result.baseline_total, 2, 2);
	write_number(result.net_total, 2, 2);
	write_number(result.net_per_started, 2, 2);
	write_number(result.net_per_completed, 2, 2);
	writer_token(sfb_cost_verdict_name(result.verdict));
	writer_decimal(published->low, 2, 0);
	writer_decimal(published->high, 2, 0);
	writer_end();
}

int main(int argc, char **argv)
{
	struct run run = { .amortise = 1 };
	struct keys_cursor cursor;
	struct unit *unit;

	(void)argc;
	read_options(&run, argv);
	run.units = keys_new(sizeof(struct unit));
	run.unsettled = keys_new(sizeof(struct sfb_cost_unit));
	input_open(&run.input, &run.settings);
	if (!input_has(&run.input, COL_AMOUNT) && !input_has(&run.input, COL_HOURLY_RATE))
		table_fail_missing(&run.input.table, "amount or hourly_rate", true);
	while (input_next(&run.input))
		take_record(&run);
	if (run.courses_file != NULL)
		read_courses(&run);
	writer_names(results);
	keys_start(run.units, &cursor);
	while ((unit = keys_next(run.units, &cursor)) != NULL)
		write_unit(&run, unit);
	keys_free(run.units);
	keys_free(run.unsettled);
	return input_close(&run.input);
}
