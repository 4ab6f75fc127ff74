#include "share.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "diag.h"

static char *join(struct arena *arena, const char *const *parts, size_t count)
{
	size_t len = 0;
	char *joined;

	for (size_t i = 0; i < count; i++)
		len += strlen(parts[i]);
	joined = arena_take(arena, len + 1);
	joined[0] = '\0';
	for (size_t i = 0; i < count; i++)
		strcat(joined, parts[i]);
	return joined;
}

static char *keep(struct arena *arena, const char *text, size_t len)
{
	char *kept = arena_take(arena, len + 1);

	memcpy(kept, text, len);
	kept[len] = '\0';
	return kept;
}

/* Links followed, where the system tells; NULL elsewhere. */
static char *program_by_system(struct arena *arena)
{
	char path[4096];
	ssize_t len = readlink("/proc/self/exe", path, sizeof(path));

	return len > 0 && (size_t)len < sizeof(path) ? keep(arena, path, (size_t)len) : NULL;
}

/* As a shell found it. */
static char *program_by_name(struct arena *arena, const char *argv0)
{
	const char *folders = getenv("PATH");

	if (argv0 == NULL)
		return NULL;
	if (strchr(argv0, '/') != NULL)
		return keep(arena, argv0, strlen(argv0));
	while (folders != NULL && *folders != '\0') {
		size_t len = strcspn(folders, ":");
		const char *parts[] = { keep(arena, folders, len), len > 0 ? "/" : "./", argv0 };
		char *path = join(arena, parts, 3);

		if (access(path, X_OK) == 0)
			return path;
		folders += len + (folders[len] == ':');
	}
	return NULL;
}

const char *share_path(struct arena *arena, const char *argv0, const char *folder, const char *name,
                       const char *ending)
{
	char *program = program_by_system(arena);

	if (program == NULL)
		program = program_by_name(arena, argv0);
	if (program == NULL)
		diag_fail(NOWHERE, "cannot tell where its own data are; give the file by its path");
	strrchr(program, '/')[1] = '\0';

	const char *parts[] = { program, "../share/sfb/", folder, name, ending };

	return join(arena, parts, 5);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char **share_tables(struct arena *arena, const char *argv0, const char *folder)
{
	static const char ending[] = ".csv";
	const struct place place = { share_path(arena, argv0, folder, "", ""), 0 };
	const char **names = memory_resize(NULL, 1, sizeof(*names));
	size_t count = 0;
	struct dirent *entry;
	DIR *files = opendir(place.file);

	if (files == NULL)
		diag_fail(place, "%s", strerror(errno));
	while (errno = 0, (entry = readdir(files)) != NULL) {
		size_t len = strlen(entry->d_name);

		if (len < sizeof(ending) ||
		    strcmp(entry->d_name + len - (sizeof(ending) - 1), ending) != 0)
			continue;
		names = memory_resize(names, count + 2, sizeof(*names));
		names[count++] = keep(arena, entry->d_name, len - (sizeof(ending) - 1));
	}
	if (errno != 0)
		diag_fail(place, "%s", strerror(errno));
	closedir(files);
	names[count] = NULL;
	qsort(names, count, sizeof(*names), by_name);
	return names;
}
