#!/usr/bin/env bash
# special-days: the shipped tables of special days, hour by hour: with everything else ordinary,
# each day of two years has as many flexible hours as the agreements say, typed here again.
#
#   tests/properties/special-days.sh BINDIR
# shellcheck disable=SC2154 source-path=SCRIPTDIR source=verdicts
. "$(dirname "$0")/verdicts"
share=$bin/../share/sfb

# Area, then day and hours.
while read -r area days; do
	{
		echo therapist_id,date,start,end
		for ((day = 0; day < 730; day++)); do
			date -u -d "2025-01-01 + $day days" '+%F,%F,00:00,24:00'
		done | grep -v -e 2025-10-26 -e 2026-10-25 # 25 hours are no entry
	} >"$work/in.csv"
	tail -n +2 "$work/in.csv" | awk -F '[,-]' -v days="$days" 'BEGIN {
			n = split(days, pair, /[ =]/)
			for (i = 1; i < n; i += 2) hours[pair[i]] = pair[i + 1]
		} { day = $2 "-" $3; printf "%s-%s-%s %.2f\n", $1, $2, $3, hours[day] }' >"$work/want"
	"$bin/flex-ratio" -q --ordinary 00:00-24:00 --weekdays 1-7 --holidays none \
		--special-days "$share/special_days_$area.csv" "$work/in.csv" |
		awk -F , 'NR > 1 { print $1, $4 }' >"$work/got"
	try "$area" diff "$work/want" "$work/got"
done <<'END'
kbh 12-24=8 12-31=8 05-01=24 06-05=12
kl 12-24=24 12-31=12 05-01=12 06-05=12
END

# The places of the intervals: the hour before and the hour behind each boundary.
while read -r area day boundary before behind; do
	for side in before behind; do
		from=$((boundary - (boundary > 0 ? 1 : 0))) want=$before
		[[ $side == before ]] || from=$boundary want=$behind
		got=$(printf 'therapist_id,date,start,end\nT,2026-%s,%02d:00,%02d:00\n' "$day" "$from" \
			$((from + 1)) | "$bin/flex-ratio" -q --ordinary 00:00-24:00 --weekdays 1-7 \
			--holidays none --special-days "$share/special_days_$area.csv" | awk -F , 'NR == 2 { print $4 }')
		try "$area $day, $side $boundary:00: $got, not $want" test "$got" = "$want"
	done
done <<'END'
kbh 12-24 16 0.00 1.00
kbh 12-31 16 0.00 1.00
kbh 06-05 12 0.00 1.00
kl 12-31 12 0.00 1.00
kl 05-01 12 0.00 1.00
kl 06-05 12 0.00 1.00
END

echo "special-days: $passed passed, $failed failed"
((failed == 0))
