"""The tallies of national tests with DuckDB.

    python tally_duckdb.py --out FILE CSV...

Rows are read once, into a table of whole numbers. Pupil and test are one number, so that finding
first attempts and pairing them hash a single key. README.md says what is tallied.
"""

import argparse
import json

import duckdb

MEASURES = [f"{what}_p{area}" for area in (1, 2, 3) for what in ("theta", "sem")]
COLUMNS = ["pnr", "instnr", "skoleaar", "klassetrin", "fagid", "testtid", "testtype", *MEASURES, "niveau"]
TYPES = {"pnr": "BIGINT", "instnr": "INTEGER", "fagid": "SMALLINT"}
TYPES |= {"klassetrin": "TINYINT", "niveau": "TINYINT"}

# Decimals are rounded half away from nought; the factor is a little above 1,000 because the double
# nearest to 1,2345 may lie below it.
AREAS = (1, 2, 3)
ABILITIES = ", ".join(f"CAST(round(theta_p{area} * 1000.000000001) AS INTEGER) AS t{area}" for area in AREAS)

# A pupil's test as one number: the pupil, then 17 bits of (year - 2000) * 1000 + test code.
# Abilities count when all three are there.
ROWS = """
CREATE TABLE attempt AS
SELECT pnr << 17 | ((CAST(left(skoleaar, 4) AS INTEGER) - 2000) * 1000 + fagid) AS pupil_test,
       instnr, testtid, niveau, {abilities}
FROM {source}
WHERE testtype = 'obligatorisk' AND fagid - klassetrin IN (100, 200)
"""

# Few pupils take a test twice: their later attempts are found among them alone.
LATER = """
CREATE TABLE later AS
SELECT pupil_test, testtid
FROM attempt
SEMI JOIN (SELECT pupil_test FROM attempt GROUP BY pupil_test HAVING count(*) > 1) USING (pupil_test)
QUALIFY row_number() OVER (PARTITION BY pupil_test ORDER BY testtid) > 1
"""

FIRST = """
CREATE TABLE first AS
SELECT pupil_test, instnr, niveau, t1, t2, t3
FROM attempt ANTI JOIN later USING (pupil_test, testtid)
"""

# Level by level, so that six counts are one; everything but the pairs is summed up from here.
GROUPS = """
CREATE TABLE groups AS
SELECT instnr, pupil_test & 131071 AS test, niveau, t1 + t2 + t3 IS NOT NULL AS able, count(*) AS n,
       sum(t1) AS s1, sum(t2) AS s2, sum(t3) AS s3,
       sum(t1 * t1) AS q1, sum(t2 * t2) AS q2, sum(t3 * t3) AS q3
FROM first GROUP BY ALL
"""

# From a test to the one before it: as many years as grades, which is 1,001 for each in a test's number.
# Nobody is followed to or from 2019/20, nor over the change of the scale of mathematics in 2017/18.
STEPS = """
CREATE TABLE step AS
WITH test AS (SELECT DISTINCT test FROM groups),
     code AS (SELECT DISTINCT test % 1000 AS code FROM test),
     apart AS (SELECT code, code - lag(code) OVER (PARTITION BY code // 100 ORDER BY code) AS grades
               FROM code)
SELECT test, grades * 1001 AS back
FROM test JOIN apart ON test % 1000 = code
WHERE test - grades * 1001 IN (FROM test) AND test // 1000 <> 19 AND (test - grades * 1001) // 1000 <> 19
      AND (code // 100 = 1 OR (test - grades * 1001) // 1000 >= 17)
"""

