#include "sdq_norms.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "who.h"

static char *norm_copy(struct norm_sets *sets, struct slice text)
{
	char *copy = arena_take(&sets->text, text.len + 1);

	memcpy(copy, text.ptr, text.len);
	copy[text.len] = '\0';
	return copy;
}

/* Tokens of results are written as they are. */
static const char *norm_token(struct norm_sets *sets, const struct table *table, enum column column)
{
	struct slice cell = table_cell(table, column);

	for (size_t i = 0; i < cell.len; i++) {
		char c = cell.ptr[i];

		if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') &&
		    c != '-')
			cell.len = 0;
	}
	if (cell.len == 0 || cell.len > WRITER_TOKEN_MAX)
		diag_fail(table_place(table), "%s: not a word of letters, digits and hyphens",
		          column_name(column));
	return norm_copy(sets, cell);
}

static void norm_add(struct norm_sets *sets, const struct sfb_sdq_band *band, struct place place)
{
	sets->bands = memory_resize(sets->bands, sets->band_count + 1, sizeof(*sets->bands));
	sets->places = memory_resize(sets->places, sets->band_count + 1, sizeof(*sets->places));
	sets->bands[sets->band_count] = *band;
	sets->places[sets->band_count++] = place;
}

/* Adds the built-in set of a name, or all for NULL; false when there is none. */
static bool norm_add_builtin(struct norm_sets *sets, const char *name)
{
	size_t count, before = sets->band_count;
	const struct sfb_sdq_band *builtin = sfb_sdq_bands(&count);

	for (size_t i = 0; i < count; i++)
		if (name == NULL || strcmp(builtin[i].set, name) == 0)
			norm_add(sets, &builtin[i], NOWHERE);
	return sets->band_count > before;
}

static bool norm_is_builtin(const char *name)
{
	size_t count;
	const struct sfb_sdq_band *builtin = sfb_sdq_bands(&count);

	for (size_t i = 0; i < count; i++)
		if (strcmp(builtin[i].set, name) == 0)
			return true;
	return false;
}

/* SFB_SDQ_SCORES for an unknown one. */
static enum sfb_sdq_score norm_scale(struct slice word)
{
	enum sfb_sdq_score scale = 0;

	while (scale < SFB_SDQ_SCORES && !slice_equal(word, slice_of(sfb_sdq_score_name(scale))))
		scale++;
	return scale;
}

static void norm_add_row(struct norm_sets *sets, const struct table *table)
{
	struct sfb_sdq_band band = { .informant = SFB_RATER_OTHER };
	struct slice sex = table_cell(table, COL_SEX);

	band.set = norm_token(sets, table, COL_SET);
	band.band = norm_token(sets, table, COL_BAND);
	band.source = norm_copy(sets, table_cell(table, COL_SOURCE));
	band.evidence = norm_copy(sets, table_cell(table, COL_EVIDENCE));
	if (norm_is_builtin(band.set))
		diag_fail(table_place(table),
		          "set: the name of a built-in set; give this one another name");
	who_class(table_cell(table, COL_INFORMANT), &band.informant);
	if (sex.len > 0 && !who_sex_word(sex, &band.sex))
		diag_fail(table_place(table), "sex: neither girl nor boy, nor empty for both");
	band.scale = norm_scale(table_cell(table, COL_SCALE));
	band.age_min = table_whole(table, COL_AGE_MIN, 0, 0, SFB_AGE_MAX);
	band.age_max = table_whole(table, COL_AGE_MAX, SFB_AGE_MAX, 0, SFB_AGE_MAX);
	band.low = table_whole(table, COL_LOW, -1, 0, SFB_SDQ_TOTAL_MAX);
	band.high = table_whole(table, COL_HIGH, -1, 0, SFB_SDQ_TOTAL_MAX);
	norm_add(sets, &band, table_place(table));
}

