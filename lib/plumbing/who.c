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

/* What a rater's word means. A file has few of them: the first ones are kept for good. */
struct rater_word {
	size_t len;
	uint64_t few; /* slice_few_bytes of a word that has so few */
	bool known;
	enum sfb_rater class;
	struct slice part; /* of the key: how the word is compared; empty for the person herself */
	struct folded folded;
	char text[24];
};

enum { RATER_WORDS = 16 };

static void learn_rater(struct rater_word *rater, struct slice word)
{
	rater->known = who_class(word, &rater->class);
	rater->part = (struct slice){ "", 0 };
	if (rater->class == SFB_RATER_SELF)
		return;
	/* What cannot be folded is compared as it is written. */
	rater->part = word;
	if (fold(word, &rater->folded) && rater->folded.len > 0)
		rater->part = (struct slice){ rater->folded.text, rater->folded.len };
}

/* The word among those that are kept, also after it has been added to them, or NULL. */
static const struct rater_word *kept_rater(struct slice word)
{
	static struct rater_word words[RATER_WORDS];
	static size_t count;
	const size_t len = word.len;
	uint64_t few = len <= sizeof(few) ? slice_few_bytes(word.ptr, len) : 0;
	struct rater_word *new;

	for (size_t i = 0; i < count; i++)
		if (words[i].len == len && words[i].few == few &&
		    (len <= sizeof(few) || memcmp(words[i].text, word.ptr, len) == 0))
			return &words[i];
	if (count == RATER_WORDS || len > sizeof(words[0].text))
		return NULL;
	new = &words[count++];
	new->len = len;
	new->few = few;
	memcpy(new->text, word.ptr, len);
	learn_rater(new, (struct slice){ new->text, len });
	return new;
}

/* The rater's part of a key, where the word is not kept; held in *folded unless the word serves. */
static struct slice rare_part(struct slice word, struct folded *folded)
{
	struct rater_word rater;

	learn_rater(&rater, word);
	if (rater.part.ptr != rater.folded.text)
		return rater.part;
	*folded = rater.folded;
	return (struct slice){ folded->text, folded->len };
}

static struct who_rater rater_in(struct input *input, enum column column, int age)
{
	struct who_rater rater = { SFB_RATER_SELF, input_cell(input, column), NULL };
	bool known;

	if (rater.word.len == 0)
		return rater;
	rater.kept = kept_rater(rater.word);
	if (rater.kept != NULL) {
		known = rater.kept->known;
		rater.class = rater.kept->class;
	} else {
		known = who_class(rater.word, &rater.class);
	}
	if (!known)
		diag_notice(
			input_place(input),
			column == COL_RATER
				? "rater: a word that sfb does not know (sfb(7) has the list); taken as other"
				: "informant: a word that sfb does not know (sfb(7) has the list); taken as other");
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

enum sfb_rater who_informant(struct input *input)
{
	struct slice cell = input_cell(input, COL_INFORMANT);
	enum sfb_rater class = SFB_RATER_OTHER;

	if (cell.len > 0 && !who_class(cell, &class))
		diag_notice(
			input_place(input),
			"informant: a word that sfb does not know (sfb(7) has the list); taken as other");
	return class;
}

bool who_sex_word(struct slice word, enum sfb_sex *sex)
{
	switch (word_find(WORDS_SEX, word)) {
	case WORD_SEX_FEMALE: *sex = SFB_SEX_GIRL; return true;
	case WORD_SEX_MALE: *sex = SFB_SEX_BOY; return true;
	default: *sex = SFB_SEX_UNKNOWN; return false;
	}
}

enum sfb_sex who_sex(struct input *input)
{
	struct slice cell = input_cell(input, COL_SEX);
	enum sfb_sex sex = SFB_SEX_UNKNOWN;

	if (cell.len > 0 && !who_sex_word(cell, &sex) &&
	    word_find(WORDS_ANSWER, cell) != WORD_ANSWER_UNKNOWN)
		diag_notice(input_place(input),
		            "sex: neither girl, boy, female, male, pige, dreng, kvinde nor mand; "
		            "taken as unknown");
	return sex;
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

static const enum column key_columns[WHO_KEY_PARTS] = { COL_FAMILY_ID, COL_PERSON_ID, COL_COURSE_ID,
	                                                COL_RATER, COL_RATER_ID };

struct slice who_identifier(struct input *input, enum column column)
{
	struct slice cell = input_needed(input, column);

	if (cell.len > KEYS_PART_MAX)
		input_reject(input, column, "longer than any identifier");
	return cell;
}

void who_key(struct input *input, const struct who_rater *rater, struct who_key *key)
{
	key->part[WHO_FAMILY] = input_cell(input, COL_FAMILY_ID);
	key->part[WHO_PERSON] = who_identifier(input, COL_PERSON_ID);
	key->part[WHO_COURSE] = input_cell(input, COL_COURSE_ID);
	key->part[WHO_RATER_ID] = input_cell(input, COL_RATER_ID);
	key->part[WHO_RATER] = rater->kept != NULL    ? rater->kept->part
	                       : rater->word.len == 0 ? rater->word
	                                              : rare_part(rater->word, &key->rater);
	for (size_t i = 0; i < WHO_KEY_PARTS; i++)
		if (key->part[i].len > KEYS_PART_MAX)
			input_reject(input, key_columns[i], "longer than any identifier");
}

_Static_assert(READER_AHEAD == KEYS_AHEAD, "a hint's turn comes when its record does");

void who_expect_identifier(const struct input *input, enum column column, struct keys *keys)
{
	struct slice cell;

	if (table_cell_ahead(&input->table, READER_AHEAD, column, &cell) &&
	    cell.len <= KEYS_PART_MAX)
		keys_expect(keys, &cell, 1);
}

/*
 * The first parts of the key of the record to come, with their blanks; false when there is
 * none. Where blanks, persons or rare raters come into it, the hint is for nobody, which
 * does no harm.
 */
static bool key_ahead(const struct input *input, struct slice *part, size_t count)
{
	const struct record *record = reader_ahead(input->table.reader, READER_AHEAD);

	if (record == NULL)
		return false;
	for (size_t i = 0; i < count; i++) {
		part[i] = table_bare_cell(&input->table, record, key_columns[i]);
		if (part[i].len > KEYS_PART_MAX)
			return false;
	}
	return true;
}

void who_expect(const struct input *input, struct keys *keys)
{
	const struct rater_word *rater;
	struct slice part[WHO_KEY_PARTS];

	if (!key_ahead(input, part, WHO_KEY_PARTS))
		return;
	rater = part[WHO_RATER].len == 0 ? NULL : kept_rater(part[WHO_RATER]);
	if (rater != NULL)
		part[WHO_RATER] = rater->part;
	keys_expect(keys, part, WHO_KEY_PARTS);
}

void who_expect_person(const struct input *input, struct keys *keys)
{
	struct slice part[WHO_PERSON + 1];

	if (key_ahead(input, part, WHO_PERSON + 1))
		keys_expect(keys, part, WHO_PERSON + 1);
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
                      const struct who_key *key, const struct input *input)
{
	const char *family = keys_first_part(keys, series), **known;
	bool is_new;

	if (!input_has(input, COL_FAMILY_ID))
		return;
	known = keys_add(families, &key->part[WHO_PERSON], 1, &is_new);
	if (is_new)
		*known = family;
	else if (strcmp(*known, family) != 0)
		diag_notice(input_place(input),
		            "one person_id in two families: taken as two persons");
}
