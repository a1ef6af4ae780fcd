#!/usr/bin/env python3
"""Breaks repositories in known ways, one at a time, and tells whether Unfazed blocks each breakage at its file and line, once.

    bench/breakages.py UNFAZED FOLDER...

Each folder is a repository of Go (go.mod), Rust (Cargo.toml), Java (pom.xml) or C++ (CMakeLists.txt) whose dependencies are on this machine. It is
copied; nothing in it is changed. What is wrong with it already goes to a baseline first. Needs go, cargo with Clippy, javac, cmake, g++ and git.
The table goes to standard output. The exit code is 1 when a breakage passed.
"""

import dataclasses
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

TIMEOUT = 300

CONFIGURATION = {
    "Go": """version: 1
checks:
  tests: { run: go test ./..., parse: go-test, timeout: 4m, lock: go }
""",
    "Rust": """version: 1
checks:
  clippy: { timeout: 4m }
  tests: { run: cargo test --offline, parse: cargo-test, timeout: 4m, lock: cargo }
""",
    "Java": """version: 1
checks:
  build: { run: [sh, -c, 'javac -Xlint:divzero,empty -d "$(mktemp -d)" $(find src/main/java src/test/smoke -name "*.java")'], parse: javac, timeout: 4m }
""",
    "C++": """version: 1
checks:
  build:
    run: [sh, -c, 'cmake -S . -B "$BREAKAGES_BUILD" -DCMAKE_CXX_FLAGS=-Wall -DCXXOPTS_BUILD_TESTS=OFF >/dev/null && cmake --build "$BREAKAGES_BUILD"']
    parse: gcc
    timeout: 4m
  tests:
    run: [sh, -c, 'cmake -S . -B "$BREAKAGES_BUILD-tests" -DCXXOPTS_BUILD_TESTS=OFF >/dev/null && cmake --build "$BREAKAGES_BUILD-tests" >/dev/null && ctest --test-dir "$BREAKAGES_BUILD-tests" --output-on-failure']
    parse: ctest
    timeout: 4m
""",
}


@dataclasses.dataclass
class Breakage:
    """A change, and where it is to be reported: a path and a line, or a path and a word of the message where the line is another file's."""

    name: str
    edits: dict
    path: str
    line: int = 0
    word: str = ""
    delete: str = ""


class Sources:
    """A repository's files, with edits that know their line."""

    def __init__(self, root):
        self.root = root

    def text(self, path):
        return (self.root / path).read_text(encoding="utf-8", errors="surrogateescape")

    def largest(self, pattern, wanted):
        found = [path for path in self.root.glob(pattern) if path.is_file() and wanted(path.relative_to(self.root).as_posix())]
        return max(found, key=lambda path: (path.stat().st_size, path.as_posix())).relative_to(self.root).as_posix()

    def append(self, name, path, lines, at=1):
        """Adds lines at the end; the error is in the line numbered `at` of them."""
        before = self.text(path) if (self.root / path).exists() else ""
        if before and not before.endswith("\n"):
            before += "\n"
        return Breakage(name, {path: before + lines + "\n"}, path, before.count("\n") + at)

    def before(self, name, path, mark, lines, at=1):
        """Adds lines above the last line that begins with a mark."""
        text = self.text(path).split("\n")
        index = max(number for number, line in enumerate(text) if line.startswith(mark))
        return Breakage(name, {path: "\n".join(text[:index] + lines.split("\n") + text[index:])}, path, index + at)

    def with_files(self, breakage, files):
        breakage.edits |= files
        return breakage


