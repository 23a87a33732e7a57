# The peer: the same curves with quantreg's interior point method, one level after the other.
# Reads the pairs, writes the check loss of each curve, prints versions and seconds of fitting.

suppressMessages({
  library(quantreg)
  library(splines)
})
given <- commandArgs(TRUE)
pairs <- matrix(readBin(given[1], "double", 2 * 1e7, endian = "little"), ncol = 2, byrow = TRUE)
prior <- pairs[, 1]
current <- pairs[, 2]
levels <- (1:100 - 0.5) / 100

start <- proc.time()[["elapsed"]]
knots <- round(quantile(prior, c(.2, .4, .6, .8)), 3)
design <- cbind(1, bs(prior, knots = knots, Boundary.knots = extendrange(prior, f = .1)))
curves <- sapply(levels, function(level) rq.fit.fnb(design, current, tau = level)$coefficients)
seconds <- proc.time()[["elapsed"]] - start

loss <- function(k) {
  above <- current - as.vector(design %*% curves[, k])
  sum(above * (levels[k] - (above < 0)))
}
writeLines(sprintf("%.17g", sapply(1:100, loss)), given[2])
cat(sprintf("%s, quantreg %s\n%.3f\n", R.version.string, packageVersion("quantreg"), seconds))
