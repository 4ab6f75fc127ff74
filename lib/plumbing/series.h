/*
 * series.h: the scores of all series of the input: first and last one, and cells that
 * are carried over from the last. One entry of each thread and form in memory.
 */
#ifndef SERIES_H
#define SERIES_H

#include "carry.h"
#include "change.h"
#include "threads.h"

struct all_series;

/* What one record says. score.order is set by series_add. */
struct session {
	uint32_t form; /* see sfb_forms_see */
	bool scored;   /* otherwise it tells the form alone */
	struct sfb_score score;
};

/* One series with scores. */
struct one_series {
	uint64_t appeared; /* which orders them */
	const void *thread;
	const struct sfb_form_scores *by_form;
};

struct all_series *series_new(void);

/* Adds the session of the record that the input is at. */
void series_add(struct all_series *all, struct input *input, const struct who_rater *rater,
                const struct who_key *key, const struct session *session,
                const struct carry *carry);

/*
 * All series with scores, in order of their first scored record; *count receives their
 * number. Nothing may be added afterwards. Lives as long as all.
 */
const struct one_series *series_list(struct all_series *all, size_t *count);

/* Writes whose series it is, by the columns that the input has; and their names. */
void series_write_names(const struct input *input);
void series_write(const struct all_series *all, const struct one_series *one,
                  const struct input *input);

/* The cells that were carried over from its last session. */
const struct kept *series_carried(const struct one_series *one);

void series_free(struct all_series *all);

#endif
