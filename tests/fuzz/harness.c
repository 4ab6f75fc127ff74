#include "harness.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "columns.h"
#include "values.h"
#include "words.h"

enum { FIRST_FD = 1000, FDS = 16, OUTPUT_MAX = 64 << 20 };

static struct run *running;
static jmp_buf leave;
static struct {
	const struct memory_file *file; /* NULL: not open */
	size_t at;
} opened[FDS];

void find(const char *format, ...)
{
	va_list arguments;

	running = NULL;
	va_start(arguments, format);
	fputs("FIND: ", stderr);
	vfprintf(stderr, format, arguments);
	fputc('\n', stderr);
	va_end(arguments);
	abort();
}

/* ---- memory that a run left behind when it called exit ---- */

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define TRACKED 1
#endif
#endif

#ifdef TRACKED
int __sanitizer_install_malloc_and_free_hooks(void (*on_malloc)(const volatile void *, size_t),
                                              void (*on_free)(const volatile void *));

enum { SLOTS = 1 << 20 };

static const volatile void *taken[SLOTS];
static size_t taken_end; /* slots used in this run */
static bool tracking;

static void on_malloc(const volatile void *memory, size_t size)
{
	(void)size;
	if (tracking && taken_end < SLOTS)
		taken[taken_end++] = memory;
}

static void on_free(const volatile void *memory)
{
	/* Newest first: that is what is mostly freed. */
	for (size_t i = taken_end; tracking && memory != NULL && i-- > 0;)
		if (taken[i] == memory) {
			taken[i] = NULL;
			while (taken_end > 0 && taken[taken_end - 1] == NULL)
				taken_end--;
			return;
		}
}

static void hold_tracking(bool hold)
{
	tracking = !hold;
}

static void forget_memory(void)
{
	tracking = false;
	for (size_t i = 0; i < taken_end; i++)
		free((void *)(uintptr_t)taken[i]);
	taken_end = 0;
}

static void install_hooks(void)
{
	(void)__sanitizer_install_malloc_and_free_hooks(on_malloc, on_free);
}
#else
/* A process is good for one run. */
static void hold_tracking(bool hold)
{
	(void)hold;
}

static void forget_memory(void)
{
}

static void install_hooks(void)
{
}
#endif

/* ---- what the linker leads here ---- */

_Noreturn void __real_exit(int status);
_Noreturn void __wrap_exit(int status);
int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);
int __real_close(int fd);
int __wrap_close(int fd);
ssize_t __real_read(int fd, void *to, size_t len);
ssize_t __wrap_read(int fd, void *to, size_t len);
ssize_t __wrap___read_chk(int fd, void *to, size_t len, size_t room);
ssize_t __real_write(int fd, const void *bytes, size_t len);
ssize_t __wrap_write(int fd, const void *bytes, size_t len);
int __real_fstat(int fd, struct stat *status);
int __wrap_fstat(int fd, struct stat *status);

void __wrap_exit(int status)
{
	if (running == NULL)
		__real_exit(status);
	running->status = status;
	longjmp(leave, 1);
}

static const struct memory_file *file_named(const char *name)
{
	for (size_t i = 0; i < running->file_count; i++)
		if (strcmp(running->files[i].name, name) == 0)
			return &running->files[i];
	return NULL;
}

static int descriptor(const struct memory_file *file, size_t from)
{
	for (size_t i = from; i < FDS; i++)
		if (opened[i].file == NULL) {
			opened[i].file = file;
			opened[i].at = 0;
			return FIRST_FD + (int)i;
		}
	errno = EMFILE;
	return -1;
}

int __wrap_open(const char *path, int flags, ...)
{
	const struct memory_file *file = running == NULL ? NULL : file_named(path);

	if (file != NULL)
		return descriptor(file, 1);
	if (running != NULL && (flags & (O_WRONLY | O_RDWR)) != 0) {
		errno = EACCES;
		return -1;
	}
	return __real_open(path, flags, 0600);
}

/* The place in opened, or -1: a real file. */
static int place_of(int fd)
{
	if (running == NULL)
		return -1;
	if (fd == STDIN_FILENO)
		return 0;
	return fd >= FIRST_FD && fd < FIRST_FD + FDS ? fd - FIRST_FD : -1;
}

int __wrap_close(int fd)
{
	int at = place_of(fd);

	if (running != NULL && (fd == STDOUT_FILENO || fd == STDERR_FILENO))
		return 0;
	if (at < 0)
		return __real_close(fd);
	opened[at].file = NULL;
	return 0;
}

ssize_t __wrap_read(int fd, void *to, size_t len)
{
	int at = place_of(fd);

	if (at < 0)
		return __real_read(fd, to, len);
	if (opened[at].file == NULL) {
		errno = EBADF;
		return -1;
	}

	struct bytes_in bytes = opened[at].file->bytes;
	size_t left = bytes.len - opened[at].at;

	if (running->piece != 0 && len > running->piece)
		len = running->piece;
	if (len > left)
		len = left;
	if (len > 0)
		memcpy(to, bytes.ptr + opened[at].at, len);
	opened[at].at += len;
	return (ssize_t)len;
}

