#ifdef __OpenBSD__
#define _BSD_SOURCE /* pledge is no part of POSIX */
#endif
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "diag.h"

#ifdef __OpenBSD__
static void promise(const char *more)
{
	char words[128];

	snprintf(words, sizeof(words), "stdio rpath%s%s", more == NULL ? "" : " ",
	         more == NULL ? "" : more);
	if (pledge(words, NULL) != 0)
		diag_fail(NOWHERE, "pledge: %s", strerror(errno));
}
#else
static void promise(const char *more)
{
	(void)more;
}
#endif

/*
 * Where standard error is closed, the next file to be opened would take its place, and
 * have our messages, and those of programs that we call, among its bytes.
 */
static void occupy_standard_error(void)
{
	int fd;

	if (fcntl(STDERR_FILENO, F_GETFD) >= 0 || errno != EBADF)
		return;
	fd = open("/dev/null", O_WRONLY);
	if (fd >= 0 && fd != STDERR_FILENO) {
		(void)dup2(fd, STDERR_FILENO);
		(void)close(fd);
	}
}

/* The limit first: to change it is not among the promises. */
void process_start(const char *promises)
{
	const struct rlimit none = { 0, 0 };

	occupy_standard_error();

	(void)setrlimit(RLIMIT_CORE, &none); /* less is always granted */
	promise(promises);
}
