/*
 * share.h: the data files that come with the toolkit. They lie in ../share/sfb of
 * the folder that the program is in, in the build tree as in an installed one.
 */
#ifndef SHARE_H
#define SHARE_H

#include "memory.h"

/*
 * The path of a file of the toolkit, kept in the arena: folder ("" or ended by "/"),
 * name and ending put together. argv0 is what the program was called. Fails when the
 * program cannot tell where it is.
 */
const char *share_path(struct arena *arena, const char *argv0, const char *folder, const char *name,
                       const char *ending);

/*
 * The names, without ".csv", of the tables in a folder of the toolkit, sorted and
 * ended by NULL. The list is for free(), the names are kept in the arena.
 */
const char **share_tables(struct arena *arena, const char *argv0, const char *folder);

#endif
