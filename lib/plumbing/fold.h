/*
 * fold.h: one spelling for names and value words that people spell in many ways.
 *
 * Case, blanks, "_" and "-" do not matter; Danish letters match in UTF-8
 * (composed or decomposed), in Windows-1252 bytes and in ae/oe/aa spelling.
 * The result is for comparing, never for showing.
 */
#ifndef FOLD_H
#define FOLD_H

#include "slice.h"

/* Long enough for every name and word that sfb knows. */
#define FOLD_MAX 128

struct folded {
	size_t len;
	char text[FOLD_MAX];
};

/* False when the folded text does not fit; then it matches nothing that sfb knows. */
bool fold(struct slice text, struct folded *folded);

static inline bool folded_equal(const struct folded *a, const struct folded *b)
{
	return a->len == b->len && memcmp(a->text, b->text, a->len) == 0;
}

#endif
