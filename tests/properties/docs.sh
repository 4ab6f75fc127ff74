#!/usr/bin/env bash
# docs: what pages and tables say of each other. The figures of sfb-instruments(7) against
# share/*.csv, the lists of sfb-columns(5) against the tables that it is made from, words of
# sfb-rules(5), the program in libsfb(3), and which page or list names which command.
#
#   tests/properties/docs.sh BINDIR
# shellcheck disable=SC2154 source-path=SCRIPTDIR source=verdicts
. "$(dirname "$0")/verdicts"
export LC_ALL=C.UTF-8

cd "$here/../.." || exit 2

docs() {
	python3 tests/properties/docs.py "$@"
}

# The program in libsfb(3) and what it prints; compiled as the page says, but for the place.
awk -v folder="$work" '
	/^\.Sh/ { inside = /EXAMPLES/ }
	inside && /^\.Bd/ { shown++; next }
	inside && /^\.Ed/ { file = ""; closed = shown; next }
	inside && shown > closed { gsub(/\\e/, "\\"); print >(folder "/" (shown == 1 ? "example.c" : "example.out")) }
' man/libsfb.3

compiles() {
	"${CC:-cc}" -Ilib -I"$bin/../gen" -o "$work/example" "$work/example.c" "$bin/../lib/libsfb.a" -lgsl -lgslcblas -lm &&
		"$work/example" | diff "$work/example.out" -
}

check 'sfb-instruments(7) and the tables' docs instruments man/sfb-instruments.7
check 'sfb-columns(5) and the tables' docs columns "$bin/../man/sfb-columns.5"
check 'sfb-rules(5) and values.csv' docs rule_words man/sfb-rules.5
check 'CONTRIBUTING.md and the house' docs house CONTRIBUTING.md
check 'libsfb(3) and the headers' docs library man/libsfb.3
check 'commands and their pages' docs commands "$bin"
[[ ${SANITIZE-} == 1 ]] || check 'the program of libsfb(3)' compiles

# Does it notice? A figure, a source, an alias and a word that are wrong.
wrong() { # FUNCTION PAGE SED
	sed "$3" "$2" >"$work/page"
	if cmp -s "$2" "$work/page"; then
		echo "$3 changes nothing"
		return 1
	fi
	! docs "$1" "$work/page" >/dev/null 2>&1
}
check 'a wrong cutoff' wrong instruments man/sfb-instruments.7 's/ORS Ta 28 Ta/ORS Ta 27 Ta/'
check 'a wrong band' wrong instruments man/sfb-instruments.7 's/Ta 17 to 19/Ta 17 to 18/'
check 'a wrong item' wrong instruments man/sfb-instruments.7 's/7, 11, 14, 21, 25/7, 11, 14, 21, 24/'
check 'a source that is gone' wrong instruments man/sfb-instruments.7 's/KA-01028/KA-01029/'
check 'an alias too few' wrong columns "$bin/../man/sfb-columns.5" 's/^rolle$/rolla/'
check 'a word too many' wrong columns "$bin/../man/sfb-columns.5" 's/^self, selv/self, selve, selv/'

echo "docs: $passed passed, $failed failed"
((failed == 0))
