#!/bin/sh
# Writes the list of what to order, with the day in its name.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
list="${1:-$here/../tools/stock.csv}"
day=$(date -u +%Y-%m-%d)
python3 "$here/../tools/reorder.py" "$list" > "order-$day.tsv"
echo "order-$day.tsv"
