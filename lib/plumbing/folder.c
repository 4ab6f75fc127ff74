#include "folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bytes.h"

static struct {
	const char *path;
	char *partial; /* NULL: nothing has been begun, or all is done */
	int fd;
	sigset_t before;
} folder;

static _Noreturn void fail(void)
{
	diag_fail((struct place){ folder.path, 0 }, "cannot be written: %s", strerror(errno));
}

/* At exit, however it came. */
static void remove_partial(void)
{
	DIR *dir;
	const struct dirent *entry;

	if (folder.partial == NULL)
		return;
	dir = fdopendir(folder.fd);
	while (dir != NULL && (entry = readdir(dir)) != NULL)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			unlinkat(folder.fd, entry->d_name, 0);
	if (dir != NULL)
		closedir(dir);
	rmdir(folder.partial);
}

/* Only rename() knows for sure; but it is better said before the work than after it. */
static void check_place(const char *path)
{
	DIR *dir = opendir(path);
	const struct dirent *entry;

	if (dir == NULL && errno == ENOENT)
		return;
	if (dir == NULL)
		fail();
	while ((entry = readdir(dir)) != NULL)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			diag_fail((struct place){ path, 0 },
			          "is there and not empty; name a new folder, or remove this one");
	closedir(dir);
}

/* The same file where it cannot be taken for a standard one that is closed, nor reach a child. */
static int above_standard(int fd)
{
	int above = fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);

	if (above < 0)
		fail();
	close(fd);
	return above;
}

void folder_start(const char *path)
{
	static const int stopping[] = { SIGINT, SIGTERM, SIGHUP };
	struct bytes partial = { NULL, 0, 0 };
	size_t len = strlen(path);
	sigset_t set;

	folder.path = path;
	check_place(path);
	while (len > 1 && path[len - 1] == '/')
		len--;
	bytes_format(&partial, "%.*s.XXXXXX", (int)len, path);
	sigemptyset(&set);
	for (size_t i = 0; i < sizeof(stopping) / sizeof(stopping[0]); i++)
		sigaddset(&set, stopping[i]);
	sigprocmask(SIG_BLOCK, &set, &folder.before);
	if (mkdtemp(partial.ptr) == NULL)
		fail();
	folder.partial = partial.ptr;
	folder.fd = above_standard(open(partial.ptr, O_RDONLY | O_DIRECTORY));
	if (atexit(remove_partial) != 0)
		fail();
}

static int open_new(const char *name)
{
	int fd =
		openat(folder.fd, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);

	if (fd < 0)
		fail();
	return fd;
}

void folder_output(const char *name)
{
	int fd = open_new(name);

	if (fd == STDOUT_FILENO)
		return;
	if (dup2(fd, STDOUT_FILENO) < 0)
		fail();
	close(fd);
}

void folder_write(const char *name, struct slice bytes)
{
	int fd = open_new(name);

	while (bytes.len > 0) {
		ssize_t n = write(fd, bytes.ptr, bytes.len);

		if (n < 0 && errno != EINTR)
			fail();
		if (n > 0) {
			bytes.ptr += n;
			bytes.len -= (size_t)n;
		}
	}
	if (close(fd) != 0 && errno != EINTR)
		fail();
}

void folder_keep(void)
{
	if (rename(folder.partial, folder.path) != 0)
		fail();
	free(folder.partial);
	folder.partial = NULL;
	close(folder.fd);
	sigprocmask(SIG_SETMASK, &folder.before, NULL);
}
