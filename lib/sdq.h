/*
 * sdq.h: the Strengths and Difficulties Questionnaire.
 *
 * 25 items of 0 to 2 points on five scales of 0 to 10, five items each; which item
 * belongs where, and which count backwards, is in share/sdq_items.csv. A scale needs
 * three answers and is then raised to five: the mean of the answers times five, half
 * up. Total difficulties (0 to 40) is the sum of all scales but prosocial behaviour.
 * Higher means more difficulties, and on the prosocial scale more strength.
 *
 * Impact (0 to 10; 0 to 6 for teachers) comes from the items behind the question
 * whether there are difficulties at all. Source of all rules: the scoring
 * instructions and scoring syntax of youthinmind, sdqinfo.org.
 *
 * Bands are rows of a norm set (share/sdq_bands.csv, each with its source).
 */
#ifndef SFB_SDQ_H
#define SFB_SDQ_H

#include <stdbool.h>
#include <stddef.h>

#include "sfb.h"

#define SFB_SDQ_ITEMS 25
#define SFB_SDQ_ITEM_MAX 2
/* Items 28 to 32. */
#define SFB_SDQ_IMPACT_ITEMS 5
/* The highest answer to these and to item 26. */
#define SFB_SDQ_IMPACT_ITEM_MAX 3

#define SFB_SDQ_SCALE_MAX 10
#define SFB_SDQ_TOTAL_MAX 40

/* The scores: five scales of 0 to 10, and what is made of them. */
enum sfb_sdq_score {
	SFB_SDQ_EMOTIONAL,
	SFB_SDQ_CONDUCT,
	SFB_SDQ_HYPERACTIVITY,
	SFB_SDQ_PEER,
	SFB_SDQ_PROSOCIAL,
	SFB_SDQ_TOTAL,
	SFB_SDQ_INTERNALISING, /* emotional and peer, 0 to 20; no bands */
	SFB_SDQ_EXTERNALISING, /* conduct and hyperactivity, 0 to 20; no bands */
	SFB_SDQ_IMPACT,
	SFB_SDQ_SCORES,
};

/* One filled-in form; what was not answered is SFB_NO_ANSWER. */
struct sfb_sdq_answers {
	int8_t item[SFB_SDQ_ITEMS];          /* items 1 to 25, 0 to 2, as they were answered */
	int8_t difficulties;                 /* item 26, 0 to 3 */
	int8_t impact[SFB_SDQ_IMPACT_ITEMS]; /* items 28 to 32, 0 to 3 */
	/* Caregiver is the parents' form; SFB_RATER_OTHER when it is none of the three. */
	enum sfb_rater informant;
	enum sfb_sex sex;
	int age; /* whole years, or SFB_NO_AGE */
};

/* The first that applies. */
enum sfb_sdq_status {
	SFB_SDQ_INVALID,    /* an answer out of range; no scores */
	SFB_SDQ_SKIPPED,    /* items 1 to 25 all missing; impact is scored all the same */
	SFB_SDQ_INCOMPLETE, /* a scale has fewer than three answers, so there is no total */
	SFB_SDQ_PRORATED,   /* a scale was scored from three or four answers */
	SFB_SDQ_NO_NORMS,   /* no norm set covers the informant, age and sex */
	SFB_SDQ_OK,
};

/* One band of one scale: whom it holds for, and from where to where. */
struct sfb_sdq_band {
	const char *set;
	enum sfb_rater informant; /* self, caregiver or teacher */
	int age_min, age_max;     /* whole years, inclusive */
	enum sfb_sex sex;         /* unknown: both */
	enum sfb_sdq_score scale; /* any but internalising and externalising */
	const char *band;
	int low, high; /* whole points, inclusive */
	const char *source, *evidence;
};

/* The bands of one set for one informant, one range of ages and one sex, ready for use. */
struct sfb_sdq_norms {
	const struct sfb_sdq_band *first; /* says for whom they hold; not owned */
	bool by_age; /* the set has other ages for the same informant: the age must be known */
	const char *band[SFB_SDQ_SCORES][SFB_SDQ_TOTAL_MAX + 1]; /* by points; NULL: none */
};

/* What is wrong with a table of bands. */
enum sfb_sdq_fault {
	SFB_SDQ_SOUND,
	SFB_SDQ_BAD_INFORMANT,
	SFB_SDQ_BAD_AGES,      /* age_min above age_max, or outside 0 to SFB_AGE_MAX */
	SFB_SDQ_BAD_SCALE,     /* a score that has no bands */
	SFB_SDQ_BAD_POINTS,    /* low above high, or outside the range of the scale */
	SFB_SDQ_AGES_OVERLAP,  /* with other ages or another sex of the same set and informant */
	SFB_SDQ_BANDS_OVERLAP, /* some points are in a band already */
	SFB_SDQ_HOLE,          /* some points of a scale are in no band */
};

/* What a form amounts to. Bands and norms point into what the norms were made of. */
struct sfb_sdq_result {
	int score[SFB_SDQ_SCORES];        /* whole points, or SFB_NO_SCORE */
	const char *band[SFB_SDQ_SCORES]; /* NULL where there is none */
	const char *norms;                /* the set that covers this form, or NULL */
	enum sfb_sdq_status status;
	/* Answers that do not count, for a notice. */
	bool gated;     /* impact items above 0, though item 26 says no difficulties */
	bool not_asked; /* items 29 or 32, which the teachers' form does not have */
};

/* The built-in bands, set by set; *count receives their number. */
const struct sfb_sdq_band *sfb_sdq_bands(size_t *count);

/* The highest score of a scale; teachers have fewer impact items. */
int sfb_sdq_score_max(enum sfb_sdq_score score, enum sfb_rater informant);

/*
 * Makes norms of count bands (which must outlive them), in order of first appearance:
 * norms has room for count, *norms_count receives their number. On a fault, *at is
 * the row to blame: the later of two that collide, the one behind a hole, or before
 * it when the hole is at the end.
 */
enum sfb_sdq_fault sfb_sdq_make_norms(const struct sfb_sdq_band *bands, size_t count,
                                      struct sfb_sdq_norms *norms, size_t *norms_count, size_t *at);

/*
 * Scores one form, with the bands of the first of count norms that cover it. Without
 * an age, ages are taken as met where a set has only one range of them; without a
 * sex, bands for one sex do not hold. Every field of *result is set.
 */
void sfb_sdq_score(const struct sfb_sdq_answers *answers, const struct sfb_sdq_norms *norms,
                   size_t count, struct sfb_sdq_result *result);

/* Tokens, as in "emotional" and "no-norms"; what a fault means, in English. */
const char *sfb_sdq_score_name(enum sfb_sdq_score score);
const char *sfb_sdq_status_name(enum sfb_sdq_status status);
const char *sfb_sdq_fault_text(enum sfb_sdq_fault fault);

#endif
