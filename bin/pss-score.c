/* pss-score: scores the Parental Stress Scale; see pss-score(1). */
#include "items.h"
#include "pss.h"

#define NEEDED(n)                             \
	{                                     \
		COL_PSS##n, REQUIRED, 0, NULL \
	}

static const struct column_spec columns[] = {
	NEEDED(1),  NEEDED(2),  NEEDED(3),  NEEDED(4),  NEEDED(5),  NEEDED(6),
	NEEDED(7),  NEEDED(8),  NEEDED(9),  NEEDED(10), NEEDED(11), NEEDED(12),
	NEEDED(13), NEEDED(14), NEEDED(15), NEEDED(16), NEEDED(17), NEEDED(18),
};

static const char *const results[] = { "pss_total", "pss_stress", "pss_low_satisfaction",
	                               "pss_status", NULL };

enum { PRORATE = 1, ANSWERS };

static const struct option_spec options[] = {
	{ PRORATE, '\0', "prorate", NULL,
	  "make up for 2 missing answers, 1 in each subscale (our own rule)" },
	{ ANSWERS, '\0', "answers", "FILE",
	  "answer texts: a CSV with text,value and perhaps items" },
};

/* The other scale with these initials. */
static const struct column_hint perceived = {
	COL_PSS11, COL_PSS18,
	"this looks like the Perceived Stress Scale, which has ten items; "
	"pss-score scores the Parental Stress Scale, which has 18"
};

static const struct command command = {
	.name = "pss-score",
	.summary = "Scores the Parental Stress Scale: total and two subscales, behind each record.",
	.columns = columns,
	.column_count = sizeof(columns) / sizeof(columns[0]),
	.results = results,
	.options = options,
	.option_count = sizeof(options) / sizeof(options[0]),
	.hint = &perceived,
	.shards = true,
	.examples = "  pss-score pss.csv >scored.csv\n"
		    "  pss-score --prorate pss.csv >scored.csv\n",
};

static void score(struct input *input, const struct items_spec *items, bool prorate,
                  struct sfb_pss_result *result)
{
	struct sfb_pss_answers answers;

	items_read(input, items, answers.item);
	/* What the library refuses, too. */
	if (input_is_invalid(input))
		answers.item[0] = INT8_MAX;
	sfb_pss_score(&answers, prorate, result);
}

static void write_result(const struct sfb_pss_result *result)
{
	writer_whole(result->score[SFB_PSS_TOTAL]);
	writer_whole(result->score[SFB_PSS_STRESS]);
	writer_whole(result->score[SFB_PSS_LOW_SATISFACTION]);
	writer_token(sfb_pss_status_name(result->status));
	writer_end();
}

int main(int argc, char **argv)
{
	struct settings settings;
	struct input input;
	struct sfb_pss_result result;
	struct texts *texts = NULL;
	struct items_spec items = {
		.first = COL_PSS1,
		.count = SFB_PSS_ITEMS,
		.number = 1,
		.min = SFB_PSS_ITEM_MIN,
		.max = SFB_PSS_ITEM_MAX,
		.range = "not 1 to 5",
		.low = "below 1: this looks like the Perceived Stress Scale, whose answers count "
		       "from 0; those of the Parental Stress Scale are 1 to 5",
	};
	const char *value, *answers = NULL;
	bool prorate = false;
	int option;

	(void)argc;
	options_start(&settings, &command, argv);
	while ((option = options_next(&settings, &value)) != 0) {
		if (option == PRORATE)
			prorate = true;
		else
			answers = value;
	}
	if (answers != NULL)
		items.texts = texts = texts_read(&settings, answers, SFB_PSS_ITEM_MAX);

	input_open(&input, &settings);
	items_open(&input, &items);
	input_write_header(&input);
	while (input_next(&input)) {
		score(&input, &items, prorate, &result);
		writer_raw(input_record(&input));
		write_result(&result);
	}
	texts_free(texts);
	return input_close(&input);
}
