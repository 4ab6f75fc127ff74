#include "chart_team.h"

#include "drawing.h"
#include "fit.h"
#include "memory.h"
#include "ors.h"
#include "scored.h"

void team_start(struct team *team, const struct words *words)
{
	team->words = words;
	for (enum sfb_form form = SFB_FORM_UNKNOWN; form < SFB_FORM_COUNT; form++)
		team->threshold[form] = SFB_NO_POINTS;
}

void team_take(struct team *team, struct input *input)
{
	struct slice measure = input_cell(input, COL_MEASURE);
	struct team_pair pair = { .form = who_form(input, COL_FORM) };
	sfb_points threshold;

	if (measure.len > 0 && !slice_equal(measure, slice_of("ors"))) {
		diag_notice(input_place(input), "a row of another measure than ors; left out");
		return;
	}
	pair.first = scored_fit_points(input, COL_FIRST);
	pair.last = scored_fit_points(input, COL_LAST);
	threshold = scored_fit_points(input, COL_THRESHOLD);
	pair.rater = who_rater(input, SFB_NO_AGE).class;
	if (input_is_invalid(input))
		return;
	if (pair.first == SFB_NO_POINTS || pair.last == SFB_NO_POINTS) {
		diag_notice(input_place(input), "a row without first and last score; left out");
		return;
	}
	if (pair.form != SFB_FORM_ORS && pair.form != SFB_FORM_CORS) {
		diag_notice(input_place(input), "a row of an unknown form; left out");
		return;
	}
	if (team->threshold[pair.form] == SFB_NO_POINTS)
		team->threshold[pair.form] = threshold;
	else if (threshold != SFB_NO_POINTS && threshold != team->threshold[pair.form])
		diag_fail(input_place(input), "another threshold than in the rows before, for the "
		                              "same form: draw them one by one");
	team->pairs = memory_resize(team->pairs, team->count + 1, sizeof(*team->pairs));
	team->pairs[team->count++] = pair;
	team->of_form[pair.form]++;
}

static int32_t team_x(sfb_points points)
{
	return (int32_t)((int64_t)points * DRAWING_WIDE / SFB_FIT_TOTAL_MAX);
}

/* last = first + by, as far as both are on the scale. */
static void team_diagonal(struct bytes *rows, enum drawing_panel panel, int style, sfb_points by)
{
	sfb_points from = by < 0 ? -by : 0, to = SFB_FIT_TOTAL_MAX - (by > 0 ? by : 0);

	drawing_line(rows, panel, style, team_x(from), from + by, team_x(to), to + by);
}

/* The published cutoffs of a form, across both scores. */
static void team_cutoffs(const struct team *team, struct bytes *rows, enum drawing_panel panel,
                         enum sfb_form form)
{
	size_t count;
	const struct sfb_ors_cutoff *cutoffs = sfb_ors_cutoffs(&count);

	for (size_t i = 0; i < count; i++) {
		sfb_points y = cutoffs[i].cutoff;
		struct bytes text = { NULL, 0, 0 };

		if (cutoffs[i].form != form)
			continue;
		drawing_line(rows, panel, DRAWING_CUTOFF, 0, y, DRAWING_WIDE, y);
		drawing_line(rows, panel, DRAWING_CUTOFF, team_x(y), 0, team_x(y),
		             SFB_FIT_TOTAL_MAX);
		words_points(team->words, &text, y, 0);
		if (cutoffs[i].age_max < SFB_AGE_MAX)
			bytes_format(&text, " (%d-%d)", cutoffs[i].age_min, cutoffs[i].age_max);
		else
			bytes_format(&text, " (%d+)", cutoffs[i].age_min);
		drawing_text(rows, panel, DRAWING_SCALE, DRAWING_WIDE, y, bytes_slice(&text));
		bytes_free(&text);
	}
}

