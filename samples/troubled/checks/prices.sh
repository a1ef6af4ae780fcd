#!/bin/sh
# Every price is above zero.
number=0
found=0
while IFS=, read -r sku cents; do
    number=$((number + 1))
    case $cents in
        -*)
            echo "$1:$number: error negative-price: $sku costs $cents cents"
            found=1
            ;;
    esac
done < "$1"
exit "$found"
