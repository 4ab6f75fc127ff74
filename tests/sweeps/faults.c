/*
 * faults: make the N-th read, write, close, open, fsync or allocation of one program fail.
 *
 * A shared object for LD_PRELOAD, steered by the environment:
 *
 *   SFB_FAULT_PROGRAM  base name of the program to disturb (others in the same job run untouched)
 *   SFB_FAULT_CALL     read write close open fsync malloc
 *   SFB_FAULT_AT       the first call that is struck, counted from 1
 *   SFB_FAULT_TIMES    how many calls from there; 0 = all of them
 *   SFB_FAULT_ERROR    EIO ENOSPC EPIPE EINTR ENOMEM, or SHORT: transfer one byte
 *   SFB_FAULT_CHUNK    the most that any read (write) moves when read (write) is the call, so that
 *                      a small file has a first, second, ... N-th one; 0 or unset = no limit
 *   SFB_FAULT_REPORT   a file that gets one byte per struck call, so that a sweep knows whether
 *                      its fault happened at all: the digit of the descriptor, or `-`; and at the
 *                      end a `.`, when no such call came after the first that was struck
 *   SFB_FAULT_LEFT     a file that gets the number of blocks that are still allocated at the end
 *
 * Only calls made by the program are counted, and what the C library does on its behalf: the
 * standard streams and fopen() are rebuilt on top of the calls below, because the C library's own
 * read and write cannot be replaced from outside. A program that hangs is ended by SIGALRM.
 * Needs glibc (__libc_malloc, fopencookie).
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define PATIENCE_SECONDS 20
#define MAX_STREAMS 64

enum call { CALL_READ, CALL_WRITE, CALL_CLOSE, CALL_OPEN, CALL_FSYNC, CALL_MALLOC };

static const char *const call_names[] = { "read", "write", "close", "open", "fsync", "malloc" };

static const struct {
	const char *name;
	int number;
} error_names[] = {
	{ "EIO", EIO },     { "ENOSPC", ENOSPC }, { "EPIPE", EPIPE },
	{ "EINTR", EINTR }, { "ENOMEM", ENOMEM }, { "SHORT", 0 },
};

static struct {
	int armed;
	enum call call;
	long at;
	long times; /* 0: from then on */
	int error;  /* 0: short */
	long seen;
	size_t chunk; /* 0: no limit */
	const char *report, *left;
	long blocks; /* allocated and not freed */
} fault;

static struct {
	FILE *stream;
	int fd;
} streams[MAX_STREAMS];

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);
void __libc_free(void *block);

static void append(const char *file, const char *text, size_t size)
{
	int saved = errno;
	long fd = syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_APPEND | O_CLOEXEC);

	if (fd >= 0) {
		syscall(SYS_write, fd, text, size);
		syscall(SYS_close, fd);
	}
	errno = saved;
}

static void report_strike(int struck)
{
	char digit = (char)(struck >= 0 && struck <= 9 ? '0' + struck : '-');

	append(fault.report, &digit, 1);
}

/* Is this call to be struck? Counts it. */
static int strikes(enum call call, int fd)
{
	if (!fault.armed || call != fault.call)
		return 0;
	fault.seen++;
	if (fault.seen < fault.at || (fault.times != 0 && fault.seen >= fault.at + fault.times))
		return 0;
	report_strike(fd);
	return 1;
}

/* At most a chunk when this kind of call is cut into chunks. */
static size_t chunk_of(enum call call, size_t size)
{
	if (fault.armed && call == fault.call && fault.chunk != 0 && size > fault.chunk)
		return fault.chunk;
	return size;
}

static int fails(void)
{
	errno = fault.error;
	return -1;
}

ssize_t read(int fd, void *buffer, size_t size)
{
	if (strikes(CALL_READ, fd)) {
		if (fault.error != 0)
			return fails();
		size = size > 1 ? 1 : size;
	}
	return syscall(SYS_read, fd, buffer, chunk_of(CALL_READ, size));
}

ssize_t __read_chk(int fd, void *buffer, size_t size, size_t room);
ssize_t __read_chk(int fd, void *buffer, size_t size, size_t room)
{
	if (size > room)
		abort();
	return read(fd, buffer, size);
}

ssize_t write(int fd, const void *buffer, size_t size)
{
	if (strikes(CALL_WRITE, fd)) {
		if (fault.error != 0)
			return fails();
		size = size > 1 ? 1 : size;
	}
	return syscall(SYS_write, fd, buffer, chunk_of(CALL_WRITE, size));
}

ssize_t readv(int fd, const struct iovec *parts, int count)
{
	if (strikes(CALL_READ, fd)) {
		if (fault.error != 0)
			return fails();
		return syscall(SYS_read, fd, parts[0].iov_base, (size_t)(parts[0].iov_len > 0));
	}
	return syscall(SYS_readv, fd, parts, count);
}

