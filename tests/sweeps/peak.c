/*
 * peak REPORT COMMAND [ARGUMENT...]: run COMMAND; the largest amount of memory that it held, in
 * KiB, goes to the file REPORT. The exit status is COMMAND's.
 *
 * Small itself, because the system counts what it held before it became COMMAND, too.
 */
#define _DEFAULT_SOURCE
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define STATUS_TROUBLE 125

int main(int argc, char **argv)
{
	struct rusage usage;
	FILE *report;
	pid_t child;
	int status;

	if (argc < 3) {
		fputs("usage: peak REPORT COMMAND [ARGUMENT...]\n", stderr);
		return STATUS_TROUBLE;
	}
	child = fork();
	if (child == 0) {
		execv(argv[2], argv + 2);
		_exit(STATUS_TROUBLE);
	}
	if (child < 0 || wait4(child, &status, 0, &usage) < 0)
		return STATUS_TROUBLE;
	report = fopen(argv[1], "w");
	if (report == NULL || fprintf(report, "%ld\n", usage.ru_maxrss) < 0 || fclose(report) != 0)
		return STATUS_TROUBLE;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
