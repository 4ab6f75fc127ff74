# report-settings: what columns.csv and options.csv of the team set; a part of learning-report.

# What the commands let pass, this must let pass as well.
cell_options=()

# The named columns of a table, a line for each record.
cells() {
	"$parts/report-cells" "${cell_options[@]}" "$@"
}

# What columns.csv and options.csv say is read once, and kept as lines of `LINE CELL...`.
columns_set='' options_set=''
read_settings() {
	local lines line file ours yours command option value
	if [ -e "$dir/columns.csv" ]; then
		lines=$(cells --numbered file ours yours <"$dir/columns.csv") || fail "$dir/columns.csv: cannot be used"
		while IFS=$separator read -r line file ours yours; do
			# Excel leaves rows of empty cells where something was deleted.
			[ -n "$file$ours$yours" ] || continue
			[[ " $tables persons " == *" ${file%.csv} "* && $file == *.csv && $file != *' '* ]] ||
				fail "$dir/columns.csv:$line: '$file' is no table that can be mapped"
			columns_set+=$line$separator$file$separator$ours$separator$yours$'\n'
		done <<<"$lines"
	fi
	if [ -e "$dir/options.csv" ]; then
		lines=$(cells --numbered command option value <"$dir/options.csv") || fail "$dir/options.csv: cannot be used"
		while IFS=$separator read -r line command option value; do
			[ -n "$command$option$value" ] || continue
			case $command in
			ors-score | srs-flag | talk-list | sdq-score | pss-score | change-score | followup-check) ;;
			caseload-check | flex-ratio | record-check | course-summary | outcome-summary) ;;
			*) fail "$dir/options.csv:$line: '$command' is no command of this report" ;;
			esac
			can_be_set "$command" "$option" ||
				fail "$dir/options.csv:$line: $command: '$option' cannot be set for the report"
			options_set+=$line$separator$command$separator$option$separator$value$'\n'
		done <<<"$lines"
	fi
}

changed=() # what options.csv sets, for the reader of the page

# What options.csv may set: what leaves the page what it says it is.
can_be_set() { # COMMAND OPTION
	case $1:$2 in
	outcome-summary:*) return 1 ;; # it reads what change-score wrote
	*:date-order | *:max-record | *:strict-width | *:allow-cpr) ;;
	ors-score:cutoff-table) ;;
	srs-flag:total-cutoff | srs-flag:item-cutoff | srs-flag:drop) ;;
	talk-list:every | talk-list:sessions | talk-list:set | talk-list:threshold) ;;
	sdq-score:norms | sdq-score:informant | sdq-score:coding | sdq-score:answers) ;;
	pss-score:prorate) ;;
	change-score:set | change-score:threshold) ;;
	followup-check:schedule | followup-check:grace) ;;
	caseload-check:guide | caseload-check:fte) ;;
	flex-ratio:frame | flex-ratio:ordinary | flex-ratio:weekdays | flex-ratio:holidays) ;;
	flex-ratio:special-days | flex-ratio:declared) ;;
	record-check:days) ;;
	*) return 1 ;;
	esac
}

# Fills value with the name of a file that stands beside options.csv if it is named alone.
beside() { # NAME
	value=$1
	[[ $1 = */* || ! -e $dir/$1 ]] || value=$dir/$1
}

# The same for each of a list, whose names that are no files stay.
all_beside() { # LIST
	local rest=$1 list=''
	while [[ $rest = *,* ]]; do
		beside "${rest%%,*}"
		list+=$value,
		rest=${rest#*,}
	done
	beside "$rest"
	value=$list$value
}

# options_of COMMAND: fills the array options from options.csv, and option_lines with where each stands.
options_of() {
	local line command option value
	options=() option_lines=()
	while IFS=$separator read -r line command option value; do
		[ "$command" = "$1" ] || continue
		changed+=("$1 --$option${value:+=$value}")
		case $option in
		cutoff-table | answers | fte | holidays | special-days) beside "$value" ;;
		norms) all_beside "$value" ;;
		esac
		options+=("--$option${value:+=$value}")
		option_lines+=("$line")
		case $option in
		allow-cpr | max-record) cell_options+=("--$option${value:+=$value}") ;;
		esac
	done <<<"$options_set"
}

# date_order_of TABLE COMMAND...: fills the array order with what options.csv sets for the dates of a table, for
# whichever of the commands that read it.
date_order_of() {
	local table=$1 line command option value first=''
	order=()
	while IFS=$separator read -r line command option value; do
		[[ $option = date-order && " ${*:2} " = *" $command "* ]] || continue
		[[ -z $first || ${order[0]} = "--date-order=$value" ]] ||
			fail "$dir/options.csv:$line: $command: date-order $value here, but ${order[0]#*=} for $first, and both read $table.csv"
		first=$command
		order=("--date-order=$value")
	done <<<"$options_set"
}

# columns_of TABLE: fills the array columns from columns.csv.
columns_of() {
	local line file ours yours
	columns=()
	while IFS=$separator read -r line file ours yours; do
		[ "$file" = "$1.csv" ] || continue
		[[ -n $ours && -n $yours ]] || fail "$dir/columns.csv:$line: ours and yours are needed"
		columns+=(-m "$ours=$yours")
	done <<<"$columns_set"
}

# persons_of TABLE: fills the array persons with the options that read persons.csv beside a table, and roster with
# those for followup-check. A mapping is one for both tables then: columns has those of the table.
persons=() roster=()
persons_of() {
	local line file ours yours column mapped=()
	have persons || return 0
	while IFS=$separator read -r line file ours yours; do
		[ "$file" = persons.csv ] || continue
		[[ -n $ours && -n $yours ]] || fail "$dir/columns.csv:$line: ours and yours are needed"
		for column in "${columns[@]}"; do
			[ "$column" != "$ours=$yours" ] || continue 2
			[[ $column != "$ours="* ]] ||
				fail "$dir/columns.csv:$line: $ours has another name in $1.csv, which is read beside persons.csv; rename one of the two"
		done
		mapped+=(-m "$ours=$yours")
	done <<<"$columns_set"
	persons=(--persons "$dir/persons.csv" "${mapped[@]}")
	roster=(--roster "$dir/persons.csv" "${mapped[@]}")
}

# The dates of persons.csv are read in the order of each table that it is read beside.
order_of_persons='' beside_persons=''
check_order_of_persons() { # TABLE
	local this=${order[0]-=dmy} dates
	have persons || return 0
	this=${this#*=}
	if [ -z "$beside_persons" ]; then
		order_of_persons=$this beside_persons=$1
		return
	fi
	[ "$this" != "$order_of_persons" ] || return 0
	dates=$(cells "${persons[@]:2}" birth_date start_date end_date <"$dir/persons.csv") ||
		fail "$dir/persons.csv: cannot be used"
	[[ $dates != */* ]] ||
		fail "$dir/options.csv: date-order $order_of_persons for $beside_persons.csv, but $this for $1.csv; write the dates of $dir/persons.csv, which is read beside both, as YYYY-MM-DD"
}
