/* folder.h: whole, or not at all. */
#include "testing.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "diag.h"
#include "folder.h"

static char place[64];

static int names_in(const char *path)
{
	DIR *dir = opendir(path);
	int count = -2; /* . and .. */

	if (dir == NULL)
		return -1;
	while (readdir(dir) != NULL)
		count++;
	closedir(dir);
	return count;
}

static int start(void **state)
{
	(void)state;
	strcpy(place, "/tmp/sfb-folder-XXXXXX");
	diag_start("test");
	return mkdtemp(place) == NULL ? -1 : 0;
}

static int stop(void **state)
{
	char command[128];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf %s", place);
	return system(command);
}

/* In place of the empty one; with a name that ends with a slash. */
static int whole(void *data)
{
	char path[128];

	(void)data;
	snprintf(path, sizeof(path), "%s/new//", place);
	folder_start(path);
	folder_write("a", slice_of("1\n"));
	folder_write("empty", slice_of(""));
	folder_output("out");
	printf("said\n");
	fflush(stdout);
	folder_keep();
	return 0;
}

static void test_whole(void **state)
{
	struct child child = run_child(whole, NULL, -1);
	char path[128], text[16] = "";
	FILE *file;

	(void)state;
	assert_int_equal(child.status, 0);
	assert_string_equal(child.err, "");
	assert_int_equal(child.out_len, 0);
	child_free(&child);
	snprintf(path, sizeof(path), "%s/new", place);
	assert_int_equal(names_in(path), 3);
	assert_int_equal(names_in(place), 1);
	snprintf(path, sizeof(path), "%s/new/out", place);
	file = fopen(path, "r");
	assert_non_null(file);
	assert_non_null(fgets(text, sizeof(text), file));
	assert_string_equal(text, "said\n");
	fclose(file);
}

/* A name of one letter, in the folder that one is in. */
static int one_letter(void *data)
{
	(void)data;
	if (chdir(place) != 0)
		return 97;
	folder_start("d");
	folder_write("a", slice_of("1\n"));
	folder_keep();
	return 0;
}

static void test_one_letter(void **state)
{
	struct child child = run_child(one_letter, NULL, -1);
	char path[128];

	(void)state;
	assert_int_equal(child.status, 0);
	assert_string_equal(child.err, "");
	child_free(&child);
	snprintf(path, sizeof(path), "%s/d", place);
	assert_int_equal(names_in(path), 1);
	assert_int_equal(names_in(place), 1);
}

enum { DOUBLE_NAME, FULL, MISSING, A_FILE, LATE, ABSENT_FILE, KINDS };

static int fail_somehow(void *data)
{
	const int *kind = data;
	char path[128];

	snprintf(path, sizeof(path), "%s/new", place);
	if (*kind == FULL && (mkdir(path, 0700) != 0 || mkdir(strcat(path, "/x"), 0700) != 0))
		return 97;
	snprintf(path, sizeof(path), *kind == MISSING ? "%s/no/new" : "%s/new", place);
	if (*kind == A_FILE)
		close(open(path, O_WRONLY | O_CREAT, 0600));
	folder_start(path);
	if (*kind == DOUBLE_NAME)
		folder_write("a", slice_of("1"));
	if (*kind == LATE && (mkdir(path, 0700) != 0 || mkdir(strcat(path, "/x"), 0700) != 0))
		return 97;
	folder_write(*kind == ABSENT_FILE ? "no/a" : "a", slice_of("2"));
	snprintf(path, sizeof(path), "%s/new", place);
	folder_keep();
	return 0;
}

/* Nothing is left of a folder that could not be made. */
static void test_failures(void **state)
{
	static const int left[KINDS] = { 0, 1, 0, 1, 1, 0 };

	(void)state;
	for (int kind = 0; kind < KINDS; kind++) {
		struct child child = run_child(fail_somehow, &kind, -1);

		expect(child.status == 2, "kind %d: %d", kind, child.status);
		expect(strncmp(child.err, "test: /tmp/sfb-folder-", 22) == 0, "kind %d: %s", kind,
		       child.err);
		child_free(&child);
		expect(names_in(place) == left[kind], "kind %d: %d left", kind, names_in(place));
		stop(NULL);
		start(NULL);
	}
}

static int with_output_closed(void *data)
{
	char path[128];

	(void)data;
	snprintf(path, sizeof(path), "%s/new", place);
	close(STDOUT_FILENO);
	folder_start(path);
	folder_output("out");
	if (write(STDOUT_FILENO, "x", 1) != 1)
		return 97;
	folder_keep();
	return 0;
}

/* Where standard output is closed, the file is it. */
static void test_closed_output(void **state)
{
	struct child child = run_child(with_output_closed, NULL, -1);
	char path[128];
	struct stat status;

	(void)state;
	assert_int_equal(child.status, 0);
	child_free(&child);
	snprintf(path, sizeof(path), "%s/new/out", place);
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_size, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_whole, start, stop),
		cmocka_unit_test_setup_teardown(test_one_letter, start, stop),
		cmocka_unit_test_setup_teardown(test_failures, start, stop),
		cmocka_unit_test_setup_teardown(test_closed_output, start, stop),
	};

	return cmocka_run_group_tests_name("folder", tests, NULL, NULL);
}
