#include "options.h"

#include <stdio.h>
#include <stdlib.h>

#include "decimal.h"
#include "memory.h"
#include "process.h"
#include "sfb_version.h"
#include "suggest.h"
#include "writer.h"

enum { RECORD_MAX = 1024 * 1024 };

/* Ids of the options that commands share; negative, so that they never meet a command's own. */
enum {
	COLUMNS = -100,
	DELIMITER,
	MAP,
	EXIT_STATUS,
	QUIET,
	DECIMAL,
	DATE_ORDER,
	SHOW_VALUES,
	ALL_ERRORS,
	ALLOW_CPR,
	MAX_RECORD,
	STRICT_WIDTH,
	MAPPING,
	PERSONS,
	SHARD,
	HELP,
	VERSION,
};

static const struct option_spec common[] = {
	{ COLUMNS, 'c', "columns", "FILE", "column names of this file: a CSV with ours,yours" },
	{ DELIMITER, 'd', "delimiter", "CHAR",
	  "the delimiter (tab for TAB); found by itself otherwise" },
	{ MAP, 'm', "map", "OURS=THEIRS", "read our column OURS from theirs; repeatable" },
	{ EXIT_STATUS, 'e', "exit-status", NULL, "exit with 1 when something was flagged" },
	{ QUIET, 'q', "quiet", NULL, "no notices and no messages about single records" },
	{ PERSONS, '\0', "persons", "FILE",
	  "fill columns that the input lacks from a table of persons" },
	{ SHARD, '\0', "shard", "I/N", "read only the I-th of N shares of all persons" },
	{ DECIMAL, '\0', "decimal", "point|comma",
	  "the decimal mark (otherwise by the delimiter)" },
	{ DATE_ORDER, '\0', "date-order", "dmy|mdy", "order of dates with slashes" },
	{ SHOW_VALUES, '\0', "show-values", NULL, "show the cell in messages (personal data)" },
	{ ALL_ERRORS, '\0', "all-errors", NULL, "list every invalid record, not 20 of a kind" },
	{ ALLOW_CPR, '\0', "allow-cpr", NULL, "do not stop at person numbers" },
	{ MAX_RECORD, '\0', "max-record", "BYTES", "the longest record to accept (1048576)" },
	{ STRICT_WIDTH, '\0', "strict-width", NULL, "refuse records that lack trailing columns" },
	{ MAPPING, '\0', "mapping", NULL, "show which column feeds which, and stop" },
	{ HELP, 'h', "help", NULL, "show this text" },
	{ VERSION, 'V', "version", NULL, "show the version" },
};

enum { COMMON_COUNT = sizeof(common) / sizeof(common[0]) };

static bool applies(const struct command *command, const struct option_spec *option)
{
	if (option->id == EXIT_STATUS)
		return command->flags;
	if (option->id == SHARD)
		return command->shards;
	return option->id != PERSONS || command->persons;
}

void options_start(struct settings *settings, const struct command *command, char **argv)
{
	diag_start(command->name);
	process_start(command->promises);
	*settings = (struct settings){ .command = command,
		                       .results = command->results,
		                       .max_record = RECORD_MAX,
		                       .arguments = argv[0] == NULL ? argv : argv + 1 };
}

/* ---- --help and --version ---- */

static void print(const char *text)
{
	writer_raw(slice_of(text));
}

static void print_option(const struct option_spec *option)
{
	char left[64];

	snprintf(left, sizeof(left), "  %c%c%c --%s%s%s", option->letter == '\0' ? ' ' : '-',
	         option->letter == '\0' ? ' ' : option->letter, option->letter == '\0' ? ' ' : ',',
	         option->name, option->argument == NULL ? "" : " ",
	         option->argument == NULL ? "" : option->argument);
	print(left);
	/* Two blanks at least: one would make the help look like an argument. */
	print("  ");
	for (size_t len = strlen(left) + 2; len < 30; len++)
		print(" ");
	print(option->help);
	print("\n");
}

/* A list of names, wrapped at 78 columns. */
static void print_name(const char *name, size_t *column)
{
	if (*column + strlen(name) + 1 > 78) {
		print("\n ");
		*column = 1;
	}
	print(" ");
	print(name);
	*column += strlen(name) + 1;
}

static void print_columns(const struct command *command)
{
	static const struct {
		int need;
		const char *title;
	} groups[] = { { REQUIRED, "\nReads the columns:\n " },
		       { ITEM, "\nItems, all or none:\n " },
		       { OPTIONAL, "\nReads where there is one:\n " } };
	size_t column;

	for (size_t g = 0; g < sizeof(groups) / sizeof(groups[0]); g++) {
		column = 0;
		for (size_t i = 0; i < command->column_count; i++) {
			if ((int)command->columns[i].need != groups[g].need)
				continue;
			if (column == 0) {
				print(groups[g].title);
				column = 1;
			}
			print_name(column_name(command->columns[i].column), &column);
		}
		if (column > 0)
			print("\n");
	}
	print("\nWrites:\n ");
	column = 1;
	for (const char *const *result = command->results; *result != NULL; result++)
		print_name(*result, &column);
	print("\n");
}

