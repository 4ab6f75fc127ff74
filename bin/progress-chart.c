/* progress-chart: scores over time as pictures; see progress-chart(1). */
#include <stdlib.h>

#include "chart_output.h"
#include "fit.h"
#include "folder.h"
#include "scored.h"
#include "share.h"

static const struct column_spec columns[] = {
	{ COL_PERSON_ID, REQUIRED, 0, NULL },  { COL_DATE, OPTIONAL, 1, NULL },
	{ COL_SESSION, OPTIONAL, 1, NULL },    { COL_ORS_TOTAL, OPTIONAL, 2, NULL },
	{ COL_SRS_TOTAL, OPTIONAL, 2, NULL },  { COL_ORS_CUTOFF, OPTIONAL, 0, NULL },
	{ COL_ORS_STATUS, OPTIONAL, 0, NULL }, { COL_ORS_FORM, OPTIONAL, 0, NULL },
	{ COL_FORM, OPTIONAL, 0, NULL },       { COL_FAMILY_ID, OPTIONAL, 0, NULL },
	{ COL_COURSE_ID, OPTIONAL, 0, NULL },  { COL_RATER, OPTIONAL, 0, "self" },
	{ COL_RATER_ID, OPTIONAL, 0, NULL },
};

static const struct column_spec team_columns[] = {
	{ COL_FIRST, REQUIRED, 0, NULL },    { COL_LAST, REQUIRED, 0, NULL },
	{ COL_FORM, REQUIRED, 0, NULL },     { COL_THRESHOLD, OPTIONAL, 0, NULL },
	{ COL_MEASURE, OPTIONAL, 0, "ors" }, { COL_RATER, OPTIONAL, 0, "self" },
};

static const char *const results[] = { "file", "family_id", "person_id", "rater", NULL };

enum { ALL = 1, LISTED, OUT_DIR, PERSON_FILE, TEAM, SPARK, FORMAT, INLINE, LANG, SET, THRESHOLD };

static const struct option_spec options[] = {
	{ PERSON_FILE, '\0', "person-file", "FILE", "draw the person whose person_id is in FILE" },
	{ ALL, '\0', "all", NULL, "draw a chart of each person" },
	{ LISTED, '\0', "listed", "FILE", "with --all: only persons in this table (person_id)" },
	{ OUT_DIR, '\0', "out-dir", "DIR", "with --all: into this new folder, with index.csv" },
	{ TEAM, '\0', "team", NULL, "draw first against last score, from rows of change-score" },
	{ SPARK, '\0', "spark", NULL, "write a table with a small picture of each series" },
	{ FORMAT, 'T', "format", "svg|png", "the kind of picture (svg)" },
	{ INLINE, '\0', "inline", "PREFIX", "SVG for an HTML page, ids beginning with PREFIX" },
	{ LANG, '\0', "lang", "en|da", "the language of the words (en)" },
	{ SET, '\0', "set", "nhs|manual", "thresholds of reliable change (nhs)" },
	{ THRESHOLD, '\0', "threshold", "POINTS", "this threshold instead, for every form" },
};

static const struct command command = {
	.name = "progress-chart",
	.summary =
		"Draws scores over time, as SVG or PNG, from the output of ors-score and srs-flag.",
	.columns = columns,
	.column_count = sizeof(columns) / sizeof(columns[0]),
	.results = results,
	.options = options,
	.option_count = sizeof(options) / sizeof(options[0]),
	.persons = true,
	.shards = true,
	.promises = "wpath cpath proc exec", /* for a folder of pictures, and for gnuplot */
	.drops_empty = true,
	.examples =
		"  ors-score sessions.csv | srs-flag | progress-chart --all --out-dir charts\n"
		"  ors-score sessions.csv | change-score --measure ors | progress-chart --team >team.svg\n",
};

struct run {
	struct input input;
	struct settings settings;
	struct command command; /* for the columns of --team */
	bool all, team, spark, png;
	const char *out_dir, *listed, *person_file, *prefix, *set;
	sfb_points threshold;
	struct output output;
};

/* ---- what is asked for ---- */

/* What an id of HTML may be made of. */
static bool is_prefix(const char *text)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "0123456789-_";
	enum { LETTERS = 52, LONGEST = 40 };
	size_t len = strlen(text);

	return len > 0 && len <= LONGEST && strspn(text, letters) == len &&
	       memchr(letters, text[0], LETTERS) != NULL;
}

