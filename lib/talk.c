#include "talk.h"

#include <stdlib.h>

const struct sfb_talk_rules sfb_talk_rules = {
	.sessions_min = 6,
	.every = 28,
	.apart = 28,
	.silent = 12 * 7,
	.has_dates = true,
};

static bool later(int64_t when, uint64_t order, int64_t than_when, uint64_t than_order)
{
	return when != than_when ? when > than_when : order > than_order;
}

void sfb_talk_add(struct sfb_talk_thread *thread, enum sfb_form form, const struct sfb_score *score,
                  bool low_alliance)
{
	bool first = thread->last_order == 0;

	if (score->points != SFB_NO_POINTS)
		sfb_series_add(&thread->scores[form], score);
	if (thread->appeared[form] == 0)
		thread->appeared[form] = score->order;
	if (first || score->when < thread->first_session)
		thread->first_session = score->when;
	if (first || later(score->when, score->order, thread->last_session, thread->last_order)) {
		thread->last_session = score->when;
		thread->last_order = score->order;
		thread->last_form = form;
		thread->low_alliance = low_alliance;
	}
}

/* A form that nobody noted is the thread's only known one, where there is just one. */
static void settle_form(struct sfb_talk_thread *thread)
{
	uint32_t known = SFB_FORM_UNKNOWN;
	enum sfb_form only;

	for (enum sfb_form f = SFB_FORM_UNKNOWN; f < SFB_FORM_COUNT; f++)
		if (thread->appeared[f] != 0)
			known = sfb_forms_see(known, f);
	only = (enum sfb_form)sfb_forms_settle(known);
	if (only == SFB_FORM_UNKNOWN || thread->appeared[SFB_FORM_UNKNOWN] == 0)
		return;
	sfb_series_merge(&thread->scores[only], &thread->scores[SFB_FORM_UNKNOWN]);
	thread->scores[SFB_FORM_UNKNOWN] = (struct sfb_series){ 0 };
	if (thread->appeared[SFB_FORM_UNKNOWN] < thread->appeared[only])
		thread->appeared[only] = thread->appeared[SFB_FORM_UNKNOWN];
	thread->appeared[SFB_FORM_UNKNOWN] = 0;
	if (thread->last_form == SFB_FORM_UNKNOWN)
		thread->last_form = only;
}

/* The form of the latest score, or SFB_FORM_COUNT without any. */
static enum sfb_form latest_form(const struct sfb_talk_thread *thread)
{
	enum sfb_form latest = SFB_FORM_COUNT;

	for (enum sfb_form f = SFB_FORM_UNKNOWN; f < SFB_FORM_COUNT; f++) {
		const struct sfb_score *last = &thread->scores[f].last;

		if (thread->scores[f].scored > 0 &&
		    (latest == SFB_FORM_COUNT ||
		     later(last->when, last->order, thread->scores[latest].last.when,
		           thread->scores[latest].last.order)))
			latest = f;
	}
	return latest;
}

/* ---- the list ---- */

struct list {
	const struct sfb_talk_rules *rules;
	struct sfb_talk_item *items;
	size_t count;
};

static void add_item(struct list *list, enum sfb_talk_reason reason, struct sfb_talk_thread *thread,
                     enum sfb_form form, int64_t since)
{
	list->items[list->count++] = (struct sfb_talk_item){ reason, thread, form, since };
}

static void list_series(struct list *list, struct sfb_talk_thread *thread, enum sfb_form form)
{
	const struct sfb_talk_rules *rules = list->rules;
	const struct sfb_series *series = &thread->scores[form];
	enum sfb_outcome outcome =
		sfb_series_outcome(series, rules->threshold[form], SFB_HIGHER_IS_BETTER);

	switch (outcome) {
	case SFB_OUTCOME_NONE: return;
	case SFB_RECOVERED:
		if (rules->well)
			add_item(list, SFB_TALK_RECOVERED, thread, form, series->first.when);
		return;
	case SFB_IMPROVED:
		if (rules->well)
			add_item(list, SFB_TALK_IMPROVED, thread, form, series->first.when);
		return;
	case SFB_DETERIORATED:
		if (!rules->well)
			add_item(list, SFB_TALK_DETERIORATED, thread, form, series->first.when);
		return;
	case SFB_UNCHANGED:
		if (!rules->well && series->scored >= rules->sessions_min &&
		    series->first.range == SFB_RANGE_CLINICAL)
			add_item(list, SFB_TALK_NO_IMPROVEMENT, thread, form, series->first.when);
		return;
	}
}

/* A rater's latest score of a person, over courses and forms. */
struct voice {
	struct sfb_talk_thread *thread; /* NULL: no score */
	enum sfb_form form;
	const struct sfb_score *score;
	bool disagrees;
};

static void hear(struct voice *voice, struct sfb_talk_thread *thread)
{
	enum sfb_form form = latest_form(thread);
	const struct sfb_score *score;

	if (form == SFB_FORM_COUNT)
		return;
	score = &thread->scores[form].last;
	if (voice->thread == NULL ||
	    later(score->when, score->order, voice->score->when, voice->score->order))
		*voice = (struct voice){ thread, form, score, false };
}

static bool disagree(const struct voice *a, const struct voice *b,
                     const struct sfb_talk_rules *rules)
{
	int64_t days = a->score->when - b->score->when;
	sfb_points points = a->score->points - b->score->points;
	sfb_points threshold = rules->threshold[a->form];

	return a->form == b->form && threshold != SFB_NO_POINTS && days <= rules->apart &&
	       -days <= rules->apart && (points >= threshold || -points >= threshold);
}

