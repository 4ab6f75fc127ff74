/* pseudonymize: keyed pseudonyms for persons; see pseudonymize(1). */
#include <stdlib.h>
#include <time.h>

#include "guard.h"
#include "input.h"
#include "memory.h"
#include "person_number.h"
#include "pseudonym.h"

static const struct column_spec columns[] = { { COL_BIRTH_DATE, OPTIONAL, 0, NULL } };
static const char *const results[] = { "age", "sex", "birth_year", NULL };

enum { KEY = 1, NEW_KEY, ID, REMOVE, AGE_AT, BIRTH_YEAR };

static const struct option_spec options[] = {
	{ NEW_KEY, '\0', "new-key", "FILE", "make a key, and do nothing else" },
	{ KEY, '\0', "key", "FILE", "the key, as --new-key made it" },
	{ ID, '\0', "id", "COLUMN=LETTER",
	  "replace this column by pseudonyms that begin with the letter; repeatable" },
	{ REMOVE, '\0', "remove", "COLUMN", "leave this column out; repeatable" },
	{ AGE_AT, '\0', "age-at", "COLUMN", "add the age at the date in this column, and the sex" },
	{ BIRTH_YEAR, '\0', "birth-year", NULL, "add the year of birth" },
};

static const struct command command = {
	.name = "pseudonymize",
	.summary = "Replaces identifiers by pseudonyms that only the holder of the key can make.",
	.columns = columns,
	.column_count = sizeof(columns) / sizeof(columns[0]),
	.results = results,
	.options = options,
	.option_count = sizeof(options) / sizeof(options[0]),
	.whole = true,
	.examples = "  pseudonymize --new-key ~/keys/team.key\n"
		    "  pseudonymize --key ~/keys/team.key --id person_id=P --id family_id=F \\\n"
		    "      --remove name --age-at date export.csv >sessions.csv\n",
};

/* A column that --id (with a prefix) or --remove (without) names. */
struct named {
	char *name;
	char prefix;
};

struct request {
	const char *key_file, *new_key_file, *age_at;
	bool birth_year;
	struct named *named;
	size_t named_count;
};

/* What becomes of one column of the header. */
struct fate {
	enum { KEPT, REPLACED, REMOVED } kind;
	char prefix;
	bool has_numbers;    /* person numbers were seen */
	uint64_t lost_zeros; /* cells that would be one with a zero in front */
	struct place first_lost_zero;
	struct pseudonym_query query;
};

struct work {
	struct request request;
	struct settings settings;
	struct command command; /* ours, with the columns that the options name */
	struct column_spec *specs;
	struct input input;
	struct pseudonyms *pseudonyms;
	struct fate *fates; /* by header column */
	size_t *replaced;   /* header columns */
	size_t replaced_count;
	size_t width; /* columns of the output */
	bool guarded, adds_sex;
	int date_column;   /* for the age; -1: no age */
	int number_column; /* with person numbers; -1: none is known */
	const char *number_name;
	bool numbers_only; /* of the number column: anything else is wrong there */
	int32_t today;
};

/* What a record says about a birth. */
struct birth {
	bool known, has_sex, female;
	int32_t day;
	const char *column; /* that says so */
};

/* ---- options ---- */

static void add_named(struct request *request, const char *name, size_t len, char prefix)
{
	request->named =
		memory_resize(request->named, request->named_count + 1, sizeof(*request->named));
	request->named[request->named_count++] = (struct named){ memory_copy(name, len), prefix };
}

static void add_id(struct request *request, const char *value)
{
	size_t len = strlen(value);

	if (len < 3 || value[len - 2] != '=' || value[len - 1] < 'A' || value[len - 1] > 'Z')
		diag_usage("--id: COLUMN=LETTER is needed, with a letter from A to Z");
	add_named(request, value, len - 2, value[len - 1]);
}

