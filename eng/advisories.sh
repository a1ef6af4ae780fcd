#!/bin/sh
# Asks the package registries for known advisories: NuGet for all projects, npm for the tools that tests use. Needs the network, so no build runs it.
# Run it before a release. Exit code 1: there is one.
set -eu
cd "$(dirname "$0")/.."
list=$(dotnet list Unfazed.slnx package --vulnerable --include-transitive)
printf '%s\n' "$list"
status=0
if printf '%s\n' "$list" | grep -Eq '(Low|Moderate|High|Critical) +https'; then status=1; fi
(cd eng/tools && npm audit --package-lock-only) || status=1
exit $status
