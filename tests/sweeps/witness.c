/*
 * witness: what a command says on standard error and how it ends, kept for R19 and R21.
 *
 * A shared object for LD_PRELOAD. In the programs whose file lies in the folder SFB_WITNESS_TOP, it
 * appends to the file SFB_WITNESS, a line each, with tabs between:
 *
 *   message  COMMAND  ARGUMENTS  -  LINE        everything that is written to descriptor 2
 *   status   COMMAND  ARGUMENTS  STATUS  1      at exit
 *
 * Nothing else changes. Scripts are run by a shell and are not seen; needs glibc (on_exit).
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define ROOM 8192

static char prefix[ROOM / 2]; /* COMMAND, tab, ARGUMENTS */
static const char *file;

static void keep(const char *kind, const char *text, size_t len)
{
	char line[ROOM * 2];
	int saved = errno;
	int size = snprintf(line, sizeof(line), "%s\t%s\t%.*s\n", kind, prefix, (int)len, text);
	long fd = syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC,
	                  0600);

	if (fd >= 0) {
		syscall(SYS_write, fd, line,
		        (size_t)size < sizeof(line) ? (size_t)size : sizeof(line) - 1);
		syscall(SYS_close, fd);
	}
	errno = saved;
}

ssize_t write(int fd, const void *buffer, size_t size)
{
	if (fd == 2 && file != NULL && size > 0) {
		const char *text = buffer;
		char line[ROOM + 2] = "-\t";
		size_t len = size < ROOM ? size : ROOM;

		for (size_t i = 0; i < len; i++)
			line[2 + i] = (char)((unsigned char)text[i] < ' ' ? ' ' : text[i]);
		keep("message", line, len + 2);
	}
	return syscall(SYS_write, fd, buffer, size);
}

static void at_exit(int status, void *unused)
{
	char text[32];
	int len = snprintf(text, sizeof(text), "%d\t1", status);

	(void)unused;
	keep("status", text, (size_t)len);
}

/* Is this one of the programs of that folder? */
static int concerned(void)
{
	const char *folder = getenv("SFB_WITNESS_TOP");
	char path[4096];
	ssize_t len = readlink("/proc/self/exe", path, sizeof(path) - 1);

	if (folder == NULL || len < 0)
		return 0;
	path[len] = '\0';
	return strncmp(path, folder, strlen(folder)) == 0 && path[strlen(folder)] == '/';
}

/* The command line as the system has it: libraries are not given it in every C library. */
__attribute__((constructor)) static void start(void)
{
	size_t used, len = 0;
	ssize_t n = 0;
	int fd;

	if (getenv("SFB_WITNESS") == NULL || !concerned())
		return;
	used = (size_t)snprintf(prefix, sizeof(prefix), "%s\t", program_invocation_short_name);
	fd = open("/proc/self/cmdline", O_RDONLY | O_CLOEXEC);
	if (fd >= 0) {
		n = read(fd, prefix + used, sizeof(prefix) - used - 1);
		close(fd);
	}
	if (n > 0)
		len = (size_t)n;
	/* The arguments without the program, blanks between, none of them with a tab or line. */
	if (len > 0) {
		size_t first = strlen(prefix + used) + 1;

		len = len > first ? len - first : 0;
		memmove(prefix + used, prefix + used + first, len);
		for (size_t i = used; i < used + len; i++)
			if ((unsigned char)prefix[i] < ' ')
				prefix[i] = ' ';
	}
	prefix[used + len] = '\0';
	if (on_exit(at_exit, NULL) == 0)
		file = getenv("SFB_WITNESS");
}
