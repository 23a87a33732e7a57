#!/usr/bin/env python3
"""Times the tallies of national tests by `kvalitetsrapport tally`, DuckDB, Polars and R data.table.

Fails where they do not find the same. README.md says what is measured, and how.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from measuring import take_turns

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
OURS = "kvalitetsrapport"
MARKERS = ("<!-- the measurements begin -->", "<!-- the measurements end -->")
# Pupils of the municipality that says how many rows a pupil has.
PROBE = 20_000
# The register and the pupil rows alone: what the peers read, and what rows are held against.
PLAN = '''[report]
title = "Pupil rows"
date = 2022-03-31
municipality = 999
years = [{years}]

[[source]]
kind = "school_register"
files = ["institutionsregister.csv"]

[[source]]
kind = "roll"
files = ["elevtal.csv"]

[[source]]
kind = "national_test"
files = [{files}]
'''


@dataclass(frozen=True)
class Work:
    """What a contender is given."""

    plan: Path
    files: list[Path]
    out: Path


@dataclass(frozen=True)
class Contender:
    """A program that writes the tallies of the files to `out`."""

    name: str
    # How `agreement.py` reads what it wrote.
    kind: str
    command: Callable[[Work], list]
    # What it costs before it reads anything.
    start: list
    environment: dict[str, str] = field(default_factory=dict)


def contenders(program):
    """Ours is first if there is one; the others are peers."""
    python = sys.executable

    def peer(*words):
        return lambda work: [*words, "--out", work.out, *work.files]

    def tally(work):
        return [program, "--quiet", "tally", work.plan, "--out", work.out]

    ours = [Contender(OURS, "ours", tally, [program, "--version"])] if program else []
    return [
        *ours,
        Contender(
            "duckdb",
            "peer",
            peer(python, HERE / "tally_duckdb.py"),
            [python, "-c", "import duckdb; duckdb.sql('SELECT 1').fetchall()"],
        ),
        Contender("polars", "peer", peer(python, HERE / "tally_polars.py"), [python, "-c", "import polars"]),
        Contender(
            "data.table",
            "peer",
            peer("Rscript", HERE / "tally_datatable.R"),
            ["Rscript", "-e", "library(data.table)"],
            # Threads that spin while they wait cost several times the work where the machine is not idle.
            {"OMP_WAIT_POLICY": "passive"},
        ),
    ]


def build():
    """The release program."""
    command = ["cargo", "build", "--release", "--package", "kvalitetsrapport"]
    subprocess.run(command, cwd=REPOSITORY, check=True)
    metadata = ["cargo", "metadata", "--format-version", "1", "--no-deps"]
    told = subprocess.run(metadata, cwd=REPOSITORY, check=True, capture_output=True).stdout
    return Path(json.loads(told)["target_directory"]) / "release" / "kvalitetsrapport"


def simulate(program, folder, pupils, years):
    schools = max(50, min(999, pupils // 500))
    arguments = ["--out", folder, "--pupils", str(pupils), "--schools", str(schools), "--years", years]
    subprocess.run([program, "--quiet", "simulate", *arguments], check=True)


def lines(files):
    count = 0
    for path in files:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                count += block.count(b"\n")
    return count


def results(folder):
    return sorted((folder / "elevraekker").glob("nationale_test_*.csv"))


def data(program, root, rows, asked):
    """The folder of a municipality with about this many pupil rows, and their files; made once."""
    folder = root / f"{rows}-{asked.years.replace('/', '')}"
    if not (folder / "plan.toml").exists():
        probe = root / "probe"
        simulate(program(), probe, PROBE, asked.years)
        per_pupil = (lines(results(probe)) - len(results(probe))) / PROBE
        simulate(program(), folder, round(rows / per_pupil), asked.years)
    return folder, [joined(folder)] if asked.one_file else results(folder)


def joined(folder):
    """All years in one file."""
    path = folder / "nationale_test.csv"
    if not path.exists():
        made = path.with_suffix(".part")
        with made.open("wb") as out:
            for number, each in enumerate(results(folder)):
                with each.open("rb") as file:
                    header = file.readline()
                    if number == 0:
                        out.write(header)
                    shutil.copyfileobj(file, out, 1 << 20)
        made.rename(path)
    return path


def plan(folder, files, years):
    """A plan for the pupil rows of a municipality."""
    first, last = (int(year[:4]) for year in years.split("-"))
    named = ", ".join(f'"{year}/{(year + 1) % 100:02}"' for year in range(first, last + 1))
    listed = ", ".join(f'"{file.relative_to(folder)}"' for file in files)
    path = folder / "elevraekker.toml"
    path.write_text(PLAN.format(years=named, files=listed), encoding="utf-8")
    return path


def agree(entered, works):
    """Fails unless all wrote the same; in a process of its own, since what they wrote is large."""
    found = [f"{of.name}={of.kind}={works[of.name].out}" for of in entered]
    command = [sys.executable, HERE / "agreement.py", *found]
    told = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    if told.returncode != 0:
        sys.exit(told.returncode)
    return told.stdout.strip()


def table(middle, spread, rows):
    yield "| | CPU s | of it system | wall s | peak MiB | rows per CPU s | CPU, least-greatest | others |"
    yield "|---|---:|---:|---:|---:|---:|---:|---:|"
    for name, of in middle.items():
        # What only starts reads nothing.
        speed = "" if name.startswith("(start)") else f"{rows / of['cpu']:,.0f}"
        yield (
            f"| {name} | {of['cpu']:.2f} | {of['sys']:.2f} | {of['wall']:.2f} | {of['memory']:,.0f} |"
            f" {speed} | {min(spread[name]):.2f}-{max(spread[name]):.2f} | {of['others']:.0%} |"
        )


def ratios(middle, peers):
    yield "| ours beside the best peer | ours | best peer | ours / peer | peer |"
    yield "|---|---:|---:|---:|---|"
    for what, called in (("cpu", "CPU s"), ("wall", "wall s"), ("memory", "peak MiB")):
        best = min(peers, key=lambda peer: middle[peer][what])
        mine, other = middle[OURS][what], middle[best][what]
        yield f"| {called} | {mine:,.2f} | {other:,.2f} | {mine / other:.2f} | {best} |"


def bench(entered, program, root, asked):
    """The lines that tell of each size."""
    for millions in asked.rows:
        folder, files = data(program, root, round(millions * 1e6), asked)
        rows, size = lines(files) - len(files), sum(path.stat().st_size for path in files) / (1 << 20)
        path = plan(folder, files, asked.years)
        # Beside the data, not in it: what is written there might be read as a source.
        outs = root / "tallies"
        outs.mkdir(exist_ok=True)
        works = {of.name: Work(path, files, outs / f"{folder.name}-{of.name}.json") for of in entered}
        timed = {of.name: (of.command(works[of.name]), of.environment) for of in entered}
        results = {name: work.out for name, work in works.items()}
        middle, spread = take_turns(timed, asked.turns, asked.wait, results)
        found = agree(entered, works)
        starts = {f"(start) {of.name}": (of.start, of.environment) for of in entered}
        beside, beside_spread = take_turns(starts, min(3, asked.turns), asked.wait)
        yield f"### {rows:,} rows, {size:,.0f} MiB, {len(files)} file{'s' if len(files) > 1 else ''}\n"
        yield f"{found}\n"
        yield from table(middle | beside, spread | beside_spread, rows)
        peers = [of.name for of in entered if of.kind == "peer"]
        if OURS in middle and peers:
            yield ""
            yield from ratios(middle, peers)
        yield ""


def machine(entered, turns):
    """What it was measured on, and with."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / (1 << 30)
    versions = [f"Python {platform.python_version()}"]
    for of in entered:
        if of.name in ("duckdb", "polars"):
            versions.append(f"{of.name} {version(of.name)}")
        elif of.name == "data.table":
            asked = 'cat(paste0(getRversion(), ", data.table ", packageVersion("data.table")))'
            told = subprocess.run(["Rscript", "-e", asked], check=True, capture_output=True, text=True)
            versions.append(f"R {told.stdout}")
        else:
            told = subprocess.run(of.start, check=True, capture_output=True, text=True)
            versions.append(told.stdout.strip())
    return (
        f"{os.cpu_count()} cores, {pages:.0f} GiB, {platform.system()} {platform.machine()};"
        f" {', '.join(versions)}; median of {turns}, in turn"
    )


