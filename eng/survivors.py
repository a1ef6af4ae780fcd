"""The attacks of eng/torture.sh on the end of a run: `survivors.py ROUNDS`. Counts what is alive 0.3 s after the exit of UNFAZED.

Each run has a pids cgroup of its own where one can be made (as root): nothing can leave it. Else processes are found by a word in their arguments.
"""

import contextlib
import itertools
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

SETTLED = 0.3
LATEST = 2.25

# The five kinds of checks that outlive a deadline. SLEEP is a sleep that can be told from every other.
STUBBORN = "trap '' TERM; echo listening; SLEEP; SLEEP"
KINDS = [
    ("ignores SIGTERM", [STUBBORN]),
    ("four that ignore SIGTERM", [STUBBORN] * 4),
    ("20 processes in sessions of their own", ["trap '' TERM; for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do setsid SLEEP & done; SLEEP; SLEEP"]),
    ("six setsid children", ["for i in 1 2 3 4 5 6; do setsid env -i /bin/SLEEP & done; SLEEP"]),
    ("eight checks", [STUBBORN, "SLEEP", "setsid SLEEP & SLEEP", "trap '' TERM; setsid SLEEP & SLEEP; SLEEP"] * 2),
]
GITS = ["exec SLEEP", "trap 'SLEEP' TERM INT HUP; SLEEP; SLEEP", "trap '' TERM INT HUP; SLEEP; SLEEP"]
SECOND = "trap '' TERM INT; setsid env -i /bin/SLEEP & SLEEP; SLEEP"
# What leaves its parents, its session and its environment in its first moment.
FLEEING = [
    "(setsid sh -c 'env -i /bin/SLEEP & env -i /bin/SLEEP & exit') & sleep 0.05",
    "i=0; while [ $i -lt 15 ]; do (setsid env -i /bin/sh -c 'exec SLEEP' &); i=$((i+1)); done; exit 0",
]
CLEARED = "i=0; while [ $i -lt 200 ]; do setsid env -i /bin/SLEEP & i=$((i+1)); done; SLEEP"


def mounted():
    """Where a cgroup for counting can be made: the pids controller of version 1, or version 2; None where there is none."""
    for line in pathlib.Path("/proc/self/mounts").read_text().splitlines():
        _, path, kind, options, *_ = line.split(" ")
        if kind == "cgroup2" or (kind == "cgroup" and "pids" in options.split(",")):
            with contextlib.suppress(OSError):
                probe = pathlib.Path(path) / f"torture-{os.getpid()}"
                probe.mkdir()
                probe.rmdir()
                return path
    return None


PLACE = mounted()


class Cell:
    """A folder with a configuration, and the group that its run and everything below it stay in."""

    def __init__(self, scripts, limit="60s", git=None):
        self.home = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.home.name) / "project"
        self.folder.mkdir()
        self.length = f"86399.{random.randrange(10**8, 10**9)}"
        checks = [f"  c{i}: {{ run: [sh, -c, {json.dumps(self.script(s))}], timeout: {limit}, cores: 0.1 }}" for i, s in enumerate(scripts)]
        lines = ["version: 1", "detect: false", "checks:", *checks] if scripts else ["version: 1"]
        (self.folder / "unfazed.yaml").write_text("\n".join(lines) + "\n")
        self.environment = {**os.environ, "UNFAZED_STATE_DIR": f"{self.home.name}/state", "UNFAZED_CACHE_DIR": f"{self.home.name}/cache"}
        if git:
            bin_folder = pathlib.Path(self.home.name) / "bin"
            bin_folder.mkdir()
            (bin_folder / "git").write_text("#!/bin/sh\n" + self.script(git) + "\n")
            (bin_folder / "git").chmod(0o755)
            self.environment["PATH"] = f"{bin_folder}:{os.environ['PATH']}"
        self.group = None
        if PLACE:
            self.group = pathlib.Path(PLACE) / f"torture-{os.getpid()}-{self.length}"
            self.group.mkdir()

    def script(self, text):
        return text.replace("SLEEP", f"sleep {self.length}")

    def start(self, *arguments):
        def enter():
            # What nohup or a background job ignores, the run would ignore too.
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
                signal.signal(number, signal.SIG_DFL)
            if self.group:
                (self.group / "cgroup.procs").write_text(str(os.getpid()))

        return subprocess.Popen([os.environ["UNFAZED"], *arguments], cwd=self.folder, env=self.environment, stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, preexec_fn=enter)

    def alive(self):
        found = set()
        if self.group:
            for procs in self.group.rglob("cgroup.procs"):
                with contextlib.suppress(OSError):
                    found.update(int(pid) for pid in procs.read_text().split())
        else:
            for entry in pathlib.Path("/proc").glob("[0-9]*"):
                with contextlib.suppress(OSError):
                    if self.length.encode() in (entry / "cmdline").read_bytes():
                        found.add(int(entry.name))
        return [pid for pid in found if not dead(pid)]

    def sleepers(self):
        return len(self.alive()) - 1

    def close(self):
        """Gives what is alive, and ends it."""
        time.sleep(SETTLED)
        left = self.alive()
        for _ in range(20):
            for pid in self.alive():
                with contextlib.suppress(OSError):
                    os.kill(pid, signal.SIGKILL)
            if not self.alive():
                break
            time.sleep(0.05)
        if self.group:
            for group in sorted((g for g in [self.group, *self.group.rglob("*")] if g.is_dir()), reverse=True):
                with contextlib.suppress(OSError):
                    group.rmdir()
        self.home.cleanup()
        return len(left)


