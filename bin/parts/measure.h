/*
 * measure.h: the measures whose scores can be compared over time, and the columns that
 * other commands write them to. A new instrument is a row here.
 */
#ifndef MEASURE_H
#define MEASURE_H

#include "change.h"
#include "fit.h"
#include "options.h"

/* No such column. */
#define MEASURE_NONE COL_COUNT

enum measure_forms {
	FORMS_NONE, /* all scores can be compared */
	FORMS_ORS,  /* ORS and CORS */
	FORMS_ANY,  /* any word of the column form, where the input has one */
};

struct measure {
	const char *name;
	enum sfb_better better;
	enum column score, cutoff, status;
	sfb_points min, max;
	const char *range; /* the reason when a score lies outside, a constant */
	int decimals;      /* at least so many are shown */
	enum measure_forms forms;
	bool informant; /* is the rater, where no other is named */
};

/* Any other column of scores. Wide limits, within which differences can be computed. */
extern const struct measure measure_any;

/* NULL for a name that there is not. */
const struct measure *measure_find(const char *name);

/*
 * Of the columns that a command can read for all measures, those for one, its score
 * required; their number. to has room for count.
 */
size_t measure_choose(const struct measure *measure, const struct column_spec *from, size_t count,
                      struct column_spec *to);

#endif
