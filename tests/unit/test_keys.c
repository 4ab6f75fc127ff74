/* keys.h */
#include "testing.h"

#include "keys.h"

static void *add(struct keys *keys, const char *a, const char *b, bool *is_new)
{
	const struct slice parts[] = { slice_of(a), slice_of(b) };

	return keys_add(keys, parts, 2, is_new);
}

/* Every way to cut a word into three parts is a key of its own. */
static void test_parts(void **state)
{
	static const char word[] = "aaaaaa";
	struct keys *keys = keys_new(sizeof(int));
	int known = 0;

	(void)state;
	for (size_t len = 0; len <= 6; len++)
		for (size_t i = 0; i <= len; i++)
			for (size_t j = i; j <= len; j++) {
				const struct slice parts[] = { { word, i },
					                       { word + i, j - i },
					                       { word + j, len - j } };
				bool is_new = false;
				int *payload = keys_add(keys, parts, 3, &is_new);

				expect(is_new, "%zu %zu %zu", i, j - i, len - j);
				assert_int_equal(*payload, 0);
				*payload = ++known;
				assert_ptr_equal(keys_add(keys, parts, 3, &is_new), payload);
				assert_false(is_new);
				assert_ptr_equal(keys_find(keys, parts, 3), payload);
				assert_int_equal(*payload, known);
			}
	assert_int_equal(keys_count(keys), known);
	keys_free(keys);
}

/* One part fewer is another key too. */
static void test_part_counts(void **state)
{
	const struct slice parts[] = { { "a", 1 }, { "", 0 }, { "", 0 } };
	struct keys *keys = keys_new(sizeof(int));
	bool is_new;

	(void)state;
	for (size_t count = 1; count <= 3; count++) {
		assert_null(keys_find(keys, parts, count));
		keys_add(keys, parts, count, &is_new);
		assert_true(is_new);
	}
	assert_int_equal(keys_count(keys), 3);
	keys_free(keys);
}

struct payload {
	uint64_t number, check;
	void *self;
};

/* Many keys: in order, none lost, none moved, none shared, however many were foretold. */
static void check_many(size_t foretold)
{
	enum { MANY = 200000 };
	struct keys *keys = keys_new(sizeof(struct payload));
	struct payload **payloads = malloc(MANY * sizeof(*payloads)), *payload;
	struct keys_cursor cursor;
	char family[32], person[32];
	size_t at = 0;
	bool is_new;

	assert_non_null(payloads);
	if (foretold != SIZE_MAX)
		keys_foretell(keys, foretold);
	keys_start(keys, &cursor);
	assert_null(keys_next(keys, &cursor));
	assert_int_equal(keys_count(keys), 0);
	for (size_t i = 0; i < MANY; i++) {
		snprintf(family, sizeof(family), "F%zu", i / 3);
		snprintf(person, sizeof(person), "P%zu", i * 7919 % MANY);
		payload = add(keys, family, person, &is_new);
		assert_true(is_new);
		assert_int_equal((uintptr_t)payload % sizeof(uint64_t), 0);
		assert_true(payload->number == 0 && payload->check == 0 && payload->self == NULL);
		*payload = (struct payload){ i, ~(uint64_t)i, payload };
		payloads[i] = payload;
	}
	assert_int_equal(keys_count(keys), MANY);
	for (size_t i = 0; i < MANY; i++) {
		snprintf(family, sizeof(family), "F%zu", i / 3);
		snprintf(person, sizeof(person), "P%zu", i * 7919 % MANY);
		payload = add(keys, family, person, &is_new);
		assert_false(is_new);
		expect(payload == payloads[i] && payload->number == i &&
		               payload->check == ~(uint64_t)i && payload->self == payload,
		       "key %zu", i);
		assert_string_equal(keys_first_part(keys, payload), family);
		assert_true(slice_equal(keys_part(keys, payload, 0), slice_of(family)));
		assert_true(slice_equal(keys_part(keys, payload, 1), slice_of(person)));
	}
	keys_start(keys, &cursor);
	for (; (payload = keys_next(keys, &cursor)) != NULL; at++)
		expect(at < MANY && payload == payloads[at], "place %zu", at);
	assert_int_equal(at, MANY);
	keys_free(keys);
	free(payloads);
}

static void test_many(void **state)
{
	static const size_t foretold[] = { SIZE_MAX, 0, 1, 65536, 65537, 200000, SIZE_MAX / 64 };

	(void)state;
	for (size_t i = 0; i < COUNT(foretold); i++)
		check_many(foretold[i]);
}

