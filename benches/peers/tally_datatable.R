# The tallies of national tests with data.table.
#
#     Rscript tally_datatable.R --out FILE CSV...
#
# Each file becomes whole numbers as soon as it is read. All of them are sorted once by pupil and test:
# then the test before is the row before. README.md says what is tallied.

suppressPackageStartupMessages(library(data.table))
setDTthreads(2)

TYPES <- c(
  pnr = "numeric", instnr = "integer", skoleaar = "character", klassetrin = "integer", fagid = "integer",
  testtid = "character", testtype = "character",
  theta_p1 = "numeric", theta_p2 = "numeric", theta_p3 = "numeric", niveau = "integer"
)

# A pupil's test as one number, exact in a double: the pupil, 2 bits of subject, 7 of year group, 4 of
# grade. A year group is the year less the grade: within it a pupil's tests stand in order, and nothing
# stands between.
TEST <- 8192
FIRST_GROUP <- 1984L
SUMS <- c("many", "s1", "s2", "s3", "q1", "q2", "q3")

# Half away from nought; a little above 1,000: the double nearest to 1,2345 may lie below it.
thousandths <- function(ability) as.integer(ability * 1000.000000001 + 0.5 * sign(ability))

# Obligatory attempts at the test of the pupil's own grade.
attempts <- function(file) {
  rows <- fread(file, sep = ";", dec = ",", quote = "", select = TYPES, nThread = 2, showProgress = FALSE)
  at <- rows[, which(testtype == "obligatorisk" & (fagid - klassetrin == 100L | fagid - klassetrin == 200L))]
  years <- unique(rows$skoleaar)
  year <- as.integer(substr(years, 1, 4))[chmatch(rows$skoleaar[at], years)]
  rows[at, .(
    key = ((pnr * 4 + fagid %/% 100L) * 128 + (year - klassetrin - FIRST_GROUP)) * 16 + klassetrin,
    instnr, testtid, niveau,
    t1 = thousandths(theta_p1), t2 = thousandths(theta_p2), t3 = thousandths(theta_p3)
  )]
}

# Few pupils take a test twice: times are held together for them alone.
first_attempts <- function(rows) {
  setkey(rows, key)
  same <- rows[, which(key[-1L] == key[-.N])]
  twice <- sort(unique(c(same, same + 1L)))
  again <- rows[twice, .(key, testtid, at = twice)]
  setorder(again, key, testtid)
  later <- again$at[duplicated(again$key)]
  rows[, testtid := NULL]
  if (length(later) > 0L) rows <- rows[-later]
  rows[, test := as.integer(key %% TEST)]
}

# By school, test and level, from which everything but the pairs is summed up: `n` pupils, `many` of them
# with all three abilities. Whole numbers as doubles, which are exact up to 2^53.
groups <- function(first) {
  first[, able := !is.na(t1 + t2 + t3)]
  first[, c("q1", "q2", "q3") := lapply(.(t1, t2, t3), function(of) as.numeric(of)^2)]
  grouped <- first[, .(
    n = .N, s1 = sum(t1), s2 = sum(t2), s3 = sum(t3), q1 = sum(q1), q2 = sum(q2), q3 = sum(q3)
  ), by = .(instnr, test, niveau, able)]
  grouped[, many := n]
  grouped[, (SUMS) := lapply(.SD, function(of) fifelse(able, as.numeric(of), 0)), .SDcols = SUMS]
}

# Results with the row before, where it is of the same pupil, subject and year group. Nobody is followed to
# or from 2019/20, nor over the change of the scale of mathematics in 2017/18.
pairs <- function(first) {
  group <- first[, key %/% 16]
  at <- which(group[-1L] == group[-length(group)]) + 1L
  at <- at[first$able[at] & first$able[at - 1L]]
  year_of <- function(test) test %/% 16L %% 128L + FIRST_GROUP + test %% 16L
  now_in <- year_of(first$test[at])
  before_in <- year_of(first$test[at - 1L])
  at <- at[now_in != 2019L & before_in != 2019L & (first$test[at] %/% 2048L == 1L | before_in >= 2017L)]
  now <- first[at, .(instnr, test, a1 = t1, a2 = t2, a3 = t3)]
  now[, c("back", "b1", "b2", "b3") := first[at - 1L, .(now$test - test, t1, t2, t3)]]
  now[, .(
    n = .N, b1 = sum(b1), b2 = sum(b2), b3 = sum(b3), a1 = sum(a1), a2 = sum(a2), a3 = sum(a3)
  ), by = .(instnr, test, back)]
}

