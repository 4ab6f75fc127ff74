#include "words.h"

#include "fold.h"
#include "memory.h"

static const struct {
	enum word_kind kind;
	enum word word;
	const char *words; /* joined by "|" */
} table[] = {
#include "words.inc"
};

static struct {
	struct folded text;
	enum word_kind kind;
	enum word word;
} * spellings;
static size_t spelling_count;

/* Files repeat few words many times: the last ones are not folded again. */
enum { REMEMBERED = 8, REMEMBERED_LEN = 24 };

static struct {
	char text[REMEMBERED_LEN];
	size_t len;
	enum word_kind kind;
	enum word word;
} memory[REMEMBERED];
static size_t memory_next, memory_count;

static void fold_table(void)
{
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		const char *rest = table[i].words;

		while (*rest != '\0') {
			size_t len = strcspn(rest, "|");

			spellings =
				memory_resize(spellings, spelling_count + 1, sizeof(*spellings));
			spellings[spelling_count].kind = table[i].kind;
			spellings[spelling_count].word = table[i].word;
			if (fold((struct slice){ rest, len }, &spellings[spelling_count].text))
				spelling_count++;
			rest += len + (rest[len] == '|');
		}
	}
}

static enum word search(enum word_kind kind, struct slice cell)
{
	struct folded folded;

	if (spellings == NULL)
		fold_table();
	if (!fold(cell, &folded))
		return WORD_NONE;
	for (size_t i = 0; i < spelling_count; i++)
		if (spellings[i].kind == kind && folded_equal(&spellings[i].text, &folded))
			return spellings[i].word;
	return WORD_NONE;
}

enum word word_find(enum word_kind kind, struct slice cell)
{
	if (cell.len == 0 || cell.len > REMEMBERED_LEN)
		return search(kind, cell);
	for (size_t i = 0; i < memory_count; i++)
		if (memory[i].len == cell.len && memory[i].text[0] == cell.ptr[0] &&
		    memory[i].kind == kind && memcmp(memory[i].text, cell.ptr, cell.len) == 0)
			return memory[i].word;

	enum word word = search(kind, cell);
	size_t at = memory_next++ % REMEMBERED;

	memcpy(memory[at].text, cell.ptr, cell.len);
	memory[at].len = cell.len;
	memory[at].kind = kind;
	memory[at].word = word;
	if (memory_count < REMEMBERED)
		memory_count++;
	return word;
}
