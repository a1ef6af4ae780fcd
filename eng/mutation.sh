#!/bin/sh
# Prints the mutation score of the state machine and of the retry; below 85 % it fails. Takes minutes, so it is no part of CI.
set -eu
cd "$(dirname "$0")/.."
dotnet tool restore
status=0
(cd tests/Unfazed.Resilience.Tests && dotnet stryker --config-file ../../eng/stryker-resilience.json --output ../../StrykerOutput "$@") || status=$?

# The table above is cut where the terminal is narrow.
grep -o '"status": *"[A-Za-z]*"' StrykerOutput/reports/mutation-report.json | awk -F'"' '
    { count[$4]++ }
    END {
        caught = count["Killed"] + count["Timeout"]
        all = caught + count["Survived"] + count["NoCoverage"]
        printf "mutation score: %.1f %% (%d of %d)\n", 100 * caught / all, caught, all
    }'
exit "$status"
