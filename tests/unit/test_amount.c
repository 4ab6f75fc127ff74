/* amount.h: every spelling that DESIGN.md section 2 names, and those that nobody can read. */
#include "testing.h"

#include "amount.h"

static const struct {
	const char *text;
	char mark; /* 0: nobody said */
	enum amount_fault fault;
	int64_t amount;
} cells[] = {
	{ "0", 0, AMOUNT_SOUND, 0 },
	{ "-0", 0, AMOUNT_SOUND, 0 },
	{ "28434", 0, AMOUNT_SOUND, 2843400 },
	{ "28434.5", 0, AMOUNT_SOUND, 2843450 },
	{ "28434,50", 0, AMOUNT_SOUND, 2843450 },
	{ "-28434.05", 0, AMOUNT_SOUND, -2843405 },
	{ ".5", 0, AMOUNT_SOUND, 50 },

	/* Thousands that nobody can mistake. */
	{ "-28.434,50", 0, AMOUNT_SOUND, -2843450 },
	{ "1.234.567", 0, AMOUNT_SOUND, 123456700 },
	{ "1.234.567", '.', AMOUNT_SOUND, 123456700 },
	{ "1.234.567,8", ',', AMOUNT_SOUND, 123456780 },

	/* One mark and three digits. */
	{ "28.434", ',', AMOUNT_SOUND, 2843400 },
	{ "28.434", 0, AMOUNT_AMBIGUOUS, 0 },
	{ "28.434", '.', AMOUNT_TOO_FINE, 0 },
	{ "28,434", 0, AMOUNT_AMBIGUOUS, 0 },
	{ "28,434", ',', AMOUNT_TOO_FINE, 0 },
	{ "28,434", '.', AMOUNT_TOO_FINE, 0 },
	{ "-1.000", 0, AMOUNT_AMBIGUOUS, 0 },
	{ "70.488 kr.", 0, AMOUNT_AMBIGUOUS, 0 },
	{ "\xE2\x88\x92"
	  "28.434",
	  0, AMOUNT_AMBIGUOUS, 0 },
	/* Two digits, four digits, or a leading zero: no thousands. */
	{ "28.43", ',', AMOUNT_SOUND, 2843 },
	{ "28.4340", ',', AMOUNT_TOO_FINE, 0 },
	{ "0.434", ',', AMOUNT_TOO_FINE, 0 },
	{ "2843.434", ',', AMOUNT_TOO_FINE, 0 },
	{ "100.000", ',', AMOUNT_SOUND, 10000000 },

	/* Currency, blanks, minus signs. */
	{ "70.488 kr.", ',', AMOUNT_SOUND, 7048800 },
	{ "70.488,25 kr", ',', AMOUNT_SOUND, 7048825 },
	{ "kr. 70.488", ',', AMOUNT_SOUND, 7048800 },
	{ "Kr 70.488,25", ',', AMOUNT_SOUND, 7048825 },
	{ "kr.70.488", 0, AMOUNT_AMBIGUOUS, 0 },
	{ "kr.\xC2\xA0-12,50", ',', AMOUNT_SOUND, -1250 },
	{ "1.000,-", ',', AMOUNT_SOUND, 100000 },
	{ "kr. 12,-", ',', AMOUNT_SOUND, 1200 },
	{ "12,- kr.", ',', AMOUNT_SOUND, 1200 },
	{ "12,-", 0, AMOUNT_SOUND, 1200 },
	{ "70488KR.", 0, AMOUNT_SOUND, 7048800 },
	{ "28.434,50\xC2\xA0kr.", 0, AMOUNT_SOUND, 2843450 },
	{ "28.434,50\xA0kr.", 0, AMOUNT_SOUND, 2843450 }, /* Windows-1252 */
	{ "\xC2\xA0"
	  "5 ",
	  0, AMOUNT_SOUND, 500 },
	{ "\xE2\x88\x92"
	  "28.434,50",
	  0, AMOUNT_SOUND, -2843450 },
	{ "28\xC2\xA0"
	  "434",
	  0, AMOUNT_SOUND, 2843400 },
	{ "-1\xC2\xA0"
	  "028\xC2\xA0"
	  "434,5",
	  0, AMOUNT_SOUND, -102843450 },
	{ "1\xE2\x80\xAF"
	  "000",
	  0, AMOUNT_SOUND, 100000 },
	{ "28\xA0"
	  "434",
	  0, AMOUNT_SOUND, 2843400 },
	{ "28\xC2\xA0"
	  "43",
	  0, AMOUNT_NOT_ONE, 0 },
	{ "2843\xC2\xA0"
	  "434",
	  0, AMOUNT_NOT_ONE, 0 },
	{ "28\xC2\xA0"
	  "4344",
	  0, AMOUNT_NOT_ONE, 0 },
	{ "28.434\xC2\xA0"
	  "567",
	  ',', AMOUNT_NOT_ONE, 0 },
	{ "28,4\xC2\xA0"
	  "567",
	  ',', AMOUNT_NOT_ONE, 0 },

	{ "5,4\xC2\xA0"
	  "567",
	  ',', AMOUNT_NOT_ONE, 0 },

	/* No amounts. */
	{ "kr.", 0, AMOUNT_NOT_ONE, 0 },
	{ "kr. kr.", 0, AMOUNT_NOT_ONE, 0 },
	{ "kr. 5 kr.", ',', AMOUNT_NOT_ONE, 0 },
	{ "kr. -", 0, AMOUNT_NOT_ONE, 0 },
	{ ",-", ',', AMOUNT_NOT_ONE, 0 },
	{ "5,--", ',', AMOUNT_NOT_ONE, 0 },
	{ "5,-0", ',', AMOUNT_NOT_ONE, 0 },
	{ "5.,-", ',', AMOUNT_NOT_ONE, 0 },
	{ "-", 0, AMOUNT_NOT_ONE, 0 },
	{ "--5", 0, AMOUNT_NOT_ONE, 0 },
	{ "5.", 0, AMOUNT_NOT_ONE, 0 },
	{ "5 000", 0, AMOUNT_NOT_ONE, 0 },
	{ "28,434.50", 0, AMOUNT_NOT_ONE, 0 },
	{ "1e3", 0, AMOUNT_NOT_ONE, 0 },
	{ "5 USD", 0, AMOUNT_NOT_ONE, 0 },
	{ "12.34.567", 0, AMOUNT_NOT_ONE, 0 },

	/* The largest, and one øre more. */
	{ "9999999999999.99", 0, AMOUNT_SOUND, INT64_C(999999999999999) },
	{ "10000000000000", 0, AMOUNT_TOO_LARGE, 0 },
	{ "99999999999999999999999999", 0, AMOUNT_TOO_LARGE, 0 },
	{ "1111111111111111111111111111111111111111111111111111111111111111111", 0, AMOUNT_NOT_ONE,
	  0 },
};

