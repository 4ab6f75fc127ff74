#include "chart_sessions.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "memory.h"
#include "scored.h"

void sessions_start(struct sessions *sessions)
{
	sessions->threads = threads_new(sizeof(struct chart_thread));
	sessions->numbers = keys_new(sizeof(uint32_t));
}

static void sessions_add(struct chart_thread *thread, const struct sfb_progress_point *ors,
                         const struct sfb_progress_point *srs)
{
	if (thread->count == thread->room) {
		thread->room = thread->room * 2 + 8;
		thread->ors = memory_resize(thread->ors, thread->room, sizeof(*thread->ors));
		thread->srs = memory_resize(thread->srs, thread->room, sizeof(*thread->srs));
	}
	thread->ors[thread->count] = *ors;
	thread->srs[thread->count++] = *srs;
}

void sessions_take(struct sessions *sessions, struct input *input)
{
	struct sfb_progress_point ors = { .order = ++sessions->order }, srs;
	struct slice status = input_cell(input, COL_ORS_STATUS);
	struct chart_thread *thread;
	struct who_rater rater;
	struct who_key key;
	bool is_new;

	ors.form = who_form(input, scored_form_column(input));
	ors.points = scored_fit_points(input, COL_ORS_TOTAL);
	ors.cutoff = scored_fit_points(input, COL_ORS_CUTOFF);
	rater = who_rater(input, SFB_NO_AGE);
	who_key(input, &rater, &key);
	who_when(input, &ors.when);
	srs = (struct sfb_progress_point){ .when = ors.when, .order = ors.order };
	srs.points = scored_fit_points(input, COL_SRS_TOTAL);
	srs.cutoff = SFB_NO_POINTS;
	if (input_is_invalid(input))
		return;
	/* That form is not scored: there is no score to miss. */
	if (ors.form == SFB_FORM_YCORS || slice_equal(status, slice_of("under-6"))) {
		ors.form = SFB_FORM_UNKNOWN;
		ors.points = SFB_NO_POINTS;
		if (srs.points == SFB_NO_POINTS)
			return;
	}
	if (slice_equal(status, slice_of("invalid")))
		diag_notice(input_place(input), "an invalid score: the session is a gap");
	thread = threads_add(sessions->threads, input, &rater, &key, &is_new);
	threads_expect(sessions->threads, input);
	sessions_add(thread, &ors, &srs);
}

static void sessions_join_thread(struct sessions *sessions, struct chart_thread *thread)
{
	struct slice key[] = { threads_part(sessions->threads, thread, WHO_FAMILY),
		               threads_part(sessions->threads, thread, WHO_PERSON) };
	uint32_t number = keys_number(sessions->numbers, key, 2);
	struct chart_person *person = &sessions->persons[number - 1];
	struct chart_thread **end = &person->threads;

	if (number > sessions->person_count)
		sessions->person_count = number;
	thread->voice = person->voices;
	for (; *end != NULL; end = &(*end)->next)
		if (slice_equal(threads_part(sessions->threads, *end, WHO_RATER),
		                threads_part(sessions->threads, thread, WHO_RATER)) &&
		    slice_equal(threads_part(sessions->threads, *end, WHO_RATER_ID),
		                threads_part(sessions->threads, thread, WHO_RATER_ID)))
			thread->voice = (*end)->voice;
	*end = thread;
	person->voices += thread->voice == person->voices;
	sfb_progress_arrange(thread->ors, thread->count);
	sfb_progress_arrange(thread->srs, thread->count);
	person->sessions += thread->count;
	for (size_t i = 0; i < thread->count; i++) {
		person->ors += thread->ors[i].points != SFB_NO_POINTS;
		person->srs += thread->srs[i].points != SFB_NO_POINTS;
	}
}

void sessions_join(struct sessions *sessions)
{
	struct keys_cursor cursor;
	struct chart_thread *thread;

	sessions->persons =
		memory_zeroed(threads_count(sessions->threads) + 1, sizeof(*sessions->persons));
	threads_start(sessions->threads, &cursor);
	while ((thread = threads_next(sessions->threads, &cursor)) != NULL)
		sessions_join_thread(sessions, thread);
}

