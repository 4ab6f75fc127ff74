# progress-chart.gp: draws the rows that progress-chart(1) writes, one chart a run.
#
#   gnuplot -d -c progress-chart.gp png|svg|inline <ROWS
#
# A row: panel, kind (1 box, 2 line, 3 mark, 4 text), style, x0, y0, x1, y1, text. Panels,
# styles and scales are those of lib/plumbing/drawing.h. Nothing of the input is ever a
# part of this program, and texts are drawn as they are (noenhanced).

set encoding utf8
set datafile separator "\t"
if (ARG1 eq "png") {
	set terminal pngcairo size 1520,960 font "sans,12" fontscale 1.7 linewidth 2 pointscale 1.8 noenhanced background rgb "white"
} else { if (ARG1 eq "svg") {
	set terminal svg size 760,480 font "sans-serif,12" noenhanced background rgb "white"
} else {
	set terminal svg size 760,480 font "sans-serif,12" noenhanced
} }

# Colours of Okabe and Ito, which differ in lightness as well; no two series share a mark
# or a dash either.
array marks[6] = [7, 4, 9, 12, 8, 10]
array colours[6] = [0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0x56B4E9, 0x555555]
nth(s) = (int(s) - 1) % 6 + 1
pt(s) = marks[nth(s)]
lc(s) = colours[nth(s)]
set style arrow 1 nohead lw 1.8 lc rgb 0x0072B2 dt solid
set style arrow 2 nohead lw 1.8 lc rgb 0xD55E00 dt (9,4)
set style arrow 3 nohead lw 1.8 lc rgb 0x009E73 dt (3,3)
set style arrow 4 nohead lw 1.8 lc rgb 0xCC79A7 dt (10,3,2,3)
set style arrow 5 nohead lw 1.8 lc rgb 0x56B4E9 dt (14,5)
set style arrow 6 nohead lw 1.8 lc rgb 0x555555 dt (2,6)
# The edges of a band are thinner.
set style arrow 21 nohead lw 0.8 lc rgb 0x0072B2 dt solid
set style arrow 22 nohead lw 0.8 lc rgb 0xD55E00 dt (9,4)
set style arrow 23 nohead lw 0.8 lc rgb 0x009E73 dt (3,3)
set style arrow 24 nohead lw 0.8 lc rgb 0xCC79A7 dt (10,3,2,3)
set style arrow 25 nohead lw 0.8 lc rgb 0x56B4E9 dt (14,5)
set style arrow 26 nohead lw 0.8 lc rgb 0x555555 dt (2,6)
set style arrow 11 nohead lw 1.6 lc rgb "black" dt (6,4)
set style arrow 12 nohead lw 0.6 lc rgb 0xBBBBBB dt solid
set style arrow 13 nohead lw 1.2 lc rgb 0x444444 dt (2,4)
set style arrow 14 nohead lw 1.0 lc rgb 0x555555 dt solid

set table $rows separator tab
plot "/dev/stdin" using 1:2:3:4:5:6:7:(stringcolumn(8)) with table
unset table

# Edges of the panels, in parts of the page: page, upper, lower, whole, left, right, square.
edge_left(p) = real(word("0 .06 .06 .06 .06 .54 .28", int(p) + 1))
edge_right(p) = real(word("1 .865 .865 .865 .43 .91 .72", int(p) + 1))
edge_bottom(p) = real(word("0 .51 .16 .16 .23 .23 .23", int(p) + 1))
edge_top(p) = real(word("1 .86 .42 .86 .84 .84 .84", int(p) + 1))

# The cell in a column of the panel's rows of one kind, NaN in all others.
panel = 0
at(k, c) = column(1) == panel && column(2) == k ? column(c) / 1000 : NaN

# Where a text of one style stands on the page, whichever panel it belongs to.
is(s) = column(2) == 4 && column(3) == s
page_x(s) = is(s) ? 100 * (edge_left(column(1)) + (edge_right(column(1)) - edge_left(column(1))) * column(4) / 100000) : NaN
page_y(s) = is(s) ? 100 * (edge_bottom(column(1)) + (edge_top(column(1)) - edge_bottom(column(1))) * column(5) / (column(1) == 0 ? 100000 : 40000)) : NaN

array drawn[7]
do for [p = 0:6] {
	stats $rows using (column(1) == p) name "rows" nooutput
	drawn[p + 1] = rows_sum
}

set key off
set xrange [0:100]
set style fill transparent solid 0.13 noborder
unset xtics
set multiplot
do for [p = 1:7] {
	panel = p % 7
	if (drawn[panel + 1] > 0) {
		set lmargin at screen edge_left(panel)
		set rmargin at screen edge_right(panel)
		set bmargin at screen edge_bottom(panel)
		set tmargin at screen edge_top(panel)
		if (panel == 0) {
			set yrange [0:100]
			unset border
			unset ytics
		} else {
			set yrange [0:40]
			set border 3 lw 0.8
			set ytics 0,10,40 nomirror out scale 0.5
		}
		plot $rows using ((at(1,4)+at(1,6))/2):((at(1,5)+at(1,7))/2):(at(1,4)):(at(1,6)):(at(1,5)):(at(1,7)):(lc(column(3))) with boxxyerror lc rgb variable, \
			$rows using (at(2,4)):(at(2,5)):(at(2,6)-at(2,4)):(at(2,7)-at(2,5)):3 with vectors arrowstyle variable, \
			$rows using (at(3,4)):(at(3,5)):(pt(column(3))):(lc(column(3))) with points pt variable lc rgb variable ps 0.9 lw 1.5, \
			$rows using (panel == 0 ? page_x(1) : NaN):(page_y(1)):8 with labels left noenhanced font ",16", \
			$rows using (panel == 0 ? page_x(2) : NaN):(page_y(2)):8 with labels left noenhanced, \
			$rows using (panel == 0 ? page_x(3) : NaN):(page_y(3)):8 with labels left noenhanced font ",10", \
			$rows using (panel == 0 ? page_x(4) : NaN):(page_y(4)):8 with labels center offset 0,-1 noenhanced font ",11", \
			$rows using (panel == 0 ? page_x(5) : NaN):(page_y(5)):8 with labels left offset 0.7,0 noenhanced font ",11"
	}
}
unset multiplot
