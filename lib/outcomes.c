#include "outcomes.h"

#include <stddef.h>

/* What a member was counted as already. */
enum { SEEN = 1, PAIRED = 2, JUDGED = 4 };

/* Adds a series to a member; the marks that are new to it. */
static unsigned mark(struct sfb_outcome_member *member, const struct sfb_outcome_series *series)
{
	bool compared = series->paired && !series->no_form;
	unsigned marks = SEEN | (compared ? PAIRED : 0) |
	                 (series->outcome != SFB_OUTCOME_NONE ? JUDGED : 0);
	unsigned fresh = marks & ~member->marks;

	member->marks |= marks;
	if (compared) {
		member->unit.first += series->first;
		member->unit.change += series->last - series->first;
		member->unit.count++;
	}
	return fresh;
}

void sfb_outcome_add(struct sfb_outcome_group *group, const struct sfb_outcome_series *series,
                     struct sfb_outcome_member *person, struct sfb_outcome_member *family,
                     bool named)
{
	struct sfb_outcome_counts *counts = &group->counts;
	unsigned fresh = mark(person, series);

	group->has_threshold = group->has_threshold || series->has_threshold ||
	                       series->outcome != SFB_OUTCOME_NONE;
	group->has_range = group->has_range || series->first_range != SFB_RANGE_UNKNOWN;
	counts->persons += (fresh & SEEN) != 0;
	counts->all.persons += (fresh & SEEN) != 0;
	counts->pairs.persons += (fresh & PAIRED) != 0;
	counts->judged.persons += (fresh & JUDGED) != 0;
	if (family != NULL) {
		fresh = mark(family, series);
		counts->families += (fresh & SEEN) != 0;
		counts->all.families += named && (fresh & SEEN) != 0;
		counts->pairs.families += named && (fresh & PAIRED) != 0;
		counts->judged.families += named && (fresh & JUDGED) != 0;
	}
	if (!series->paired) {
		counts->one_score++;
		return;
	}
	counts->paired++;
	counts->clinical_first += series->first_range == SFB_RANGE_CLINICAL;
	counts->outcome[series->outcome]++;
}
