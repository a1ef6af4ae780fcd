#!/bin/bash
# Attacks a run from inside and outside: `eng/torture.sh [ROUNDS]`, or `eng/torture.sh --short` (less than a minute).
# First what may outlive a run: deadlines, signals, kill -9; then every way in which a check can misbehave, 64 checks at a time, under load.
# UNFAZED names the executable; by default it is compiled ahead of time, as it is shipped.
# Prints a table each. Exit 1 when a status is wrong, a run is late, or a process is left. Takes minutes and both cores, so it is no part of CI.
set -euo pipefail
rounds=${1:-200}
cd "$(dirname "$0")/.."
configuration=${CONFIGURATION:-Release}
if [ -z "${UNFAZED:-}" ]; then
    eng/publish-native.sh artifacts/native
    UNFAZED=$PWD/artifacts/native/unfazed
fi
export UNFAZED
if [ "$rounds" = --short ]; then
    exec python3 eng/survivors.py 2
fi

status=0
python3 eng/survivors.py "$rounds" || status=$?
dotnet build -v q -c "$configuration" tests/Unfazed.PuppetTool
PUPPET=$(find "$PWD/tests/Unfazed.PuppetTool/bin/$configuration" -maxdepth 2 -name puppet -type f -perm -u+x | head -n 1)
export PUPPET
load=()
trap 'kill "${load[@]}" 2> /dev/null || true' EXIT
for _ in 1 2; do
    (while :; do :; done) &
    load+=($!)
done
python3 eng/torture.py "$rounds" || status=$?
exit "$status"
