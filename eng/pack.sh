#!/bin/sh
# usage: eng/pack.sh FOLDER [option of dotnet pack …]
# Writes a NuGet package of each library to FOLDER: every project of src that has a README.md is one. CONFIGURATION is Release unless set.
# The same commit gives the same bytes, whatever folder it is in. Needs python3.
set -eu
[ $# -ge 1 ] || { sed -n 2,4p "$0" >&2; exit 2; }
mkdir -p "$1"
folder=$(cd "$1" && pwd)
shift
cd "$(dirname "$0")/.."

for readme in src/*/README.md; do
    project=$(basename "$(dirname "$readme")")
    dotnet pack "src/$project" --configuration "${CONFIGURATION:-Release}" --output "$folder" --verbosity quiet -nologo "$@" </dev/null
done

python3 eng/package/normalize.py "$folder"/Unfazed.*.nupkg

# NuGet takes a version that it has seen before from its own folder, whatever is packed anew: what it has of ours is the old one.
cache=$(dotnet nuget locals global-packages --list | sed 's/^global-packages: //')
for package in "$folder"/Unfazed.*.nupkg; do
    name=$(basename "$package" .nupkg)
    id=$(printf %s "$name" | sed 's/\.[0-9].*$//' | tr '[:upper:]' '[:lower:]')
    version=$(printf %s "$name" | sed 's/^[^0-9]*\.//')
    rm -rf "${cache:?}/$id/$version"
    printf '%s\n' "$package"
done
