/*
 * harness.h: a whole command as a function of bytes: it reads memory for files, what it writes
 * is kept, and exit returns to the caller. Also where a target of its own catches a failure of
 * the plumbing.
 *
 * The linker leads exit, open, read, write, close and fstat here (--wrap); outside of a run they
 * do what they always do. Static variables of the toolkit get back the values that they had at
 * the start of the program: the fuzzer's build puts them into two sections of their own for that,
 * see the Makefile; without these, a process is good for one run, see replay.c.
 */
#ifndef HARNESS_H
#define HARNESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bytes_in {
	const uint8_t *ptr;
	size_t len;
};

/* A file by its name; standard input is "-". */
struct memory_file {
	const char *name;
	struct bytes_in bytes;
};

struct run {
	struct memory_file files[4];
	size_t file_count;
	size_t piece; /* how much one read gives at most; 0: as much as is asked for */

	int status;
	char *out, *err; /* NUL-terminated; free with run_free */
	size_t out_len, err_len;
};

/* Runs body until it returns or calls exit; its status, out and err end up in the run. */
void run_body(struct run *run, int (*body)(void *), void *data);
void run_free(struct run *run);

/* Ends the process as a find, saying why. */
_Noreturn void find(const char *format, ...);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

#endif
