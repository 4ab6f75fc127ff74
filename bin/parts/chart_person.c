#include "chart_person.h"

#include <stdlib.h>

#include "drawing.h"
#include "fit.h"
#include "memory.h"
#include "srs.h"

enum { CHART_SCALE = SFB_FIT_TOTAL_MAX, CHART_MARGIN = 2500 };

static int32_t chart_x(const struct chart *chart, int64_t when)
{
	return axis_place(&chart->axis, when, DRAWING_WIDE, CHART_MARGIN);
}

static int chart_style(const struct chart_thread *thread)
{
	return (int)(thread->voice % DRAWING_SERIES) + 1;
}

/* ---- one series ---- */

static void chart_points(struct chart *chart, enum drawing_panel panel, int style,
                         const struct sfb_progress_point *points, size_t count)
{
	bool has_line[SFB_FORM_COUNT];

	for (enum sfb_form form = SFB_FORM_UNKNOWN; form < SFB_FORM_COUNT; form++)
		has_line[form] = sfb_progress_has_line(points, count, form);
	for (size_t i = 0; i < count; i++) {
		int32_t x = chart_x(chart, points[i].when);

		if (has_line[points[i].form] && sfb_progress_follows(points, i))
			drawing_line(&chart->rows, panel, style, chart_x(chart, points[i - 1].when),
			             points[i - 1].points, x, points[i].points);
		if (points[i].points != SFB_NO_POINTS)
			drawing_mark(&chart->rows, panel, style, x, points[i].points);
	}
}

/* From the first score of each form to the last one of it; to the end for the latest. */
static void chart_bands(struct chart *chart, enum drawing_panel panel,
                        const struct chart_thread *thread)
{
	for (enum sfb_form form = SFB_FORM_ORS; form <= SFB_FORM_CORS; form++) {
		const struct sfb_progress_point *first = NULL, *last = NULL;
		sfb_points low, high;
		int32_t from, to;

		for (size_t i = 0; i < thread->count; i++) {
			if (thread->ors[i].points == SFB_NO_POINTS || thread->ors[i].form != form)
				continue;
			last = &thread->ors[i];
			if (first == NULL)
				first = last;
		}
		if (first == NULL)
			continue;
		sfb_progress_band(first->points, chart->threshold[form], CHART_SCALE, &low, &high);
		from = chart_x(chart, first->when);
		to = chart_x(chart, last->when);
		if (to < DRAWING_WIDE - CHART_MARGIN && last == &thread->ors[thread->count - 1])
			to = DRAWING_WIDE - CHART_MARGIN;
		drawing_box(&chart->rows, panel, chart_style(thread), from, low, to, high);
		drawing_line(&chart->rows, panel, DRAWING_EDGES + chart_style(thread), from, low,
		             to, low);
		drawing_line(&chart->rows, panel, DRAWING_EDGES + chart_style(thread), from, high,
		             to, high);
	}
}

/* "self, ORS: 5 scores, 15.6 (2026-01-05), first, to 21 (2026-06-01), last." for screen readers. */
static void chart_describe(struct chart *chart, struct slice rater, const char *measure,
                           const struct sfb_progress_point *points, size_t count,
                           enum sfb_form form)
{
	struct bytes *to = &chart->description;
	const struct sfb_progress_point *ends[2] = { NULL, NULL };
	size_t scored = sfb_progress_scored(points, count, form);

	if (scored == 0)
		return;
	for (size_t i = 0; i < count; i++) {
		if (points[i].points == SFB_NO_POINTS || points[i].form != form)
			continue;
		ends[1] = &points[i];
		if (ends[0] == NULL)
			ends[0] = ends[1];
	}
	bytes_format(to, " %s, ", measure);
	words_rater(to, rater, NAME_SHOWN);
	bytes_format(to, ": ");
	for (size_t i = 0; i < (scored > 1 ? 2 : 1); i++) {
		words_with_points(chart->words, to,
		                  i == 0 ? gettext("first %s") : gettext(", last %s"),
		                  ends[i]->points, 1);
		bytes_format(to, " (");
		if (chart->has_dates)
			words_date(chart->words, to, ends[i]->when, false);
		else
			bytes_format(to, "%lld", (long long)ends[i]->when);
		bytes_format(to, ")");
	}
	bytes_format(to, " (n = %zu).", scored);
}

