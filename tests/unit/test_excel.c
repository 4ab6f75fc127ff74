/* excel.h: cells for Danish Excel, and back. */
#include "testing.h"

#include "excel.h"

static const struct excel_rules points = { .decimal_mark = '.' };
static const struct excel_rules commas = { .decimal_mark = ',' };
static const struct excel_rules protect = { .decimal_mark = '.', .protect_ids = true };

typedef struct slice convert(const struct excel_rules *rules, struct slice cell, bool number,
                             char *room);

static void check(convert *function, const struct excel_rules *rules, bool number, const char *cell,
                  const char *want)
{
	char room[EXCEL_ROOM(128)];
	struct slice got = function(rules, slice_of(cell), number, room);

	expect(slice_equal(got, slice_of(want)), "'%s' became '%.*s', not '%s'", cell, (int)got.len,
	       got.ptr, want);
}

static void test_numbers_out(void **state)
{
	(void)state;
	check(excel_out, &points, true, "15.6", "15,6");
	check(excel_out, &points, true, "-28434.50", "-28434,50");
	check(excel_out, &points, true, "1.125", "1,125");
	check(excel_out, &points, true, " .5\xC2\xA0", " ,5\xC2\xA0");
	check(excel_out, &points, true, "15,6", "15,6");
	check(excel_out, &points, true, "-28.434,50", "-28.434,50");
	check(excel_out, &points, true, "1.234.567", "1.234.567");
	check(excel_out, &commas, true, "28.434", "28.434");
	check(excel_out, &commas, true, "0.125", "0,125");
	check(excel_out, &commas, true, "1234.567", "1234,567");
	check(excel_out, &commas, true, "7.5", "7,5");
	check(excel_out, &points, false, "15.6", "15.6");
	/* Not wholly a number, or none at all. */
	static const char *const texts[] = { "7.",     "1.2.3", "1.23,4", ".",    ",",    "1,2,3",
		                             "7.5 kr", "1e5",   "7.5x",   "1 .5", "\v7.5" };

	for (size_t i = 0; i < COUNT(texts); i++)
		check(excel_out, &points, true, texts[i], texts[i]);
}

static void test_numbers_in(void **state)
{
	(void)state;
	check(excel_in, &commas, true, "15,6", "15.6");
	check(excel_in, &commas, true, "28.434", "28434");
	check(excel_in, &commas, true, "-28.434,50", "-28434.50");
	check(excel_in, &commas, true, "1.234.567", "1234567");
	check(excel_in, &commas, true, "7.5", "7.5");
	check(excel_in, &commas, true, "0.125", "0.125");
	check(excel_in, &commas, true, "28,434", "28.434");
	check(excel_in, &commas, true, "1234.567", "1234.567");
	check(excel_in, &commas, true, " 7,5 ", " 7.5 ");
	check(excel_in, &points, true, "28.434", "28.434");
	check(excel_in, &points, true, "28.434,5", "28434.5");
	check(excel_in, &commas, true, "1.23,4", "1.23,4");
	check(excel_in, &commas, true, "012.345,6", "012.345,6");
	check(excel_in, &commas, true, "12-01-2026", "12-01-2026");
	check(excel_in, &commas, false, "28.434", "28.434");
}

