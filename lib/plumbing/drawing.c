#include "drawing.h"

#include "child.h"

/* ---- rows ---- */

enum kind { BOX = 1, LINE, MARK, TEXT };

static void row(struct bytes *rows, enum drawing_panel panel, enum kind kind, int style,
                const int32_t *at)
{
	bytes_format(rows, "%d\t%d\t%d\t%d\t%d\t%d\t%d\t", (int)panel, (int)kind, style, (int)at[0],
	             (int)at[1], (int)at[2], (int)at[3]);
}

void drawing_box(struct bytes *rows, enum drawing_panel panel, int style, int32_t x0, int32_t y0,
                 int32_t x1, int32_t y1)
{
	row(rows, panel, BOX, style, (const int32_t[]){ x0, y0, x1, y1 });
	bytes_add(rows, slice_of("-\n"));
}

void drawing_line(struct bytes *rows, enum drawing_panel panel, int style, int32_t x0, int32_t y0,
                  int32_t x1, int32_t y1)
{
	row(rows, panel, LINE, style, (const int32_t[]){ x0, y0, x1, y1 });
	bytes_add(rows, slice_of("-\n"));
}

void drawing_mark(struct bytes *rows, enum drawing_panel panel, int style, int32_t x, int32_t y)
{
	row(rows, panel, MARK, style, (const int32_t[]){ x, y, 0, 0 });
	bytes_add(rows, slice_of("-\n"));
}

/* gnuplot undoes escapes each time it reads a row, which it does twice. */
void drawing_text(struct bytes *rows, enum drawing_panel panel, enum drawing_text kind, int32_t x,
                  int32_t y, struct slice utf8)
{
	row(rows, panel, TEXT, (int)kind, (const int32_t[]){ x, y, 0, 0 });
	for (size_t i = 0; i < utf8.len; i++)
		bytes_format(rows, "\\\\%03o", (unsigned)(unsigned char)utf8.ptr[i]);
	bytes_add(rows, slice_of(utf8.len == 0 ? "-\n" : "\n"));
}

void drawing_run(const char *program, enum drawing_format format, struct slice rows,
                 struct bytes *picture)
{
	static const char *const formats[] = { "png", "svg", "inline" };
	const char *const arguments[] = { "gnuplot", "-d", "-c", program, formats[format], NULL };
	int status = child_run(arguments, rows, picture);

	if (status == CHILD_ABSENT)
		diag_fail(NOWHERE, "gnuplot is missing (Debian: gnuplot-nox)");
	if (status != 0 || picture->len == 0)
		diag_fail(NOWHERE,
		          "gnuplot failed; is it version 5.2 or later, and can it write "
		          "%s?",
		          formats[format]);
}

/* ---- SVG ---- */

static struct slice next_line(struct slice *rest)
{
	const char *end = memchr(rest->ptr, '\n', rest->len);
	size_t len = end == NULL ? rest->len : (size_t)(end - rest->ptr) + 1;
	struct slice line = { rest->ptr, len };

	rest->ptr += len;
	rest->len -= len;
	return line;
}

static bool begins(struct slice text, const char *with)
{
	size_t len = strlen(with);

	return text.len >= len && memcmp(text.ptr, with, len) == 0;
}

struct rule {
	const char *from, *to; /* to NULL: the prefix of ids goes behind from */
};

/* A line of gnuplot's own making, not of text, with its words replaced. */
static void add_line(struct bytes *to, struct slice line, const char *prefix, bool inlined)
{
	static const struct rule rules[] = {
		{ "id='", NULL },
		{ "href='#", NULL },
		{ "fill=\"black\"", "fill=\"currentColor\"" },
		{ "color=\"black\"", "" },
		{ "stroke='black'", "stroke='currentColor'" },
		{ "stroke=\"black\"", "stroke=\"currentColor\"" },
		/* black, what is nearly black, and the grid */
		{ "rgb(  0,   0,   0)", "currentColor" },
		{ "rgb( 68,  68,  68)", "currentColor" },
		{ "rgb( 85,  85,  85)", "currentColor" },
		{ "stroke='rgb(187, 187, 187)'", "stroke='currentColor' stroke-opacity='.25'" },
	};
	const size_t ids = 2, count = inlined ? sizeof(rules) / sizeof(rules[0]) : ids;

	while (line.len > 0) {
		const struct rule *found = NULL;

		for (size_t i = 0; i < count && found == NULL; i++)
			if (begins(line, rules[i].from))
				found = &rules[i];
		if (found == NULL) {
			bytes_add(to, (struct slice){ line.ptr, 1 });
			line.ptr++;
			line.len--;
			continue;
		}
		bytes_add(to, slice_of(found->to == NULL ? found->from : found->to));
		if (found->to == NULL)
			bytes_add(to, slice_of(prefix));
		line.ptr += strlen(found->from);
		line.len -= strlen(found->from);
	}
}

static void add_words(struct bytes *to, const char *element, const char *prefix, struct slice text)
{
	bytes_format(to, "<%s id=\"%s%s\">", element, prefix, element);
	bytes_xml(to, text);
	bytes_format(to, "</%s>\n", element);
}

/* Lines without meaning here: gnuplot's own words, and filters that no chart uses. */
static bool is_idle(struct slice line)
{
	return line.len == 1 || begins(line, "<desc>") || begins(line, "\t<filter") ||
	       begins(line, "\t  <fe") || begins(line, "\t</filter");
}

void drawing_svg(struct bytes *to, struct slice made, bool inlined, const char *prefix,
                 const struct drawing_words *words)
{
	struct slice open = { "", 0 }; /* a group that may turn out to be empty */

	while (made.len > 0) {
		struct slice line = next_line(&made);

		if ((begins(line, "<?xml") && inlined) || is_idle(line))
			continue;
		if (open.len > 0 && begins(line, "</g>")) {
			open.len = 0;
			continue;
		}
		add_line(to, open, prefix, inlined);
		open.len = 0;
		if (begins(line, "<svg")) {
			bytes_format(to, "<svg role=\"img\" aria-labelledby=\"%stitle %sdesc\"\n",
			             prefix, prefix);
		} else if (begins(line, "<title>")) {
			add_words(to, "title", prefix, words->title);
			add_words(to, "desc", prefix, words->description);
		} else if (begins(line, "\t\t<text>")) {
			bytes_add(to, line);
		} else if (begins(line, "<g id=") || begins(line, "\t<g id=")) {
			bytes_add(to, slice_of("<g>\n"));
		} else if (begins(line, "<g fill=")) {
			open = line;
		} else {
			add_line(to, line, prefix, inlined);
		}
	}
}
