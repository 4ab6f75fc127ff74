/*
 * fit.h: what the Outcome Rating Scale and the Session Rating Scale have in
 * common (the two belong to feedback-informed treatment, FIT).
 *
 * Four items of 0 to 10 points; the total is their plain sum, 0 to 40; higher is
 * better. There is no published rule for missing items, so one to three missing
 * items give no total. A total that was reported without its items counts only
 * when all four are missing, and must agree with them when none is.
 *
 * Source of items and total: the administration manual of Miller and Duncan. What
 * becomes of missing items and reported totals is the rule of this library.
 */
#ifndef SFB_FIT_H
#define SFB_FIT_H

#include <stdbool.h>

#include "sfb.h"

#define SFB_FIT_ITEMS 4
#define SFB_FIT_ITEM_MAX (10 * SFB_POINT)
#define SFB_FIT_TOTAL_MAX (SFB_FIT_ITEMS * SFB_FIT_ITEM_MAX)

/* The age in whole years from which a form is scored. */
#define SFB_FIT_AGE_MIN 6

/* One filled-in form; what was not answered is SFB_NO_POINTS. */
struct sfb_fit_answers {
	sfb_points item[SFB_FIT_ITEMS];
	sfb_points reported_total;
	int age;      /* of the person in whole years, or SFB_NO_AGE */
	bool skipped; /* the form was offered and not filled in */
};

/* What a form amounts to, in the order in which it is decided: the first that applies. */
enum sfb_fit_status {
	SFB_FIT_INVALID,
	SFB_FIT_UNDER_6,    /* that form is not scored; nothing else is known */
	SFB_FIT_SKIPPED,    /* marked as skipped, or no answer at all */
	SFB_FIT_INCOMPLETE, /* one to three items missing */
	SFB_FIT_NO_CUTOFF,  /* ORS only: a total that no published cutoff applies to */
	SFB_FIT_TOTAL_ONLY, /* the reported total, without items */
	SFB_FIT_OK,
};

/* Why a form is invalid. */
enum sfb_fit_fault {
	SFB_FIT_SOUND,
	SFB_FIT_BAD_ITEM,           /* an item outside 0 to 10 */
	SFB_FIT_BAD_TOTAL,          /* a reported total outside 0 to 40 */
	SFB_FIT_BAD_AGE,            /* outside 0 to SFB_AGE_MAX */
	SFB_FIT_SKIPPED_BUT_SCORED, /* marked as skipped, yet with scores */
	SFB_FIT_TOTALS_DISAGREE,    /* the reported total is not the sum of the items */
};

/* What four items add up to. */
struct sfb_fit_sum {
	sfb_points total;           /* SFB_NO_POINTS unless the status is total-only or ok */
	enum sfb_fit_status status; /* never SFB_FIT_NO_CUTOFF */
	enum sfb_fit_fault fault;
};

/* Adds one form up. Every field of *sum is set. */
void sfb_fit_add(const struct sfb_fit_answers *answers, struct sfb_fit_sum *sum);

/* What a fault means, in English, for a message about the form. */
const char *sfb_fit_fault_text(enum sfb_fit_fault fault);

/* The token of a status, as in "total-only". */
const char *sfb_fit_status_name(enum sfb_fit_status status);

#endif
