/* pseudonym.h: key files of every kind, the hash to the letter, collisions among a million. */
#include "testing.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "pseudonym.h"

enum { PERSONS = 1000000, FEWER = 200000 };

static const char key_text[] = "000102030405060708090a0b0c0d0e0f"
			       "101112131415161718191A1B1C1D1E1F\n";

static char folder[] = "/tmp/test_pseudonym.XXXXXX";
static char path[64], other[64];

static int make_folder(void **state)
{
	(void)state;
	if (mkdtemp(folder) == NULL)
		return -1;
	snprintf(path, sizeof(path), "%s/key", folder);
	snprintf(other, sizeof(other), "%s/other", folder);
	return 0;
}

static int remove_files(void **state)
{
	(void)state;
	unlink(path);
	unlink(other);
	return 0;
}

static int remove_folder(void **state)
{
	(void)state;
	return rmdir(folder);
}

static void write_file(const char *file, const char *text, size_t len, mode_t mode)
{
	int fd = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, len), len);
	assert_int_equal(fchmod(fd, mode), 0);
	assert_int_equal(close(fd), 0);
}

static size_t read_file(const char *file, char *to, size_t room)
{
	int fd = open(file, O_RDONLY);
	ssize_t len;

	assert_true(fd >= 0);
	len = read(fd, to, room);
	assert_true(len >= 0);
	close(fd);
	return (size_t)len;
}

static void expect_refused(const char *file, const char *reason)
{
	const char *why = NULL;

	assert_null(pseudonyms_open(file, PSEUDONYM_BITS, &why));
	assert_non_null(why);
	expect(strstr(why, reason) != NULL, "'%s' should say '%s'", why, reason);
}

/* ---- keys ---- */

static void test_new_key(void **state)
{
	static const mode_t masks[] = { 0, 0022, 0077, 0777 };
	char first[128], second[128];
	struct stat status;

	(void)state;
	for (size_t i = 0; i < COUNT(masks); i++) {
		mode_t old = umask(masks[i]);
		const char *why = pseudonym_new_key(path);
		struct pseudonyms *pseudonyms;

		umask(old);
		assert_null(why);
		assert_int_equal(stat(path, &status), 0);
		assert_int_equal(status.st_mode, S_IFREG | 0600);
		assert_int_equal(read_file(path, first, sizeof(first)), 65);
		assert_int_equal(first[64], '\n');
		assert_int_equal(strspn(first, "0123456789abcdef"), 64);
		expect(i == 0 || memcmp(first, second, 64) != 0, "the same key again");
		memcpy(second, first, 64);
		pseudonyms = pseudonyms_open(path, PSEUDONYM_BITS, &why);
		assert_non_null(pseudonyms);
		pseudonyms_close(pseudonyms);
		unlink(path);
	}
}

static void test_never_overwritten(void **state)
{
	char text[128];

	(void)state;
	write_file(path, "mine", 4, 0600);
	assert_string_equal(pseudonym_new_key(path), "exists already; a key is never overwritten");
	assert_int_equal(read_file(path, text, sizeof(text)), 4);
	/* Neither through a link, whether it leads somewhere or not. */
	assert_int_equal(symlink(path, other), 0);
	assert_non_null(pseudonym_new_key(other));
	unlink(path);
	assert_non_null(pseudonym_new_key(other));
	assert_int_equal(access(path, F_OK), -1);
}

static void test_new_key_that_cannot_be(void **state)
{
	(void)state;
	snprintf(path, sizeof(path), "%s/no/key", folder);
	assert_string_equal(pseudonym_new_key(path), strerror(ENOENT));
	snprintf(path, sizeof(path), "%s/key", folder);
	assert_non_null(pseudonym_new_key(folder));
}

static void test_rights(void **state)
{
	static const mode_t open_to_others[] = { 0640, 0604, 0620, 0602, 0610, 0601, 0644, 0666 };
	static const mode_t closed[] = { 0600, 0400, 0700 };
	const char *why;

	(void)state;
	for (size_t i = 0; i < COUNT(open_to_others); i++) {
		write_file(path, key_text, 65, open_to_others[i]);
		expect_refused(path, "chmod 600");
	}
	for (size_t i = 0; i < COUNT(closed); i++) {
		struct pseudonyms *pseudonyms;

		remove_files(NULL);
		write_file(path, key_text, 65, closed[i]);
		pseudonyms = pseudonyms_open(path, PSEUDONYM_BITS, &why);
		assert_non_null(pseudonyms);
		pseudonyms_close(pseudonyms);
	}
}

