#include "slice.h"

static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct slice slice_trim_slowly(struct slice s)
{
	for (;;) {
		size_t width;

		if (s.len > 0 && is_blank(s.ptr[0]))
			width = 1;
		else if (s.len > 1 && memcmp(s.ptr, "\xC2\xA0", 2) == 0)
			width = 2;
		else if (s.len > 0 && s.ptr[0] == '\xA0') /* Windows-1252: UTF-8 never begins so */
			width = 1;
		else
			break;
		s.ptr += width;
		s.len -= width;
	}
	for (;;) {
		if (s.len > 0 && is_blank(s.ptr[s.len - 1]))
			s.len--;
		else if (s.len > 1 && memcmp(s.ptr + s.len - 2, "\xC2\xA0", 2) == 0)
			s.len -= 2;
		else if (s.len > 1 && s.ptr[s.len - 1] == '\xA0' && (s.ptr[s.len - 2] & 0x80) == 0)
			s.len--; /* Windows-1252: behind an ASCII byte it is no part of UTF-8 */
		else
			return s;
	}
}
