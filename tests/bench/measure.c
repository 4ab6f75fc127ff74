/* measure: runs one command with its standard output on /dev/null and prints what it cost:
 *
 *     measure [-n TIMES] COMMAND [ARGUMENT...]
 *     wall-seconds cpu-seconds peak-KiB
 *
 * With -n, a run of a command that is over too soon to be timed: the mean of so many runs, one after the
 * other, up to the first that fails.
 *
 * cpu is user and system time of the command and of what it waited for; peak is the resident set of
 * the largest of these processes. The exit status is the command's; 126, 127 or 128 + signal say,
 * as in a shell, that it could not be run or was killed. Small on purpose: the kernel counts the
 * runner's own pages into the peak of what it starts. */

#define _XOPEN_SOURCE 700
#define _DARWIN_C_SOURCE /* there, ru_maxrss is not shown under _XOPEN_SOURCE alone */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static double now(void)
{
	struct timespec t = { 0, 0 };

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static long peak_kib(const struct rusage *usage)
{
#ifdef __APPLE__
	return usage->ru_maxrss / 1024; /* bytes there, KiB elsewhere */
#else
	return usage->ru_maxrss;
#endif
}

static void become(char *argv[])
{
	int null = open("/dev/null", O_WRONLY);

	if (null < 0 || dup2(null, STDOUT_FILENO) < 0)
		_exit(126);
	close(null);
	execvp(argv[0], argv);
	_exit(errno == ENOENT ? 127 : 126);
}

static void run(char *argv[], int *status)
{
	pid_t child = fork();

	if (child == 0)
		become(argv);
	if (child < 0 || waitpid(child, status, 0) < 0) {
		perror("measure");
		exit(126);
	}
}

int main(int argc, char *argv[])
{
	struct rusage usage;
	double start;
	int status = 0, times = 1;

	if (argc > 2 && strcmp(argv[1], "-n") == 0) {
		times = atoi(argv[2]);
		argc -= 2;
		argv += 2;
	}
	if (argc < 2 || times < 1) {
		fputs("usage: measure [-n TIMES] COMMAND [ARGUMENT...]\n", stderr);
		return 2;
	}
	start = now();
	for (int i = 0; i < times && status == 0; i++)
		run(argv + 1, &status);
	if (getrusage(RUSAGE_CHILDREN, &usage) < 0) {
		perror("measure");
		return 126;
	}
	printf("%.6f %.6f %ld\n", (now() - start) / times,
	       (seconds(usage.ru_utime) + seconds(usage.ru_stime)) / times, peak_kib(&usage));
	if (fflush(stdout) != 0)
		return 126;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