# Year, subject and grade of a test.
occasion <- function(table) {
  table[, grade := test %% 16L]
  table[, year := test %/% 16L %% 128L + FIRST_GROUP + grade]
  table[, subject := c("laesning", "matematik")[test %/% 2048L]]
}

# Summed up by school or for the municipality.
tallied <- function(groups, by) {
  sums <- groups[, lapply(.SD, sum), by = by, .SDcols = SUMS]
  at <- groups[!is.na(niveau), .(n = sum(n)), by = c(by, "niveau")]
  levels <- matrix(0L, nrow(sums), 6L)
  levels[cbind(sums[at, on = by, which = TRUE], at$niveau)] <- at$n
  sums[, as.character(1:6) := as.data.table(levels)]
  setorderv(sums, by)
}

whole <- function(of) sprintf("%.0f", of)
list_of <- function(...) paste0("[", paste(..., sep = ","), "]")
levels_of <- function(of) list_of(of[["1"]], of[["2"]], of[["3"]], of[["4"]], of[["5"]], of[["6"]])
three <- function(of, name) do.call(list_of, lapply(1:3, function(area) whole(of[[paste0(name, area)]])))
document <- function(rows) paste0("[", paste(rows, collapse = ","), "]")
occasions <- function(of) paste(of$year, paste0('"', of$subject, '"'), of$grade, sep = ",")

# Mean and standard deviation of each area, by test.
norms <- function(municipality) {
  norm <- municipality[, .(test)]
  for (area in 1:3) {
    mean <- municipality[[paste0("s", area)]] / municipality$many
    spread <- sqrt(municipality[[paste0("q", area)]] / municipality$many - mean^2)
    norm[, (paste0(c("mean", "spread"), area)) := .(mean, spread)]
  }
  setkey(norm, test)
}

# Pairs of a test and the one before it in its subject, with the mean gain in standard deviations.
progress <- function(pairs, municipality) {
  grades <- unique(municipality[, .(subject, grade)])
  setorder(grades, subject, grade)
  grades[, before := shift(grade), by = subject]
  pairs <- grades[occasion(pairs), on = .(subject, grade)][!is.na(before) & grade - before == back]
  norm <- norms(municipality)
  # The mean of z-scores is the z-score of the mean.
  standing <- function(name, tests) {
    of <- norm[.(tests)]
    Reduce(`+`, lapply(1:3, function(area) {
      (pairs[[paste0(name, area)]] / pairs$n - of[[paste0("mean", area)]]) / of[[paste0("spread", area)]]
    }))
  }
  # A year group is in the number of a test, so the test before differs by its grade alone.
  pairs[, gain := (standing("a", test) - standing("b", test - back)) / 3]
  setorder(pairs, instnr, year, subject, grade)
}

tally <- function(files) {
  first <- first_attempts(rbindlist(lapply(files, attempts)))
  grouped <- occasion(groups(first))
  paired <- pairs(first)
  rm(first)
  cells <- tallied(grouped, c("instnr", "year", "subject", "grade"))
  municipality <- tallied(grouped, c("year", "subject", "grade", "test"))
  list(cells = cells, municipality = municipality, progress = progress(paired, municipality))
}

write_tallies <- function(of, path) {
  cells <- with(of, list_of(
    cells$instnr, occasions(cells), levels_of(cells), whole(cells$many), three(cells, "s")
  ))
  municipality <- with(of, list_of(
    occasions(municipality), levels_of(municipality), whole(municipality$many),
    three(municipality, "s"), three(municipality, "q")
  ))
  gain <- sprintf("%.17g", of$progress$gain)
  gain[!is.finite(of$progress$gain)] <- "null"
  progress <- with(of, list_of(
    progress$instnr, occasions(progress), progress$n, three(progress, "b"), three(progress, "a"), gain
  ))
  cat(
    '{"celler":', document(cells), ',"kommune":', document(municipality),
    ',"fremgang":', document(progress), "}", file = path, sep = ""
  )
}

arguments <- commandArgs(trailingOnly = TRUE)
stopifnot(arguments[[1]] == "--out", length(arguments) > 2L)
write_tallies(tally(arguments[-(1:2)]), arguments[[2]])
