/* suggest.h: what is near, what is not, and that no exact name is beaten. */
#include "testing.h"

#include "suggest.h"

static int apart(const char *a, const char *b)
{
	struct folded one, other;

	assert_true(fold(slice_of(a), &one));
	assert_true(fold(slice_of(b), &other));
	assert_int_equal(suggest_distance(&one, &other), suggest_distance(&other, &one));
	return suggest_distance(&one, &other);
}

static void counts_letters(void **state)
{
	(void)state;
	assert_int_equal(apart("family_id", "Family ID"), 0);
	assert_int_equal(apart("familie", "famile"), 1);             /* dropped */
	assert_int_equal(apart("behandler", "behnadler"), 1);        /* swapped */
	assert_int_equal(apart("behandler", "behandl\xC3\xA6r"), 1); /* e and ae */
	assert_int_equal(apart("ORS indvidual", "ORS individuelt"), 3);
}

/* One letter in four may be wrong, of the shorter name; names of three are too short to tell. */
static void knows_how_far_is_near(void **state)
{
	(void)state;
	assert_int_equal(apart("team", "tema"), 1);
	assert_int_equal(apart("team", "etam"), 1);
	assert_int_equal(apart("team", "tme"), SUGGEST_FAR);
	assert_int_equal(apart("date", "note"), SUGGEST_FAR);
	assert_int_equal(apart("abcdefgh", "abcdefxy"), 2);
	assert_int_equal(apart("abcdefgh", "abcdexyz"), SUGGEST_FAR);
	assert_int_equal(apart("abcdef", "abcdxy"), SUGGEST_FAR);
	assert_int_equal(apart("kr", "kr"), 0);
	assert_int_equal(apart("kr", "kn"), SUGGEST_FAR);
}

static void takes_parts_behind_letters(void **state)
{
	(void)state;
	assert_true(apart("klient", "klientnummer") < SUGGEST_FAR);
	assert_true(apart("dato", "sessionsdato") < SUGGEST_FAR);
	assert_true(apart("klient", "klientnummer") > apart("behandler", "behnadler"));
	assert_true(apart("klient", "klientnummer") > apart("klient", "klientnr"));
	/* Neither the beginning nor the end, and too short a part. */
	assert_int_equal(apart("dato", "sidste dato her"), SUGGEST_FAR);
	assert_int_equal(apart("kr", "kroner i alt"), SUGGEST_FAR);
}

/* Every spelling of six letters or more is found again when one of its letters is missing. */
static void finds_columns_again(void **state)
{
	const struct folded *spelling;
	enum column column;
	size_t tried = 0;

	(void)state;
	for (size_t i = 0; column_spelling(i, &spelling, &column); i++) {
		char name[FOLD_MAX];

		if (spelling->len < 6)
			continue;
		for (size_t gap = 0; gap < spelling->len; gap++) {
			struct slice damaged = { name, spelling->len - 1 };

			memcpy(name, spelling->text, gap);
			memcpy(name + gap, spelling->text + gap + 1, spelling->len - gap - 1);
			expect(suggest_column_distance(damaged, column) <= 1,
			       "'%.*s' without letter %zu is far from it", (int)spelling->len,
			       spelling->text, gap);
			tried++;
		}
	}
	assert_true(tried > 1000);
	assert_string_equal(suggest_column(slice_of("ors_socal")), "ors_social");
	assert_string_equal(suggest_column(slice_of("f\xC3\xB8selsdato")), "birth_date");
	assert_null(suggest_column(slice_of("xyzzy")));
	assert_null(suggest_column(slice_of("")));
}

/* The longest names that there are fit into the work space, and longer ones are far. */
static void bears_long_names(void **state)
{
	char a[FOLD_MAX + 2], b[FOLD_MAX];

	(void)state;
	memset(a, 'a', sizeof(a));
	memset(b, 'a', sizeof(b));
	a[FOLD_MAX + 1] = b[FOLD_MAX - 1] = '\0';
	assert_int_equal(apart(a + 1, b), 1);
	assert_int_equal(suggest_column_distance(slice_of(a), COL_AGE), SUGGEST_FAR);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_letters),
		cmocka_unit_test(knows_how_far_is_near),
		cmocka_unit_test(takes_parts_behind_letters),
		cmocka_unit_test(finds_columns_again),
		cmocka_unit_test(bears_long_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
