#include "change.h"

#include <stdbool.h>
#include <string.h>

static const struct {
	const char *set;
	enum sfb_form form;
	sfb_points points;
	const char *source, *evidence;
} reliable_change[] = {
#include "ors_reliable_change.inc"
};

#define RELIABLE_CHANGES (sizeof(reliable_change) / sizeof(reliable_change[0]))

static bool earlier(const struct sfb_score *a, const struct sfb_score *b)
{
	return a->when != b->when ? a->when < b->when : a->order < b->order;
}

void sfb_series_add(struct sfb_series *series, const struct sfb_score *score)
{
	if (series->scored == 0 || earlier(score, &series->first))
		series->first = *score;
	if (series->scored == 0 || earlier(&series->last, score))
		series->last = *score;
	series->scored++;
}

void sfb_series_merge(struct sfb_series *into, const struct sfb_series *from)
{
	uint32_t scored = into->scored + from->scored;

	if (from->scored == 0)
		return;
	sfb_series_add(into, &from->first);
	sfb_series_add(into, &from->last);
	into->scored = scored;
}

sfb_points sfb_series_change(const struct sfb_series *series)
{
	return series->last.points - series->first.points;
}

enum sfb_outcome sfb_series_outcome(const struct sfb_series *series, sfb_points threshold,
                                    enum sfb_better better)
{
	if (series->scored < 2 || threshold == SFB_NO_POINTS)
		return SFB_OUTCOME_NONE;

	sfb_points gain = sfb_series_change(series);

	if (better == SFB_LOWER_IS_BETTER)
		gain = -gain;
	if (gain >= threshold)
		return series->first.range == SFB_RANGE_CLINICAL &&
		                       series->last.range == SFB_RANGE_NONCLINICAL
		               ? SFB_RECOVERED
		               : SFB_IMPROVED;
	return gain <= -threshold ? SFB_DETERIORATED : SFB_UNCHANGED;
}

sfb_points sfb_reliable_change(const char *set, enum sfb_form form)
{
	for (size_t i = 0; i < RELIABLE_CHANGES; i++)
		if (reliable_change[i].form == form && strcmp(reliable_change[i].set, set) == 0)
			return reliable_change[i].points;
	return SFB_NO_POINTS;
}

const char *sfb_reliable_change_set(size_t position)
{
	return position < RELIABLE_CHANGES ? reliable_change[position].set : NULL;
}

const char *sfb_outcome_name(enum sfb_outcome outcome)
{
	static const char *const names[] = { "", "recovered", "improved", "unchanged",
		                             "deteriorated" };

	return names[outcome];
}
