/*
 * child.h: another program as a part of this one. It is found on PATH and started without
 * a shell, so that no byte of its arguments or its input is ever a command.
 */
#ifndef CHILD_H
#define CHILD_H

#include "bytes.h"

/*
 * Runs a program (arguments ended by NULL) on input and adds what it writes to output.
 * Its messages go nowhere: they might show data. Of the environment it sees PATH and
 * HOME. Returns its exit status; CHILD_ABSENT when there is no such program, or
 * CHILD_KILLED.
 */
enum { CHILD_ABSENT = -1, CHILD_KILLED = -2 };
int child_run(const char *const *arguments, struct slice input, struct bytes *output);

#endif
