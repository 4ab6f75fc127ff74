/* sdq-score: scores the Strengths and Difficulties Questionnaire; see sdq-score(1). */
#include "items.h"
#include "sdq_norms.h"
#include "who.h"

#define ITEM_COLUMN(number, need)              \
	{                                      \
		COL_SDQ##number, need, 0, NULL \
	}
#define FIVE(need, a, b, c, d, e)                                                               \
	ITEM_COLUMN(a, need), ITEM_COLUMN(b, need), ITEM_COLUMN(c, need), ITEM_COLUMN(d, need), \
		ITEM_COLUMN(e, need)

static const struct column_spec columns[] = {
	FIVE(REQUIRED, 1, 2, 3, 4, 5),
	FIVE(REQUIRED, 6, 7, 8, 9, 10),
	FIVE(REQUIRED, 11, 12, 13, 14, 15),
	FIVE(REQUIRED, 16, 17, 18, 19, 20),
	FIVE(REQUIRED, 21, 22, 23, 24, 25),
	ITEM_COLUMN(26, OPTIONAL),
	FIVE(OPTIONAL, 28, 29, 30, 31, 32),
	{ COL_INFORMANT, OPTIONAL, 0, "by the names of the items" },
	{ COL_AGE, OPTIONAL, 0, NULL },
	{ COL_BIRTH_DATE, OPTIONAL, 0, NULL },
	{ COL_DATE, OPTIONAL, 0, NULL },
	{ COL_SEX, OPTIONAL, 0, NULL },
};

/* The scores are written in the order of sdq.h, the bands in this one. */
static const enum sfb_sdq_score bands[] = {
	SFB_SDQ_TOTAL, SFB_SDQ_EMOTIONAL, SFB_SDQ_CONDUCT, SFB_SDQ_HYPERACTIVITY,
	SFB_SDQ_PEER,  SFB_SDQ_PROSOCIAL, SFB_SDQ_IMPACT,
};

enum { BANDS = sizeof(bands) / sizeof(bands[0]) };

static const char *const results[] = {
	"sdq_emotional",
	"sdq_conduct",
	"sdq_hyperactivity",
	"sdq_peer",
	"sdq_prosocial",
	"sdq_total",
	"sdq_internalising",
	"sdq_externalising",
	"sdq_impact",
	"sdq_total_band",
	"sdq_emotional_band",
	"sdq_conduct_band",
	"sdq_hyperactivity_band",
	"sdq_peer_band",
	"sdq_prosocial_band",
	"sdq_impact_band",
	"sdq_norms",
	"sdq_status",
	NULL,
};

enum { NORMS = 1, LIST_NORMS, INFORMANT, PREFIX, CODING, ANSWERS };

static const struct option_spec options[] = {
	{ NORMS, '\0', "norms", "LIST", "norm sets, by name or file, the first that covers (uk4)" },
	{ LIST_NORMS, '\0', "list-norms", NULL, "list the norm sets with their sources, and stop" },
	{ INFORMANT, '\0', "informant", "parent|teacher|self", "who answered" },
	{ PREFIX, '\0', "prefix", "NAME", "begin the names of the results with this (sdq)" },
	{ CODING, '\0', "coding", "0-2|1-3", "1-3: items count from 1, impact from 1 to 4" },
	{ ANSWERS, '\0', "answers", "FILE",
	  "answer texts: a CSV with text,value and perhaps items" },
};

static const struct command command = {
	.name = "sdq-score",
	.summary =
		"Scores the Strengths and Difficulties Questionnaire: scores and bands, behind each record.",
	.columns = columns,
	.column_count = sizeof(columns) / sizeof(columns[0]),
	.results = results,
	.options = options,
	.option_count = sizeof(options) / sizeof(options[0]),
	.persons = true,
	.shards = true,
	.variants = "--informant parent, teacher or self",
	.examples = "  sdq-score sdq.csv >scored.csv\n"
		    "  sdq-score --norms dk-5-7,uk4 --persons persons.csv sdq.csv\n"
		    "  sdq-score --informant parent --prefix sdq_p wide.csv |\n"
		    "      sdq-score --informant teacher --prefix sdq_t\n",
};

struct run {
	struct settings settings;
	struct input input;
	struct norm_sets norms;
	struct texts *texts;
	struct items_spec items, difficulties, impact;
	enum sfb_rater informant; /* by option or by the names of the items, or OTHER */
	bool informant_given;
	bool zero, three; /* whether some cell of items 1 to 25 held it */
};

/* ---- one record ---- */

static enum sfb_rater informant_of(struct run *run)
{
	enum sfb_rater own = who_informant(&run->input);

	if (run->informant == SFB_RATER_OTHER || own == run->informant)
		return own;
	if (input_cell(&run->input, COL_INFORMANT).len == 0)
		return run->informant;
	diag_notice(input_place(&run->input),
	            run->informant_given
	                    ? "the informant is not the one of --informant, which is used"
	                    : "the informant is not the one whose letter the names of the items "
	                      "begin with; the informant is used");
	return run->informant_given ? run->informant : own;
}

