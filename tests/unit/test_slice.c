/* slice.h */
#include "testing.h"

#include "slice.h"

/* The length of a blank at the start, or at the end; 0 if there is none. */
static size_t blank_at(const char *text, size_t len, bool end)
{
	const char *last = text + (end ? len - 1 : 0);

	if (len > 0 && strchr(" \t\r\n", *last) != NULL && *last != '\0')
		return 1;
	if (len > 1 && memcmp(end ? last - 1 : text, "\xC2\xA0", 2) == 0)
		return 2;
	/* Windows-1252: no UTF-8 begins with the byte, nor has it behind an ASCII byte. */
	if (len > 0 && *last == '\xA0' && (!end || (len > 1 && (last[-1] & 0x80) == 0)))
		return 1;
	return 0;
}

/* Every text of up to six of these bytes, trimmed blank by blank. */
static void test_trim(void **state)
{
	static const char alphabet[] = { 'a', ' ', '\t', '\n', '\xC2', '\xA0', '!' };
	enum { LONGEST = 6 };
	unsigned texts = 1;

	(void)state;
	for (size_t len = 0; len <= LONGEST; len++, texts *= (unsigned)COUNT(alphabet))
		for (unsigned n = 0; n < texts; n++) {
			char text[LONGEST];
			size_t from = 0, to = len, width;
			unsigned rest = n;

			for (size_t i = 0; i < len; i++, rest /= (unsigned)COUNT(alphabet))
				text[i] = alphabet[rest % COUNT(alphabet)];

			struct slice trimmed = slice_trim((struct slice){ text, len });

			while ((width = blank_at(text + from, to - from, false)) > 0)
				from += width;
			while ((width = blank_at(text + from, to - from, true)) > 0)
				to -= width;
			expect(trimmed.len == to - from &&
			               (trimmed.len == 0 || trimmed.ptr == text + from),
			       "'%.*s': %zu bytes, not %zu", (int)len, text, trimmed.len,
			       to - from);
		}
}

static void test_equal(void **state)
{
	(void)state;
	assert_true(slice_equal((struct slice){ NULL, 0 }, (struct slice){ "x", 0 }));
	assert_true(slice_equal(slice_of("ab"), (struct slice){ "abc", 2 }));
	assert_false(slice_equal(slice_of("ab"), slice_of("abc")));
	assert_false(slice_equal(slice_of("ab"), slice_of("aB")));
	assert_false(slice_equal((struct slice){ "a\0b", 3 }, (struct slice){ "a\0c", 3 }));
	for (size_t len = 0; len <= 12; len++)
		for (size_t at = 0; at < len; at++) {
			char bytes[] = "abcdefghijkl";
			struct slice whole = { "abcdefghijkl", len };

			assert_true(slice_matches(whole, bytes));
			bytes[at] = '#';
			expect(!slice_matches(whole, bytes), "%zu bytes, byte %zu", len, at);
		}
	assert_true(slice_matches((struct slice){ NULL, 0 }, "x"));
	assert_int_equal(slice_of("").len, 0);
	assert_int_equal(slice_of("abc").len, 3);
}

/* Every byte, and none beside them. */
static void test_copy(void **state)
{
	char from[64], to[64];

	(void)state;
	for (size_t i = 0; i < sizeof(from); i++)
		from[i] = (char)('0' + i);
	for (size_t len = 0; len < 48; len++) {
		memset(to, '#', sizeof(to));
		slice_copy(to + 8, (struct slice){ from + 3, len });
		for (size_t i = 0; i < sizeof(to); i++)
			expect(to[i] == (i >= 8 && i < 8 + len ? from[3 + i - 8] : '#'),
			       "%zu bytes, byte %zu", len, i);
	}
	slice_copy(to, (struct slice){ NULL, 0 });
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_trim),
		cmocka_unit_test(test_equal),
		cmocka_unit_test(test_copy),
	};

	return cmocka_run_group_tests_name("slice", tests, NULL, NULL);
}
