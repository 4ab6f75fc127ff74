# The table of a bench run. In: one line per timed run, `job|floor|wall|cpu|KiB`, rounds one after the
# other; `floor` names the job that this one is compared with. Out, with -v as=markdown, the table;
# with -v as=medians, `job|wall|cpu|KiB` for the targets (KiB is the largest seen).

BEGIN { FS = "|" }

!($1 in runs) { order[++jobs] = $1; floor[$1] = $2 }

{
	n = ++runs[$1]
	wall[$1, n] = $3
	cpu[$1, n] = $4
	if ($5 > peak[$1])
		peak[$1] = $5
}

# Sorts times[job, 1..runs] in place; an odd number of runs has a middle one.
function sort(times, job,    i, j, held) {
	for (i = 2; i <= runs[job]; i++) {
		held = times[job, i] + 0
		for (j = i - 1; j >= 1 && times[job, j] + 0 > held; j--)
			times[job, j + 1] = times[job, j]
		times[job, j + 1] = held
	}
}

function median(times, job) {
	return times[job, int((runs[job] + 1) / 2)]
}

# To a floor that was not asked for, there is none.
function ratio(times, job, base) {
	return base in runs ? sprintf("%.2f", median(times, job) / median(times, base)) : "-"
}

END {
	for (i = 1; i <= jobs; i++) {
		sort(wall, order[i])
		sort(cpu, order[i])
	}
	if (as == "markdown") {
		print "| job | wall s, median (min-max) | user+sys s | ratio (wall) | ratio (user+sys) | to | peak MiB |"
		print "|---|---:|---:|---:|---:|---|---:|"
	}
	for (i = 1; i <= jobs; i++) {
		job = order[i]
		base = floor[job]
		if (as == "medians") {
			printf "%s|%.6f|%.6f|%d\n", job, median(wall, job), median(cpu, job), peak[job]
			continue
		}
		printf "| %s | %.3f (%.3f-%.3f) | %.3f | %s | %s | %s | %.1f |\n", job, \
			median(wall, job), wall[job, 1], wall[job, runs[job]], median(cpu, job), \
			ratio(wall, job, base), ratio(cpu, job, base), base, peak[job] / 1024
	}
}
