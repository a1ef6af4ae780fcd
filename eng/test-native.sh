#!/bin/sh
# Compiles the command line and, whole, the libraries ahead of time (a warning of the compiler is an error), and runs the result.
#   eng/test-native.sh [--compile | --run] FOLDER     leaves FOLDER/native.trx with a line of counters for eng/count-tests.sh
# --compile stops before the run, --run runs what was compiled into FOLDER before.
set -eu
cd "$(dirname "$0")/.."
step=both
case ${1:-} in
    --compile | --run) step=$1; shift ;;
esac
results=$1

if [ "$step" != --run ]; then
    eng/publish-native.sh "$results/native"
    eng/publish-native.sh "$results/native-smoke" tests/Unfazed.NativeSmoke
fi
[ "$step" != --compile ] || exit 0

status=0
"$results/native-smoke/Unfazed.NativeSmoke" "$results/native/unfazed" >"$results/native.txt" || status=$?
cat "$results/native.txt"
sed -n 's|^\([0-9]*\) passed, \([0-9]*\) failed$|<Counters passed="\1" failed="\2" />|p' "$results/native.txt" >"$results/native.trx"
exit "$status"
