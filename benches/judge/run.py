"""Judges many schools, beside a peer that tests the same changes more simply. See README.md."""

import argparse
import os
import re
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

import numpy
import scipy
import statsmodels

import peer

ROOT = Path(__file__).resolve().parents[2]


def build():
    command = ["cargo", "build", "--release", "--package", "kvalitet-judge-bench"]
    subprocess.run(command, cwd=ROOT, check=True)
    target = os.environ.get("CARGO_TARGET_DIR", ROOT / "target")
    return Path(target) / "release" / "kvalitet-judge-bench"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schools", type=int, default=1300)
    parser.add_argument("--indicators", type=int, default=60)
    parser.add_argument("--headlines", type=int, default=10)
    parser.add_argument("--years", type=int, default=5)
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--program", type=Path, help="a program that is built already")
    given = parser.parse_args()
    program = given.program or build()
    sizes = [f"--{name}={getattr(given, name)}" for name in ("schools", "indicators", "headlines", "years")]
    times = {name: ([], []) for name in ("estimate", "judge", "peer")}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "tallies"
        for _ in range(given.turns):
            said = subprocess.run(
                [program, *sizes, "--tallies", file], capture_output=True, text=True, check=True
            ).stdout
            for name in ("estimate", "judge"):
                wall, cpu = re.search(rf"{name} ([\d.]+) cpu ([\d.]+|NaN)", said).groups()
                times[name][0].append(float(wall))
                times[name][1].append(float(cpu))
            tallies = peer.read(file, given.indicators, given.schools, given.years)
            wall, cpu = time.perf_counter(), time.process_time()
            count, size, sure = peer.work(tallies, given.headlines)
            times["peer"][0].append(time.perf_counter() - wall)
            times["peer"][1].append(time.process_time() - cpu)
            changes, difference = re.search(r"changes (\d+) difference ([\d.]+)", said).groups()
            assert int(changes) == count, (changes, count)
            assert abs(float(difference) - size) < 1e-3, (difference, size)
    print(said.split(" ", 8)[-1].strip(), f"; the peer's sure: {sure}\n")
    versions = f"numpy {numpy.__version__}, scipy {scipy.__version__}, statsmodels {statsmodels.__version__}"
    print(f"{os.cpu_count()} cores; {versions}; median of {given.turns}, in turn\n")
    print("| | wall s | least-greatest | CPU s |\n|---|---:|---:|---:|")
    for name, (wall, cpu) in times.items():
        spread = f"{min(wall):.2f}-{max(wall):.2f}"
        print(f"| {name} | {statistics.median(wall):.2f} | {spread} | {statistics.median(cpu):.2f} |")


if __name__ == "__main__":
    main()
