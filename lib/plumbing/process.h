/*
 * process.h: what a command gives up when it starts, because it reads personal data.
 *
 * A standard error that is closed stays silent: no other file gets its number.
 * No core dump: after a crash, memory must not lie about in a file. And where the
 * system can hold a process to it (pledge, on OpenBSD): no network, no other programs
 * and no files but those that are read, unless the command is described as needing more.
 */
#ifndef PROCESS_H
#define PROCESS_H

/* promises: more words for pledge(2), beside reading and writing; NULL for none. */
void process_start(const char *promises);

#endif