static void take_option(struct run *run, int option, const char *value)
{
	struct output *out = &run->output;

	switch (option) {
	case PERSON_FILE: run->person_file = value; break;
	case ALL: run->all = true; break;
	case LISTED: run->listed = value; break;
	case OUT_DIR: run->out_dir = value; break;
	case TEAM: run->team = true; break;
	case SPARK: run->spark = true; break;
	case FORMAT:
		if (strcmp(value, "svg") != 0 && strcmp(value, "png") != 0)
			diag_usage("-T: svg or png");
		run->png = value[0] == 'p';
		break;
	case INLINE:
		if (!is_prefix(value))
			diag_usage(
				"--inline: letters, digits, - and _, a letter first, 40 at most");
		run->prefix = value;
		break;
	case LANG:
		if (strcmp(value, "en") != 0 && strcmp(value, "da") != 0)
			diag_usage("--lang: en or da");
		out->words.danish = value[0] == 'd';
		break;
	case SET: run->set = value; break;
	case THRESHOLD:
		run->threshold = scored_option("threshold", value, 1, SFB_FIT_TOTAL_MAX);
		break;
	}
}

/* Options that do not go together would be obeyed by halves. */
static void check_options(const struct run *run)
{
	bool to_folder = run->out_dir != NULL, inlined = run->prefix != NULL;

	if (run->all + run->team + run->spark + (run->person_file != NULL) > 1)
		diag_usage("one of --person-file, --all, --team and --spark");
	if (run->all && !to_folder && !inlined)
		diag_usage(
			"--all: into which folder? --out-dir DIR (or --inline PREFIX, for a table)");
	if (to_folder && (!run->all || run->out_dir[0] == '\0'))
		diag_usage("--out-dir: a new folder, for --all");
	if (run->listed != NULL && !run->all)
		diag_usage("--listed: a table of persons, for --all");
	if (run->png && (inlined || run->spark))
		diag_usage("-T png: --inline and --spark are SVG");
	if (run->spark && inlined)
		diag_usage("--spark: has no ids; --inline is for larger charts");
	if (run->settings.shard.count > 0 && !run->all && !run->spark)
		diag_usage("--shard: goes with --all and --spark, which draw every person");
	if (run->person_file != NULL && strcmp(run->person_file, "-") == 0 &&
	    run->settings.file_count == 1 && strcmp(run->settings.files[0], "-") == 0)
		diag_usage("--person-file -: then the sessions need a file name");
}

static void read_options(struct run *run, char **argv)
{
	struct output *out = &run->output;
	const char *value;
	int option;

	run->threshold = SFB_NO_POINTS;
	run->set = "nhs";
	options_start(&run->settings, &command, argv);
	while ((option = options_next(&run->settings, &value)) != 0)
		take_option(run, option, value);
	check_options(run);
	scored_thresholds(out->chart.threshold, run->set, run->threshold);
	out->format = run->png ? DRAWING_PNG : run->prefix != NULL ? DRAWING_INLINE : DRAWING_SVG;
	out->prefix = run->prefix != NULL ? run->prefix : "chart";
	out->program = share_path(&out->words.arena, argv[0], "", "progress-chart", ".gp");
	words_start(&out->words, argv[0]);
	run->command = command;
	if (run->team) {
		run->command.columns = team_columns;
		run->command.column_count = sizeof(team_columns) / sizeof(team_columns[0]);
	}
	run->settings.command = &run->command;
}

/* ---- charts of sessions ---- */

static void write_charts(struct run *run)
{
	struct output *out = &run->output;
	struct chart *chart = &out->chart;

	sessions_join(&out->sessions);
	chart->threads = out->sessions.threads;
	chart->words = &out->words;
	chart->has_family = input_has(&run->input, COL_FAMILY_ID);
	chart->has_srs = input_has(&run->input, COL_SRS_TOTAL);
	chart->has_dates = input_has(&run->input, COL_DATE);
	if (run->listed != NULL)
		sessions_keep_listed(&out->sessions, &run->settings, run->listed,
		                     chart->has_family);
	if (run->spark) {
		output_sparks(out);
	} else if (run->out_dir != NULL) {
		output_folder(out, run->out_dir);
	} else if (run->all) {
		output_inline(out);
	} else {
		output_draw_person(out, sessions_person(&out->sessions, run->person_file), 1);
		writer_raw(bytes_slice(&out->picture));
	}
}

int main(int argc, char **argv)
{
	static struct run run;
	int status;

	(void)argc;
	read_options(&run, argv);
	sessions_start(&run.output.sessions);
	team_start(&run.output.team, &run.output.words);
	input_open(&run.input, &run.settings);
	while (input_next(&run.input)) {
		if (run.team)
			team_take(&run.output.team, &run.input);
		else
			sessions_take(&run.output.sessions, &run.input);
	}
	if (run.team)
		output_team(&run.output);
	else
		write_charts(&run);
	status = input_close(&run.input);
	if (run.out_dir != NULL)
		folder_keep();
	output_free(&run.output);
	return status;
}
