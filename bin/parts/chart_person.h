/*
 * chart_person.h: the chart of one person: ORS above, SRS below, over one axis of time.
 */
#ifndef CHART_PERSON_H
#define CHART_PERSON_H

#include "axis.h"
#include "chart_words.h"
#include "progress.h"
#include "threads.h"

/* What one rater says of the person in one course. */
struct chart_thread {
	struct sfb_progress_point *ors, *srs; /* as many of both: of each session */
	size_t count, room;
	struct chart_thread *next; /* of the same person */
	size_t voice;              /* the same for the same rater, from 0 */
};

struct chart_person {
	struct chart_thread *threads;
	size_t voices, sessions, ors, srs; /* numbers; of scores for the last two */
};

struct chart {
	const struct words *words;
	const struct threads *threads;
	sfb_points threshold[SFB_FORM_COUNT];
	bool has_family, has_srs, has_dates;

	/* of the person at hand */
	struct axis axis;
	struct bytes rows, title, description;
};

/* Fills rows, title and description. */
void chart_compose(struct chart *chart, const struct chart_person *person);

#endif
