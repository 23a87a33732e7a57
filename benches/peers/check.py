#!/usr/bin/env python3
"""Holds the peers to the plain program, on rows as simulated and on rows that test the rules."""

import argparse
import random
import sys
import tempfile
from pathlib import Path

from measuring import measure
from run import HERE, Contender, Work, agree, contenders, results, simulate

PUPILS = 20_000
YEARS = "2016/17-2021/22"
# What is done to a row with the same chance each; without an entry it stays as it is.
CHANGES = [
    {"theta_p1": ""},
    {"theta_p1": "", "theta_p2": "", "theta_p3": ""},
    {"niveau": ""},
    {"theta_p1": "", "theta_p2": "", "theta_p3": "", "niveau": ""},
    {"theta_p2": "0"},
    {"theta_p2": "1,25"},
    {"theta_p3": "-0,0005"},
    {"theta_p3": "2,0485"},
    {"instnr": "999001"},
    {"fagid": "0304"},
    {"testtype": "frivillig"},
]
CHANCE = 0.01


def changed(rows, names, draw):
    """The rows, some of them changed, some once more a year later: the grade is repeated."""
    for row in rows:
        cells = dict(zip(names, row.rstrip("\n").split(";"), strict=True))
        if draw.random() < CHANCE * len(CHANGES):
            cells |= draw.choice(CHANGES)
        yield ";".join(cells.values()) + "\n"
        if draw.random() < CHANCE:
            cells["skoleaar"] = "/".join(str(int(year) + 1) for year in cells["skoleaar"].split("/"))
            yield ";".join(cells.values()) + "\n"


def change(files, folder):
    draw = random.Random(1)
    made = []
    for path in files:
        made.append(folder / f"changed_{path.name}")
        with path.open(encoding="utf-8") as rows, made[-1].open("w", encoding="utf-8") as out:
            header = next(rows)
            out.write(header)
            out.writelines(changed(rows, header.rstrip("\n").split(";"), draw))
    return made


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", type=Path, required=True, help="a built program, which simulates")
    asked = parser.parse_args()
    plain = Contender(
        "plain",
        "peer",
        lambda work: [sys.executable, HERE / "tally_plain.py", "--out", work.out, *work.files],
        [],
    )
    entered = [plain, *contenders(None)]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        simulate(asked.program.resolve(), folder, PUPILS, YEARS)
        simulated = results(folder)
        for called, files in (("as simulated", simulated), ("changed", change(simulated, folder))):
            works = {of.name: Work(folder, files, folder / f"tally-{of.name}.json") for of in entered}
            for of in entered:
                measure(of.command(works[of.name]), of.environment)
            print(f"{called}: {agree(entered, works)}")


if __name__ == "__main__":
    main()
