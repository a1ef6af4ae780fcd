#!/bin/sh
# Sets up the real tools, then builds and runs every test. The last line says how many passed and failed.
set -eu
cd "$(dirname "$0")"

eng/setup-tools.sh

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
# Nothing of the build outlives it.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 UseSharedCompilation=false
export UNFAZED_REQUIRE_TOOLS=1

dotnet restore --locked-mode --verbosity quiet </dev/null
dotnet build --no-restore --configuration Release --verbosity quiet </dev/null

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
status=0
for project in tests/*.Tests/; do
    dotnet test "$project" --no-build --configuration Release --blame-hang-timeout 2m --blame-hang-dump-type none \
        --logger trx --results-directory "$results/$(basename "$project")" </dev/null || status=$?
done

# Ahead of time, as it is shipped: the compiler's warnings are errors, and what comes out is run.
mkdir "$results/native"
eng/test-native.sh "$results/native" || status=$?

# Nothing of a check may outlive that executable, whatever ends it.
UNFAZED=$results/native/native/unfazed eng/torture.sh --short || status=$?

# Each project writes one .trx with a line of counters. A crash of a test host is a failure without a counter.
find "$results" -name '*.trx' -exec grep -h '<Counters ' {} + | eng/count-tests.sh "$status"
