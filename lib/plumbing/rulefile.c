#include "rulefile.h"

#include <stdio.h>
#include <stdlib.h>

#include "decimal.h"

/* What each check has in column and value. */
static const struct {
	enum { ONE, PERHAPS, SEVERAL } column;
	enum { NOTHING, NUMBER, DAYS, LIST, DATE_PLUS } value;
	int64_t min; /* of a number */
	unsigned reads;
} shapes[SFB_CHECK_COUNT] = {
	[SFB_CHECK_REQUIRED] = { ONE, NOTHING, 0, 0 },
	[SFB_CHECK_ONE_OF] = { ONE, LIST, 0, 0 },
	[SFB_CHECK_MIN_COUNT] = { PERHAPS, NUMBER, 1, READ_KEY },
	[SFB_CHECK_MAX_COUNT] = { PERHAPS, NUMBER, 0, READ_KEY },
	[SFB_CHECK_COVERS] = { ONE, LIST, 0, 0 },
	[SFB_CHECK_MAX_AGE] = { ONE, DAYS, 0, READ_DATE },
	[SFB_CHECK_DAYS_AFTER] = { ONE, DATE_PLUS, 0, READ_DATE },
	[SFB_CHECK_OPEN_PAST] = { ONE, NOTHING, 0, READ_DATE },
	[SFB_CHECK_MIN_TRUE] = { SEVERAL, NUMBER, 1, READ_ANSWER },
	[SFB_CHECK_NOTE] = { SEVERAL, NOTHING, 0, READ_ANSWER },
};

enum { DAYS_MAX = 36500, COUNT_MAX = 1000000 };

struct reading {
	struct rule_set *set;
	struct settings *settings;
	struct place place;
	struct rule *rule; /* that is read */
};

static struct slice keep(struct rule_set *set, struct slice text)
{
	char *copy = arena_take(&set->text, text.len + 1);

	if (text.len > 0)
		memcpy(copy, text.ptr, text.len);
	copy[text.len] = '\0';
	return (struct slice){ copy, text.len };
}

/* Takes the part before a mark off *rest; false when nothing is left. */
static bool take_part(struct slice *rest, char mark, struct slice *part)
{
	const char *at;

	if (rest->ptr == NULL)
		return false;
	at = memchr(rest->ptr, mark, rest->len);
	if (at == NULL) {
		*part = slice_trim(*rest);
		rest->ptr = NULL;
		return true;
	}
	*part = slice_trim((struct slice){ rest->ptr, (size_t)(at - rest->ptr) });
	rest->len -= (size_t)(at + 1 - rest->ptr);
	rest->ptr = at + 1;
	return true;
}

/* The number of a column that a rule names: one for all spellings of the name. */
static size_t name_column(const struct reading *reading, struct slice name, const char *cell)
{
	const struct settings *settings = reading->settings;
	enum column column = column_by_name(name);
	struct folded wanted, folded;

	if (name.len == 0)
		diag_fail(reading->place, "%s: the name of a column is needed", cell);
	if (column != COL_COUNT)
		return options_name(reading->settings, column_name(column));
	for (size_t i = 0; i < settings->named_count && fold(name, &wanted); i++)
		if (fold(slice_of(settings->named[i]), &folded) && folded_equal(&wanted, &folded))
			return i;
	return options_name(reading->settings, keep(reading->set, name).ptr);
}

/* ---- the cells of a rule ---- */

static void read_name(const struct reading *reading, struct slice name)
{
	const struct rule_set *set = reading->set;

	if (name.len == 0)
		diag_fail(reading->place, "rule: a name is needed");
	if (memchr(name.ptr, '=', name.len) != NULL)
		diag_fail(reading->place, "rule: a name without = is needed");
	for (size_t i = 0; i < set->count; i++)
		if (slice_equal(slice_of(set->rules[i].cell[RULE_NAME]), name))
			diag_fail(reading->place, "rule: another rule has this name already");
}

static enum sfb_check read_check(const struct reading *reading, struct slice cell)
{
	for (int check = 0; check < SFB_CHECK_COUNT; check++)
		if (slice_equal(cell, slice_of(sfb_check_name((enum sfb_check)check))))
			return (enum sfb_check)check;
	diag_fail(reading->place, "check: none of required, one-of, min-count, max-count, covers, "
	                          "max-age, days-after, open-past, min-true, note");
}

