#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PIECE = 65536, NOT_FOUND = 127 };

static _Noreturn void fail(const char *what)
{
	diag_fail(NOWHERE, "%s: %s", what, strerror(errno));
}

static char *variable(const char *name)
{
	static const char *const fallback = "/usr/local/bin:/usr/bin:/bin";
	const char *value = getenv(name);
	struct bytes text = { NULL, 0, 0 };

	if (value == NULL)
		value = strcmp(name, "PATH") == 0 ? fallback : "/nonexistent";
	bytes_format(&text, "%s=%s%c", name, value, '\0');
	return text.ptr;
}

extern char **environ;

static _Noreturn void become(const char *const *arguments, int in, int out)
{
	char locale[] = "LC_ALL=C.UTF-8";
	char *environment[] = { variable("PATH"), variable("HOME"), locale, NULL };
	int nowhere = open("/dev/null", O_WRONLY);
	sigset_t none;

	environ = environment;
	if (nowhere < 0 || dup2(in, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0 ||
	    dup2(nowhere, STDERR_FILENO) < 0)
		_exit(NOT_FOUND - 1);
	signal(SIGPIPE, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	execvp(arguments[0], (char *const *)(uintptr_t)arguments);
	_exit(errno == ENOENT ? NOT_FOUND : NOT_FOUND - 1);
}

/* Both ways at once: neither side ever waits for the other with a full pipe. */
static void exchange(int in, struct slice input, int out, struct bytes *output)
{
	struct pollfd ends[] = { { out, POLLIN, 0 }, { in, POLLOUT, 0 } };
	ssize_t n;

	while (ends[0].fd >= 0) {
		if (poll(ends, 2, -1) < 0) {
			if (errno == EINTR)
				continue;
			fail("poll");
		}
		if (ends[1].fd >= 0 && ends[1].revents != 0) {
			n = input.len == 0 ? -1 : write(in, input.ptr, input.len);
			if (n > 0) {
				input.ptr += n;
				input.len -= (size_t)n;
			} else if (n < 0 && input.len > 0 && (errno == EINTR || errno == EAGAIN)) {
				continue;
			} else {
				/* All is told, or the child listens no more: its status says which. */
				close(in);
				ends[1].fd = -1;
			}
		}
		if (ends[0].revents != 0) {
			n = read(out, bytes_reserve(output, PIECE), PIECE);
			if (n < 0 && errno == EINTR)
				continue;
			if (n < 0)
				fail("cannot read from a program");
			output->len += (size_t)n;
			if (n == 0)
				ends[0].fd = -1;
		}
	}
	if (ends[1].fd >= 0)
		close(in);
	close(out);
}

/*
 * Above the three standard ones, which may be closed here, and closed on exec: a child
 * that held its own input open would never see the end of it.
 */
static void make_pipe(int ends[2])
{
	int made[2];

	if (pipe(made) != 0)
		fail("pipe");
	for (int i = 0; i < 2; i++) {
		ends[i] = fcntl(made[i], F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
		if (ends[i] < 0)
			fail("fcntl");
		close(made[i]);
	}
}

int child_run(const char *const *arguments, struct slice input, struct bytes *output)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN }, before;
	int to[2], from[2], status;
	pid_t child;

	make_pipe(to);
	make_pipe(from);
	child = fork();
	if (child < 0)
		fail("fork");
	if (child == 0)
		become(arguments, to[0], from[1]);
	close(to[0]);
	close(from[1]);
	if (fcntl(to[1], F_SETFL, O_NONBLOCK) != 0)
		fail("fcntl");
	sigaction(SIGPIPE, &ignore, &before);
	exchange(to[1], input, from[0], output);
	sigaction(SIGPIPE, &before, NULL);
	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			fail("waitpid");
	if (!WIFEXITED(status))
		return CHILD_KILLED;
	return WEXITSTATUS(status) == NOT_FOUND ? CHILD_ABSENT : WEXITSTATUS(status);
}