ssize_t __wrap___read_chk(int fd, void *to, size_t len, size_t room)
{
	if (len > room)
		abort();
	return __wrap_read(fd, to, len);
}

ssize_t __wrap_write(int fd, const void *bytes, size_t len)
{
	if (running == NULL || (fd != STDOUT_FILENO && fd != STDERR_FILENO))
		return __real_write(fd, bytes, len);

	char **text = fd == STDOUT_FILENO ? &running->out : &running->err;
	size_t *used = fd == STDOUT_FILENO ? &running->out_len : &running->err_len;

	if (*used + len > OUTPUT_MAX)
		find("over %d MB of output", OUTPUT_MAX >> 20);
	hold_tracking(true);
	*text = realloc(*text, *used + len + 1);
	hold_tracking(false);
	memcpy(*text + *used, bytes, len);
	*used += len;
	(*text)[*used] = '\0';
	return (ssize_t)len;
}

/* A key file must be its owner's alone. */
int __wrap_fstat(int fd, struct stat *status)
{
	int at = place_of(fd);

	if (at < 0)
		return __real_fstat(fd, status);
	memset(status, 0, sizeof(*status));
	status->st_mode = S_IFREG | 0600;
	status->st_uid = geteuid();
	return 0;
}

/* ---- static variables ---- */

/* Where the linker says that the two sections begin and end, if there are such sections. */
extern unsigned char __start_sfb_data[] __attribute__((weak));
extern unsigned char __stop_sfb_data[] __attribute__((weak));
extern unsigned char __start_sfb_bss[] __attribute__((weak));
extern unsigned char __stop_sfb_bss[] __attribute__((weak));

static uint64_t *saved_data, *saved_bss;

/* Word by word through volatile, because between the variables lie the sanitizer's red zones. */
#if defined(__clang__)
__attribute__((no_sanitize("address", "undefined", "coverage")))
#endif
static void
copy_words(void *to, const void *from, size_t words)
{
	volatile uint64_t *target = to;
	const volatile uint64_t *source = from;

	for (size_t i = 0; i < words; i++)
		if (target[i] != source[i])
			target[i] = source[i];
}

static size_t words_between(const unsigned char *start, const unsigned char *stop)
{
	return (size_t)(stop - start) / sizeof(uint64_t);
}

static void save_statics(void)
{
	size_t data = words_between(__start_sfb_data, __stop_sfb_data);
	size_t bss = words_between(__start_sfb_bss, __stop_sfb_bss);

	saved_data = calloc(data + 1, sizeof(uint64_t));
	saved_bss = calloc(bss + 1, sizeof(uint64_t));
	copy_words(saved_data, __start_sfb_data, data);
	copy_words(saved_bss, __start_sfb_bss, bss);
}

static void set_statics_back(void)
{
	copy_words(__start_sfb_data, saved_data, words_between(__start_sfb_data, __stop_sfb_data));
	copy_words(__start_sfb_bss, saved_bss, words_between(__start_sfb_bss, __stop_sfb_bss));
}

/* What is made once, on the first call, and never changes. */
static void make_tables(void)
{
	const struct slice nothing = { "", 0 };
	struct value value;

	(void)column_find(nothing);
	(void)word_find(WORDS_RATER, nothing);
	value_read(nothing, &value);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	if (sodium_init() < 0)
		abort();
	make_tables();
	if (__start_sfb_data != NULL)
		save_statics();
	install_hooks();
	return 0;
}

static void run_here(struct run *run, int (*body)(void *), void *data)
{
	run->status = -1;
	run->out = calloc(1, 1);
	run->err = calloc(1, 1);
	run->out_len = run->err_len = 0;
	if (saved_data != NULL)
		set_statics_back();
	memset(opened, 0, sizeof(opened));
	for (size_t i = 0; i < run->file_count; i++)
		if (strcmp(run->files[i].name, "-") == 0)
			opened[0].file = &run->files[i];
	running = run;
	if (setjmp(leave) == 0) {
		hold_tracking(false);
		run->status = body(data);
	}
	running = NULL;
	forget_memory();
}

/* What a child said, from where it was. */
static char *read_back(FILE *file, size_t *len)
{
	char *text;

	fseek(file, 0, SEEK_END);
	*len = (size_t)ftell(file);
	rewind(file);
	text = calloc(*len + 1, 1);
	if (fread(text, 1, *len, file) != *len)
		abort();
	fclose(file);
	return text;
}

/* Static variables that nobody can set back are a child's. */
static void run_apart(struct run *run, int (*body)(void *), void *data)
{
	FILE *out = tmpfile(), *err = tmpfile();
	int status;
	pid_t pid;

	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		run_here(run, body, data);
		fwrite(run->out, 1, run->out_len, out);
		fwrite(run->err, 1, run->err_len, err);
		fflush(NULL);
		_exit(run->status);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
		find("the run crashed");
	run->status = WEXITSTATUS(status);
	run->out = read_back(out, &run->out_len);
	run->err = read_back(err, &run->err_len);
}

void run_body(struct run *run, int (*body)(void *), void *data)
{
	(saved_data != NULL ? run_here : run_apart)(run, body, data);
}

void run_free(struct run *run)
{
	free(run->out);
	free(run->err);
}