static void test_kinds_of_files(void **state)
{
	(void)state;
	expect_refused(path, strerror(ENOENT));
	expect_refused(folder, "not a regular file");
	expect_refused("/dev/null", "not a regular file");
	write_file(path, key_text, 65, 0600);
	assert_int_equal(symlink(path, other), 0);
	expect_refused(other, "symbolic link");
	unlink(other);
	/* A pipe that nobody writes to: refused, not waited for. */
	assert_int_equal(mkfifo(other, 0600), 0);
	expect_refused(other, "not a regular file");
	if (geteuid() == 0) {
		assert_int_equal(chown(path, 12345, 0), 0);
		expect_refused(path, "another user");
	} else {
		assert_int_equal(chmod(path, 0), 0);
		expect_refused(path, strerror(EACCES));
	}
}

static void test_contents(void **state)
{
	char text[200];
	const char *why;

	(void)state;
	/* Sound: no line ending, LF, CR LF. */
	memcpy(text, key_text, 64);
	memcpy(text + 64, "\r\n", 2);
	for (size_t len = 64; len <= 66; len++) {
		struct pseudonyms *pseudonyms;

		write_file(path, len == 65 ? key_text : text, len, 0600);
		pseudonyms = pseudonyms_open(path, PSEUDONYM_BITS, &why);
		assert_non_null(pseudonyms);
		pseudonyms_close(pseudonyms);
	}
	for (size_t len = 0; len <= 200; len++) {
		memset(text, 'a', sizeof(text));
		if (len == 64)
			continue;
		write_file(path, text, len, 0600);
		expect_refused(path, "64 hexadecimal digits");
	}
	for (size_t at = 0; at < 64; at++) {
		static const char wrong[] = "g\n -:\0/\xFF";

		memcpy(text, key_text, 65);
		text[at] = wrong[at % (sizeof(wrong) - 1)];
		write_file(path, text, 65, 0600);
		expect_refused(path, "64 hexadecimal digits");
	}
	memset(text, 'a', 66);
	memcpy(text + 64, "\n\n", 2);
	write_file(path, text, 66, 0600);
	expect_refused(path, "64 hexadecimal digits");
}

/* ---- pseudonyms ---- */

static struct pseudonyms *open_with(const char *key, int bits)
{
	const char *why = NULL;
	struct pseudonyms *pseudonyms;

	write_file(path, key, 65, 0600);
	pseudonyms = pseudonyms_open(path, bits, &why);
	unlink(path);
	expect(pseudonyms != NULL, "%s", why);
	return pseudonyms;
}

static enum pseudonym_fault make(struct pseudonyms *pseudonyms, char prefix, const char *cell,
                                 char *pseudonym)
{
	struct pseudonym_query query;

	pseudonym_ask(pseudonyms, prefix, slice_of(cell), &query);
	return pseudonym_make(pseudonyms, &query, pseudonym);
}

static void expect_pseudonym(struct pseudonyms *pseudonyms, char prefix, const char *cell,
                             const char *want)
{
	char pseudonym[PSEUDONYM_LEN + 1];

	assert_int_equal(make(pseudonyms, prefix, cell, pseudonym), PSEUDONYM_SOUND);
	expect(strcmp(pseudonym, want) == 0, "%c %s: %s, not %s", prefix, cell, pseudonym, want);
}

