/* demo-score: scores the demo scale; see demo-score(1). */
#include "demo.h"
#include "items.h"

static const struct column_spec columns[] = {
	{ COL_DEMO1, REQUIRED, 0, NULL },
	{ COL_DEMO2, REQUIRED, 0, NULL },
	{ COL_DEMO3, REQUIRED, 0, NULL },
	{ COL_DEMO4, REQUIRED, 0, NULL },
};

static const char *const results[] = { "demo_total", "demo_status", NULL };

static const struct command command = {
	.name = "demo-score",
	.summary = "Scores the demo scale, behind each record.",
	.columns = columns,
	.column_count = sizeof(columns) / sizeof(columns[0]),
	.results = results,
	.examples = "  demo-score forms.csv >scored.csv\n",
};

static void score(struct input *input, const struct items_spec *items,
                  struct sfb_demo_result *result)
{
	struct sfb_demo_answers answers;

	items_read(input, items, answers.item);
	/* What the library refuses, too. */
	if (input_is_invalid(input))
		answers.item[0] = INT8_MAX;
	sfb_demo_score(&answers, result);
}

int main(int argc, char **argv)
{
	struct items_spec items = {
		.first = COL_DEMO1,
		.count = SFB_DEMO_ITEMS,
		.number = 1,
		.max = SFB_DEMO_ITEM_MAX,
		.range = "not 0 to 3",
	};
	struct settings settings;
	struct input input;
	struct sfb_demo_result result;
	const char *value;

	(void)argc;
	options_start(&settings, &command, argv);
	(void)options_next(&settings, &value); /* those that all commands have */
	input_open(&input, &settings);
	items_open(&input, &items);
	input_write_header(&input);
	while (input_next(&input)) {
		score(&input, &items, &result);
		writer_raw(input_record(&input));
		writer_whole(result.total);
		writer_token(sfb_demo_status_name(result.status));
		writer_end();
	}
	return input_close(&input);
}
