/*
 * folder.h: a folder of files that appears whole or not at all: it is filled under
 * another name beside its place and renamed at the end. For its owner's eyes only.
 * Signals that would stop the command wait until then, and a failure removes it.
 */
#ifndef FOLDER_H
#define FOLDER_H

#include "slice.h"

/* Begins a folder at a path where there is none yet, or an empty one; one at a time. */
void folder_start(const char *path);

/* A new file in it, which standard output goes to from now on. */
void folder_output(const char *name);

/* A new file with these bytes. */
void folder_write(const char *name, struct slice bytes);

/* Puts the folder in its place. */
void folder_keep(void);

#endif
