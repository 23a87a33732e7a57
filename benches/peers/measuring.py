"""What a child process takes: wall time, processor time, peak memory."""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path


def measure(command, environment):
    """The figures of a child, which writes its results to a file.

    What it prints is shown if it fails. The peak of a child counts from the size of its parent, which
    therefore holds no results.
    """
    with tempfile.TemporaryFile() as out:
        actions = [(os.POSIX_SPAWN_DUP2, out.fileno(), stream) for stream in (1, 2)]
        before = time.perf_counter()
        words = [str(word) for word in command]
        child = os.posix_spawnp(words[0], words, os.environ | environment, file_actions=actions)
        _, status, usage = os.wait4(child, 0)
        wall = time.perf_counter() - before
        out.seek(0)
        printed = out.read()
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"failed: {' '.join(words)}\n{printed.decode(errors='replace')[-2000:]}")
    memory = usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    return {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "sys": usage.ru_stime, "memory": memory}


def take_turns(commands, turns, wait, results=None):
    """Each command once per turn, so that a slow minute of the machine strikes all of them.

    The file among `results` that a command writes is a new one each time.
    """
    taken = {name: [] for name in commands}
    for _ in range(turns):
        for name, (command, environment) in commands.items():
            if results:
                results[name].unlink(missing_ok=True)
            wait_for_quiet(wait)
            before = ticks()
            figures = measure(command, environment)
            figures["others"] = others_share(before, ticks(), figures["cpu"])
            taken[name].append(figures)
    middle = {
        name: {of: statistics.median(run[of] for run in runs) for of in runs[0]}
        for name, runs in taken.items()
    }
    spread = {name: [run["cpu"] for run in runs] for name, runs in taken.items()}
    return middle, spread


def wait_for_quiet(seconds):
    """Waits until a tenth of the machine or less is busy, this long at most."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and (before := ticks()):
        time.sleep(0.3)
        after = ticks()
        if 10 * (after[0] - before[0]) <= after[1] - before[1]:
            return


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
