/*
 * answers.h: the answers of a form: items on one scale, perhaps a total that was
 * reported without them, perhaps a mark that the form was skipped.
 */
#ifndef ANSWERS_H
#define ANSWERS_H

#include "input.h"
#include "sfb.h"

struct answers_spec {
	const enum column *items;
	size_t item_count;
	sfb_points item_min, item_max;
	int decimals_max;         /* of an item */
	const char *item_range;   /* the reason when an item lies outside, a constant */
	const char *item_tenfold; /* the same for a whole number up to ten times as much, or NULL */

	/* COL_COUNT where the form has no such column */
	enum column reported_total, skip;
	sfb_points total_min, total_max;
	const char *total_range;
};

struct answers {
	sfb_points *item;          /* as many as the spec has; SFB_NO_POINTS when missing */
	sfb_points reported_total; /* or SFB_NO_POINTS */
	bool skipped;
};

/* Reads the record's answers; rejects it when one cannot be right. */
void answers_read(struct input *input, const struct answers_spec *spec, struct answers *answers);

/*
 * Rejects a record whose answers contradict each other: its mark of having been
 * skipped is to blame, or its reported total.
 */
void answers_reject(struct input *input, const struct answers_spec *spec, bool skip,
                    const char *reason);

#endif
