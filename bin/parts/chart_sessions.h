/*
 * chart_sessions.h: the scored sessions of the input, by person, and the person that is
 * asked for.
 */
#ifndef CHART_SESSIONS_H
#define CHART_SESSIONS_H

#include "chart_person.h"
#include "input.h"

struct sessions {
	struct threads *threads; /* payload: struct chart_thread */
	struct keys *numbers;    /* payload: the number of a person */
	struct chart_person *persons;
	size_t person_count;
	uint64_t order;
};

void sessions_start(struct sessions *sessions);

/* Adds the record that the input is at. */
void sessions_take(struct sessions *sessions, struct input *input);

/* All sessions have been taken. */
void sessions_join(struct sessions *sessions);

/*
 * Keeps the persons of a table, such as a list of talk-list: by person_id, and family_id
 * where both have it.
 */
void sessions_keep_listed(struct sessions *sessions, const struct settings *settings,
                          const char *file, bool has_family);

/* The person that is asked for: an identifier in a file is seen by nobody who lists processes. */
const struct chart_person *sessions_person(const struct sessions *sessions, const char *file);

void sessions_free(struct sessions *sessions);

#endif