PAIRS = """
CREATE TABLE pairs AS
SELECT instnr, test, back, count(*) AS n,
       sum(b.t1) AS b1, sum(b.t2) AS b2, sum(b.t3) AS b3, sum(a.t1) AS a1, sum(a.t2) AS a2, sum(a.t3) AS a3
FROM (SELECT pupil_test - back AS pupil_test, instnr, test, back, t1, t2, t3
      FROM first JOIN step ON test = pupil_test & 131071
      WHERE t1 + t2 + t3 IS NOT NULL) AS a
JOIN (SELECT pupil_test, t1, t2, t3
      FROM first
      WHERE pupil_test & 131071 IN (SELECT test - back FROM step) AND t1 + t2 + t3 IS NOT NULL) AS b
USING (pupil_test)
GROUP BY ALL
"""

YEAR = "2000 + test // 1000"
SUBJECT = "CASE test // 100 % 10 WHEN 1 THEN 'laesning' ELSE 'matematik' END"
GRADE = "test % 100"
LEVELS = ", ".join(f"coalesce(sum(n) FILTER (niveau = {level}), 0)::BIGINT" for level in range(1, 7))
ABLE = "coalesce(sum(n) FILTER (able), 0)::BIGINT"


def sums(of):
    """The sums of three areas: as BIGINT, which becomes a Python number more quickly than HUGEINT."""
    return ", ".join(f"coalesce(sum({of}{area}) FILTER (able), 0)::BIGINT" for area in AREAS)


CELLS = f"""
SELECT instnr, {YEAR} AS year, {SUBJECT} AS subject, {GRADE} AS grade, [{LEVELS}], {ABLE}, [{sums("s")}]
FROM groups GROUP BY instnr, test ORDER BY instnr, year, subject, grade
"""

MUNICIPALITY = f"""
SELECT {YEAR} AS year, {SUBJECT} AS subject, {GRADE} AS grade, [{LEVELS}], {ABLE},
       [{sums("s")}], [{sums("q")}]
FROM groups GROUP BY test ORDER BY year, subject, grade
"""

# The mean of z-scores is the z-score of the mean.
NORM = ", ".join(
    f"sum(s{area}) / sum(n) AS m{area},"
    f" nullif(sqrt(sum(q{area}) / sum(n) - (sum(s{area}) / sum(n)) ** 2), 0) AS d{area}"
    for area in AREAS
)
GAIN = " + ".join(
    f"(a{area} / n - now.m{area}) / now.d{area} - (b{area} / n - before.m{area}) / before.d{area}"
    for area in AREAS
)
PROGRESS = f"""
WITH norm AS (SELECT test AS of, {NORM} FROM groups WHERE able GROUP BY test)
SELECT instnr, {YEAR} AS year, {SUBJECT} AS subject, {GRADE} AS grade, n,
       [b1, b2, b3]::BIGINT[], [a1, a2, a3]::BIGINT[], ({GAIN}) / 3
FROM pairs JOIN norm AS now ON now.of = test JOIN norm AS before ON before.of = test - back
ORDER BY instnr, year, subject, grade
"""


def source(files):
    columns = {name: TYPES.get(name, "DOUBLE" if name.startswith("theta") else "VARCHAR") for name in COLUMNS}
    return (
        f"read_csv({files}, columns={columns}, delim=';', quote='', escape='', decimal_separator=',',"
        " header=true, auto_detect=false)"
    )


def tally(files):
    with duckdb.connect(config={"threads": 2, "preserve_insertion_order": False}) as base:
        base.execute(ROWS.format(abilities=ABILITIES, source=source(files)))
        base.execute(LATER)
        base.execute(FIRST)
        base.execute("DROP TABLE attempt")
        for step in (GROUPS, STEPS, PAIRS):
            base.execute(step)
        lists = {"celler": CELLS, "kommune": MUNICIPALITY, "fremgang": PROGRESS}
        return {name: base.execute(query).fetchall() for name, query in lists.items()}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", required=True)
    parser.add_argument("files", nargs="+")
    asked = parser.parse_args()
    with open(asked.out, "w", encoding="utf-8") as file:
        file.write(json.dumps(tally(asked.files), separators=(",", ":")))


if __name__ == "__main__":
    main()