static void test_cells(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cells); i++) {
		int64_t amount = 0;
		enum amount_fault fault =
			amount_read(slice_of(cells[i].text), cells[i].mark, &amount);

		expect(fault == cells[i].fault, "'%s': fault %d", cells[i].text, (int)fault);
		if (fault == AMOUNT_SOUND)
			expect(amount == cells[i].amount, "'%s': %lld", cells[i].text,
			       (long long)amount);
	}
}

/* Every amount, written in the ways of a Danish spreadsheet, is read back. */
static void test_round_trip(void **state)
{
	uint32_t random = 20260629;

	(void)state;
	for (int i = 0; i < 100000; i++) {
		int64_t oere = random_below(&random, 2000000000) % (i % 2 ? 2000000000u : 200000u);
		bool minus = random_below(&random, 2) == 1;
		unsigned kroner = (unsigned)(oere / 100), part = (unsigned)(oere % 100);
		char text[64];
		int64_t amount = -1;

		if (kroner >= 1000000)
			snprintf(text, sizeof(text), "%s%u.%03u.%03u,%02u kr.", minus ? "-" : "",
			         kroner / 1000000, kroner / 1000 % 1000, kroner % 1000, part);
		else if (kroner >= 1000)
			snprintf(text, sizeof(text), "%s%u.%03u,%02u\xC2\xA0kr.",
			         minus ? "\xE2\x88\x92" : "", kroner / 1000, kroner % 1000, part);
		else
			snprintf(text, sizeof(text), "%s%u,%02u", minus ? "-" : "", kroner, part);
		expect(amount_read(slice_of(text), i % 3 ? ',' : '\0', &amount) == AMOUNT_SOUND,
		       "'%s' is refused", text);
		expect(amount == (minus ? -oere : oere), "'%s': %lld", text, (long long)amount);
	}
}

/* No bytes make it read beyond its buffers or give an amount that is no number. */
static void test_any_bytes(void **state)
{
	static const char alphabet[] = "0123456789.,- kr\xC2\xA0\xE2\x88\x92\xAF\x80";
	uint32_t random = 7;

	(void)state;
	for (int i = 0; i < 200000; i++) {
		size_t len = random_below(&random, 70);
		char *text = malloc(len + 1);
		int64_t amount = 0;

		assert_non_null(text);
		for (size_t j = 0; j < len; j++)
			text[j] = alphabet[random_below(&random, sizeof(alphabet) - 1)];
		if (amount_read((struct slice){ text, len }, '\0', &amount) == AMOUNT_SOUND)
			assert_true(amount > -INT64_C(1000000000000000) &&
			            amount < INT64_C(1000000000000000));
		free(text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cells),
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_any_bytes),
	};

	return cmocka_run_group_tests_name("amount", tests, NULL, NULL);
}
