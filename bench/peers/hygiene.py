"""The heart of bench/peers/hygiene.sh: which files break which rule, by unfazed and by prek's built-in hooks."""

import argparse
import json
import pathlib
import shutil
import subprocess

import contenders
import corpus
import planted
import settings
import setup

# They fix instead of reporting: what git then sees as changed is what they found.
FIXERS = {"end-of-file-fixer", "fix-byte-order-marker", "mixed-line-ending", "trailing-whitespace"}
SHOWN = 12


def arguments():
    parser = argparse.ArgumentParser(prog="bench/peers/hygiene.sh", description="Compares the findings of unfazed's hygiene with those of prek's built-in hooks.")
    parser.add_argument("--files", type=int, default=5054, help="text files in the corpus (default 5054)")
    parser.add_argument("--repositories", type=pathlib.Path, help="a folder of git repositories to compare on, instead of the corpus; they are cloned")
    parser.add_argument("--all", action="store_true", help="names every file of a difference")
    setup.options(parser)
    return parser.parse_args()


def of_unfazed(bench, folder):
    answer = subprocess.run([bench.unfazed, "-c", "settings/unfazed-hygiene.yaml", "--format", "json"], cwd=folder, env=bench.environment(), stdout=subprocess.PIPE, check=False)
    found = {}
    for tier in json.loads(answer.stdout)["tiers"]:
        for result in tier["results"]:
            for finding in result["findings"]:
                found.setdefault(finding["rule"], {})[finding["path"]] = finding["severity"]
    return found


def of_prek(bench, folder, hook, paths):
    command = [bench.prek, "run", hook, "--all-files", "--no-progress", "-c", "settings/hygiene.yaml"]
    answer = subprocess.run(command, cwd=folder, env=bench.environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if hook in FIXERS:
        changed = corpus.git(folder, "diff", "--name-only", "-z").decode(errors="surrogateescape").split("\0")
        corpus.git(folder, "checkout", "--quiet", ".")
        return {path for path in changed if path}
    return {path for line in answer.stdout.decode(errors="replace").splitlines() if line.startswith("  ") and line[2:3] != " " for path in words(line) if path in paths}


def words(line):
    """What may be a path in a line: its words, without the place behind them."""
    for word in line.split():
        yield word.rstrip(":")
        yield word.split(":")[0]


def show(title, names, everything):
    if names:
        shown = sorted(names) if everything else sorted(names)[:SHOWN]
        print(f"    {title}: {len(names)}")
        for name in shown:
            print(f"      {name}")
        if len(shown) < len(names):
            print(f"      … and {len(names) - len(shown)} more")


def repositories(scratch, folder):
    """A clone of each repository with the settings of both programs, in which no file is left out as generated or other people's."""
    for original in sorted(path for path in folder.iterdir() if (path / ".git").exists()):
        clone = scratch / "repositories" / original.name
        shutil.rmtree(clone, ignore_errors=True)
        corpus.git(scratch, "clone", "--quiet", "--no-local", "--depth=1", f"file://{original.resolve()}", str(clone))
        (clone / ".git" / "info" / "attributes").write_text(corpus.ATTRIBUTES)
        for name in ("settings/hygiene.yaml", "settings/unfazed-hygiene.yaml"):
            (clone / name).parent.mkdir(exist_ok=True)
            (clone / name).write_text(settings.FILES[name])
        corpus.git(clone, "add", "--force", "settings")
        corpus.git(clone, "commit", "--quiet", "--no-verify", "--message=settings")
        yield clone


def planted_corpus(given):
    folder = given.scratch / "hygiene"
    corpus.make(folder, given.source, given.files, settings.FILES)
    planted.plant(folder)
    corpus.commit(folder, "files with flaws")
    return folder


def compare(bench, folder, everything):
    paths = set(corpus.git(folder, "ls-files", "-z").decode(errors="surrogateescape").split("\0"))
    ours = of_unfazed(bench, folder)
    for hook in settings.HOOKS:
        theirs, mine = of_prek(bench, folder, hook, paths), set(ours.get(hook, {}))
        print(f"{hook}: prek {len(theirs)}, unfazed {len(mine)}, both {len(theirs & mine)}", flush=True)
        show("prek alone", theirs - mine, everything)
        show("unfazed alone", mine - theirs, everything)


def main():
    given = arguments()
    setup.everything(given)
    bench = contenders.Bench(given.scratch, given.unfazed, has_cache=False)
    for folder in repositories(given.scratch, given.repositories.resolve()) if given.repositories else [planted_corpus(given)]:
        print(f"\n# {folder.name}")
        compare(bench, folder, given.all)


if __name__ == "__main__":
    main()
