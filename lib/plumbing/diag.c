#include "diag.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	LINES_OF_A_KIND = 20,
	KINDS_MAX = 256,
	NOTICES_MAX = 512,
	MESSAGE_MAX = 4096,
	NOTICE_MAX = 640,
	VALUE_MAX = 80,
};

static const char *program = "sfb";
static bool quiet, show_values, all_errors;
static bool any_invalid, any_flagged, failing;
static void (*last_words_hook)(void);

/* Fixed tables: saying why memory ran out must not need memory. */
static struct {
	const char *column, *reason;
	uint64_t count;
} kinds[KINDS_MAX];
static size_t kind_count;

static struct {
	char text[NOTICE_MAX];
	struct place place;
	uint64_t count;
} notices[NOTICES_MAX];
static size_t notice_count;
static uint64_t notices_left; /* that there was no room for */

void diag_start(const char *name)
{
	program = name;
}

const char *diag_program(void)
{
	return program;
}

void diag_set_quiet(void)
{
	quiet = true;
}

void diag_set_show_values(void)
{
	show_values = true;
}

void diag_set_all_errors(void)
{
	all_errors = true;
}

void diag_before_failure(void (*last_words)(void))
{
	last_words_hook = last_words;
}

/* One line in one write, so that lines of a pipeline's commands do not mix. */
static void put_line(char *line, size_t len)
{
	/* File and column names come from outside: no terminal escapes. */
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)line[i] < ' ' || line[i] == 0x7F)
			line[i] = '?';
	line[len++] = '\n';
	for (size_t done = 0; done < len;) {
		ssize_t n = write(STDERR_FILENO, line + done, len - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return; /* there is nowhere left to complain */
		done += (size_t)n;
	}
}

static size_t put_prefix(char *line, struct place place)
{
	int n;

	if (place.file == NULL)
		n = snprintf(line, MESSAGE_MAX, "%s: ", program);
	else if (place.line == 0)
		n = snprintf(line, MESSAGE_MAX, "%s: %.1000s: ", program, place.file);
	else
		n = snprintf(line, MESSAGE_MAX, "%s: %.1000s:%llu: ", program, place.file,
		             (unsigned long long)place.line);
	return n < 0 ? 0 : (size_t)n;
}

DIAG_FORMAT(2, 0) static void say(struct place place, const char *format, va_list arguments)
{
	char line[MESSAGE_MAX + 1];
	size_t len = put_prefix(line, place);
	int n = vsnprintf(line + len, MESSAGE_MAX - len, format, arguments);

	if (n > 0)
		len += (size_t)n < MESSAGE_MAX - len ? (size_t)n : MESSAGE_MAX - len - 1;
	put_line(line, len);
}

DIAG_FORMAT(2, 3) static void sayf(struct place place, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	say(place, format, arguments);
	va_end(arguments);
}

_Noreturn static void leave(void)
{
	/* A failure inside the last words must not start them again. */
	if (!failing && last_words_hook != NULL) {
		failing = true;
		last_words_hook();
	}
	exit(STATUS_FAILED);
}

void diag_fail(struct place place, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	say(place, format, arguments);
	va_end(arguments);
	leave();
}

void diag_usage(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	say(NOWHERE, format, arguments);
	va_end(arguments);
	sayf(NOWHERE, "try '%s --help'", program);
	leave();
}

static uint64_t count_of_kind(const char *column, const char *reason)
{
	for (size_t i = 0; i < kind_count; i++)
		if (kinds[i].reason == reason && kinds[i].column == column)
			return ++kinds[i].count;
	if (kind_count == KINDS_MAX)
		return ++kinds[KINDS_MAX - 1].count;
	kinds[kind_count].column = column;
	kinds[kind_count].reason = reason;
	return kinds[kind_count++].count = 1;
}

/* Of one kind are lines with the same reason and the same column, or whose column is alike: NULL. */
static void invalid(struct place place, const char *kind, const char *column, const char *reason,
                    struct slice value, struct place origin)
{
	char from[1100] = "";

	any_invalid = true;
	if (quiet)
		return;
	if (count_of_kind(kind, reason) > LINES_OF_A_KIND && !all_errors)
		return;

	const char *name = column == NULL ? "" : column, *colon = column == NULL ? "" : ": ";

	if (origin.file != NULL)
		snprintf(from, sizeof(from), " (from %.1000s:%llu)", origin.file,
		         (unsigned long long)origin.line);
	if (show_values && value.len > 0)
		sayf(place, "%s%s%s%s: '%.*s'", name, colon, reason, from,
		     (int)(value.len < VALUE_MAX ? value.len : VALUE_MAX), value.ptr);
	else
		sayf(place, "%s%s%s%s", name, colon, reason, from);
}

void diag_invalid(struct place place, const char *column, const char *reason, struct slice value)
{
	invalid(place, column, column, reason, value, NOWHERE);
}

void diag_invalid_from(struct place place, const char *column, const char *reason,
                       struct slice value, struct place origin)
{
	invalid(place, column, column, reason, value, origin);
}

void diag_invalid_alike(struct place place, const char *column, const char *reason,
                        struct slice value)
{
	invalid(place, NULL, column, reason, value, NOWHERE);
}

void diag_notice(struct place place, const char *text)
{
	diag_notice_many(place, text, 1);
}

void diag_notice_many(struct place place, const char *text, uint64_t count)
{
	if (quiet || count == 0)
		return;
	for (size_t i = 0; i < notice_count; i++) {
		if (strncmp(notices[i].text, text, NOTICE_MAX - 1) == 0) {
			notices[i].count += count;
			return;
		}
	}
	if (notice_count == NOTICES_MAX) {
		notices_left += count;
		return;
	}
	snprintf(notices[notice_count].text, NOTICE_MAX, "%s", text);
	notices[notice_count].place = place;
	notices[notice_count++].count = count;
}

void diag_flagged(void)
{
	any_flagged = true;
}

int diag_finish(void)
{
	if (!all_errors)
		for (size_t i = 0; i < kind_count; i++)
			if (kinds[i].count > LINES_OF_A_KIND)
				sayf(NOWHERE, "%s%s%s: %llu more (--all-errors lists them)",
				     kinds[i].column == NULL ? "" : kinds[i].column,
				     kinds[i].column == NULL ? "" : ": ", kinds[i].reason,
				     (unsigned long long)(kinds[i].count - LINES_OF_A_KIND));
	for (size_t i = 0; i < notice_count; i++) {
		if (notices[i].count == 1)
			sayf(notices[i].place, "notice: %s", notices[i].text);
		else
			sayf(notices[i].place, "notice: %s (%llu times%s)", notices[i].text,
			     (unsigned long long)notices[i].count,
			     notices[i].place.file == NULL ? "" : ", first here");
	}
	if (notices_left > 0)
		sayf(NOWHERE, "notice: %llu more notices, of other kinds",
		     (unsigned long long)notices_left);
	if (any_invalid)
		return STATUS_INVALID;
	return any_flagged ? STATUS_FLAGGED : STATUS_OK;
}
