#!/bin/sh
# Packs the libraries, and builds and runs programs on the packages outside of the repository: a breaker in memory on .NET 8 and .NET 10, a minimal
# API with an HttpClient behind a breaker, a durable breaker in several processes, a native executable, and an orchestrator of your own.
#   eng/test-packages.sh [option of dotnet pack …]       such as --no-build, after a build in Release
# Exits with 1 when a program does not build, or prints something else than expected. Needs python3, clang and the headers of zlib.
set -eu
cd "$(dirname "$0")/.."
repository=$PWD
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en

eng/pack.sh "$folder/packages" "$@" >"$folder/pack.log" || { cat "$folder/pack.log" >&2; exit 1; }
version=$(sed -n 's|.*<Version>\(.*\)</Version>.*|\1|p' Directory.Build.props)

# The programs have a package folder of their own. What the machine has of other packages serves them; what it has of ours does not.
mkdir "$folder/machine"
for package in "$(dotnet nuget locals global-packages --list | sed 's/^global-packages: //')"/*; do
    case $(basename "$package") in
        unfazed | unfazed.*) ;;
        *) ln -s "$package" "$folder/machine/" ;;
    esac
done
export NUGET_PACKAGES="$folder/used"

failed=0
expect() {
    if [ "$2" = "$3" ]; then
        echo "ok      $1: $3"
    else
        echo "FAILED  $1: expected \"$2\", got \"$3\""
        failed=1
    fi
}

# program NAME SOURCE SDK FRAMEWORK PACKAGE PROPERTIES [PACKAGE]: a project in NAME, published to NAME/out.
program() {
    second=''
    [ -z "${7:-}" ] || second="<PackageReference Include=\"$7\" Version=\"$version\" />"
    mkdir -p "$folder/$1"
    cp "$repository/eng/package/programs/$2.cs" "$folder/$1/Program.cs"
    cat >"$folder/$1/$1.csproj" <<END
<Project Sdk="$3">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>$4</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <Nullable>enable</Nullable>
    <InvariantGlobalization>true</InvariantGlobalization>
    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
    <NuGetAudit>false</NuGetAudit>
    <RestoreAdditionalProjectSources>$folder/packages</RestoreAdditionalProjectSources>
    <RestoreFallbackFolders>$folder/machine</RestoreFallbackFolders>
    $6
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="$5" Version="$version" />
    $second
  </ItemGroup>
</Project>
END
    if ! dotnet publish "$folder/$1" --configuration Release --output "$folder/$1/out" --verbosity quiet -nologo </dev/null >"$folder/$1.log"; then
        cat "$folder/$1.log"
        echo "FAILED  $1: does not build"
        exit 1
    fi
}

# in_memory FRAMEWORK VERSION: on the runtime of that version, or where none is installed on a later one.
in_memory() {
    name=memory-$1
    program "$name" memory Microsoft.NET.Sdk "$1" Unfazed.Resilience '<UseAppHost>false</UseAppHost>'
    if dotnet --list-runtimes | grep -q "^Microsoft.NETCore.App $2\."; then
        printed=$(dotnet "$folder/$name/out/$name.dll")
    else
        echo "        no runtime of .NET $2 is installed: built for $1, run on a later one"
        printed=$(DOTNET_ROLL_FORWARD=Major dotnet "$folder/$name/out/$name.dll")
    fi
    expect "in memory, built for $1, run on ${printed##*; }" "Open after 3 calls, 2 rejected" "${printed%%;*}"
    expect "in memory, built for $1, files of SQLite" 0 "$(find "$folder/$name/out" -iname '*sqlite*' | wc -l)"
    echo "        published: $(du -sk "$folder/$name/out" | cut -f1) kB"
}

# processes NAME: three processes, one after the other, on one file.
processes() {
    expect "$1, first process" "Closed, failures: 1" "$("$folder/$1/out/$1" "$folder/$1.db")"
    expect "$1, second process" "Open, failures: 2" "$("$folder/$1/out/$1" "$folder/$1.db")"
    expect "$1, third process" "rejected, last cause: TimeoutException: no reply" "$("$folder/$1/out/$1" "$folder/$1.db")"
}

in_memory net8.0 8
in_memory net10.0 10

program host host Microsoft.NET.Sdk.Web net10.0 Unfazed.Resilience.Extensions ''
expect "HttpClient in a minimal API" "500 500 503 503; requests that arrived: 2; health: Degraded" "$("$folder/host/out/host")"

program durable durable Microsoft.NET.Sdk net10.0 Unfazed.Resilience.Sqlite ''
processes durable

program native durable Microsoft.NET.Sdk net10.0 Unfazed.Resilience.Sqlite '<PublishAot>true</PublishAot>'
processes native

mkdir "$folder/embedded" "$folder/shop"
cp samples/CustomValidator/RepositoryTasks.cs "$folder/embedded/"
program embedded embedded Microsoft.NET.Sdk net10.0 Unfazed.Integrations "" Unfazed.Validators
git -C "$folder/shop" init --quiet
echo 'a space at the end ' >"$folder/shop/a.txt"
echo 'severity: { "hygiene:trailing-whitespace": warning }' >"$folder/shop/unfazed.yaml"
export UNFAZED_STATE_DIR="$folder/state" UNFAZED_CACHE_DIR="$folder/cache" XDG_CONFIG_HOME="$folder/none"
expect "an orchestrator of your own" "Blocked, accepted: 1, fixed: a.txt, Passed, fixed since: 1" "$("$folder/embedded/out/embedded" "$folder/shop")"
exit "$failed"