static void test_formulas(void **state)
{
	static const char *const harmful[] = {
		"=1+1",
		"+1+1",
		"+7",
		"-1+1",
		"-",
		"-1e5",
		"@x",
		"\tx",
		"\t5",
		"\rx",
		"  =1",
		"\xC2\xA0=1",
		"\n=1",
		"=1\nx",
		"\xE3\x80\x80=1",
		"\xEF\xBB\xBF=1",
		"\xE2\x80\x8B+1",
		"\xEF\xBC\x9D"
		"1",
		"\xEF\xBC\x8B"
		"1",
		"\xEF\xBC\x8D"
		"1",
		"\xEF\xBC\xA0"
		"1",
		" \t1",
		"-28,434.50",
		"'=1",
		"''@",
		"'-5",
		"' =1",
		"=\"007\"",
	};
	static const char *const harmless[] = {
		"",     "a=1",    "1+1", "-28434",   "-28.434",   "-28.434,50", "-.5",
		" -5 ", "'",      "'a",  "mor's",    "''",        " a",         "a\n=1",
		" '=1", "#",      "%x",  "\xEF\xBC", "\xC3",      "\xE2\x80",   "x\t",
		"NA",   "\"=1\"", "(1)", "_=1",      "\xC3\xA5=",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(harmful); i++) {
		char wanted[128];

		snprintf(wanted, sizeof(wanted), "'%s", harmful[i]);
		check(excel_out, &points, false, harmful[i], wanted);
		check(excel_out, &points, true, harmful[i], wanted);
		check(excel_in, &commas, false, wanted, harmful[i]);
	}
	for (size_t i = 0; i < COUNT(harmless); i++) {
		check(excel_out, &points, false, harmless[i], harmless[i]);
		check(excel_in, &commas, false, harmless[i], harmless[i]);
	}
}

static void test_identifiers(void **state)
{
	(void)state;
	check(excel_out, &protect, false, "007", "=\"007\"");
	check(excel_out, &protect, false, "00", "=\"00\"");
	check(excel_out, &protect, false, "1234567890123456", "=\"1234567890123456\"");
	check(excel_out, &protect, false, "123456789012345", "123456789012345");
	check(excel_out, &protect, false, "0", "0");
	check(excel_out, &protect, false, "0.5", "0.5");
	check(excel_out, &protect, false, "0a", "0a");
	check(excel_out, &protect, true, "007", "007");
	check(excel_out, &points, false, "007", "007");
	check(excel_in, &commas, false, "=\"007\"", "007");
	check(excel_in, &commas, false, "=\"\"", "");
	check(excel_in, &commas, false, "=\"a\"\"b\"", "=\"a\"\"b\"");
	check(excel_in, &commas, false, "=\"a\"&\"b\"", "=\"a\"&\"b\"");
	check(excel_in, &commas, false, "=\"", "=\"");
	check(excel_in, &commas, false, "=A1", "=A1");
	check(excel_in, &commas, false, "=A1&\"", "=A1&\"");
}

static void test_written_columns(void **state)
{
	static const char *const yes[] = { "ors_total",  "srs_change",      "first",
		                           "sdq_total",  "sdq_p_total",     "pss_total",
		                           "mean_first", "improved_low",    "published_high",
		                           "hours",      "planned_percent", "net_total" };
	static const char *const no[] = { "ors_individual", "ors_reported_total",
		                          "ORS_total",      "amount",
		                          "_percent",       "sdq_",
		                          "note",           "",
		                          "first_date",     "person_id",
		                          "firsts" };

	(void)state;
	for (size_t i = 0; i < COUNT(yes); i++)
		expect(excel_is_written(slice_of(yes[i])), "not %s", yes[i]);
	for (size_t i = 0; i < COUNT(no); i++)
		expect(!excel_is_written(slice_of(no[i])), "%s", no[i]);
}

static void test_ambiguous(void **state)
{
	(void)state;
	assert_true(excel_is_ambiguous(slice_of("28.434")));
	assert_true(excel_is_ambiguous(slice_of(" -1.000 ")));
	assert_false(excel_is_ambiguous(slice_of("28.43")));
	assert_false(excel_is_ambiguous(slice_of("0.125")));
	assert_false(excel_is_ambiguous(slice_of("1234.567")));
	assert_false(excel_is_ambiguous(slice_of("28,434")));
	assert_false(excel_is_ambiguous(slice_of("1.234.567")));
	assert_false(excel_is_ambiguous(slice_of("1.234,5")));
	assert_false(excel_is_ambiguous(slice_of("28.434 kr")));
	assert_false(excel_is_ambiguous(slice_of("")));
}

