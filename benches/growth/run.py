"""Fits growth percentiles of invented pupils, beside R. See README.md."""

import argparse
import os
import re
import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


def build():
    command = ["cargo", "build", "--release", "--package", "kvalitet-growth-bench"]
    subprocess.run(command, cwd=ROOT, check=True)
    target = os.environ.get("CARGO_TARGET_DIR", ROOT / "target")
    return Path(target) / "release" / "kvalitet-growth-bench"


def has_peer():
    if shutil.which("Rscript") is None:
        return False
    return subprocess.run(["Rscript", "-e", "library(quantreg)"], capture_output=True).returncode == 0


def numbers(file):
    return [float(line) for line in file.read_text().split()]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pupils", type=int, default=54000)
    parser.add_argument("--whole", action="store_true", help="results are whole numbers")
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--peer-turns", type=int, default=1)
    parser.add_argument("--program", type=Path, help="a program that is built already")
    given = parser.parse_args()
    program = given.program or build()
    with tempfile.TemporaryDirectory() as folder:
        pairs, ours, theirs = (Path(folder) / name for name in ("pairs", "ours", "theirs"))
        sizes = [f"--pupils={given.pupils}", f"--turns={given.turns}"] + ["--whole"] * given.whole
        command = [program, *sizes, f"--pairs={pairs}", f"--losses={ours}"]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        found = re.findall(r"one ([\d.]+) all ([\d.]+) percentiles ([\d.]+) mean ([\d.]+)", said)
        one, together, told, mean = (statistics.median(map(float, column)) for column in zip(*found))
        cores, load = os.cpu_count(), os.getloadavg()[0]
        print(f"{given.pupils} pupils, 100 curves, {cores} cores, load {load:.1f}, mean percentile {mean:.2f}")
        print(f"ours: one thread {one:.3f} s, all {together:.3f} s, percentiles of all pupils {told:.3f} s")
        if not has_peer():
            print("no comparison: Rscript with the package quantreg is not here")
            return
        seconds = []
        for _ in range(given.peer_turns):
            command = ["Rscript", HERE / "peer.R", pairs, theirs]
            said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
            versions, wall = said.strip().splitlines()
            seconds.append(float(wall))
        wall = statistics.median(seconds)
        print(f"{versions}, rq.fit.fnb: {wall:.2f} s, so {wall / one:.0f} and {wall / together:.0f} times ours")
        differences = [a / b - 1 for a, b in zip(numbers(ours), numbers(theirs), strict=True)]
        print(f"check loss, ours less theirs, relative: {min(differences):.1e} to {max(differences):.1e}")
        assert max(differences) < 1e-6, "a curve of ours is worse"


if __name__ == "__main__":
    main()
