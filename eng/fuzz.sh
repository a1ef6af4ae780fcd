#!/bin/sh
# Gives mutated inputs to everything that reads what others wrote, for SECONDS in total (30 by default).
# UNFAZED_FUZZ_SEED=N chooses other inputs. A failure names the reader, the seed, the number of the input and the input.
set -eu
cd "$(dirname "$0")/.."

seconds=${1:-30}
case $seconds in
    '' | *[!0-9]*) echo "usage: eng/fuzz.sh [SECONDS]" >&2; exit 2 ;;
esac

UNFAZED_FUZZ_SEED=${UNFAZED_FUZZ_SEED:-$(date +%s)}
UNFAZED_FUZZ_SECONDS=$(((seconds + 2) / 3))
export UNFAZED_FUZZ_SEED UNFAZED_FUZZ_SECONDS
echo "seed $UNFAZED_FUZZ_SEED, $UNFAZED_FUZZ_SECONDS s for each of three assemblies"

status=0
for project in Core Validators Cli; do
    dotnet test "tests/Unfazed.$project.Tests" --configuration Release --filter Category=Fuzz --logger 'console;verbosity=normal' </dev/null || status=1
done
exit "$status"
