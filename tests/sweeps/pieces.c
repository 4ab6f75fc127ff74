/*
 * pieces SIZE FILE COMMAND [ARGUMENT...]: run COMMAND with FILE on its standard input, through a
 * pipe, SIZE bytes at a time. The next piece is written only when the pipe is empty, so no read of
 * COMMAND ever gets more than one piece. The exit status is COMMAND's.
 */
#define _DEFAULT_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#define SPINS 200
#define PAUSE_NANOS 50000
#define MAX_PIECE 65536
#define STATUS_TROUBLE 125

static void die(const char *what)
{
	perror(what);
	_exit(STATUS_TROUBLE);
}

/* Wait until the reader has taken everything; returns 0 when there is no reader any more. */
static int drained(int fd)
{
	const struct timespec pause = { 0, PAUSE_NANOS };
	int waiting = 0;
	long turn;

	for (turn = 0;; turn++) {
		struct pollfd state = { fd, 0, 0 };

		if (poll(&state, 1, 0) > 0 && (state.revents & POLLERR) != 0)
			return 0;
		if (ioctl(fd, FIONREAD, &waiting) != 0)
			die("pieces: FIONREAD");
		if (waiting == 0)
			return 1;
		if (turn < SPINS)
			sched_yield();
		else
			nanosleep(&pause, NULL);
	}
}

static void feed(int in, int out, size_t size)
{
	static char piece[MAX_PIECE];
	ssize_t n;

	signal(SIGPIPE, SIG_DFL);
	while ((n = read(in, piece, size)) > 0) {
		if (!drained(out) || write(out, piece, (size_t)n) != n)
			_exit(0);
	}
	_exit(n == 0 ? 0 : STATUS_TROUBLE);
}

int main(int argc, char **argv)
{
	long size = argc > 3 ? atol(argv[1]) : 0;
	int ends[2];
	int in;

	if (size < 1 || size > MAX_PIECE) {
		fputs("usage: pieces SIZE FILE COMMAND [ARGUMENT...]\n", stderr);
		return STATUS_TROUBLE;
	}
	in = open(argv[2], O_RDONLY);
	if (in < 0 || pipe(ends) != 0)
		die("pieces");
	switch (fork()) {
	case -1: die("pieces: fork");
	/* fall through */
	case 0:
		close(ends[0]);
		close(0);
		close(1);
		close(2);
		feed(in, ends[1], (size_t)size);
	}
	close(ends[1]);
	close(in);
	if (dup2(ends[0], 0) < 0)
		die("pieces: dup2");
	close(ends[0]);
	execv(argv[3], argv + 3);
	die(argv[3]);
}