static void read_key(const struct reading *reading, struct slice cell)
{
	struct rule_set *set = reading->set;
	struct rule_key key = { 0 };
	struct slice part;

	while (take_part(&cell, '+', &part)) {
		if (key.count == 2)
			diag_fail(reading->place, "key: at most two columns, as in a+b");
		key.columns[key.count++] = name_column(reading, part, "key");
	}
	if (key.count == 2 && key.columns[0] == key.columns[1])
		diag_fail(reading->place, "key: one column twice");
	for (reading->rule->key = 0; reading->rule->key < set->key_count; reading->rule->key++) {
		struct rule_key *known = &set->keys[reading->rule->key];

		if (known->count == key.count && known->columns[0] == key.columns[0] &&
		    known->columns[1] == key.columns[1])
			break;
	}
	if (reading->rule->key == set->key_count) {
		set->keys = memory_resize(set->keys, set->key_count + 1, sizeof(*set->keys));
		set->keys[set->key_count++] = key;
	}
	reading->rule->of_key = set->keys[reading->rule->key].rule_count++;
}

static void read_columns(const struct reading *reading, struct slice cell)
{
	struct rule *rule = reading->rule;
	enum sfb_check check = rule->judged.check;
	struct slice part;

	if (shapes[check].column == PERHAPS && cell.len == 0)
		return;
	while (take_part(&cell, '|', &part)) {
		size_t number = name_column(reading, part, "column");

		if (shapes[check].column != SEVERAL && rule->column_count > 0)
			diag_fail(reading->place, "column: %s takes one column",
			          sfb_check_name(check));
		for (size_t i = 0; i < rule->column_count; i++)
			if (rule->columns[i] == number)
				diag_fail(reading->place, "column: one column twice");
		rule->columns = memory_resize(rule->columns, rule->column_count + 1,
		                              sizeof(*rule->columns));
		rule->columns[rule->column_count++] = number;
	}
}

static int32_t read_number(const struct reading *reading, struct slice cell, int64_t min,
                           int64_t max, const char *wanted)
{
	int64_t number;

	if (decimal_read(cell, 0, 0, &number) != DECIMAL_SOUND || number < min || number > max)
		diag_fail(reading->place, "value: %s needs %s from %d to %d",
		          sfb_check_name(reading->rule->judged.check), wanted, (int)min, (int)max);
	return (int32_t)number;
}

static void read_list(const struct reading *reading, struct slice cell)
{
	struct rule *rule = reading->rule;
	struct slice part;

	while (take_part(&cell, '|', &part)) {
		struct value value;

		value_read_rule(part, &value);
		if (part.len == 0 || value.long_text)
			diag_fail(reading->place, "value: words with | between them are needed");
		for (size_t i = 0; i < rule->value_count; i++)
			if (value_is(&value, &rule->values[i]))
				diag_fail(reading->place, "value: one word twice");
		rule->values =
			memory_resize(rule->values, rule->value_count + 1, sizeof(*rule->values));
		rule->values[rule->value_count++] = value;
	}
	if (rule->judged.check == SFB_CHECK_COVERS && rule->value_count > SFB_COVERS_MAX)
		diag_fail(reading->place, "value: covers takes at most %d words", SFB_COVERS_MAX);
	rule->judged.limit = (int32_t)rule->value_count;
}

static void read_date_plus(const struct reading *reading, struct slice cell)
{
	size_t plus = cell.len;

	while (plus > 0 && cell.ptr[plus - 1] != '+')
		plus--;
	if (plus == 0)
		diag_fail(reading->place, "value: days-after needs a column and days, as in "
		                          "start_date+42");
	reading->rule->judged.limit =
		read_number(reading, slice_trim((struct slice){ cell.ptr + plus, cell.len - plus }),
	                    0, DAYS_MAX, "days");
	reading->rule->base =
		name_column(reading, slice_trim((struct slice){ cell.ptr, plus - 1 }), "value");
}

