/*
 * report-jobs: runs the commands of a report side by side, each as soon as what it reads is there.
 *
 *   report-jobs PROGRESS [NAME LABEL AFTER IN OUT ERROR COUNT COMMAND...]...
 *
 * A job is a command of COUNT words. IN, OUT and ERROR are descriptors that the caller has opened; IN is
 * `-` for the caller's standard input, and `|` for a pipe from the job called AFTER, which is then started
 * together with it. Otherwise, a job waits until the job AFTER has ended (`-`: it need not wait; `*`: all
 * before it), and is not started if that one failed. Jobs that could start do so in the order given.
 * Writes, when all have ended, their statuses as a shell has them, in the order given, 0 for a job that was
 * not started. To the descriptor PROGRESS, unless it is `-`, goes a line with the LABEL of the oldest job
 * that runs, whenever that is another one.
 * A shell could do it, but copies all that it knows for each command that it starts.
 * Not a command for users.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "memory.h"

extern char **environ;

enum state { WAITING, RUNNING, ENDED, LEFT_OUT };

struct job {
	const char *label, *in;
	char **command;
	struct job *after; /* NULL: none alone */
	int out, error, pipe[2];
	bool after_all, takes_pipe, gives_pipe;
	enum state state;
	int status;
	pid_t pid;
};

struct jobs {
	struct job *list;
	size_t count;
	int progress; /* -1: nobody is told */
	const char *told;
};

_Noreturn static void stop(const char *what, const char *why)
{
	fprintf(stderr, "report-jobs: %s: %s\n", what, why);
	exit(2);
}

/* A count or a descriptor. */
static int number(const char *text)
{
	char *end;
	long value = strtol(text, &end, 10);

	if (end == text || *end != '\0' || value < 0 || value > 1000000)
		stop(text, "not a number");
	return (int)value;
}

/* ---- what is to be done */

enum { NAME, LABEL, AFTER, IN, OUT, ERROR, COUNT, WORDS };

static void job_read(struct jobs *jobs, char **names, char **words)
{
	struct job *job = &jobs->list[jobs->count];

	*job = (struct job){ .label = words[LABEL],
		             .in = words[IN],
		             .command = words + WORDS,
		             .out = number(words[OUT]),
		             .error = number(words[ERROR]),
		             .takes_pipe = strcmp(words[IN], "|") == 0,
		             .after_all = strcmp(words[AFTER], "*") == 0,
		             .state = WAITING };
	for (size_t i = 0; i < jobs->count; i++)
		if (strcmp(names[i], words[AFTER]) == 0)
			job->after = &jobs->list[i];
	if (job->after == NULL &&
	    (job->takes_pipe || (!job->after_all && strcmp(words[AFTER], "-") != 0)))
		stop(words[AFTER], "no job before this one");
	if (job->takes_pipe)
		job->after->gives_pipe = true;
	names[jobs->count++] = words[NAME];
}

static void jobs_read(struct jobs *jobs, int argc, char **argv)
{
	char **names = memory_zeroed((size_t)argc, sizeof(*names));
	int next = 2, count;

	jobs->list = memory_zeroed((size_t)argc, sizeof(*jobs->list));
	if (argc < 2)
		stop("PROGRESS", "missing");
	jobs->progress = strcmp(argv[1], "-") == 0 ? -1 : number(argv[1]);
	while (next < argc) {
		if (argc - next <= WORDS)
			stop(argv[next], "no command");
		count = number(argv[next + COUNT]);
		if (count < 1 || count > argc - next - WORDS)
			stop(argv[next], "not so many words");
		job_read(jobs, names, argv + next);
		next += WORDS + count;
	}
	/* A command ends where the next job begins, whose name is in names by now. */
	for (size_t i = 1; i < jobs->count; i++)
		jobs->list[i].command[-WORDS] = NULL;
	free(names);
}

/* ---- doing it */

static void open_pipe(struct job *job)
{
	if (pipe(job->pipe) != 0)
		stop("pipe", strerror(errno));
	for (int i = 0; i < 2; i++)
		fcntl(job->pipe[i], F_SETFD, FD_CLOEXEC);
}

