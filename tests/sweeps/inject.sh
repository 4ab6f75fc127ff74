# inject.sh: faults by number, for R1 and R2; see faults.c.
# shellcheck shell=bash disable=SC2004,SC2034,SC2154

# What learning-report calls (short: some of it): faults are theirs, the report has to notice.
report_commands='ors-score talk-list record-check report-cells'
((!full)) || report_commands+=' srs-flag change-score outcome-summary followup-check caseload-check
	course-summary'

# One kind of fault at the first, second, ... call of the command (of victim, where that is set),
# until there is no such call any more. CHUNK makes every read (write) small, so that there is a
# first, second, ... one in a small fixture. Short: the gaps grow with the number.
inject() { # CALL ERROR TIMES [CHUNK]
	local call=$1 error=$2 times=$3 chunk=${4:-0} n=1 where on input=/dev/null
	while :; do
		where="${victim:+$victim: }$call $n $error"
		((times != 0)) || where+=' and all later ones'
		# A run that struck its last call of this kind is the same one with all later calls struck.
		if ((times == 0)) && [[ ${last_one["${victim:-} $call $error $chunk $n"]:-} ]]; then
			next_call
			continue
		fi
		: >"$dir/struck"
		[[ $operand ]] || input=$fixture
		LD_PRELOAD=$tools/faults.so SFB_FAULT_PROGRAM=${victim:-$name} SFB_FAULT_CALL=$call \
			SFB_FAULT_AT=$n SFB_FAULT_TIMES=$times SFB_FAULT_ERROR=$error \
			SFB_FAULT_CHUNK=$chunk SFB_FAULT_REPORT=$dir/struck \
			"$program" ${args[@]+"${args[@]}"} ${operand:+"$fixture"} \
			<"$input" >"$dir/out" 2>"$dir/err"
		seen $?
		slurp out "$dir/out"
		if [[ ! -s $dir/struck ]]; then
			if [[ $out != "$want" ]] || ((status != want_status)); then
				complain "$where: no fault happened, and yet the run differs"
			fi
			return
		fi
		struck=$((struck + 1))
		struck_calls[$call]=$((${struck_calls[$call]:-0} + 1))
		honest "$where"
		judge "$call" "$error" "$where"
		((complaints > 50)) && return
		next_call
	done
}

next_call() {
	if [[ ${victim:-} ]]; then
		n=$((full ? n + 1 + n / 4 : n * 6 + 1))
	elif ((full)); then
		n=$((n + 1))
	else
		n=$((n + 1 + n / 10))
	fi
}

# No input and no output may fail unnoticed; on standard error there is no one to tell.
judge() { # CALL ERROR WHERE
	slurp on "$dir/struck"
	if [[ $on == *.* ]]; then
		last_one["${victim:-} $1 $2 $chunk $n"]=1
		on=${on//./}
	fi
	case $1,$2 in
	read,EINTR | read,SHORT | write,EINTR | write,SHORT)
		if [[ $out != "$want" ]] || ((status != want_status)); then
			complain "$3: output or status differs"
		fi
		;;
	esac
	case $1,$2,$on in
	*,EINTR,* | *,SHORT,*) ;;
	read,* | open,* | write,*,*1* | close,*,*1*)
		((status == 2)) || complain "$3: unnoticed, status $status"
		;;
	esac
	case $1,$2 in
	*,EINTR | *,SHORT) ;;
	read,* | open,* | malloc,*)
		if ((status == 2)); then
			poisoned || complain "$3: output cut without the poison line"
			[[ -n $err ]] || complain "$3: failed without a message"
		fi
		;;
	esac
}

must_have_struck() { # CALL...
	local call
	for call; do
		[[ -n ${struck_calls[$call]:-} ]] || complain "no $call was ever struck: nothing was tested"
	done
}
