#include "foreign.h"

#include <sys/stat.h>
#include <unistd.h>

/* Where the name of its first member stands in a ZIP archive. */
enum { ZIP_NAME = 30 };

#define BEGINS(text, literal) begins((text), (literal), sizeof(literal) - 1)

static bool begins(struct slice text, const char *with, size_t len)
{
	return text.len >= len && memcmp(text.ptr, with, len) == 0;
}

/* Spreadsheets are ZIP archives; the first member tells which. */
static const char *zip_kind(struct slice start)
{
	struct slice name = { start.ptr + ZIP_NAME, start.len - ZIP_NAME };

	if (start.len < ZIP_NAME)
		return "a ZIP archive: unpack it first";
	if (BEGINS(name, "mimetypeapplication/vnd.oasis.opendocument"))
		return "an OpenDocument file (.ods), not CSV: open it in LibreOffice and save it "
		       "as 'Text CSV', UTF-8";
	if (BEGINS(name, "[Content_Types].xml") || BEGINS(name, "_rels/") ||
	    BEGINS(name, "docProps/") || BEGINS(name, "xl/"))
		return "an Excel workbook (.xlsx), not CSV: open it in Excel and save it as 'CSV "
		       "UTF-8'";
	return "a ZIP archive: unpack it first";
}

const char *foreign_kind(struct slice start)
{
	if (BEGINS(start, "PK\x03\x04"))
		return zip_kind(start);
	if (BEGINS(start, "\xD0\xCF\x11\xE0"))
		return "an old Excel workbook (.xls), not CSV: open it in Excel and save it as "
		       "'CSV UTF-8'";
	if (BEGINS(start, "%PDF"))
		return "a PDF file: export the table itself, as CSV";
	if (BEGINS(start, "\x1F\x8B"))
		return "compressed by gzip: gunzip it first";
	/* Four bytes each, which is what has come when this is asked first. */
	if (BEGINS(start, "<!DO") || BEGINS(start, "<!do") || BEGINS(start, "<!--") ||
	    BEGINS(start, "<?xm") || BEGINS(start, "<htm") || BEGINS(start, "<HTM") ||
	    BEGINS(start, "<tab") || BEGINS(start, "<TAB"))
		return "a web page or XML, not CSV, whatever its name says: open it in Excel and "
		       "save it as 'CSV UTF-8'";
	if (BEGINS(start, "[{") || BEGINS(start, "{\"") || BEGINS(start, "[\n") ||
	    BEGINS(start, "{\n") || BEGINS(start, "[\r") || BEGINS(start, "{\r"))
		return "JSON, not CSV: export the table as CSV";
	return NULL;
}

bool foreign_may_be(struct slice start)
{
	return start.len > 0 && memchr("P\xD0%\x1F<[{", start.ptr[0], 7) != NULL &&
	       foreign_kind(start) != NULL;
}

const char *foreign_file(int fd)
{
	struct stat in, out;

	if (fstat(fd, &in) != 0)
		return NULL;
	if (S_ISDIR(in.st_mode))
		return "a folder: name the files in it";
	/* Where standard output is closed, an input can be opened in its place. */
	if (fd != STDOUT_FILENO && S_ISREG(in.st_mode) && fstat(STDOUT_FILENO, &out) == 0 &&
	    in.st_dev == out.st_dev && in.st_ino == out.st_ino)
		return "the output goes into this same file, which > empties first: write to "
		       "another one";
	return NULL;
}
