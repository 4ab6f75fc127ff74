/* pseudonymize: keyed pseudonyms for persons; see pseudonymize(1). */
#include <stdlib.h>
#include <time.h>

#include "births.h"
#include "fates.h"
#include "guard.h"
#include "memory.h"

static const struct column_spec columns[] = { { COL_BIRTH_DATE, OPTIONAL, 0, NULL } };
static const char *const results[] = { "age", "sex", "birth_year", NULL };

enum { KEY = 1, NEW_KEY, ID, REMOVE, AGE_AT, BIRTH_YEAR };

static const struct option_spec options[] = {
	{ NEW_KEY, '\0', "new-key", "FILE", "make a key, and do nothing else" },
	{ KEY, '\0', "key", "FILE", "the key, as --new-key made it" },
	{ ID, '\0', "id", "COL=LETTER",
	  "replace this column by pseudonyms that begin with the letter; repeatable" },
	{ REMOVE, '\0', "remove", "COL", "leave this column out; repeatable" },
	{ AGE_AT, '\0', "age-at", "COL", "add the age at the date in this column, and the sex" },
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
	/* For --new-key; and to keep a key out of swap may be refused, but must not kill. */
	.promises = "wpath cpath fattr error",
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

struct work {
	struct request request;
	struct settings settings;
	struct command command; /* ours, with the columns that the options name */
	struct column_spec *specs;
	struct input input;
	struct pseudonyms *pseudonyms;
	struct fates fates;
	struct births births;
	bool guarded, adds_sex;
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

/* A key itself must not come back in a message about a file of that name. */
static const char *key_file(const char *value)
{
	enum { KEY_DIGITS = 64 };

	if (strspn(value, "0123456789abcdefABCDEF") >= KEY_DIGITS)
		diag_usage("--key: the name of a file is needed; that looks like a key, which "
		           "others may have seen now: make another");
	return value;
}

static void read_options(struct request *request, struct settings *settings)
{
	const char *value;
	bool any_id = false;
	int id;

	while ((id = options_next(settings, &value)) != 0) {
		switch (id) {
		case KEY: request->key_file = key_file(value); break;
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
	work->specs = memory_zeroed(request->named_count + 3, sizeof(*work->specs));
	work->command.columns = work->specs;
	for (size_t i = 0; i < request->named_count; i++)
		want(work, column_by_name(slice_of(request->named[i].name)), true);
	if (request->age_at != NULL)
		want(work, column_by_name(slice_of(request->age_at)), true);
	if (request->age_at != NULL || request->birth_year) {
		want(work, COL_BIRTH_DATE, false);
		want(work, COL_PERSON_ID, false);
	}
	work->settings.command = &work->command;
}

/* A header column whose cells have to be there. */
static void read_column(struct work *work, size_t column)
{
	if (column >= work->input.table.read_end)
		work->input.table.read_end = column + 1;
}

static void check_new_name(const struct work *work, const char *result)
{
	if (fates_have(&work->fates, slice_of(result)))
		diag_fail(input_place(&work->input),
		          "the input has a column for %s already, which this command writes "
		          "(--remove leaves it out)",
		          result);
}

static void choose_results(struct work *work)
{
	const struct request *request = &work->request;
	const struct table *table = &work->input.table;

	if (request->age_at == NULL && !request->birth_year)
		return;
	if (!births_can_tell(&work->births))
		diag_fail(table_place(table),
		          "no birth_date, and no person number (a column called cpr, or person_id) "
		          "among those of --id and --remove: no age and no year of birth");
	if (request->age_at != NULL) {
		size_t column = table_find(table, request->age_at);

		read_column(work, column);
		births_want_age(&work->births, column, request->age_at);
		check_new_name(work, "age");
		work->adds_sex = births_add_sex(&work->births);
	}
	if (table_has(table, COL_BIRTH_DATE)) {
		size_t column = (size_t)table->place[COL_BIRTH_DATE];

		read_column(work, column);
		if (fates_keep(&work->fates, column))
			diag_notice(table_place(table),
			            "the birth date stays in the output beside what is told of "
			            "it; --remove leaves it out");
	}
	if (request->birth_year)
		check_new_name(work, "birth_year");
	work->fates.width +=
		(size_t)(request->age_at != NULL) + work->adds_sex + request->birth_year;
}

static void open_input(struct work *work, int32_t today)
{
	const struct request *request = &work->request;
	struct table *table = &work->input.table;

	choose_columns(work);
	/* Our own guard: person numbers are what most tables come with. */
	work->guarded = !work->settings.allow_cpr;
	work->settings.allow_cpr = true;
	input_open(&work->input, &work->settings);
	fates_open(&work->fates, &work->input, work->pseudonyms);
	births_start(&work->births, &work->input, &work->fates, today);
	table->read_end = 0;
	for (size_t i = 0; i < request->named_count; i++) {
		const struct named *named = &request->named[i];
		size_t column = table_find(table, named->name);

		if (!fates_decide(&work->fates, column, named->prefix))
			diag_fail(table_place(table),
			          "the column of --id or --remove %s is named twice", named->name);
		read_column(work, column);
		births_offer(&work->births, column, named->name);
	}
	choose_results(work);
	if (work->fates.width == 0)
		diag_fail(table_place(table), "--remove leaves no column");
	for (size_t i = 0; work->guarded && i < table->column_count; i++)
		if (guard_is_number(table->names[i]) || guard_finds_number(table->names[i]))
			diag_fail(table_place(table),
			          "a person number (CPR) as the name of column %zu", i + 1);
}

/* ---- records ---- */

static void write_year(const struct birth *birth)
{
	char date[DATE_LEN];

	if (birth->known)
		date_write(date, birth->day);
	writer_cell((struct slice){ date, birth->known ? 4 : 0 });
}

static void write_birth(const struct work *work)
{
	const struct request *request = &work->request;
	struct birth birth;

	if (request->age_at == NULL && !request->birth_year)
		return;
	births_read(&work->births, &birth);
	if (request->age_at != NULL && birth.age != SFB_NO_AGE)
		writer_decimal(birth.age, 0, 0);
	else if (request->age_at != NULL)
		writer_text("");
	if (work->adds_sex)
		writer_text(!birth.has_sex ? "" : birth.female ? "female" : "male");
	if (request->birth_year)
		write_year(&birth);
}

/* A person number that nothing is to become of must not pass. */
static void guard(const struct work *work)
{
	size_t column;

	if (work->guarded && fates_find_number(&work->fates, &column))
		diag_fail(input_place(&work->input),
		          "a person number (CPR) in column %zu, which is neither replaced nor "
		          "removed: name it with --id or --remove (--allow-cpr lets it pass)",
		          column + 1);
}

static void write_header(const struct work *work)
{
	fates_write_header(&work->fates);
	if (work->request.age_at != NULL)
		writer_text("age");
	if (work->adds_sex)
		writer_text("sex");
	if (work->request.birth_year)
		writer_text("birth_year");
	writer_end();
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
	struct work work = { 0 };
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

	open_input(&work, date_in_denmark(time(NULL)));
	write_header(&work);
	while (input_next(&work.input)) {
		fates_ask(&work.fates);
		guard(&work);
		fates_write_record(&work.fates);
		write_birth(&work);
		writer_end();
	}
	fates_close(&work.fates);
	if (work.pseudonyms != NULL)
		pseudonyms_close(work.pseudonyms);
	status = input_close(&work.input);
	for (size_t i = 0; i < work.request.named_count; i++)
		free(work.request.named[i].name);
	free(work.request.named);
	free(work.specs);
	return status;
}
