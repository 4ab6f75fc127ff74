/*
 * progress.h: scores over time, as a chart shows them: which points a line may join,
 * the band of no reliable change, and where a cutoff holds.
 *
 * Works on the sessions of one thread (one person, one rater, one course). It
 * describes what was measured and computes no trend.
 */
#ifndef SFB_PROGRESS_H
#define SFB_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

#include "sfb.h"

/* Fewer scores than this are points: a line between two of them would look like a trend. */
#define SFB_PROGRESS_LINE_MIN 3

/* A session of the thread. */
struct sfb_progress_point {
	int64_t when;      /* a day number or a session number */
	uint64_t order;    /* place in the input: decides between equal times */
	sfb_points points; /* SFB_NO_POINTS: a session without a score */
	sfb_points cutoff; /* that holds for the score, or SFB_NO_POINTS */
	enum sfb_form form;
};

/*
 * Puts a thread's sessions in order of time. Scores on nobody knows which form join
 * the thread's only known form (change.h).
 */
void sfb_progress_arrange(struct sfb_progress_point *points, size_t count);

/* How many sessions have a score on a form. */
size_t sfb_progress_scored(const struct sfb_progress_point *points, size_t count,
                           enum sfb_form form);

/* Whether the scores on a form are enough for a line. */
bool sfb_progress_has_line(const struct sfb_progress_point *points, size_t count,
                           enum sfb_form form);

/*
 * Whether a point follows on the one before: both have scores on one form, and no session
 * without a score lies between. Points are arranged.
 */
bool sfb_progress_follows(const struct sfb_progress_point *points, size_t position);

/*
 * The scores nearer than the threshold to the first one, within 0 and max: low and high
 * are the first that count as a reliable change, or the end of the scale.
 */
void sfb_progress_band(sfb_points first, sfb_points threshold, sfb_points max, sfb_points *low,
                       sfb_points *high);

/* A cutoff, and the times of the first and the last score that it holds for. */
struct sfb_progress_step {
	sfb_points cutoff;
	int64_t from, to;
};

/*
 * Adds the cutoffs of scored sessions to a list of *count steps, one a cutoff. The
 * list has room for all sessions that are ever added to it.
 */
void sfb_progress_steps(struct sfb_progress_step *steps, size_t *count,
                        const struct sfb_progress_point *points, size_t point_count);

/*
 * Puts the steps in order of time and leaves no hole between them: each reaches to
 * where the next begins, the first begins at from, and the one that holds last reaches
 * to to.
 */
void sfb_progress_steps_join(struct sfb_progress_step *steps, size_t count, int64_t from,
                             int64_t to);

#endif