ssize_t writev(int fd, const struct iovec *parts, int count)
{
	if (strikes(CALL_WRITE, fd)) {
		if (fault.error != 0)
			return fails();
		while (count > 1 && parts->iov_len == 0) {
			parts++;
			count--;
		}
		return syscall(SYS_write, fd, parts->iov_base, (size_t)(parts->iov_len > 0));
	}
	return syscall(SYS_writev, fd, parts, count);
}

/* As the system does it: the descriptor is gone even when close reports an error. */
int close(int fd)
{
	if (strikes(CALL_CLOSE, fd)) {
		syscall(SYS_close, fd);
		return fault.error != 0 ? fails() : 0;
	}
	return (int)syscall(SYS_close, fd);
}

static int open_at(int directory, const char *path, int flags, unsigned mode)
{
	if (strikes(CALL_OPEN, -1) && fault.error != 0)
		return fails();
	return (int)syscall(SYS_openat, directory, path, flags, mode);
}

static unsigned mode_of(int flags, va_list arguments)
{
	return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, unsigned) : 0;
}

#define OPEN_BODY(directory)              \
	va_list arguments;                \
	unsigned mode;                    \
                                          \
	va_start(arguments, flags);       \
	mode = mode_of(flags, arguments); \
	va_end(arguments);                \
	return open_at(directory, path, flags, mode)

int open(const char *path, int flags, ...)
{
	OPEN_BODY(AT_FDCWD);
}
int open64(const char *path, int flags, ...)
{
	OPEN_BODY(AT_FDCWD);
}
int openat(int directory, const char *path, int flags, ...)
{
	OPEN_BODY(directory);
}
int openat64(int directory, const char *path, int flags, ...)
{
	OPEN_BODY(directory);
}

int __open_2(const char *path, int flags);
int __open_2(const char *path, int flags)
{
	return open_at(AT_FDCWD, path, flags, 0);
}
int __open64_2(const char *path, int flags);
int __open64_2(const char *path, int flags)
{
	return open_at(AT_FDCWD, path, flags, 0);
}
int __openat_2(int directory, const char *path, int flags);
int __openat_2(int directory, const char *path, int flags)
{
	return open_at(directory, path, flags, 0);
}
int __openat64_2(int directory, const char *path, int flags);
int __openat64_2(int directory, const char *path, int flags)
{
	return open_at(directory, path, flags, 0);
}

int fsync(int fd)
{
	if (strikes(CALL_FSYNC, fd) && fault.error != 0)
		return fails();
	return (int)syscall(SYS_fsync, fd);
}

int fdatasync(int fd)
{
	if (strikes(CALL_FSYNC, fd) && fault.error != 0)
		return fails();
	return (int)syscall(SYS_fdatasync, fd);
}

static void *no_memory(void)
{
	errno = ENOMEM;
	return NULL;
}

static void *counted(void *block)
{
	fault.blocks += block != NULL;
	return block;
}

void *malloc(size_t size)
{
	return strikes(CALL_MALLOC, -1) ? no_memory() : counted(__libc_malloc(size));
}

void *calloc(size_t count, size_t size)
{
	return strikes(CALL_MALLOC, -1) ? no_memory() : counted(__libc_calloc(count, size));
}

void free(void *block)
{
	fault.blocks -= block != NULL;
	__libc_free(block);
}

void *realloc(void *old, size_t size)
{
	void *block = strikes(CALL_MALLOC, -1) ? no_memory() : __libc_realloc(old, size);

	if (old == NULL)
		return counted(block);
	fault.blocks -= block == NULL && size == 0;
	return block;
}

void *reallocarray(void *old, size_t count, size_t size)
{
	size_t total;

	return __builtin_mul_overflow(count, size, &total) ? no_memory() : realloc(old, total);
}

void *aligned_alloc(size_t alignment, size_t size)
{
	return strikes(CALL_MALLOC, -1) ? no_memory() : counted(__libc_memalign(alignment, size));
}

int posix_memalign(void **result, size_t alignment, size_t size)
{
	void *block = aligned_alloc(alignment, size);

	if (block == NULL)
		return ENOMEM;
	*result = block;
	return 0;
}

/* Streams: the cookie is the descriptor plus one, so that it is never NULL. */

static int cookie_fd(void *cookie)
{
	return (int)((ptrdiff_t)cookie - 1);
}

static ssize_t stream_read(void *cookie, char *buffer, size_t size)
{
	return read(cookie_fd(cookie), buffer, size);
}

