"""Brings what is measured onto the machine, and then leaves the network."""

import filecmp
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parent.parent
ISOLATED = "UNFAZED_PEERS_ISOLATED"


def options(parser):
    """Those that every program here takes."""
    parser.add_argument("--unfazed", type=pathlib.Path, help="the executable (else eng/publish-native.sh makes it)")
    parser.add_argument("--source", type=pathlib.Path, help="the folder whose text files make the corpus (else eng/tools/node_modules)")
    parser.add_argument("--scratch", type=pathlib.Path, default=pathlib.Path(tempfile.gettempdir(), "unfazed-peers"), help="where everything lies")


def debian():
    programs = {"pre-commit": "/usr/bin/pre-commit", "time": "/usr/bin/time", "nodejs npm": shutil.which("npm") or ""}
    missing = [package for package, program in programs.items() if not os.path.exists(program)]
    if missing:
        root = [] if os.geteuid() == 0 else ["sudo", "-n"]
        subprocess.run([*root, "apt-get", "-qq", "update"], check=True, stdin=subprocess.DEVNULL)
        subprocess.run([*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "install", "-y", "--no-install-recommends", *" ".join(missing).split()],
                       check=True, stdin=subprocess.DEVNULL, stdout=sys.stderr)


def peers(scratch):
    tools = scratch / "tools"
    lock = tools / "package-lock.json"
    if lock.exists() and (tools / "node_modules").exists() and filecmp.cmp(lock, HERE / "package-lock.json", shallow=False):
        return
    tools.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(HERE / name, tools / name)
    subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cwd=tools, check=True, stdin=subprocess.DEVNULL, stdout=sys.stderr)


def unfazed(scratch, given):
    if given:
        return given.resolve()
    print("Compiling unfazed ahead of time…", file=sys.stderr, flush=True)
    subprocess.run([TOP / "eng" / "publish-native.sh", scratch / "native"], check=True, stdin=subprocess.DEVNULL, stdout=sys.stderr)
    return scratch / "native" / "unfazed"


def source(given):
    return (given or TOP / "eng" / "tools" / "node_modules").resolve()


def everything(given):
    """Everything that is needed; the last step begins this program anew where there is no network but loopback."""
    given.scratch = given.scratch.resolve()
    given.scratch.mkdir(parents=True, exist_ok=True)
    if ISOLATED not in os.environ:
        debian()
        peers(given.scratch)
    given.source = source(given.source)
    given.unfazed = given.unfazed.resolve() if ISOLATED in os.environ else unfazed(given.scratch, given.unfazed)
    if ISOLATED not in os.environ:
        leave_the_network(given)


def leave_the_network(given):
    user = [] if os.geteuid() == 0 else ["--map-root-user"]
    bare = ["unshare", *user, "--net"]
    if subprocess.run([*bare, "true"], stderr=subprocess.DEVNULL).returncode != 0:
        print("No network namespace is permitted here: what is measured could reach the network.", file=sys.stderr, flush=True)
        return
    os.environ[ISOLATED] = "1"
    os.execvp(bare[0], [*bare, sys.executable, *sys.argv, "--unfazed", str(given.unfazed)])
