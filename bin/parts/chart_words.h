/*
 * chart_words.h: the words on a chart, in the reader's language: gettext with the
 * catalogue of the toolkit, numbers with its decimal mark, dates in its order.
 */
#ifndef CHART_WORDS_H
#define CHART_WORDS_H

#include <libintl.h>

#include "bytes.h"
#include "memory.h"
#include "sfb.h"

/* Names longer than this are cut where they are drawn; the title for screen readers has more. */
enum { NAME_SHOWN = 40, NAME_SPOKEN = 200 };

struct words {
	bool danish;
	struct arena arena;
};

/* No Danish locale needs to be installed. */
void words_start(struct words *words, const char *argv0);

void words_points(const struct words *words, struct bytes *to, sfb_points points, int decimals_min);

/* A day, or a month alone; DD-MM-YYYY in Danish. */
void words_date(const struct words *words, struct bytes *to, int64_t day, bool month);

/* A message of ours with one text, number or nothing in it. */
void words_with(struct bytes *to, const char *message, struct slice text);

void words_with_points(const struct words *words, struct bytes *to, const char *message,
                       sfb_points points, int decimals_min);

/* A rater as written, except for the person herself. */
void words_rater(struct bytes *to, struct slice word, size_t max);

#endif
