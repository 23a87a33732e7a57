"""Draws every chart of the demonstration, beside Vega that draws the same charts. See README.md."""

import argparse
import os
import re
import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
STAGES = ("documents", "pixels", "sheets")


def build():
    command = ["cargo", "build", "--release", "--package", "kvalitet-charts-bench"]
    subprocess.run(command, cwd=HERE.parents[1], check=True)
    target = os.environ.get("CARGO_TARGET_DIR", HERE.parents[1] / "target")
    return Path(target) / "release" / "kvalitet-charts-bench"


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, check=True, **options).stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--program", type=Path, help="a program that is built already")
    given = parser.parse_args()
    program = given.program or build()
    times = {name: [] for name in (*STAGES, "peer")}
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        shutil.copy(HERE / "peer.mjs", folder)
        run("npm", "install", "--silent", "--no-audit", "--no-fund", "vega@6", "vega-lite@6", cwd=folder)
        charts = folder / "charts"
        for _ in range(given.turns):
            ours = run(program, "--charts", charts)
            for name in STAGES:
                times[name].append(float(re.search(rf"^{name} ([\d.]+)", ours, re.M)[1]))
            peer = run("node", "peer.mjs", charts, cwd=folder)
            times["peer"].append(float(re.search(r"peer ([\d.]+)", peer)[1]))
            count = re.search(r"^charts (\d+)", ours, re.M)[1]
            assert re.search(r"charts (\d+)", peer)[1] == count, "not the same charts"
    print(re.search(r"^charts .*", ours, re.M)[0])
    print(f"{os.cpu_count()} cores; node {run('node', '--version').strip()}; median of {given.turns}, in turn\n")
    print("| | wall s | least-greatest |\n|---|---:|---:|")
    for name, wall in times.items():
        print(f"| {name} | {statistics.median(wall):.2f} | {min(wall):.2f}-{max(wall):.2f} |")


if __name__ == "__main__":
    main()