/* Overdue and disagreeing raters, for one person's threads, sorted by rater. */
static void list_voices(struct list *list, struct sfb_talk_thread **threads, size_t count,
                        struct voice *voices)
{
	const struct sfb_talk_rules *rules = list->rules;
	size_t heard = 0;

	for (size_t i = 0; i < count;) {
		uint32_t rater = threads[i]->rater;

		voices[heard] = (struct voice){ 0 };
		for (; i < count && threads[i]->rater == rater; i++)
			hear(&voices[heard], threads[i]);
		if (voices[heard].thread != NULL)
			heard++;
	}
	for (size_t i = 0; i < heard; i++)
		for (size_t j = i + 1; j < heard; j++)
			if (disagree(&voices[i], &voices[j], rules))
				voices[i].disagrees = voices[j].disagrees = true;
	for (size_t i = 0; i < heard; i++) {
		const struct voice *v = &voices[i];

		if (v->disagrees)
			add_item(list, SFB_TALK_RATERS_DISAGREE, v->thread, v->form,
			         v->thread->scores[v->form].first.when);
		if (rules->as_of - v->score->when > rules->every)
			add_item(list, SFB_TALK_OVERDUE, v->thread, v->form, v->score->when);
	}
}

static void list_thread(struct list *list, struct sfb_talk_thread *thread)
{
	for (enum sfb_form f = SFB_FORM_UNKNOWN; f < SFB_FORM_COUNT; f++)
		list_series(list, thread, f);
	if (list->rules->well)
		return;
	if (thread->low_alliance)
		add_item(list, SFB_TALK_LOW_ALLIANCE, thread, thread->last_form,
		         thread->last_session);
	/* The form for children under 6 is not scored: its sessions lack no score. */
	if (latest_form(thread) == SFB_FORM_COUNT &&
	    (thread->appeared[SFB_FORM_UNKNOWN] != 0 || thread->appeared[SFB_FORM_ORS] != 0 ||
	     thread->appeared[SFB_FORM_CORS] != 0))
		add_item(list, SFB_TALK_NO_BASELINE, thread, thread->last_form,
		         thread->first_session);
}

static bool is_silent(struct sfb_talk_thread **threads, size_t count,
                      const struct sfb_talk_rules *rules)
{
	if (!rules->has_dates || rules->silent == 0)
		return false;
	for (size_t i = 0; i < count; i++)
		if (rules->as_of - threads[i]->last_session <= rules->silent)
			return false;
	return true;
}

static int by_person(const void *a, const void *b)
{
	const struct sfb_talk_thread *x = *(struct sfb_talk_thread *const *)a;
	const struct sfb_talk_thread *y = *(struct sfb_talk_thread *const *)b;

	if (x->person != y->person)
		return x->person < y->person ? -1 : 1;
	if (x->rater != y->rater)
		return x->rater < y->rater ? -1 : 1;
	return 0;
}

static int by_reason(const void *a, const void *b)
{
	const struct sfb_talk_item *x = a, *y = b;
	uint64_t x_order = x->thread->appeared[x->form], y_order = y->thread->appeared[y->form];

	if (x->reason != y->reason)
		return x->reason < y->reason ? -1 : 1;
	return x_order < y_order ? -1 : x_order > y_order;
}

size_t sfb_talk_list(struct sfb_talk_thread **threads, size_t count,
                     const struct sfb_talk_rules *rules, struct sfb_talk_item *items,
                     size_t *silent)
{
	struct list list = { .rules = rules, .items = items };
	struct voice *voices = count == 0 ? NULL : malloc(count * sizeof(*voices));

	*silent = 0;
	if (voices == NULL)
		return count == 0 ? 0 : SFB_TALK_NO_MEMORY;
	qsort(threads, count, sizeof(struct sfb_talk_thread *), by_person);
	for (size_t i = 0, n; i < count; i += n) {
		for (n = 1; i + n < count && threads[i + n]->person == threads[i]->person;)
			n++;
		for (size_t j = i; j < i + n; j++)
			settle_form(threads[j]);
		if (is_silent(threads + i, n, rules)) {
			++*silent;
			continue;
		}
		for (size_t j = i; j < i + n; j++)
			list_thread(&list, threads[j]);
		if (rules->has_dates && !rules->well)
			list_voices(&list, threads + i, n, voices);
	}
	if (list.count > 1)
		qsort(items, list.count, sizeof(*items), by_reason);
	free(voices);
	return list.count;
}

size_t sfb_talk_uncompared(struct sfb_talk_thread *const *threads, size_t count,
                           const struct sfb_talk_rules *rules)
{
	size_t uncompared = 0;

	for (size_t i = 0; i < count; i++)
		for (enum sfb_form f = SFB_FORM_UNKNOWN; f < SFB_FORM_COUNT; f++)
			if (threads[i]->scores[f].scored > 1 &&
			    rules->threshold[f] == SFB_NO_POINTS)
				uncompared++;
	return uncompared;
}

const char *sfb_talk_reason_name(enum sfb_talk_reason reason)
{
	static const char *const names[] = {
		[SFB_TALK_DETERIORATED] = "deteriorated",
		[SFB_TALK_LOW_ALLIANCE] = "low-alliance",
		[SFB_TALK_NO_IMPROVEMENT] = "no-improvement",
		[SFB_TALK_RATERS_DISAGREE] = "raters-disagree",
		[SFB_TALK_OVERDUE] = "overdue",
		[SFB_TALK_NO_BASELINE] = "no-baseline",
		[SFB_TALK_RECOVERED] = "recovered",
		[SFB_TALK_IMPROVED] = "improved",
	};

	return names[reason];
}
