/* person_number.h against the published table of centuries, written down row by row. */
#include "testing.h"

#include "calendar.h"
#include "person_number.h"

static enum person_number_fault read_text(const char *text, int32_t *birth, bool *female)
{
	return person_number_read(slice_of(text), birth, female);
}

/* The table in words: the year of the seventh digit and the two of the year. */
static int year_of(int seventh, int year)
{
	switch (seventh) {
	case 0:
	case 1:
	case 2:
	case 3: return 1900 + year;
	case 4:
	case 9: return year <= 36 ? 2000 + year : 1900 + year;
	default: return year <= 57 ? 2000 + year : 1800 + year;
	}
}

static void test_every_year_and_digit(void **state)
{
	(void)state;
	for (int seventh = 0; seventh <= 9; seventh++)
		for (int year = 0; year <= 99; year++)
			for (int last = 0; last <= 9; last++) {
				char text[64];
				int32_t birth = 0, want = 0;
				bool female = last % 2 != 0;

				snprintf(text, sizeof(text), "0203%02d-%d00%d", year, seventh,
				         last);
				assert_true(sfb_day_make(year_of(seventh, year), 3, 2, &want));
				expect(read_text(text, &birth, &female) == PERSON_NUMBER_SOUND,
				       "%s: not read", text);
				expect(birth == want, "%s: another day", text);
				expect(female == (last % 2 == 0), "%s: another sex", text);
			}
}

static void test_edges_of_the_table(void **state)
{
	static const struct {
		const char *number;
		int year;
	} edges[] = {
		{ "010100-3999", 1900 }, { "010199-0000", 1999 }, { "010136-4000", 2036 },
		{ "010137-4000", 1937 }, { "010157-5000", 2057 }, { "010158-5000", 1858 },
		{ "010157-8000", 2057 }, { "010199-8000", 1899 }, { "010136-9000", 2036 },
		{ "010137-9000", 1937 }, { "010199-9000", 1999 }, { "010100-4000", 2000 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(edges); i++) {
		int32_t birth = 0, want = 0;
		bool female;

		assert_true(sfb_day_make(edges[i].year, 1, 1, &want));
		assert_int_equal(read_text(edges[i].number, &birth, &female), PERSON_NUMBER_SOUND);
		expect(birth == want, "%s: not of %d", edges[i].number, edges[i].year);
	}
}

static void test_spellings(void **state)
{
	static const char *const spellings[] = { "010190-1234", "0101901234", " 010190-1234\t",
		                                 "610190-1234", "6101901234" };
	int32_t want = 0;

	(void)state;
	assert_true(sfb_day_make(1990, 1, 1, &want));
	for (size_t i = 0; i < COUNT(spellings); i++) {
		int32_t birth = 0;
		bool female = false;
		char digits[PERSON_NUMBER_DIGITS];

		assert_int_equal(read_text(spellings[i], &birth, &female), PERSON_NUMBER_SOUND);
		assert_int_equal(birth, want);
		assert_true(female);
		assert_true(person_number_digits(slice_of(spellings[i]), digits));
		assert_memory_equal(digits + 1, "101901234", 9);
	}
}

static void test_days(void **state)
{
	int32_t birth = 0;
	bool female;

	(void)state;
	/* 1900 was no leap year, 2000 was; the number's shape does not know. */
	assert_int_equal(read_text("290200-1234", &birth, &female), PERSON_NUMBER_NO_SUCH_DAY);
	assert_int_equal(read_text("890200-1234", &birth, &female), PERSON_NUMBER_NO_SUCH_DAY);
	assert_int_equal(read_text("290200-4234", &birth, &female), PERSON_NUMBER_SOUND);
	assert_int_equal(read_text("910190-1234", &birth, &female), PERSON_NUMBER_SOUND);
}

static void test_no_numbers(void **state)
{
	static const char *const others[] = {
		"",
		"P7",
		"010190-123",
		"010190-12345",
		"010190/1234",
		"101901234",
		"320190-123",
		"450190-1234",
		"011390-1234",
		"P010190-1234",
		"0101901234x",
		"NA",
	};
	int32_t birth;
	bool female;
	char digits[PERSON_NUMBER_DIGITS];

	(void)state;
	for (size_t i = 0; i < COUNT(others); i++) {
		expect(read_text(others[i], &birth, &female) == PERSON_NUMBER_NONE, "%s: a number?",
		       others[i]);
		assert_false(person_number_digits(slice_of(others[i]), digits));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_year_and_digit),
		cmocka_unit_test(test_edges_of_the_table),
		cmocka_unit_test(test_spellings),
		cmocka_unit_test(test_days),
		cmocka_unit_test(test_no_numbers),
	};

	return cmocka_run_group_tests_name("person_number", tests, NULL, NULL);
}
