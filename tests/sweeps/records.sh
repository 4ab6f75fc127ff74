# records.sh: for figures that make their own input, the list `memory` instead of the common one: a
# header and one record for each command.
# shellcheck shell=bash disable=SC2034,SC2154

for_each() {
	local name arguments kind bytes header record program number=0
	printf '%064d\n' 7 >"$work/key"
	chmod 600 "$work/key"
	while IFS=$'\x1f' read -r name arguments kind bytes header record; do
		[[ -n $name && $name != '#'* ]] || continue
		[[ -z ${ONLY:-} || $name == "$ONLY" ]] || continue
		find_program "$name" || continue
		number=$((number + 1))
		printf '%s\n%s\n' "$header" "$record" >"$work/$number.csv"
		start "$@" "$work/all/$(printf %05d "$number")" "$program" "${arguments/@key/$work/key}" \
			"$work/$number.csv" "$kind $bytes"
	done < <(tr '\t' '\037' <"$here/memory")
	finish
}
