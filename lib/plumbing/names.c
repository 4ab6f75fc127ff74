#include "names.h"

#include <stdlib.h>

#include "fold.h"
#include "keys.h"
#include "memory.h"

struct names {
	struct keys *keys; /* payload: the number */
	char **words;      /* by number - 1 */
};

struct names *names_new(void)
{
	struct names *names = memory_resize(NULL, 1, sizeof(*names));

	*names = (struct names){ .keys = keys_new(sizeof(uint32_t)) };
	return names;
}

uint32_t names_number(struct names *names, struct slice word)
{
	struct folded folded;
	struct slice key = fold(word, &folded) ? (struct slice){ folded.text, folded.len } : word;
	size_t known = keys_count(names->keys);
	uint32_t number = keys_number(names->keys, &key, 1);

	if (number > known) {
		names->words = memory_resize(names->words, number, sizeof(*names->words));
		names->words[number - 1] = memory_copy(word.ptr, word.len);
	}
	return number;
}

const char *names_word(const struct names *names, uint32_t number)
{
	return names->words[number - 1];
}

void names_free(struct names *names)
{
	for (size_t i = 0; i < keys_count(names->keys); i++)
		free(names->words[i]);
	free(names->words);
	keys_free(names->keys);
	free(names);
}
