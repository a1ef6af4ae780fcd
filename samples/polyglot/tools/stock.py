"""Reads the warehouse's stock list."""

import csv
from dataclasses import dataclass
from typing import Iterable, List


@dataclass(frozen=True)
class Stock:
    """How many pieces of a product there are, and from which number on it is ordered again."""

    sku: str
    pieces: int
    reorder_at: int

    @property
    def is_short(self) -> bool:
        return self.pieces <= self.reorder_at


def read(lines: Iterable[str]) -> List[Stock]:
    """The list in the order of its lines; the first one holds the names of the columns."""
    rows = csv.DictReader(lines)
    return [Stock(row["sku"], int(row["pieces"]), int(row["reorder_at"])) for row in rows]
