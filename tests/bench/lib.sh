# lib.sh: what the benchmarks share; to be sourced. The caller sets src, this folder; out, where
# helpers and data go; and tmp.
# shellcheck shell=bash
# shellcheck disable=SC2154 # src, out and tmp are the caller's

die() { # STATUS WHAT
	printf 'bench: %s\n' "$2" >&2
	exit "$1"
}

is_count() { # WORD...
	[[ "$*" =~ ^([1-9][0-9]{0,8} ?)+$ ]]
}

# Whether a program is there; of the awks only one that reads CSV.
have() {
	command -v "$1" >/dev/null || return 1
	[[ $1 != gawk ]] || gawk --csv 'BEGIN { exit 0 }' 2>/dev/null
}

build_helpers() {
	local helper libs
	for helper in generate bare measure pick; do
		libs=
		case $helper in bare | pick) libs=-lcsv ;; esac
		# CC, CPPFLAGS and LDFLAGS may each be several words.
		# shellcheck disable=SC2086
		${CC:-cc} -std=c11 -O2 ${CPPFLAGS-} -o "$out/$helper" "$src/$helper.c" ${LDFLAGS-} $libs ||
			die 2 "cannot build $helper"
	done
	forget_old_data
}

# Data of another generator is no use.
forget_old_data() {
	local version
	version=$(cksum <"$src/generate.c")
	[[ $(cat "$out/data.version" 2>/dev/null) != "$version" ]] || return 0
	rm -f "$out"/data-*.csv
	printf '%s\n' "$version" >"$out/data.version"
}

# made FILE OPTION...: a file that generate writes; there already when an earlier run made it.
made() {
	local file=$1
	shift
	[[ ! -s $file ]] || return 0
	"$out/generate" "$@" >"$file.part" || die 2 "cannot generate $file"
	mv "$file.part" "$file"
}

# measured COMMAND...: runs it and leaves wall and cpu seconds and KiB in the variables of these names.
measured() {
	local status=0
	"$out/measure" "$@" >"$tmp/cost" 2>"$tmp/messages" || status=$?
	if ((status != 0)); then
		cat "$tmp/messages" >&2
		die 1 "status $status: $*"
	fi
	# shellcheck disable=SC2034
	read -r wall cpu kib <"$tmp/cost"
}

# The middle one of numbers, one a line; with an argument, the least (1) or the largest (3).
middle() {
	sort -g | awk -v which="${1:-2}" '{ n[NR] = $1 }
	END { print which == 1 ? n[1] : which == 3 ? n[NR] : n[int((NR + 1) / 2)] }'
}

machine() {
	local model compiler
	model=$(sed -n '/^model name/{s/.*: //p;q;}' /proc/cpuinfo 2>/dev/null) || true
	[[ -n $model ]] || model=$(sysctl -n machdep.cpu.brand_string 2>/dev/null) || model=$(uname -m)
	# shellcheck disable=SC2086
	compiler=$(${CC:-cc} --version | sed -n 1p)
	printf '%s, %s cores, %s %s, %s' "$model" "$(getconf _NPROCESSORS_ONLN)" "$(uname -s)" "$(uname -r)" \
		"$compiler"
}

# each_command CALL: CALL KIND COMMAND [OPTION...] for every command that reads a table, where file_of
# KIND is the table. $tmp/key is a key.
each_command() {
	"$1" ors ors-score
	"$1" srs srs-flag
	"$1" sdq sdq-score -q
	"$1" pss pss-score
	"$1" scored talk-list -q --as-of 2025-12-31
	"$1" scored change-score -q --measure ors
	"$1" changes outcome-summary -q
	"$1" courses course-summary --by team
	"$1" scored followup-check -q --as-of 2025-12-31
	"$1" cases caseload-check --as-of 2024-06-29
	"$1" hours flex-ratio
	"$1" costs cost-net
	"$1" evenings record-check --rules multifamily --as-of 2026-01-01
	"$1" scored progress-chart -q --spark
	"$1" ors pseudonymize --key "$tmp/key" --id person_id=P --id family_id=F
	"$1" ors csv-excel -q
}

# The tables for each_command, so many rows of so many persons; and the key. BIN makes the last two.
# shellcheck disable=SC2004 # file_of is an associative array
make_tables() { # BIN ROWS PERSONS
	local bin=$1 kind
	for kind in ors srs sdq pss courses cases hours costs evenings; do
		made "$out/data-$kind-$2-$3.csv" --kind "$kind" --rows "$2" --persons "$3"
		file_of[$kind]=$out/data-$kind-$2-$3.csv
	done
	file_of[scored]=$tmp/scored.csv
	file_of[changes]=$tmp/changes.csv
	"$bin/ors-score" "${file_of[ors]}" >"$tmp/scored.csv" || die 1 'no scores'
	"$bin/change-score" -q --measure ors "$tmp/scored.csv" >"$tmp/changes.csv" || die 1 'no changes'
	"$bin/pseudonymize" --new-key "$tmp/key" || die 1 'no key'
}
