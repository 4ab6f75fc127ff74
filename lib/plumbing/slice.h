/*
 * slice.h: bytes with a length, owned by somebody else. Not NUL-terminated.
 */
#ifndef SLICE_H
#define SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct slice {
	const char *ptr;
	size_t len;
};

static inline struct slice slice_of(const char *text)
{
	return (struct slice){ text, strlen(text) };
}

static inline bool slice_equal(struct slice a, struct slice b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* The same as slice_trim where the first or the last byte is no plain character. */
struct slice slice_trim_slowly(struct slice s);

static inline bool slice_is_plain_byte(char c)
{
	return (unsigned)(unsigned char)c - 0x21 < 0x7F - 0x21;
}

/* Without the blanks (space, TAB, line ends, UTF-8 no-break space) at both ends. */
static inline struct slice slice_trim(struct slice s)
{
	if (s.len == 0 || (slice_is_plain_byte(s.ptr[0]) && slice_is_plain_byte(s.ptr[s.len - 1])))
		return s;
	return slice_trim_slowly(s);
}

#endif
