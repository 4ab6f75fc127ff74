/*
 * diag.h: everything a command says on standard error, and its exit status.
 *
 * A message names file, line, column and reason, never what a cell contains:
 * cron mails standard error, and cells are personal data. The exit status only
 * rises: a failure (2) ends the process at once, an invalid record (3) is
 * remembered, a finding (1) counts only when the user asked for it.
 */
#ifndef DIAG_H
#define DIAG_H

#include <stdbool.h>
#include <stdint.h>

#include "slice.h"

enum {
	STATUS_OK = 0,
	STATUS_FLAGGED = 1,
	STATUS_FAILED = 2,
	STATUS_INVALID = 3,
};

/* Where something was seen. line 0: the whole file; file NULL: no file. */
struct place {
	const char *file;
	uint64_t line;
};

#define NOWHERE ((struct place){ NULL, 0 })

/* Once, before anything else. */
void diag_start(const char *program);

/* The program's name, for messages and --help. */
const char *diag_program(void);

/* Settings that come with the options; all are off at the start. */
void diag_set_quiet(void);
void diag_set_show_values(void);
void diag_set_all_errors(void);

/* Calls last_words when the process fails, before it exits. One at most. */
void diag_before_failure(void (*last_words)(void));

#if defined(__GNUC__)
#define DIAG_FORMAT(text, first) __attribute__((__format__(__printf__, text, first)))
#else
#define DIAG_FORMAT(text, first)
#endif

/* Says why and exits with 2. Never silenced. */
_Noreturn void diag_fail(struct place place, const char *format, ...) DIAG_FORMAT(2, 3);

/* The same for a wrong command line: a second line points to --help. */
_Noreturn void diag_usage(const char *format, ...) DIAG_FORMAT(1, 2);

/*
 * One record cannot be scored: at most 20 lines are printed for one column and
 * reason, the rest is counted. column and reason must outlive the process's end
 * (string constants); column may be NULL. value is shown only on request.
 */
void diag_invalid(struct place place, const char *column, const char *reason, struct slice value);

/* The same for a cell that came into the record from another place. */
void diag_invalid_from(struct place place, const char *column, const char *reason,
                       struct slice value, struct place origin);

/*
 * The same for one of many columns that are alike, as the items of a questionnaire: the
 * 20 lines are for the reason, in whichever of them. A file that is read in the wrong
 * way is wrong everywhere, and what helps must not drown.
 */
void diag_invalid_alike(struct place place, const char *column, const char *reason,
                        struct slice value);

/* Something worth knowing that changes no status: counted, and said once, at the end. */
void diag_notice(struct place place, const char *text);

/* The same, count times at once; text may be made for the occasion (it is copied). */
void diag_notice_many(struct place place, const char *text, uint64_t count);

/* Records whether something was flagged while the user asked for that status. */
void diag_flagged(void);

/* Prints counts and notices and returns the exit status. Nothing may be reported afterwards. */
int diag_finish(void);

#endif
