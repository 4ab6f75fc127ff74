#include "followup.h"

#include <stddef.h>

const struct sfb_followup_rules sfb_followup_rules = { .every = 28, .grace = 7 };

void sfb_followup_span(struct sfb_followup *person, const int32_t *start, const int32_t *end)
{
	if (start != NULL) {
		person->has_start = true;
		person->start = *start;
	}
	if (end != NULL) {
		person->has_end = true;
		person->end = *end;
	}
}

void sfb_followup_add(struct sfb_followup *person, int32_t day, bool scored)
{
	if (!person->has_session || day < person->first_session)
		person->first_session = day;
	person->has_session = true;
	if (!scored || (person->has_start && day < person->start))
		return;
	if (!person->has_score || day < person->first_score)
		person->first_score = day;
	if (!person->has_score || day > person->last_score)
		person->last_score = day;
	person->has_score = true;
}

/* Of a person with an end. */
static bool has_end_score(const struct sfb_followup *person, const struct sfb_followup_rules *rules)
{
	return person->has_score && person->last_score > person->first_score &&
	       person->last_score >= person->end - rules->grace;
}

/* The day of the next score; false when none is due any more, or nobody can tell. */
static bool next_due(const struct sfb_followup *person, const struct sfb_followup_rules *rules,
                     int32_t *due)
{
	if (!person->has_score) {
		*due = person->has_start ? person->start : person->first_session;
		return person->has_start || person->has_session;
	}
	if (rules->start_end) {
		*due = person->end;
		return person->has_end && !has_end_score(person, rules);
	}
	*due = person->last_score + rules->every;
	return true;
}

void sfb_followup_judge(const struct sfb_followup *person, const struct sfb_followup_rules *rules,
                        struct sfb_followup_result *result)
{
	bool ended = person->has_end && person->end < rules->as_of;

	*result = (struct sfb_followup_result){ .status = SFB_FOLLOWUP_OK };
	if (ended && (!rules->start_end || has_end_score(person, rules))) {
		result->status = SFB_FOLLOWUP_ENDED;
		return;
	}
	result->has_due = next_due(person, rules, &result->due);
	if (!person->has_score && (!result->has_due || result->due <= rules->as_of))
		result->status = SFB_FOLLOWUP_NEVER;
	else if (!result->has_due || rules->as_of < result->due)
		result->status = SFB_FOLLOWUP_OK;
	else if (rules->as_of - result->due > rules->grace)
		result->status = SFB_FOLLOWUP_OVERDUE;
	else
		result->status = SFB_FOLLOWUP_DUE;
}

const char *sfb_followup_name(enum sfb_followup_status status)
{
	static const char *const names[] = { "ended", "never", "overdue", "due", "ok" };

	return names[status];
}

/* ---- coverage ---- */

enum { LISTED = 1, SEEN = 2, BASELINE = 4 };

static unsigned mark(struct sfb_coverage_member *member, unsigned marks)
{
	unsigned fresh = member == NULL ? 0 : marks & ~member->marks;

	if (member != NULL)
		member->marks |= marks;
	return fresh;
}

void sfb_coverage_add(struct sfb_coverage *coverage, struct sfb_coverage_member *person,
                      struct sfb_coverage_member *family, enum sfb_coverage_kind kind)
{
	unsigned marks = LISTED | (kind != SFB_LISTED ? SEEN : 0) |
	                 (kind == SFB_SCORED_SESSION ? BASELINE : 0);
	unsigned fresh = mark(person, marks);

	coverage->sessions += kind != SFB_LISTED;
	coverage->scored += kind == SFB_SCORED_SESSION;
	coverage->persons += (fresh & LISTED) != 0;
	coverage->with_baseline += (fresh & BASELINE) != 0;
	coverage->all.persons += (fresh & LISTED) != 0;
	coverage->seen.persons += (fresh & SEEN) != 0;
	fresh = mark(family, marks);
	coverage->all.families += (fresh & LISTED) != 0;
	coverage->seen.families += (fresh & SEEN) != 0;
}
