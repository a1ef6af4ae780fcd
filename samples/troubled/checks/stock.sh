#!/bin/sh
# No stock is below zero.
while IFS=, read -r sku pieces; do
    case $pieces in
        -*)
            echo "$sku: $pieces"
            exit 1
            ;;
    esac
done < "$1"
