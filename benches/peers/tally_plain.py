"""The tallies of national tests in plain Python: the rules one by one, for small files.

    python tally_plain.py --out FILE CSV...
"""

import argparse
import csv
import json
import math
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

SUBJECTS = {"01": "laesning", "02": "matematik"}
AREAS = range(3)


def first_attempts(files):
    """The first row of each pupil, subject, year and grade."""
    first = {}
    for path in files:
        with open(path, encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter=";"):
                subject, grade = SUBJECTS.get(row["fagid"][:2]), int(row["klassetrin"])
                if row["testtype"] != "obligatorisk" or subject is None or int(row["fagid"][2:]) != grade:
                    continue
                key = (row["pnr"], int(row["skoleaar"][:4]), subject, grade)
                if key not in first or row["testtid"] < first[key]["testtid"]:
                    first[key] = row
    return first


def abilities(row):
    """In thousandths, a half away from nought; `None` unless all three are there."""
    texts = [row[f"theta_p{area + 1}"].replace(",", ".") for area in AREAS]
    if not all(texts):
        return None
    return [int((Decimal(text) * 1000).quantize(Decimal(1), ROUND_HALF_UP)) for text in texts]


def sums(first):
    """Counts by level, how many are able, sums and sums of squares: of a school's tests and of all's."""
    cells = defaultdict(lambda: [[0] * 6, 0, [0] * 3, [0] * 3])
    for (_, *test), row in first.items():
        able = abilities(row)
        for key in ((int(row["instnr"]), *test), tuple(test)):
            cell = cells[key]
            if row["niveau"]:
                cell[0][int(row["niveau"]) - 1] += 1
            if able:
                cell[1] += 1
                for area in AREAS:
                    cell[2][area] += able[area]
                    cell[3][area] += able[area] ** 2
    return cells


def standing(able, cell):
    """The mean of three z-scores."""
    _, n, totals, squares = cell
    scores = []
    for ability, total, square in zip(able, totals, squares, strict=True):
        mean = total / n
        scores.append((ability - mean) / math.sqrt(square / n - mean * mean))
    return sum(scores) / len(scores)


def pairs(first, cells):
    """The results of a school's test with the results before: pairs, sums before and now, gains.

    Nobody is followed to or from 2019/20, nor over the change of the scale of mathematics in 2017/18.
    """
    grades = defaultdict(set)
    for _, _, subject, grade in first:
        grades[subject].add(grade)
    found = defaultdict(lambda: [0, [0] * 3, [0] * 3, []])
    for (pupil, year, subject, grade), row in first.items():
        lower = max((of for of in grades[subject] if of < grade), default=grade)
        before = (year - (grade - lower), subject, lower)
        followed = lower < grade and 2019 not in (year, before[0]) and (subject == "laesning" or before[0] >= 2017)
        earlier = first.get((pupil, *before)) if followed else None
        then, now = abilities(earlier) if earlier else None, abilities(row)
        if then is None or now is None:
            continue
        step = found[int(row["instnr"]), year, subject, grade]
        step[0] += 1
        for area in AREAS:
            step[1][area] += then[area]
            step[2][area] += now[area]
        step[3].append(standing(now, cells[year, subject, grade]) - standing(then, cells[before]))
    return found


def tally(files):
    first = first_attempts(files)
    cells = sums(first)
    steps = sorted(pairs(first, cells).items())
    return {
        "celler": sorted([*key, *cell[:3]] for key, cell in cells.items() if len(key) == 4),
        "kommune": sorted([*key, *cell] for key, cell in cells.items() if len(key) == 3),
        "fremgang": [[*key, *step[:3], math.fsum(step[3]) / step[0]] for key, step in steps],
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", required=True)
    parser.add_argument("files", nargs="+")
    asked = parser.parse_args()
    with open(asked.out, "w", encoding="utf-8") as file:
        json.dump(tally(asked.files), file)


if __name__ == "__main__":
    main()
