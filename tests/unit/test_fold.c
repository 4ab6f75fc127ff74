/* fold.h: the spellings that are one, and those that are not. */
#include "testing.h"

#include "fold.h"

static struct folded folded_of(const char *text)
{
	struct folded folded;

	expect(fold(slice_of(text), &folded), "'%s' does not fit", text);
	return folded;
}

static bool same(const char *a, const char *b)
{
	struct folded x = folded_of(a), y = folded_of(b);

	return folded_equal(&x, &y);
}

/* Spellings on one line are one; spellings on two lines are two. */
static const char *const words[][12] = {
	/* UTF-8, capital, Windows-1252, capital, two letters, capital */
	{ "\xC3\xA6", "\xC3\x86", "\xE6", "\xC6", "ae", "AE", "Ae" },
	{ "\xC3\xB8", "\xC3\x98", "\xF8", "\xD8", "oe", "OE", "oE" },
	/* and å also as a letter with a ring behind it */
	{ "\xC3\xA5", "\xC3\x85", "\xE5", "\xC5", "aa", "AA", "a\xCC\x8A", "A\xCC\x8A" },
	{ "f\xC3\270dselsdato", "F\xC3\230DSELSDATO", "f\370dselsdato", "F\330DSELSDATO",
	  "foedselsdato", "FOEDSELSDATO", "F\xC3\270dsels-dato", " f\xC3\270dsels dato " },
	{ "m\xC3\xA5l og emner", "ma\xCC\x8Al og emner", "m\xE5l og emner", "maal_og_emner",
	  "MA\xCC\x8AL-OG-EMNER", "M\xC3\x85L\tOG\tEMNER", "m\xC3\xA5l\xC2\xA0og\xC2\240emner",
	  "m\xE5l\xA0og\240emner", "maalogemner" },
	{ "p\xC3\246dagog", "p\346dagog", "paedagog", "P\306DAGOG", "P\xC3\206DAGOG" },
	{ "l\xC3\xA6rer", "l\xE6rer", "laerer" },
	/* accents that the same person types on two machines */
	{ "\xC3\xA9", "\xC3\x89", "e\xCC\x81", "E\xCC\x81", "\xE9", "\xC9" },
	{ "\xC3\xBC", "u\xCC\x88", "\xFC", "\xDC" },
	{ "\xC3\xB1", "n\xCC\x83", "\xF1", "\xD1" },
	{ "\xC3\xA7", "c\xCC\xA7", "\xE7", "\xC7" },
	{ "person_id", "PERSON_ID", "Person ID", "person-id", "personid", "\xEF\xBB\xBFperson_id",
	  "__person__id__", "p e r s o n i d", "person\nid", "person\r\nid" },
	/* the signs in the middle of the letters have no case */
	{ "x\xC3\x97y", "x\xD7y" },
	{ "x\xC3\xB7y", "x\xF7y" },
	{ "a" },
	{ "o" },
	{ "e" },
	{ "n" },
	{ "c" },
	{ "u" },
	{ "fodselsdato" },
	{ "malogemner" },
	{ "person.id" },
	{ "person" },
	{ "persons id" },
	{ "", " ", "_", "-", "\t", "\xC2\xA0", "\xEF\xBB\xBF" },
};

static void test_spellings(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(words); i++)
		for (size_t j = 0; j < COUNT(words); j++)
			for (size_t a = 0; a < COUNT(words[i]) && words[i][a] != NULL; a++)
				for (size_t b = 0; b < COUNT(words[j]) && words[j][b] != NULL; b++)
					expect(same(words[i][a], words[j][b]) == (i == j),
					       "'%s' and '%s'", words[i][a], words[j][b]);
}

/* All other characters stay apart. */
static void test_ascii(void **state)
{
	(void)state;
	for (int a = 1; a < 128; a++)
		for (int b = 1; b < 128; b++) {
			const char x[] = { 'x', (char)a, 'y', '\0' },
				   y[] = { 'x', (char)b, 'y', '\0' };
			bool dropped_a = strchr(" \t\n\v\f\r_-", a) != NULL;
			bool dropped_b = strchr(" \t\n\v\f\r_-", b) != NULL;
			int lower_a = a >= 'A' && a <= 'Z' ? a + 32 : a;
			int lower_b = b >= 'A' && b <= 'Z' ? b + 32 : b;
			bool want = (dropped_a && dropped_b) ||
			            (!dropped_a && !dropped_b && lower_a == lower_b);

			expect(same(x, y) == want, "bytes %d and %d", a, b);
		}
}

