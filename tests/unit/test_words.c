/* words.h: what DESIGN.md section 5 promises, and nothing of another kind. */
#include "testing.h"

#include "words.h"

static const struct {
	enum word_kind kind;
	enum word word;
	const char *text;
} promised[] = {
	{ WORDS_RATER, WORD_RATER_SELF, "self" },
	{ WORDS_RATER, WORD_RATER_SELF, "selv" },
	{ WORDS_RATER, WORD_RATER_CAREGIVER, "caregiver" },
	{ WORDS_RATER, WORD_RATER_CAREGIVER, "mor" },
	{ WORDS_RATER, WORD_RATER_CAREGIVER, "far" },
	{ WORDS_RATER, WORD_RATER_CAREGIVER, "for\xC3\xA6lder" },
	{ WORDS_RATER, WORD_RATER_CAREGIVER, "for\xE6lder" },
	{ WORDS_RATER, WORD_RATER_CAREGIVER, "foraelder" },
	{ WORDS_RATER, WORD_RATER_CAREGIVER, "omsorgsperson" },
	{ WORDS_RATER, WORD_RATER_CAREGIVER, "plejefor\xC3\xA6lder" },
	{ WORDS_RATER, WORD_RATER_CAREGIVER, "Plejefor\xC6lder" },
	{ WORDS_RATER, WORD_RATER_TEACHER, "teacher" },
	{ WORDS_RATER, WORD_RATER_TEACHER, "l\xC3\xA6rer" },
	{ WORDS_RATER, WORD_RATER_TEACHER, "L\xC3\x86RER" },
	{ WORDS_RATER, WORD_RATER_TEACHER, "p\xC3\246dagog" },
	{ WORDS_RATER, WORD_RATER_TEACHER, "p\346dagog" },
	{ WORDS_RATER, WORD_RATER_OTHER, "other" },
	{ WORDS_RATER, WORD_RATER_OTHER, "andre" },
	{ WORDS_ANSWER, WORD_ANSWER_YES, "yes" },
	{ WORDS_ANSWER, WORD_ANSWER_YES, "ja" },
	{ WORDS_ANSWER, WORD_ANSWER_YES, "JA" },
	{ WORDS_ANSWER, WORD_ANSWER_YES, "true" },
	{ WORDS_ANSWER, WORD_ANSWER_YES, "y" },
	{ WORDS_ANSWER, WORD_ANSWER_YES, "j" },
	{ WORDS_ANSWER, WORD_ANSWER_YES, "1" },
	{ WORDS_ANSWER, WORD_ANSWER_NO, "no" },
	{ WORDS_ANSWER, WORD_ANSWER_NO, "nej" },
	{ WORDS_ANSWER, WORD_ANSWER_NO, "false" },
	{ WORDS_ANSWER, WORD_ANSWER_NO, "False" },
	{ WORDS_ANSWER, WORD_ANSWER_NO, "n" },
	{ WORDS_ANSWER, WORD_ANSWER_NO, "0" },
	{ WORDS_ANSWER, WORD_ANSWER_UNKNOWN, "unknown" },
	{ WORDS_ANSWER, WORD_ANSWER_UNKNOWN, "uoplyst" },
	{ WORDS_ANSWER, WORD_ANSWER_UNKNOWN, "ved ikke" },
	{ WORDS_ANSWER, WORD_ANSWER_UNKNOWN, "Ved_ikke" },
	{ WORDS_SEX, WORD_SEX_FEMALE, "girl" },
	{ WORDS_SEX, WORD_SEX_FEMALE, "female" },
	{ WORDS_SEX, WORD_SEX_FEMALE, "pige" },
	{ WORDS_SEX, WORD_SEX_FEMALE, "kvinde" },
	{ WORDS_SEX, WORD_SEX_MALE, "boy" },
	{ WORDS_SEX, WORD_SEX_MALE, "male" },
	{ WORDS_SEX, WORD_SEX_MALE, "dreng" },
	{ WORDS_SEX, WORD_SEX_MALE, "mand" },
	{ WORDS_FORM, WORD_FORM_ORS, "ORS" },
	{ WORDS_FORM, WORD_FORM_ORS, "ors" },
	{ WORDS_FORM, WORD_FORM_CORS, "CORS" },
	{ WORDS_FORM, WORD_FORM_YCORS, "YCORS" },
	{ WORDS_ROLE, WORD_ROLE_PRIMARY, "primary" },
	{ WORDS_ROLE, WORD_ROLE_PRIMARY, "Prim\xC3\xA6r" },
	{ WORDS_ROLE, WORD_ROLE_SECONDARY, "secondary" },
	{ WORDS_ROLE, WORD_ROLE_SECONDARY, "makker" },
	{ WORDS_ROLE, WORD_ROLE_SECONDARY, "sekund\xE6r" },
	{ WORDS_ROLE, WORD_NONE, "tertiary" },
	{ WORDS_SCENARIO, WORD_SCENARIO_INTERVENTION, "intervention" },
	{ WORDS_SCENARIO, WORD_SCENARIO_INTERVENTION, "Indsats" },
	{ WORDS_SCENARIO, WORD_SCENARIO_BASELINE, "baseline" },
	{ WORDS_SCENARIO, WORD_SCENARIO_BASELINE, "basis" },
	{ WORDS_CATEGORY, WORD_CATEGORY_STARTUP, "start-up" },
	{ WORDS_CATEGORY, WORD_CATEGORY_STARTUP, "opstart" },
	{ WORDS_CATEGORY, WORD_CATEGORY_SESSIONS, "sessions" },
	{ WORDS_CATEGORY, WORD_CATEGORY_SESSIONS, "Samtaler" },
	{ WORDS_CATEGORY, WORD_CATEGORY_ONGOING, "ongoing" },
	{ WORDS_CATEGORY, WORD_CATEGORY_ONGOING,
	  "l\xC3\xB8"
	  "bende" },
	{ WORDS_CATEGORY, WORD_CATEGORY_OTHER, "other" },
	{ WORDS_CATEGORY, WORD_CATEGORY_OTHER, "\xD8vrige" },
	{ WORDS_SETTING, WORD_SETTING_OUTPATIENT, "outpatient" },
	{ WORDS_SETTING, WORD_SETTING_OUTPATIENT, "ambulant" },
	{ WORDS_SETTING, WORD_SETTING_RESIDENTIAL, "residential" },
	{ WORDS_SETTING, WORD_SETTING_RESIDENTIAL, "d\xC3\xB8gn" },
	{ WORDS_RATER, WORD_NONE, "" },
	{ WORDS_RATER, WORD_NONE, " " },
	{ WORDS_RATER, WORD_NONE, "mormor" },
	{ WORDS_RATER, WORD_NONE, "mo" },
	{ WORDS_RATER, WORD_NONE, "ORS" },
	{ WORDS_ANSWER, WORD_NONE, "" },
	{ WORDS_ANSWER, WORD_NONE, "2" },
	{ WORDS_ANSWER, WORD_NONE, "10" },
	{ WORDS_ANSWER, WORD_NONE, "m\xC3\xA5ske" },
	{ WORDS_FORM, WORD_NONE, "SRS" },
	{ WORDS_FORM, WORD_NONE, "" },
	{ WORDS_SEX, WORD_NONE, "x" },
	{ WORDS_SEX, WORD_NONE, "a word that is longer than any that could be remembered" },
	{ WORDS_ANSWER, WORD_NONE, "a word that is longer than any that could be remembered" },
};