static void team_panel(const struct team *team, struct bytes *rows, enum drawing_panel panel,
                       enum sfb_form form)
{
	for (int32_t at = 0; at <= SFB_FIT_TOTAL_MAX; at += SFB_FIT_TOTAL_MAX / 4) {
		struct bytes text = { NULL, 0, 0 };

		drawing_line(rows, panel, DRAWING_GRID, 0, at, DRAWING_WIDE, at);
		drawing_line(rows, panel, DRAWING_GRID, team_x(at), 0, team_x(at),
		             SFB_FIT_TOTAL_MAX);
		words_points(team->words, &text, at, 0);
		drawing_text(rows, panel, DRAWING_TICK, team_x(at), 0, bytes_slice(&text));
		bytes_free(&text);
	}
	team_diagonal(rows, panel, DRAWING_EQUAL, 0);
	if (team->threshold[form] != SFB_NO_POINTS) {
		team_diagonal(rows, panel, DRAWING_LIMIT, team->threshold[form]);
		team_diagonal(rows, panel, DRAWING_LIMIT, -team->threshold[form]);
	}
	team_cutoffs(team, rows, panel, form);
	for (size_t i = 0; i < team->count; i++)
		if (team->pairs[i].form == form)
			drawing_mark(rows, panel, (int)team->pairs[i].rater + 1,
			             team_x(team->pairs[i].first), team->pairs[i].last);
}

static void team_text(struct bytes *rows, enum drawing_text kind, int32_t x, int32_t y,
                      const char *text)
{
	drawing_text(rows, DRAWING_PAGE, kind, x, y, slice_of(text));
}

/* What stands round a panel whose left edge is at x on the page. */
static void team_captions(const struct team *team, struct bytes *rows, struct bytes *spoken,
                          int32_t x, enum sfb_form form)
{
	struct bytes text = { NULL, 0, 0 };

	bytes_format(&text, "%s (n = %zu): ", sfb_form_name(form), team->of_form[form]);
	bytes_add(&text, slice_of(gettext("last score, upwards")));
	drawing_text(rows, DRAWING_PAGE, DRAWING_NORMAL, x, 88000, bytes_slice(&text));
	bytes_format(spoken, " %s: n = %zu.", sfb_form_name(form), team->of_form[form]);
	team_text(rows, DRAWING_NORMAL, x, 14500, gettext("first score, to the right"));
	team_text(rows, DRAWING_SMALL, x, 10500, gettext("dashed: cutoff (age)"));
	text.len = 0;
	if (team->threshold[form] != SFB_NO_POINTS) {
		words_with_points(team->words, &text, gettext("dotted: reliable change, %s points"),
		                  team->threshold[form], 0);
		drawing_text(rows, DRAWING_PAGE, DRAWING_SMALL, x + 17000, 10500,
		             bytes_slice(&text));
	}
	bytes_free(&text);
}

/* The kinds of rater that there are. */
static void team_key(const struct team *team, struct bytes *rows)
{
	enum { LEFT = 7000, STEP = 22000, Y = 4000 };
	const char *const names[] = { gettext("self"), gettext("caregiver"), gettext("teacher"),
		                      gettext("others") };
	bool seen[4] = { false };
	int32_t shown = 0;

	for (size_t i = 0; i < team->count; i++)
		seen[team->pairs[i].rater] = true;
	for (int i = 0; i < 4; i++) {
		if (!seen[i])
			continue;
		drawing_mark(rows, DRAWING_PAGE, i + 1, LEFT + STEP * shown, Y);
		team_text(rows, DRAWING_NORMAL, LEFT + 1500 + STEP * shown++, Y, names[i]);
	}
}

void team_compose(const struct team *team, struct bytes *rows, struct bytes *title,
                  struct bytes *spoken)
{
	bool both = team->of_form[SFB_FORM_ORS] > 0 && team->of_form[SFB_FORM_CORS] > 0;
	enum sfb_form alone = team->of_form[SFB_FORM_CORS] > 0 ? SFB_FORM_CORS : SFB_FORM_ORS;

	bytes_add(title, slice_of(gettext("Wellbeing: first and last score")));
	bytes_add(spoken, slice_of(gettext("Each mark is a series; above the diagonal it rose.")));
	if (both) {
		team_panel(team, rows, DRAWING_LEFT, SFB_FORM_ORS);
		team_panel(team, rows, DRAWING_RIGHT, SFB_FORM_CORS);
		team_captions(team, rows, spoken, 6000, SFB_FORM_ORS);
		team_captions(team, rows, spoken, 54000, SFB_FORM_CORS);
	} else {
		team_panel(team, rows, DRAWING_SQUARE, alone);
		team_captions(team, rows, spoken, 28000, alone);
	}
	drawing_text(rows, DRAWING_PAGE, DRAWING_HEADING, 2000, 96000, bytes_slice(title));
	team_key(team, rows);
}
