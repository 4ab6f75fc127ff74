/*
 * judge.h: what scores and changes are judged against, as the command line asks: a
 * threshold of change and a cutoff, given, published or computed.
 */
#ifndef JUDGE_H
#define JUDGE_H

#include "measure.h"

/* The options, as they were given. A number that was not is SFB_NO_POINTS or 0. */
struct judge_asked {
	const char *measure, *score, *better, *set, *criterion;
	sfb_points threshold, cutoff;
	struct sfb_uncertainty uncertainty; /* reliability -1: not given */
	int confidence;
	struct sfb_group clinical, functional;
};

struct judge {
	struct measure measure;
	sfb_points threshold[SFB_FORM_COUNT]; /* by form; that of the ORS for any other form */
	const char *threshold_set;
	sfb_points cutoff; /* for all rows, or SFB_NO_POINTS */
};

/* Ids of the options; a command goes on behind them. */
enum {
	JUDGE_MEASURE = 1,
	JUDGE_SCORE,
	JUDGE_BETTER,
	JUDGE_THRESHOLD,
	JUDGE_SD,
	JUDGE_RELIABILITY,
	JUDGE_CONFIDENCE,
	JUDGE_SET,
	JUDGE_CUTOFF,
	JUDGE_CRITERION,
	JUDGE_CLINICAL,
	JUDGE_FUNCTIONAL,
	JUDGE_OPTIONS_END
};

void judge_start(struct judge_asked *asked);

/* Takes one of the options above. */
void judge_take(struct judge_asked *asked, int option, const char *value);

/* Makes sense of the options, or refuses them. */
void judge_settle(const struct judge_asked *asked, struct judge *judge);

/* The threshold for a form, which is SFB_FORM_UNKNOWN where a measure has none. */
sfb_points judge_threshold_of(const struct judge *judge, uint32_t form);

#endif
