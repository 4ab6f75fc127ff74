#!/usr/bin/env bash
# weekly: makes the page of the learning meeting, so that nobody has to think of it.
#
#   weekly.sh FOLDER PAGE [OPTION OF LEARNING-REPORT]...
#
# Copy it, and have cron call it (see crontab beside this file, and sfb-cron(7)). FOLDER has the
# team's tables; PAGE is the file to write, such as /srv/team/week.html.
#
# When anything fails, last week's page stays as it was, the reason goes to standard error, and the
# status is not 0. 3 is that of learning-report: the page is there, and counts records that cannot be
# right. Nothing is left behind when this is killed; what a kill -9 or a power cut leaves beside the
# page in the moment of writing, PAGE.new-XXXXXX, the next run takes away.
set -euo pipefail

# Cron has almost no environment: where the commands are has to be said. SFB_BIN is for commands
# that are not installed, as in a folder where somebody typed make.
PATH=${SFB_BIN:+$SFB_BIN:}/usr/local/bin:/usr/bin:/bin
export PATH
# What this writes can be read by its owner only.
umask 077

die() {
	printf 'weekly.sh: %s\n' "$1" >&2
	exit 2
}

[ $# -ge 2 ] || die 'usage: weekly.sh FOLDER PAGE [OPTION]...'
tables=$1 page=$2
shift 2

folder=$(dirname -- "$page")
[ -d "$tables" ] || die 'the folder of the tables is not there'
[ -w "$folder" ] || die 'the folder of the page is not there, or not ours to write in'
command -v learning-report >/dev/null ||
	die 'learning-report is not found; SFB_BIN=/the/folder/it/is/in in front helps'
command -v flock >/dev/null || die 'flock is missing (Debian: util-linux)'

# One run at a time. The lock is on a folder that is there anyway: no file for it is left behind,
# and the system takes it back when the program below ends, however it ends.
exec 9<"$folder"
flock --nonblock 9 || die 'another run is at work, so this one does nothing'

rm -f -- "$page".new-??????

# It writes another file beside the page and renames it when it is whole.
exec learning-report --lang da -o "$page" "$@" -- "$tables"