def write(text):
    """Puts what was measured between the markers of docs/performance.md."""
    page = REPOSITORY / "docs" / "performance.md"
    before, rest = page.read_text(encoding="utf-8").split(MARKERS[0])
    _, after = rest.split(MARKERS[1])
    page.write_text(f"{before}{MARKERS[0]}\n\n{text}\n\n{MARKERS[1]}{after}", encoding="utf-8")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=float, nargs="+", default=[5], help="millions of rows: 5 20")
    parser.add_argument("--years", default="2016/17-2021/22", help="a file per school year")
    parser.add_argument("--one-file", action="store_true", help="all years in one file")
    parser.add_argument("--turns", type=int, default=5, help="measurements of each; the median is shown")
    parser.add_argument("--data", type=Path, help="folder for the files, kept; without it a temporary one")
    parser.add_argument("--wait", type=float, default=0, help="seconds to wait for a quiet machine")
    parser.add_argument("--program", type=Path, help="a built program; without it one is built where needed")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="these contenders alone")
    parser.add_argument("--peers-only", action="store_true", help="without ours")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/performance.md")
    return parser.parse_args()


def entrants(program, asked):
    """Who is measured."""
    all_of_them = contenders(None if asked.peers_only else program())
    names = asked.only or [of.name for of in all_of_them]
    if unknown := set(names) - {of.name for of in all_of_them}:
        sys.exit(f"no such contender: {', '.join(sorted(unknown))}")
    return [of for of in all_of_them if of.name in names]


def main():
    asked = arguments()
    built = []

    def program():
        if not built:
            built.append(asked.program.resolve() if asked.program else build())
        return built[0]

    entered = entrants(program, asked)
    told = [machine(entered, asked.turns), ""]
    print("\n".join(told), flush=True)
    with tempfile.TemporaryDirectory() as temporary:
        root = asked.data.resolve() if asked.data else Path(temporary)
        root.mkdir(parents=True, exist_ok=True)
        for line in bench(entered, program, root, asked):
            print(line, flush=True)
            told.append(line)
    if asked.write:
        write("\n".join(told).rstrip())


if __name__ == "__main__":
    main()
