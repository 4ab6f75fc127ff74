#include "threads.h"

#include <stdlib.h>

#include "memory.h"

struct threads {
	struct keys *keys;     /* payload: struct head, and the caller's behind it */
	struct keys *families; /* see who_check_family */
	struct keys *words;    /* of raters; many threads share few */
};

struct head {
	const char *rater; /* as first spelled */
};

struct threads *threads_new(size_t payload_size)
{
	struct threads *threads = memory_resize(NULL, 1, sizeof(*threads));

	*threads = (struct threads){ .keys = keys_new(sizeof(struct head) + payload_size),
		                     .families = keys_new(sizeof(char *)),
		                     .words = keys_new(0) };
	return threads;
}

void *threads_add(struct threads *threads, const struct input *input, const struct who_rater *rater,
                  const struct who_key *key, bool *is_new)
{
	struct head *head = keys_add(threads->keys, key->part, WHO_KEY_PARTS, is_new);
	struct slice word = rater->word.len == 0 ? slice_of("self") : rater->word;
	bool is_new_word;

	if (*is_new) {
		who_check_family(threads->families, threads->keys, head, key, input);
		head->rater = keys_first_part(threads->words,
		                              keys_add(threads->words, &word, 1, &is_new_word));
	}
	return head + 1;
}

void threads_expect(struct threads *threads, const struct input *input)
{
	who_expect(input, threads->keys);
}

void threads_start(const struct threads *threads, struct keys_cursor *cursor)
{
	keys_start(threads->keys, cursor);
}

void *threads_next(const struct threads *threads, struct keys_cursor *cursor)
{
	struct head *head = keys_next(threads->keys, cursor);

	return head == NULL ? NULL : head + 1;
}

size_t threads_count(const struct threads *threads)
{
	return keys_count(threads->keys);
}

struct slice threads_part(const struct threads *threads, const void *payload, size_t part)
{
	return keys_part(threads->keys, (const struct head *)payload - 1, part);
}

struct slice threads_rater(const void *payload)
{
	return slice_of(((const struct head *)payload - 1)->rater);
}

void threads_free(struct threads *threads)
{
	keys_free(threads->words);
	keys_free(threads->families);
	keys_free(threads->keys);
	free(threads);
}