void sessions_keep_listed(struct sessions *sessions, const struct settings *settings,
                          const char *file, bool has_family)
{
	static const struct column_spec wanted[] = { { COL_PERSON_ID, REQUIRED, 0, NULL },
		                                     { COL_FAMILY_ID, OPTIONAL, 0, NULL } };
	const struct table_plan plan = { .columns = wanted, .column_count = 2, .beside = true };
	struct keys *listed = keys_new(0);
	struct table table;
	size_t kept = 0;
	bool by_family, is_new;

	table_open(&table, settings, &plan, &file, 1);
	by_family = has_family && table_has(&table, COL_FAMILY_ID);
	while (table_next(&table)) {
		struct slice key[] = { table_identifier(&table, COL_PERSON_ID),
			               table_cell(&table, COL_FAMILY_ID) };

		if (!by_family)
			key[1].len = 0;
		if (key[1].len <= KEYS_PART_MAX)
			keys_add(listed, key, 2, &is_new);
	}
	for (size_t i = 0; i < sessions->person_count; i++) {
		const struct chart_thread *thread = sessions->persons[i].threads;
		struct slice key[] = { threads_part(sessions->threads, thread, WHO_PERSON),
			               threads_part(sessions->threads, thread, WHO_FAMILY) };

		if (!by_family)
			key[1].len = 0;
		if (keys_find(listed, key, 2) != NULL)
			sessions->persons[kept++] = sessions->persons[i];
	}
	sessions->person_count = kept;
	table_close(&table);
	keys_free(listed);
}

/* The line of a text; empty behind the last. */
static struct slice sessions_line(struct slice text, int number)
{
	struct slice line = { text.ptr, 0 };

	for (;; number--) {
		const char *end = memchr(text.ptr, '\n', text.len);

		line = (struct slice){ text.ptr,
			               end == NULL ? text.len : (size_t)(end - text.ptr) };
		if (number == 0)
			return slice_trim(line);
		if (end == NULL)
			return (struct slice){ "", 0 };
		text.len -= line.len + 1;
		text.ptr = end + 1;
	}
}

static void sessions_read_file(const char *path, struct bytes *text)
{
	int fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY);
	ssize_t n = 1;

	while (fd >= 0 && n != 0 && text->len < 4 * KEYS_PART_MAX) {
		n = read(fd, bytes_reserve(text, KEYS_PART_MAX), KEYS_PART_MAX);
		if (n < 0 && errno != EINTR)
			break;
		text->len += n > 0 ? (size_t)n : 0;
	}
	if (fd < 0 || n < 0)
		diag_fail((struct place){ path, 0 }, "%s", strerror(errno));
	close(fd);
}

const struct chart_person *sessions_person(const struct sessions *sessions, const char *file)
{
	struct bytes text = { NULL, 0, 0 };
	const struct chart_person *found = NULL;
	struct slice id, family;

	if (sessions->person_count == 0)
		diag_fail(NOWHERE, "the input has no session to draw");
	if (file == NULL) {
		if (sessions->person_count > 1)
			diag_fail(NOWHERE,
			          "the input has %zu persons: --person-file names one, --all draws "
			          "each of them",
			          sessions->person_count);
		return sessions->persons;
	}
	sessions_read_file(file, &text);
	if (text.len >= 3 && memcmp(text.ptr, "\xEF\xBB\xBF", 3) == 0)
		memset(text.ptr, ' ', 3);
	id = sessions_line(bytes_slice(&text), 0);
	family = sessions_line(bytes_slice(&text), 1);
	for (size_t i = 0; i < sessions->person_count; i++) {
		const struct chart_thread *thread = sessions->persons[i].threads;

		if (!slice_equal(threads_part(sessions->threads, thread, WHO_PERSON), id) ||
		    (family.len > 0 &&
		     !slice_equal(threads_part(sessions->threads, thread, WHO_FAMILY), family)))
			continue;
		if (found != NULL)
			diag_fail((struct place){ file, 1 },
			          "this person is in two families: write the family_id on line 2");
		found = &sessions->persons[i];
	}
	if (found == NULL)
		diag_fail((struct place){ file, 1 }, "no such person in the input");
	bytes_free(&text);
	return found;
}

void sessions_free(struct sessions *sessions)
{
	struct keys_cursor cursor;
	struct chart_thread *thread;

	threads_start(sessions->threads, &cursor);
	while ((thread = threads_next(sessions->threads, &cursor)) != NULL) {
		free(thread->ors);
		free(thread->srs);
	}
	threads_free(sessions->threads);
	keys_free(sessions->numbers);
	free(sessions->persons);
}
