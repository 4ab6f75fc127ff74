/*
 * share.h: the data files that come with the toolkit. They lie in ../share/sfb of
 * the folder that the program is in, in the build tree as in an installed one.
 */
#ifndef SHARE_H
#define SHARE_H

#include <stddef.h>

/*
 * The path of a file of the toolkit, for free(): folder ("" or ended by "/"), name and
 * ending put together. argv0 is what the program was called. Fails when the program
 * cannot tell where it is.
 */
char *share_path(const char *argv0, const char *folder, const char *name, const char *ending);

/*
 * The names, without ".csv", of the tables in a folder of the toolkit, sorted and
 * ended by NULL; for share_free.
 */
char **share_tables(const char *argv0, const char *folder);
void share_free(char **names);

#endif
