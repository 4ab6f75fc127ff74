#!/usr/bin/env bash
# demo: the weekly report of an invented team, and the pipeline that makes it.
#
#   examples/demo.sh [FOLDER OF THE COMMANDS]
#
# Copy the pipeline, put your own export in place of the sample, and go on.
set -euo pipefail
cd "$(dirname "$0")/.."

bin=${1:-build/bin}
team=examples/team
as_of=2026-06-29

cat <<END
Whom to talk about on Monday, from the sessions of $team (all people are invented):

  ors-score --persons $team/persons.csv $team/sessions.csv |
    srs-flag --persons $team/persons.csv |
    talk-list --as-of $as_of --persons $team/persons.csv

The report that makes a page of it, one command for cron:

  learning-report --as-of $as_of --lang da $team

END

status=0
"$bin/learning-report" --as-of "$as_of" --lang da "$team" || status=$?

# The same for a screen, a phone or paper.
page=${bin%/bin}/week.html
((status != 0 && status != 3)) ||
	"$bin/learning-report" --as-of "$as_of" --lang da -o "$page" "$team" 2>/dev/null || status=$?
((status != 0 && status != 3)) || printf '\nThe same page as HTML, for a browser:\n\n  %s\n' "$(cd "$(dirname "$page")" && pwd)/${page##*/}"

# Some rows could not be scored, and the page says how many: that is a report, too.
((status == 3)) && status=0
exit "$status"
