"""The rounds of eng/torture.sh: writes an unfazed.yaml of misbehaving checks, runs it, compares, and looks for what is left."""

import collections
import json
import os
import pathlib
import secrets
import subprocess
import sys
import tempfile
import time

AT_ONCE = 64
DEADLINE = 60
LATEST = DEADLINE + 0.25
ENDLESS, ENDING = "timed_out", "passed"

# Case, expected status, acts of the puppet. TAG makes each puppet findable, also one that cleared its environment.
CASES = [
    ("sleeps for ever", ENDLESS, "hang"),
    ("ignores SIGTERM", ENDLESS, "ignore 15 hang"),
    ("ignores SIGTERM with a child", ENDLESS, "ignore 15 spawn [ TAG hang ] hang"),
    ("forks a child that holds stdout", ENDING, "spawn [ TAG hang ] exit 0"),
    ("double fork", ENDING, "spawn [ TAG spawn [ TAG hang ] ] exit 0"),
    ("setsid child", ENDLESS, "spawn-session [ TAG ignore 15 hang ] hang"),
    ("setsid and double fork, leader gone", ENDING, "spawn-session [ TAG spawn-session [ TAG hang ] ] exit 0"),
    ("the same without an environment", ENDING, "spawn-bare [ TAG spawn-bare [ TAG hang ] ] exit 0"),
    ("forks 200 children", ENDING, "spawn-many 200 exit 0"),
    ("a gibibyte to stdout", ENDING, "flood-stdout 1024 exit 0"),
    ("stderr for ever, no newline", ENDLESS, "flood-stderr 0"),
    ("a byte now and then", ENDLESS, "trickle"),
    ("closes stdout and runs on", ENDLESS, "close-stdout hang"),
    ("closes both and leaves a child", ENDING, "spawn-bare [ TAG close-both hang ] exit 0"),
    ("reads stdin", ENDING, "read-stdin exit 0"),
    ("dies by SIGSEGV", "error", "die 11"),
    ("dies by SIGKILL", "error", "die 9"),
    ("dies by SIGPIPE", "error", "die 13"),
    ("garbage where SARIF was due", "error", "garbage exit 0"),
    ("half a document", "error", "half-document exit 0"),
    ("garbage and escapes", ENDING, "garbage escapes exit 0"),
    ("a line of 10 MB", ENDING, "long-line 10000000 exit 0"),
    ("is not executable", "error", None),
    ("is a directory", "error", None),
    ("has a missing interpreter", "unavailable", None),
    ("fills the disk", "failed", "fill-disk /dev/full"),
    ("a grandchild kills its parent", "error", "spawn-session [ TAG kill-parent hang ] hang"),
    ("stops itself", ENDLESS, "stop-itself hang"),
    ("changes its group", ENDLESS, "new-group hang"),
    ("burns every core", ENDLESS, "burn"),
]


def command(folder, case, acts, tag):
    if acts is None:
        return [str(folder / case.replace(" ", "-"))]
    return [os.environ["PUPPET"], "tag", tag, *acts.replace("TAG", f"tag {tag}").split()]


def prepare(folder, tag):
    (folder / "is-not-executable").write_text("#!/bin/sh\n")
    (folder / "is-a-directory").mkdir()
    script = folder / "has-a-missing-interpreter"
    script.write_text("#!/no/such/interpreter\n")
    script.chmod(0o755)
    lines = ["version: 1", "detect: false", "checks:"]
    for index in range(AT_ONCE):
        case, expected, acts = CASES[index % len(CASES)]
        limit = "4s" if expected == ENDLESS else "40s"
        due = ", parse: sarif" if case.startswith(("garbage where", "half")) else ""
        lines.append(f"  c{index}: {{ run: {json.dumps(command(folder, case, acts, tag))}, timeout: {limit}{due} }}")
    (folder / "unfazed.yaml").write_text("\n".join(lines) + "\n")


def left(words):
    """Processes, zombies too, with one of these words in their arguments or environment, or named as the puppet is."""
    found = []
    for entry in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            name, state = (entry / "stat").read_text(errors="replace").rsplit(")", 1)
            if state.split()[0] == "Z":
                if name.endswith("(puppet"):
                    found.append(f"zombie {entry.name}")
                continue
            text = (entry / "cmdline").read_bytes() + (entry / "environ").read_bytes()
        except OSError:
            continue
        if any(word in text for word in words):
            found.append(f"{name} {entry.name}")
    return found


def play(number):
    """One round: results by case, seconds by its own clock, and what was left."""
    tag = f"torture-{number}-{secrets.token_hex(6)}"
    with tempfile.TemporaryDirectory() as home:
        folder = pathlib.Path(home) / "project"
        folder.mkdir()
        prepare(folder, tag)
        environment = {**os.environ, "UNFAZED_STATE_DIR": f"{home}/state", "XDG_CONFIG_HOME": f"{home}/config"}
        arguments = [os.environ["UNFAZED"], "--jobs", str(AT_ONCE), "--deadline", f"{DEADLINE}s", "--format", "json"]
        ended = subprocess.run(arguments, cwd=folder, env=environment, capture_output=True, timeout=DEADLINE + 30)
        try:
            report = json.loads(ended.stdout)
        except ValueError:
            raise SystemExit(f"no report: {ended.stderr.decode(errors='replace')}")
        words = [tag.encode(), report["run"]["id"].encode()]
        until = time.monotonic() + 1
        while (remains := left(words)) and time.monotonic() < until:
            time.sleep(0.05)
    checks = [check for tier in report["tiers"] for result in tier["results"] for check in result["checks"]]
    return {check["name"]: check for check in checks}, report["run"]["duration_ms"] / 1000, remains


def main(rounds):
    seen = collections.defaultdict(collections.Counter)
    times = collections.defaultdict(list)
    hangs, remains, wrong = 0, [], 0
    for number in range(rounds):
        try:
            checks, seconds, over = play(number)
        except subprocess.TimeoutExpired:
            hangs += 1
            continue
        hangs += seconds > LATEST
        remains += over
        for index in range(AT_ONCE):
            case, expected, _ = CASES[index % len(CASES)]
            check = checks[f"c{index}"]
            seen[case][check["status"]] += 1
            times[case].append(check["duration_ms"])
            if check["status"] != expected:
                wrong += 1
                print(f"{case}: {check['status']}, exit {check['exit_code']}: {check['message']} {check['details']}", file=sys.stderr)
        print(f"round {number + 1}: {seconds:.1f} s, {wrong} wrong so far, left: {', '.join(over) or 'nothing'}", file=sys.stderr)
    print(f"{'case':<38}{'expected':<13}{'got':<34}{'ms, least to most':>18}")
    for case, expected, _ in CASES:
        got = ", ".join(f"{count} {status}" for status, count in seen[case].most_common())
        span = f"{min(times[case])} to {max(times[case])}" if times[case] else "-"
        print(f"{case:<38}{expected:<13}{got:<34}{span:>18}")
    print(f"{rounds} rounds of {AT_ONCE} checks: {hangs} hangs, {len(remains)} processes left, {wrong} wrong statuses")
    return 1 if hangs or remains or wrong else 0


sys.exit(main(int(sys.argv[1])))