/* The expected ones were made with Python's hashlib.blake2b and base64.b32encode. */
static void test_known_answers(void **state)
{
	struct pseudonyms *pseudonyms = open_with(key_text, PSEUDONYM_BITS);

	(void)state;
	expect_pseudonym(pseudonyms, 'P', "0101990000", "P-ILA2MWI6GAWQ4");
	expect_pseudonym(pseudonyms, 'P', "010199-0000", "P-ILA2MWI6GAWQ4");
	expect_pseudonym(pseudonyms, 'P',
	                 " \xC2\xA0"
	                 "010199-0000 ",
	                 "P-ILA2MWI6GAWQ4");
	expect_pseudonym(pseudonyms, 'F', "010199-0000", "F-CLW4V35TGCPEC");
	expect_pseudonym(pseudonyms, 'F', "familie 7", "F-XKGSCWZCZLE3O");
	expect_pseudonym(pseudonyms, 'Z', "x", "Z-754HJKB4P5QEM");
	pseudonyms_close(pseudonyms);
}

static void test_what_matters(void **state)
{
	static const struct {
		char prefix;
		const char *cell;
	} all_different[] = {
		{ 'P', "010199-0000" },
		{ 'Q', "010199-0000" },
		{ 'P', "010199-0001" },
		{ 'P', "p7" },
		{ 'P', "P7" },
		{ 'P', "P 7" },
		/* A hyphen in anything but a person number counts. */
		{ 'P', "990199-0000" },
		{ 'P', "9901990000" },
		{ 'P', "N" },
		{ 'P', "101990000" },
		{ 'P', "NA7" },
	};
	char pseudonyms_of[COUNT(all_different)][PSEUDONYM_LEN + 1], again[PSEUDONYM_LEN + 1];
	char other_key[sizeof(key_text)];
	struct pseudonyms *pseudonyms = open_with(key_text, PSEUDONYM_BITS);

	(void)state;
	for (size_t i = 0; i < COUNT(all_different); i++) {
		assert_int_equal(make(pseudonyms, all_different[i].prefix, all_different[i].cell,
		                      pseudonyms_of[i]),
		                 PSEUDONYM_SOUND);
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(pseudonyms_of[i] + 2, pseudonyms_of[j] + 2);
	}
	assert_int_equal(make(pseudonyms, 'P', "", again), PSEUDONYM_MISSING);
	assert_int_equal(make(pseudonyms, 'P', " \t", again), PSEUDONYM_MISSING);
	assert_int_equal(make(pseudonyms, 'P', " NA ", again), PSEUDONYM_MISSING);
	pseudonyms_close(pseudonyms);

	/* The same key in another run, and another key that differs in one bit. */
	memcpy(other_key, key_text, sizeof(key_text));
	other_key[63] = 'E';
	for (int k = 0; k < 2; k++) {
		pseudonyms = open_with(k == 0 ? key_text : other_key, PSEUDONYM_BITS);
		for (size_t i = 0; i < COUNT(all_different); i++) {
			assert_int_equal(make(pseudonyms, all_different[i].prefix,
			                      all_different[i].cell, again),
			                 PSEUDONYM_SOUND);
			assert_int_equal(strcmp(again, pseudonyms_of[i]) == 0, k == 0);
		}
		pseudonyms_close(pseudonyms);
	}
}

static void test_long_values(void **state)
{
	struct pseudonyms *pseudonyms = open_with(key_text, PSEUDONYM_BITS);
	char first[PSEUDONYM_LEN + 1], second[PSEUDONYM_LEN + 1];
	char *text = malloc(1000001);

	(void)state;
	assert_non_null(text);
	memset(text, 'x', 1000000);
	text[1000000] = '\0';
	assert_int_equal(make(pseudonyms, 'P', text, first), PSEUDONYM_SOUND);
	text[999999] = 'y';
	assert_int_equal(make(pseudonyms, 'P', text, second), PSEUDONYM_SOUND);
	assert_string_not_equal(first, second);
	free(text);
	pseudonyms_close(pseudonyms);
}

/* A person number of its own for each of so many persons. */
static void write_person(int n, char *to, size_t room)
{
	snprintf(to, room, "%02d%02d%02d-%04d", 1 + n % 28, 1 + n / 28 % 12, n / 336 % 100,
	         n / 33600);
}

static uint64_t bits_of(const char *pseudonym)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	uint64_t bits = 0;

	for (int i = 2; i < PSEUDONYM_LEN; i++) {
		const char *at = strchr(alphabet, pseudonym[i]);

		assert_non_null(at);
		bits = i == PSEUDONYM_LEN - 1 ? bits << 4 | (uint64_t)(at - alphabet) >> 1
		                              : bits << 5 | (uint64_t)(at - alphabet);
	}
	return bits;
}

