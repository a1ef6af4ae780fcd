"""Makes repositories of real text files: taken evenly from the installed npm packages, so that every kind of file is there."""

import os
import pathlib
import shutil
import subprocess

LARGEST = 500 * 1024
PROBE = 8 * 1024
# What would change which files there are, or how the programs under measurement see them.
LEFT_OUT = {".git", ".gitignore", ".gitattributes", ".gitmodules", ".pre-commit-config.yaml", "unfazed.yaml", "turbo.json", "moon.yml"}

# npm's folder is other people's code by its name; here its files stand for one's own.
RENAMED = {"node_modules": "packages"}
ATTRIBUTES = "* -linguist-vendored -linguist-generated\n"

GIT = {
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "A Tester",
    "GIT_AUTHOR_EMAIL": "tester@example.org",
    "GIT_COMMITTER_NAME": "A Tester",
    "GIT_COMMITTER_EMAIL": "tester@example.org",
}


def git(folder, *arguments):
    return subprocess.run(["git", *arguments], cwd=folder, env=os.environ | GIT, check=True, stdout=subprocess.PIPE).stdout


def commit(folder, message):
    if not (folder / ".git").exists():
        git(folder, "init", "--quiet", "--initial-branch=work")
        git(folder, "config", "gc.auto", "0")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", message)


def is_text(path):
    with open(path, "rb") as file:
        return b"\0" not in file.read(PROBE)


def texts_below(source):
    for folder, folders, names in os.walk(source):
        folders[:] = sorted(name for name in folders if name not in LEFT_OUT)
        for name in sorted(names):
            path = pathlib.Path(folder, name)
            if name in LEFT_OUT or path.is_symlink() or not 0 < path.stat().st_size <= LARGEST:
                continue
            if is_text(path):
                yield path


def place(source, path):
    parts = [RENAMED.get(part, part) for part in path.relative_to(source).parts]
    return pathlib.Path("packages", *parts)


def fill(folder, source, count):
    """Copies files evenly from all over the source; where there are fewer than asked for, they come again below other folders."""
    if count == 0:
        return
    found = list(texts_below(source))
    if not found:
        raise SystemExit(f"{source} holds no text file: run eng/setup-tools.sh first, or name another folder with --source")
    chosen = found if count >= len(found) else [found[index * len(found) // count] for index in range(count)]
    for number in range(count):
        again, index = divmod(number, len(chosen))
        path = chosen[index]
        target = folder / f"part{again}" / place(source, path)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        if os.access(path, os.X_OK):
            target.chmod(0o755)


def make(folder, source, count, extra):
    """A repository with these files and one's own besides (name to content); what lay there before is gone."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    fill(folder, source, count)
    for name, content in extra.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
    commit(folder, "files of npm packages")
