/*
 * srs.h: the Session Rating Scale: the alliance in one session, on four items.
 *
 * Items and total as in fit.h. The limits at which a session is worth talking
 * about, each with its source and evidence, are in share/srs_limits.csv.
 */
#ifndef SFB_SRS_H
#define SFB_SRS_H

#include "fit.h"

/* Limits, in thousandths of a point. */
struct sfb_srs_limits {
	sfb_points total; /* a total below this is low */
	sfb_points item;  /* an answered item below this is low */
	sfb_points drop;  /* a fall of this much or more since the previous score is a drop */
};

/* Flags of a session, in the order in which they are written. */
enum {
	SFB_SRS_LOW_TOTAL = 1 << 0,
	SFB_SRS_LOW_ITEM = 1 << 1, /* also on an incomplete form */
	SFB_SRS_DROP = 1 << 2,
	SFB_SRS_NO_FEEDBACK = 1 << 3, /* skipped or incomplete */
};

/* The number of these flags. */
#define SFB_SRS_FLAG_COUNT 4

/* What a form amounts to. */
struct sfb_srs_result {
	sfb_points total;  /* SFB_NO_POINTS when there is none */
	sfb_points change; /* since the previous score; SFB_NO_POINTS without one */
	unsigned flags;
	enum sfb_fit_status status; /* never SFB_FIT_NO_CUTOFF */
	enum sfb_fit_fault fault;   /* set with SFB_FIT_INVALID */
};

/* The built-in limits. */
extern const struct sfb_srs_limits sfb_srs_limits;

/*
 * Scores one form: relationship, goals, approach, overall. previous is the total
 * of the previous scored session of the same course and rater, or SFB_NO_POINTS.
 * Every field of *result is set; an invalid or under-6 form has only its status.
 */
void sfb_srs_score(const struct sfb_fit_answers *answers, const struct sfb_srs_limits *limits,
                   sfb_points previous, struct sfb_srs_result *result);

/* The same where the form has been added up already, by sfb_fit_add. */
void sfb_srs_score_sum(const struct sfb_fit_answers *answers, const struct sfb_fit_sum *sum,
                       const struct sfb_srs_limits *limits, sfb_points previous,
                       struct sfb_srs_result *result);

/* The token of one flag, by its position from 0 (bit 1 << position), as in "low-total". */
const char *sfb_srs_flag_name(unsigned position);

#endif
