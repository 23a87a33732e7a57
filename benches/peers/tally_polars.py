"""The tallies of national tests with Polars.

    python tally_polars.py --out FILE CSV...

The files are scanned by the streaming engine into a frame of whole numbers, sorted once: then the first
attempt is the first of its run, and the test before is the row before. README.md says what is tallied.
"""

import argparse
import json
import math
import os

os.environ["POLARS_MAX_THREADS"] = "2"

import polars as pl  # noqa: E402

AREAS = (1, 2, 3)
TYPES = {"pnr": pl.Int64, "instnr": pl.Int32, "klassetrin": pl.Int64, "fagid": pl.Int64, "niveau": pl.Int8}
MEASURES = [f"{what}_p{area}" for area in AREAS for what in ("theta", "sem")]
COLUMNS = ["pnr", "instnr", "skoleaar", "klassetrin", "fagid", "testtid", "testtype", *MEASURES, "niveau"]
SUBJECTS = {1: "laesning", 2: "matematik"}

# A pupil's test as one number: the pupil, 2 bits of subject, 7 of year group, 4 of grade. A year group is
# the year less the grade: within it a pupil's tests stand in order, and nothing stands between.
TEST = 1 << 13
FIRST_GROUP = 1984


def schema():
    return {name: TYPES.get(name, pl.Float64 if name.startswith("theta") else pl.String) for name in COLUMNS}


def ability(area):
    """Half away from nought; a little above 1,000: the double nearest to 1,2345 may lie below it."""
    thousandths = (pl.col(f"theta_p{area}") * 1000.000000001).round(mode="half_away_from_zero")
    return thousandths.cast(pl.Int32).alias(f"t{area}")


def attempts(files):
    """Obligatory attempts at the test of the pupil's own grade, by pupil, test and time."""
    year = pl.col("skoleaar").str.slice(0, 4).cast(pl.Int64)
    group = year - pl.col("klassetrin") - FIRST_GROUP
    subject = pl.col("fagid") // 100
    key = ((pl.col("pnr") * 4 + subject) * 128 + group) * 16 + pl.col("klassetrin")
    rows = pl.scan_csv(files, schema=schema(), separator=";", decimal_comma=True, quote_char=None)
    rows = rows.filter(
        pl.col("testtype") == "obligatorisk", (pl.col("fagid") - pl.col("klassetrin")).is_in([100, 200])
    )
    rows = rows.select(key.alias("key"), "instnr", "testtid", "niveau", *map(ability, AREAS))
    # Sorted at once: a sort inside the plan took twice as long.
    return rows.collect(engine="streaming").sort("key", "testtid").drop("testtid")


def sums(expressions):
    """Sums in 64 bits: those of narrower numbers would run over."""
    return [of.cast(pl.Int64).sum().alias(name) for name, of in expressions.items()]


