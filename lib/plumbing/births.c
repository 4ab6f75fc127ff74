#include "births.h"

#include "person_number.h"

static const struct slice nothing = { "", 0 };
static const struct birth unknown = { .age = SFB_NO_AGE };

void births_start(struct births *births, const struct input *input, const struct fates *fates,
                  int32_t today)
{
	*births = (struct births){ .input = input,
		                   .fates = fates,
		                   .today = today,
		                   .number_column = -1,
		                   .date_column = -1 };
}

/* ---- columns ---- */

void births_offer(struct births *births, size_t column, const char *name)
{
	struct slice header = births->input->table.names[column];
	bool numbers_only = column_is_person_number(header);
	bool person = births->input->table.place[COL_PERSON_ID] == (int)column;

	if ((numbers_only && !births->numbers_only) || (person && births->number_column < 0)) {
		births->number_column = (int)column;
		births->number_name = name;
		births->numbers_only = numbers_only;
	}
}

bool births_can_tell(const struct births *births)
{
	return births->number_column >= 0 || table_has(&births->input->table, COL_BIRTH_DATE);
}

bool births_add_sex(const struct births *births)
{
	const struct table *table = &births->input->table;

	if (births->number_column < 0)
		return false;
	for (size_t i = 0; i < table->column_count; i++)
		if (!fates_remove(births->fates, i) && column_find(table->names[i]) == COL_SEX)
			return false;
	return true;
}

void births_want_age(struct births *births, size_t column, const char *name)
{
	births->date_column = (int)column;
	births->date_name = name;
}

/* ---- records ---- */

static void reject(const struct births *births, const char *column, const char *reason,
                   struct slice shown)
{
	diag_invalid(input_place(births->input), column, reason, shown);
}

/* The cell of a header column as table_cell gives that of a known one. */
static struct slice cell_of(const struct births *births, int column)
{
	struct slice cell = slice_trim(births->input->table.record->cells[column]);

	if (slice_equal(cell, slice_of("NA")))
		cell.len = 0;
	return cell;
}

/* False when the cell, which is not empty, is no date. */
static bool read_date(const struct births *births, int column, const char *name, struct slice cell,
                      int32_t *day)
{
	const struct settings *settings = births->input->settings;

	switch (date_read(cell, settings->date_order, day)) {
	case DATE_SOUND: return true;
	case DATE_SLASH_ORDER:
		if (!settings->date_order_given)
			diag_fail(input_place(births->input),
			          "%s: not a date as day/month; say --date-order dmy or mdy", name);
		break;
	case DATE_NOT_A_DATE: break;
	}
	reject(births, name, date_reason(cell),
	       fates_keep(births->fates, (size_t)column) ? cell : nothing);
	return false;
}

/* False when the number cannot be right. */
static bool read_number(const struct births *births, struct birth *birth)
{
	struct slice cell = cell_of(births, births->number_column);

	switch (person_number_read(cell, &birth->day, &birth->female)) {
	case PERSON_NUMBER_SOUND: birth->known = birth->has_sex = true; break;
	case PERSON_NUMBER_NO_SUCH_DAY:
		reject(births, births->number_name, "a person number of a day that does not exist",
		       nothing);
		return false;
	case PERSON_NUMBER_NONE:
		if (!births->numbers_only || cell.len == 0)
			break;
		reject(births, births->number_name, "not a person number", nothing);
		return false;
	}
	birth->column = births->number_name;
	return true;
}

/* False when birth_date cannot be right; it beats the number. */
static bool read_birth_date(const struct births *births, struct birth *birth)
{
	const struct table *table = &births->input->table;
	const char *name = column_name(COL_BIRTH_DATE);
	struct slice cell = table_cell(table, COL_BIRTH_DATE);
	int32_t day;

	if (cell.len == 0)
		return true;
	if (!read_date(births, table->place[COL_BIRTH_DATE], name, cell, &day))
		return false;
	if (birth->known && birth->day != day)
		diag_notice(input_place(births->input),
		            "birth_date and the person number differ; birth_date is used");
	birth->known = true;
	birth->day = day;
	birth->column = name;
	return true;
}

static void read_age(const struct births *births, struct birth *birth)
{
	struct slice cell = cell_of(births, births->date_column);
	int32_t day;
	int age;

	if (cell.len == 0 ||
	    !read_date(births, births->date_column, births->date_name, cell, &day) || !birth->known)
		return;
	age = date_age(birth->day, day);
	if (age >= 0 && age <= SFB_AGE_MAX) {
		birth->age = age;
		return;
	}
	reject(births, birth->column, "not 0 to 120 years before the date", nothing);
	*birth = unknown;
}

void births_read(const struct births *births, struct birth *birth)
{
	bool sound;

	*birth = unknown;
	sound = (births->number_column < 0 || read_number(births, birth)) &&
	        read_birth_date(births, birth);
	if (sound && birth->known && birth->day > births->today) {
		reject(births, birth->column, "born in the future", nothing);
		sound = false;
	}
	if (!sound)
		*birth = unknown;
	if (births->date_column >= 0)
		read_age(births, birth);
}
