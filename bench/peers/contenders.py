"""What is measured: for each piece of work, how each program is asked to do it. What a program cannot do is not in its row."""

import dataclasses
import os
import pathlib

# Nobody tells anybody anything, and nobody asks for a newer version. Nothing is coloured, nothing animated.
QUIET = {
    "DO_NOT_TRACK": "1",
    "TURBO_TELEMETRY_DISABLED": "1",
    "TURBO_NO_UPDATE_NOTIFIER": "1",
    "TURBO_UI": "0",
    "NO_UPDATE_NOTIFIER": "1",
    "MOON_TELEMETRY": "false",
    "MOON_DAEMON": "false",
    "MOON_TOOLCHAIN_FORCE_GLOBALS": "true",
    "NO_COLOR": "1",
    "LEFTHOOK_QUIET": "",
}
# Whoever measures may sit in CI or in another program's session.
REMOVED = {"CI", "GITHUB_ACTIONS", "FORCE_COLOR", "UNFAZED_STATE_DIR", "UNFAZED_CACHE_DIR", "PRE_COMMIT_HOME"}


@dataclasses.dataclass(frozen=True)
class Contender:
    name: str
    command: list
    folder: pathlib.Path
    before: object = None


@dataclasses.dataclass(frozen=True)
class Work:
    key: str
    title: str
    contenders: list


class Bench:
    """The programs, the two repositories, and what each work is."""

    def __init__(self, scratch, unfazed, has_cache):
        self.scratch, self.unfazed, self.has_cache = scratch, str(unfazed), has_cache
        modules = scratch / "tools" / "node_modules"
        self.prek = str(next(modules.glob("@j178/prek-*/prek")))
        self.lefthook = str(next(modules.glob("lefthook-*/bin/lefthook")))
        self.turbo = str(next(modules.glob("@turbo/*/bin/turbo")))
        self.moon = str(next(modules.glob("@moonrepo/core-*/moon")))
        self.pre_commit = "/usr/bin/pre-commit"
        self.small, self.corpus = scratch / "small", scratch / "corpus"
        self.edits = 0

    def environment(self):
        home = self.scratch / "home"
        kept = {name: value for name, value in os.environ.items() if name not in REMOVED and not name.startswith("GIT_")}
        places = {"HOME": home, "PREK_HOME": home / "prek", "PRE_COMMIT_HOME": home / "pre-commit", "MOON_HOME": home / "moon",
                  "XDG_CACHE_HOME": home / "cache", "XDG_STATE_HOME": home / "state", "XDG_CONFIG_HOME": home / "config"}
        return kept | QUIET | {name: str(place) for name, place in places.items()}

    def edit(self):
        """One file is other than it ever was."""
        self.edits += 1
        path = self.corpus / "edited.md"
        path.write_text(f"# Edit {self.edits} of {os.getpid()}\n")

    def works(self):
        return [self.noop(self.small, "a", "one check that does nothing, in a repository of 13 files"),
                self.noop(self.corpus, "a+", "the same in the corpus"),
                self.unchanged(), self.hygiene(), self.changed(), self.version()]

    def noop(self, folder, key, title):
        return Work(key, title, [
            Contender("unfazed", [self.unfazed], folder),
            Contender("lefthook", [self.lefthook, "run", "noop"], folder),
            Contender("prek", [self.prek, "run", "--all-files", "--no-progress"], folder),
            Contender("turbo", [self.turbo, "run", "noop"], folder),
            Contender("moon", [self.moon, "run", "root:noop"], folder),
            Contender("pre-commit", [self.pre_commit, "run", "--all-files"], folder),
        ])

    def unchanged(self):
        return Work("b", "a check over all files of the corpus, none of them changed", self.cached(before=None))

    def changed(self):
        return Work("d", "the same after one file changed", self.cached(before=self.edit))

    def cached(self, before):
        hygiene = [self.unfazed, "-c", "settings/unfazed-hygiene.yaml"]
        ours = [Contender("unfazed", [self.unfazed, "-c", "settings/unfazed-work.yaml"], self.corpus, before)] if self.has_cache else []
        return ours + [
            Contender("turbo", [self.turbo, "run", "work"], self.corpus, before),
            Contender("moon", [self.moon, "run", "root:work"], self.corpus, before),
            Contender("unfazed, hygiene", hygiene, self.corpus, before),
            Contender("prek, hygiene", [self.prek, "run", "--all-files", "--no-progress", "-c", "settings/hygiene.yaml"], self.corpus, before),
        ]

    def hygiene(self):
        uncached = ["--no-cache"] if self.has_cache else []
        return Work("c", "hygiene over the corpus, nothing cached, the rules of prek's built-in hooks", [
            Contender("unfazed", [self.unfazed, "-c", "settings/unfazed-hygiene.yaml", *uncached], self.corpus),
            Contender("prek", [self.prek, "run", "--all-files", "--no-progress", "-c", "settings/hygiene.yaml"], self.corpus),
        ])

    def version(self):
        return Work("e", "start to `version`", [
            Contender("unfazed", [self.unfazed, "version"], self.small),
            Contender("lefthook", [self.lefthook, "version"], self.small),
            Contender("prek", [self.prek, "--version"], self.small),
            Contender("turbo", [self.turbo, "--version"], self.small),
            Contender("moon", [self.moon, "--version"], self.small),
            Contender("pre-commit", [self.pre_commit, "--version"], self.small),
        ])
