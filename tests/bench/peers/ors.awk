# ors-score's total, cutoff and range, for awks that read CSV (gawk --csv).
NR == 1 { print $0 ",ors_total,ors_cutoff,ors_range"; next }
{
	total = cutoff = range = ""
	if ($8 != "" && $9 != "" && $10 != "" && $11 != "")
		total = sprintf("%.1f", $8 + $9 + $10 + $11)
	if ($5 == "self")
		cutoff = $6 >= 18 ? 25 : $6 >= 13 ? 28 : 32
	if (total != "" && cutoff != "")
		range = total + 0 < cutoff ? "clinical" : "nonclinical"
	print $0 "," total "," cutoff "," range
}
