/*
 * words.h: the words that may stand in cells for a fixed set of meanings, in
 * Danish and English. They stand in share/words.csv.
 */
#ifndef WORDS_H
#define WORDS_H

#include "slice.h"

enum word_kind {
	WORDS_RATER,
	WORDS_ANSWER,
	WORDS_SEX,
	WORDS_FORM,
	WORDS_ROLE,
	WORDS_SCENARIO,
	WORDS_CATEGORY,
	WORDS_SETTING,
};

enum word {
	WORD_NONE, /* an unknown word */
	WORD_RATER_SELF,
	WORD_RATER_CAREGIVER,
	WORD_RATER_TEACHER,
	WORD_RATER_OTHER,
	WORD_ANSWER_YES,
	WORD_ANSWER_NO,
	WORD_ANSWER_UNKNOWN,
	WORD_SEX_FEMALE,
	WORD_SEX_MALE,
	WORD_FORM_ORS,
	WORD_FORM_CORS,
	WORD_FORM_YCORS,
	WORD_ROLE_PRIMARY,
	WORD_ROLE_SECONDARY,
	WORD_SCENARIO_INTERVENTION,
	WORD_SCENARIO_BASELINE,
	WORD_CATEGORY_STARTUP,
	WORD_CATEGORY_SESSIONS,
	WORD_CATEGORY_ONGOING,
	WORD_CATEGORY_OTHER,
	WORD_SETTING_OUTPATIENT,
	WORD_SETTING_RESIDENTIAL,
};

/* The meaning of a cell among the words of one kind. */
enum word word_find(enum word_kind kind, struct slice cell);

#endif