static void read_value(const struct reading *reading, struct slice cell)
{
	struct rule *rule = reading->rule;
	enum sfb_check check = rule->judged.check;

	switch (shapes[check].value) {
	case NOTHING:
		if (cell.len > 0)
			diag_fail(reading->place, "value: %s takes none", sfb_check_name(check));
		break;
	case NUMBER:
		rule->judged.limit = read_number(
			reading, cell, shapes[check].min,
			check == SFB_CHECK_MIN_TRUE ? (int64_t)rule->column_count : COUNT_MAX,
			"a number");
		break;
	case DAYS: rule->judged.limit = read_number(reading, cell, 0, DAYS_MAX, "days"); break;
	case LIST: read_list(reading, cell); break;
	case DATE_PLUS: read_date_plus(reading, cell); break;
	}
}

static void read_when(const struct reading *reading, struct slice cell)
{
	struct rule *rule = reading->rule;
	struct slice column, value = cell;
	bool differs;

	if (cell.len == 0)
		return;
	take_part(&value, '=', &column);
	if (value.ptr == NULL)
		diag_fail(reading->place, "when: column=value or column!=value is needed");
	differs = column.len > 0 && column.ptr[column.len - 1] == '!';
	column.len -= differs;
	value = slice_trim(value);
	if (memchr(value.ptr, '|', value.len) != NULL)
		diag_fail(reading->place, "when: one value only");
	rule->when.kind = differs ? WHEN_IS_NOT : WHEN_IS;
	rule->when.column = name_column(reading, slice_trim(column), "when");
	rule->when.empty = value.len == 0;
	value_read_rule(value, &rule->when.value);
	if (rule->when.value.long_text)
		diag_fail(reading->place, "when: a word of at most %d bytes is needed", FOLD_MAX);
}

static const enum column columns[RULE_CELLS] = {
	COL_RULE,  COL_ELEMENT, COL_CHECK,     COL_KEY,       COL_COLUMN,
	COL_VALUE, COL_WHEN,    COL_REASON_EN, COL_REASON_DA, COL_SOURCE,
};

static void read_rule(struct reading *reading, const struct table *table)
{
	struct rule_set *set = reading->set;
	struct rule rule = { .judged = { .check = SFB_CHECK_REQUIRED } };
	struct slice cell[RULE_CELLS];

	for (size_t i = 0; i < RULE_CELLS; i++) {
		cell[i] = keep(set, table_cell(table, columns[i]));
		rule.cell[i] = cell[i].ptr;
	}
	reading->place = table_place(table);
	reading->rule = &rule;
	read_name(reading, cell[RULE_NAME]);
	rule.judged.check = read_check(reading, cell[RULE_CHECK]);
	read_key(reading, cell[RULE_KEY]);
	read_columns(reading, cell[RULE_COLUMN]);
	read_value(reading, cell[RULE_VALUE]);
	read_when(reading, cell[RULE_WHEN]);
	if (cell[RULE_REASON_EN].len == 0 && cell[RULE_REASON_DA].len == 0)
		diag_fail(reading->place, "reason_en, reason_da: at least one is needed");
	set->rules = memory_resize(set->rules, set->count + 1, sizeof(*set->rules));
	set->rules[set->count++] = rule;
}

void rulefile_read(struct rule_set *set, struct settings *settings, const char *file)
{
	struct column_spec specs[RULE_CELLS];
	const struct table_plan plan = { .columns = specs,
		                         .column_count = RULE_CELLS,
		                         .beside = true };
	struct reading reading = { .set = set, .settings = settings };
	struct table table;

	*set = (struct rule_set){ 0 };
	for (size_t i = 0; i < RULE_CELLS; i++)
		specs[i] = (struct column_spec){ .column = columns[i], .need = REQUIRED };
	table_open(&table, settings, &plan, &file, 1);
	while (table_next(&table))
		read_rule(&reading, &table);
	table_close(&table);
	if (set->count == 0)
		diag_fail((struct place){ file, 0 }, "no rule in this file");
}

/* ---- the rules and the table ---- */

