#!/bin/sh
# Compiles the command line and, whole, the libraries ahead of time (a warning of the compiler is an error), and runs the result.
#   eng/test-native.sh FOLDER     leaves FOLDER/native.trx with a line of counters for eng/count-tests.sh
set -eu
cd "$(dirname "$0")/.."
results=$1
eng/publish-native.sh "$results/native"
eng/publish-native.sh "$results/native-smoke" tests/Unfazed.NativeSmoke

status=0
"$results/native-smoke/Unfazed.NativeSmoke" "$results/native/unfazed" >"$results/native.txt" || status=$?
cat "$results/native.txt"
sed -n 's|^\([0-9]*\) passed, \([0-9]*\) failed$|<Counters passed="\1" failed="\2" />|p' "$results/native.txt" >"$results/native.trx"
exit "$status"