def of_go(sources):
    code = sources.largest("*.go", lambda path: not path.endswith("_test.go"))
    test = sources.largest("*_test.go", lambda path: "example" not in path)
    package = next(line for line in sources.text(code).split("\n") if line.startswith("package "))
    other = sorted(path.name for path in sources.root.glob("*.go") if not path.name.endswith("_test.go") and path.name not in (code, "doc.go"))[0]
    vet = f"{package}\n\nimport \"fmt\"\n\nfunc zz() {{\n\tfmt.Printf(\"%d\", \"x\")\n}}\n"
    yield sources.append("syntax error", code, "\nfunc zz( {", 2)
    yield sources.append("undefined name", code, "\nfunc zz() { zzNope() }", 2)
    yield sources.append("type error", code, "\nvar zz int = \"s\"", 2)
    yield sources.append("unused variable", code, "\nfunc zz() {\n\tx := 1\n}", 3)
    yield sources.append("missing return", code, "\nfunc zz() int {\n}", 3)
    yield Breakage("unused import", {"zz.go": f"{package}\n\nimport \"os\"\n"}, "zz.go", 3)
    yield sources.append("error in a test file", test, "\nfunc zz() { zzNope() }", 2)
    yield sources.append("failing test", test, "\nfunc TestZz(t *testing.T) {\n\tt.Fatal(\"no\")\n}", 3)
    yield sources.append("panicking test", test, "\nfunc TestZz(t *testing.T) {\n\tvar m map[string]int\n\tm[\"a\"] = 1\n}", 4)
    yield Breakage("missing file", {}, "", word="undefined|undeclared|no field or method|undefined \\(type", delete=other)
    yield sources.append("broken manifest", "go.mod", "requires nonsense", 1)
    yield Breakage("lint error", {"zz.go": vet}, "zz.go", 6)
    yield Breakage("broken nested module", {"zz/go.mod": "module example.org/zz\n\ngo 1.16\n", "zz/z.go": "package zz\n\nfunc F() { nope() }\n"}, "zz/z.go", 3)


def of_rust(sources):
    code = "src/lib.rs" if (sources.root / "src/lib.rs").exists() else "lib.rs"
    yield sources.append("syntax error", code, "fn zz( {", 1)
    yield sources.append("undefined name", code, "pub fn zz() {\n    zz_nope()\n}", 2)
    yield sources.append("type error", code, "pub fn zz() -> i32 {\n    \"s\"\n}", 2)
    yield sources.append("use after move", code, "pub struct Zz;\npub fn zz(s: Zz) {\n    drop(s);\n    drop(s);\n}", 4)
    yield sources.append("missing return", code, "pub fn zz() -> i32 {\n}", 1)
    yield sources.append("lint error", code, "pub fn zz(x: i32) -> i32 {\n    return x;\n}", 2)
    yield sources.append("unused function", code, "fn zz_unused() {}", 1)
    yield sources.append("missing file", code, "mod zz_gone;", 1)
    yield Breakage("error in a test file", {"tests/zz.rs": "#[test]\nfn zz() {\n    zz_nope();\n}\n"}, "tests/zz.rs", 3)
    yield Breakage("failing test", {"tests/zz.rs": "#[test]\nfn zz() {\n    assert_eq!(1 + 1, 3);\n}\n"}, "tests/zz.rs", 3)
    yield sources.append("broken manifest", "Cargo.toml", "zz nonsense", 1)
    yield Breakage("broken nested workspace", {
        "zz/Cargo.toml": "[package]\nname = \"zz\"\nversion = \"0.1.0\"\n\n[workspace]\n\n[lints.rust]\nunused = \"warn\"\n", "zz/src/lib.rs": "pub fn zz() {\n    zz_nope()\n}\n"}, "zz/src/lib.rs", 2)
    if not (sources.root / "build.rs").exists():
        yield Breakage("panicking build script", {"build.rs": "fn main() {\n    panic!(\"no schema\");\n}\n"}, "build.rs", 2)


