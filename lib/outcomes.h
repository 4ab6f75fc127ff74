/*
 * outcomes.h: first and last scores of a group of series, counted and averaged.
 *
 * A series is what change-score makes one row of: one person, course, rater and form
 * (change.h). Series by different classes of raters, or on different forms, are never
 * put into one group: that is the caller's part.
 */
#ifndef SFB_OUTCOMES_H
#define SFB_OUTCOMES_H

#include "change_stats.h"
#include "small_cells.h"

/* What one series brings. Scores in thousandths, within half of SFB_UNIT_MAX. */
struct sfb_outcome_series {
	int64_t first, last;
	bool paired;  /* there is a last score; without, there is no outcome */
	bool no_form; /* the two may be on different forms: counted, and in no mean */
	enum sfb_outcome outcome;
	enum sfb_range first_range;
	bool has_threshold;
};

/* A person or a family in one group; all zero at first. */
struct sfb_outcome_member {
	struct sfb_unit unit; /* over its pairs; count 0: none */
	unsigned marks;
};

/* A group; all zero at first. */
struct sfb_outcome_group {
	struct sfb_outcome_counts counts;
	bool has_threshold, has_range; /* of any of its series */
};

/*
 * Adds a series of a person in a family. family is NULL where families are not known at
 * all; a person in none is a family of one, which is not named.
 */
void sfb_outcome_add(struct sfb_outcome_group *group, const struct sfb_outcome_series *series,
                     struct sfb_outcome_member *person, struct sfb_outcome_member *family,
                     bool named);

#endif
