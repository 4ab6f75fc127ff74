/* foreign.h: what each kind of file is called by its first bytes, and that tables are none of them. */
#include "testing.h"

#include "foreign.h"

/* The head of a ZIP archive: 30 bytes, and the name of its first member behind them. */
#define ZIP          \
	"PK\x03\x04" \
	"\x14\0\0\0\0\0\0\0\x21\\\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
#define BYTES(literal)                         \
	{                                      \
		(literal), sizeof(literal) - 1 \
	}

enum { PACKED, SHEET, BOOK, OLD_BOOK, PDF, GZIP, MARKUP, JSON, KINDS };

/* A part of what is said that no other kind has. */
static const char *const said[KINDS] = {
	"a ZIP archive",
	"an OpenDocument file",
	"an Excel workbook (.xlsx)",
	"an old Excel workbook (.xls)",
	"a PDF file",
	"compressed by gzip",
	"a web page or XML",
	"JSON",
};

/* needs: as many bytes as tell this kind; of fewer, nothing is known. */
static const struct {
	struct slice start;
	size_t needs;
	int kind;
} files[] = {
	{ BYTES(ZIP "[Content_Types].xml\xA2\x04"), 4, BOOK },
	{ BYTES(ZIP "_rels/.rels\xAD"), 4, BOOK },
	{ BYTES(ZIP "docProps/app.xml\x9D"), 4, BOOK },
	{ BYTES(ZIP "xl/workbook.xml\x8D"), 4, BOOK },
	{ BYTES(ZIP "mimetypeapplication/vnd.oasis.opendocument.spreadsheetPK"), 4, SHEET },
	{ BYTES(ZIP "mimetypeapplication/epub+zipPK"), 4, PACKED },
	{ BYTES(ZIP "sessions.csv"), 4, PACKED },
	{ BYTES(ZIP "x"), 4, PACKED },
	{ BYTES("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), 4, OLD_BOOK },
	{ BYTES("%PDF-1.7\n"), 4, PDF },
	{ BYTES("\x1F\x8B\x08\0\0\0\0\0"), 2, GZIP },
	{ BYTES("<!DOCTYPE html>"), 4, MARKUP },
	{ BYTES("<!doctype html>"), 4, MARKUP },
	{ BYTES("<!-- table -->"), 4, MARKUP },
	{ BYTES("<?xml version=\"1.0\"?>"), 4, MARKUP },
	{ BYTES("<html><body>"), 4, MARKUP },
	{ BYTES("<HTML><BODY>"), 4, MARKUP },
	{ BYTES("<table>"), 4, MARKUP },
	{ BYTES("<TABLE>"), 4, MARKUP },
	{ BYTES("[{\"person_id\": 1}]"), 2, JSON },
	{ BYTES("{\"persons\": []}"), 2, JSON },
	{ BYTES("[\n  {"), 2, JSON },
	{ BYTES("{\n  \"persons\""), 2, JSON },
	{ BYTES("[\r\n  {"), 2, JSON },
	{ BYTES("{\r\n  \"persons\""), 2, JSON },
};

static void expect_kind(struct slice start, int kind)
{
	const char *text = foreign_kind(start);

	expect(text != NULL, "kind %d from %zu bytes: nothing", kind, start.len);
	for (int other = 0; other < KINDS; other++)
		expect((strstr(text, said[other]) != NULL) == (other == kind),
		       "kind %d from %zu bytes: %s", kind, start.len, text);
	assert_true(foreign_may_be(start));
}

static void test_kinds(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(files); i++)
		expect_kind(files[i].start, files[i].kind);
}

/*
 * Cut short anywhere, in a copy without a byte behind it: the same kind as soon as its mark is
 * whole, of archives a mere archive until the name of the first member tells, and nothing before.
 */
static void test_cut_short(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(files); i++)
		for (size_t len = 0; len <= files[i].start.len; len++) {
			char *copy = malloc(len + (len == 0));
			struct slice start = { copy, len };
			const char *text;

			assert_non_null(copy);
			memcpy(copy, files[i].start.ptr, len);
			text = foreign_kind(start);
			if (len < files[i].needs) {
				expect(text == NULL && !foreign_may_be(start), "file %zu, %zu: %s",
				       i, len, text == NULL ? "may be" : text);
			} else {
				expect(text != NULL && foreign_may_be(start), "file %zu, %zu", i,
				       len);
				expect(strstr(text, said[files[i].kind]) != NULL ||
				               (strstr(text, said[PACKED]) != NULL &&
				                files[i].start.ptr[0] == 'P'),
				       "file %zu, %zu: %s", i, len, text);
			}
			free(copy);
		}
}

/* Headers that only begin a little like one of them. */
static void test_tables(void **state)
{
	static const struct slice tables[] = {
		BYTES("person_id,age\n"),  BYTES("PK,age\n"),
		BYTES("PK\x03,age\n"),     BYTES("<id>,age\n"),
		BYTES("<tal>,age\n"),      BYTES("<!>,age\n"),
		BYTES("[id],age\n"),       BYTES("{id},age\n"),
		BYTES("%,PDF\n"),          BYTES("%PD,age\n"),
		BYTES("\x1F,age\n"),       BYTES("\xD0\xCF,age\n"),
		BYTES("\"<html>\",age\n"), BYTES(" %PDF,age\n"),
		BYTES("\0PK\x03\x04"),     BYTES(""),
	};

	(void)state;
	for (size_t i = 0; i < COUNT(tables); i++) {
		expect(foreign_kind(tables[i]) == NULL, "table %zu: %s", i,
		       foreign_kind(tables[i]));
		expect(!foreign_may_be(tables[i]), "table %zu", i);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_cut_short),
		cmocka_unit_test(test_tables),
	};

	return cmocka_run_group_tests_name("foreign", tests, NULL, NULL);
}
