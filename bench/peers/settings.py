"""The configuration files of all programs: the same work for each, in one repository. Nothing in them reaches the network."""

import corpus

# The hooks that prek brings and whose rules unfazed has too. Those that mend report what they mend.
HOOKS = {
    "check-added-large-files": ["--enforce-all"],
    "check-case-conflict": [],
    "check-executables-have-shebangs": [],
    "check-json": [],
    "check-merge-conflict": ["--assume-in-merge"],
    "check-shebang-scripts-are-executable": [],
    "check-symlinks": [],
    "check-toml": [],
    "check-xml": [],
    "check-yaml": ["--allow-multiple-documents"],
    "destroyed-symlinks": [],
    "detect-private-key": [],
    "end-of-file-fixer": [],
    "fix-byte-order-marker": [],
    "forbid-new-submodules": [],
    "mixed-line-ending": [],
    "trailing-whitespace": [],
}


def prek_hygiene():
    lines = ["repos:", "  - repo: builtin", "    hooks:"]
    for name, arguments in HOOKS.items():
        lines.append(f"      - id: {name}")
        if arguments:
            lines.append(f"        args: [{', '.join(arguments)}]")
    return "\n".join(lines) + "\n"


NOOP_HOOK = """\
repos:
  - repo: local
    hooks:
      - { id: noop, name: noop, language: system, entry: "true", always_run: true, pass_filenames: false }
"""

LEFTHOOK = """\
no_auto_install: true
noop:
  commands:
    noop:
      run: "true"
"""

# Everything in the repository is an input of "work"; what it does takes a millisecond.
TURBO = """\
{
  "tasks": {
    "noop": { "cache": false },
    "work": {}
  }
}
"""

PACKAGE = """\
{ "name": "corpus", "private": true, "packageManager": "npm@10.0.0", "scripts": { "noop": "true", "work": "true" } }
"""

PACKAGE_LOCK = """\
{ "name": "corpus", "lockfileVersion": 3, "requires": true, "packages": { "": { "name": "corpus" } } }
"""

MOON_WORKSPACE = """\
projects: { root: "." }
telemetry: false
"""

MOON = """\
tasks:
  noop: { command: "true", toolchains: ["system"], options: { cache: false } }
  work: { command: "true", toolchains: ["system"], inputs: ["**/*"] }
"""

UNFAZED_NOOP = """\
version: 1
detect: false
checks:
  noop: { run: "true" }
"""

UNFAZED_WORK = """\
version: 1
detect: false
checks:
  work: { run: "true", cache: true }
"""

UNFAZED_HYGIENE = """\
version: 1
detect: false
hygiene:
  check-added-large-files: { enforce_all: true }
  forbid-new-submodules: true
checks:
  hygiene: {}
  secrets: {}
"""

FILES = {
    ".gitattributes": corpus.ATTRIBUTES,
    ".gitignore": ".turbo/\n.moon/cache/\n.moon/docker/\nnode_modules/\n",
    ".pre-commit-config.yaml": NOOP_HOOK,
    "settings/hygiene.yaml": prek_hygiene(),
    "lefthook.yml": LEFTHOOK,
    "turbo.json": TURBO,
    "package.json": PACKAGE,
    "package-lock.json": PACKAGE_LOCK,
    ".moon/workspace.yml": MOON_WORKSPACE,
    "moon.yml": MOON,
    "unfazed.yaml": UNFAZED_NOOP,
    "settings/unfazed-work.yaml": UNFAZED_WORK,
    "settings/unfazed-hygiene.yaml": UNFAZED_HYGIENE,
}
