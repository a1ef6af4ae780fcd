#!/bin/sh
# Measures how the cost of unfazed grows with the number of files: 1,000, 10,000 and 100,000.
#   bench/peers/growth.sh [--rounds N] [--sizes 1000,10000] [--markdown FILE] [--unfazed EXECUTABLE] [--source FOLDER] [--scratch FOLDER]
set -eu
exec python3 "$(dirname "$0")/growth.py" "$@"
