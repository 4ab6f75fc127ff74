/*
 * values.h: what a cell says, for comparing it with what a rule names.
 *
 * Spelling does not matter (fold.h). A word of share/values.csv means the same in
 * each of its languages, and so do the words for yes, no and unknown.
 */
#ifndef VALUES_H
#define VALUES_H

#include "fold.h"
#include "words.h"

struct value {
	bool long_text; /* too long to be folded: equal to nothing */
	struct folded text;
	int meaning;      /* a row of share/values.csv from 1; 0: none */
	enum word answer; /* WORD_NONE where the cell is no answer */
};

void value_read(struct slice cell, struct value *value);

/* The same for a word of a rule: there a single letter or digit is only itself. */
void value_read_rule(struct slice word, struct value *value);

/* Whether a cell says what a rule names. */
bool value_is(const struct value *cell, const struct value *wanted);

/* One text for all spellings of a value, for telling values apart; lives as long as *value. */
struct slice value_text(const struct value *value);

#endif