_Noreturn static void finish_text(void)
{
	writer_close();
	exit(diag_finish());
}

_Noreturn static void show_help(const struct command *command)
{
	writer_open((struct dialect){ ',', '.', false });
	print("Usage: ");
	print(command->name);
	print(" [OPTION]... [FILE]...\n");
	print(command->summary);
	print("\nReads CSV files, or standard input; - is standard input. See sfb(7).\n");
	if (command->column_count > 0)
		print_columns(command);
	print("\nOptions:\n");
	for (size_t i = 0; i < command->option_count; i++)
		print_option(&command->options[i]);
	for (size_t i = 0; i < COMMON_COUNT; i++)
		if (applies(command, &common[i]))
			print_option(&common[i]);
	print("\nExit status: 0 done");
	if (command->flags)
		print(", 1 something was flagged (with -e)");
	print(command->column_count == 0 ? ", 2 failed."
	                                 : ", 2 failed,\n3 done but some records are invalid.");
	print("\n\nExamples:\n");
	print(command->examples);
	finish_text();
}

_Noreturn static void show_version(const struct command *command)
{
	writer_open((struct dialect){ ',', '.', false });
	print(command->name);
	print(" (sfb) " SFB_VERSION "\n");
	finish_text();
}

/* ---- values ---- */

int64_t option_decimal(const char *option, const char *value, int decimals_max, int scale,
                       int64_t min, int64_t max)
{
	int64_t number = 0;
	enum decimal_fault fault =
		strchr(value, ',') != NULL
			? DECIMAL_NOT_A_NUMBER
			: decimal_read(slice_of(value), decimals_max, scale, &number);

	if (fault == DECIMAL_TOO_FINE && decimals_max > 0)
		diag_usage("--%s: at most %d decimal%s", option, decimals_max,
		           decimals_max == 1 ? "" : "s");
	if (fault == DECIMAL_TOO_LARGE)
		number = INT64_MAX;
	else if (fault != DECIMAL_SOUND)
		diag_usage("--%s: not a number%s", option,
		           decimals_max > 0 ? " (with a decimal point)" : " without decimals");
	if (number < min || number > max) {
		char from[DECIMAL_MAX], to[DECIMAL_MAX];
		int from_len = (int)decimal_write(from, min, scale, 0, '.');
		int to_len = (int)decimal_write(to, max, scale, 0, '.');

		diag_usage("--%s: not between %.*s and %.*s", option, from_len, from, to_len, to);
	}
	return number;
}

int32_t option_whole(const char *option, const char *value, int32_t min, int32_t max)
{
	return (int32_t)option_decimal(option, value, 0, 0, min, max);
}

int32_t option_date(const char *option, const char *value)
{
	int32_t day;

	/* A slash would need --date-order, which may come behind it. */
	if (strchr(value, '/') != NULL || date_read(slice_of(value), DATE_DMY, &day) != DATE_SOUND)
		diag_usage("--%s: not a date (YYYY-MM-DD)", option);
	return day;
}

/* Nothing that result cells are made of: they need no quotes then. */
static char delimiter_of(const char *value)
{
	char c = value[0];

	if (strcmp(value, "tab") == 0)
		return '\t';
	if (c <= ' ' || c >= 0x7F || value[1] != '\0' || strchr("\".-+", c) != NULL ||
	    (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))
		diag_usage("--delimiter: tab, or one of ; , | and other marks (no letter, digit, "
		           "quote, point, + or -)");
	return c;
}

static void free_renamed(struct settings *settings)
{
	for (size_t i = 0; settings->renamed != NULL && settings->renamed[i] != NULL; i++)
		free(settings->renamed[i]);
	free(settings->renamed);
}

/* Two mistakes are common: a slip of the pen, and the two names the wrong way round. */
_Noreturn static void fail_unknown_column(struct place place, struct slice ours, struct slice yours)
{
	enum { HINT = 160 };
	const char *meant = suggest_column(ours);
	enum column swapped = column_by_name(yours);
	int shown = (int)(ours.len < FOLD_MAX ? ours.len : FOLD_MAX);
	char hint[HINT] = " (sfb-columns(5) lists them)";

	if (swapped != COL_COUNT)
		snprintf(hint, sizeof(hint), "; our name comes first: %s, then the file's",
		         column_name(swapped));
	else if (meant != NULL)
		snprintf(hint, sizeof(hint), "; did you mean %s?", meant);
	if (place.file == NULL)
		diag_usage("'%.*s' is not a column that sfb knows%s", shown, ours.ptr, hint);
	diag_fail(place, "'%.*s' is not a column that sfb knows%s", shown, ours.ptr, hint);
}

