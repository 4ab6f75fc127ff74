/* guard.h: every shape of a person number. */
#include "testing.h"

#include "guard.h"

static bool found_in(const char *text)
{
	return guard_finds_number(slice_of(text));
}

static bool is_suspected(const char *text)
{
	return guard_suspect(slice_of(text)) < strlen(text);
}

static bool is_number(const char *text)
{
	return guard_is_number(slice_of(text));
}

/* Months by hand; a year that ends in 00 can be 2000, which had a 29 February. */
static bool exists(int day, int month, int year)
{
	static const int longest[] = { 0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	if (day >= 61 && day <= 91)
		day -= 60;
	if (month < 1 || month > 12 || day < 1 || day > longest[month])
		return false;
	return month != 2 || day < 29 || year % 4 == 0;
}

/* All million of six digits. */
static void test_every_date(void **state)
{
	char hyphen[] = "000000-1234", plain[] = "0000001234";

	(void)state;
	for (int n = 0; n < 1000000; n++) {
		bool want = exists(n / 10000, n / 100 % 100, n % 100);
		int rest = n;

		for (int i = 5; i >= 0; i--, rest /= 10)
			hyphen[i] = plain[i] = (char)('0' + rest % 10);
		expect(found_in(hyphen) == want && is_number(hyphen) == want &&
		               is_number(plain) == want,
		       "%s: should be %d", hyphen, want);
		expect(!found_in(plain), "%s without a hyphen is found in a text", plain);
	}
}

/* The serial is any four digits: modulus 11 is not required. */
static void test_every_serial(void **state)
{
	char text[32];

	(void)state;
	for (int serial = 0; serial <= 9999; serial++) {
		snprintf(text, sizeof(text), "010190-%04d", serial);
		expect(found_in(text) && is_number(text), "%s", text);
	}
}

static void test_neighbours(void **state)
{
	(void)state;
	for (int byte = 0; byte < 256; byte++) {
		char before[] = "x010190-1234", behind[] = "010190-1234x";
		bool digit = byte >= '0' && byte <= '9';

		before[0] = behind[11] = (char)byte;
		expect(guard_finds_number((struct slice){ before, 12 }) == !digit,
		       "byte %d before it", byte);
		expect(guard_finds_number((struct slice){ behind, 12 }) == !digit,
		       "byte %d behind it", byte);
		/* What stands outside the bytes does not count. */
		assert_true(guard_finds_number((struct slice){ before + 1, 11 }));
		assert_true(guard_finds_number((struct slice){ behind, 11 }));
	}
}

/* Every byte of the number spoilt, and every piece of it cut off. */
static void test_shape(void **state)
{
	static const char number[] = "010190-1234";

	(void)state;
	for (size_t i = 0; i < 11; i++)
		for (int byte = 0; byte < 256; byte++) {
			char text[12];

			if (byte == number[i] || (byte >= '0' && byte <= '9' && i != 6))
				continue;
			memcpy(text, number, sizeof(text));
			text[i] = (char)byte;
			/* As a whole cell with a gap or a dash of Windows-1252, it is one. */
			expect(!guard_finds_number((struct slice){ text, 11 }) &&
			               guard_is_number((struct slice){ text, 11 }) ==
			                       (i == 6 && (byte == ' ' || byte == 0xA0 ||
			                                   byte == 0x96 || byte == 0x97)),
			       "byte %d at %zu", byte, i);
		}
	for (size_t from = 0; from <= 11; from++)
		for (size_t to = from; to <= 11; to++) {
			bool whole = from == 0 && to == 11;

			assert_true(guard_finds_number(
					    (struct slice){ number + from, to - from }) == whole);
			assert_true(guard_is_number((struct slice){ number + from, to - from }) ==
			            whole);
		}
}

/* Wherever it stands among other hyphens and digits. */
static void test_anywhere(void **state)
{
	static const char *const with[] = {
		"note: 010190-1234.",
		"-010190-1234",
		"010190-1234-",
		"1-010190-1234-5",
		"--010190-1234--",
		"2026-01-05,010190-1234",
		"010190-1234\n",
		"\"010190-1234\"",
		"x010190-1234x",
		"999999-9999 010190-1234",
		"010190-12345 010190-1234",
		"610190-1234",
		"910190-1234",
		"a-b-c-d;010190-1234;e-f",
	};
	static const char *const without[] = {
		"",
		"-",
		"2026-01-05",
		"010190 1234",
		"0101901234",
		"01019-01234",
		"0101901-234",
		"010190--1234",
		"010190-123",
		"010190-12345",
		"1010190-1234",
		"010190-12-34",
		"01-0190-1234",
		"600190-1234",
		"920190-1234",
		"320190-1234",
		"001290-1234",
		"011390-1234",
		"010090-1234",
		"310490-1234",
		"290201-1234",
		"300200-1234",
		"910490-1234",
		"01.01.90-1234",
		"010190\xE2\x80\2231234",
		"12-34-56-78",
		"20260105-1234",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(with); i++)
		expect(found_in(with[i]), "'%s'", with[i]);
	for (size_t i = 0; i < COUNT(without); i++)
		expect(!found_in(without[i]), "'%s'", without[i]);
	assert_true(found_in("290200-1234"));
	assert_true(found_in("890200-1234"));
	assert_false(found_in("890201-1234"));
	assert_true(found_in("290204-1234"));
}

/* At every place of a text of hyphens and digits, compared with the plain definition. */
static void test_random_texts(void **state)
{
	static const char alphabet[] = "0000111199--x";
	uint32_t seed = 7;
	int numbers = 0;

	(void)state;
	for (int n = 0; n < 400000; n++) {
		char text[25] = "x";
		bool want = false;

		for (size_t i = 1; i < 24; i++)
			text[i] = alphabet[random_below(&seed, sizeof(alphabet) - 1)];
		if (n % 2 == 0)
			text[7 + random_below(&seed, 10)] = '-';
		text[24] = '\0';
		for (size_t at = 0; at + 11 <= 24; at++) {
			const char *p = text + at;

			want |= strspn(p, "0123456789") == 6 && p[6] == '-' &&
			        strspn(p + 7, "0123456789") == 4 &&
			        (at == 0 || p[-1] < '0' || p[-1] > '9') &&
			        exists((p[0] - '0') * 10 + p[1] - '0',
			               (p[2] - '0') * 10 + p[3] - '0',
			               (p[4] - '0') * 10 + p[5] - '0');
		}
		numbers += want;
		expect(found_in(text) == want, "'%s': should be %d", text, want);
		expect(!want || is_suspected(text), "'%s': not suspected", text);
	}
	assert_true(numbers > 100);
}

/* A number at every place of a long text, and what most texts have instead. */
static void test_suspects(void **state)
{
	static const char *const innocent[] = {
		"",           "-",          "1-",          "12345-7",    "2026-11-29,2026-11-30",
		"29-11-2026", "1999-01-01", "a-b,abc-abc", "12-34",      "6.5,-,7.5",
		"1-2,3-4",    "P-000123",   "-----------", "12,-13,-14", "01-01-2025,01-02-2025",
	};
	char text[700];

	(void)state;
	for (size_t i = 0; i < COUNT(innocent); i++)
		expect(!is_suspected(innocent[i]), "'%s': suspected", innocent[i]);
	for (size_t len = 11; len < sizeof(text); len += 1 + len / 100) {
		for (size_t at = 0; at + 11 <= len; at++) {
			memset(text, '7', len);
			memcpy(text + at, "010190-1234", 11);
			expect(guard_suspect((struct slice){ text, len }) == at + 6,
			       "at %zu of %zu: found at %zu", at, len,
			       guard_suspect((struct slice){ text, len }));
			text[at + 6] = '7';
			expect(guard_suspect((struct slice){ text, len }) == len,
			       "nothing in %zu bytes, but suspected", len);
		}
	}
}

static void test_whole_cells(void **state)
{
	(void)state;
	assert_true(is_number("0101901234"));
	assert_true(is_number(" 010190-1234\t"));
	assert_true(is_number(" 0101901234 "));
	assert_true(is_number("\xC2\2400101901234"));
	assert_true(is_number("010190\xC2\2401234"));
	assert_true(is_number("010190\xE2\x80\x93"
	                      "1234"));
	assert_true(is_number("010190\xE2\x80\x91"
	                      "1234"));
	assert_false(is_number("010190--1234"));
	assert_false(is_number("010190  1234"));
	assert_false(is_number("010190.1234"));
	assert_false(is_number("320190 1234"));
	assert_false(is_number("0101901 234"));
	assert_false(is_number("x0101901234"));
	assert_false(is_number("010190-1234x"));
	assert_false(is_number("P010190-1234"));
	assert_false(is_number("01019012345"));
	assert_false(is_number("010190123"));
	assert_false(is_number("0101 901234"));
	assert_false(is_number("4512345678"));
	assert_false(is_number(""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_date),  cmocka_unit_test(test_every_serial),
		cmocka_unit_test(test_neighbours),  cmocka_unit_test(test_shape),
		cmocka_unit_test(test_anywhere),    cmocka_unit_test(test_random_texts),
		cmocka_unit_test(test_whole_cells), cmocka_unit_test(test_suspects),
	};

	return cmocka_run_group_tests_name("guard", tests, NULL, NULL);
}
