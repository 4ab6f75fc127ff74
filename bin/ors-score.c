/* ors-score: scores the Outcome Rating Scale; see ors-score(1). */
#include <stdlib.h>

#include "fit_form.h"
#include "decimal.h"
#include "memory.h"
#include "ors.h"
#include "who.h"

static const struct column_spec columns[] = {
	{ COL_ORS_INDIVIDUAL, ITEM, 1, NULL },
	{ COL_ORS_INTERPERSONAL, ITEM, 1, NULL },
	{ COL_ORS_SOCIAL, ITEM, 1, NULL },
	{ COL_ORS_OVERALL, ITEM, 1, NULL },
	{ COL_ORS_REPORTED_TOTAL, OPTIONAL, 1, NULL },
	{ COL_AGE, OPTIONAL, 0, NULL },
	{ COL_BIRTH_DATE, OPTIONAL, 0, NULL },
	{ COL_DATE, OPTIONAL, 0, NULL },
	{ COL_FORM, OPTIONAL, 0, "by age" },
	{ COL_RATER, OPTIONAL, 0, "self" },
	{ COL_ORS_SKIP, OPTIONAL, 0, "no" },
};

static const enum column items[] = { COL_ORS_INDIVIDUAL, COL_ORS_INTERPERSONAL, COL_ORS_SOCIAL,
	                             COL_ORS_OVERALL };

static const struct answers_spec form = FIT_FORM(items, COL_ORS_REPORTED_TOTAL, COL_ORS_SKIP);

static const char *const results[] = { "ors_total", "ors_form",   "ors_cutoff",
	                               "ors_range", "ors_status", NULL };

enum { CUTOFF_TABLE = 1 };

static const struct option_spec options[] = {
	{ CUTOFF_TABLE, '\0', "cutoff-table", "FILE", "use the cutoffs of this CSV instead" },
};

static const struct command command = {
	.name = "ors-score",
	.summary =
		"Scores the Outcome Rating Scale: total, form, cutoff and range, behind each record.",
	.columns = columns,
	.column_count = sizeof(columns) / sizeof(columns[0]),
	.results = results,
	.options = options,
	.option_count = sizeof(options) / sizeof(options[0]),
	.persons = true,
	.shards = true,
	.examples = "  ors-score sessions.csv >scored.csv\n"
		    "  ors-score --persons persons.csv sessions.csv | srs-flag\n",
};

/* Cells first: whatever cannot be read makes the record invalid. */
static void score(struct input *input, const struct sfb_ors_cutoff *cutoffs, size_t count,
                  struct sfb_ors_result *result)
{
	struct sfb_ors_answers ors = { 0 };

	fit_read(input, &form, &ors.fit);
	ors.form = who_form(input, COL_FORM);
	ors.fit.age = who_age(input);
	ors.rater = who_rater(input, ors.fit.age).class;
	sfb_ors_score(&ors, cutoffs, count, result);
	if (input_is_invalid(input))
		*result = (struct sfb_ors_result){ .total = SFB_NO_POINTS,
			                           .cutoff = SFB_NO_POINTS,
			                           .status = SFB_FIT_INVALID };
	else if (result->status == SFB_FIT_INVALID)
		fit_reject(input, &form, result->fault);
}

/* ---- --cutoff-table ---- */

static struct sfb_ors_cutoff read_cutoff(const struct table *table)
{
	struct sfb_ors_cutoff cutoff = { .source = "", .evidence = "" };
	struct slice rater = table_cell(table, COL_RATER);
	enum word form_word = word_find(WORDS_FORM, table_cell(table, COL_FORM));
	int64_t points = -1;

	if (!who_class(rater, &cutoff.rater))
		diag_fail(table_place(table), "rater: not self, caregiver, teacher or other");
	if (form_word != WORD_FORM_ORS && form_word != WORD_FORM_CORS)
		diag_fail(table_place(table), "form: neither ORS nor CORS");
	cutoff.form = form_word == WORD_FORM_ORS ? SFB_FORM_ORS : SFB_FORM_CORS;
	cutoff.age_min = table_whole(table, COL_AGE_MIN, 0, 0, SFB_AGE_MAX);
	cutoff.age_max = table_whole(table, COL_AGE_MAX, SFB_AGE_MAX, 0, SFB_AGE_MAX);
	if (cutoff.age_min > cutoff.age_max)
		diag_fail(table_place(table), "age_min is above age_max");
	if (decimal_read(table_cell(table, COL_CUTOFF), 2, 3, &points) != DECIMAL_SOUND ||
	    points < 0 || points > SFB_FIT_TOTAL_MAX)
		diag_fail(table_place(table), "cutoff: not from 0 to 40 with at most two decimals");
	cutoff.cutoff = (sfb_points)points;
	return cutoff;
}