static void read_options(struct request *request, struct settings *settings)
{
	const char *value;
	bool any_id = false;
	int id;

	while ((id = options_next(settings, &value)) != 0) {
		switch (id) {
		case KEY: request->key_file = value; break;
		case NEW_KEY: request->new_key_file = value; break;
		case ID:
			add_id(request, value);
			any_id = true;
			break;
		case REMOVE: add_named(request, value, strlen(value), '\0'); break;
		case AGE_AT: request->age_at = value; break;
		case BIRTH_YEAR: request->birth_year = true; break;
		}
	}
	if (request->new_key_file != NULL) {
		if (request->key_file != NULL || request->named_count > 0 ||
		    request->age_at != NULL || request->birth_year || settings->files_made != NULL)
			diag_usage("--new-key stands alone");
		return;
	}
	if (request->named_count == 0)
		diag_usage("--id or --remove is needed, or --new-key");
	if (any_id != (request->key_file != NULL))
		diag_usage(any_id ? "--id needs --key" : "--key is of no use without --id");
}

/* ---- columns ---- */

static void want(struct work *work, enum column column, bool required)
{
	struct command *ours = &work->command;

	for (size_t i = 0; i < ours->column_count; i++)
		if (work->specs[i].column == column)
			return;
	if (column != COL_COUNT)
		work->specs[ours->column_count++] =
			(struct column_spec){ .column = column,
			                      .need = required ? REQUIRED : OPTIONAL };
}

/* Only the columns that the options name count as read, and birth_date for an age. */
static void choose_columns(struct work *work)
{
	const struct request *request = &work->request;

	work->command = command;
	work->command.column_count = 0;
	work->specs = memory_zeroed(request->named_count + 2, sizeof(*work->specs));
	work->command.columns = work->specs;
	for (size_t i = 0; i < request->named_count; i++)
		want(work, column_by_name(slice_of(request->named[i].name)), true);
	if (request->age_at != NULL)
		want(work, column_by_name(slice_of(request->age_at)), true);
	if (request->age_at != NULL || request->birth_year)
		want(work, COL_BIRTH_DATE, false);
	work->settings.command = &work->command;
}

static bool holds_numbers_only(struct slice name)
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

/*
 * The column whose person numbers say when the person of the record was born: the
 * first one named that is called so, or else person_id. No other: it might hold
 * the number of a mother or of a therapist.
 */
static void choose_number_column(struct work *work, const struct named *named, size_t column)
{
	const struct table *table = &work->input.table;
	bool numbers_only = holds_numbers_only(table->names[column]);
	bool person = column_by_name(slice_of(named->name)) == COL_PERSON_ID ||
	              column_find(table->names[column]) == COL_PERSON_ID;

	if ((numbers_only && !work->numbers_only) || (person && work->number_column < 0)) {
		work->number_column = (int)column;
		work->number_name = named->name;
		work->numbers_only = numbers_only;
	}
}

static void check_new_name(const struct work *work, const char *result)
{
	const struct table *table = &work->input.table;

	for (size_t i = 0; i < table->column_count; i++)
		if (work->fates[i].kind != REMOVED &&
		    slice_equal(table->names[i], slice_of(result)))
			diag_fail(table_place(table),
			          "the input has a column %s already, which this command writes "
			          "(--remove leaves it out)",
			          result);
}

/* An input that knows the sex keeps its own column. */
static bool knows_sex(const struct work *work)
{
	const struct table *table = &work->input.table;

	for (size_t i = 0; i < table->column_count; i++)
		if (work->fates[i].kind != REMOVED && column_find(table->names[i]) == COL_SEX)
			return true;
	return false;
}

static void choose_results(struct work *work)
{
	const struct request *request = &work->request;
	struct table *table = &work->input.table;

	if (request->age_at == NULL && !request->birth_year)
		return;
	if (work->number_column < 0 && !table_has(table, COL_BIRTH_DATE))
		diag_fail(table_place(table),
		          "no birth_date, and no person number (a column called cpr, or person_id) "
		          "among those of --id and --remove: no age and no year of birth");
	if (request->age_at != NULL) {
		size_t column = table_find(table, request->age_at);

		work->date_column = (int)column;
		if (column >= table->read_end)
			table->read_end = column + 1;
		check_new_name(work, "age");
		work->adds_sex = work->number_column >= 0 && !knows_sex(work);
	}
	if (table_has(table, COL_BIRTH_DATE) &&
	    (size_t)table->place[COL_BIRTH_DATE] >= table->read_end)
		table->read_end = (size_t)table->place[COL_BIRTH_DATE] + 1;
	if (request->birth_year)
		check_new_name(work, "birth_year");
	work->width += (size_t)(request->age_at != NULL) + work->adds_sex + request->birth_year;
}