def of_java(sources):
    code = sources.largest("src/main/java/**/*.java", lambda path: "package-info" not in path)
    smoke = "src/test/smoke/Smoke.java"
    texts = {path: path.read_text(encoding="utf-8", errors="surrogateescape") for path in sources.root.glob("src/main/java/**/*.java")}
    gone = sources.largest("src/main/java/**/*Exception.java", lambda path: any(f"new {pathlib.Path(path).stem}(" in text for other, text in texts.items() if other.name != pathlib.Path(path).name))
    yield sources.before("syntax error", code, "}", "    void zz() { int x = ; }")
    yield sources.before("undefined name", code, "}", "    void zz() { zzNope(); }")
    yield sources.before("type error", code, "}", "    int zz() { return \"s\"; }")
    yield sources.before("missing return", code, "}", "    int zz() { }")
    yield sources.before("unreachable code", code, "}", "    int zz() {\n        return 1;\n        int y = 2;\n    }", 3)
    yield sources.before("lint error", code, "}", "    int zz() { return 1 / 0; }")
    yield Breakage("missing file", {}, "", word="cannot find symbol", delete=gone)
    yield Breakage("error in a test file", {smoke: "class Smoke {\n    void zz() { zzNope(); }\n}\n"}, smoke, 2)
    yield Breakage("broken manifest", {"pom.xml": sources.text("pom.xml").replace("</project>", "</projects>")}, "pom.xml", sources.text("pom.xml")[:sources.text("pom.xml").rindex("</project>")].count("\n") + 1)


def of_cpp(sources):
    code = "tinyxml2.cpp" if (sources.root / "tinyxml2.cpp").exists() else "src/example.cpp"
    header = "tinyxml2.h" if code == "tinyxml2.cpp" else "include/cxxopts.hpp"
    lists = sources.text("CMakeLists.txt")
    yield sources.append("syntax error", code, "int zz( {")
    yield sources.append("undefined name", code, "int zz() { return zz_nope(); }")
    yield sources.append("type error", code, "int zz() { return \"s\"; }")
    yield sources.append("missing return", code, "int zz() {\n}", 2)
    yield sources.append("missing file", code, "#include \"zz_gone.h\"")
    yield dataclasses.replace(sources.append("undefined symbol", code, "int zz_nope();\nint zz_caller() { return zz_nope(); }\nint zz_used = zz_caller();"), line=0, word="zz_nope")
    yield sources.append("error in a header", header, "inline int zz() { return zz_nope(); }")
    yield sources.append("broken manifest", "CMakeLists.txt", "zz_nonsense(1)")
    yield sources.append("missing source file", "CMakeLists.txt", "add_executable(zz zz_gone.cpp)")
    if "enable_testing" in lists or "CTest" in lists:
        yield sources.with_files(sources.append("failing test", "zz_test.cpp", "#include <cassert>\nint main() {\n  assert(1 + 1 == 3);\n}", 3),
                                 {"CMakeLists.txt": lists + "\nenable_testing()\nadd_executable(zz zz_test.cpp)\nadd_test(NAME zz COMMAND zz)\n"})


LANGUAGES = [("go.mod", "Go", of_go), ("Cargo.toml", "Rust", of_rust), ("CMakeLists.txt", "C++", of_cpp), ("pom.xml", "Java", of_java)]


