/*
 * change.h: first and last score of a series, and what lies between them.
 *
 * A series holds the scores of one person by one rater on one form in one
 * course. Whether a change counts is decided against a threshold of reliable
 * change (share/ors_reliable_change.csv): a change of exactly the threshold
 * counts. Nothing here says what caused a change.
 */
#ifndef SFB_CHANGE_H
#define SFB_CHANGE_H

#include <stddef.h>

#include "sfb.h"

/* One score at one time. */
struct sfb_score {
	int64_t when;   /* a day number or a session number */
	uint64_t order; /* place in the input: decides between equal times */
	sfb_points points;
	enum sfb_range range;
};

/* A series is empty when scored is 0; then first and last say nothing. */
struct sfb_series {
	uint32_t scored;
	struct sfb_score first, last;
};

enum sfb_better { SFB_HIGHER_IS_BETTER, SFB_LOWER_IS_BETTER };

enum sfb_outcome {
	SFB_OUTCOME_NONE, /* fewer than two scores, or no threshold */
	SFB_RECOVERED,    /* improved, clinical at first, not clinical at last */
	SFB_IMPROVED,
	SFB_UNCHANGED,
	SFB_DETERIORATED,
};

#define SFB_OUTCOME_COUNT 5

/* Adds a score, in any order of time. */
void sfb_series_add(struct sfb_series *series, const struct sfb_score *score);

/* Adds all of from to into. */
void sfb_series_merge(struct sfb_series *into, const struct sfb_series *from);

/* last - first of a series with scores. */
sfb_points sfb_series_change(const struct sfb_series *series);

/* What the change amounts to; threshold may be SFB_NO_POINTS. */
enum sfb_outcome sfb_series_outcome(const struct sfb_series *series, sfb_points threshold,
                                    enum sfb_better better);

/* The threshold of a named set ("nhs", "manual") for a form; SFB_NO_POINTS if it has none. */
sfb_points sfb_reliable_change(const char *set, enum sfb_form form);

/* The name of the set at a position from 0, or NULL behind the last. Names can repeat. */
const char *sfb_reliable_change_set(size_t position);

/* The token of an outcome, "" for none. */
const char *sfb_outcome_name(enum sfb_outcome outcome);

#endif
