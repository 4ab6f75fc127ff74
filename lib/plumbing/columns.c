#include "columns.h"

#include "memory.h"

static const struct {
	const char *name, *aliases; /* aliases joined by "|" */
} registry[COL_COUNT] = {
#include "columns.inc"
};

/* Every spelling, folded once. */
static struct {
	struct folded name;
	enum column column;
	char variant; /* its letter, which is part of the name, or '\0' */
} * spellings;
static size_t spelling_count;

const char *column_name(enum column column)
{
	return registry[column].name;
}

static void add_spelling(struct slice name, enum column column)
{
	spellings = memory_resize(spellings, spelling_count + 1, sizeof(*spellings));
	if (name.len == 0 || !fold(name, &spellings[spelling_count].name))
		return;
	spellings[spelling_count].variant = '\0';
	spellings[spelling_count++].column = column;
}

/* "[pts]consid": the word alone, and with each letter in front. */
static void add_variants(struct slice alias, enum column column)
{
	const char *end = memchr(alias.ptr, ']', alias.len);
	size_t letters = (size_t)(end - alias.ptr) - 1;
	char name[FOLD_MAX];
	struct slice word = { end + 1, alias.len - letters - 2 };

	add_spelling(word, column);
	memcpy(name + 1, word.ptr, word.len);
	for (size_t i = 0; i < letters; i++) {
		name[0] = alias.ptr[1 + i];
		add_spelling((struct slice){ name, word.len + 1 }, column);
		spellings[spelling_count - 1].variant = name[0];
	}
}

static const struct folded *fold_known(const char *name, struct folded *folded)
{
	fold(slice_of(name), folded);
	return folded;
}

/* By the exact spelling of its canonical name. */
static enum column column_called(struct slice name)
{
	for (int c = 0; c < COL_COUNT; c++)
		if (name.len > 0 && registry[c].name[0] == name.ptr[0] &&
		    slice_equal(name, slice_of(registry[c].name)))
			return (enum column)c;
	return COL_COUNT;
}

/*
 * Aliases first: where an alias of one column looks like the canonical name of
 * another ("ORS total" is a reported total, ors_total is what sfb writes), only
 * the exact spelling is the canonical name.
 */
static void fold_registry(void)
{
	struct folded folded;
	size_t alias_count;

	for (int c = 0; c < COL_COUNT; c++) {
		struct slice rest = slice_of(registry[c].aliases);

		while (rest.len > 0) {
			const char *bar = memchr(rest.ptr, '|', rest.len);
			size_t len = bar == NULL ? rest.len : (size_t)(bar - rest.ptr);

			if (rest.ptr[0] == '[')
				add_variants((struct slice){ rest.ptr, len }, (enum column)c);
			else
				add_spelling((struct slice){ rest.ptr, len }, (enum column)c);
			len += bar != NULL;
			rest = (struct slice){ rest.ptr + len, rest.len - len };
		}
	}
	alias_count = spelling_count;
	for (int c = 0; c < COL_COUNT; c++) {
		bool taken = false;

		fold_known(registry[c].name, &folded);
		for (size_t i = 0; i < alias_count && !taken; i++)
			taken = spellings[i].column != (enum column)c &&
			        folded_equal(&spellings[i].name, &folded);
		if (!taken)
			add_spelling(slice_of(registry[c].name), (enum column)c);
	}
}

enum column column_find_variant(struct slice name, char *variant)
{
	enum column column;
	struct folded folded;

	*variant = '\0';
	if (spellings == NULL)
		fold_registry();
	name = slice_trim(name);
	column = column_called(name);
	if (column != COL_COUNT || !fold(name, &folded) || folded.len == 0)
		return column;
	for (size_t i = 0; i < spelling_count; i++)
		if (folded_equal(&spellings[i].name, &folded)) {
			*variant = spellings[i].variant;
			return spellings[i].column;
		}
	return COL_COUNT;
}

enum column column_find(struct slice name)
{
	char variant;

	return column_find_variant(name, &variant);
}

bool column_spelling(size_t at, const struct folded **spelling, enum column *column)
{
	if (spellings == NULL)
		fold_registry();
	if (at >= spelling_count)
		return false;
	*spelling = &spellings[at].name;
	*column = spellings[at].column;
	return true;
}

enum column column_by_name(struct slice name)
{
	enum column column = column_called(name);
	struct folded folded, canonical;

	if (column != COL_COUNT || !fold(name, &folded) || folded.len == 0)
		return column;
	/* Folding all names takes longer than reading a small table; their first letter stays. */
	for (int c = 0; c < COL_COUNT; c++)
		if (registry[c].name[0] == folded.text[0] &&
		    folded_equal(&folded, fold_known(registry[c].name, &canonical)))
			return (enum column)c;
	return COL_COUNT;
}

static bool ends_with_id(const char *name, size_t len)
{
	return len > 3 && (name[len - 3] == '_' || name[len - 3] == '-' || name[len - 3] == ' ') &&
	       (name[len - 2] | 0x20) == 'i' && (name[len - 1] | 0x20) == 'd';
}

bool column_is_person_number(struct slice name)
{
	static const char *const names[] = { "cpr", "cprnr", "personnummer" };
	struct folded folded;

	if (!fold(name, &folded))
		return false;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (slice_equal((struct slice){ folded.text, folded.len }, slice_of(names[i])))
			return true;
	return false;
}

static bool has_person_number_word(const struct folded *folded)
{
	static const char *const words[] = { "cpr", "personnummer" };

	for (size_t w = 0; w < sizeof(words) / sizeof(words[0]); w++) {
		size_t len = strlen(words[w]);

		for (size_t i = 0; i + len <= folded->len; i++)
			if (memcmp(folded->text + i, words[w], len) == 0)
				return true;
	}
	return false;
}

/* "CPR-nr.", "Mors CPR", "Barnets personnummer": a number wrongly let pass is worse than one stopped. */
static bool mentions_person_number(struct slice name)
{
	/* No byte becomes more than two, so that a piece always fits; the next one begins in it. */
	enum { PIECE = FOLD_MAX / 2, STEP = PIECE / 2 };
	struct folded folded;

	if (fold(name, &folded))
		return has_person_number_word(&folded);
	for (size_t at = 0; at < name.len; at += STEP) {
		size_t left = name.len - at;

		fold((struct slice){ name.ptr + at, left < PIECE ? left : PIECE }, &folded);
		if (has_person_number_word(&folded))
			return true;
	}
	return false;
}

bool column_is_identifier(struct slice name)
{
	enum column column = column_find(name);

	name = slice_trim(name);
	return ends_with_id(name.ptr, name.len) || mentions_person_number(name) ||
	       (column < COL_COUNT &&
	        ends_with_id(column_name(column), strlen(column_name(column))));
}
