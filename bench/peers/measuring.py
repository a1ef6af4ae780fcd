"""Runs the same work with each program in turns, so that what else the machine does falls on all of them."""

import dataclasses
import statistics
import subprocess
import time

LIMIT = 120
WARMING = 2
# 1: hygiene found something, or a hook did. Anything else is no measurement.
ALLOWED = (0, 1)


@dataclasses.dataclass
class Result:
    contender: object
    times: list
    peak: float = 0.0

    @property
    def median(self):
        return statistics.median(self.times)


class Failed(Exception):
    pass


def run(contender, environment, prefix=()):
    if contender.before is not None:
        contender.before()
    begun = time.perf_counter()
    ended = subprocess.run(
        [*prefix, *contender.command], cwd=contender.folder, env=environment, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=LIMIT)
    taken = (time.perf_counter() - begun) * 1000
    if ended.returncode not in ALLOWED:
        raise Failed(f"{contender.name}: {' '.join(contender.command)} exited with {ended.returncode}\n"
                     + (ended.stdout + ended.stderr).decode(errors="replace")[-2000:])
    return taken, ended.stderr.decode(errors="replace")


def peak(contender, environment):
    """The largest process of the program and its children, in MiB: what the kernel counted."""
    _, said = run(contender, environment, prefix=("/usr/bin/time", "-f", "%M"))
    return int(said.split()[-1]) / 1024


def measure(work, environment, rounds):
    results = [Result(contender, []) for contender in work.contenders]
    for number in range(-WARMING, rounds):
        # Another one begins each round: what one leaves in the machine's caches is found by a different neighbour.
        turn = number % len(results)
        for result in results[turn:] + results[:turn]:
            taken, _ = run(result.contender, environment)
            if number >= 0:
                result.times.append(taken)
    for result in results:
        result.peak = peak(result.contender, environment)
    return results
