#!/bin/sh
# change-score's series, first and last in datamash, which reads no quotes: from a table of cells that
# need none, family|person|rater|form|session|score, in order of session and without missing scores.
datamash -t '|' --header-in -s -g 1,2,3,4 count 6 first 6 last 6 <"$1" |
	awk -F '|' -v OFS=, 'BEGIN { print "family_id,person_id,rater,form,sessions,first,last" }
	$5 == 1 { $7 = "" }
	{ print $1, $2, $3, $4, $5, $6, $7 }'
