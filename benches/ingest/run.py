#!/usr/bin/env python3
"""Times `kvalitetsrapport check` beside DuckDB and Polars on the same simulated pupil rows.

Prints a Markdown table per size. README.md says what is measured, and how.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

from peers import PEERS

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
OURS = "kvalitetsrapport check"
# Pupils of the municipality that says how many rows a pupil has.
PROBE = 20_000


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
    return sorted((folder / "elevraekker").glob("nationale_test_*.csv"))


def lines(files):
    count = 0
    for path in files:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                count += block.count(b"\n")
    return count


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
files = ["elevraekker/nationale_test_*.csv"]
'''


def plan(folder, years):
    """A plan for the pupil rows of a municipality."""
    first, last = (int(year[:4]) for year in years.split("-"))
    named = (f'"{year}/{(year + 1) % 100:02}"' for year in range(first, last + 1))
    path = folder / "elevraekker.toml"
    path.write_text(PLAN.format(years=", ".join(named)), encoding="utf-8")
    return path


def data(program, root, rows, years):
    """A municipality with about this many pupil rows; made once per folder."""
    folder = root / f"{rows}-{years.replace('/', '')}"
    files = sorted((folder / "elevraekker").glob("nationale_test_*.csv"))
    if not (folder / "plan.toml").exists():
        probe = simulate(program, root / "probe", PROBE, years)
        per_pupil = (lines(probe) - len(probe)) / PROBE
        files = simulate(program, folder, round(rows / per_pupil), years)
    return folder, files


def measure(command, keep=True):
    """Wall time, processor time and peak memory of a child, and what it printed if that is kept.

    What is kept stays small: the peak of a child counts from the size of its parent.
    """
    with tempfile.TemporaryFile() if keep else open(os.devnull, "r+b") as out:
        actions = [(os.POSIX_SPAWN_DUP2, out.fileno(), 1)]
        before = time.perf_counter()
        child = os.posix_spawnp(command[0], [str(part) for part in command], os.environ, file_actions=actions)
        _, status, usage = os.wait4(child, 0)
        wall = time.perf_counter() - before
        out.seek(0)
        printed = out.read()
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"failed: {' '.join(map(str, command))}\n{printed.decode(errors='replace')[-2000:]}")
    memory = usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    figures = {"wall": wall, "user": usage.ru_utime, "sys": usage.ru_stime, "memory": memory}
    return figures | {"cpu": usage.ru_utime + usage.ru_stime}, printed


def our_rows(printed):
    sources = json.loads(printed)["kilder"]
    results = [source for source in sources if source["layout"] == "elevraekker"]
    for source in results:
        gone = source["laest"] - source["brugt"] - source["udeladt"] - source["karantaene"]
        if gone != 0:
            sys.exit(f"{source['kilde']}: {gone} rows not accounted for")
    return sum(source["laest"] for source in results)


def wait_for_quiet(seconds):
    """Waits until a tenth of the machine or less is busy, this long at most."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and (before := ticks()):
        time.sleep(0.3)
        after = ticks()
        if 10 * (after[0] - before[0]) <= after[1] - before[1]:
            return


def take_turns(commands, asked, turns, keep=True):
    """Each command once per turn, so that a slow minute of the machine strikes all of them."""
    taken = {name: [] for name in commands}
    printed = {}
    for _ in range(turns):
        for name, command in commands.items():
            wait_for_quiet(asked.wait)
            before = ticks()
            figures, printed[name] = measure(command, keep)
            figures["others"] = others_share(before, ticks(), figures["cpu"])
            taken[name].append(figures)
    middle = {
        name: {what: statistics.median(run[what] for run in runs) for what in runs[0]}
        for name, runs in taken.items()
    }
    walls = {name: [run["wall"] for run in runs] for name, runs in taken.items()}
    return middle, walls, printed


def ticks():
    """Busy and all processor time of the machine since its start; `None` where it does not say."""
    stat = Path("/proc/stat")
    if not stat.exists():
        return None
    user, nice, system, idle, waiting, *rest = map(int, stat.read_text().splitlines()[0].split()[1:9])
    busy = user + nice + system + sum(rest)
    return busy, busy + idle + waiting


def others_share(before, after, own):
    """The share of the machine that other processes had, beside `own` seconds of a child."""
    if before is None or after is None or after[1] == before[1]:
        return 0.0
    busy, elapsed = after[0] - before[0], after[1] - before[1]
    return max(0.0, (busy - own * os.sysconf("SC_CLK_TCK")) / elapsed)


