/* columns.h against share/columns.csv, which is read here once more. */
#include "testing.h"

#include "columns.h"

enum { SPELLINGS = 1024, NAME = 96 };

static struct spelling {
	char text[NAME];
	struct folded folded;
	enum column column;
	char variant; /* the letter in front of the word, of "[pts]word" */
} spellings[SPELLINGS];
static size_t spelling_count;

static void add(const char *text, enum column column)
{
	struct spelling *spelling = &spellings[spelling_count];

	assert_true(spelling_count < SPELLINGS);
	assert_true(strlen(text) < NAME);
	strcpy(spelling->text, text);
	expect(fold(slice_of(text), &spelling->folded), "'%s' is too long to fold", text);
	expect(spelling->folded.len > 0, "'%s' folds to nothing", text);
	spelling->column = column;
	spelling->variant = '\0';
	spelling_count++;
}

/* An alias; "[pts]word" is four of them. */
static void add_alias(const char *alias, enum column column)
{
	const char *word = strchr(alias, ']');
	char text[NAME];

	if (alias[0] != '[') {
		add(alias, column);
		return;
	}
	assert_non_null(word);
	add(++word, column);
	for (const char *letter = alias + 1; *letter != ']'; letter++) {
		snprintf(text, sizeof(text), "%c%s", *letter, word);
		add(text, column);
		spellings[spelling_count - 1].variant = *letter;
	}
}

static int read_table(void **state)
{
	FILE *file = fopen("share/columns.csv", "r");
	char line[1024];
	int row = 0;

	(void)state;
	if (file == NULL) {
		fprintf(stderr,
		        "run the unit tests from the folder that holds share/columns.csv\n");
		return -1;
	}
	assert_non_null(fgets(line, sizeof(line), file));
	assert_string_equal(line, "column,aliases\n");
	while (fgets(line, sizeof(line), file) != NULL) {
		char *name = line, *comma = strchr(line, ',');

		assert_non_null(comma);
		*comma = '\0';
		assert_true(row < COL_COUNT);
		expect(strcmp(column_name((enum column)row), name) == 0, "row %d: '%s', not '%s'",
		       row, column_name((enum column)row), name);
		add(name, (enum column)row);
		for (char *alias = strtok(comma + 1, "|\n"); alias != NULL;
		     alias = strtok(NULL, "|\n"))
			add_alias(alias, (enum column)row);
		row++;
	}
	fclose(file);
	assert_int_equal(row, COL_COUNT);
	return 0;
}

/* "ORS total" is a reported total; ors_total, spelled exactly so, is what sfb writes. */
static bool may_share(enum column a, enum column b)
{
	return (a == COL_ORS_REPORTED_TOTAL && b == COL_ORS_TOTAL) ||
	       (a == COL_ORS_TOTAL && b == COL_ORS_REPORTED_TOTAL) ||
	       (a == COL_SRS_REPORTED_TOTAL && b == COL_SRS_TOTAL) ||
	       (a == COL_SRS_TOTAL && b == COL_SRS_REPORTED_TOTAL);
}

/* No folded spelling belongs to two columns, but for those two. */
static void test_no_two_claim_one(void **state)
{
	(void)state;
	for (size_t i = 0; i < spelling_count; i++)
		for (size_t j = 0; j < i; j++)
			expect(spellings[i].column == spellings[j].column ||
			               may_share(spellings[i].column, spellings[j].column) ||
			               !folded_equal(&spellings[i].folded, &spellings[j].folded),
			       "'%s' of %s and '%s' of %s", spellings[i].text,
			       column_name(spellings[i].column), spellings[j].text,
			       column_name(spellings[j].column));
}

static void expect_column(const char *text, enum column want, const char *spelling)
{
	enum column got = column_find(slice_of(text));

	expect(got == want, "'%s' (of '%s') finds %s, not %s", text, spelling,
	       got == COL_COUNT ? "nothing" : column_name(got),
	       want == COL_COUNT ? "nothing" : column_name(want));
}

/* A spelling names its own column. */
static void expect_named(const char *text, enum column column, const char *spelling)
{
	enum column found = column_find(slice_of(text));

	expect(found == column || may_share(found, column), "'%s' (of '%s') finds %s", text,
	       spelling, found == COL_COUNT ? "nothing" : column_name(found));
}

