"""What a file holds, before anything is chosen from it: columns by name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Table:
    """Columns (n,) by name, in the order of the file, real or complex.

    units : what the file says of them, by name
    places : of each row, what to call it in an error (a line of a text); None: its number
    others : arrays of other shapes (levels, spins)
    notes : what was done on the way
    """

    columns: Mapping[str, np.ndarray]
    units: Mapping[str, str] = field(default_factory=dict)
    places: np.ndarray | None = None
    others: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def place(self, row: int) -> str:
        """Return what to call a row in an error."""
        return f"row {row + 1}" if self.places is None else f"line {int(self.places[row])}"
