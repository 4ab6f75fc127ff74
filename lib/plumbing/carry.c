#include "carry.h"

#include <stdlib.h>

#include "memory.h"
#include "writer.h"

struct carried {
	const char *name;
	enum column column; /* COL_COUNT: named by an option */
	size_t number;
};

static void add(struct carry *carry, struct carried column)
{
	carry->columns = memory_resize(carry->columns, carry->count + 1, sizeof(column));
	carry->cells = memory_resize(carry->cells, carry->count + 1, sizeof(*carry->cells));
	carry->columns[carry->count++] = column;
}

void carry_named(struct carry *carry, const char *option, const char *name,
                 const char *const *results, struct settings *settings)
{
	for (; *results != NULL; results++)
		if (strcmp(*results, name) == 0)
			diag_usage("--%s: a column %s is written already", option, *results);
	for (size_t i = 0; i < carry->count; i++)
		if (strcmp(carry->columns[i].name, name) == 0)
			diag_usage("--%s: the same column twice", option);
	add(carry, (struct carried){ name, COL_COUNT, options_name(settings, name) });
}

void carry_known(struct carry *carry, enum column column, const struct input *input)
{
	if (input_has(input, column))
		add(carry, (struct carried){ column_name(column), column, 0 });
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