static void open_input(struct work *work)
{
	const struct request *request = &work->request;
	struct table *table = &work->input.table;

	choose_columns(work);
	/* Our own guard: person numbers are what most tables come with. */
	work->guarded = !work->settings.allow_cpr;
	work->settings.allow_cpr = true;
	input_open(&work->input, &work->settings);
	work->fates = memory_zeroed(table->column_count, sizeof(*work->fates));
	work->replaced = memory_resize(NULL, request->named_count, sizeof(*work->replaced));
	work->date_column = work->number_column = -1;
	work->width = table->column_count;
	table->read_end = 0;
	for (size_t i = 0; i < request->named_count; i++) {
		const struct named *named = &request->named[i];
		size_t column = table_find(table, named->name);
		struct fate *fate = &work->fates[column];

		if (fate->kind != KEPT)
			diag_fail(table_place(table),
			          "the column of --id or --remove %s is named twice", named->name);
		fate->kind = named->prefix == '\0' ? REMOVED : REPLACED;
		fate->prefix = named->prefix;
		if (fate->kind == REPLACED)
			work->replaced[work->replaced_count++] = column;
		work->width -= (size_t)(fate->kind == REMOVED);
		if (column >= table->read_end)
			table->read_end = column + 1;
		choose_number_column(work, named, column);
	}
	choose_results(work);
	if (work->width == 0)
		diag_fail(table_place(table), "--remove leaves no column");
	for (size_t i = 0; work->guarded && i < table->column_count; i++)
		if (guard_is_number(table->names[i]) || guard_finds_number(table->names[i]))
			diag_fail(table_place(table),
			          "a person number (CPR) as the name of column %zu", i + 1);
}

/* ---- births ---- */

/* Cells of columns that are not kept are never shown, not even on request. */
static void reject(struct work *work, const char *column, const char *reason, struct slice shown)
{
	diag_invalid(input_place(&work->input), column, reason, shown);
}

static bool read_date(struct work *work, const char *column, struct slice cell, bool kept,
                      int32_t *day)
{
	const struct settings *settings = &work->settings;

	switch (date_read(cell, settings->date_order, day)) {
	case DATE_SOUND: return true;
	case DATE_SLASH_ORDER:
		if (!settings->date_order_given)
			diag_fail(input_place(&work->input),
			          "%s: not a date as day/month; say --date-order dmy or mdy",
			          column);
		break;
	case DATE_NOT_A_DATE: break;
	}
	reject(work, column, "not a date", kept ? cell : (struct slice){ "", 0 });
	return false;
}

/* The cell of a header column as table_cell gives that of a known one. */
static struct slice cell_of(const struct work *work, int column)
{
	struct slice cell = slice_trim(work->input.table.record.cells[column]);

	if (slice_equal(cell, slice_of("NA")))
		cell.len = 0;
	return cell;
}

/* False when the number cannot be right. */
static bool read_number(struct work *work, struct birth *birth)
{
	static const struct slice nothing = { "", 0 };
	struct slice cell = cell_of(work, work->number_column);

	switch (person_number_read(cell, &birth->day, &birth->female)) {
	case PERSON_NUMBER_SOUND: birth->known = birth->has_sex = true; break;
	case PERSON_NUMBER_NO_SUCH_DAY:
		reject(work, work->number_name, "a person number of a day that does not exist",
		       nothing);
		return false;
	case PERSON_NUMBER_NONE:
		if (!work->numbers_only || cell.len == 0)
			break;
		reject(work, work->number_name, "not a person number", nothing);
		return false;
	}
	birth->column = work->number_name;
	return true;
}

/* False when birth_date cannot be right; it beats the number. */
static bool read_birth_date(struct work *work, struct birth *birth)
{
	const struct table *table = &work->input.table;
	struct slice cell = table_cell(table, COL_BIRTH_DATE);
	int32_t day;

	if (cell.len == 0)
		return true;
	if (!read_date(work, column_name(COL_BIRTH_DATE), cell,
	               work->fates[table->place[COL_BIRTH_DATE]].kind == KEPT, &day))
		return false;
	if (birth->known && birth->day != day)
		diag_notice(input_place(&work->input),
		            "birth_date and the person number differ; birth_date is used");
	birth->known = true;
	birth->day = day;
	birth->column = column_name(COL_BIRTH_DATE);
	return true;
}

