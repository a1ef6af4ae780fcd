#!/bin/sh
# Compiles unfazed ahead of time into one executable and the database's library beside it.
#   eng/publish-native.sh [FOLDER [PROJECT]]     FOLDER: artifacts/native, PROJECT: src/Unfazed.Cli
# Needs clang and the headers of zlib, and installs Debian's where they are missing (root or sudo).
set -eu
cd "$(dirname "$0")/.."
folder=${1:-artifacts/native}
project=${2:-src/Unfazed.Cli}

missing=''
command -v clang >/dev/null || missing="$missing clang"
[ -e /usr/include/zlib.h ] || missing="$missing zlib1g-dev"
if [ -n "$missing" ]; then
    as_root=''
    if [ "$(id -u)" -ne 0 ]; then
        as_root='sudo -n'
    fi
    export DEBIAN_FRONTEND=noninteractive
    $as_root apt-get -qq update </dev/null
    # shellcheck disable=SC2086 # a list of words
    $as_root apt-get -qq install -y --no-install-recommends $missing </dev/null >&2
fi

case $(uname -m) in
    x86_64) runtime=linux-x64 ;;
    aarch64) runtime=linux-arm64 ;;
    *) echo "publish-native: no runtime is known for $(uname -m)" >&2; exit 2 ;;
esac

# The analyzers of the code have had their say in the usual build; those of the native compiler are errors here too.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
dotnet publish "$project" --configuration Release --runtime "$runtime" --output "$folder" --verbosity quiet \
    -p:PublishAot=true -p:RunAnalyzers=false -p:EnforceCodeStyleInBuild=false \
    -p:RestoreLockedMode="${UNFAZED_LOCKED:-true}" -p:CopyOutputSymbolsToPublishDirectory=false -p:GenerateDocumentationFile=false \
    -p:TrimmerSingleWarn=false </dev/null