/* The letter of a variant, in any case, and none where there is none. */
static void test_variants(void **state)
{
	size_t letters = 0;

	(void)state;
	for (size_t i = 0; i < spelling_count; i++) {
		char upper[NAME], variant = '?';

		assert_int_equal(column_find_variant(slice_of(spellings[i].text), &variant),
		                 column_find(slice_of(spellings[i].text)));
		expect(variant == spellings[i].variant, "'%s': variant '%c'", spellings[i].text,
		       variant);
		snprintf(upper, sizeof(upper), " %s", spellings[i].text);
		for (char *p = upper; *p != '\0'; p++)
			if (*p >= 'a' && *p <= 'z')
				*p = (char)(*p - 32);
		(void)column_find_variant(slice_of(upper), &variant);
		assert_int_equal(variant, spellings[i].variant);
		letters += variant != '\0';
	}
	assert_true(letters > 0);
}

/* The official names of the SDQ, in the order of its items, by hand. */
static void test_sdq_names(void **state)
{
	static const char *const names[] = {
		"consid",  "restles", "somatic", "shares",  "tantrum", "loner",   "obeys",
		"worries", "caring",  "fidgety", "friend",  "fights",  "unhappy", "popular",
		"distrac", "clingy",  "kind",    "lies",    "bullied", "helpout", "reflect",
		"steals",  "oldbest", "afraid",  "attends", "ebddiff",
	};
	static const char *const impact[] = { "distres", "imphome", "impfrie", "impclas",
		                              "impleis" };
	char text[NAME];

	(void)state;
	for (size_t i = 0; i < COUNT(names) + COUNT(impact); i++) {
		bool is_impact = i >= COUNT(names);
		const char *name = is_impact ? impact[i - COUNT(names)] : names[i];
		enum column column = is_impact ? COL_SDQ28 + (enum column)(i - COUNT(names))
		                               : COL_SDQ1 + (enum column)i;

		expect_column(name, column, "official");
		for (const char *letter = "pts"; *letter != '\0'; letter++) {
			snprintf(text, sizeof(text), "%c%s", *letter, name);
			expect_column(text, column, "official");
		}
		snprintf(text, sizeof(text), "SDQ%zu", is_impact ? 28 + i - COUNT(names) : i + 1);
		expect_column(text, column, "official");
	}
	expect_column("pargues", COL_SDQ18, "2 to 4 years");
	expect_column("spite", COL_SDQ22, "2 to 4 years");
	expect_column("1friendly", COL_SDQ1, "linkId");
	expect_column("6keepingToOneSelf", COL_SDQ6, "linkId");
	expect_column("26difficulties", COL_SDQ26, "linkId");
	expect_column("32affectLeisureActivities", COL_SDQ32, "linkId");
	expect_column("xconsid", COL_COUNT, "none");
	expect_column("[pts]consid", COL_COUNT, "none");
}

/* Writes from to to, with every blank, "_" and "-" and every Danish letter replaced. */
static void rewrite(char to[2 * NAME], const char *from, const char *blank,
                    const char *const letters[3])
{
	static const char *const danish[] = { "\xC3\xA6", "\xC3\xB8", "\xC3\xA5" };
	size_t len = 0;

	while (*from != '\0') {
		char one[] = { *from, '\0' };
		const char *with = one;
		size_t width = 1;

		if (strchr(" _-", *from) != NULL)
			with = blank;
		for (size_t i = 0; i < COUNT(danish); i++)
			if (strncmp(from, danish[i], 2) == 0) {
				with = letters[i];
				width = 2;
			}
		assert_true(len + strlen(with) < 2 * NAME);
		memcpy(to + len, with, strlen(with));
		len += strlen(with);
		from += width;
	}
	to[len] = '\0';
}

/* Every name and alias, in every way in which it may be written. */
static void test_every_spelling(void **state)
{
	static const char *const blanks[] = { "", " ", "_", "-", "  ", "\t" };
	static const char *const letters[][3] = { { "\xC3\xA6", "\xC3\xB8", "\xC3\xA5" },
		                                  { "\xC3\x86", "\xC3\x98", "\xC3\x85" },
		                                  { "\xE6", "\xF8", "\xE5" },
		                                  { "\xC6", "\xD8", "\xC5" },
		                                  { "ae", "oe", "aa" },
		                                  { "Ae", "OE", "aA" },
		                                  { "\xC3\xA6", "\xC3\xB8", "a\xCC\x8A" } };

	(void)state;
	for (size_t i = 0; i < spelling_count; i++)
		for (size_t b = 0; b < COUNT(blanks); b++)
			for (size_t l = 0; l < COUNT(letters); l++)
				for (int upper = 0; upper < 2; upper++) {
					char text[2 * NAME];

					rewrite(text, spellings[i].text, blanks[b], letters[l]);
					for (char *p = text; upper && *p != '\0'; p++)
						if (*p >= 'a' && *p <= 'z')
							*p = (char)(*p - 32);
					expect_named(text, spellings[i].column, spellings[i].text);
				}
}