static void test_numbers(void **state)
{
	static const char *const numbers[] = { "", "7", "-7,5", "28.434,50", " 7.5 " };
	static const char *const texts[] = { "-", "x", "7 kr", "7,5,1", "." };

	(void)state;
	for (size_t i = 0; i < COUNT(numbers); i++)
		expect(excel_is_number(slice_of(numbers[i])), "'%s'", numbers[i]);
	for (size_t i = 0; i < COUNT(texts); i++)
		expect(!excel_is_number(slice_of(texts[i])), "'%s'", texts[i]);
}

static void check_utf8(const char *cell, const char *want, enum excel_encoding encoding)
{
	char room[EXCEL_ROOM(64)];
	enum excel_encoding found;
	struct slice got = excel_utf8(slice_of(cell), room, &found);

	expect(slice_equal(got, slice_of(want)) && found == encoding, "'%s' became '%.*s'", cell,
	       (int)got.len, got.ptr);
}

static void test_encodings(void **state)
{
	static const char *const utf8[] = { "abc",
		                            "\xC3\xA6",
		                            "\xE2\x82\xAC",
		                            "\xF0\x9F\x98\x80",
		                            "\xED\x9F\xBF",
		                            "\xF4\x8F\xBF\xBF",
		                            "\xC2\x80",
		                            "\xE0\xA0\x80",
		                            "\xF0\x90\x80\x80" };

	(void)state;
	for (size_t i = 0; i < COUNT(utf8); i++)
		check_utf8(utf8[i], utf8[i], EXCEL_UTF8);
	check_utf8("\xE6", "\xC3\xA6", EXCEL_WINDOWS_1252);
	check_utf8("\x80 5", "\xE2\x82\xAC 5", EXCEL_WINDOWS_1252);
	check_utf8("\x93x\x94", "\xE2\x80\x9Cx\xE2\x80\x9D", EXCEL_WINDOWS_1252);
	check_utf8("\x81\x8D\x8F\x90\x9D", "\xC2\x81\xC2\x8D\xC2\x8F\xC2\x90\xC2\x9D",
	           EXCEL_WINDOWS_1252);
	/* Longer than needed, a surrogate, beyond Unicode, cut short. */
	check_utf8("\xC0\xAF", "\xC3\x80\xC2\xAF", EXCEL_WINDOWS_1252);
	check_utf8("\xE0\x9F\xBF", "\xC3\xA0\xC5\xB8\xC2\xBF", EXCEL_WINDOWS_1252);
	check_utf8("\xF0\x8F\xBF\xBF", "\xC3\xB0\xC2\x8F\xC2\xBF\xC2\xBF", EXCEL_WINDOWS_1252);
	check_utf8("\xED\xA0\x80", "\xC3\xAD\xC2\xA0\xE2\x82\xAC", EXCEL_WINDOWS_1252);
	check_utf8("\xF4\x90\x80\x80", "\xC3\xB4\xC2\x90\xE2\x82\xAC\xE2\x82\xAC",
	           EXCEL_WINDOWS_1252);
	check_utf8("a\xE2\x82", "a\xC3\xA2\xE2\x80\x9A", EXCEL_WINDOWS_1252);
}

static void test_ascii(void **state)
{
	(void)state;
	for (size_t len = 0; len < 20; len++) {
		char text[20];

		memset(text, 'x', sizeof(text));
		assert_true(excel_is_ascii((struct slice){ text, len }));
		for (size_t at = 0; at < len; at++) {
			text[at] = '\x80';
			assert_false(excel_is_ascii((struct slice){ text, len }));
			text[at] = 'x';
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers_out),     cmocka_unit_test(test_numbers_in),
		cmocka_unit_test(test_formulas),        cmocka_unit_test(test_identifiers),
		cmocka_unit_test(test_written_columns), cmocka_unit_test(test_ambiguous),
		cmocka_unit_test(test_numbers),         cmocka_unit_test(test_encodings),
		cmocka_unit_test(test_ascii),
	};

	return cmocka_run_group_tests_name("excel", tests, NULL, NULL);
}
