/* decimal.h: exact numbers in and out, and everything that is not a number. */
#include "testing.h"

#include "decimal.h"

static const int64_t power[] = { 1, 10, 100, 1000, 10000, 100000, 1000000 };

static enum decimal_fault read_text(const char *text, int decimals_max, int scale, int64_t *value)
{
	return decimal_read(slice_of(text), decimals_max, scale, value);
}

/*
 * The grammar once more: an optional minus, digits, and perhaps a mark with digits
 * behind it; the digits before the mark may be missing. Texts are short.
 */
static enum decimal_fault oracle(const char *text, int decimals_max, int scale, int64_t *value)
{
	const char *rest = text + (*text == '-');
	size_t whole = strspn(rest, "0123456789"), decimals = 0;
	char digits[64];

	if (rest[whole] == '\0') {
		if (whole == 0)
			return DECIMAL_NOT_A_NUMBER;
	} else {
		if (rest[whole] != '.' && rest[whole] != ',')
			return DECIMAL_NOT_A_NUMBER;
		decimals = strspn(rest + whole + 1, "0123456789");
		if (decimals == 0 || rest[whole + 1 + decimals] != '\0')
			return DECIMAL_NOT_A_NUMBER;
	}
	if ((int)decimals > decimals_max || (int)decimals > scale)
		return DECIMAL_TOO_FINE;
	snprintf(digits, sizeof(digits), "%.*s%.*s%.*s", (int)whole, rest, (int)decimals,
	         decimals == 0 ? "" : rest + whole + 1, scale - (int)decimals, "000000");
	*value = strtoll(digits, NULL, 10) * (*text == '-' ? -1 : 1);
	return DECIMAL_SOUND;
}

static void check(const char *text, int decimals_max, int scale)
{
	int64_t got = 4711, want = 4711;
	enum decimal_fault wanted = oracle(text, decimals_max, scale, &want);
	enum decimal_fault fault = read_text(text, decimals_max, scale, &got);

	expect(fault == wanted && (fault != DECIMAL_SOUND || got == want),
	       "'%s' (%d decimals, scale %d): fault %d value %lld, not %d %lld", text, decimals_max,
	       scale, (int)fault, (long long)got, (int)wanted, (long long)want);
}

/* Every text of up to six characters of this alphabet; as it is, and made long by zeros. */
static void test_all_short_texts(void **state)
{
	static const char alphabet[] = "019.,-+e ";
	enum { LETTERS = sizeof(alphabet) - 1, LONGEST = 6 };
	unsigned texts = 1;

	(void)state;
	for (unsigned len = 0; len <= LONGEST; len++, texts *= LETTERS) {
		for (unsigned n = 0; n < texts; n++) {
			char text[LONGEST + 1], longer[LONGEST + 16];
			unsigned rest = n;

			for (unsigned i = 0; i < len; i++, rest /= LETTERS)
				text[i] = alphabet[rest % LETTERS];
			text[len] = '\0';
			check(text, 2, 3);
			check(text, 3, 3);
			if (text[0] == '-')
				snprintf(longer, sizeof(longer), "-0000000000%s", text + 1);
			else
				snprintf(longer, sizeof(longer), "0000000000%s", text);
			check(longer, 2, 3);
		}
	}
}

/* Any other byte, wherever it stands, makes it no number. */
static void test_foreign_bytes(void **state)
{
	(void)state;
	for (int byte = 0; byte < 256; byte++) {
		if (strchr("0123456789.,-", byte) != NULL && byte != '\0')
			continue;
		for (size_t at = 0; at <= 3; at++) {
			char text[] = { '7', '.', '5', '5' };
			int64_t value;

			text[at] = (char)byte;
			expect(decimal_read((struct slice){ text, 4 }, 3, 3, &value) ==
			               DECIMAL_NOT_A_NUMBER,
			       "byte %d at %zu", byte, at);
		}
	}
}

