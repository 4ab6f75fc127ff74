#include "who.h"

enum { GROWN_UP = 18 };

static int stated_age(struct input *input)
{
	int64_t age = 0;

	if (!input_whole(input, COL_AGE, &age))
		return SFB_NO_AGE;
	if (age >= 0 && age <= SFB_AGE_MAX)
		return (int)age;
	input_reject(input, COL_AGE, "not between 0 and 120 years");
	return SFB_NO_AGE;
}

int who_age(struct input *input)
{
	int32_t birth = 0, day = 0;
	int stated = stated_age(input), age;
	bool born = input_date(input, COL_BIRTH_DATE, &birth);
	bool dated = input_date(input, COL_DATE, &day);

	if (!born || !dated)
		return stated;
	age = date_age(birth, day);
	if (age < 0 || age > SFB_AGE_MAX) {
		input_reject(input, COL_BIRTH_DATE, "not 0 to 120 years before the date");
		return SFB_NO_AGE;
	}
	if (stated != SFB_NO_AGE && (stated - age > 1 || age - stated > 1))
		diag_notice(input_place(input), "age and birth_date are more than a year apart; "
		                                "birth_date is used");
	return age;
}

bool who_class(struct slice word, enum sfb_rater *class)
{
	static const struct {
		enum word word;
		enum sfb_rater class;
	} classes[] = {
		{ WORD_RATER_SELF, SFB_RATER_SELF },
		{ WORD_RATER_CAREGIVER, SFB_RATER_CAREGIVER },
		{ WORD_RATER_TEACHER, SFB_RATER_TEACHER },
		{ WORD_RATER_OTHER, SFB_RATER_OTHER },
	};
	enum word found = word_find(WORDS_RATER, word);

	*class = SFB_RATER_OTHER;
	for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++) {
		if (classes[i].word == found) {
			*class = classes[i].class;
			return true;
		}
	}
	return false;
}

static struct who_rater rater_in(struct input *input, enum column column, int age)
{
	struct who_rater rater = { SFB_RATER_SELF, input_cell(input, column) };

	if (rater.word.len == 0)
		return rater;
	if (!who_class(rater.word, &rater.class))
		diag_notice(input_place(input),
		            column == COL_RATER
		                    ? "rater: a word that sfb does not know; taken as other"
		                    : "informant: a word that sfb does not know; taken as other");
	if (rater.class == SFB_RATER_CAREGIVER && age >= GROWN_UP)
		diag_notice(input_place(input), "a caregiver rates a person of 18 or more");
	return rater;
}

struct who_rater who_rater(struct input *input, int age)
{
	return rater_in(input, COL_RATER, age);
}

struct who_rater who_rater_or_informant(struct input *input, int age)
{
	bool named = input_cell(input, COL_RATER).len > 0;

	return rater_in(input, named ? COL_RATER : COL_INFORMANT, age);
}

enum sfb_form who_form(struct input *input, enum column column)
{
	struct slice cell = input_cell(input, column);

	if (cell.len == 0)
		return SFB_FORM_UNKNOWN;
	switch (word_find(WORDS_FORM, cell)) {
	case WORD_FORM_ORS: return SFB_FORM_ORS;
	case WORD_FORM_CORS: return SFB_FORM_CORS;
	case WORD_FORM_YCORS: return SFB_FORM_YCORS;
	default: input_reject(input, column, "neither ORS nor CORS"); return SFB_FORM_UNKNOWN;
	}
}

void who_key(struct input *input, const struct who_rater *rater, struct who_key *key)
{
	static const enum column columns[WHO_KEY_PARTS] = { COL_FAMILY_ID, COL_PERSON_ID,
		                                            COL_COURSE_ID, COL_RATER,
		                                            COL_RATER_ID };

	key->part[WHO_FAMILY] = input_cell(input, COL_FAMILY_ID);
	key->part[WHO_PERSON] = input_cell(input, COL_PERSON_ID);
	key->part[WHO_COURSE] = input_cell(input, COL_COURSE_ID);
	key->part[WHO_RATER_ID] = input_cell(input, COL_RATER_ID);
	key->part[WHO_RATER] = (struct slice){ "", 0 };
	if (rater->class != SFB_RATER_SELF)
		key->part[WHO_RATER] = fold(rater->word, &key->rater)
		                               ? (struct slice){ key->rater.text, key->rater.len }
		                               : rater->word;
	if (key->part[WHO_PERSON].len == 0)
		input_reject(input, COL_PERSON_ID, "missing");
	for (size_t i = 0; i < WHO_KEY_PARTS; i++)
		if (key->part[i].len > KEYS_PART_MAX)
			input_reject(input, columns[i], "longer than any identifier");
}

enum column who_when_column(const struct input *input)
{
	return input_has(input, COL_DATE) ? COL_DATE : COL_SESSION;
}

bool who_when(struct input *input, int64_t *when)
{
	enum column column = who_when_column(input);
	int32_t day = 0;
	bool found;

	if (column == COL_DATE) {
		found = input_date(input, COL_DATE, &day);
		*when = day;
	} else {
		found = input_whole(input, COL_SESSION, when);
	}
	if (!found && input_cell(input, column).len == 0)
		input_reject(input, column, "missing");
	return found;
}

void who_check_family(struct keys *families, const struct keys *keys, const void *series,
                      const struct input *input, struct place place)
{
	const char *family = keys_first_part(keys, series), **known;
	struct slice person;
	bool is_new;

	if (!input_has(input, COL_FAMILY_ID))
		return;
	person = keys_part(keys, series, WHO_PERSON);
	known = keys_add(families, &person, 1, &is_new);
	if (is_new)
		*known = family;
	else if (strcmp(*known, family) != 0)
		diag_notice(place, "one person_id in two families: taken as two persons");
}
