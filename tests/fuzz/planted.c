/*
 * A target with two faults in it, for the self-test: the fuzzer must find the first, which the
 * address sanitizer sees, and replaying an input of the second must fail.
 */
#include <stdlib.h>
#include <string.h>

#include "harness.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size > 3 && data[0] == 's' && data[1] == 'f' && data[2] == 'b' && data[3] == '!') {
		char *small = malloc(size);

		memcpy(small, data, size);
		if (small[size - 1 + (size_t)(small[3] == '!')] == '?')
			size = 0;
		free(small);
	}
	if (size == 5 && memcmp(data, "wrong", 5) == 0)
		find("a planted one");
	return 0;
}
