#include "chart_output.h"

#include <stdlib.h>

#include "chart_spark.h"
#include "folder.h"

/* ---- pictures ---- */

/* Draws the rows; the picture is in out->picture. */
static void output_draw(struct output *out, struct slice rows, const char *prefix,
                        const struct drawing_words *words)
{
	out->drawn.len = out->picture.len = 0;
	drawing_run(out->program, out->format, rows, &out->drawn);
	if (out->format == DRAWING_PNG)
		bytes_add(&out->picture, bytes_slice(&out->drawn));
	else
		drawing_svg(&out->picture, bytes_slice(&out->drawn), out->format == DRAWING_INLINE,
		            prefix, words);
}

void output_draw_person(struct output *out, const struct chart_person *person, size_t number)
{
	struct drawing_words words;
	struct bytes prefix = { NULL, 0, 0 };

	chart_compose(&out->chart, person);
	words.title = bytes_slice(&out->chart.title);
	words.description = bytes_slice(&out->chart.description);
	bytes_format(&prefix, "%s-%zu-%c", out->prefix, number, '\0');
	output_draw(out, bytes_slice(&out->chart.rows), prefix.ptr, &words);
	bytes_free(&prefix);
}

void output_team(struct output *out)
{
	struct bytes rows = { NULL, 0, 0 }, title = rows, spoken = rows, prefix = rows;
	struct drawing_words words;

	team_compose(&out->team, &rows, &title, &spoken);
	words = (struct drawing_words){ bytes_slice(&title), bytes_slice(&spoken) };
	bytes_format(&prefix, "%s-team-%c", out->prefix, '\0');
	output_draw(out, bytes_slice(&rows), prefix.ptr, &words);
	writer_raw(bytes_slice(&out->picture));
	bytes_free(&rows);
	bytes_free(&title);
	bytes_free(&spoken);
	bytes_free(&prefix);
}

/* ---- tables of pictures ---- */

static void output_names(const struct output *out, const char *const *names)
{
	if (out->chart.has_family)
		writer_text("family_id");
	writer_names(names);
}

static void output_whose(const struct output *out, const struct chart_thread *thread)
{
	if (out->chart.has_family)
		writer_cell(threads_part(out->sessions.threads, thread, WHO_FAMILY));
	writer_cell(threads_part(out->sessions.threads, thread, WHO_PERSON));
}

/* A picture as a cell that is one line, for readers that go by lines. */
static void output_cell(const struct bytes *picture)
{
	for (size_t i = 0; i < picture->len; i++)
		if (picture->ptr[i] == '\n' || picture->ptr[i] == '\t')
			picture->ptr[i] = ' ';
	writer_cell(bytes_slice(picture));
}

void output_inline(struct output *out)
{
	static const char *const names[] = { "person_id", "svg", NULL };

	output_names(out, names);
	for (size_t i = 0; i < out->sessions.person_count; i++) {
		output_draw_person(out, &out->sessions.persons[i], i + 1);
		output_whose(out, out->sessions.persons[i].threads);
		output_cell(&out->picture);
		writer_end();
	}
}

static void output_spark(struct output *out, const struct chart_thread *thread, enum sfb_form form)
{
	size_t scored = sfb_progress_scored(thread->ors, thread->count, form);

	if (scored == 0)
		return;
	out->picture.len = 0;
	spark(&out->picture, thread->ors, thread->count, form, out->chart.has_dates,
	      out->words.danish ? ',' : '.');
	output_whose(out, thread);
	writer_cell(threads_part(out->sessions.threads, thread, WHO_COURSE));
	writer_cell(threads_rater(thread));
	writer_cell(threads_part(out->sessions.threads, thread, WHO_RATER_ID));
	writer_token(sfb_form_name(form));
	writer_decimal((int64_t)scored, 0, 0);
	output_cell(&out->picture);
	writer_end();
}

void output_sparks(struct output *out)
{
	static const char *const names[] = { "person_id", "course_id", "rater", "rater_id",
		                             "form",      "sessions",  "svg",   NULL };
	struct keys_cursor cursor;
	const struct chart_thread *thread;

	output_names(out, names);
	threads_start(out->sessions.threads, &cursor);
	while ((thread = threads_next(out->sessions.threads, &cursor)) != NULL)
		for (enum sfb_form form = SFB_FORM_UNKNOWN; form <= SFB_FORM_CORS; form++)
			output_spark(out, thread, form);
}

void output_folder(struct output *out, const char *dir)
{
	static const char *const names[] = { "family_id",  "person_id",  "sessions",
		                             "ors_scores", "srs_scores", NULL };
	const char *ending = out->format == DRAWING_PNG ? "png" : "svg";
	struct bytes name = { NULL, 0, 0 };

	folder_start(dir);
	/* The index is the table that this command writes. */
	folder_output("index.csv");
	writer_text("file");
	writer_names(out->chart.has_family ? names : names + 1);
	for (size_t i = 0; i < out->sessions.person_count; i++) {
		const struct chart_person *person = &out->sessions.persons[i];

		output_draw_person(out, person, i + 1);
		name.len = 0;
		bytes_format(&name, "%04zu.%s%c", i + 1, ending, '\0');
		folder_write(name.ptr, bytes_slice(&out->picture));
		writer_text(name.ptr);
		output_whose(out, person->threads);
		writer_decimal((int64_t)person->sessions, 0, 0);
		writer_decimal((int64_t)person->ors, 0, 0);
		writer_decimal((int64_t)person->srs, 0, 0);
		writer_end();
	}
	bytes_free(&name);
}

void output_free(struct output *out)
{
	bytes_free(&out->drawn);
	bytes_free(&out->picture);
	bytes_free(&out->chart.rows);
	bytes_free(&out->chart.title);
	bytes_free(&out->chart.description);
	free(out->team.pairs);
	arena_free(&out->words.arena);
	sessions_free(&out->sessions);
}
