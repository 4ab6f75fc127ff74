/*
 * threads.h: what one rater says of one person in one course, record after record.
 * Commands that summarise keep a payload of each such thread, in order of first
 * appearance, and the words that name it.
 */
#ifndef THREADS_H
#define THREADS_H

#include "who.h"

struct threads;

/* Payloads are zero at first, stay where they are, and are aligned for pointers. */
struct threads *threads_new(size_t payload_size);

/*
 * The thread of a record, which is added if need be; *is_new tells which. A person
 * in two families is noticed here.
 */
void *threads_add(struct threads *threads, const struct input *input, const struct who_rater *rater,
                  const struct who_key *key, bool *is_new);

/* A hint for a record to come, once a record: see who_expect. */
void threads_expect(struct threads *threads, const struct input *input);

/* Walks over all threads in order of first appearance; NULL at the end. */
void threads_start(const struct threads *threads, struct keys_cursor *cursor);
void *threads_next(const struct threads *threads, struct keys_cursor *cursor);

size_t threads_count(const struct threads *threads);

/* One part of the key, WHO_FAMILY and so on; of the rater, the folded word. */
struct slice threads_part(const struct threads *threads, const void *payload, size_t part);

/* The rater as first spelled; "self" when not given. */
struct slice threads_rater(const void *payload);

void threads_free(struct threads *threads);

#endif
