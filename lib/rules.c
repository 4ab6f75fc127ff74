#include "rules.h"

/* What a record says by itself; *due: whether the rule asked it for anything. */
static enum sfb_result judge(const struct sfb_rule *rule, const struct sfb_evidence *evidence,
                             int32_t as_of, bool *due)
{
	int64_t limit = rule->limit;

	*due = true;
	switch (rule->check) {
	case SFB_CHECK_REQUIRED: return evidence->filled ? SFB_RESULT_NONE : SFB_RESULT_MISSING;
	case SFB_CHECK_ONE_OF:
		if (!evidence->filled)
			return SFB_RESULT_MISSING;
		return evidence->listed ? SFB_RESULT_NONE : SFB_RESULT_NOT_ALLOWED;
	case SFB_CHECK_DAYS_AFTER:
		if (!evidence->has_base)
			return SFB_RESULT_UNDECIDED;
		if (evidence->filled)
			return (int64_t)evidence->day - evidence->base > limit ? SFB_RESULT_OVERDUE
			                                                       : SFB_RESULT_NONE;
		*due = (int64_t)as_of - evidence->base > limit;
		return *due ? SFB_RESULT_OVERDUE : SFB_RESULT_NONE;
	case SFB_CHECK_OPEN_PAST:
		/* No date, no deadline: whether there must be one is another rule's. */
		*due = evidence->filled;
		return evidence->filled && evidence->day < as_of ? SFB_RESULT_OVERDUE
		                                                 : SFB_RESULT_NONE;
	case SFB_CHECK_MIN_TRUE:
		if (evidence->yes >= limit)
			return SFB_RESULT_NONE;
		return (int64_t)evidence->yes + evidence->unknown >= limit ? SFB_RESULT_UNDECIDED
		                                                           : SFB_RESULT_MISSING;
	case SFB_CHECK_NOTE: return evidence->yes > 0 ? SFB_RESULT_NOTE : SFB_RESULT_NONE;
	case SFB_CHECK_MIN_COUNT:
	case SFB_CHECK_MAX_COUNT:
	case SFB_CHECK_COVERS:
	case SFB_CHECK_MAX_AGE:
	case SFB_CHECK_COUNT: break;
	}
	*due = false;
	return SFB_RESULT_NONE;
}

void sfb_rule_take(const struct sfb_rule *rule, const struct sfb_evidence *evidence, int32_t as_of,
                   struct sfb_rule_state *state)
{
	enum sfb_result result;
	bool due;

	switch (rule->check) {
	case SFB_CHECK_MIN_COUNT:
	case SFB_CHECK_MAX_COUNT: state->count += evidence->is_new; return;
	case SFB_CHECK_COVERS: state->covered |= evidence->covered; return;
	case SFB_CHECK_MAX_AGE:
		/* What lies ahead has not happened. */
		if (!evidence->filled || evidence->day > as_of)
			return;
		if (!state->dated || evidence->day > state->newest)
			state->newest = evidence->day;
		state->dated = true;
		return;
	default: break;
	}
	result = judge(rule, evidence, as_of, &due);
	state->judged = state->judged || due;
	if (result != SFB_RESULT_NONE &&
	    (state->worst == SFB_RESULT_NONE || result < (enum sfb_result)state->worst))
		state->worst = (uint8_t)result;
}

static uint64_t all_of(int32_t members)
{
	return members >= SFB_COVERS_MAX ? UINT64_MAX : (UINT64_C(1) << members) - 1;
}

enum sfb_result sfb_rule_conclude(const struct sfb_rule *rule, int32_t as_of,
                                  const struct sfb_rule_state *state, bool *applied)
{
	int64_t limit = rule->limit;

	*applied = true;
	switch (rule->check) {
	case SFB_CHECK_MIN_COUNT:
		return state->count < limit ? SFB_RESULT_TOO_FEW : SFB_RESULT_NONE;
	case SFB_CHECK_MAX_COUNT:
		return state->count > limit ? SFB_RESULT_TOO_MANY : SFB_RESULT_NONE;
	case SFB_CHECK_COVERS:
		return state->covered == all_of(rule->limit) ? SFB_RESULT_NONE : SFB_RESULT_MISSING;
	case SFB_CHECK_MAX_AGE:
		return !state->dated || (int64_t)as_of - state->newest > limit ? SFB_RESULT_OVERDUE
		                                                               : SFB_RESULT_NONE;
	default: break;
	}
	*applied = state->judged;
	return (enum sfb_result)state->worst;
}

bool sfb_result_is_finding(enum sfb_result result)
{
	return result != SFB_RESULT_NONE && result < SFB_RESULT_UNDECIDED;
}

const char *sfb_check_name(enum sfb_check check)
{
	static const char *const names[SFB_CHECK_COUNT] = {
		[SFB_CHECK_REQUIRED] = "required",     [SFB_CHECK_ONE_OF] = "one-of",
		[SFB_CHECK_MIN_COUNT] = "min-count",   [SFB_CHECK_MAX_COUNT] = "max-count",
		[SFB_CHECK_COVERS] = "covers",         [SFB_CHECK_MAX_AGE] = "max-age",
		[SFB_CHECK_DAYS_AFTER] = "days-after", [SFB_CHECK_OPEN_PAST] = "open-past",
		[SFB_CHECK_MIN_TRUE] = "min-true",     [SFB_CHECK_NOTE] = "note",
	};

	return names[check];
}

const char *sfb_result_name(enum sfb_result result)
{
	static const char *const names[] = {
		[SFB_RESULT_NONE] = "",
		[SFB_RESULT_MISSING] = "missing",
		[SFB_RESULT_OVERDUE] = "overdue",
		[SFB_RESULT_TOO_FEW] = "too-few",
		[SFB_RESULT_TOO_MANY] = "too-many",
		[SFB_RESULT_NOT_ALLOWED] = "not-allowed",
		[SFB_RESULT_UNDECIDED] = "undecided",
		[SFB_RESULT_NOTE] = "note",
	};

	return names[result];
}