/* The names that DESIGN.md promises, by hand. */
static void test_promised(void **state)
{
	static const struct {
		const char *text;
		enum column column;
	} promised[] = {
		{ "familie", COL_FAMILY_ID },
		{ "person", COL_PERSON_ID },
		{ "borger", COL_PERSON_ID },
		{ "Client_ID", COL_PERSON_ID },
		{ "forl\xC3\270b", COL_COURSE_ID },
		{ "Case_ID", COL_COURSE_ID },
		{ "behandler", COL_THERAPIST_ID },
		{ "team", COL_TEAM },
		{ "dato", COL_DATE },
		{ "m\xC3\270de", COL_SESSION },
		{ "session", COL_SESSION },
		{ "Session_ID", COL_SESSION },
		{ "bed\xC3\xB8mmer", COL_RATER },
		{ "informant", COL_INFORMANT },
		{ "skema", COL_FORM },
		{ "alder", COL_AGE },
		{ "f\xC3\270dselsdato", COL_BIRTH_DATE },
		{ "k\xC3\xB8n", COL_SEX },
		{ "ORSQ1", COL_ORS_INDIVIDUAL },
		{ "ORSQ2", COL_ORS_INTERPERSONAL },
		{ "ORSQ3", COL_ORS_SOCIAL },
		{ "ORSQ4", COL_ORS_OVERALL },
		{ "ORS individuelt", COL_ORS_INDIVIDUAL },
		{ "ORS mellemmenneskeligt", COL_ORS_INTERPERSONAL },
		{ "ORS relationer", COL_ORS_INTERPERSONAL },
		{ "ORS socialt", COL_ORS_SOCIAL },
		{ "ORS generelt", COL_ORS_OVERALL },
		{ "ORS overordnet", COL_ORS_OVERALL },
		{ "individuelt", COL_ORS_INDIVIDUAL },
		{ "mellemmenneskeligt", COL_ORS_INTERPERSONAL },
		{ "socialt", COL_ORS_SOCIAL },
		{ "generelt", COL_ORS_OVERALL },
		{ "Total_ORS", COL_ORS_REPORTED_TOTAL },
		{ "ORS total", COL_ORS_REPORTED_TOTAL },
		{ "ORS_Skip", COL_ORS_SKIP },
		{ "SRSQ1", COL_SRS_RELATIONSHIP },
		{ "SRSQ2", COL_SRS_GOALS },
		{ "SRSQ3", COL_SRS_APPROACH },
		{ "SRSQ4", COL_SRS_OVERALL },
		{ "SRS relation", COL_SRS_RELATIONSHIP },
		{ "m\xC3\xA5l og emner", COL_SRS_GOALS },
		{ "metode", COL_SRS_APPROACH },
		{ "tilgang", COL_SRS_APPROACH },
		{ "SRS overordnet", COL_SRS_OVERALL },
		{ "Total_SRS", COL_SRS_REPORTED_TOTAL },
		{ "SRS_Skip", COL_SRS_SKIP },
		{ " person_id ", COL_PERSON_ID },
		{ "\xEF\xBB\xBFperson_id", COL_PERSON_ID },
		/* words that two instruments could claim, and words that are none */
		{ "overordnet", COL_COUNT },
		{ "total", COL_COUNT },
		{ "sum", COL_COUNT },
		{ "relation", COL_COUNT },
		{ "skip", COL_COUNT },
		{ "score", COL_COUNT },
		{ "", COL_COUNT },
		{ " ", COL_COUNT },
		{ "-", COL_COUNT },
		{ "id", COL_COUNT },
		{ "note", COL_COUNT },
		{ "person_idx", COL_COUNT },
		{ "ORSQ5", COL_COUNT },
		{ "fodselsdato", COL_COUNT },
	};
	char longer[1000];

	(void)state;
	for (size_t i = 0; i < COUNT(promised); i++)
		expect_column(promised[i].text, promised[i].column, "DESIGN.md");
	memset(longer, 'x', sizeof(longer));
	assert_int_equal(column_find((struct slice){ longer, sizeof(longer) }), COL_COUNT);
	assert_int_equal(column_find((struct slice){ "agex", 3 }), COL_AGE);
}