static int by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static void test_a_million_persons(void **state)
{
	struct pseudonyms *pseudonyms = open_with(key_text, PSEUDONYM_BITS);
	uint64_t *sorted = malloc(PERSONS * sizeof(*sorted));
	char person[64], pseudonym[PSEUDONYM_LEN + 1];

	(void)state;
	assert_non_null(sorted);
	for (int round = 0; round < 2; round++)
		for (int n = 0; n < PERSONS; n += round == 0 ? 1 : 7) {
			write_person(n, person, sizeof(person));
			expect(make(pseudonyms, 'P', person, pseudonym) == PSEUDONYM_SOUND,
			       "person %d collides", n);
			if (round == 0)
				sorted[n] = bits_of(pseudonym);
			else
				expect(sorted[n] == bits_of(pseudonym), "person %d changes", n);
		}
	qsort(sorted, PERSONS, sizeof(*sorted), by_value);
	for (int n = 1; n < PERSONS; n++)
		expect(sorted[n - 1] != sorted[n], "a collision that went unnoticed");
	free(sorted);
	pseudonyms_close(pseudonyms);
}

/*
 * With fewer bits, collisions come: among 200 000 persons, 33 bits give about two.
 * Each must be noticed when its second value comes, and nothing else be.
 */
static void test_collisions_are_noticed(void **state)
{
	static const int bits[] = { 1, 8, 20, 28, 33 };
	struct pseudonyms *whole = open_with(key_text, PSEUDONYM_BITS);
	uint64_t *seen = malloc(FEWER * sizeof(*seen));
	char person[64], pseudonym[PSEUDONYM_LEN + 1];
	int noticed = 0;

	(void)state;
	assert_non_null(seen);
	for (int n = 0; n < FEWER; n++) {
		write_person(n, person, sizeof(person));
		assert_int_equal(make(whole, 'P', person, pseudonym), PSEUDONYM_SOUND);
		seen[n] = bits_of(pseudonym);
	}
	pseudonyms_close(whole);
	for (size_t b = 0; b < COUNT(bits); b++) {
		struct pseudonyms *cut = open_with(key_text, bits[b]);
		uint64_t *sorted = malloc(FEWER * sizeof(*sorted));
		enum pseudonym_fault fault = PSEUDONYM_SOUND;
		bool double_before = false;
		int n = 0;

		assert_non_null(sorted);
		for (; n < FEWER && fault == PSEUDONYM_SOUND; n++) {
			write_person(n, person, sizeof(person));
			fault = make(cut, 'P', person, pseudonym);
			sorted[n] = seen[n] >> (64 - bits[b]);
		}
		if (fault == PSEUDONYM_COLLISION) {
			bool is_double = false;

			/* The last one is a double, and it is the first. */
			n--;
			for (int i = 0; i < n && !is_double; i++)
				is_double = sorted[i] == sorted[n];
			expect(is_double, "%d bits: a collision that is none", bits[b]);
			noticed++;
		}
		qsort(sorted, (size_t)n, sizeof(*sorted), by_value);
		for (int i = 1; i < n; i++)
			double_before |= sorted[i - 1] == sorted[i];
		expect(!double_before, "%d bits: a collision went unnoticed", bits[b]);
		free(sorted);
		pseudonyms_close(cut);
	}
	assert_in_range(noticed, 4, COUNT(bits));
	free(seen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_new_key, remove_files),
		cmocka_unit_test_teardown(test_never_overwritten, remove_files),
		cmocka_unit_test_teardown(test_new_key_that_cannot_be, remove_files),
		cmocka_unit_test_teardown(test_rights, remove_files),
		cmocka_unit_test_teardown(test_kinds_of_files, remove_files),
		cmocka_unit_test_teardown(test_contents, remove_files),
		cmocka_unit_test(test_known_answers),
		cmocka_unit_test(test_what_matters),
		cmocka_unit_test(test_long_values),
		cmocka_unit_test(test_a_million_persons),
		cmocka_unit_test(test_collisions_are_noticed),
	};

	return cmocka_run_group_tests_name("pseudonym", tests, make_folder, remove_folder);
}