/* Searching adds nothing. */
static void test_find(void **state)
{
	const struct slice there[] = { { "x", 1 }, { "y", 1 } };
	const struct slice absent[][2] = { { { "y", 1 }, { "x", 1 } }, { { "x", 1 }, { "", 0 } },
		                           { { "", 0 }, { "y", 1 } },  { { "X", 1 }, { "y", 1 } },
		                           { { "xy", 2 }, { "", 0 } }, { { "", 0 }, { "", 0 } } };
	struct keys *keys = keys_new(sizeof(int));
	bool is_new;
	void *payload;

	(void)state;
	assert_null(keys_find(keys, there, 2));
	payload = keys_add(keys, there, 2, &is_new);
	for (size_t i = 0; i < COUNT(absent); i++)
		expect(keys_find(keys, absent[i], 2) == NULL, "key %zu", i);
	assert_ptr_equal(keys_find(keys, there, 2), payload);
	assert_int_equal(keys_count(keys), 1);
	keys_free(keys);
}

/* A hint changes nothing: right, wrong or missing, for a key that is there or is not yet. */
static void test_hints(void **state)
{
	enum { STEPS = 60000, PERSONS = 900 };
	static const char *const odd[] = { "", "P", "P1", "P12345678",
		                           "a key of more than a unit" };
	uint32_t random = 1;

	(void)state;
	for (int kind = 0; kind < 4; kind++) {
		struct keys *keys = keys_new(kind % 2 == 0 ? sizeof(void *) : 100);
		void *known[PERSONS] = { NULL };
		unsigned who[STEPS + KEYS_AHEAD];
		size_t count = 0;

		for (size_t i = 0; i < COUNT(who); i++) {
			random = random * 1664525 + 1013904223;
			who[i] = (random >> 8) % PERSONS;
		}
		for (size_t i = 0; i < STEPS; i++) {
			char person[32], ahead[32];
			struct slice parts[2] = { { "F1", 2 }, { NULL, 0 } };
			bool is_new;
			void *payload;

			snprintf(person, sizeof(person), "P%u", who[i]);
			snprintf(ahead, sizeof(ahead), "P%u", who[i + KEYS_AHEAD]);
			parts[1] = slice_of(person);
			expect(keys_find(keys, parts, 2) == known[who[i]], "step %zu", i);
			if (known[who[i]] != NULL || i % 3 != 0) {
				payload = keys_add(keys, parts, 2, &is_new);
				expect(is_new == (known[who[i]] == NULL) &&
				               (is_new || payload == known[who[i]]),
				       "step %zu", i);
				known[who[i]] = payload;
				count += is_new;
				assert_true(slice_equal(keys_part(keys, payload, 1), parts[1]));
			}
			if (kind >= 2 && i % 5 == 0) /* for nobody, or out of step */
				parts[1] = slice_of(odd[i / 5 % COUNT(odd)]);
			else
				parts[1] = slice_of(ahead);
			if (kind < 3 || i % 7 != 0)
				keys_expect(keys, parts, 2);
		}
		assert_int_equal(keys_count(keys), count);
		keys_free(keys);
	}
}

/* Payloads of any size, next to keys of any length, do not touch each other. */
static void test_sizes(void **state)
{
	(void)state;
	for (size_t size = 1; size <= 40; size++) {
		struct keys *keys = keys_new(size);
		struct keys_cursor cursor;
		char text[64];
		bool is_new;

		memset(text, 'k', sizeof(text));
		for (size_t len = 0; len < sizeof(text); len++) {
			const struct slice part = { text, len };
			char *payload = keys_add(keys, &part, 1, &is_new);

			assert_true(is_new);
			for (size_t i = 0; i < size; i++)
				assert_int_equal(payload[i], 0);
			memset(payload, (int)len, size);
		}
		keys_start(keys, &cursor);
		for (size_t len = 0; len < sizeof(text); len++) {
			const struct slice part = { text, len };
			const char *payload = keys_find(keys, &part, 1);

			assert_ptr_equal(keys_next(keys, &cursor), payload);

			assert_non_null(payload);
			for (size_t i = 0; i < size; i++)
				assert_int_equal(payload[i], len);
			assert_int_equal(strlen(keys_first_part(keys, payload)), len);
		}
		keys_free(keys);
	}
}

/* Long parts: some do not fit where the one before them ended. */
static void test_long_parts(void **state)
{
	enum { LONG = 30000 };
	struct keys *keys = keys_new(sizeof(int));
	struct keys_cursor cursor;
	char *text = malloc(LONG);
	const int *walked;
	bool is_new;

	(void)state;
	assert_non_null(text);
	memset(text, 'x', LONG);
	for (size_t len = 1; len <= LONG; len = len * 3 / 2 + 1) {
		const struct slice part = { text, len };

		*(int *)keys_add(keys, &part, 1, &is_new) = (int)len;
		assert_true(is_new);
	}
	for (size_t len = 1; len <= LONG; len = len * 3 / 2 + 1) {
		const struct slice part = { text, len };
		const int *payload = keys_find(keys, &part, 1);

		assert_non_null(payload);
		assert_int_equal(*payload, len);
	}
	keys_start(keys, &cursor);
	for (size_t len = 1; len <= LONG; len = len * 3 / 2 + 1) {
		walked = keys_next(keys, &cursor);
		assert_non_null(walked);
		assert_int_equal(*walked, len);
	}
	assert_null(keys_next(keys, &cursor));
	keys_free(keys);
	free(text);
}