static void test_rejects(void **state)
{
	static const char *const texts[] = { "",
		                             "-",
		                             "+7",
		                             "7.",
		                             ".",
		                             ",",
		                             "1e1",
		                             "0x7",
		                             "abc",
		                             "7.5.1",
		                             "7,5,1",
		                             "7.5,1",
		                             "1,000.5",
		                             "--7",
		                             "7-",
		                             "-.",
		                             "7 ",
		                             " 7",
		                             "7 5",
		                             "inf",
		                             "nan",
		                             "1_0",
		                             "\xE2\x88\2227",
		                             "7\xC2\xA0",
		                             "1.e1",
		                             "1.5e0",
		                             "0b1",
		                             "\xD9\xA7" };
	int64_t value;

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++)
		expect(read_text(texts[i], 6, 6, &value) == DECIMAL_NOT_A_NUMBER, "'%s'", texts[i]);
}

static void test_accepted(void **state)
{
	static const struct {
		const char *text;
		int64_t thousandths;
	} cases[] = {
		{ "0", 0 },       { "-0", 0 },        { "0.0", 0 },     { "-0,00", 0 },
		{ "7.5", 7500 },  { "7,5", 7500 },    { "7.50", 7500 }, { "7.05", 7050 },
		{ ".5", 500 },    { ",5", 500 },      { "-.5", -500 },  { "-0.1", -100 },
		{ "10", 10000 },  { "10.01", 10010 }, { "007", 7000 },  { "000000000007.5", 7500 },
		{ "9.99", 9990 }, { "40.00", 40000 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		int64_t value = 4711;

		expect(read_text(cases[i].text, 2, 3, &value) == DECIMAL_SOUND, "'%s'",
		       cases[i].text);
		expect(value == cases[i].thousandths, "'%s': %lld", cases[i].text,
		       (long long)value);
	}
}

/* Decimals beyond the limit are refused even when they are zeros. */
static void test_decimals(void **state)
{
	(void)state;
	for (int digits = 1; digits <= 8; digits++)
		for (int max = 0; max <= 6; max++)
			for (int scale = 0; scale <= 6; scale++) {
				char text[16];
				int64_t value;

				snprintf(text, sizeof(text), "7.%.*s", digits, "00000000");
				expect(read_text(text, max, scale, &value) ==
				               (digits <= max && digits <= scale
				                        ? DECIMAL_SOUND
				                        : DECIMAL_TOO_FINE),
				       "'%s' %d %d", text, max, scale);
				check("7", max, scale);
				check("-12.3", max, scale);
				check("1.234567", max, scale);
			}
}

/* Numbers too long for 64 bits neither wrap nor pass, however long they are. */
static void test_huge(void **state)
{
	char text[4096];
	int64_t value = 0;

	(void)state;
	for (size_t len = 17; len < sizeof(text); len = len * 5 / 4 + 1)
		for (char digit = '1'; digit <= '9'; digit++)
			for (int scale = 0; scale <= 6; scale += 3) {
				memset(text, digit, len);
				text[len] = '\0';
				expect(read_text(text, 6, scale, &value) == DECIMAL_TOO_LARGE,
				       "%zu digits", len);
				text[0] = '-';
				expect(read_text(text, 6, scale, &value) == DECIMAL_TOO_LARGE,
				       "minus and %zu digits", len - 1);
				text[len - 1] = 'x';
				expect(read_text(text, 6, scale, &value) == DECIMAL_NOT_A_NUMBER,
				       "%zu digits and a letter", len);
			}
	/* The powers of two at which a careless reader wraps round. */
	assert_int_equal(read_text("18446744073709551617", 0, 0, &value), DECIMAL_TOO_LARGE);
	assert_int_equal(read_text("9223372036854775808", 0, 0, &value), DECIMAL_TOO_LARGE);
	assert_int_equal(read_text("18446744073709552", 3, 3, &value), DECIMAL_TOO_LARGE);
	assert_int_equal(read_text("18446744073709551.617", 3, 3, &value), DECIMAL_TOO_LARGE);
	assert_int_equal(read_text("4294967303", 0, 0, &value), DECIMAL_SOUND);
	assert_true(value == INT64_C(4294967303));
	assert_int_equal(read_text("999999999999999", 0, 0, &value), DECIMAL_SOUND);
	assert_true(value == INT64_C(999999999999999));
	assert_int_equal(read_text("-999999999999.999", 3, 3, &value), DECIMAL_SOUND);
	assert_true(value == -INT64_C(999999999999999));

	/* Leading zeros are not digits of the number. */
	memset(text, '0', sizeof(text));
	assert_int_equal(decimal_read((struct slice){ text, sizeof(text) }, 0, 3, &value),
	                 DECIMAL_SOUND);
	assert_int_equal(value, 0);
	text[sizeof(text) - 1] = '8';
	assert_int_equal(decimal_read((struct slice){ text, sizeof(text) }, 0, 3, &value),
	                 DECIMAL_SOUND);
	assert_int_equal(value, 8000);
}

/* Only the slice is read: what stands behind it is none of the number. */
static void test_length(void **state)
{
	int64_t value;

	(void)state;
	assert_int_equal(decimal_read((struct slice){ "7.55", 3 }, 2, 3, &value), DECIMAL_SOUND);
	assert_int_equal(value, 7500);
	assert_int_equal(decimal_read((struct slice){ "7.55", 2 }, 2, 3, &value),
	                 DECIMAL_NOT_A_NUMBER);
	assert_int_equal(decimal_read((struct slice){ "77", 1 }, 2, 3, &value), DECIMAL_SOUND);
	assert_int_equal(value, 7000);
	assert_int_equal(decimal_read((struct slice){ "7", 0 }, 2, 3, &value),
	                 DECIMAL_NOT_A_NUMBER);
}

/*
 * The two quick ways, over all cells of up to three bytes of these: what they take is what
 * decimal_read makes of it, and they take all of the shape that they are for.
 */
static void test_quick_ways(void **state)
{
	static const char alphabet[] = { '0', '1', '5', '9', '.', ',',
		                         '-', '/', ':', ' ', 'a', '\xB9' };
	unsigned texts = 1;

	(void)state;
	for (size_t len = 0; len <= 3; len++, texts *= (unsigned)COUNT(alphabet))
		for (unsigned n = 0; n < texts; n++) {
			char text[3];
			struct slice cell = { text, len };
			unsigned rest = n;
			int64_t value = 0, count;
			int32_t quick;
			bool sound, digits = true;

			for (size_t i = 0; i < len; i++, rest /= (unsigned)COUNT(alphabet)) {
				text[i] = alphabet[rest % COUNT(alphabet)];
				digits = digits && text[i] >= '0' && text[i] <= '9';
			}
			sound = decimal_read(cell, 1, 3, &value) == DECIMAL_SOUND;
			for (int tenths = 0; tenths <= 1; tenths++) {
				bool shape = len == 1 ||
				             (tenths == 1 && len == 3 && !digits && text[0] != '-');

				expect(decimal_read_short(cell, tenths == 1, &quick) ==
				               (sound && shape),
				       "'%.*s' with %d tenths", (int)len, text, tenths);
				expect(!(sound && shape) || quick == value, "'%.*s': %d", (int)len,
				       text, quick);
			}
			expect(decimal_read_count(cell, &count) ==
			               (digits && (len == 1 || len == 2)),
			       "'%.*s'", (int)len, text);
			expect(!digits || len == 0 || len > 2 || count * 1000 == value, "'%.*s'",
			       (int)len, text);
		}
}

static void check_round_trip(int64_t value, int scale, int decimals_min, char mark)
{
	char written[DECIMAL_MAX], want[64];
	size_t len = decimal_write(written, value, scale, decimals_min, mark);
	int64_t magnitude = value < 0 ? -value : value, back = 4711;
	int n = snprintf(want, sizeof(want), "%s%lld", value < 0 ? "-" : "",
	                 (long long)(magnitude / power[scale]));

	if (scale > 0)
		n += snprintf(want + n, sizeof(want) - (size_t)n, "%c%0*lld", mark, scale,
		              (long long)(magnitude % power[scale]));
	for (int decimals = scale; decimals > decimals_min && want[n - 1] == '0'; decimals--)
		n--;
	if (want[n - 1] == mark)
		n--;
	want[n] = '\0';
	expect(len == (size_t)n && memcmp(written, want, len) == 0,
	       "%lld scale %d at least %d: '%.*s', not '%s'", (long long)value, scale, decimals_min,
	       (int)len, written, want);
	expect(decimal_read((struct slice){ written, len }, 6, scale, &back) == DECIMAL_SOUND &&
	               back == value,
	       "'%s' is read back as %lld", want, (long long)back);
}

static void test_round_trip(void **state)
{
	(void)state;
	for (int scale = 0; scale <= 6; scale++)
		for (int decimals_min = 0; decimals_min <= scale; decimals_min++) {
			for (int64_t value = -1100; value <= 1100; value++) {
				check_round_trip(value, scale, decimals_min, '.');
				check_round_trip(value * 10, scale, decimals_min, ',');
			}
			for (int64_t p = 1; p < INT64_C(1000000000000000); p *= 10)
				for (int64_t near = -1; near <= 1; near++) {
					check_round_trip(p + near, scale, decimals_min, '.');
					check_round_trip(-p - near, scale, decimals_min, ',');
				}
			check_round_trip(INT64_C(999999999999999), scale, decimals_min, '.');
			check_round_trip(-INT64_C(999999999999999), scale, decimals_min, '.');
		}
}

static void expect_written(int64_t value, int scale, int decimals_min, char mark, const char *want)
{
	char text[DECIMAL_MAX + 1];

	text[decimal_write(text, value, scale, decimals_min, mark)] = '\0';
	assert_string_equal(text, want);
}

static void test_written(void **state)
{
	(void)state;
	expect_written(32000, 3, 1, '.', "32.0");
	expect_written(15600, 3, 1, ',', "15,6");
	expect_written(27250, 3, 1, '.', "27.25");
	expect_written(25000, 3, 0, '.', "25");
	expect_written(-2000, 3, 1, '.', "-2.0");
	expect_written(-10, 3, 1, '.', "-0.01");
	expect_written(0, 3, 1, '.', "0.0");
	expect_written(0, 3, 0, '.', "0");
	expect_written(1001, 3, 1, '.', "1.001");
	expect_written(INT64_MAX, 0, 0, '.', "9223372036854775807");
	expect_written(INT64_MIN, 6, 2, '.', "-9223372036854.775808");
}

/*
 * The proof that scores are exact: s and s + 5.0 differ by exactly 5 for every s
 * that a form can show. Binary fractions fail some of them.
 */
static void test_five_is_five(void **state)
{
	int binary_failures = 0;

	(void)state;
	for (int tenths = 0; tenths <= 350; tenths++) {
		char first[16], last[16], written[DECIMAL_MAX];
		int64_t a, b;

		snprintf(first, sizeof(first), "%d.%d", tenths / 10, tenths % 10);
		snprintf(last, sizeof(last), "%d,%d", tenths / 10 + 5, tenths % 10);
		assert_int_equal(read_text(first, 2, 3, &a), DECIMAL_SOUND);
		assert_int_equal(read_text(last, 2, 3, &b), DECIMAL_SOUND);
		expect(b - a == 5000, "%s to %s: %lld", first, last, (long long)(b - a));
		assert_int_equal(decimal_write(written, b - a, 3, 1, '.'), 3);
		assert_memory_equal(written, "5.0", 3);

		/* volatile: no wider registers. */
		volatile double x = tenths / 10.0, y = x + 5.0, difference = y - x;

		binary_failures += difference < 5.0 || difference > 5.0;
	}
	assert_true(binary_failures > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_short_texts), cmocka_unit_test(test_foreign_bytes),
		cmocka_unit_test(test_rejects),         cmocka_unit_test(test_accepted),
		cmocka_unit_test(test_decimals),        cmocka_unit_test(test_huge),
		cmocka_unit_test(test_length),          cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_written),         cmocka_unit_test(test_five_is_five),
		cmocka_unit_test(test_quick_ways),
	};

	return cmocka_run_group_tests_name("decimal", tests, NULL, NULL);
}