static void check(size_t i)
{
	enum word got = word_find(promised[i].kind, slice_of(promised[i].text));

	expect(got == promised[i].word, "'%s' of kind %d: %d, not %d", promised[i].text,
	       (int)promised[i].kind, (int)got, (int)promised[i].word);
}

static void test_promised(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(promised); i++) {
		check(i);
		check(i);
	}
}

/* What a text is promised to mean among the words of a kind. */
static enum word promised_word(enum word_kind kind, const char *text)
{
	for (size_t i = 0; i < COUNT(promised); i++)
		if (promised[i].kind == kind && strcmp(promised[i].text, text) == 0)
			return promised[i].word;
	return WORD_NONE;
}

/* A word of one kind means in another what it means there, even if it has just been looked up. */
static void test_kinds_apart(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(promised); i++) {
		if (promised[i].word == WORD_NONE)
			continue;
		for (int kind = WORDS_RATER; kind <= WORDS_SETTING; kind++) {
			check(i);
			if (kind == (int)promised[i].kind)
				continue;
			expect(word_find((enum word_kind)kind, slice_of(promised[i].text)) ==
			               promised_word((enum word_kind)kind, promised[i].text),
			       "'%s' of kind %d", promised[i].text, kind);
		}
	}
}

/* In any order and however often: what is remembered is what was found. */
static void test_any_order(void **state)
{
	uint32_t seed = 3;

	(void)state;
	for (int n = 0; n < 200000; n++)
		check(random_below(&seed, COUNT(promised)));
}

/* Only the slice counts. */
static void test_length(void **state)
{
	(void)state;
	assert_int_equal(word_find(WORDS_ANSWER, (struct slice){ "jax", 2 }), WORD_ANSWER_YES);
	assert_int_equal(word_find(WORDS_ANSWER, (struct slice){ "jax", 1 }), WORD_ANSWER_YES);
	assert_int_equal(word_find(WORDS_ANSWER, (struct slice){ "jax", 3 }), WORD_NONE);
	assert_int_equal(word_find(WORDS_RATER, (struct slice){ "mormor", 3 }),
	                 WORD_RATER_CAREGIVER);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_promised),
		cmocka_unit_test(test_kinds_apart),
		cmocka_unit_test(test_any_order),
		cmocka_unit_test(test_length),
	};

	return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
