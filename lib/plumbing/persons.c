#include "persons.h"

#include <stdlib.h>

#include "keys.h"
#include "memory.h"

const struct column_spec persons_columns[] = {
	{ .column = COL_FAMILY_ID },    { .column = COL_BIRTH_DATE }, { .column = COL_SEX },
	{ .column = COL_THERAPIST_ID }, { .column = COL_TEAM },       { .column = COL_START_DATE },
	{ .column = COL_END_DATE },
};

enum { PERSON_BYTES = 64 }; /* of a record; of few columns have more */

enum { FILLED = sizeof(persons_columns) / sizeof(persons_columns[0]) };

const size_t persons_column_count = FILLED;

struct persons {
	struct keys *keys; /* payload: struct person */
	struct arena text;
	bool has[COL_COUNT];
	bool by_family;
};

/* What is rarely asked for; as small as can be, for there can be hundreds of thousands. */
struct packed_person {
	uint64_t line;
	char cells[]; /* each behind its length */
};

static struct slice packed_cell(const struct person *person, size_t number)
{
	const char *packed = person->packed->cells;
	uint16_t len;

	for (;; number--) {
		memcpy(&len, packed, sizeof(len));
		packed += sizeof(len);
		if (number == 0)
			return (struct slice){ packed, len };
		packed += len;
	}
}

static const struct packed_person *pack(struct persons *persons, const struct table *table)
{
	size_t room = FILLED * sizeof(uint16_t);
	struct slice cells[FILLED];
	struct packed_person *packed;
	char *to;

	for (size_t i = 0; i < FILLED; i++) {
		cells[i] = table_cell(table, persons_columns[i].column);
		room += cells[i].len;
		if (cells[i].len > UINT16_MAX)
			diag_fail(table_place(table), "%s: a cell of over %d bytes",
			          column_name(persons_columns[i].column), UINT16_MAX);
	}
	packed = arena_take(&persons->text, sizeof(*packed) + room);
	packed->line = table->record->line;
	to = packed->cells;
	for (size_t i = 0; i < FILLED; i++) {
		uint16_t len = (uint16_t)cells[i].len;

		memcpy(to, &len, sizeof(len));
		to += sizeof(len);
		slice_copy(to, cells[i]);
		to += len;
	}
	return packed;
}

/* A copy with a NUL behind it, which no input contains; of nothing, none is made. */
static const char *keep(struct persons *persons, struct slice text)
{
	char *copy;

	if (text.len == 0)
		return "";
	copy = arena_take(&persons->text, text.len + 1);
	memcpy(copy, text.ptr, text.len);
	copy[text.len] = '\0';
	return copy;
}

/* The key of a person: with the family where both tables tell persons apart by it. */
static const struct slice *key_of(const struct persons *persons, struct slice family,
                                  struct slice person, struct slice parts[2])
{
	parts[0] = persons->by_family ? family : (struct slice){ "", 0 };
	parts[1] = person;
	/* Nobody is called like that: an empty person_id, which the table never has. */
	if (parts[0].len > KEYS_PART_MAX || parts[1].len > KEYS_PART_MAX)
		parts[0] = parts[1] = (struct slice){ "", 0 };
	return parts;
}

static void check_same(const struct persons *persons, const struct table *table,
                       const struct person *known)
{
	if (!persons->by_family &&
	    !slice_equal(packed_cell(known, 0), table_cell(table, COL_FAMILY_ID)))
		diag_fail(table_place(table),
		          "a person_id of two families (the first on line %llu), and the input has "
		          "no family_id to tell them apart",
		          (unsigned long long)known->packed->line);
	for (size_t i = 0; i < FILLED; i++)
		if (!slice_equal(packed_cell(known, i),
		                 table_cell(table, persons_columns[i].column)))
			diag_fail(table_place(table),
			          "the same person as on line %llu, with another %s",
			          (unsigned long long)known->packed->line,
			          column_name(persons_columns[i].column));
}

struct persons *persons_read(const struct settings *settings, const struct table *input)
{
	struct column_spec columns[FILLED + 1];
	struct table_plan plan = {
		.columns = columns, .column_count = FILLED + 1, .beside = true, .input = input
	};
	struct persons *persons = memory_resize(NULL, 1, sizeof(*persons));
	struct table table;
	size_t known = 1, filling = 0;

