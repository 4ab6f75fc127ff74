/*
 * chart_team.h: first against last score of a team's series, from rows of change-score:
 * a panel for each form of the ORS.
 */
#ifndef CHART_TEAM_H
#define CHART_TEAM_H

#include "chart_words.h"
#include "input.h"

struct team_pair {
	sfb_points first, last;
	enum sfb_form form;
	enum sfb_rater rater;
};

struct team {
	const struct words *words;
	struct team_pair *pairs;
	size_t count;
	sfb_points threshold[SFB_FORM_COUNT]; /* SFB_NO_POINTS: none in the rows */
	size_t of_form[SFB_FORM_COUNT];
};

void team_start(struct team *team, const struct words *words);

/* Adds the record that the input is at. */
void team_take(struct team *team, struct input *input);

void team_compose(const struct team *team, struct bytes *rows, struct bytes *title,
                  struct bytes *spoken);

#endif
