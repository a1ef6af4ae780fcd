#!/bin/sh
# Lists what the check "secrets" finds in clones of repositories, to be judged by hand, and how fast; docs/hygiene.md gives the results.
#   bench/secrets.sh --repositories FOLDER --unfazed EXECUTABLE [--before EXECUTABLE] [--gitleaks EXECUTABLE] [--rounds N]
# FOLDER holds git repositories, bare ones too. --before is an older build to compare the speed with. Needs no network.
set -eu
exec python3 "$(dirname "$0")/secrets_of_repositories.py" "$@"
