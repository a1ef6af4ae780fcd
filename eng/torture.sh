#!/bin/bash
# Runs every way in which a check can misbehave, 64 checks at a time, under load, through the built executable: `eng/torture.sh [ROUNDS]`.
# Prints a table of case, expected status, what came and how long it took. Exit 1 when a status is wrong, a run is late, or a process is left.
# Takes minutes and both cores, so it is no part of CI.
set -euo pipefail
rounds=${1:-200}
cd "$(dirname "$0")/.."
configuration=${CONFIGURATION:-Release}
dotnet build -v q -c "$configuration" src/Unfazed.Cli
dotnet build -v q -c "$configuration" tests/Unfazed.PuppetTool
UNFAZED=$(find "$PWD/src/Unfazed.Cli/bin/$configuration" -maxdepth 2 -name unfazed -type f -perm -u+x | head -n 1)
PUPPET=$(find "$PWD/tests/Unfazed.PuppetTool/bin/$configuration" -maxdepth 2 -name puppet -type f -perm -u+x | head -n 1)
export UNFAZED PUPPET
load=()
trap 'kill "${load[@]}" 2> /dev/null || true' EXIT
for _ in 1 2; do
    (while :; do :; done) &
    load+=($!)
done
python3 eng/torture.py "$rounds"
