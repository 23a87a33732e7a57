"""Counts instructions by stage and holds them against those recorded.

    instructions.py [--write] PROGRAM

Records are of one compiler and one profile: with another compiler nothing is compared, and that is said.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

RECORDED = Path(__file__).resolve().parent.parent / "benches" / "instructions.json"
# More than this many per cent is told of.
LIMIT = 5

PLAN = """[report]
title = "Pupil rows"
date = 2022-03-31
municipality = 999
years = ["2016/17", "2017/18", "2018/19", "2019/20", "2020/21", "2021/22"]

[[source]]
kind = "school_register"
files = ["institutionsregister.csv"]

[[source]]
kind = "national_test"
files = ["elevraekker/nationale_test_*.csv"]
"""

# Digests are made by instructions of the processor that the counter does not have.
NOT_COUNTED = re.compile(r"sha2|sha256")


def counted(command, folder):
    """Instructions of a command on one thread, those of digests aside."""
    out = folder / "callgrind.out"
    told = subprocess.run(
        ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", *map(str, command)],
        capture_output=True,
        text=True,
        cwd=folder,
    )
    if told.returncode != 0:
        sys.exit(f"failed: {command}\n{told.stderr[-2000:]}")
    listed = subprocess.run(
        ["callgrind_annotate", "--threshold=100", "--auto=no", out], capture_output=True, text=True, check=True
    )
    total = 0
    for line in listed.stdout.splitlines():
        found = re.match(r"\s*([\d,]+)(?: \([ \d.]+%\))?\s+[^:]*:(\S.*)$", line)
        if found and not NOT_COUNTED.search(found.group(2)):
            total += int(found.group(1).replace(",", ""))
    if total == 0:
        sys.exit("callgrind_annotate lists no function as this reads it")
    return total


def measured(program, folder):
    """The stages, and how many instructions each takes."""
    stages = {"start (indicators)": counted([program, "--quiet", "indicators"], folder)}
    tallies = []
    for pupils in (3000, 9000):
        data = folder / str(pupils)
        simulate = [program, "--quiet", "simulate", "--schools", "12", "--pupils", str(pupils), "--out", data]
        subprocess.run(simulate, check=True)
        (data / "rows.toml").write_text(PLAN, encoding="utf-8")
        rows = sum(file.read_bytes().count(b"\n") - 1 for file in data.glob("elevraekker/*.csv"))
        tally = [program, "--quiet", "tally", data / "rows.toml", "--jobs", "1", "--out", folder / f"{pupils}.json"]
        tallies.append((rows, counted(tally, folder)))
    (few, less), (many, more) = tallies
    # What a run costs before its first row falls out of the difference.
    stages["tally, per 1,000 rows"] = round((more - less) * 1000 / (many - few))
    counts = folder / "counts"
    simulate = [program, "--quiet", "simulate", "--schools", "3", "--pupils", "600", "--years", "2018/19-2021/22"]
    subprocess.run([*simulate, "--out", counts], check=True)
    compare = [program, "--quiet", "compare", counts / "plan-aggregater.toml", "--unit", "kommune:999", "--jobs", "1"]
    stages["figures, judging and hiding (compare, 3 schools)"] = counted(compare, folder)
    return stages


def main():
    words = [word for word in sys.argv[1:] if word != "--write"]
    if len(words) != 1:
        sys.exit(__doc__)
    compiler = subprocess.run(["rustc", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    with tempfile.TemporaryDirectory() as folder:
        stages = measured(Path(words[0]).resolve(), Path(folder))
    if "--write" in sys.argv:
        record = {"compiler": compiler, "profile": "dev", "stages": stages}
        RECORDED.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
        return
    recorded = json.loads(RECORDED.read_text(encoding="utf-8"))
    if recorded["compiler"] != compiler:
        print(f"Recorded with {recorded['compiler']}, not {compiler}: nothing is compared.")
        return
    for stage, now in stages.items():
        then = recorded["stages"].get(stage)
        if then is None:
            print(f"{stage}: {now:,} instructions, not recorded: --write records it")
            continue
        change = 100 * (now - then) / then
        warning = "  WARNING: more than recorded" if change > LIMIT else ""
        print(f"{stage}: {now:,} instructions, {change:+.1f} %{warning}")


main()