class Repository:
    """A copy of a repository, to break."""

    def __init__(self, unfazed, source, work):
        self.unfazed, self.name, self.root = unfazed, source.name, work / source.name
        shutil.copytree(source, self.root, symlinks=True, ignore=shutil.ignore_patterns(".git", "target"))
        _, self.language, self.make = next(entry for entry in LANGUAGES if (source / entry[0]).exists())
        self.environment = {**os.environ, "UNFAZED_STATE_DIR": str(work / "state"), "UNFAZED_CACHE_DIR": str(work / "cache"), "UNFAZED_DEADLINE": "5m", "GOPROXY": "off", "GOFLAGS": "-mod=mod",
                            "CARGO_NET_OFFLINE": "true", "BREAKAGES_BUILD": str(work / "build" / source.name), "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_AUTHOR_NAME": "x", "GIT_AUTHOR_EMAIL": "x@example.org",
                            "GIT_COMMITTER_NAME": "x", "GIT_COMMITTER_EMAIL": "x@example.org"}
        (work / "build").mkdir(exist_ok=True)
        self.write("unfazed.yaml", CONFIGURATION[self.language])
        if self.language == "Java":
            self.write("src/test/smoke/Smoke.java", "class Smoke {\n}\n")
        with open(self.root / ".gitignore", "a", encoding="utf-8") as ignored:
            ignored.write("\ntarget\nCargo.lock\n")
        self.call("git", "init", "-q", "-b", "main")
        self.call("git", "add", "-A", "-f", ".")
        self.call("git", "commit", "-qm", "x")

    def write(self, path, text):
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8", errors="surrogateescape")

    def call(self, *words):
        return subprocess.run(words, cwd=self.root, env=self.environment, capture_output=True, text=True, timeout=TIMEOUT, check=False)

    def run(self):
        done = self.call(self.unfazed, "--format", "json", "--no-cache")
        report = json.loads(done.stdout)
        results = [result for tier in report["tiers"] for result in tier["results"]]
        return done.returncode, [finding for result in results for finding in result["findings"] if finding["state"] == "new"], [check for result in results for check in result["checks"]]

    def prepare(self):
        """Returns why it can't be used; null when it passes."""
        code, _, checks = self.run()
        if code != 0:
            self.call(self.unfazed, "baseline", "create")
            self.call("git", "add", "-A", ".")
            self.call("git", "commit", "-qm", "baseline")
            code, findings, checks = self.run()
            if code != 0:
                return f"exit {code}: " + "; ".join([f"{check['name']} {check['status']}: {check['message']}" for check in checks if check["status"] != "passed"] + [f"{f['path']}:{f['line']} {f['message']}" for f in findings[:3]])
        return None

    def breakages(self):
        for breakage in self.make(Sources(self.root)):
            for path, text in breakage.edits.items():
                self.write(path, text)
            if breakage.delete:
                (self.root / breakage.delete).unlink()
            yield breakage, *self.run()
            self.call("git", "checkout", "-q", "-f", ".")
            self.call("git", "clean", "-qfd")


def judge(breakage, code, findings, checks):
    if code == 0:
        return "PASSED", ""
    if breakage.word:
        here = [finding for finding in findings if finding["path"] and breakage.path in ("", finding["path"]) and re.search(breakage.word, finding["message"])]
    else:
        here = [finding for finding in findings if (finding["path"], finding["line"]) == (breakage.path, breakage.line)]
    said = "; ".join([f"{f['tool']} {f['path']}:{f['line']} {f['message'][:90]}" for f in findings if f["tool"] != "hygiene"][:4] + [f"{check['name']} {check['status']}: {(check['message'] or '')[:160]}" for check in checks if check["status"] not in ("passed", "failed", "skipped")])
    if code != 1:
        return f"exit {code}", said
    if not here:
        return "elsewhere", said
    # A compiler may say several things of one line, and each check says its own.
    said_there = [(finding["tool"], finding["path"], finding["line"], finding["message"]) for finding in here]
    return ("right", "") if len(set(said_there)) == len(said_there) else ("twice", said)


def main():
    unfazed, folders = os.path.abspath(sys.argv[1]), sys.argv[2:]
    counts = {}
    for folder in folders:
        with tempfile.TemporaryDirectory() as work:
            repository = Repository(unfazed, pathlib.Path(folder).resolve(), pathlib.Path(work).resolve())
            problem = repository.prepare()
            if problem:
                print(f"{repository.name}\t-\tnot usable\t{problem}", flush=True)
                continue
            for breakage, code, findings, checks in repository.breakages():
                verdict, said = judge(breakage, code, findings, checks)
                counts[verdict] = counts.get(verdict, 0) + 1
                where = breakage.delete or f"{breakage.path}:{breakage.line}"
                print(f"{repository.name}\t{breakage.name}\t{where}\t{verdict}\t{said}", flush=True)
    print(f"{sum(counts.values())} breakages: " + ", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items())))
    return 1 if counts.get("PASSED") else 0


if __name__ == "__main__":
    sys.exit(main())