static bool overlap(const struct sfb_ors_cutoff *a, const struct sfb_ors_cutoff *b)
{
	return a->rater == b->rater && a->form == b->form && a->age_min <= b->age_max &&
	       b->age_min <= a->age_max;
}

/* Two rows that fit one person would make the order of the file decide: refused. */
static struct sfb_ors_cutoff *read_cutoffs(const struct settings *settings, const char *file,
                                           size_t *count)
{
	static const struct column_spec wanted[] = {
		{ COL_RATER, REQUIRED, 0, NULL },   { COL_AGE_MIN, REQUIRED, 0, NULL },
		{ COL_AGE_MAX, REQUIRED, 0, NULL }, { COL_FORM, REQUIRED, 0, NULL },
		{ COL_CUTOFF, REQUIRED, 0, NULL },
	};
	const struct table_plan plan = { .columns = wanted,
		                         .column_count = sizeof(wanted) / sizeof(wanted[0]),
		                         .beside = true };
	struct sfb_ors_cutoff *cutoffs = NULL;
	struct table table;

	*count = 0;
	table_open(&table, settings, &plan, &file, 1);
	while (table_next(&table)) {
		cutoffs = memory_resize(cutoffs, *count + 1, sizeof(*cutoffs));
		cutoffs[*count] = read_cutoff(&table);
		for (size_t i = 0; i < *count; i++)
			if (overlap(&cutoffs[i], &cutoffs[*count]))
				diag_fail(table_place(&table), "the ages overlap with another row "
				                               "of the same rater and form");
		(*count)++;
	}
	if (*count == 0)
		diag_fail(table_place(&table), "a cutoff table without a cutoff");
	table_close(&table);
	return cutoffs;
}

/* What follows the total, which few results share; the cutoffs of one form lie points apart. */
enum { CUTOFFS = 8 };

struct rests {
	struct rest {
		sfb_points cutoff;
		struct writer_rest text;
	} of[SFB_FORM_COUNT][SFB_RANGE_NONCLINICAL + 1][SFB_FIT_OK + 1][CUTOFFS];
};

static void write_result(struct rests *rests, const struct sfb_ors_result *result)
{
	unsigned points = (unsigned)result->cutoff / SFB_POINT;
	struct rest *rest =
		&rests->of[result->form][result->range][result->status][points % CUTOFFS];

	writer_points(result->total, 1);
	if (rest->cutoff != result->cutoff)
		rest->text.len = 0;
	if (writer_rest(&rest->text))
		return;
	writer_token(sfb_form_name(result->form));
	writer_points(result->cutoff, 0);
	writer_token(sfb_range_name(result->range));
	writer_token(sfb_fit_status_name(result->status));
	writer_end();
	writer_rest_keep(&rest->text);
	rest->cutoff = result->cutoff;
}

int main(int argc, char **argv)
{
	struct settings settings;
	struct input input;
	struct sfb_ors_result result;
	size_t cutoff_count;
	const struct sfb_ors_cutoff *cutoffs = sfb_ors_cutoffs(&cutoff_count);
	struct sfb_ors_cutoff *own = NULL;
	struct rests rests = { 0 };
	const char *value, *cutoff_file = NULL;

	(void)argc;
	options_start(&settings, &command, argv);
	while (options_next(&settings, &value) == CUTOFF_TABLE)
		cutoff_file = value;
	if (cutoff_file != NULL)
		cutoffs = own = read_cutoffs(&settings, cutoff_file, &cutoff_count);

	input_open(&input, &settings);
	input_write_header(&input);
	while (input_next(&input)) {
		score(&input, cutoffs, cutoff_count, &result);
		writer_raw(input_record(&input));
		write_result(&rests, &result);
	}
	free(own);
	return input_close(&input);
}
