"""The heart of bench/secrets.sh: findings of the check "secrets" in clones of repositories, and the time it takes."""

import argparse
import json
import pathlib
import subprocess
import tempfile
import time

NO_ORIGIN = "* -linguist-vendored\n"


def arguments():
    parser = argparse.ArgumentParser(prog="bench/secrets.sh", description="Lists the findings of the check secrets in repositories.")
    parser.add_argument("--repositories", type=pathlib.Path, required=True, help="a folder of git repositories, bare or not, at most two levels below")
    parser.add_argument("--unfazed", type=pathlib.Path, required=True, help="the executable")
    parser.add_argument("--before", type=pathlib.Path, help="an older executable to compare the speed with")
    parser.add_argument("--gitleaks", type=pathlib.Path, help="gitleaks: lists what one of both finds alone")
    parser.add_argument("--rounds", type=int, default=3, help="runs of which the fastest counts (default 3)")
    parser.add_argument("--vendored", action="store_true", help="vendored files count as well")
    return parser.parse_args()


def repositories(folder):
    for path in sorted([*folder.glob("*"), *folder.glob("*/*")]):
        if (path / ".git").exists() or ((path / "HEAD").exists() and (path / "objects").exists()):
            yield path


def clone(original, folder):
    name = original.parent.name if original.name in ("repo", "repo.git") else original.name
    target = folder / name
    subprocess.run(["git", "clone", "--quiet", "--local", "--no-checkout", str(original.resolve()), str(target)], check=True, stdin=subprocess.DEVNULL)
    subprocess.run(["git", "read-tree", "HEAD"], cwd=target, check=True, stdin=subprocess.DEVNULL)

    # A snapshot may lack its largest files.
    subprocess.run(["git", "checkout-index", "--all", "--quiet"], cwd=target, check=False, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return target


def size(folder):
    names = subprocess.run(["git", "ls-files", "-z"], cwd=folder, stdout=subprocess.PIPE, check=True).stdout.split(b"\0")
    files = [path for path in (folder / name.decode(errors="surrogateescape") for name in names if name) if path.is_file() and not path.is_symlink()]
    return len(files), sum(path.stat().st_size for path in files)


def run(unfazed, folder, state):
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(state), "UNFAZED_STATE_DIR": str(state), "UNFAZED_CACHE_DIR": str(state / "cache")}
    begin = time.monotonic()
    answer = subprocess.run([str(unfazed.resolve()), "--only", "secrets", "--no-cache", "--format", "json"], cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=False)
    seconds = time.monotonic() - begin
    checks = [result for tier in json.loads(answer.stdout)["tiers"] for result in tier["results"]]
    return seconds, [finding for result in checks for finding in result["findings"]]


def of_gitleaks(gitleaks, folder):
    answer = subprocess.run([str(gitleaks.resolve()), "dir", "--no-banner", "--log-level", "fatal", "--max-decode-depth", "3", "--report-format", "json", "--report-path", "-", "."],
                            cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=False)
    return json.loads(answer.stdout or b"[]")


def compare(mine, theirs):
    places = {(finding["path"], finding["line"]) for finding in mine}
    keyed = {(pathlib.PurePath(finding["File"]).as_posix(), finding["StartLine"]): finding["RuleID"] for finding in theirs}
    for (path, line), rule in sorted(keyed.items()):
        if not any(path == own and abs(line - at) <= 1 for own, at in places):
            print(f"    gitleaks alone: {path}:{line} {rule}")


def main():
    given = arguments()
    total = {"files": 0, "bytes": 0, "now": 0.0, "before": 0.0, "findings": 0}
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        for original in repositories(given.repositories):
            folder = clone(original, scratch / "clones")
            if given.vendored:
                (folder / ".git" / "info" / "attributes").write_text(NO_ORIGIN)
            files, length = size(folder)
            rounds = [run(given.unfazed, folder, scratch / "state") for _ in range(given.rounds)]
            now, findings = min(seconds for seconds, _ in rounds), rounds[0][1]
            before = min(run(given.before, folder, scratch / "state")[0] for _ in range(given.rounds)) if given.before else 0.0
            print(f"\n# {folder.name}: {files} files, {length / 1e6:.1f} MB, {now:.2f} s" + (f", before {before:.2f} s" if given.before else ""), flush=True)
            for finding in findings:
                print(f"    {finding['path']}:{finding['line']}:{finding['column']} {finding['severity']} {finding['rule']}: {finding['message']}")
            if given.gitleaks:
                compare(findings, of_gitleaks(given.gitleaks, folder))
            for key, value in {"files": files, "bytes": length, "now": now, "before": before, "findings": len(findings)}.items():
                total[key] += value
    print(f"\n{total['findings']} findings in {total['files']} files, {total['bytes'] / 1e6:.0f} MB: {total['now']:.2f} s ({total['bytes'] / 1e6 / total['now']:.0f} MB/s)")
    if given.before:
        print(f"before: {total['before']:.2f} s, ratio {total['now'] / total['before']:.2f}")


if __name__ == "__main__":
    main()
