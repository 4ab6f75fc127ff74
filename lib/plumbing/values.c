#include "values.h"

#include "memory.h"

static const char *const table[] = {
#include "values.inc"
};

enum { MEANINGS = sizeof(table) / sizeof(table[0]) };

static struct {
	struct folded text;
	int meaning;
} * spellings;
static size_t spelling_count;

static void fold_table(void)
{
	for (int m = 0; m < MEANINGS; m++) {
		const char *rest = table[m];

		while (*rest != '\0') {
			size_t len = strcspn(rest, "|");

			spellings =
				memory_resize(spellings, spelling_count + 1, sizeof(*spellings));
			spellings[spelling_count].meaning = m + 1;
			if (fold((struct slice){ rest, len }, &spellings[spelling_count].text))
				spelling_count++;
			rest += len + (rest[len] == '|');
		}
	}
}

static int meaning_of(const struct folded *text)
{
	if (spellings == NULL)
		fold_table();
	for (size_t i = 0; i < spelling_count; i++)
		if (folded_equal(&spellings[i].text, text))
			return spellings[i].meaning;
	return 0;
}

static void search(struct slice cell, struct value *value)
{
	value->meaning = 0;
	value->answer = WORD_NONE;
	value->long_text = !fold(cell, &value->text);
	if (value->long_text)
		return;
	value->meaning = meaning_of(&value->text);
	value->answer = word_find(WORDS_ANSWER, cell);
}

/* Tables repeat few words many times: what a short one means is looked up once. */
enum { REMEMBERED = 64, REMEMBERED_LEN = 24 };

static struct {
	char text[REMEMBERED_LEN];
	size_t len; /* 0: free */
	struct value value;
} memory[REMEMBERED];

void value_read(struct slice cell, struct value *value)
{
	unsigned hash = 0;

	if (cell.len == 0 || cell.len > REMEMBERED_LEN) {
		search(cell, value);
		return;
	}
	for (size_t i = 0; i < cell.len; i++)
		hash = hash * 31 + (unsigned char)cell.ptr[i];
	hash %= REMEMBERED;
	if (memory[hash].len != cell.len || memcmp(memory[hash].text, cell.ptr, cell.len) != 0) {
		search(cell, &memory[hash].value);
		memcpy(memory[hash].text, cell.ptr, cell.len);
		memory[hash].len = cell.len;
	}
	*value = memory[hash].value;
}

/* "round=1" is a number, not a yes. */
void value_read_rule(struct slice word, struct value *value)
{
	value_read(word, value);
	if (!value->long_text && value->text.len == 1)
		value->answer = WORD_NONE;
}

bool value_is(const struct value *cell, const struct value *wanted)
{
	if (cell->long_text || wanted->long_text)
		return false;
	return folded_equal(&cell->text, &wanted->text) ||
	       (wanted->meaning != 0 && cell->meaning == wanted->meaning) ||
	       (wanted->answer != WORD_NONE && cell->answer == wanted->answer);
}

struct slice value_text(const struct value *value)
{
	if (value->meaning == 0)
		return (struct slice){ value->text.text, value->text.len };
	return (struct slice){ table[value->meaning - 1], strcspn(table[value->meaning - 1], "|") };
}
