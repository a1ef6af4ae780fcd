#!/bin/sh
# A ledger is not empty.
for ledger in "$@"; do
    [ -s "$ledger" ] || exit 1
done
