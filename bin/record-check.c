/* record-check: documentation duties as rules; see record-check(1). */
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "ledger.h"
#include "share.h"

static const char *const results[] = { "key", "rule", "element", "result", "reason", NULL };

enum { RULES = 1, AS_OF, DAYS, LANG, SUMMARY, BY, LIST_RULES, SKIP_ABSENT };

static const struct option_spec options[] = {
	{ RULES, '\0', "rules", "NAME|FILE", "a rule set of the toolkit, or a file of rules" },
	{ AS_OF, '\0', "as-of", "DATE", "the day of the check (today)" },
	{ DAYS, '\0', "days", "RULE=N", "other days for a rule about days; repeatable" },
	{ LANG, '\0', "lang", "en|da", "the language of the reasons (en)" },
	{ SUMMARY, '\0', "summary", NULL, "count the rules of each key instead" },
	{ BY, '\0', "by", "COL", "with --summary: count by this column instead" },
	{ LIST_RULES, '\0', "list-rules", NULL, "list the rules with their sources, and stop" },
	{ SKIP_ABSENT, '\0', "skip-absent", NULL, "leave out rules whose columns the table lacks" },
};

static const struct column_spec no_columns[1]; /* the rules name them */

static const struct command command = {
	.name = "record-check",
	.summary = "Checks a table of records against rules: what is missing, late or too few.",
	.columns = no_columns,
	.results = results,
	.options = options,
	.option_count = sizeof(options) / sizeof(options[0]),
	.flags = true,
	.persons = true,
	.drops_empty = true,
	.examples = "  record-check --rules coordination --as-of 2026-06-29 coordination.csv\n"
		    "  record-check --rules aoa --lang da --summary aoa.csv\n"
		    "  record-check --list-rules\n",
};

struct run {
	struct input input;
	struct settings settings;
	struct rule_set set;
	struct ledger ledger;
	struct arena text; /* paths, which messages may name */

	const char *rules, *by, **days;
	size_t days_count;
	int32_t as_of;
	enum language language;
	bool summary, list, listing, skip_absent;
};

/* ---- what is said ---- */

static void write_tally(const struct tally *tally)
{
	const uint64_t counts[] = { tally->rules, tally->met, tally->findings, tally->undecided };

	writer_cell(tally->text);
	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
		writer_decimal((int64_t)counts[i], 0, 0);
	writer_end();
}

static void write_finding(const struct run *run, const struct entry *entry, const struct rule *rule,
                          enum sfb_result result)
{
	writer_cell(entry->text);
	writer_text(rule->cell[RULE_NAME]);
	writer_text(rule->cell[RULE_ELEMENT]);
	writer_token(sfb_result_name(result));
	writer_text(rule_reason(rule, run->language));
	writer_end();
}

/* The key's rules, each of which is written or counted. */
static void conclude(struct run *run, const struct entry *entry)
{
	struct tally own = { .text = entry->text };
	struct tally *tally = entry->group != NULL ? entry->group : &own;

	for (size_t i = 0; i < run->set.count; i++) {
		const struct rule *rule = &run->set.rules[i];
		enum sfb_result result;
		bool applied;

		if (rule->key != entry->key || rule->left_out)
			continue;
		result = ledger_conclude(&run->ledger, entry, rule, &applied);
		if (applied)
			tally_add(tally, result);
		if (sfb_result_is_finding(result) && run->settings.exit_status)
			diag_flagged();
		if (result != SFB_RESULT_NONE && !run->summary)
			write_finding(run, entry, rule, result);
	}
	if (run->summary && entry->group == NULL)
		write_tally(&own);
}

static void write_all(struct run *run)
{
	static const char *const summary[] = {
		"key", "rules", "met", "findings", "undecided", NULL
	};
	struct keys_cursor cursor;
	const struct entry *entry;
	const struct tally *group;

	writer_names(run->summary ? summary : results);
	keys_start(run->ledger.entries, &cursor);
	while ((entry = keys_next(run->ledger.entries, &cursor)) != NULL)
		conclude(run, entry);
	keys_start(run->ledger.groups, &cursor);
	while ((group = keys_next(run->ledger.groups, &cursor)) != NULL)
		write_tally(group);
}

/* ---- the rules themselves ---- */