def agree(printed, rows):
    """All read every row, and the peers made the same cells into values."""
    filled = {}
    for name, text in printed.items():
        if name == OURS:
            found = our_rows(text)
        elif name in PEERS:
            found, filled[name] = (json.loads(text)[what] for what in ("rows", "filled"))
        else:
            continue
        if found != rows:
            sys.exit(f"{name} read {found} rows of {rows}")
    if any(one != next(iter(filled.values())) for one in filled.values()):
        sys.exit(f"the peers read different cells: {filled}")


def table(title, middle, walls, rows, size):
    print(f"\n### {title}\n")
    print("| | rows/s | MiB/s | wall s | CPU s | of it system | peak MiB | wall, least-greatest | others |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|")
    for name, of in middle.items():
        # What only starts reads nothing.
        reads = not name.startswith("(start)")
        speed = f"{rows / of['wall']:,.0f}" if reads else ""
        flow = f"{size / of['wall']:,.0f}" if reads else ""
        print(
            f"| {name} | {speed} | {flow} | {of['wall']:.2f} | {of['cpu']:.2f} | {of['sys']:.2f} |"
            f" {of['memory']:,.0f} | {min(walls[name]):.2f}-{max(walls[name]):.2f} |"
            f" {of['others']:.0%} |"
        )


def ratios(middle):
    print("\n| ours beside the best peer | ours | best peer | ours / peer | peer |")
    print("|---|---:|---:|---:|---|")
    for what, called in (("wall", "wall s"), ("cpu", "CPU s"), ("memory", "peak MiB")):
        best = min(PEERS, key=lambda peer: middle[peer][what])
        ours, other = middle[OURS][what], middle[best][what]
        print(f"| {called} | {ours:,.2f} | {other:,.2f} | {ours / other:.2f} | {best} |")


def commands(program, path, files, jobs):
    """What is timed, in turn, and what stands beside it for scale."""
    python = sys.executable
    ours = {OURS: [program, "--format", "json", "check", path, *jobs]}
    peers = {name: [python, HERE / "peers.py", name, *files] for name in PEERS}
    scale = {
        "(start) python, duckdb": [python, "-c", "import duckdb; duckdb.sql('SELECT 1').fetchall()"],
        "(start) python, polars": [python, "-c", "import polars"],
        "(scale) cat": ["cat", *files],
        "(scale) wc -l": ["wc", "-l", *files],
        "(scale) sha256sum": ["sha256sum", *files],
    }
    return ours | peers, scale


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=float, nargs="+", default=[1, 5], help="millions of rows: 1 5 20")
    parser.add_argument("--years", default="2016/17-2021/22", help="a file per school year")
    parser.add_argument("--turns", type=int, default=5, help="measurements of each; the median is shown")
    parser.add_argument("--data", type=Path, help="folder for the files, kept; without it a temporary one")
    parser.add_argument("--wait", type=float, default=0, help="seconds to wait for a quiet machine, each time")
    parser.add_argument("--program", type=Path, help="a built program; without it one is built")
    parser.add_argument("--jobs", help="threads of our program")
    return parser.parse_args()


def bench(program, root, asked):
    for millions in asked.rows:
        folder, files = data(program, root, round(millions * 1e6), asked.years)
        rows, size = lines(files) - len(files), sum(path.stat().st_size for path in files) / (1 << 20)
        jobs = ["--jobs", asked.jobs] if asked.jobs else []
        timed, scale = commands(program, plan(folder, asked.years), files, jobs)
        middle, walls, printed = take_turns(timed, asked, asked.turns)
        agree(printed, rows)
        beside, beside_walls, _ = take_turns(scale, asked, min(3, asked.turns), keep=False)
        title = f"{rows:,} rows, {size:,.0f} MiB, {len(files)} file{'s' if len(files) > 1 else ''}"
        table(title, middle | beside, walls | beside_walls, rows, size)
        ratios(middle)


def main():
    asked = arguments()
    program = asked.program.resolve() if asked.program else build()
    print(
        f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}; Python {platform.python_version()},"
        f" duckdb {version('duckdb')}, polars {version('polars')}; median of {asked.turns}, in turn"
    )
    if asked.data:
        asked.data.mkdir(parents=True, exist_ok=True)
        bench(program, asked.data.resolve(), asked)
        return
    with tempfile.TemporaryDirectory() as root:
        bench(program, Path(root), asked)


if __name__ == "__main__":
    main()