def dead(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text(errors="replace").rsplit(")", 1)[1].split()[0] == "Z"
    except (OSError, IndexError):
        return True


def until(cell, count, limit=5):
    end = time.monotonic() + limit
    while cell.sleepers() < count and time.monotonic() < end:
        time.sleep(0.02)


def wait(process, limit):
    try:
        process.wait(limit)
        return True
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return False


def deadline(scripts):
    cell = Cell(scripts)
    began = time.monotonic()
    in_time = wait(cell.start("--deadline", "2s"), 10) and time.monotonic() - began < LATEST + 2
    return cell.close(), in_time


def own_timeout():
    cell = Cell([CLEARED], limit="2s")
    in_time = wait(cell.start("--deadline", "20s"), 30)
    return cell.close(), in_time


def hanging_git(git, number):
    cell = Cell([], git=git)
    process = cell.start()
    until(cell, 1)
    process.send_signal(number)
    in_time = wait(process, 6)
    return cell.close(), in_time


def twice(gap):
    cell = Cell([SECOND])
    process = cell.start()
    until(cell, 3)
    process.send_signal(signal.SIGINT)
    time.sleep(gap)
    process.send_signal(signal.SIGINT)
    in_time = wait(process, 6)
    return cell.close(), in_time


def killed():
    cell = Cell(["env -i /bin/SLEEP; true", "setsid SLEEP & SLEEP", STUBBORN])
    process = cell.start()
    until(cell, 6)
    process.kill()
    process.wait()
    (cell.folder / "unfazed.yaml").write_text("version: 1\ndetect: false\nchecks: { ok: { run: 'true' } }\n")
    in_time = wait(cell.start(), 10)
    return cell.close(), in_time


def killed_at(seconds, script):
    cell = Cell([script, *["echo"] * 8])
    process = cell.start()
    time.sleep(seconds)
    process.kill()
    process.wait()
    (cell.folder / "unfazed.yaml").write_text("version: 1\ndetect: false\nchecks: { ok: { run: 'true' } }\n")
    in_time = wait(cell.start(), 10)
    return cell.close(), in_time


def has_groups():
    """Whether the checks of UNFAZED are in control groups: without them what flees is not found after a kill."""
    with tempfile.TemporaryDirectory() as folder:
        doctor = subprocess.run([os.environ["UNFAZED"], "doctor"], cwd=folder, capture_output=True, timeout=60)
    return b"containment: cgroup" in doctor.stdout


@contextlib.contextmanager
def burners(count):
    running = [subprocess.Popen(["sh", "-c", "while :; do :; done"]) for _ in range(count)]
    try:
        yield
    finally:
        for burner in running:
            burner.kill()
            burner.wait()


def main(rounds):
    half = max(rounds // 2, 1)
    plans = []
    for load in (0, 2):
        plans += [(f"deadline, {name}", load, [lambda scripts=scripts: deadline(scripts)] * half) for name, scripts in KINDS]
    signals = itertools.islice(itertools.cycle(itertools.product(GITS, (signal.SIGINT, signal.SIGTERM, signal.SIGHUP))), rounds * 5 // 2)
    plans.append(("a signal while git hangs", 0, [lambda git=git, number=number: hanging_git(git, number) for git, number in signals]))
    plans.append(("two signals", 0, [lambda gap=gap: twice(gap) for gap in itertools.islice(itertools.cycle((0.05, 0.2, 0.5)), max(rounds * 5 // 4, 1))]))
    plans.append(("kill -9, and the next run", 0, [killed] * half))
    if has_groups():
        moments = itertools.islice(zip((0.01 + 0.012 * n for n in itertools.count()), itertools.cycle(FLEEING)), rounds * 5 // 2)
        plans.append(("kill -9 at a moment, checks that flee", 0, [lambda at=at, script=script: killed_at(at, script) for at, script in moments]))
    plans.append(("own timeout, 200 cleared their environment", 0, [own_timeout] * max(rounds // 5, 1)))
    bad = 0
    print(f"counted {'in ' + PLACE if PLACE else 'by arguments'}\n{'attack':<56}{'burners':>8}{'runs':>6}{'left':>6}{'late':>6}", flush=True)
    for name, load, runs in plans:
        with burners(load):
            results = [run() for run in runs]
        left, late = sum(count for count, _ in results), sum(not in_time for _, in_time in results)
        bad += left + late
        print(f"{name:<56}{load:>8}{len(results):>6}{left:>6}{late:>6}", flush=True)
    return 1 if bad else 0


sys.exit(main(int(sys.argv[1])))
