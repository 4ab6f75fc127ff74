# ors-score's total, cutoff and range in R: ors.R FILE
data <- read.csv(commandArgs(TRUE)[1], colClasses = "character", na.strings = character(),
                 check.names = FALSE)
items <- lapply(data[8:11], as.numeric)
total <- sprintf("%.1f", Reduce(`+`, items))
total[is.na(Reduce(`+`, items))] <- ""
age <- as.integer(data$age)
cutoff <- ifelse(age >= 18, 25, ifelse(age >= 13, 28, 32))
cutoff[data$rater != "self"] <- NA
data$ors_total <- total
data$ors_cutoff <- ifelse(is.na(cutoff), "", cutoff)
range <- ifelse(as.numeric(total) < cutoff, "clinical", "nonclinical")
data$ors_range <- ifelse(is.na(range), "", range)
write.csv(data, stdout(), row.names = FALSE)
