#!/bin/sh
# Prints the mutation score of the state machine and of the retry; below 85 % it fails. Takes minutes, so it is no part of CI.
set -eu
cd "$(dirname "$0")/.."
dotnet tool restore
cd tests/Unfazed.Resilience.Tests
exec dotnet stryker --config-file ../../eng/stryker-resilience.json --output ../../StrykerOutput "$@"