/* One byte that is not UTF-8 makes the whole text Windows-1252. */
static void test_mixed_bytes(void **state)
{
	(void)state;
	assert_true(same("\xE6\xF8\xE5", "aeoeaa"));
	assert_false(same("\xE6\xC3\xA6", "aeae"));
	assert_true(same("\xE6\xC3\xA6", "\xE6\xC3\xA6"));
	/* cut off in the middle of a character */
	assert_false(same("f\xC3", "f"));
	assert_false(same("f\xE2\x82", "f\xE2"));
	assert_false(same("\x80", ""));
	assert_false(same("\xC3\x28", "("));
	assert_false(same("\xFF", "\xFE"));
}

/* A letter in more bytes than it needs is not that letter. */
static void test_overlong(void **state)
{
	(void)state;
	assert_false(same("\xC1\xA6", "f"));
	assert_false(same("\xC0\xA6", "&"));
	assert_false(same("\xE0\x81\xA6", "f"));
	assert_false(same("\xE0\x83\xA6", "\xC3\xA6"));
	assert_false(same("\xF0\x80\x81\xA6", "f"));
	assert_false(same("\xF0\x80\x83\xA6", "\xC3\xA6"));
	/* nor is one beyond Unicode any: the bytes are letters of Windows-1252, with capitals */
	assert_true(same("\xF4\x90\x80\x80", "\xD4\x90\x80\x80"));
	assert_false(same("\xF4\x8F\xBF\xBF", "\xD4\x8F\xBF\xBF"));
}

static void test_room(void **state)
{
	char text[3 * FOLD_MAX + 3];
	struct folded folded;

	(void)state;
	memset(text, 'x', sizeof(text));
	for (size_t len = 0; len < 2 * FOLD_MAX; len++) {
		expect(fold((struct slice){ text, len }, &folded) == (len <= FOLD_MAX),
		       "%zu letters", len);
		if (len <= FOLD_MAX)
			assert_int_equal(folded.len, len);
	}
	/* Danish letters count as two, dropped ones as none. */
	for (size_t count = 0; count <= FOLD_MAX; count++) {
		for (size_t i = 0; i < count; i++)
			memcpy(text + 2 * i, "\xC3\xA6", 2);
		expect(fold((struct slice){ text, 2 * count }, &folded) == (2 * count <= FOLD_MAX),
		       "%zu Danish letters", count);
	}
	memset(text, 'x', sizeof(text));
	memcpy(text + FOLD_MAX - 1, "\xC3\xA6", 2);
	assert_false(fold((struct slice){ text, FOLD_MAX + 1 }, &folded));
	assert_true(fold((struct slice){ text + 1, FOLD_MAX }, &folded));
	assert_int_equal(folded.len, FOLD_MAX);
	memset(text, ' ', sizeof(text));
	text[0] = 'a';
	text[sizeof(text) - 1] = 'b';
	assert_true(fold((struct slice){ text, sizeof(text) }, &folded));
	assert_int_equal(folded.len, 2);
}

/* Any bytes at all: no room is overrun, and nothing is left that should not matter. */
static void test_any_bytes(void **state)
{
	static const char bits[][5] = { "a",
		                        "A",
		                        "e",
		                        "\xCC\x8A",
		                        "\xCC\x81",
		                        "\xC3",
		                        "\xA6",
		                        "\xE6",
		                        "_",
		                        " ",
		                        "\xC3\xA5",
		                        "\xEF\xBB\xBF",
		                        "\xF0\x9F\x98\x80",
		                        "\xE2\x82\xAC",
		                        "\x80",
		                        "\xFF",
		                        "o",
		                        "-" };
	uint32_t seed = 20260629;
	int too_long = 0;

	(void)state;
	for (int n = 0; n < 200000; n++) {
		char text[3 * FOLD_MAX];
		struct {
			struct folded folded;
			char canary[8];
		} room;
		size_t len = 0, count = random_below(&seed, 12);

		if (n % 50 == 0)
			count = 40 + random_below(&seed, 60);
		for (size_t i = 0; i < count; i++) {
			const char *bit = bits[random_below(&seed, COUNT(bits))];

			memcpy(text + len, bit, strlen(bit));
			len += strlen(bit);
		}
		memset(&room, '#', sizeof(room));
		too_long += !fold((struct slice){ text, len }, &room.folded);
		assert_memory_equal(room.canary, "########", 8);
		assert_true(room.folded.len <= FOLD_MAX);
		for (size_t i = 0; i < room.folded.len; i++) {
			char c = room.folded.text[i];

			expect(c != ' ' && c != '_' && c != '-' && !(c >= 'A' && c <= 'Z'),
			       "run %d leaves '%c'", n, c);
		}
	}
	assert_true(too_long > 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_spellings),   cmocka_unit_test(test_ascii),
		cmocka_unit_test(test_mixed_bytes), cmocka_unit_test(test_overlong),
		cmocka_unit_test(test_room),        cmocka_unit_test(test_any_bytes),
	};

	return cmocka_run_group_tests_name("fold", tests, NULL, NULL);
}
