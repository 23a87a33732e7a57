"""The peer: the same changes tested with numpy, scipy and statsmodels, vectorised.

For every school, indicator and pair of neighbouring years it tests pupils as if they were independent
(two proportions with their common variance, Welch's test), makes the Wilson or t interval of every
figure and the interval of every change, and corrects the newest changes of the headlines, indicator by
indicator, with Benjamini and Hochberg's method.
"""

import warnings

import numpy as np
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint


def read(path, indicators, schools, years):
    """Pupils, sum and sum of squares of each indicator, school and year."""
    return np.fromfile(path).reshape(indicators, schools, years, 3)


def shares(tallies):
    """Differences and p-values of the changes of shares, with the intervals that a report shows."""
    n, hits = tallies[..., 0], tallies[..., 1]
    share = hits / n
    proportion_confint(hits, n, method="wilson")
    n_1, n_2, p_1, p_2 = n[..., :-1], n[..., 1:], share[..., :-1], share[..., 1:]
    pooled = (hits[..., :-1] + hits[..., 1:]) / (n_1 + n_2)
    error = np.sqrt(pooled * (1 - pooled) * (1 / n_1 + 1 / n_2))
    difference = p_2 - p_1
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Nobody, or everybody, in both years.
        p = 2 * stats.norm.sf(np.abs(difference) / error)
    half = stats.norm.isf(0.025) * np.sqrt(p_1 * (1 - p_1) / n_1 + p_2 * (1 - p_2) / n_2)
    return difference, np.nan_to_num(p, nan=1.0), (difference - half, difference + half)


def means(tallies):
    """The same for means."""
    n, total, squares = tallies[..., 0], tallies[..., 1], tallies[..., 2]
    mean = total / n
    variance = (squares - total * total / n) / (n - 1) / n
    half = stats.t.isf(0.025, n - 1) * np.sqrt(variance)
    _figures = (mean - half, mean + half)
    v_1, v_2 = variance[..., :-1], variance[..., 1:]
    degrees = (v_1 + v_2) ** 2 / (v_1**2 / (n[..., :-1] - 1) + v_2**2 / (n[..., 1:] - 1))
    difference, error = mean[..., 1:] - mean[..., :-1], np.sqrt(v_1 + v_2)
    half = stats.t.isf(0.025, degrees) * error
    p = 2 * stats.t.sf(np.abs(difference) / error, degrees)
    return difference, p, (difference - half, difference + half)


def work(tallies, headlines):
    """How many changes, the sum of their sizes, and how many headlines' newest are sure."""
    count, size, sure = 0, 0.0, 0
    of_shares, of_means = shares(tallies[0::2]), means(tallies[1::2])
    for first, (difference, p, _) in ((0, of_shares), (1, of_means)):
        count += difference.size
        size += np.abs(difference).sum()
        for place, newest in enumerate(p[..., -1]):
            if 2 * place + first < headlines:
                rejected, *_ = multipletests(newest, alpha=0.05, method="fdr_bh")
                sure += rejected.sum()
    return count, size, sure