/* The number of a column that the input lacks, or SIZE_MAX. */
static size_t find_lacking(const struct rule_set *set, const struct rule *rule,
                           const struct input *input)
{
	const struct rule_key *key = &set->keys[rule->key];

	for (size_t i = 0; i < key->count; i++)
		if (!input_has_named(input, key->columns[i]))
			return key->columns[i];
	for (size_t i = 0; i < rule->column_count; i++)
		if (!input_has_named(input, rule->columns[i]))
			return rule->columns[i];
	if (rule->judged.check == SFB_CHECK_DAYS_AFTER && !input_has_named(input, rule->base))
		return rule->base;
	if (rule->when.kind != WHEN_ALWAYS && !input_has_named(input, rule->when.column))
		return rule->when.column;
	return SIZE_MAX;
}

/* Only what a rule needs is read, so that nothing else can make a record invalid. */
static void note_reads(struct rule_set *set, const struct rule *rule)
{
	const struct rule_key *key = &set->keys[rule->key];

	for (size_t i = 0; i < key->count; i++)
		set->reads[key->columns[i]] |= READ_KEY;
	for (size_t i = 0; i < rule->column_count; i++)
		set->reads[rule->columns[i]] |= shapes[rule->judged.check].reads;
	if (rule->judged.check == SFB_CHECK_DAYS_AFTER)
		set->reads[rule->base] |= READ_DATE;
}

void rulefile_fit(struct rule_set *set, const struct input *input, bool may_lack)
{
	const char *first_lacking = "";
	char text[256];
	size_t left = 0;

	set->read_count = input->settings->named_count;
	set->reads = memory_zeroed(set->read_count, sizeof(*set->reads));
	for (size_t i = 0; i < set->count; i++) {
		struct rule *rule = &set->rules[i];
		size_t lacking = find_lacking(set, rule, input);
		const char *name = lacking == SIZE_MAX ? "" : input_named_name(input, lacking);

		if (lacking == SIZE_MAX) {
			rule->leads = !set->keys[rule->key].led;
			set->keys[rule->key].led = true;
			note_reads(set, rule);
			left++;
			continue;
		}
		if (i == 0)
			first_lacking = name;
		if (!may_lack) {
			snprintf(text, sizeof(text),
			         " (rule %s reads it; --skip-absent leaves such rules out)",
			         rule->cell[RULE_NAME]);
			table_fail_missing_for(&input->table, name,
			                       column_by_name(slice_of(name)) != COL_COUNT, text);
		}
		rule->left_out = true;
		snprintf(text, sizeof(text), "no column %s: rule %s is left out", name,
		         rule->cell[RULE_NAME]);
		diag_notice(NOWHERE, text);
	}
	if (left > 0)
		return;
	/* Each rule has a column that the table lacks; one is enough to go on with. */
	snprintf(text, sizeof(text), " (rule %s reads it, and no other rule is left)",
	         set->rules[0].cell[RULE_NAME]);
	table_fail_missing_for(&input->table, first_lacking,
	                       column_by_name(slice_of(first_lacking)) != COL_COUNT, text);
}

void rulefile_set_days(struct rule_set *set, const char *argument)
{
	size_t len = strcspn(argument, "="), i = 0;
	const struct slice name = { argument, len };

	if (argument[len] == '\0')
		diag_usage("--days: RULE=N is needed");
	while (i < set->count && !slice_equal(slice_of(set->rules[i].cell[RULE_NAME]), name))
		i++;
	if (i == set->count)
		diag_usage("--days: no rule of that name (--list-rules lists them)");
	if (set->rules[i].judged.check != SFB_CHECK_MAX_AGE &&
	    set->rules[i].judged.check != SFB_CHECK_DAYS_AFTER)
		diag_usage("--days: %s is not about a number of days (max-age, days-after)",
		           set->rules[i].cell[RULE_NAME]);
	set->rules[i].judged.limit = option_whole("days", argument + len + 1, 0, DAYS_MAX);
}

const char *rule_reason(const struct rule *rule, enum language language)
{
	const char *wanted = rule->cell[language == DANISH ? RULE_REASON_DA : RULE_REASON_EN];

	return wanted[0] != '\0' ? wanted
	                         : rule->cell[language == DANISH ? RULE_REASON_EN : RULE_REASON_DA];
}

void rulefile_free(struct rule_set *set)
{
	for (size_t i = 0; i < set->count; i++) {
		free(set->rules[i].columns);
		free(set->rules[i].values);
	}
	free(set->rules);
	free(set->keys);
	free(set->reads);
	arena_free(&set->text);
}