/* An exact canonical name beats every alias. */
static void test_canonical_names(void **state)
{
	(void)state;
	for (int c = 0; c < COL_COUNT; c++) {
		char padded[NAME];

		assert_int_equal(column_find(slice_of(column_name((enum column)c))), c);
		snprintf(padded, sizeof(padded), " %s ", column_name((enum column)c));
		assert_int_equal(column_find(slice_trim(slice_of(padded))), c);
	}
	expect_column("ors_total", COL_ORS_TOTAL, "DESIGN.md");
	expect_column("srs_total", COL_SRS_TOTAL, "DESIGN.md");
	expect_column("ORS total", COL_ORS_REPORTED_TOTAL, "DESIGN.md");
	expect_column("SRS total", COL_SRS_REPORTED_TOTAL, "DESIGN.md");
	expect_column("ors_reported_total", COL_ORS_REPORTED_TOTAL, "DESIGN.md");
}

/* Canonical names only, whatever an alias may say. */
static void test_by_name(void **state)
{
	(void)state;
	for (int c = 0; c < COL_COUNT; c++)
		assert_int_equal(column_by_name(slice_of(column_name((enum column)c))), c);
	assert_int_equal(column_by_name(slice_of("ORS_TOTAL")), COL_ORS_TOTAL);
	assert_int_equal(column_by_name(slice_of("ORSQ1")), COL_COUNT);
	assert_int_equal(column_by_name(slice_of("dato")), COL_COUNT);
	assert_int_equal(column_by_name(slice_of("")), COL_COUNT);
}

static void test_identifiers(void **state)
{
	static const char *const yes[] = {
		"person_id",    "family_id",    "course_id",  "rater_id",
		"therapist_id", "Person ID",    "PERSON-ID",  "case_id",
		"Session_ID",   "any_thing_id", "sag",        "familie",
		"person",       "borger",       "forl\370b",  "behandler",
		"cpr",          "CPR",          "CPR-nr",     "cpr nr",
		"cprnr",        "Personnummer", " cpr ",      "person_id ",
		"CPR-nr.",      "mors_cpr",     "CPR-nummer", "Barnets personnummer",
		"cprx"
	};
	static const char *const no[] = { "",           "id",        "age",       "dato", "note",
		                          "team",       "rater",     "session",   "paid", "covid",
		                          "person_ids", "crp",       "ors_total", "sex",  "telefon",
		                          "_",          "person_ix", "covid_1d",  "x_ie" };

	(void)state;
	for (size_t i = 0; i < COUNT(yes); i++)
		expect(column_is_identifier(slice_of(yes[i])), "'%s'", yes[i]);
	for (size_t i = 0; i < COUNT(no); i++)
		expect(!column_is_identifier(slice_of(no[i])), "'%s'", no[i]);
}

/* Wherever a person number is mentioned in a name, however long that is, even longer than any of ours. */
static void test_long_identifiers(void **state)
{
	static const char *const words[] = { "CPR", "personnummer", "Person_nummer", "c p r" };
	char name[4 * FOLD_MAX];

	(void)state;
	for (size_t len = 0; len < sizeof(name); len++) {
		/* Danish letters, some of two bytes, cut anywhere. */
		for (size_t i = 0; i < len; i++)
			name[i] = "l\xC3\xA6ng "[i % 6];
		expect(!column_is_identifier((struct slice){ name, len }), "%zu bytes", len);
		expect(!column_is_person_number((struct slice){ name, len }), "%zu bytes", len);
		for (size_t w = 0; w < COUNT(words); w++) {
			size_t word = strlen(words[w]);

			for (size_t at = len % 7; at + word <= len; at += 7) {
				char changed[4 * FOLD_MAX];

				memcpy(changed, name, len);
				memcpy(changed + at, words[w], word);
				expect(column_is_identifier((struct slice){ changed, len }),
				       "%s at %zu of %zu", words[w], at, len);
			}
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_two_claim_one), cmocka_unit_test(test_every_spelling),
		cmocka_unit_test(test_promised),         cmocka_unit_test(test_by_name),
		cmocka_unit_test(test_canonical_names),  cmocka_unit_test(test_identifiers),
		cmocka_unit_test(test_long_identifiers), cmocka_unit_test(test_variants),
		cmocka_unit_test(test_sdq_names),
	};

	return cmocka_run_group_tests_name("columns", tests, read_table, NULL);
}
