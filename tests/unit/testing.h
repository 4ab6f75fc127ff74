/*
 * testing.h: what the unit tests share: cmocka, a check that says what it saw,
 * and children, because much of the plumbing ends the process when it fails.
 */
#ifndef TESTING_H
#define TESTING_H

/* cmocka wants these four before it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Fails the test with a message of its own: for loops, where a line number says too little. */
#define expect(condition, ...)                 \
	do {                                   \
		if (!(condition))              \
			fail_msg(__VA_ARGS__); \
	} while (0)

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* The same numbers on every machine and in every run. */
static inline uint32_t random_next(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

static inline uint32_t random_below(uint32_t *state, uint32_t limit)
{
	return random_next(state) % limit;
}

static bool in_child;

/*
 * Asked by the leak sanitizer, where there is one. A child that fails leaves the
 * memory of the whole test behind; leaks are looked for in the test itself.
 */
int __lsan_is_turned_off(void);
int __lsan_is_turned_off(void)
{
	return in_child;
}

/* Where the tests are built for coverage: what a child counted is lost unless it says so. */
__attribute__((weak)) void __gcov_dump(void);

static inline void leave_child(int status)
{
	fflush(NULL);
	if (__gcov_dump != NULL)
		__gcov_dump();
	_exit(status);
}

/* What became of a child: both NUL-terminated; out and err are freed by child_free. */
struct child {
	int status; /* -1: killed by a signal */
	char *out, *err;
	size_t out_len;
};

static inline char *read_back(FILE *file, size_t *len)
{
	long size;
	char *text;

	assert_int_equal(fseek(file, 0, SEEK_END), 0);
	size = ftell(file);
	assert_true(size >= 0);
	rewind(file);
	text = malloc((size_t)size + 1);
	assert_non_null(text);
	*len = fread(text, 1, (size_t)size, file);
	assert_int_equal(*len, size);
	text[size] = '\0';
	fclose(file);
	return text;
}

/*
 * Runs body in a child whose standard output and standard error are kept. input
 * is its standard input, or -1. A body that returns ends with its result.
 */
static inline struct child run_child(int (*body)(void *), void *data, int input)
{
	struct child child = { .status = -1 };
	FILE *out = tmpfile(), *err = tmpfile();
	size_t err_len;
	int status;
	pid_t pid;

	assert_non_null(out);
	assert_non_null(err);
	fflush(NULL);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		in_child = true;
		if ((input >= 0 && dup2(input, STDIN_FILENO) < 0) ||
		    dup2(fileno(out), STDOUT_FILENO) < 0 || dup2(fileno(err), STDERR_FILENO) < 0)
			_exit(98);
		leave_child(body(data));
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	if (WIFEXITED(status))
		child.status = WEXITSTATUS(status);
	child.out = read_back(out, &child.out_len);
	child.err = read_back(err, &err_len);
	return child;
}

static inline void child_free(struct child *child)
{
	free(child->out);
	free(child->err);
}

#endif
