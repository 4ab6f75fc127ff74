#ifdef __OpenBSD__
#define _BSD_SOURCE /* pledge is no part of POSIX */
#endif
#include "process.h"

#include <errno.h>
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

/* The limit first: to change it is not among the promises. */
void process_start(const char *promises)
{
	const struct rlimit none = { 0, 0 };

	(void)setrlimit(RLIMIT_CORE, &none); /* less is always granted */
	promise(promises);
}
