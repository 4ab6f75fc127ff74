#include "series.h"

#include <stdlib.h>

#include "memory.h"

/* The scores on one form. */
struct entry {
	struct sfb_form_scores by_form; /* first: a list */
	struct kept carried;            /* of the last session */
};

struct thread {
	struct entry entry; /* the first; others are rare */
	uint32_t forms;     /* known, see sfb_forms_see */
};

struct all_series {
	struct threads *threads; /* payload: struct thread */
	struct arena more;       /* entries beside a thread's first */
	uint64_t order;          /* of the session */
	size_t count;            /* of entries */
	struct one_series *list;
};

struct all_series *series_new(void)
{
	struct all_series *all = memory_zeroed(1, sizeof(*all));

	all->threads = threads_new(sizeof(struct thread));
	return all;
}

static struct entry *find_entry(struct all_series *all, struct thread *thread, uint32_t form,
                                const struct sfb_score *score)
{
	struct sfb_form_scores *list = &thread->entry.by_form, *found;

	while ((found = sfb_form_scores_find(list, form, score)) == NULL) {
		struct entry *more = arena_take(&all->more, sizeof(*more));

		*more = (struct entry){ .by_form.next = list->next };
		list->next = &more->by_form;
	}
	if (found->scores.scored == 0)
		all->count++;
	return (struct entry *)found;
}

void series_add(struct all_series *all, struct input *input, const struct who_rater *rater,
                const struct who_key *key, const struct session *session, const struct carry *carry)
{
	struct sfb_score score = session->score;
	struct thread *thread;
	struct entry *entry;
	bool is_new;

	score.order = ++all->order;
	thread = threads_add(all->threads, input, rater, key, &is_new);
	threads_expect(all->threads, input);
	thread->forms = sfb_forms_see(thread->forms, session->form);
	if (!session->scored)
		return;
	entry = find_entry(all, thread, session->form, &score);
	sfb_series_add(&entry->by_form.scores, &score);
	if (entry->by_form.scores.last.order == score.order)
		carry_keep(carry, input, &entry->carried);
}

/* ---- the list ---- */

/* Scores on a form that nobody noted join the thread's only known form. */
static void settle(struct thread *thread)
{
	struct sfb_form_scores *from,
		*into = sfb_form_scores_settle(&thread->entry.by_form, thread->forms, &from);
	struct kept earlier;

	if (into == NULL)
		return;
	earlier = ((struct entry *)into)->carried;
	((struct entry *)into)->carried = ((struct entry *)from)->carried;
	((struct entry *)from)->carried = earlier;
}

static int by_appearance(const void *a, const void *b)
{
	const struct one_series *x = a, *y = b;

	return x->appeared < y->appeared ? -1 : 1;
}

/* Moves others, in order, between those of the list, in order, which has room for them. */
static void merge(struct one_series *list, size_t count, const struct one_series *others,
                  size_t other_count)
{
	while (other_count > 0) {
		bool other = count == 0 ||
		             list[count - 1].appeared < others[other_count - 1].appeared;

		list[count + other_count - 1] = other ? others[other_count - 1] : list[count - 1];
		*(other ? &other_count : &count) -= 1;
	}
}

/* Threads come in order of appearance: most of their first entries do, too, and are most entries. */
const struct one_series *series_list(struct all_series *all, size_t *count)
{
	struct one_series *list = memory_resize(NULL, all->count, sizeof(*list)), *others = NULL;
	size_t in_order = 0, other_count = 0, room = 0;
	struct keys_cursor cursor;
	struct thread *thread;

	threads_start(all->threads, &cursor);
	while ((thread = threads_next(all->threads, &cursor)) != NULL) {
		settle(thread);
		for (struct sfb_form_scores *s = &thread->entry.by_form; s != NULL; s = s->next) {
			const struct one_series one = { s->appeared, thread, s };

			if (s->scores.scored == 0)
				continue;
			if (s == &thread->entry.by_form &&
			    (in_order == 0 || list[in_order - 1].appeared < one.appeared)) {
				list[in_order++] = one;
			} else {
				others = memory_for_one_more(others, other_count, &room,
				                             sizeof(*others));
				others[other_count++] = one;
			}
		}
	}
	if (other_count > 0)
		qsort(others, other_count, sizeof(*others), by_appearance);
	merge(list, in_order, others, other_count);
	free(others);
	all->list = list;
	*count = in_order + other_count;
	return list;
}

/* ---- whose ---- */

static bool has_rater(const struct input *input)
{
	return input_has(input, COL_RATER) || input_has(input, COL_INFORMANT);
}

void series_write_names(const struct input *input)
{
	if (input_has(input, COL_FAMILY_ID))
		writer_text("family_id");
	writer_text("person_id");
	if (input_has(input, COL_COURSE_ID))
		writer_text("course_id");
	if (has_rater(input))
		writer_text("rater");
	if (input_has(input, COL_RATER_ID))
		writer_text("rater_id");
}

void series_write(const struct all_series *all, const struct one_series *one,
                  const struct input *input)
{
	if (input_has(input, COL_FAMILY_ID))
		writer_cell(threads_part(all->threads, one->thread, WHO_FAMILY));
	writer_cell(threads_part(all->threads, one->thread, WHO_PERSON));
	if (input_has(input, COL_COURSE_ID))
		writer_cell(threads_part(all->threads, one->thread, WHO_COURSE));
	if (has_rater(input))
		writer_cell(threads_rater(one->thread));
	if (input_has(input, COL_RATER_ID))
		writer_cell(threads_part(all->threads, one->thread, WHO_RATER_ID));
}

const struct kept *series_carried(const struct one_series *one)
{
	return &((const struct entry *)one->by_form)->carried;
}

void series_free(struct all_series *all)
{
	struct keys_cursor cursor;
	struct thread *thread;

	threads_start(all->threads, &cursor);
	while ((thread = threads_next(all->threads, &cursor)) != NULL)
		for (struct sfb_form_scores *s = &thread->entry.by_form; s != NULL; s = s->next)
			kept_free(&((struct entry *)s)->carried);
	threads_free(all->threads);
	arena_free(&all->more);
	free(all->list);
	free(all);
}
