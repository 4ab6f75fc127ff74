/*
 * demo.h: the demo scale, an invented questionnaire of four items of 0 to 3.
 *
 * Item 3 counts backwards (3 minus the answer). The total, 0 to 12, is the sum of all;
 * higher is better. The limit below which it is low, with its source and evidence, is
 * in share/demo_limits.csv. A total needs every item.
 */
#ifndef SFB_DEMO_H
#define SFB_DEMO_H

#include "sfb.h"

#define SFB_DEMO_ITEMS 4
#define SFB_DEMO_ITEM_MAX 3

struct sfb_demo_limits {
	sfb_points cutoff; /* a total below this is low */
};

/* One filled-in form, as it was answered; what was not is SFB_NO_ANSWER. */
struct sfb_demo_answers {
	int8_t item[SFB_DEMO_ITEMS];
};

/* The first that applies. */
enum sfb_demo_status {
	SFB_DEMO_INVALID,    /* an answer outside 0 to 3; no total */
	SFB_DEMO_INCOMPLETE, /* an item is missing; no total */
	SFB_DEMO_LOW,
	SFB_DEMO_OK,
};

struct sfb_demo_result {
	int total; /* whole points, or SFB_NO_SCORE */
	enum sfb_demo_status status;
};

/* Scores one form. Every field of *result is set. */
void sfb_demo_score(const struct sfb_demo_answers *answers, struct sfb_demo_result *result);

/* The token of a status. */
const char *sfb_demo_status_name(enum sfb_demo_status status);

#endif
