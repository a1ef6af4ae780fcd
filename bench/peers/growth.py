"""The heart of bench/peers/growth.sh: the same runs with 1,000, 10,000 and 100,000 files."""

import argparse
import pathlib
import subprocess

import contenders
import corpus
import measuring
import peers
import settings
import setup
import tables

SIZES = (1_000, 10_000, 100_000)


def arguments():
    parser = argparse.ArgumentParser(prog="bench/peers/growth.sh", description="Measures how the cost of unfazed grows with the number of files.")
    parser.add_argument("--rounds", type=int, default=5, help="how often each run is measured (default 5)")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of files, by commas")
    parser.add_argument("--markdown", type=pathlib.Path, help="writes the table there too")
    setup.options(parser)
    return parser.parse_args()


def works(bench, folder):
    """Title to contender, git's own look at the files first: nobody can be faster who asks it."""
    uncached = ["--no-cache"] if bench.has_cache else []

    def ours(*words):
        return contenders.Contender("unfazed", [bench.unfazed, *words], folder)
    found = {
        "git ls-files and its own look at each file": contenders.Contender("git", ["git", "status", "--porcelain"], folder),
        "one check that does nothing": ours(),
        "hygiene, nothing cached": ours("-c", "settings/unfazed-hygiene.yaml", *uncached),
    }
    if bench.has_cache:
        found["hygiene, nothing changed"] = ours("-c", "settings/unfazed-hygiene.yaml")
        found["a cached check over all files, nothing changed"] = ours("-c", "settings/unfazed-work.yaml")
    return found


def main():
    given = arguments()
    setup.everything(given)
    sizes = [int(size) for size in given.sizes.split(",")]
    columns = {}
    for size in sizes:
        folder = given.scratch / f"growth-{size}"
        corpus.make(folder, given.source, size, settings.FILES)
        bench = contenders.Bench(given.scratch, given.unfazed, peers.understands_cache(given.unfazed, folder))
        for title, contender in works(bench, folder).items():
            work = contenders.Work("growth", title, [contender])
            result = measuring.measure(work, bench.environment(), given.rounds)[0]
            columns.setdefault(title, []).append(result)
            print(f"{size:>7} files, {title}: {result.median:.0f} ms, {result.peak:.0f} MiB", flush=True)
        subprocess.run(["rm", "-rf", folder], check=True)
    lines = [f"{tables.machine()}. {given.rounds} rounds.\n", "| median ms (peak MiB) | " + " | ".join(f"{size:,} files" for size in sizes) + " |", "|---|" + "---:|" * len(sizes)]
    lines += [f"| {title} | " + " | ".join(f"{result.median:.0f} ({result.peak:.0f})" for result in results) + " |" for title, results in columns.items()]
    print("\n" + "\n".join(lines))
    if given.markdown:
        tables.write(given.markdown, "growth", "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
