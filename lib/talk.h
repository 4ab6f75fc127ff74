/*
 * talk.h: whom a team should talk about, and what goes well.
 *
 * Works on threads: what one rater said of one person in one course. A thread
 * holds a series of scores for each form, since scores of two forms are never
 * subtracted. The rules describe what was measured: they predict nothing.
 */
#ifndef SFB_TALK_H
#define SFB_TALK_H

#include <stdbool.h>
#include <stddef.h>

#include "change.h"

/* What is known of a thread; sfb_talk_add fills all but person and rater. */
struct sfb_talk_thread {
	uint32_t person; /* the same number: the same person */
	uint32_t rater;  /* the same number: the same rater of the same person */

	struct sfb_series scores[SFB_FORM_COUNT]; /* by form; SFB_FORM_UNKNOWN too */
	uint64_t appeared[SFB_FORM_COUNT]; /* order of a series' first session, from 1; 0: none */

	/* Over all forms. Days are numbers of days. */
	int64_t first_session, last_session; /* scored or not */
	uint64_t last_order;                 /* place of the last session in the input */
	enum sfb_form last_form;             /* of the last session */
	bool low_alliance; /* the last session carries an SRS flag other than no-feedback */
};

/* In the order in which they are listed. */
enum sfb_talk_reason {
	SFB_TALK_DETERIORATED,    /* fell by the threshold or more from first to last */
	SFB_TALK_LOW_ALLIANCE,    /* see low_alliance */
	SFB_TALK_NO_IMPROVEMENT,  /* many sessions, clinical at first, no reliable improvement */
	SFB_TALK_RATERS_DISAGREE, /* two raters' latest scores lie the threshold or more apart */
	SFB_TALK_OVERDUE,         /* the last score is too long ago */
	SFB_TALK_NO_BASELINE,     /* sessions, but never a score */
	SFB_TALK_RECOVERED,       /* the other list: what goes well */
	SFB_TALK_IMPROVED,
};

/*
 * Whom to list. Days are numbers of days. But for the thresholds, which change.h has
 * published ones of, all are settings of this toolkit.
 */
struct sfb_talk_rules {
	sfb_points threshold[SFB_FORM_COUNT]; /* SFB_NO_POINTS: none for that form */
	uint32_t sessions_min; /* scored sessions from which no-improvement is asked */
	int64_t as_of;         /* the day of the list */
	int64_t every;         /* days after which the next score is overdue */
	int64_t apart;         /* days that two raters' scores may lie apart */
	int64_t silent; /* days without any session after which a person is not listed; 0: off */
	bool has_dates; /* false: times are session numbers, and no day can be told */
	bool well;      /* the list of what goes well */
};

/* Six scored sessions, 28 days between scores and between raters, 12 weeks of silence. */
extern const struct sfb_talk_rules sfb_talk_rules;

/* A line of the list. */
struct sfb_talk_item {
	enum sfb_talk_reason reason;
	struct sfb_talk_thread *thread;
	enum sfb_form form; /* the series of the thread */
	int64_t since;      /* first score; low-alliance: that session; overdue: last score;
	                       no-baseline: first session */
};

/*
 * At most so many items come of one thread: one for each form, and one for
 * alliance, baseline or delay, and raters.
 */
#define SFB_TALK_ITEMS_MAX (SFB_FORM_COUNT + 3)

/* Adds one session to a thread that was all zero at first; score->points may be SFB_NO_POINTS. */
void sfb_talk_add(struct sfb_talk_thread *thread, enum sfb_form form, const struct sfb_score *score,
                  bool low_alliance);

/*
 * Fills items (room for SFB_TALK_ITEMS_MAX a thread) by reason, then by first
 * appearance, and returns their number, or SFB_TALK_NO_MEMORY. The threads are
 * sorted by person; scores of unknown form join the only known form of their
 * thread. *silent receives the number of persons not listed for their silence.
 */
#define SFB_TALK_NO_MEMORY SIZE_MAX
size_t sfb_talk_list(struct sfb_talk_thread **threads, size_t count,
                     const struct sfb_talk_rules *rules, struct sfb_talk_item *items,
                     size_t *silent);

/* How many series of listed threads have several scores and no threshold for their form. */
size_t sfb_talk_uncompared(struct sfb_talk_thread *const *threads, size_t count,
                           const struct sfb_talk_rules *rules);

/* The token of a reason, as in "low-alliance". */
const char *sfb_talk_reason_name(enum sfb_talk_reason reason);

#endif