/* ---- what all series have in common ---- */

static void chart_cutoffs(struct chart *chart, enum drawing_panel panel,
                          const struct chart_person *person)
{
	struct sfb_progress_step *steps = memory_resize(NULL, person->ors + 1, sizeof(*steps));
	size_t count = 0;

	for (const struct chart_thread *t = person->threads; t != NULL; t = t->next)
		sfb_progress_steps(steps, &count, t->ors, t->count);
	sfb_progress_steps_join(steps, count, chart->axis.from, chart->axis.to);
	for (size_t i = 0; i < count; i++) {
		struct bytes text = { NULL, 0, 0 };
		int32_t from = steps[i].from == chart->axis.from ? 0
		                                                 : chart_x(chart, steps[i].from);
		int32_t to = steps[i].to == chart->axis.to ? DRAWING_WIDE
		                                           : chart_x(chart, steps[i].to);

		drawing_line(&chart->rows, panel, DRAWING_CUTOFF, from, steps[i].cutoff, to,
		             steps[i].cutoff);
		words_with_points(chart->words, &text, gettext("cutoff %s"), steps[i].cutoff, 0);
		drawing_text(&chart->rows, panel, DRAWING_SCALE, DRAWING_WIDE, steps[i].cutoff,
		             bytes_slice(&text));
		bytes_free(&text);
	}
	free(steps);
}

static void chart_srs_line(struct chart *chart)
{
	struct bytes text = { NULL, 0, 0 };
	sfb_points limit = sfb_srs_limits.total;

	drawing_line(&chart->rows, DRAWING_LOWER, DRAWING_CUTOFF, 0, limit, DRAWING_WIDE, limit);
	words_with_points(chart->words, &text, gettext("low: under %s"), limit, 0);
	drawing_text(&chart->rows, DRAWING_LOWER, DRAWING_SCALE, DRAWING_WIDE, limit,
	             bytes_slice(&text));
	bytes_free(&text);
}

static void chart_frame(struct chart *chart, enum drawing_panel panel, bool lowest)
{
	int64_t ticks[AXIS_TICKS_MAX];
	bool months;
	size_t count = axis_ticks(&chart->axis, ticks, &months);

	for (int32_t y = 0; y <= CHART_SCALE; y += CHART_SCALE / 4)
		drawing_line(&chart->rows, panel, DRAWING_GRID, 0, y, DRAWING_WIDE, y);
	for (size_t i = 0; i < count; i++) {
		struct bytes text = { NULL, 0, 0 };
		int32_t x = chart_x(chart, ticks[i]);

		drawing_line(&chart->rows, panel, DRAWING_GRID, x, 0, x, CHART_SCALE);
		if (!lowest)
			continue;
		if (chart->has_dates)
			words_date(chart->words, &text, ticks[i], months);
		else
			bytes_format(&text, "%lld", (long long)ticks[i]);
		drawing_text(&chart->rows, panel, DRAWING_TICK, x, 0, bytes_slice(&text));
		bytes_free(&text);
	}
}

static void chart_says(struct chart *chart, enum drawing_text kind, int32_t x, int32_t y,
                       const char *text)
{
	drawing_text(&chart->rows, DRAWING_PAGE, kind, x, y, slice_of(text));
}

static void chart_title(const struct chart *chart, struct bytes *to,
                        const struct chart_person *person, size_t max)
{
	const struct threads *threads = chart->threads;
	struct bytes family = { NULL, 0, 0 };

	bytes_shown(to, threads_part(threads, person->threads, WHO_PERSON), max);
	if (chart->has_family)
		bytes_shown(&family, threads_part(threads, person->threads, WHO_FAMILY), max);
	if (family.len > 0)
		words_with(to, gettext(", family %s"), bytes_slice(&family));
	bytes_free(&family);
}

