#include "share.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "diag.h"
#include "memory.h"

static char *join(const char *a, const char *b, const char *c)
{
	size_t size = strlen(a) + strlen(b) + strlen(c) + 1;
	char *joined = memory_resize(NULL, size, 1);

	snprintf(joined, size, "%s%s%s", a, b, c);
	return joined;
}

/* Links followed, where the system tells; NULL elsewhere. */
static char *program_by_system(void)
{
	char path[4096];
	ssize_t len = readlink("/proc/self/exe", path, sizeof(path));

	return len > 0 && (size_t)len < sizeof(path) ? memory_copy(path, (size_t)len) : NULL;
}

/* As a shell found it. */
static char *program_by_name(const char *argv0)
{
	const char *folders = getenv("PATH");

	if (argv0 == NULL)
		return NULL;
	if (strchr(argv0, '/') != NULL)
		return memory_copy(argv0, strlen(argv0));
	while (folders != NULL && *folders != '\0') {
		size_t len = strcspn(folders, ":");
		char *folder = memory_copy(len > 0 ? folders : ".", len > 0 ? len : 1);
		char *path = join(folder, "/", argv0);

		free(folder);
		if (access(path, X_OK) == 0)
			return path;
		free(path);
		folders += len + (folders[len] == ':');
	}
	return NULL;
}

char *share_path(const char *argv0, const char *folder, const char *name, const char *ending)
{
	char *program = program_by_system(), *inside, *path;

	if (program == NULL)
		program = program_by_name(argv0);
	if (program == NULL)
		diag_fail(NOWHERE, "cannot tell where its own data are; give the file by its path");
	strrchr(program, '/')[1] = '\0';
	inside = join(folder, name, ending);
	path = join(program, "../share/sfb/", inside);
	free(inside);
	free(program);
	return path;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

char **share_tables(const char *argv0, const char *folder)
{
	static const char ending[] = ".csv";
	char *path = share_path(argv0, folder, "", "");
	char **names = memory_resize(NULL, 1, sizeof(*names));
	size_t count = 0;
	struct dirent *entry;
	DIR *files = opendir(path);

	if (files == NULL)
		diag_fail((struct place){ path, 0 }, "%s", strerror(errno));
	while (errno = 0, (entry = readdir(files)) != NULL) {
		size_t len = strlen(entry->d_name);

		if (len < sizeof(ending) ||
		    strcmp(entry->d_name + len - (sizeof(ending) - 1), ending) != 0)
			continue;
		names = memory_resize(names, count + 2, sizeof(*names));
		names[count++] = memory_copy(entry->d_name, len - (sizeof(ending) - 1));
	}
	if (errno != 0)
		diag_fail((struct place){ path, 0 }, "%s", strerror(errno));
	closedir(files);
	free(path);
	names[count] = NULL;
	qsort(names, count, sizeof(*names), by_name);
	return names;
}

void share_free(char **names)
{
	for (size_t i = 0; names[i] != NULL; i++)
		free(names[i]);
	free(names);
}