static void job_start(struct job *job)
{
	posix_spawn_file_actions_t files;
	int error, in = -1;

	if (job->gives_pipe)
		open_pipe(job);
	if (job->takes_pipe)
		in = job->after->pipe[0];
	else if (strcmp(job->in, "-") != 0)
		in = number(job->in);
	posix_spawn_file_actions_init(&files);
	if (in >= 0)
		posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&files, job->gives_pipe ? job->pipe[1] : job->out,
	                                 STDOUT_FILENO);
	posix_spawn_file_actions_adddup2(&files, job->error, STDERR_FILENO);
	error = posix_spawnp(&job->pid, job->command[0], &files, NULL, job->command, environ);
	posix_spawn_file_actions_destroy(&files);
	if (job->gives_pipe)
		close(job->pipe[1]);
	if (job->takes_pipe)
		close(in);
	job->state = RUNNING;
	if (error != 0) {
		dprintf(job->error, "%s: %s\n", job->command[0], strerror(error));
		job->state = ENDED;
		job->status = error == ENOENT ? 127 : 126;
	}
}

static bool failed(const struct job *job)
{
	return job->state == LEFT_OUT ||
	       (job->state == ENDED && job->status != 0 && job->status != 1 && job->status != 3);
}

static bool has_ended(const struct job *job)
{
	return job->state == ENDED || job->state == LEFT_OUT;
}

static void job_try(struct jobs *jobs, struct job *job)
{
	bool in_vain = false;

	if (job->takes_pipe && job->after->state == WAITING)
		return;
	for (const struct job *other = jobs->list; other < job && !job->takes_pipe; other++) {
		if (other != job->after && !job->after_all)
			continue;
		if (!has_ended(other))
			return;
		in_vain = in_vain || failed(other);
	}
	if (in_vain)
		job->state = LEFT_OUT;
	else
		job_start(job);
}

/* One way through is enough. */
static void start_what_may(struct jobs *jobs)
{
	for (size_t i = 0; i < jobs->count; i++)
		if (jobs->list[i].state == WAITING)
			job_try(jobs, &jobs->list[i]);
}

static const struct job *oldest_running(const struct jobs *jobs)
{
	for (size_t i = 0; i < jobs->count; i++)
		if (jobs->list[i].state == RUNNING)
			return &jobs->list[i];
	return NULL;
}

static void tell(struct jobs *jobs, const char *label)
{
	if (jobs->progress < 0 || (jobs->told != NULL && strcmp(jobs->told, label) == 0))
		return;
	dprintf(jobs->progress, "%s\n", label);
	jobs->told = label;
}

static void wait_for_one(struct jobs *jobs)
{
	int how;
	pid_t pid = wait(&how);

	if (pid < 0 && errno != EINTR)
		stop("wait", strerror(errno));
	for (size_t i = 0; i < jobs->count; i++) {
		struct job *job = &jobs->list[i];

		if (job->state != RUNNING || job->pid != pid)
			continue;
		job->state = ENDED;
		job->status = WIFSIGNALED(how) ? 128 + WTERMSIG(how) : WEXITSTATUS(how);
	}
}

int main(int argc, char **argv)
{
	struct jobs jobs = { .progress = -1 };
	const struct job *oldest;
	pid_t report = getppid();

	/* Somebody may have told the caller to ignore how its children end. */
	signal(SIGCHLD, SIG_DFL);
	jobs_read(&jobs, argc, argv);
	/* Nothing more is started when nobody is left to read it. */
	while (getppid() == report) {
		start_what_may(&jobs);
		oldest = oldest_running(&jobs);
		if (oldest == NULL)
			break;
		tell(&jobs, oldest->label);
		wait_for_one(&jobs);
	}
	for (size_t i = 0; i < jobs.count; i++)
		printf("%d\n", jobs.list[i].status);
	free(jobs.list);
	return fflush(stdout) == 0 ? 0 : 2;
}
