/*
 * drawing.h: a drawing as rows of numbers, which the constant gnuplot program
 * share/progress-chart.gp turns into a picture, and what becomes of its SVG.
 *
 * A drawing has panels, each with a scale of its own: 0 to DRAWING_WIDE from left to
 * right, and upwards 0 to DRAWING_WIDE on the page (the panel that holds all others) or
 * 0 to 40000 elsewhere. Styles are numbers from 1 whose marks, dashes and colours the
 * gnuplot program knows. Texts travel as digits only (each byte an octal escape), so
 * that gnuplot never reads a byte of them.
 */
#ifndef DRAWING_H
#define DRAWING_H

#include <stdint.h>

#include "bytes.h"

#define DRAWING_WIDE 100000

/* Numbers that the gnuplot program has, too. */
enum drawing_panel {
	DRAWING_PAGE,
	DRAWING_UPPER,
	DRAWING_LOWER,
	DRAWING_WHOLE,
	DRAWING_LEFT,
	DRAWING_RIGHT,
	DRAWING_SQUARE,
};

/*
 * Styles 1 to DRAWING_SERIES are those of series, for lines, marks and boxes; the edges of
 * a series' box are DRAWING_EDGES + its style.
 */
enum { DRAWING_SERIES = 6, DRAWING_EDGES = 20 };
enum drawing_line { DRAWING_CUTOFF = 11, DRAWING_GRID, DRAWING_LIMIT, DRAWING_EQUAL };

enum drawing_text {
	DRAWING_HEADING = 1,
	DRAWING_NORMAL,
	DRAWING_SMALL,
	DRAWING_TICK,  /* below the panel, at x */
	DRAWING_SCALE, /* to the right of the panel, at y */
};

/* A box is a band: filled, between two lines. */
void drawing_box(struct bytes *rows, enum drawing_panel panel, int style, int32_t x0, int32_t y0,
                 int32_t x1, int32_t y1);
void drawing_line(struct bytes *rows, enum drawing_panel panel, int style, int32_t x0, int32_t y0,
                  int32_t x1, int32_t y1);
void drawing_mark(struct bytes *rows, enum drawing_panel panel, int style, int32_t x, int32_t y);
void drawing_text(struct bytes *rows, enum drawing_panel panel, enum drawing_text kind, int32_t x,
                  int32_t y, struct slice utf8);

enum drawing_format { DRAWING_PNG, DRAWING_SVG, DRAWING_INLINE };

/*
 * Runs gnuplot on the rows and adds the picture. program: the path of the gnuplot
 * program. Fails when there is no gnuplot, or when it does.
 */
void drawing_run(const char *program, enum drawing_format format, struct slice rows,
                 struct bytes *picture);

/* What a picture says to those who do not see it; in UTF-8. */
struct drawing_words {
	struct slice title, description;
};

/*
 * What gnuplot wrote as an SVG that stands for itself: with title and description, an
 * image to screen readers, and ids that begin with prefix. inlined: to be put into an HTML
 * page, without the line that begins an XML file, and black and the
 * greys are the colour of the page's text.
 */
void drawing_svg(struct bytes *to, struct slice made, bool inlined, const char *prefix,
                 const struct drawing_words *words);

#endif