/* A key below the panels, one entry a rater, three in a row. */
static void chart_key(struct chart *chart, const struct chart_person *person)
{
	enum { IN_A_ROW = 3, LEFT = 6000, STEP = 30000, TOP = 7000, DOWN = 4500, MARK = 1500 };
	size_t shown = 0;

	for (const struct chart_thread *t = person->threads; t != NULL; t = t->next) {
		struct bytes name = { NULL, 0, 0 };
		int32_t x = LEFT + STEP * (int32_t)(shown % IN_A_ROW);
		int32_t y = TOP - DOWN * (int32_t)(shown / IN_A_ROW);
		struct slice id = threads_part(chart->threads, t, WHO_RATER_ID);

		/* One entry a voice, and as many as there are styles. */
		if (t->voice != shown || shown >= DRAWING_SERIES)
			continue;
		drawing_line(&chart->rows, DRAWING_PAGE, chart_style(t), x - MARK, y, x + MARK, y);
		drawing_mark(&chart->rows, DRAWING_PAGE, chart_style(t), x, y);
		words_rater(&name, threads_rater(t), NAME_SHOWN / 2);
		if (id.len > 0) {
			bytes_format(&name, " ");
			bytes_shown(&name, id, NAME_SHOWN / 4);
		}
		drawing_text(&chart->rows, DRAWING_PAGE, DRAWING_NORMAL, x + 2 * MARK, y,
		             bytes_slice(&name));
		bytes_free(&name);
		shown++;
	}
}

/* ---- the chart ---- */

static void chart_axis(struct chart *chart, const struct chart_person *person)
{
	chart->axis = (struct axis){ INT64_MAX, INT64_MIN, chart->has_dates };
	for (const struct chart_thread *t = person->threads; t != NULL; t = t->next) {
		if (t->ors[0].when < chart->axis.from)
			chart->axis.from = t->ors[0].when;
		if (t->ors[t->count - 1].when > chart->axis.to)
			chart->axis.to = t->ors[t->count - 1].when;
	}
}

static void chart_panel_ors(struct chart *chart, const struct chart_person *person)
{
	enum drawing_panel panel = chart->has_srs ? DRAWING_UPPER : DRAWING_WHOLE;

	chart_frame(chart, panel, !chart->has_srs);
	for (const struct chart_thread *t = person->threads; t != NULL; t = t->next)
		chart_bands(chart, panel, t);
	chart_cutoffs(chart, panel, person);
	for (const struct chart_thread *t = person->threads; t != NULL; t = t->next) {
		chart_points(chart, panel, chart_style(t), t->ors, t->count);
		for (enum sfb_form form = SFB_FORM_UNKNOWN; form <= SFB_FORM_CORS; form++)
			chart_describe(chart, threads_rater(t),
			               form == SFB_FORM_CORS ? "CORS" : "ORS", t->ors, t->count,
			               form);
	}
	chart_says(chart, DRAWING_NORMAL, 6000, 89500, gettext("Wellbeing (ORS), 0 to 40"));
	if (person->ors == 0)
		chart_says(chart, DRAWING_NORMAL, 40000, chart->has_srs ? 68000 : 50000,
		           gettext("no score yet"));
}

static void chart_panel_srs(struct chart *chart, const struct chart_person *person)
{
	chart_frame(chart, DRAWING_LOWER, true);
	chart_srs_line(chart);
	for (const struct chart_thread *t = person->threads; t != NULL; t = t->next) {
		chart_points(chart, DRAWING_LOWER, chart_style(t), t->srs, t->count);
		chart_describe(chart, threads_rater(t), "SRS", t->srs, t->count, SFB_FORM_UNKNOWN);
	}
	chart_says(chart, DRAWING_NORMAL, 6000, 45500, gettext("Alliance (SRS), 0 to 40"));
	if (person->srs == 0)
		chart_says(chart, DRAWING_NORMAL, 40000, 29000, gettext("no score yet"));
}

void chart_compose(struct chart *chart, const struct chart_person *person)
{
	struct bytes heading = { NULL, 0, 0 };

	chart->rows.len = chart->title.len = chart->description.len = 0;
	chart_axis(chart, person);
	chart_title(chart, &chart->title, person, NAME_SPOKEN);
	chart_title(chart, &heading, person, NAME_SHOWN);
	bytes_add(&chart->description, slice_of(gettext("Scores over time.")));
	drawing_text(&chart->rows, DRAWING_PAGE, DRAWING_HEADING, 2000, 96000,
	             bytes_slice(&heading));
	bytes_free(&heading);
	chart_panel_ors(chart, person);
	if (chart->has_srs)
		chart_panel_srs(chart, person);
	chart_key(chart, person);
	if (person->ors > 0)
		chart_says(chart, DRAWING_SMALL, 42000, 89500,
		           gettext("Band: less than a reliable change from the first score"));
}