static int add_endless(void *data)
{
	enum { ENDLESS = 1 << 20 };
	struct slice part = { calloc(ENDLESS, 1), ENDLESS };
	struct keys *keys = keys_new(sizeof(int));
	bool is_new;

	(void)data;
	memset((char *)(uintptr_t)part.ptr, 'x', ENDLESS);
	for (part.len = 20000; part.len < ENDLESS; part.len += 1000) {
		*(int *)keys_add(keys, &part, 1, &is_new) = 7;
		if (!is_new)
			return 1;
	}
	return 0;
}

/* Numbers from 1, in order of first appearance; what stands behind them is the caller's. */
static void test_numbers(void **state)
{
	struct named {
		uint32_t number, other;
	};
	const struct slice a = slice_of("a"), b = slice_of("b");
	struct keys *keys = keys_new(sizeof(struct named));
	struct named *second;

	(void)state;
	assert_int_equal(keys_number(keys, &a, 1), 1);
	second = keys_numbered(keys, &b, 1);
	assert_int_equal(second->number, 2);
	assert_int_equal(second->other, 0);
	second->other = 7;
	assert_int_equal(keys_number(keys, &a, 1), 1);
	assert_int_equal(keys_number(keys, &b, 1), 2);
	assert_ptr_equal(keys_numbered(keys, &b, 1), second);
	assert_int_equal(second->other, 7);
	assert_int_equal(keys_count(keys), 2);
	keys_free(keys);
}

/* As long as a record can be: kept, or a clean failure. */
static void test_endless_part(void **state)
{
	struct child child = run_child(add_endless, NULL, -1);

	(void)state;
	assert_true(child.status == 0 || (child.status == 2 && strlen(child.err) > 0));
	child_free(&child);
}

/*
 * Empty parts cost nothing, not even in a hash: keys that differ only in which parts
 * are empty share one, and are told apart by their bytes.
 */
static void test_empty_parts(void **state)
{
	enum { PARTS = 5, ALL = 1 << PARTS };
	struct keys *keys = keys_new(sizeof(unsigned));
	bool is_new;

	(void)state;
	for (int again = 0; again < 2; again++)
		for (unsigned filled = 0; filled < ALL; filled++) {
			struct slice parts[PARTS];
			unsigned *payload;

			for (unsigned i = 0; i < PARTS; i++)
				parts[i] = slice_of(filled & 1u << i ? "same" : "");
			keys_expect(keys, parts, PARTS);
			payload = keys_add(keys, parts, PARTS, &is_new);
			assert_int_equal(is_new, again == 0);
			if (again)
				assert_int_equal(*payload, filled);
			*payload = filled;
			for (unsigned i = 0; i < PARTS; i++)
				assert_true(slice_equal(keys_part(keys, payload, i), parts[i]));
		}
	assert_int_equal(keys_count(keys), ALL);
	keys_free(keys);
}

/* Hints change nothing: of keys that are there, that come later or never, while it grows. */
static void test_expect(void **state)
{
	enum { MANY = 5000, AHEAD = 4 };
	struct keys *keys = keys_new(sizeof(size_t));
	char text[32];
	bool is_new;

	(void)state;
	for (size_t i = 0; i < MANY; i++) {
		struct slice part;
		size_t *payload;

		snprintf(text, sizeof(text), "P%zu", i % 3 == 0 ? i / 2 : i + AHEAD);
		part = slice_of(text);
		keys_expect(keys, &part, 1);
		if (i % 7 == 0)
			keys_expect(keys, &(struct slice){ "", 0 }, 1);
		snprintf(text, sizeof(text), "P%zu", i);
		part = slice_of(text);
		assert_null(keys_find(keys, &part, 1));
		payload = keys_add(keys, &part, 1, &is_new);
		assert_true(is_new);
		*payload = i;
		assert_int_equal(keys_count(keys), i + 1);
	}
	for (size_t i = 0; i < MANY; i++) {
		struct slice part;

		snprintf(text, sizeof(text), "P%zu", i);
		part = slice_of(text);
		assert_int_equal(*(size_t *)keys_find(keys, &part, 1), i);
	}
	keys_free(keys);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parts),       cmocka_unit_test(test_part_counts),
		cmocka_unit_test(test_many),        cmocka_unit_test(test_find),
		cmocka_unit_test(test_hints),       cmocka_unit_test(test_sizes),
		cmocka_unit_test(test_long_parts),  cmocka_unit_test(test_endless_part),
		cmocka_unit_test(test_empty_parts), cmocka_unit_test(test_expect),
		cmocka_unit_test(test_numbers),
	};

	return cmocka_run_group_tests_name("keys", tests, NULL, NULL);
}
