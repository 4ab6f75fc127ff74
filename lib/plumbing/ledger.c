#include "ledger.h"

#include <stdlib.h>

enum { SPELLED_MAX = 10 }; /* of 64 bits, seven at a time */

void ledger_begin(struct ledger *ledger, const struct rule_set *set, struct input *input,
                  int32_t as_of, size_t by)
{
	*ledger = (struct ledger){ .input = input,
		                   .set = set,
		                   .entries = keys_new(sizeof(struct entry)),
		                   .groups = keys_new(sizeof(struct tally)),
		                   .counted = keys_new(0),
		                   .meets = memory_zeroed(set->count, sizeof(bool)),
		                   .by = by,
		                   .as_of = as_of };
	facts_begin(&ledger->facts, set, input);
}

static struct slice keep_joined(struct ledger *ledger, struct slice a, struct slice b)
{
	size_t len = a.len + (b.len > 0 ? 1 + b.len : 0);
	char *text = arena_take(&ledger->memory, len);

	if (a.len > 0)
		memcpy(text, a.ptr, a.len);
	if (b.len > 0) {
		text[a.len] = '+';
		memcpy(text + a.len + 1, b.ptr, b.len);
	}
	return (struct slice){ text, len };
}

static struct tally *find_group(struct ledger *ledger)
{
	struct slice cell = input_named(ledger->input, ledger->by);
	bool is_new;
	struct tally *group = keys_add(ledger->groups, &cell, 1, &is_new);

	if (is_new)
		group->text = keep_joined(ledger, cell, (struct slice){ "", 0 });
	return group;
}

/* The record's group, NULL when no key has begun in it. */
static const struct tally *known_group(struct ledger *ledger)
{
	struct slice cell = input_named(ledger->input, ledger->by);

	return keys_find(ledger->groups, &cell, 1);
}

/* A number as a part of a key: short, and without NUL. */
static struct slice spell(size_t number, char to[SPELLED_MAX])
{
	size_t len = 0;

	do {
		to[len++] = (char)(0x80 | (number & 0x7F));
		number >>= 7;
	} while (number > 0);
	return (struct slice){ to, len };
}

static struct entry *find_entry(struct ledger *ledger, size_t key)
{
	const struct rule_key *columns = &ledger->set->keys[key];
	char number[SPELLED_MAX];
	struct slice parts[3] = { { "", 0 }, { "", 0 }, spell(key, number) };
	struct entry *entry;
	bool is_new;

	for (size_t i = 0; i < columns->count; i++)
		parts[i] = ledger->facts.facts[columns->columns[i]].cell;
	entry = keys_add(ledger->entries, parts, 3, &is_new);
	if (is_new) {
		size_t len = columns->rule_count * sizeof(*entry->states);

		entry->key = key;
		entry->number = keys_count(ledger->entries);
		entry->text = keep_joined(ledger, parts[0], parts[1]);
		entry->states = memset(arena_take(&ledger->memory, len), 0, len);
		entry->group = ledger->by == NO_GROUPS ? NULL : find_group(ledger);
	} else if (ledger->by != NO_GROUPS && entry->group != known_group(ledger)) {
		diag_notice(input_place(ledger->input),
		            "a key with records in two groups; it counts where it stood first");
	}
	return entry;
}

/* Whether a rule has not counted this value for this key; once it has enough, none counts. */
static bool is_new_value(struct ledger *ledger, const struct entry *entry, const struct rule *rule,
                         struct slice value)
{
	char number[2][SPELLED_MAX];
	const struct slice parts[] = { spell(entry->number, number[0]),
		                       spell(rule->of_key, number[1]), value };
	bool is_new;

	if (rule->column_count == 0)
		return true;
	if (value.len == 0 || entry->states[rule->of_key].count > (uint32_t)rule->judged.limit)
		return false;
	keys_add(ledger->counted, parts, 3, &is_new);
	return is_new;
}

static void take_fact(struct ledger *ledger, struct entry *entry, const struct rule *rule)
{
	struct sfb_evidence evidence;
	struct slice counted;

	facts_gather(&ledger->facts, rule, &evidence, &counted);
	if (rule->judged.check == SFB_CHECK_MIN_COUNT || rule->judged.check == SFB_CHECK_MAX_COUNT)
		evidence.is_new = is_new_value(ledger, entry, rule, counted);
	if (rule->judged.check == SFB_CHECK_MAX_AGE && evidence.filled &&
	    evidence.day > ledger->as_of)
		diag_notice(input_place(ledger->input),
		            "a date after the day of the check: it has not happened yet and does "
		            "not count");
	sfb_rule_take(&rule->judged, &evidence, ledger->as_of, &entry->states[rule->of_key]);
}

void ledger_take(struct ledger *ledger)
{
	const struct rule_set *set = ledger->set;

	facts_read(&ledger->facts);
	for (size_t i = 0; i < set->count; i++) {
		const struct rule *rule = &set->rules[i];
		size_t lacking = facts_lack_key(&ledger->facts, &set->keys[rule->key]);

		ledger->meets[i] = !rule->left_out && facts_meet(&ledger->facts, rule);
		if (ledger->meets[i] && lacking != SIZE_MAX)
			input_reject_named(ledger->input, lacking, "empty, and a rule is about it");
	}
	if (ledger->by != NO_GROUPS && input_named(ledger->input, ledger->by).len > KEYS_PART_MAX)
		input_reject_named(ledger->input, ledger->by,
		                   "longer than any identifier or value");
	if (input_is_invalid(ledger->input))
		return;

	for (size_t i = 0; i < set->count; i++) {
		size_t key = set->rules[i].key;
		struct entry *entry;

		if (!set->rules[i].leads ||
		    facts_lack_key(&ledger->facts, &set->keys[key]) != SIZE_MAX)
			continue;
		entry = find_entry(ledger, key);
		for (size_t r = i; r < set->count; r++)
			if (set->rules[r].key == key && ledger->meets[r])
				take_fact(ledger, entry, &set->rules[r]);
	}
}

/* ---- the end ---- */

enum sfb_result ledger_conclude(const struct ledger *ledger, const struct entry *entry,
                                const struct rule *rule, bool *applied)
{
	return sfb_rule_conclude(&rule->judged, ledger->as_of, &entry->states[rule->of_key],
	                         applied);
}

void tally_add(struct tally *tally, enum sfb_result result)
{
	tally->rules++;
	if (sfb_result_is_finding(result))
		tally->findings++;
	else if (result == SFB_RESULT_UNDECIDED)
		tally->undecided++;
	else
		tally->met++;
}

void ledger_end(struct ledger *ledger)
{
	facts_end(&ledger->facts);
	keys_free(ledger->entries);
	keys_free(ledger->groups);
	keys_free(ledger->counted);
	arena_free(&ledger->memory);
	free(ledger->meets);
}