def groups(first):
    """By school, test, level and ability, as one number; everything but the pairs is summed up from here."""
    abilities = {f"s{area}": pl.col(f"t{area}") for area in AREAS}
    squares = {f"q{area}": pl.col(f"t{area}").cast(pl.Int64) * pl.col(f"t{area}") for area in AREAS}
    able = (pl.col("t1") + pl.col("t2") + pl.col("t3")).is_not_null()
    place = pl.col("instnr").cast(pl.Int64) * TEST + pl.col("key") % TEST
    group = (place * 8 + pl.col("niveau").fill_null(0)) * 2 + able
    grouped = first.group_by(group.alias("group")).agg(
        pl.len().cast(pl.Int64).alias("n"), *sums(abilities | squares)
    )
    return grouped.with_columns(
        (pl.col("group") // (16 * TEST)).alias("instnr"),
        (pl.col("group") // 16 % TEST).alias("test"),
        (pl.col("group") // 2 % 8).alias("niveau"),
        (pl.col("group") % 2 == 1).alias("able"),
    )


def pairs(first):
    """Results with the row before, where it is of the same pupil, subject and year group.

    Nobody is followed to or from 2019/20, nor over the change of the scale of mathematics in 2017/18.
    """
    now = [pl.col(f"t{area}").alias(f"a{area}") for area in AREAS]
    before = [pl.col(f"t{area}").shift(1).alias(f"b{area}") for area in AREAS]
    earlier = pl.col("key").shift(1)
    is_reading = pl.col("key") % TEST // 2048 == 1
    now_in, before_in = (of // 16 % 128 + of % 16 + FIRST_GROUP for of in (pl.col("key"), earlier))
    followed = (now_in != 2019) & (before_in != 2019) & (is_reading | (before_in >= 2017))
    same = (pl.col("key") // 16 == earlier // 16) & followed
    rows = first.select(
        "instnr",
        (pl.col("key") % TEST).alias("test"),
        (pl.col("key") - earlier).alias("back"),
        same.alias("same"),
        *now,
        *before,
    ).filter("same", *(pl.col(f"{of}{area}").is_not_null() for of in "ab" for area in AREAS))
    names = [f"{of}{area}" for of in "ab" for area in AREAS]
    return rows.group_by("instnr", "test", "back").agg(
        pl.len().cast(pl.Int64).alias("n"), *sums({name: pl.col(name) for name in names})
    )


def occasion():
    """Year, subject and grade of a test."""
    grade = pl.col("test") % 16
    return [
        (pl.col("test") // 16 % 128 + FIRST_GROUP + grade).alias("aar"),
        (pl.col("test") // 2048).replace_strict(SUBJECTS, return_dtype=pl.String).alias("fag"),
        grade.alias("klassetrin"),
    ]


def tallied(of, places, names):
    """Summed up by `places`: counts by level, how many are able, sums of `names`."""
    levels = [pl.col("n").filter(pl.col("niveau") == level).sum().alias(f"n{level}") for level in range(1, 7)]
    able = [pl.col(name).filter("able").sum().alias(name) for name in names]
    many = pl.col("n").filter("able").sum().alias("many")
    by = [*places, "aar", "fag", "klassetrin"]
    table = of.with_columns(occasion()).group_by(by).agg(*levels, many, *able).sort(by)
    head, rows = len(by), table.rows()
    cut = [[*row[:head], row[head : head + 6], row[head + 6]] for row in rows]
    for new, row in zip(cut, rows, strict=True):
        rest = row[head + 7 :]
        new.extend(rest[at : at + 3] for at in range(0, len(rest), 3))
    return cut


def progress(of, municipality):
    """Pairs of a test and the one before it in its subject, with the mean gain in standard deviations."""
    norms = {(year, subject, grade): norm(*sums) for year, subject, grade, _, *sums in municipality}
    grades = {}
    for _, subject, grade in sorted(norms):
        grades.setdefault(subject, set()).add(grade)
    table = of.with_columns(occasion()).select(
        "instnr", "aar", "fag", "klassetrin", "back", "n", "b1", "b2", "b3", "a1", "a2", "a3"
    )
    table = table.sort("instnr", "aar", "fag", "klassetrin")
    out = []
    for school, year, subject, grade, back, n, *areas in table.rows():
        if max((of for of in grades[subject] if of < grade), default=None) != grade - back:
            continue
        before, now = areas[:3], areas[3:]
        gained = gain(n, now, norms[year, subject, grade], before, norms[year - back, subject, grade - back])
        out.append([school, year, subject, grade, n, before, now, gained])
    return out


def norm(n, sums, squares):
    """Mean and standard deviation of each area."""
    return [
        (total / n, math.sqrt(square / n - (total / n) ** 2)) if n else (0.0, 0.0)
        for total, square in zip(sums, squares, strict=True)
    ]


def gain(n, now, norm_now, before, norm_before):
    """The mean of z-scores is the z-score of the mean."""
    if any(spread == 0 for _, spread in (*norm_now, *norm_before)):
        return None
    standing = [
        sum((total / n - mean) / spread for total, (mean, spread) in zip(*of, strict=True))
        for of in ((now, norm_now), (before, norm_before))
    ]
    return (standing[0] - standing[1]) / 3


def tally(files):
    rows = attempts(files)
    first = rows.filter(pl.col("key") != pl.col("key").shift(1, fill_value=-1)).lazy()
    del rows
    grouped, paired = pl.collect_all([groups(first), pairs(first)], engine="streaming")
    municipality = tallied(grouped, [], ["s1", "s2", "s3", "q1", "q2", "q3"])
    return {
        "celler": tallied(grouped, ["instnr"], ["s1", "s2", "s3"]),
        "kommune": municipality,
        "fremgang": progress(paired, municipality),
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", required=True)
    parser.add_argument("files", nargs="+")
    asked = parser.parse_args()
    with open(asked.out, "w", encoding="utf-8") as file:
        file.write(json.dumps(tally(asked.files), separators=(",", ":")))


if __name__ == "__main__":
    main()