void options_map(struct settings *settings, struct place place, struct slice ours,
                 struct slice yours)
{
	enum column column = column_by_name(ours);

	if (column == COL_COUNT)
		fail_unknown_column(place, ours, yours);
	for (size_t i = 0; i < settings->mapping_count; i++)
		if (settings->mappings[i].ours == column && place.file == NULL)
			diag_usage("the column %s is mapped twice", column_name(column));
		else if (settings->mappings[i].ours == column)
			diag_fail(place, "the column %s is mapped twice", column_name(column));
	settings->mappings = memory_resize(settings->mappings, settings->mapping_count + 1,
	                                   sizeof(*settings->mappings));
	settings->mappings[settings->mapping_count++] =
		(struct mapping){ column, memory_copy(yours.ptr, yours.len) };
}

size_t options_name(struct settings *settings, const char *name)
{
	for (size_t i = 0; i < settings->named_count; i++)
		if (strcmp(settings->named[i], name) == 0)
			return i;
	settings->named =
		memory_resize(settings->named, settings->named_count + 1, sizeof(*settings->named));
	settings->named[settings->named_count] = name;
	return settings->named_count++;
}

void options_rename_results(struct settings *settings, const char *prefix)
{
	enum { PREFIX_MAX = 40 };
	const char *const *results = settings->command->results;
	size_t len = strlen(prefix), count = 0;

	if (len == 0 || len > PREFIX_MAX ||
	    strspn(prefix, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") !=
	            len)
		diag_usage("--prefix: up to %d letters, digits and _", PREFIX_MAX);
	while (results[count] != NULL)
		count++;
	free_renamed(settings);
	settings->renamed = memory_zeroed(count + 1, sizeof(*settings->renamed));
	for (size_t i = 0; i < count; i++) {
		const char *rest = results[i] + strcspn(results[i], "_");

		settings->renamed[i] = memory_resize(NULL, len + strlen(rest) + 1, 1);
		memcpy(settings->renamed[i], prefix, len);
		strcpy(settings->renamed[i] + len, rest);
	}
	settings->results = (const char *const *)settings->renamed;
}

static void map_argument(struct settings *settings, const char *value)
{
	const char *equals = strchr(value, '=');

	if (equals == NULL || equals == value || equals[1] == '\0')
		diag_usage("--map: OURS=THEIRS is needed");
	options_map(settings, NOWHERE, (struct slice){ value, (size_t)(equals - value) },
	            slice_of(equals + 1));
}

static void take_common(struct settings *settings, int id, const char *value)
{
	switch (id) {
	case COLUMNS: settings->columns_file = value; break;
	case DELIMITER: settings->delimiter = delimiter_of(value); break;
	case MAP: map_argument(settings, value); break;
	case EXIT_STATUS: settings->exit_status = true; break;
	case QUIET: diag_set_quiet(); break;
	case DECIMAL:
		if (strcmp(value, "point") != 0 && strcmp(value, "comma") != 0)
			diag_usage("--decimal: point or comma");
		settings->decimal_mark = value[0] == 'p' ? '.' : ',';
		break;
	case DATE_ORDER:
		if (strcmp(value, "dmy") != 0 && strcmp(value, "mdy") != 0)
			diag_usage("--date-order: dmy or mdy");
		settings->date_order = value[0] == 'd' ? DATE_DMY : DATE_MDY;
		settings->date_order_given = true;
		break;
	case SHOW_VALUES: diag_set_show_values(); break;
	case ALL_ERRORS: diag_set_all_errors(); break;
	case ALLOW_CPR: settings->allow_cpr = true; break;
	case MAX_RECORD:
		settings->max_record = (size_t)option_whole("max-record", value, 1, INT32_MAX);
		break;
	case STRICT_WIDTH: settings->strict_width = true; break;
	case MAPPING: settings->show_mapping = true; break;
	case PERSONS: settings->persons_file = value; break;
	case SHARD:
		if (!shard_read(value, &settings->shard))
			diag_usage("--shard: I/N is needed, such as 3/8 for the third of eight "
			           "shares (N up to %d)",
			           SHARD_COUNT_MAX);
		break;
	case HELP: show_help(settings->command);
	case VERSION: show_version(settings->command);
	}
}

/* ---- the command line ---- */

/* The command's own options, then those that it shares. */
static const struct option_spec *option_at(const struct command *command, size_t at)
{
	return at < command->option_count ? &command->options[at]
	                                  : &common[at - command->option_count];
}

static const struct option_spec *find(const struct command *command, struct slice name, char letter)
{
	for (size_t i = 0; i < command->option_count + COMMON_COUNT; i++) {
		const struct option_spec *option = option_at(command, i);

		if (!applies(command, option))
			continue;
		if (letter != '\0' ? option->letter == letter
		                   : slice_equal(slice_of(option->name), name))
			return option;
	}
	return NULL;
}

_Noreturn static void fail_unknown(const struct command *command, struct slice name)
{
	const char *meant = NULL;
	struct folded given, known;
	int nearest = SUGGEST_FAR, shown = (int)(name.len < 64 ? name.len : 64);

	if (slice_equal(name, slice_of("shard")))
		diag_usage("--shard: this command does not work person by person; give --shard to "
		           "those that do and run this one on the whole (sfb-scale(7))");
	for (size_t i = 0; fold(name, &given) && i < command->option_count + COMMON_COUNT; i++) {
		const struct option_spec *option = option_at(command, i);
		int distance;

		if (!applies(command, option) || !fold(slice_of(option->name), &known))
			continue;
		distance = suggest_distance(&given, &known);
		if (distance < nearest) {
			nearest = distance;
			meant = option->name;
		}
	}
	diag_usage("unknown option --%.*s%s%s%s", shown, name.ptr,
	           meant == NULL ? "" : "; did you mean --", meant == NULL ? "" : meant,
	           meant == NULL ? "" : "?");
}

/* The name of a long option behind one dash is no cluster of letters, nor -m and a mapping. */
static void fail_one_dash(const struct command *command, const char *name)
{
	const struct slice word = { name, strcspn(name, "=") };

	if (word.len > 1 && find(command, word, '\0') != NULL)
		diag_usage("-%.*s: this option has two dashes: --%.*s", (int)word.len, name,
		           (int)word.len, name);
}

/* The argument's value when it is an option; operands are set aside, in place. */
static const struct option_spec *next_option(struct settings *settings, const char **value)
{
	const char *argument, *equals;
	const struct option_spec *option;

	if (settings->cluster == NULL || *settings->cluster == '\0') {
		for (;;) {
			argument = *settings->arguments;
			if (argument == NULL)
				return NULL;
			settings->arguments++;
			if (!settings->operands_only && strcmp(argument, "--") == 0) {
				settings->operands_only = true;
				continue;
			}
			if (!settings->operands_only && argument[0] == '-' && argument[1] != '\0')
				break;
			settings->files_made = memory_resize(settings->files_made,
			                                     settings->file_count + 1,
			                                     sizeof(*settings->files_made));
			settings->files_made[settings->file_count++] = argument;
		}
		if (argument[1] == '-') {
			equals = strchr(argument, '=');
			argument += 2;

			size_t len = equals == NULL ? strlen(argument)
			                            : (size_t)(equals - argument);

			option = find(settings->command, (struct slice){ argument, len }, '\0');
			if (option == NULL)
				fail_unknown(settings->command, (struct slice){ argument, len });
			if (option->argument == NULL && equals != NULL)
				diag_usage("--%s takes no value", option->name);
			*value = equals == NULL ? NULL : equals + 1;
			if (option->argument != NULL && equals == NULL) {
				*value = *settings->arguments;
				if (*value == NULL)
					diag_usage("--%s: %s is missing", option->name,
					           option->argument);
				settings->arguments++;
			}
			return option;
		}
		fail_one_dash(settings->command, argument + 1);
		settings->cluster = argument + 1;
	}

	option = find(settings->command, (struct slice){ "", 0 }, *settings->cluster);
	if (option == NULL)
		diag_usage("unknown option -%c", *settings->cluster);
	settings->cluster++;
	*value = NULL;
	if (option->argument != NULL) {
		*value = *settings->cluster != '\0' ? settings->cluster : *settings->arguments;
		if (*settings->cluster == '\0' && *value == NULL)
			diag_usage("-%c: %s is missing", option->letter, option->argument);
		if (*settings->cluster == '\0')
			settings->arguments++;
		settings->cluster = NULL;
	}
	return option;
}

int options_next(struct settings *settings, const char **value)
{
	static const char *standard_input[] = { "-" };
	const struct option_spec *option;

	while ((option = next_option(settings, value)) != NULL) {
		if (option->id > 0)
			return option->id;
		take_common(settings, option->id, *value);
	}
	settings->files = settings->files_made;
	if (settings->file_count == 0) {
		settings->files = standard_input;
		settings->file_count = 1;
	}
	return 0;
}

void options_free(struct settings *settings)
{
	for (size_t i = 0; i < settings->mapping_count; i++)
		free((void *)settings->mappings[i].yours);
	free(settings->mappings);
	free_renamed(settings);
	free(settings->named);
	free(settings->files_made);
}
