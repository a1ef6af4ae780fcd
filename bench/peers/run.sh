#!/bin/sh
# Measures unfazed beside prek, lefthook, turbo and moon (npm) and pre-commit (Debian): the same work with each, in turns; medians and ratios.
#   bench/peers/run.sh [--rounds N] [--only a,c] [--files N] [--markdown FILE] [--unfazed EXECUTABLE] [--source FOLDER] [--scratch FOLDER]
# Everything lies in a scratch folder. What is measured has no network but loopback, where a network namespace is permitted.
set -eu
exec python3 "$(dirname "$0")/peers.py" "$@"
