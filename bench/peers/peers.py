"""The heart of bench/peers/run.sh: makes the repositories, measures, prints."""

import argparse
import pathlib
import subprocess
import sys

import contenders
import corpus
import measuring
import settings
import setup
import tables

MENDING_ROUNDS = 4


def arguments():
    parser = argparse.ArgumentParser(prog="bench/peers/run.sh", description="Measures unfazed beside prek, lefthook, turbo, moon and pre-commit.")
    parser.add_argument("--rounds", type=int, default=10, help="how often each program does each work (default 10)")
    parser.add_argument("--files", type=int, default=5054, help="text files in the corpus (default 5054)")
    parser.add_argument("--only", help="works to measure, by their letters and commas: a,a+,b,c,d,e")
    parser.add_argument("--markdown", type=pathlib.Path, help="writes the tables there too")
    setup.options(parser)
    return parser.parse_args()


def prepare(given):
    corpus.make(given.scratch / "small", given.source, 0, settings.FILES)
    place = given.scratch / "corpus"
    corpus.make(place, given.source, given.files, settings.FILES | {"edited.md": "# Edit\n"})
    bench = contenders.Bench(given.scratch, given.unfazed, understands_cache(given.unfazed, place))
    # Both then read and neither writes: prek's fixers mend what they find.
    for _ in range(MENDING_ROUNDS):
        subprocess.run([bench.prek, "run", "--all-files", "--no-progress", "-c", "settings/hygiene.yaml"], cwd=place, env=bench.environment(), stdout=subprocess.DEVNULL)
        corpus.commit(place, "as prek's fixers have it")
    return bench


def understands_cache(unfazed, folder):
    """A version without a cache refuses the key."""
    asked = [unfazed, "config", "-c", "settings/unfazed-work.yaml"]
    return subprocess.run(asked, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def versions(bench):
    said = []
    for program, argument in ((bench.unfazed, "version"), (bench.prek, "--version"), (bench.lefthook, "version"), (bench.turbo, "--version"),
                              (bench.moon, "--version"), (bench.pre_commit, "--version"), ("git", "--version")):
        text = subprocess.run([program, argument], cwd=bench.small, env=bench.environment(), stdout=subprocess.PIPE).stdout.decode().split()
        said.append(f"{pathlib.Path(program).name} {text[-1]}")
    return ", ".join(said)


def main():
    given = arguments()
    setup.everything(given)
    bench = prepare(given)
    size = sum(path.stat().st_size for path in bench.corpus.rglob("*") if path.is_file() and ".git" not in path.parts) / 1024 / 1024
    parts = [f"{tables.machine()}. {versions(bench)}. Corpus: {given.files} text files, {size:.0f} MiB. {given.rounds} rounds, in turns.\n"]
    print(parts[0], flush=True)
    if not bench.has_cache:
        print("This unfazed has no cache: it is missing in (b) and (d).\n", flush=True)
    for work in bench.works():
        if given.only and work.key not in given.only.split(","):
            continue
        parts.append(tables.table(work, measuring.measure(work, bench.environment(), given.rounds)))
        print(parts[-1], flush=True)
    if given.markdown:
        tables.write(given.markdown, "peers", "\n".join(parts))


if __name__ == "__main__":
    try:
        main()
    except measuring.Failed as failure:
        sys.exit(str(failure))
