#!/usr/bin/env python3
"""What services that never answer cost a run: N runs without services and N beside a port that accepts and never answers, taken in turn.

Prints when `run_finished` was read and when the process ended, in milliseconds from its start, the ratio of the medians, what waits in the outbox,
and what a flush delivers once something answers on that port. Exit code 1 when a bound is missed.

    dotnet build -c Release src/Unfazed.Cli && bench/services.py [--runs 10] [--sample samples/storefront] [--unfazed PROGRAM]
"""
import argparse
import http.server
import json
import os
import pathlib
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time

TOP = pathlib.Path(__file__).resolve().parent.parent
MOST_RATIO = 1.05


class BlackHole:
    """Accepts every connection and never answers one."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.held = []
        self.thread = threading.Thread(target=self._accept, daemon=True)
        self.thread.start()

    def _accept(self):
        try:
            while True:
                self.held.append(self.listener.accept()[0])
        except OSError:
            pass

    def close(self):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.thread.join()
        self.listener.close()
        for connection in self.held:
            connection.close()


class Answers(http.server.BaseHTTPRequestHandler):
    """Says yes as a Pushgateway (PUT) and QuestDB (POST) do."""

    taken = {"PUT": 0, "POST": 0}

    def _take(self, code):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        Answers.taken[self.command] += body.count(b"\nunfazed_runs,") + body.startswith(b"unfazed_runs,") if self.command == "POST" else 1
        self.send_response(code)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_PUT(self):
        self._take(200)

    def do_POST(self):
        self._take(204)

    def log_message(self, *_):
        pass


def surroundings(folder, port=None):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("UNFAZED_")}
    config = pathlib.Path(folder, "config", "unfazed")
    config.mkdir(parents=True, exist_ok=True)
    # Ten runs may take longer than a breaker's minute; its probe would be an eleventh question.
    config.joinpath("unfazed.yaml").write_text("resilience: { breakers: { prometheus: { reset_timeout: 1h }, questdb: { reset_timeout: 1h } } }\n")
    environment |= {"XDG_CONFIG_HOME": f"{folder}/config", "XDG_STATE_HOME": f"{folder}/state", "XDG_CACHE_HOME": f"{folder}/cache"}
    if port is not None:
        environment |= {
            "UNFAZED_SERVICES_PROMETHEUS_PUSHGATEWAY": f"http://127.0.0.1:{port}",
            "UNFAZED_SERVICES_QUESTDB_URL": f"http://127.0.0.1:{port}",
        }
    return environment


def measure(unfazed, sample, environment):
    started = time.monotonic()
    process = subprocess.Popen([unfazed, "run", sample, "--format", "jsonl"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    finished, verdict = None, None
    for line in process.stdout:
        event = json.loads(line)
        if event["event"] == "run_finished":
            finished, verdict = time.monotonic() - started, event["verdict"]
    process.wait()
    return {"finished": finished * 1000, "ended": (time.monotonic() - started) * 1000, "verdict": verdict, "code": process.returncode}


def states(unfazed, sample, environment):
    said = subprocess.run([unfazed, "state", "services", "-C", sample, "--format", "json"], env=environment, capture_output=True, check=True)
    return json.loads(said.stdout)["services"]


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--runs", type=int, default=10)
    arguments.add_argument("--sample", default=str(TOP / "samples" / "storefront"))
    arguments.add_argument("--unfazed", default=str(TOP / "src/Unfazed.Cli/bin/Release/net10.0/unfazed"))
    given = arguments.parse_args()
    hole = BlackHole()
    with tempfile.TemporaryDirectory() as alone, tempfile.TemporaryDirectory() as beside:
        without, within = surroundings(alone), surroundings(beside, hole.port)
        measure(given.unfazed, given.sample, without)  # what is built once is built
        runs = []
        for number in range(1, given.runs + 1):
            pair = measure(given.unfazed, given.sample, without), measure(given.unfazed, given.sample, within)
            runs.append(pair)
            opened = [state["breaker"] for state in states(given.unfazed, given.sample, within)]
            print(f"run {number:2}: run_finished {pair[0]['finished']:7.0f} alone {pair[1]['finished']:7.0f} beside; "
                  f"ended {pair[0]['ended']:7.0f} alone {pair[1]['ended']:7.0f} beside; breakers then: {', '.join(map(str, opened))}")
        ok = report(runs)
        port = hole.port
        hole.close()
        return 0 if deliver(given, within, port) and ok else 1


def report(runs):
    def median(side, what, since=0):
        return statistics.median(pair[side][what] for pair in runs[since:])

    ratio = median(1, "finished") / median(0, "finished")
    late = median(1, "ended", 3) / median(0, "ended", 3)
    same = len({(run["verdict"], run["code"]) for pair in runs for run in pair}) == 1
    print(f"run_finished: median {median(0, 'finished'):.0f} ms alone, {median(1, 'finished'):.0f} ms beside: ratio {ratio:.3f} (at most {MOST_RATIO})")
    print(f"end of the process from the fourth run on: median {median(0, 'ended', 3):.0f} ms alone, {median(1, 'ended', 3):.0f} ms beside: "
          f"ratio {late:.3f}")
    print(f"the same verdict and exit code in all {2 * len(runs)} runs: {same}")
    return same and ratio <= MOST_RATIO


def deliver(given, environment, port):
    print(subprocess.run([given.unfazed, "state", "services", "-C", given.sample], env=environment, capture_output=True, text=True, check=True).stdout, end="")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(subprocess.run([given.unfazed, "state", "services", "flush", "-C", given.sample], env=environment, capture_output=True, text=True, check=True).stdout, end="")
    left = sum(state["waiting"] for state in states(given.unfazed, given.sample, environment))
    print(f"arrived: {Answers.taken['PUT']} PUT, {Answers.taken['POST']} rows of runs; left in the outbox: {left}")
    server.shutdown()
    return left == 0 and Answers.taken == {"PUT": 1, "POST": given.runs}


sys.exit(main())
