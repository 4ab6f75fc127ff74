/* memory.h: memory that is too much to have ends the process cleanly; arenas keep their pieces. */
#include "testing.h"

#include "diag.h"
#include "memory.h"

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

static void *volatile kept;
static volatile size_t too_much = SIZE_MAX / 8; /* valgrind takes more for a mistake */

static int resize(void *data)
{
	(void)data;
	kept = memory_resize(NULL, too_much, 1);
	return 0;
}

static int overflow(void *data)
{
	(void)data;
	kept = memory_resize(NULL, too_much, 16);
	return 0;
}

static int no_size(void *data)
{
	(void)data;
	kept = memory_resize(NULL, 3, 0);
	return 0;
}

static int zeroed(void *data)
{
	(void)data;
	kept = memory_zeroed(too_much, 1);
	return 0;
}

static int zeroed_overflow(void *data)
{
	(void)data;
	kept = memory_zeroed(too_much, 16);
	return 0;
}

static int aligned(void *data)
{
	(void)data;
	kept = memory_aligned(too_much, 64);
	return 0;
}

static int piece(void *data)
{
	struct arena arena = { 0 };

	(void)data;
	kept = arena_take(&arena, SIZE_MAX - 8);
	return 0;
}

static void test_too_much(void **state)
{
	/* The sanitizer ends a process that asks malloc for so much, before it could answer. */
	static int (*const bodies[])(void *) = { overflow, no_size,         piece,  resize,
		                                 zeroed,   zeroed_overflow, aligned };

	(void)state;
	diag_start("test");
	for (size_t i = 0; i < (SANITIZED ? 3 : COUNT(bodies)); i++) {
		struct child child = run_child(bodies[i], NULL, -1);

		expect(child.status == 2 && strcmp(child.err, "test: out of memory\n") == 0,
		       "body %zu: %d, %s", i, child.status, child.err);
		child_free(&child);
	}
}

static void test_sizes(void **state)
{
	char *bytes = memory_resize(NULL, 0, 1), *copy = memory_copy("abc", 2);
	unsigned char *zeros = memory_aligned(256, 64);

	(void)state;
	assert_non_null(bytes);
	assert_string_equal(copy, "ab");
	assert_int_equal((uintptr_t)zeros % 64, 0);
	for (size_t i = 0; i < 256; i++)
		assert_int_equal(zeros[i], 0);
	free(bytes);
	free(copy);
	free(zeros);
	copy = memory_copy("", 0);
	assert_string_equal(copy, "");
	free(copy);
	/* Nothing of any size is still memory that can be freed. */
	for (size_t size = 0; size <= 1; size++) {
		bytes = memory_zeroed(size == 0 ? 3 : 0, size);
		assert_non_null(bytes);
		free(bytes);
	}
}

/* Pieces of all sizes lie apart from each other. */
static void test_arena(void **state)
{
	enum { PIECES = 400 };
	struct arena arena = { 0 };
	unsigned char *pieces[PIECES];

	(void)state;
	for (size_t i = 0; i < PIECES; i++) {
		size_t len = i % 50 == 49 ? 100000 : i * 7 + 1;

		pieces[i] = arena_take(&arena, len);
		assert_int_equal((uintptr_t)pieces[i] % sizeof(uint64_t), 0);
		memset(pieces[i], (int)(i % 251), len);
	}
	for (size_t i = 0; i < PIECES; i++) {
		size_t len = i % 50 == 49 ? 100000 : i * 7 + 1;

		for (size_t j = 0; j < len; j++)
			assert_int_equal(pieces[i][j], i % 251);
	}
	arena_free(&arena);
	assert_null(arena.block);
}

/* What is in the array stays, and it is not made anew for each. */
static void test_one_more(void **state)
{
	size_t *array = NULL, room = 0, moves = 0;

	(void)state;
	for (size_t count = 0; count < 10000; count++) {
		size_t before = room;

		array = memory_for_one_more(array, count, &room, sizeof(*array));
		assert_true(room > count);
		moves += room != before;
		array[count] = count;
	}
	for (size_t i = 0; i < 10000; i++)
		assert_int_equal(array[i], i);
	assert_true(moves < 16);
	free(array);
}

/* An arena that grows large takes large blocks; the pieces in those before stay what they were. */
static void check_large_arena(size_t foretold)
{
	enum { PIECES = 1500, LEN = 10000 };
	struct arena arena = { 0 };
	unsigned char **pieces = calloc(PIECES, sizeof(*pieces));

	assert_non_null(pieces);
	arena_foretell(&arena, foretold);
	for (size_t i = 0; i < PIECES; i++) {
		pieces[i] = arena_take(&arena, LEN);
		memset(pieces[i], (int)(i % 251), LEN);
	}
	for (size_t i = 0; i < PIECES; i++)
		for (size_t j = 0; j < LEN; j++)
			expect(pieces[i][j] == i % 251, "piece %zu, byte %zu: %d", i, j,
			       pieces[i][j]);
	arena_free(&arena);
	assert_null(arena.block);
	free(pieces);
}

static void test_large_arena(void **state)
{
	(void)state;
	check_large_arena(0);
	check_large_arena(1000);
	check_large_arena(SIZE_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_more),    cmocka_unit_test(test_too_much),
		cmocka_unit_test(test_sizes),       cmocka_unit_test(test_arena),
		cmocka_unit_test(test_large_arena),
	};

	return cmocka_run_group_tests_name("memory", tests, NULL, NULL);
}
