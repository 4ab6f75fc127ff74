#include "decimal.h"

/* Numbers stay below this, so that sums of many of them fit into 64 bits. */
#define NUMBER_MAX INT64_C(1000000000000000)

static const int64_t power[] = { 1, 10, 100, 1000, 10000, 100000, 1000000 };

static enum decimal_fault read_any(struct slice text, int decimals_max, int scale, int64_t *value)
{
	const char *p = text.ptr, *end = text.ptr + text.len;
	bool negative = p < end && *p == '-', fraction = false, large = false;
	int digits = 0, decimals = 0;
	int64_t number = 0;

	for (p += negative; p < end; p++) {
		unsigned digit = (unsigned)(unsigned char)*p - '0';

		if (digit <= 9) {
			digits++;
			decimals += fraction;
			if (number < NUMBER_MAX)
				number = number * 10 + digit;
			else
				large = true;
		} else if ((*p == '.' || *p == ',') && !fraction) {
			fraction = true;
		} else {
			return DECIMAL_NOT_A_NUMBER;
		}
	}
	/* "7." is a typing error; ".5" is how some statistics packages write. */
	if (digits == 0 || (fraction && decimals == 0))
		return DECIMAL_NOT_A_NUMBER;
	if (decimals > decimals_max || decimals > scale)
		return DECIMAL_TOO_FINE;
	if (large || number >= NUMBER_MAX / power[scale - decimals])
		return DECIMAL_TOO_LARGE;
	number *= power[scale - decimals];
	*value = negative ? -number : number;
	return DECIMAL_SOUND;
}

/* Takes digits off the front of [p, end); returns where they end. */
static inline const char *take_digits(const char *p, const char *end, int64_t *number)
{
	unsigned digit;

	for (; p < end && (digit = (unsigned)(unsigned char)*p - '0') <= 9; p++)
		*number = *number * 10 + digit;
	return p;
}

enum decimal_fault decimal_read(struct slice text, int decimals_max, int scale, int64_t *value)
{
	/* The common case: too short to overflow, no sign. */
	enum { SHORT = 9 };
	const char *end = text.ptr + text.len, *whole_end, *p;
	int64_t number = 0;
	int decimals = 0;

	if (text.len > SHORT)
		return read_any(text, decimals_max, scale, value);
	p = whole_end = take_digits(text.ptr, end, &number);
	if (p < end && (*p == '.' || *p == ',')) {
		p = take_digits(whole_end + 1, end, &number);
		decimals = (int)(p - whole_end - 1);
	}
	if (p < end || whole_end == text.ptr || (whole_end < end && decimals == 0) ||
	    decimals > decimals_max || decimals > scale)
		return read_any(text, decimals_max, scale, value);
	*value = number * power[scale - decimals];
	return DECIMAL_SOUND;
}

/* Digits of number, at least min of them, at to; their count. */
static size_t put_digits(char *to, uint64_t number, size_t min)
{
	char digits[DECIMAL_MAX];
	size_t count = 0;

	do {
		digits[count++] = (char)('0' + number % 10);
		number /= 10;
	} while (number > 0 || count < min);
	for (size_t i = 0; i < count; i++)
		to[i] = digits[count - 1 - i];
	return count;
}

size_t decimal_write(char *to, int64_t value, int scale, int decimals_min, char mark)
{
	uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
	size_t len = 0;

	if (value < 0)
		to[len++] = '-';
	if (scale == 3 && rest < DECIMAL_SHORT_END)
		return len + decimal_write_short(to + len, (uint32_t)rest, decimals_min, mark);

	for (; scale > decimals_min && rest % 10 == 0; scale--)
		rest /= 10;

	uint64_t unit = (uint64_t)power[scale];

	len += put_digits(to + len, rest / unit, 1);
	if (scale == 0)
		return len;
	to[len++] = mark;
	len += put_digits(to + len, rest % unit, (size_t)scale);
	return len;
}