/* What cannot be known is left out; what cannot be right is reported, and left out, too. */
static void find_birth(struct work *work, struct birth *birth, int *age)
{
	static const struct slice nothing = { "", 0 };
	struct slice cell;
	int32_t day;
	bool sound;

	*birth = (struct birth){ 0 };
	*age = SFB_NO_AGE;
	sound = (work->number_column < 0 || read_number(work, birth)) &&
	        read_birth_date(work, birth);
	if (sound && birth->known && birth->day > work->today) {
		reject(work, birth->column, "born in the future", nothing);
		sound = false;
	}
	if (!sound)
		*birth = (struct birth){ 0 };
	if (work->date_column < 0)
		return;
	cell = cell_of(work, work->date_column);
	if (cell.len == 0 ||
	    !read_date(work, work->request.age_at, cell,
	               work->fates[work->date_column].kind == KEPT, &day) ||
	    !birth->known)
		return;
	*age = date_age(birth->day, day);
	if (*age >= 0 && *age <= SFB_AGE_MAX)
		return;
	reject(work, birth->column, "not 0 to 120 years before the date", nothing);
	*birth = (struct birth){ 0 };
	*age = SFB_NO_AGE;
}

static void write_year(const struct birth *birth)
{
	char date[DATE_LEN];

	if (birth->known)
		date_write(date, birth->day);
	writer_cell((struct slice){ date, birth->known ? 4 : 0 });
}

static void write_birth(struct work *work)
{
	const struct request *request = &work->request;
	struct birth birth;
	int age;

	if (request->age_at == NULL && !request->birth_year)
		return;
	find_birth(work, &birth, &age);
	if (request->age_at != NULL && age != SFB_NO_AGE)
		writer_decimal(age, 0, 0);
	else if (request->age_at != NULL)
		writer_text("");
	if (work->adds_sex)
		writer_text(!birth.has_sex ? "" : birth.female ? "female" : "male");
	if (request->birth_year)
		write_year(&birth);
}

/* ---- records ---- */

_Noreturn static void fail_person_number(const struct work *work, size_t column)
{
	diag_fail(input_place(&work->input),
	          "a person number (CPR) in column %zu, which is neither replaced nor removed: "
	          "name it with --id or --remove (--allow-cpr lets it pass)",
	          column + 1);
}

static void guard(const struct work *work)
{
	const struct table *table = &work->input.table;
	const struct record *record = &table->record;

	/* What no record holds, no cell of it holds. */
	if (guard_finds_number(record->raw))
		for (size_t i = 0; i < table->column_count; i++)
			if (work->fates[i].kind == KEPT && guard_finds_number(record->cells[i]))
				fail_person_number(work, i);
	for (size_t i = 0; i < table->identifier_count; i++) {
		size_t column = (size_t)table->identifiers[i];

		if (work->fates[column].kind == KEPT && record->cells[column].len >= 10 &&
		    guard_is_number(record->cells[column]))
			fail_person_number(work, column);
	}
}

/* Spreadsheets drop the zero that many person numbers begin with. */
static void watch_zeros(struct work *work, struct fate *fate, struct slice cell)
{
	char whole[PERSON_NUMBER_DIGITS] = "0";

	cell = slice_trim(cell);
	if (cell.len == sizeof(whole) - 1) {
		memcpy(whole + 1, cell.ptr, cell.len);
		if (guard_is_number((struct slice){ whole, sizeof(whole) }) &&
		    fate->lost_zeros++ == 0)
			fate->first_lost_zero = input_place(&work->input);
	} else if (!fate->has_numbers) {
		fate->has_numbers = guard_is_number(cell);
	}
}

/* Alone on its line, an empty cell would be a blank line, which readers drop. */
static void write_cell(const struct work *work, struct slice cell)
{
	if (cell.len == 0 && work->width == 1)
		writer_raw((struct slice){ "\"\"", 2 });
	else
		writer_cell(cell);
}

static void ask(struct work *work)
{
	const struct table *table = &work->input.table;

	for (size_t i = 0; i < work->replaced_count; i++) {
		struct fate *fate = &work->fates[work->replaced[i]];
		struct slice cell = table->record.cells[work->replaced[i]];

		watch_zeros(work, fate, cell);
		pseudonym_ask(work->pseudonyms, fate->prefix, cell, &fate->query);
	}
}

