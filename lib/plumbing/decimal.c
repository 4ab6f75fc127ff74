#include "decimal.h"

enum { DIGITS_MAX = 15 };

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

enum decimal_fault decimal_read(struct slice text, int decimals_max, int scale, int64_t *value)
{
	const char *p = text.ptr, *end = text.ptr + text.len;
	bool negative = p < end && *p == '-', any = false;
	int digits = 0, decimals = 0;
	int64_t number = 0;

	if (negative)
		p++;
	for (; p < end && is_digit(*p); p++, any = true) {
		if (digits < DIGITS_MAX)
			number = number * 10 + (*p - '0');
		if (number != 0)
			digits++;
	}
	if (p < end && (*p == '.' || *p == ',')) {
		p++;
		/* "7." is a typing error, ".5" is how some statistics packages write. */
		if (p == end)
			return DECIMAL_NOT_A_NUMBER;
		for (; p < end && is_digit(*p); p++, any = true) {
			if (decimals < scale)
				number = number * 10 + (*p - '0');
			decimals++;
		}
	}
	if (p < end || !any)
		return DECIMAL_NOT_A_NUMBER;
	if (digits + scale > DIGITS_MAX)
		return DECIMAL_TOO_LARGE;
	if (decimals > decimals_max)
		return DECIMAL_TOO_FINE;
	for (; decimals < scale; decimals++)
		number *= 10;
	*value = negative ? -number : number;
	return DECIMAL_SOUND;
}

size_t decimal_write(char *to, int64_t value, int scale, int decimals_min, char mark)
{
	uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
	char digits[DECIMAL_MAX];
	size_t count = 0, len = 0;

	while (scale > decimals_min && rest % 10 == 0) {
		rest /= 10;
		scale--;
	}
	do {
		digits[count++] = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest > 0 || count <= (size_t)scale);
	if (value < 0)
		to[len++] = '-';
	while (count > 0) {
		if (count == (size_t)scale)
			to[len++] = mark;
		to[len++] = digits[--count];
	}
	return len;
}
