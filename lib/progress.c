#include "progress.h"

#include <stdlib.h>

#include "change.h"

static int by_time(const void *a, const void *b)
{
	const struct sfb_progress_point *x = a, *y = b;

	if (x->when != y->when)
		return x->when < y->when ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

void sfb_progress_arrange(struct sfb_progress_point *points, size_t count)
{
	uint32_t known = SFB_FORM_UNKNOWN;

	if (count == 0)
		return;
	qsort(points, count, sizeof(*points), by_time);
	for (size_t i = 0; i < count; i++)
		known = sfb_forms_see(known, points[i].form);
	for (size_t i = 0; i < count; i++)
		if (points[i].form == SFB_FORM_UNKNOWN)
			points[i].form = (enum sfb_form)sfb_forms_settle(known);
}

static bool is_scored(const struct sfb_progress_point *point, enum sfb_form form)
{
	return point->points != SFB_NO_POINTS && point->form == form;
}

size_t sfb_progress_scored(const struct sfb_progress_point *points, size_t count,
                           enum sfb_form form)
{
	size_t scored = 0;

	for (size_t i = 0; i < count; i++)
		scored += is_scored(&points[i], form);
	return scored;
}

bool sfb_progress_has_line(const struct sfb_progress_point *points, size_t count,
                           enum sfb_form form)
{
	return sfb_progress_scored(points, count, form) >= SFB_PROGRESS_LINE_MIN;
}

bool sfb_progress_follows(const struct sfb_progress_point *points, size_t position)
{
	enum sfb_form form = points[position].form;

	return position > 0 && is_scored(&points[position], form) &&
	       is_scored(&points[position - 1], form);
}

void sfb_progress_band(sfb_points first, sfb_points threshold, sfb_points max, sfb_points *low,
                       sfb_points *high)
{
	*low = first > threshold ? first - threshold : 0;
	*high = first < max - threshold ? first + threshold : max;
}

void sfb_progress_steps(struct sfb_progress_step *steps, size_t *count,
                        const struct sfb_progress_point *points, size_t point_count)
{
	for (size_t i = 0; i < point_count; i++) {
		const struct sfb_progress_point *point = &points[i];
		size_t found = 0;

		if (point->points == SFB_NO_POINTS || point->cutoff == SFB_NO_POINTS)
			continue;
		while (found < *count && steps[found].cutoff != point->cutoff)
			found++;
		if (found == *count)
			steps[(*count)++] = (struct sfb_progress_step){ point->cutoff, point->when,
				                                        point->when };
		if (point->when < steps[found].from)
			steps[found].from = point->when;
		if (point->when > steps[found].to)
			steps[found].to = point->when;
	}
}

static int by_start(const void *a, const void *b)
{
	const struct sfb_progress_step *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return x->cutoff < y->cutoff ? -1 : 1;
}

void sfb_progress_steps_join(struct sfb_progress_step *steps, size_t count, int64_t from,
                             int64_t to)
{
	size_t last = 0;

	if (count == 0)
		return;
	qsort(steps, count, sizeof(*steps), by_start);
	for (size_t i = 0; i < count; i++) {
		if (i + 1 < count && steps[i].to < steps[i + 1].from)
			steps[i].to = steps[i + 1].from;
		if (steps[i].to >= steps[last].to)
			last = i;
	}
	steps[0].from = from;
	steps[last].to = to;
}
