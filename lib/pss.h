/*
 * pss.h: the Parental Stress Scale (Berry and Jones 1995): 18 items of 1 to 5.
 *
 * Not the Perceived Stress Scale, which has the same initials, ten items and answers
 * from 0. Items that count backwards are reversed first (6 minus the answer). The
 * total, 18 to 90, is the sum of all; the two subscales are those of the Danish
 * studies (Pontoppidan, Nielsen and Kristensen 2018; Nielsen, Pontoppidan and Rayce
 * 2020), in which items 2 and 11 belong to neither.
 * Which item belongs where: share/pss_items.csv. Higher means more stress, and less
 * satisfaction. There are no bands: no verified cutoff is known.
 */
#ifndef SFB_PSS_H
#define SFB_PSS_H

#include <stdbool.h>

#include "sfb.h"

#define SFB_PSS_ITEMS 18
#define SFB_PSS_ITEM_MIN 1
#define SFB_PSS_ITEM_MAX 5

/* The scores, and where each lies. */
enum sfb_pss_score {
	SFB_PSS_TOTAL,            /* 18 to 90 */
	SFB_PSS_STRESS,           /* 9 items, 9 to 45 */
	SFB_PSS_LOW_SATISFACTION, /* 7 items, 7 to 35 */
	SFB_PSS_SCORES,
};

/* One filled-in form, as it was answered; what was not is SFB_NO_ANSWER. */
struct sfb_pss_answers {
	int8_t item[SFB_PSS_ITEMS];
};

/* The first that applies. */
enum sfb_pss_status {
	SFB_PSS_INVALID,    /* an answer outside 1 to 5; no scores */
	SFB_PSS_SKIPPED,    /* no answer at all */
	SFB_PSS_INCOMPLETE, /* a score could not be made */
	SFB_PSS_PRORATED,   /* a score was made from fewer answers than it has items */
	SFB_PSS_OK,
};

/* What a form amounts to. */
struct sfb_pss_result {
	int score[SFB_PSS_SCORES]; /* whole points, or SFB_NO_SCORE */
	enum sfb_pss_status status;
};

/*
 * Scores one form. Each score stands or falls by its own items: all are needed. With
 * prorate, the total may lack two and each subscale one: the mean of the answered
 * ones, after reversal, times the number of items, half up. That is a rule of this
 * library; none is published.
 */
void sfb_pss_score(const struct sfb_pss_answers *answers, bool prorate,
                   struct sfb_pss_result *result);

/* The token of a status. */
const char *sfb_pss_status_name(enum sfb_pss_status status);

#endif