/* The file of a set; an unknown name is a usage error. */
static const char *rules_file(struct run *run, const char *argv0, const char *name)
{
	const char *path;

	if (strpbrk(name, "./") != NULL)
		return name;
	path = share_path(&run->text, argv0, "rules/", name, ".csv");
	if (access(path, F_OK) != 0)
		diag_usage("--rules: no set of that name (--list-rules shows what there is); "
		           "a file is given with its folder, as in ./FILE");
	return path;
}

static void list_set(struct run *run, const char *name, const char *file)
{
	static const char *const columns[] = { "set",    "rule",   "element", "check",
		                               "key",    "column", "value",   "when",
		                               "reason", "source", NULL };
	struct settings own = run->settings; /* for names of columns, which go with the set */
	struct rule_set set;

	rulefile_read(&set, &own, file);
	/* Once the first set has turned out to be sound. */
	if (!run->listing) {
		run->listing = true;
		writer_open((struct dialect){ ',', '.', false });
		writer_names(columns);
	}
	for (size_t i = 0; i < set.count; i++) {
		const struct rule *rule = &set.rules[i];

		writer_text(name);
		for (int c = RULE_NAME; c <= RULE_WHEN; c++)
			writer_text(rule->cell[c]);
		writer_text(rule_reason(rule, run->language));
		writer_text(rule->cell[RULE_SOURCE]);
		writer_end();
	}
	free(own.named);
	rulefile_free(&set);
}

static int list_rules(struct run *run, const char *argv0)
{
	const char **names = run->rules == NULL ? share_tables(&run->text, argv0, "rules/") : NULL;
	int status;

	if (run->settings.files_made != NULL)
		diag_usage("--list-rules reads no table; --rules NAME lists one set");
	if (names == NULL)
		list_set(run, run->rules, rules_file(run, argv0, run->rules));
	for (size_t i = 0; names != NULL && names[i] != NULL; i++)
		list_set(run, names[i], rules_file(run, argv0, names[i]));
	writer_close();
	options_free(&run->settings);
	free(names);
	status = diag_finish();
	arena_free(&run->text);
	free(run->days);
	return status;
}

/* ---- the command line ---- */

static void read_options(struct run *run, char **argv)
{
	const char *value;
	int option;

	run->as_of = date_in_denmark(time(NULL));
	options_start(&run->settings, &command, argv);
	while ((option = options_next(&run->settings, &value)) != 0) {
		switch (option) {
		case RULES: run->rules = value; break;
		case AS_OF: run->as_of = option_date("as-of", value); break;
		case DAYS:
			run->days =
				memory_resize(run->days, run->days_count + 1, sizeof(*run->days));
			run->days[run->days_count++] = value;
			break;
		case LANG:
			if (strcmp(value, "en") != 0 && strcmp(value, "da") != 0)
				diag_usage("--lang: en or da");
			run->language = value[0] == 'd' ? DANISH : ENGLISH;
			break;
		case SUMMARY: run->summary = true; break;
		case BY: run->by = value; break;
		case LIST_RULES: run->list = true; break;
		case SKIP_ABSENT: run->skip_absent = true; break;
		}
	}
	if (run->rules == NULL && !run->list)
		diag_usage("--rules: the name of a set or a file is needed "
		           "(--list-rules shows what there is)");
	if (run->by != NULL && !run->summary)
		diag_usage("--by goes with --summary");
}

int main(int argc, char **argv)
{
	struct run run = { 0 };
	size_t by;
	int status;

	(void)argc;
	read_options(&run, argv);
	if (run.list)
		return list_rules(&run, argv[0]);
	rulefile_read(&run.set, &run.settings, rules_file(&run, argv[0], run.rules));
	for (size_t i = 0; i < run.days_count; i++)
		rulefile_set_days(&run.set, run.days[i]);
	by = run.by == NULL ? NO_GROUPS : options_name(&run.settings, run.by);
	run.settings.named_may_lack = true;
	input_open(&run.input, &run.settings);
	rulefile_fit(&run.set, &run.input, run.skip_absent);
	if (by != NO_GROUPS && !input_has_named(&run.input, by))
		table_fail_missing(&run.input.table, run.by,
		                   column_by_name(slice_of(run.by)) != COL_COUNT);

	ledger_begin(&run.ledger, &run.set, &run.input, run.as_of, by);
	while (input_next(&run.input))
		ledger_take(&run.ledger);
	write_all(&run);
	ledger_end(&run.ledger);
	status = input_close(&run.input);
	rulefile_free(&run.set);
	arena_free(&run.text);
	free(run.days);
	return status;
}
