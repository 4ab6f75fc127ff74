/*
 * foreign.h: files that are not tables of text, known by their first bytes, and
 * what to do with them.
 */
#ifndef FOREIGN_H
#define FOREIGN_H

#include "slice.h"

/* How many bytes of a file foreign_kind wants to see, if it has as many. */
enum { FOREIGN_BYTES = 96 };

/* Whether the first bytes, at least four if the file has as many, may be of such a file. */
bool foreign_may_be(struct slice start);

/* What the file is, and what helps: the text of a message. NULL: nothing that is known here. */
const char *foreign_kind(struct slice start);

/* What makes an open file no input at all: a folder, or the file that the output goes to. */
const char *foreign_file(int fd);

#endif