static void score(struct run *run, struct sfb_sdq_result *result)
{
	struct input *input = &run->input;
	struct sfb_sdq_answers answers;

	run->three |= items_read(input, &run->items, answers.item) >> 3 & 1;
	run->zero = run->zero || memchr(answers.item, 0, SFB_SDQ_ITEMS) != NULL;
	items_read(input, &run->difficulties, &answers.difficulties);
	items_read(input, &run->impact, answers.impact);
	answers.age = who_age(input);
	answers.sex = who_sex(input);
	answers.informant = informant_of(run);
	/* What the library refuses, too. */
	if (input_is_invalid(input))
		answers.item[0] = INT8_MAX;
	sfb_sdq_score(&answers, run->norms.norms, run->norms.count, result);
	if (result->gated)
		diag_notice(input_place(input),
		            "impact items are answered although sdq26 says no difficulties: "
		            "the impact is 0");
	if (result->not_asked)
		diag_notice(input_place(input),
		            "a teacher's form with sdq29 or sdq32, which is not for teachers: "
		            "not counted");
}

static void write_result(const struct sfb_sdq_result *result)
{
	const char *tokens[BANDS + 2];

	for (size_t i = 0; i < BANDS; i++)
		tokens[i] = result->band[bands[i]];
	tokens[BANDS] = result->norms;
	tokens[BANDS + 1] = sfb_sdq_status_name(result->status);
	writer_wholes(result->score, SFB_SDQ_SCORES);
	writer_tokens(tokens, BANDS + 2);
	writer_end();
}

/* ---- options ---- */

/* What the names of items may begin with, by who answered; OTHER is not in it. */
static const char letters[] = {
	[SFB_RATER_CAREGIVER] = 'p', [SFB_RATER_TEACHER] = 't', [SFB_RATER_SELF] = 's'
};

static void set_informant(struct run *run, const char *value)
{
	if (!who_class(slice_of(value), &run->informant) || run->informant == SFB_RATER_OTHER)
		diag_usage("--informant: parent, teacher or self");
	run->informant_given = true;
	run->settings.variant = letters[run->informant];
}

/* The names of the items say who answered, where nobody chose between them. */
static void take_variant(struct run *run)
{
	const char *letter = memchr(letters, table_variant(&run->input.table), sizeof(letters));

	if (letter != NULL)
		run->informant = (enum sfb_rater)(letter - letters);
	else if (!run->informant_given && !input_has(&run->input, COL_INFORMANT))
		diag_notice(NOWHERE, "norms need to know who answered: say --informant");
}

static void set_coding(struct run *run, bool from_one)
{
	static const char *const item_range[] = { "not 0, 1 or 2", "not 1, 2 or 3" };
	static const char *const impact_range[] = { "not between 0 and 3", "not between 1 and 4" };
	const struct items_spec impact = { .max = SFB_SDQ_IMPACT_ITEM_MAX + from_one,
		                           .min = from_one,
		                           .shift = from_one,
		                           .range = impact_range[from_one] };

	run->items = run->difficulties = run->impact = impact;
	run->items.max = SFB_SDQ_ITEM_MAX + from_one;
	run->items.range = item_range[from_one];
	run->items.first = COL_SDQ1;
	run->items.count = SFB_SDQ_ITEMS;
	run->items.number = 1;
	run->difficulties.first = COL_SDQ26;
	run->difficulties.count = 1;
	run->difficulties.number = 26;
	run->impact.first = COL_SDQ28;
	run->impact.count = SFB_SDQ_IMPACT_ITEMS;
	run->impact.number = 28;
}

static void read_options(struct run *run, char **argv)
{
	const char *value, *norms = NULL, *answers = NULL;
	bool from_one = false, list = false;
	int option;

	run->informant = SFB_RATER_OTHER;
	options_start(&run->settings, &command, argv);
	while ((option = options_next(&run->settings, &value)) != 0) {
		switch (option) {
		case NORMS: norms = value; break;
		case LIST_NORMS: list = true; break;
		case INFORMANT: set_informant(run, value); break;
		case PREFIX: options_rename_results(&run->settings, value); break;
		case CODING:
			from_one = strcmp(value, "1-3") == 0;
			if (!from_one && strcmp(value, "0-2") != 0)
				diag_usage("--coding: 1-3, or 0-2 as it is without");
			break;
		case ANSWERS: answers = value; break;
		}
	}
	norm_sets_read(&run->norms, &run->settings, norms == NULL && !list ? "uk4" : norms);
	if (list)
		norm_sets_list(&run->norms);
	set_coding(run, from_one);
	if (answers != NULL)
		run->texts = texts_read(&run->settings, answers, 9);
	run->items.texts = run->difficulties.texts = run->impact.texts = run->texts;
}

int main(int argc, char **argv)
{
	struct run run = { 0 };
	struct sfb_sdq_result result;

	(void)argc;
	read_options(&run, argv);
	input_open(&run.input, &run.settings);
	take_variant(&run);
	items_open(&run.input, &run.items);
	items_open(&run.input, &run.difficulties);
	items_open(&run.input, &run.impact);
	input_write_header(&run.input);
	while (input_next(&run.input)) {
		score(&run, &result);
		writer_raw(input_record(&run.input));
		write_result(&result);
	}
	if (run.items.min == 0 && run.three && !run.zero)
		diag_notice(NOWHERE, "items 1 to 25 hold 3 and never 0: if they count from 1, say "
		                     "--coding 1-3");
	norm_sets_free(&run.norms);
	texts_free(run.texts);
	return input_close(&run.input);
}
