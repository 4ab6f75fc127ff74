/*
 * who.h: who and when: the columns that all commands share (sfb(7)).
 */
#ifndef WHO_H
#define WHO_H

#include "input.h"
#include "keys.h"
#include "sfb.h"

/* Who filled in a form. */
struct who_rater {
	enum sfb_rater class;
	struct slice word;             /* as written; empty when not given */
	const struct rater_word *kept; /* what is known of the word already, or NULL */
};

/*
 * Whole years, or SFB_NO_AGE: birth_date at date beats age. Rejects the record
 * when one of the three cells cannot be right.
 */
int who_age(struct input *input);

/* The class of a rater's word; false for an unknown word, which is SFB_RATER_OTHER. */
bool who_class(struct slice word, enum sfb_rater *class);

/* The rater; age (or SFB_NO_AGE) is for the notice about grown-ups with caregivers. */
struct who_rater who_rater(struct input *input, int age);

/* The same, where the informant is the rater of a record that names no other. */
struct who_rater who_rater_or_informant(struct input *input, int age);

/*
 * Who filled in a questionnaire that has a form for each informant, by the column
 * informant; SFB_RATER_OTHER when it is empty or, with a notice, an unknown word.
 */
enum sfb_rater who_informant(struct input *input);

/* The sex; unknown when it is missing, said to be unknown or, with a notice, another word. */
enum sfb_sex who_sex(struct input *input);

/* The sex that a word means; false for another word than girl or boy. */
bool who_sex_word(struct slice word, enum sfb_sex *sex);

/* The form of the ORS that a column names; SFB_FORM_UNKNOWN when it is empty or wrong. */
enum sfb_form who_form(struct input *input, enum column column);

/* An identifier that may not be missing; rejects the record when it is, or is too long. */
struct slice who_identifier(struct input *input, enum column column);

/*
 * The key of a series: family, person, course, rater and rater_id. The rater
 * counts by its own word, so that mother and father are two; every word for the
 * person herself is one. Rejects a record without person_id.
 */
#define WHO_KEY_PARTS 5
struct who_key {
	struct slice part[WHO_KEY_PARTS];
	struct folded rater; /* what part[WHO_RATER] may point into */
};

enum { WHO_FAMILY, WHO_PERSON, WHO_COURSE, WHO_RATER, WHO_RATER_ID };

void who_key(struct input *input, const struct who_rater *rater, struct who_key *key);

/*
 * Hints to keys (keys_expect) what a record to come will look up: the key of its
 * series, its family and person, or one identifier alone; once a record, behind its own
 * look-up.
 */
void who_expect(const struct input *input, struct keys *keys);
void who_expect_person(const struct input *input, struct keys *keys);
void who_expect_identifier(const struct input *input, enum column column, struct keys *keys);

/* The column that orders the input: date, or session where there is no date column. */
enum column who_when_column(const struct input *input);

/* When: the day of date, or the number of session where there is no date column. */
bool who_when(struct input *input, int64_t *when);

/*
 * Notices a person_id that comes with two families. families: keys with payloads
 * of a pointer; series: the payload, among keys, of a series that has just
 * appeared. Families are not copied: keys must outlive families.
 */
void who_check_family(struct keys *families, const struct keys *keys, const void *series,
                      const struct who_key *key, const struct input *input);

#endif
