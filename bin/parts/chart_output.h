/*
 * chart_output.h: charts on their way out: one picture, a table with a picture in each row,
 * or a folder of numbered files.
 */
#ifndef CHART_OUTPUT_H
#define CHART_OUTPUT_H

#include "chart_sessions.h"
#include "chart_team.h"
#include "drawing.h"

struct output {
	enum drawing_format format;
	const char *prefix;  /* of ids in SVG */
	const char *program; /* for gnuplot */
	struct words words;
	struct chart chart;
	struct sessions sessions;
	struct team team;
	struct bytes drawn, picture;
};

/* The chart of one person, into out->picture. */
void output_draw_person(struct output *out, const struct chart_person *person, size_t number);

/* The chart of the team, to the output. */
void output_team(struct output *out);

/* A table with the chart of each person, and one with a spark for each series. */
void output_inline(struct output *out);
void output_sparks(struct output *out);

/* Numbered files, and the table that says whose they are. */
void output_folder(struct output *out, const char *dir);

void output_free(struct output *out);

#endif
