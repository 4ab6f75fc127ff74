#include "carry.h"

#include <stdlib.h>

#include "fold.h"
#include "memory.h"
#include "writer.h"

struct carried {
	const char *name;
	enum column column; /* COL_COUNT: named by an option */
	size_t number;
};

static void add(struct carry *carry, size_t at, struct carried column)
{
	carry->columns = memory_resize(carry->columns, carry->count + 1, sizeof(column));
	carry->cells = memory_resize(carry->cells, carry->count + 1, sizeof(*carry->cells));
	memmove(&carry->columns[at + 1], &carry->columns[at], (carry->count - at) * sizeof(column));
	carry->columns[at] = column;
	carry->count++;
}

/* Whether a reader of the output would take both for one column. */
static bool is_same(const char *a, const char *b)
{
	struct folded one, two;
	enum column column = column_find(slice_of(a));

	if (column != COL_COUNT)
		return column == column_find(slice_of(b));
	return fold(slice_of(a), &one) && fold(slice_of(b), &two) ? folded_equal(&one, &two)
	                                                          : strcmp(a, b) == 0;
}

void carry_named(struct carry *carry, const char *option, const char *name,
                 const char *const *results, struct settings *settings)
{
	for (; *results != NULL; results++)
		if (is_same(*results, name))
			diag_usage("--%s: a column %s is written already", option, *results);
	for (size_t i = 0; i < carry->count; i++)
		if (is_same(carry->columns[i].name, name))
			diag_usage("--%s: the same column twice", option);
	add(carry, carry->count, (struct carried){ name, COL_COUNT, options_name(settings, name) });
}

void carry_known(struct carry *carry, enum column column, const struct input *input)
{
	if (input_has(input, column))
		add(carry, carry->known++, (struct carried){ column_name(column), column, 0 });
}

void carry_keep(const struct carry *carry, struct input *input, struct kept *kept)
{
	for (size_t i = 0; i < carry->count; i++) {
		const struct carried *column = &carry->columns[i];

		carry->cells[i] = column->column == COL_COUNT ? input_named(input, column->number)
		                                              : input_cell(input, column->column);
	}
	kept_set(kept, carry->cells, carry->count);
}

void carry_write_names(const struct carry *carry)
{
	for (size_t i = 0; i < carry->count; i++)
		writer_name(slice_of(carry->columns[i].name));
}

void carry_write(const struct carry *carry, const struct kept *kept)
{
	for (size_t i = 0; i < carry->count; i++)
		writer_cell(kept_cell(kept, i));
}

void carry_free(struct carry *carry)
{
	free(carry->columns);
	free(carry->cells);
}
