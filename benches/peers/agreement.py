"""Whether the contenders found the same.

    python agreement.py NAME=KIND=FILE...

KIND is `peer` or `ours`. Whole numbers must be equal, mean gains within one in a thousand million.
Fails with the first rows that differ; otherwise prints how much there was to agree on.
"""

import json
import math
import sys
from itertools import zip_longest

LISTS = ("celler", "kommune", "fremgang")


def peer(file):
    """The three lists, as a peer writes them."""
    document = json.load(file)
    return tuple(document[name] for name in LISTS)


def ours(file):
    """The three lists, from what `kvalitetsrapport tally` writes.

    It gives a step's sums; the mean gain follows from them and the sums of both year groups.
    """
    document = json.load(file)["national_test"]
    cells = sorted([int(school), begins(year), *rest] for school, year, *rest in document["celler"])
    steps = [
        [int(school), begins(year), subject, grade, pairs, before, now]
        for school, year, subject, grade, _, pairs, before, now in document["trin"]
    ]
    levels = {}
    for _, year, subject, grade, counts, _, _ in cells:
        sums = levels.setdefault((year, subject, grade), [0] * 6)
        sums[:] = map(int.__add__, sums, counts)
    # Of the products of areas those with themselves are the squares.
    cohorts = [
        [begins(year), subject, grade, levels[begins(year), subject, grade], pupils, sums, products[0::3] + products[5:]]
        for year, subject, grade, pupils, sums, products in document["kohorter"]
    ]
    norms = {tuple(cohort[:3]): norm(*cohort[4:]) for cohort in cohorts}
    return cells, sorted(cohorts), [[*step, mean_gain(step, norms)] for step in sorted(steps)]


def begins(year):
    """When a school year begins: 2018 of 2018/19."""
    return int(year.split("/")[0])


EXTRACTORS = {"peer": peer, "ours": ours}


def norm(pupils, sums, squares):
    """Mean and standard deviation of each area, over everybody with abilities."""
    if pupils == 0:
        return [(0.0, 0.0)] * len(sums)
    means = [total / pupils for total in sums]
    spreads = [math.sqrt(square / pupils - mean * mean) for square, mean in zip(squares, means, strict=True)]
    return list(zip(means, spreads, strict=True))


def mean_gain(step, norms):
    """The mean of z-scores is the z-score of the mean; `None` where an area has no spread."""
    _, year, subject, grade, pairs, *sums = step
    back = grade - max(of for _, about, of in norms if about == subject and of < grade)
    standings = []
    for total, test in zip(sums, [(year - back, subject, grade - back), (year, subject, grade)], strict=True):
        areas = list(zip(total, norms[test], strict=True))
        if any(spread == 0 for _, (_, spread) in areas):
            return None
        standings.append(math.fsum((of / pairs - mean) / spread for of, (mean, spread) in areas) / len(areas))
    return standings[1] - standings[0]


def same(one, other):
    """Whether two values agree: a float nearly, everything else exactly."""
    if isinstance(one, float) and isinstance(other, (float, int)):
        # Where gains nearly cancel, what is left of them is rounding.
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and one == other


def differing(one, other):
    """The first rows of each list that are not the same."""
    found = []
    for name, left, right in zip(LISTS, one, other, strict=True):
        pairs = enumerate(zip_longest(left, right))
        unlike = ((at, *rows) for at, rows in pairs if not same(*rows))
        if first := next(unlike, None):
            at, *rows = first
            found.append(f"{name}, row {at} of {len(left)} and {len(right)}:\n  {rows[0]}\n  {rows[1]}")
    return found


def read(argument):
    name, kind, path = argument.split("=", 2)
    with open(path, encoding="utf-8") as file:
        return name, EXTRACTORS[kind](file)


def main():
    (first, expected), *others = map(read, sys.argv[1:])
    for name, lists in others:
        if found := differing(expected, lists):
            sys.exit("\n".join([f"{first} and {name} do not agree", *found]))
    results = sum(sum(row[3]) for row in expected[1])
    paired = sum(row[4] for row in expected[2])
    rows = ", ".join(f"{len(of):,} {name}" for name, of in zip(LISTS, expected, strict=True))
    print(f"{len(others) + 1} agree: {rows}; {results:,} results, {paired:,} pairs")


if __name__ == "__main__":
    main()
