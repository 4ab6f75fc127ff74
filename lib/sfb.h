/*
 * sfb.h: the vocabulary that all instruments of libsfb share.
 *
 * libsfb scores; it does no I/O, keeps no state, reads no environment and never
 * exits. Each module takes a plain struct and fills a plain struct.
 *
 * Where a header does not say otherwise: no pointer is NULL, an enum is one of its
 * names, and a number lies in the range that is given for it; a function that may be
 * handed anything else names its error. What a caller hands in stays the caller's; what
 * points into a result (tokens, sources, bands) is a constant or the caller's own.
 * Nothing is allocated, except for the time of a call in talk.h. Calls on different
 * structs can be made at the same time.
 *
 * Scores are whole numbers of thousandths of a point (7.5 points are 7500), so
 * that sums, differences and comparisons with a limit are exact. Binary
 * fractions are not: 0.1 + 5.0 - 0.1 is not 5.
 */
#ifndef SFB_H
#define SFB_H

#include <stdint.h>

#include "sfb_version.h"

/*
 * The version of the library that is in use, as in "1.2.3". SFB_VERSION is that of the
 * header a program was compiled with.
 */
const char *sfb_version(void);

/* Thousandths of a point. */
typedef int32_t sfb_points;

#define SFB_POINT ((sfb_points)1000)

/* An item that was not answered, a score that could not be made. Never zero. */
#define SFB_NO_POINTS INT32_MIN

/*
 * Questionnaires that count in whole numbers have whole points, not thousandths:
 * an item that was not answered, and a score that could not be made. Never zero.
 */
#define SFB_NO_ANSWER (-1)
#define SFB_NO_SCORE (-1)

/* Ages are whole years, 0 to SFB_AGE_MAX. */
#define SFB_AGE_MAX 120
#define SFB_NO_AGE (-1)

/* Who filled in the form; an unknown word is SFB_RATER_OTHER. */
enum sfb_rater {
	SFB_RATER_SELF,
	SFB_RATER_CAREGIVER,
	SFB_RATER_TEACHER,
	SFB_RATER_OTHER,
};

/* A child's sex, where norms differ by it. */
enum sfb_sex {
	SFB_SEX_UNKNOWN,
	SFB_SEX_GIRL,
	SFB_SEX_BOY,
};

/* On which side of a cutoff a score lies; unknown where no cutoff applies. */
enum sfb_range {
	SFB_RANGE_UNKNOWN,
	SFB_RANGE_CLINICAL,
	SFB_RANGE_NONCLINICAL,
};

/*
 * The forms of the Outcome Rating Scale. Scores of two forms are never
 * subtracted from each other.
 */
enum sfb_form {
	SFB_FORM_UNKNOWN,
	SFB_FORM_ORS,   /* adults and young people, 13 and over */
	SFB_FORM_CORS,  /* children, 6 to 12 */
	SFB_FORM_YCORS, /* children under 6; not scored */
};

#define SFB_FORM_COUNT 4

/* Tokens: "CORS", "clinical"; "" for unknown. */
const char *sfb_form_name(enum sfb_form form);
const char *sfb_range_name(enum sfb_range range);

#endif
