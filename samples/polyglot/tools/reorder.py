"""Prints what has to be ordered again."""

import sys

from stock import read


def main(path: str) -> int:
    with open(path, encoding="utf-8", newline="") as file:
        short = [item for item in read(file) if item.is_short]
    for item in short:
        print(f"{item.sku}\t{item.pieces}")
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: reorder.py STOCK.csv")
    sys.exit(main(sys.argv[1]))
