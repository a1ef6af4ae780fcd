#!/bin/sh
# Compares the files in which unfazed's hygiene and prek's built-in hooks find something, rule by rule; docs/hygiene.md explains the differences.
#   bench/peers/hygiene.sh [--files N | --repositories FOLDER] [--all] [--unfazed EXECUTABLE] [--source FOLDER] [--scratch FOLDER]
set -eu
exec python3 "$(dirname "$0")/hygiene.py" "$@"