/* The C library goes on after a short write, and stops at an error; so does this. */
static ssize_t stream_write(void *cookie, const char *buffer, size_t size)
{
	size_t done = 0;

	while (done < size) {
		ssize_t n = write(cookie_fd(cookie), buffer + done, size - done);

		if (n < 0)
			break;
		done += (size_t)n;
	}
	return (ssize_t)done;
}

static int stream_seek(void *cookie, off64_t *position, int whence)
{
	off64_t result = lseek64(cookie_fd(cookie), *position, whence);

	if (result < 0)
		return -1;
	*position = result;
	return 0;
}

static int stream_close(void *cookie)
{
	size_t i;

	for (i = 0; i < MAX_STREAMS; i++)
		if (streams[i].stream != NULL && streams[i].fd == cookie_fd(cookie))
			streams[i].stream = NULL;
	return close(cookie_fd(cookie));
}

static FILE *stream_on(int fd, const char *mode)
{
	static const cookie_io_functions_t functions = { stream_read, stream_write, stream_seek,
		                                         stream_close };
	FILE *stream = fopencookie((void *)((ptrdiff_t)fd + 1), mode, functions);
	size_t i;

	for (i = 0; stream != NULL && i < MAX_STREAMS; i++) {
		if (streams[i].stream == NULL) {
			streams[i].stream = stream;
			streams[i].fd = fd;
			break;
		}
	}
	return stream;
}

FILE *fdopen(int fd, const char *mode)
{
	return stream_on(fd, mode);
}

FILE *fopen(const char *path, const char *mode)
{
	int plus = strchr(mode, '+') != NULL;
	int flags = mode[0] == 'r'   ? (plus ? O_RDWR : O_RDONLY)
	            : mode[0] == 'w' ? (plus ? O_RDWR : O_WRONLY) | O_CREAT | O_TRUNC
	                             : (plus ? O_RDWR : O_WRONLY) | O_CREAT | O_APPEND;
	FILE *stream;
	int fd;

	flags |= strchr(mode, 'e') != NULL ? O_CLOEXEC : 0;
	flags |= strchr(mode, 'x') != NULL ? O_EXCL : 0;
	fd = open_at(AT_FDCWD, path, flags, 0666);
	if (fd < 0)
		return NULL;
	stream = stream_on(fd, mode);
	if (stream == NULL)
		syscall(SYS_close, fd);
	return stream;
}

FILE *fopen64(const char *path, const char *mode)
{
	return fopen(path, mode);
}

int fileno(FILE *stream)
{
	static int (*original)(FILE *);
	size_t i;

	for (i = 0; i < MAX_STREAMS; i++)
		if (streams[i].stream == stream)
			return streams[i].fd;
	if (original == NULL)
		*(void **)&original = dlsym(RTLD_NEXT, "fileno");
	return original(stream);
}

int fileno_unlocked(FILE *stream)
{
	return fileno(stream);
}

static const char *setting(const char *name)
{
	const char *value = getenv(name);

	return value != NULL ? value : "";
}

__attribute__((destructor)) static void sum_up(void)
{
	char text[32];
	int len;

	if (!fault.armed)
		return;
	if (fault.seen == fault.at)
		append(fault.report, ".", 1);
	if (*fault.left != '\0') {
		len = snprintf(text, sizeof(text), "%ld\n", fault.blocks);
		append(fault.left, text, (size_t)len);
	}
}

__attribute__((constructor)) static void arm(void)
{
	size_t i;
	int known = 0;

	if (strcmp(program_invocation_short_name, setting("SFB_FAULT_PROGRAM")) != 0)
		return;
	for (i = 0; i < sizeof(call_names) / sizeof(call_names[0]); i++) {
		if (strcmp(call_names[i], setting("SFB_FAULT_CALL")) == 0) {
			fault.call = (enum call)i;
			known |= 1;
		}
	}
	for (i = 0; i < sizeof(error_names) / sizeof(error_names[0]); i++) {
		if (strcmp(error_names[i].name, setting("SFB_FAULT_ERROR")) == 0) {
			fault.error = error_names[i].number;
			known |= 2;
		}
	}
	fault.at = atol(setting("SFB_FAULT_AT"));
	fault.times = atol(setting("SFB_FAULT_TIMES"));
	fault.chunk = (size_t)atol(setting("SFB_FAULT_CHUNK"));
	fault.report = setting("SFB_FAULT_REPORT");
	fault.left = setting("SFB_FAULT_LEFT");
	if (known != 3 || fault.at < 1)
		return; /* nothing is injected; the sweep reports that nothing was */
	stdin = stream_on(0, "r");
	stdout = stream_on(1, "w");
	stderr = stream_on(2, "w");
	if (stdin == NULL || stdout == NULL || stderr == NULL)
		return;
	setvbuf(stderr, NULL, _IONBF, 0);
	alarm(PATIENCE_SECONDS);
	fault.armed = 1;
}