static void norm_add_file(struct norm_sets *sets, const struct settings *settings, const char *file)
{
	static const struct column_spec wanted[] = {
		{ COL_SET, REQUIRED, 0, NULL },      { COL_INFORMANT, REQUIRED, 0, NULL },
		{ COL_AGE_MIN, REQUIRED, 0, NULL },  { COL_AGE_MAX, REQUIRED, 0, NULL },
		{ COL_SEX, REQUIRED, 0, NULL },      { COL_SCALE, REQUIRED, 0, NULL },
		{ COL_BAND, REQUIRED, 0, NULL },     { COL_LOW, REQUIRED, 0, NULL },
		{ COL_HIGH, REQUIRED, 0, NULL },     { COL_SOURCE, OPTIONAL, 0, NULL },
		{ COL_EVIDENCE, OPTIONAL, 0, NULL },
	};
	const struct table_plan plan = { .columns = wanted,
		                         .column_count = sizeof(wanted) / sizeof(wanted[0]),
		                         .beside = true };
	size_t before = sets->band_count;
	struct table table;

	table_open(&table, settings, &plan, &file, 1);
	while (table_next(&table))
		norm_add_row(sets, &table);
	if (sets->band_count == before)
		diag_fail(table_place(&table), "a table of norms without a band");
	table_close(&table);
}

/* Says once of each set whose figures were not seen at their source. */
static void norm_warn(const struct norm_sets *sets)
{
	const char *said = "";

	for (size_t i = 0; i < sets->count; i++) {
		const struct sfb_sdq_band *first = sets->norms[i].first;
		char text[2 * WRITER_TOKEN_MAX + 256];

		if (strcmp(first->evidence, "secondary") != 0 || strcmp(first->set, said) == 0)
			continue;
		said = first->set;
		snprintf(text, sizeof(text),
		         "the figures of the norm set %s come from a secondary source (%.200s)",
		         first->set, first->source);
		diag_notice_many(NOWHERE, text, 1);
	}
}

void norm_sets_read(struct norm_sets *sets, const struct settings *settings, const char *list)
{
	enum sfb_sdq_fault fault;
	size_t at;

	*sets = (struct norm_sets){ 0 };
	if (list == NULL)
		norm_add_builtin(sets, NULL);
	for (const char *name = list; name != NULL;) {
		size_t len = strcspn(name, ",");
		const char *copy = norm_copy(sets, (struct slice){ name, len });

		if (len == 0)
			diag_usage("--norms: names of sets or files, joined by commas");
		if (!norm_add_builtin(sets, copy)) {
			if (strcmp(copy, "-") != 0 && access(copy, F_OK) != 0)
				diag_usage("--norms: '%.100s' is neither a norm set "
				           "(--list-norms lists them) nor a file",
				           copy);
			norm_add_file(sets, settings, copy);
		}
		name = name[len] == ',' ? name + len + 1 : NULL;
	}
	sets->norms = memory_resize(NULL, sets->band_count, sizeof(*sets->norms));
	fault = sfb_sdq_make_norms(sets->bands, sets->band_count, sets->norms, &sets->count, &at);
	if (fault != SFB_SDQ_SOUND && sets->places[at].file == NULL)
		diag_usage("--norms: the set %s is named twice", sets->bands[at].set);
	if (fault != SFB_SDQ_SOUND)
		diag_fail(sets->places[at], "%s", sfb_sdq_fault_text(fault));
	if (list != NULL)
		norm_warn(sets);
}

void norm_sets_list(const struct norm_sets *sets)
{
	static const char *const names[] = { "set", "informant", "age_min",  "age_max",
		                             "sex", "source",    "evidence", NULL };

	writer_open((struct dialect){ ',', '.', false });
	writer_names(names);
	for (size_t i = 0; i < sets->count; i++) {
		const struct sfb_sdq_band *first = sets->norms[i].first;

		writer_token(first->set);
		writer_token(first->informant == SFB_RATER_CAREGIVER ? "parent"
		             : first->informant == SFB_RATER_TEACHER ? "teacher"
		                                                     : "self");
		writer_whole(first->age_min);
		writer_whole(first->age_max);
		writer_token(first->sex == SFB_SEX_UNKNOWN ? ""
		             : first->sex == SFB_SEX_BOY   ? "boy"
		                                           : "girl");
		writer_text(first->source);
		writer_text(first->evidence);
		writer_end();
	}
	writer_close();
	exit(diag_finish());
}

void norm_sets_free(struct norm_sets *sets)
{
	free(sets->norms);
	free(sets->places);
	free(sets->bands);
	arena_free(&sets->text);
}