	memcpy(columns, persons_columns, sizeof(persons_columns));
	columns[FILLED] = (struct column_spec){ .column = COL_PERSON_ID, .need = REQUIRED };
	*persons = (struct persons){ 0 };
	table_open(&table, settings, &plan, &settings->persons_file, 1);
	persons->by_family = table_has(input, COL_FAMILY_ID) && table_has(&table, COL_FAMILY_ID);
	persons->keys = keys_new(persons->by_family ? offsetof(struct person, family)
	                                            : sizeof(struct person));
	keys_foretell(persons->keys, reader_file_size(table.reader) / PERSON_BYTES);
	arena_foretell(&persons->text, reader_file_size(table.reader));
	for (size_t i = 0; i < FILLED; i++) {
		enum column column = persons_columns[i].column;

		persons->has[column] = table_has(&table, column);
		known += persons->has[column];
		filling += persons->has[column] && column != COL_FAMILY_ID;
	}
	if (filling == 0 && table.column_count > known)
		diag_notice(table_place(&table),
		            "no column of this table of persons fills anything: is one of them "
		            "birth_date, sex, therapist_id, team, start_date or end_date? "
		            "-m OURS=THEIRS maps it");

	while (table_next(&table)) {
		struct slice id = table_cell(&table, COL_PERSON_ID);
		const struct record *ahead = reader_ahead(table.reader, READER_AHEAD);
		struct slice parts[2];
		struct person *person;
		bool is_new;

		if (id.len == 0)
			diag_fail(table_place(&table), "a person without person_id");
		if (id.len > KEYS_PART_MAX || table_cell(&table, COL_FAMILY_ID).len > KEYS_PART_MAX)
			diag_fail(table_place(&table), "longer than any identifier");
		person = keys_add(persons->keys,
		                  key_of(persons, table_cell(&table, COL_FAMILY_ID), id, parts), 2,
		                  &is_new);
		if (ahead != NULL)
			persons_expect(persons, table_bare_cell(&table, ahead, COL_FAMILY_ID),
			               table_bare_cell(&table, ahead, COL_PERSON_ID));
		if (!is_new) {
			check_same(persons, &table, person);
			continue;
		}
		person->packed = pack(persons, &table);
		/* Read once here rather than at each of the person's records. */
		person->birth_known = date_read(person_cell(person, COL_BIRTH_DATE),
		                                settings->date_order, &person->birth) == DATE_SOUND;
	}
	table_close(&table);
	return persons;
}

bool persons_have(const struct persons *persons, enum column column)
{
	return persons->has[column];
}

struct person *persons_find(struct persons *persons, struct slice family, struct slice person)
{
	struct slice parts[2];

	return keys_find(persons->keys, key_of(persons, family, person, parts), 2);
}

void persons_expect(struct persons *persons, struct slice family, struct slice person)
{
	struct slice parts[2];

	keys_expect(persons->keys, key_of(persons, family, person, parts), 2);
}

bool persons_by_family(const struct persons *persons)
{
	return persons->by_family;
}

bool persons_mistake(struct persons *persons, struct person *person, struct slice family)
{
	static const char several[] = "";

	if (person->family == several)
		return false;
	if (person->family == NULL) {
		person->family = keep(persons, family);
		return false;
	}
	if (slice_equal(slice_of(person->family), family))
		return false;
	person->family = several;
	return true;
}

struct slice persons_id(const struct persons *persons, const struct person *person)
{
	return keys_part(persons->keys, person, 1);
}

void persons_start(const struct persons *persons, struct keys_cursor *cursor)
{
	keys_start(persons->keys, cursor);
}

const struct person *persons_next(const struct persons *persons, struct keys_cursor *cursor)
{
	return keys_next(persons->keys, cursor);
}

void persons_free(struct persons *persons)
{
	keys_free(persons->keys);
	arena_free(&persons->text);
	free(persons);
}

uint64_t person_line(const struct person *person)
{
	return person->packed->line;
}

struct slice person_cell(const struct person *person, enum column column)
{
	for (size_t i = 0; person != NULL && i < FILLED; i++)
		if (persons_columns[i].column == column)
			return packed_cell(person, i);
	return (struct slice){ "", 0 };
}