static void write_pseudonym(struct work *work, size_t column)
{
	char pseudonym[PSEUDONYM_LEN + 1];

	switch (pseudonym_make(work->pseudonyms, &work->fates[column].query, pseudonym)) {
	case PSEUDONYM_SOUND: writer_token(pseudonym); break;
	case PSEUDONYM_MISSING: write_cell(work, (struct slice){ "", 0 }); break;
	case PSEUDONYM_COLLISION:
		diag_fail(input_place(&work->input),
		          "column %zu: two values have the same pseudonym under this key; "
		          "another key is needed (--new-key)",
		          column + 1);
	}
}

/*
 * How many kept cells from column i on lie side by side in the record as it came:
 * these have no quotes, and none is needed now.
 */
static size_t run_of(const struct work *work, size_t i)
{
	const struct table *table = &work->input.table;
	const struct slice *cells = table->record.cells, raw = table->record.raw;
	size_t count = 0;

	if ((uintptr_t)cells[i].ptr < (uintptr_t)raw.ptr ||
	    (uintptr_t)cells[i].ptr >= (uintptr_t)(raw.ptr + raw.len))
		return 0;
	do
		count++;
	while (i + count < table->record.field_count && work->fates[i + count].kind == KEPT &&
	       cells[i + count].ptr == cells[i + count - 1].ptr + cells[i + count - 1].len + 1);
	return count;
}

static void write_record(struct work *work)
{
	const struct table *table = &work->input.table;
	const struct slice *cells = table->record.cells;
	bool begun = false;

	for (size_t i = 0; i < table->column_count; i++) {
		if (work->fates[i].kind == REMOVED)
			continue;
		if (work->fates[i].kind == REPLACED) {
			write_pseudonym(work, i);
		} else {
			size_t count = begun ? run_of(work, i) : 0;

			if (count > 1) {
				/* With the delimiter in front of them. */
				const char *from = cells[i].ptr - 1;

				i += count - 1;
				writer_raw((struct slice){
					from, (size_t)(cells[i].ptr + cells[i].len - from) });
			} else {
				write_cell(work, cells[i]);
			}
		}
		begun = true;
	}
	write_birth(work);
	writer_end();
}

static void write_header(struct work *work)
{
	const struct table *table = &work->input.table;

	for (size_t i = 0; i < table->column_count; i++)
		if (work->fates[i].kind != REMOVED)
			write_cell(work, table->names[i]);
	if (work->request.age_at != NULL)
		writer_text("age");
	if (work->adds_sex)
		writer_text("sex");
	if (work->request.birth_year)
		writer_text("birth_year");
	writer_end();
}

static void tell_lost_zeros(const struct work *work)
{
	for (size_t i = 0; i < work->input.table.column_count; i++)
		if (work->fates[i].has_numbers)
			diag_notice_many(work->fates[i].first_lost_zero,
			                 "nine digits among person numbers: did a spreadsheet "
			                 "drop a zero? Such a cell gets another pseudonym than "
			                 "the whole number",
			                 work->fates[i].lost_zeros);
}

static int make_key(const char *file)
{
	const char *why = pseudonym_new_key(file);

	if (why != NULL)
		diag_fail((struct place){ file, 0 }, "%s", why);
	return diag_finish();
}

int main(int argc, char **argv)
{
	struct work work = { .today = date_in_denmark(time(NULL)) };
	const char *why;
	int status;

	(void)argc;
	options_start(&work.settings, &command, argv);
	read_options(&work.request, &work.settings);
	if (work.request.new_key_file != NULL)
		return make_key(work.request.new_key_file);
	if (work.request.key_file != NULL) {
		work.pseudonyms = pseudonyms_open(work.request.key_file, PSEUDONYM_BITS, &why);
		if (work.pseudonyms == NULL)
			diag_fail((struct place){ work.request.key_file, 0 }, "%s", why);
	}

	open_input(&work);
	write_header(&work);
	while (input_next(&work.input)) {
		ask(&work);
		if (work.guarded)
			guard(&work);
		write_record(&work);
	}
	tell_lost_zeros(&work);
	if (work.pseudonyms != NULL)
		pseudonyms_close(work.pseudonyms);
	status = input_close(&work.input);
	for (size_t i = 0; i < work.request.named_count; i++)
		free(work.request.named[i].name);
	free(work.request.named);
	free(work.specs);
	free(work.fates);
	free(work.replaced);
	return status;
}
