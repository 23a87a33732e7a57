"""Holds patterns of ours against optimal ones of pytauargus. See README.md."""

import argparse
import json
import os
import statistics
import subprocess
import tempfile
from pathlib import Path

from pytauargus._tauargus import HiTaSCtrl, audit_jj

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
FAR = 1_000_000


def build():
    command = ["cargo", "build", "--release", "--package", "kvalitet-suppression-bench"]
    subprocess.run(command, cwd=ROOT, check=True)
    target = os.environ.get("CARGO_TARGET_DIR", ROOT / "target")
    return Path(target) / "release" / "kvalitet-suppression-bench"


def write(table, file, hidden=frozenset()):
    """The table in the form the solver reads; what is hidden beside sensitive cells is marked."""
    lines = ["0", str(len(table["cells"]))]
    for number, cell in enumerate(table["cells"]):
        down, up = cell["need"] or (0, 0)
        status = "u" if cell["need"] else "m" if number in hidden else "s"
        lines.append(f"{number} {cell['value']} {cell['cost']} {status} 0 {FAR} {down} {up} 0")
    lines.append(str(len(table["sums"])))
    for total, parts in table["sums"]:
        terms = [f"{total} (-1)"] + [f"{part} (1)" for part in parts]
        lines.append(f"0 {len(terms)} : " + " ".join(terms))
    file.write_text("\n".join(lines) + "\n")


def optimal(table, folder):
    """The cells that the optimal pattern adds."""
    given, found = folder / "table.jj", folder / "found.jj"
    write(table, given)
    result = HiTaSCtrl().full_jj(in_file_jj=str(given), out_file=str(found), max_time=10)
    if result > 1:
        raise RuntimeError(f"the solver gave code {result} for table {table['table']}")
    return {int(line.split()[0]) for line in found.read_text().splitlines() if line.strip()}


def is_safe(table, hidden, folder):
    """What the peer's own audit says of a pattern."""
    file = folder / "audit.jj"
    write(table, file, hidden)
    return not any(row["unsafe"] for row in audit_jj(str(file)))


def quartiles(ratios):
    low, middle, high = statistics.quantiles(ratios, n=4, method="inclusive")
    return f"{low:.3f} | {middle:.3f} | {high:.3f} | {max(ratios):.3f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=int, default=200)
    parser.add_argument("--program", type=Path, help="a program that is built already")
    given = parser.parse_args()
    program = (given.program or build()).resolve()
    rows = {"two-way": [], "hierarchical": []}
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        # The solver leaves logs where it is run.
        os.chdir(folder)
        file = folder / "small.jsonl"
        subprocess.run([program, "small", "--tables", str(given.tables), "--out", file], check=True)
        for line in file.read_text().splitlines():
            table = json.loads(line)
            sensitive = {n for n, cell in enumerate(table["cells"]) if cell["need"]}
            added = optimal(table, folder) - sensitive
            theirs = sum(table["cells"][cell]["cost"] for cell in added)
            ours = set(table["hidden"]) - sensitive
            if not is_safe(table, ours, folder):
                faults.append(f"ours of table {table['table']} is not safe by the peer's audit")
            if not is_safe(table, added, folder):
                faults.append(f"the peer's of table {table['table']} is not safe by its own audit")
            kind = "hierarchical" if table["table"] % 2 else "two-way"
            rows[kind].append((table["cost"], theirs, len(ours), len(added), len(sensitive)))
    rows["all"] = rows["two-way"] + rows["hierarchical"]
    print("| tables | | with something to add | no dearer than the optimum | lower quartile | median | upper quartile | largest |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    for kind, of in rows.items():
        ratios = [ours / theirs for ours, theirs, *_ in of if 0 < theirs]
        least = sum(ours <= theirs for ours, theirs, *_ in of if 0 < theirs)
        print(f"| {kind} | {len(of)} | {len(ratios)} | {least} | {quartiles(ratios)} |")
    print()
    totals = [sum(column) for column in zip(*rows["all"])]
    print(f"cost together {totals[0]} and {totals[1]}; cells added {totals[2]} and {totals[3]}; sensitive {totals[4]}")
    for fault in faults:
        print(fault)
    if any(fault.startswith("ours") for fault in faults):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
