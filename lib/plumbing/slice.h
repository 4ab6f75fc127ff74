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

/* Without the blanks (space, TAB, line ends, UTF-8 no-break space) at both ends. */
static inline struct slice slice_trim(struct slice s)
{
	for (;;) {
		if (s.len > 0 && (s.ptr[0] == ' ' || (s.ptr[0] >= '\t' && s.ptr[0] <= '\r'))) {
			s.ptr++;
			s.len--;
		} else if (s.len > 1 && s.ptr[0] == '\xC2' && s.ptr[1] == '\xA0') {
			s.ptr += 2;
			s.len -= 2;
		} else {
			break;
		}
	}
	for (;;) {
		if (s.len > 0 &&
		    (s.ptr[s.len - 1] == ' ' || (s.ptr[s.len - 1] >= '\t' && s.ptr[s.len - 1] <= '\r')))
			s.len--;
		else if (s.len > 1 && s.ptr[s.len - 2] == '\xC2' && s.ptr[s.len - 1] == '\xA0')
			s.len -= 2;
		else
			return s;
	}
}

#endif
