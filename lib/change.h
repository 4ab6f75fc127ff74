/*
 * change.h: first and last score of a series, and what lies between them.
 *
 * A series holds the scores of one person by one rater on one form in one
 * course. Whether a change counts is decided against a threshold of reliable
 * change, published (share/ors_reliable_change.csv) or made of a standard deviation
 * and a reliability: a change of exactly the threshold counts. Nothing here says
 * what caused a change.
 *
 * The arithmetic of errors and cutoffs is that of Jacobson and Truax (1991), in
 * whole numbers: every result is the exact one, rounded half up to thousandths.
 */
#ifndef SFB_CHANGE_H
#define SFB_CHANGE_H

#include <stdbool.h>
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

/* What a measure's high scores mean: well-being (ORS, SRS), or difficulties and stress. */
enum sfb_better { SFB_HIGHER_IS_BETTER, SFB_LOWER_IS_BETTER };

/*
 * The forms that are known of a thread (one person, one rater, one course): none
 * (SFB_FORM_UNKNOWN), one, or SFB_FORMS_SEVERAL. Scores of several forms are never
 * subtracted. A score on nobody knows which form belongs to the thread's only known
 * form; any session tells it, scored or not. Beside enum sfb_form, whose YCORS is
 * not scored and tells nothing, any other number may stand for a form.
 */
#define SFB_FORMS_SEVERAL UINT32_MAX
uint32_t sfb_forms_see(uint32_t known, uint32_t form);

/* The form that scores of unknown form belong to; SFB_FORM_UNKNOWN when nothing tells. */
uint32_t sfb_forms_settle(uint32_t known);

/* What a change amounts to. */
enum sfb_outcome {
	SFB_OUTCOME_NONE, /* fewer than two scores, or no threshold */
	SFB_RECOVERED,    /* improved, clinical at first, not clinical at last */
	SFB_IMPROVED,
	SFB_UNCHANGED,
	SFB_DETERIORATED,
};

/* The number of outcomes, with SFB_OUTCOME_NONE. */
#define SFB_OUTCOME_COUNT 5

/* What can be said of a series: the first that applies. */
enum sfb_change_status {
	SFB_CHANGE_NO_FORM,      /* the form is not known: no threshold, no outcome */
	SFB_CHANGE_ONE_SCORE,    /* no change yet */
	SFB_CHANGE_NO_THRESHOLD, /* nothing to judge the change against: no outcome */
	SFB_CHANGE_NO_CUTOFF,    /* first or last score without range: never recovered */
	SFB_CHANGE_OK,
};

/* The side of a cutoff; either may be SFB_NO_POINTS. On the cutoff is the side of high scores. */
enum sfb_range sfb_range_of(sfb_points score, sfb_points cutoff, enum sfb_better better);

/* Adds a score, in any order of time. */
void sfb_series_add(struct sfb_series *series, const struct sfb_score *score);

/* Adds all of from to into. */
void sfb_series_merge(struct sfb_series *into, const struct sfb_series *from);

/* last - first of a series with scores, in thousandths; 0 when there is only one. */
sfb_points sfb_series_change(const struct sfb_series *series);

/* What the change amounts to; threshold may be SFB_NO_POINTS. */
enum sfb_outcome sfb_series_outcome(const struct sfb_series *series, sfb_points threshold,
                                    enum sfb_better better);

/*
 * A thread's scores by form, in a list whose first entry is the thread's own; entries
 * begin all zero, and the caller owns the memory of all.
 */
struct sfb_form_scores {
	struct sfb_series scores; /* none: the entry is free */
	uint64_t appeared;        /* the order of the first score that was added */
	struct sfb_form_scores *next;
	uint32_t form;
};

/*
 * The entry for a form: the one that has it, a free one that has it from now on (score
 * is about to be added to it), or NULL when the caller shall append one to the list.
 */
struct sfb_form_scores *sfb_form_scores_find(struct sfb_form_scores *list, uint32_t form,
                                             const struct sfb_score *score);

/*
 * Moves scores of unknown form to where sfb_forms_settle says, into the entry of that
 * form if there is one. That entry is returned when its last score has become one of
 * *from, so that the caller can move what it knows of that session too; else NULL.
 */
struct sfb_form_scores *sfb_form_scores_settle(struct sfb_form_scores *list, uint32_t known,
                                               struct sfb_form_scores **from);

/* form_known: or the measure has no forms that could be mixed up. */
enum sfb_change_status sfb_series_status(const struct sfb_series *series, bool form_known,
                                         sfb_points threshold);

/* The threshold of a named set ("nhs", "manual") for a form; SFB_NO_POINTS if it has none. */
sfb_points sfb_reliable_change(const char *set, enum sfb_form form);

/* The name of the set at a position from 0, or NULL behind the last. Names can repeat. */
const char *sfb_reliable_change_set(size_t position);

/*
 * A measure's uncertainty: the standard deviation S of scores, over 0 to
 * SFB_SD_MAX, and the reliability R in ten-thousandths, 0 to below
 * SFB_RELIABILITY_ONE.
 */
#define SFB_SD_MAX (1000 * SFB_POINT)
#define SFB_RELIABILITY_ONE 10000

struct sfb_uncertainty {
	sfb_points sd;
	int32_t reliability;
};

/* The standard error of one score, S*sqrt(1-R), and of a difference, S*sqrt(2(1-R)). */
sfb_points sfb_score_error(const struct sfb_uncertainty *uncertainty);
sfb_points sfb_difference_error(const struct sfb_uncertainty *uncertainty);

/*
 * The change that is reliable at z errors of the difference: z*S*sqrt(2(1-R)), with z in
 * thousandths, 0 to 4000. The error in it is not rounded before.
 */
sfb_points sfb_change_threshold(const struct sfb_uncertainty *uncertainty, int32_t z);

/*
 * A change in errors of the difference (the reliable change index), in thousandths;
 * from -SFB_SD_MAX to SFB_SD_MAX. Half is rounded away from zero. Beyond
 * INT32_MAX: that.
 */
int32_t sfb_change_index(sfb_points change, const struct sfb_uncertainty *uncertainty);

/* z in thousandths of a two-sided confidence in percent (share/confidence.csv), or 0. */
int32_t sfb_confidence_z(int percent);

/* The confidence at a position from 0, or 0 behind the last. */
int sfb_confidence(size_t position);

/* The scores of a group: mean and standard deviation. */
struct sfb_group {
	sfb_points mean, sd;
};

/* Where a cutoff lies between a clinical and a functional group (Jacobson and Truax). */
enum sfb_criterion {
	SFB_CRITERION_A, /* 2 clinical SDs from the clinical mean, towards the functional */
	SFB_CRITERION_B, /* 2 functional SDs from the functional mean, towards the clinical */
	SFB_CRITERION_C, /* between the means, nearer to that of the smaller SD */
};

/*
 * The cutoff. Means are within 1 000 000 points and differ, SDs are over 0 to
 * SFB_SD_MAX; which mean is the better one does not matter.
 */
sfb_points sfb_criterion_cutoff(enum sfb_criterion criterion, const struct sfb_group *clinical,
                                const struct sfb_group *functional);

/* The token of an outcome, "" for none; of a status, as in "one-score". */
const char *sfb_outcome_name(enum sfb_outcome outcome);
const char *sfb_change_status_name(enum sfb_change_status status);

#endif
