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
native=$results/native
mkdir "$native"
compiling=''
trap 'status=$?; [ -z "$compiling" ] || kill -- "-$compiling" 2>/dev/null || true; rm -rf "$results"; exit "$status"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# The native executable is what the tests of the command line run, as it is shipped. It is compiled with what the processors have left while
# the other projects are tested. In a group of its own, so that it ends with this script.
setsid nice -n 19 eng/test-native.sh --compile "$native" </dev/null >"$results/native.log" 2>&1 &
compiling=$!

# What a killed program leaves in the temporary directory goes with the results.
export TMPDIR="$results/tmp"
mkdir "$TMPDIR"

# A shell starts what it puts in the background with SIGINT and SIGQUIT ignored, nohup with SIGHUP: tests that send these would wait for ever.
tested() {
    env --default-signal=HUP,INT,QUIT "$@"
}

test_project() {
    tested dotnet test "tests/$1" --no-build --configuration Release --blame-hang-timeout 2m --blame-hang-dump-type none \
        --logger trx --results-directory "$results/$1" </dev/null || status=$?
}

status=0
for project in tests/*.Tests/; do
    project=$(basename "$project")
    [ "$project" = Unfazed.Cli.Tests ] || test_project "$project"
done

if wait "$compiling"; then
    compiling=''
    export UNFAZED_TESTED_EXECUTABLE="$native/native/unfazed"
    test_project Unfazed.Cli.Tests
    tested eng/test-native.sh --run "$native" || status=$?

    # Nothing of a check may outlive that executable, whatever ends it.
    UNFAZED=$UNFAZED_TESTED_EXECUTABLE tested eng/torture.sh --short || status=$?
else
    status=$?
    compiling=''
    cat "$results/native.log" >&2
    test_project Unfazed.Cli.Tests
fi

# Each project writes one .trx with a line of counters. A crash of a test host is a failure without a counter.
find "$results" -name '*.trx' -exec grep -h '<Counters ' {} + | eng/count-tests.sh "$status"
