#include "facts.h"

#include <stdlib.h>

#include "keys.h"

void facts_begin(struct facts *facts, const struct rule_set *set, struct input *input)
{
	*facts = (struct facts){ .set = set,
		                 .input = input,
		                 .facts = memory_zeroed(set->read_count, sizeof(*facts->facts)),
		                 .identifier = memory_zeroed(set->read_count, sizeof(bool)) };
	for (size_t i = 0; i < set->read_count; i++)
		facts->identifier[i] = column_is_identifier(slice_of(input_named_name(input, i)));
}

void facts_read(struct facts *facts)
{
	struct input *input = facts->input;

	for (size_t i = 0; i < facts->set->read_count; i++) {
		struct fact *fact = &facts->facts[i];
		unsigned reads = facts->set->reads[i];

		fact->cell = input_named(input, i);
		fact->valued = false;
		fact->dated = (reads & READ_DATE) != 0 && input_date_named(input, i, &fact->day);
		fact->answer = (reads & READ_ANSWER) != 0 ? input_answer_named(input, i)
		                                          : WORD_NONE;
		if ((reads & READ_KEY) != 0 && fact->cell.len > KEYS_PART_MAX)
			input_reject_named(input, i, "longer than any identifier or value");
	}
}

static const struct value *value_of(struct facts *facts, size_t column)
{
	struct fact *fact = &facts->facts[column];

	if (!fact->valued)
		value_read(fact->cell, &fact->value);
	fact->valued = true;
	return &fact->value;
}

bool facts_meet(struct facts *facts, const struct rule *rule)
{
	bool same;

	if (rule->when.kind == WHEN_ALWAYS)
		return true;
	/* A missing cell is like nothing but a missing cell. */
	if (rule->when.empty || facts->facts[rule->when.column].cell.len == 0)
		same = rule->when.empty && facts->facts[rule->when.column].cell.len == 0;
	else
		same = value_is(value_of(facts, rule->when.column), &rule->when.value);
	return same == (rule->when.kind == WHEN_IS);
}

size_t facts_lack_key(const struct facts *facts, const struct rule_key *key)
{
	for (size_t i = 0; i < key->count; i++)
		if (facts->facts[key->columns[i]].cell.len == 0)
			return key->columns[i];
	return SIZE_MAX;
}

/* The place of the cell's value in the rule's list, or SIZE_MAX. */
static size_t find_value(struct facts *facts, const struct rule *rule)
{
	if (facts->facts[rule->columns[0]].cell.len > 0)
		for (size_t i = 0; i < rule->value_count; i++)
			if (value_is(value_of(facts, rule->columns[0]), &rule->values[i]))
				return i;
	return SIZE_MAX;
}

static struct slice count_of(struct facts *facts, size_t column)
{
	const struct fact *fact = &facts->facts[column];

	if (fact->cell.len == 0 || facts->identifier[column] ||
	    value_of(facts, column)->long_text || fact->value.text.len == 0)
		return fact->cell;
	return value_text(&fact->value);
}

void facts_gather(struct facts *facts, const struct rule *rule, struct sfb_evidence *evidence,
                  struct slice *counted)
{
	const struct fact *fact = rule->column_count == 0 ? NULL : &facts->facts[rule->columns[0]];
	size_t at;

	*evidence = (struct sfb_evidence){ 0 };
	*counted = (struct slice){ "", 0 };
	switch (rule->judged.check) {
	case SFB_CHECK_REQUIRED: evidence->filled = fact->cell.len > 0; break;
	case SFB_CHECK_ONE_OF:
		evidence->filled = fact->cell.len > 0;
		evidence->listed = find_value(facts, rule) != SIZE_MAX;
		break;
	case SFB_CHECK_COVERS:
		at = find_value(facts, rule);
		evidence->covered = at == SIZE_MAX ? 0 : UINT64_C(1) << at;
		break;
	case SFB_CHECK_MIN_COUNT:
	case SFB_CHECK_MAX_COUNT:
		if (fact != NULL)
			*counted = count_of(facts, rule->columns[0]);
		break;
	case SFB_CHECK_DAYS_AFTER:
		evidence->has_base = facts->facts[rule->base].dated;
		evidence->base = facts->facts[rule->base].day;
		/* fallthrough */
	case SFB_CHECK_MAX_AGE:
	case SFB_CHECK_OPEN_PAST:
		evidence->filled = fact->dated;
		evidence->day = fact->day;
		break;
	case SFB_CHECK_MIN_TRUE:
	case SFB_CHECK_NOTE:
		for (size_t i = 0; i < rule->column_count; i++) {
			enum word answer = facts->facts[rule->columns[i]].answer;

			evidence->yes += answer == WORD_ANSWER_YES;
			evidence->unknown += answer == WORD_ANSWER_UNKNOWN || answer == WORD_NONE;
		}
		break;
	case SFB_CHECK_COUNT: break;
	}
}

void facts_end(struct facts *facts)
{
	free(facts->facts);
	free(facts->identifier);
}
