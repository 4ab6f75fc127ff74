/* values.h: spellings and languages of a value, and what is no other value. */
#include "testing.h"

#include "values.h"

static bool is(const char *cell, const char *wanted)
{
	struct value a, b;

	value_read(slice_of(cell), &a);
	value_read_rule(slice_of(wanted), &b);
	return value_is(&a, &b);
}

static void test_same(void **state)
{
	static const struct {
		const char *cell, *wanted;
	} same[] = {
		{ "supporting", "supporting" },
		{ "Supporterende", "supporting" },
		{ " supporting ", "supporterende" },
		{ "belastende oplevelser", "adverse-experiences" },
		{ "Adverse experiences", "adverse-experiences" },
		{ "barnets fort\xC3\xA6lling", "narrative" },
		{ "barnets fort\xE6lling", "narrative" },
		{ "FORTAELLING", "narrative" },
		{ "\xC3\x85"
		  "ben",
		  "open" },
		{ "ja", "yes" },
		{ "1", "yes" },
		{ "J", "ja" },
		{ "nej", "no" },
		{ "0", "no" },
		{ "ved ikke", "unknown" },
		{ "1", "1" },
		{ "Own Word", "own-word" },
	};
	static const struct {
		const char *cell, *wanted;
	} other[] = {
		{ "supporting", "supplementing" },
		{ "yes", "no" },
		{ "yes", "1" }, /* a digit in a rule is itself */
		{ "ja", "j" },
		{ "", "yes" },
		{ "support", "supporting" },
		{ "supporter", "supporting" },
		{ "open", "closed" },
		{ "unknown", "no" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(same); i++)
		expect(is(same[i].cell, same[i].wanted), "'%s' is '%s'", same[i].cell,
		       same[i].wanted);
	for (size_t i = 0; i < COUNT(other); i++)
		expect(!is(other[i].cell, other[i].wanted), "'%s' is not '%s'", other[i].cell,
		       other[i].wanted);
}

/* In any order and however often: what is remembered is what was found. */
static void test_any_order(void **state)
{
	uint32_t seed = 3;
	struct value value;

	(void)state;
	for (int n = 0; n < 200000; n++) {
		char text[4] = { (char)('a' + random_below(&seed, 26)),
			         (char)('A' + random_below(&seed, 26)), '-', '\0' };

		value_read(slice_of(text), &value);
		expect(value.text.len == 2 && value.text.text[0] == text[0] &&
		               value.text.text[1] == text[1] + 'a' - 'A',
		       "'%s'", text);
		expect((value.answer == WORD_ANSWER_YES) == (strcmp(text, "jA-") == 0), "'%s'",
		       text);
	}
}

/* Text that is too long to be a word is like nothing, itself included. */
static void test_long(void **state)
{
	char text[400];

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	assert_false(is(text, text));
	assert_false(is(text, "x"));
	assert_false(is("x", text));
}

static void test_text(void **state)
{
	struct value a, b;
	struct slice text;

	(void)state;
	value_read(slice_of("netv\xC3\xA6rk"), &a);
	value_read(slice_of("Network"), &b);
	assert_true(slice_equal(value_text(&a), value_text(&b)));
	value_read(slice_of("T 1"), &a);
	text = value_text(&a);
	assert_true(slice_equal(text, slice_of("t1")));
	/* For telling values apart, an answer is what was written. */
	value_read(slice_of("ja"), &a);
	value_read(slice_of("1"), &b);
	assert_false(slice_equal(value_text(&a), value_text(&b)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same),
		cmocka_unit_test(test_any_order),
		cmocka_unit_test(test_long),
		cmocka_unit_test(test_text),
	};

	return cmocka_run_group_tests_name("values", tests, NULL, NULL);
}
