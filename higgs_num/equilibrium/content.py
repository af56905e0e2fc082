"""What the file of a certified table says, whatever its format, and the digest over all of it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

DIGEST = "sha256"


@dataclass(frozen=True)
class Content:
    """Header, names of the columns, and rows, all of them texts; the digest closes the header.

    The digest is that of the csv file without its own line, in every format:
    `grep -v '^# sha256:' t.csv | sha256sum`.
    """

    header: Mapping[str, str]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @classmethod
    def sealed(
        cls, header: Mapping[str, str], columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]
    ) -> "Content":
        """Return the content with its digest."""
        digest = cls(header, columns, rows).digest
        return cls({**header, DIGEST: digest}, columns, rows)

    @property
    def digest(self) -> str:
        """The digest that belongs to this content."""
        header = {key: value for key, value in self.header.items() if key != DIGEST}
        text = Content(header, self.columns, self.rows).csv
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def csv(self) -> str:
        """The header as lines from `#`, the names of the columns, and the rows."""
        lines = [f"# {key}: {value}" for key, value in self.header.items()]
        lines += [",".join(row) for row in (self.columns, *self.rows)]
        return "\n".join(lines) + "\n"

    @classmethod
    def of_csv(cls, text: str) -> "Content":
        """Return what a csv file says; ValueError where it is none."""
        lines = text.split("\n")
        count = next(k for k, line in enumerate([*lines, ""]) if not line.startswith("# "))
        header = dict(line[2:].split(": ", 1) for line in lines[:count])
        columns, *rows = (tuple(line.split(",")) for line in lines[count:-1])
        return cls(header, columns, tuple(rows))

    @property
    def is_sound(self) -> bool:
        """Whether the digest is right and every text can be told from its neighbours."""
        try:
            unambiguous = Content.of_csv(self.csv) == self
        except ValueError:
            return False
        widths = {len(row) for row in self.rows}
        return (
            unambiguous and widths <= {len(self.columns)} and self.header.get(DIGEST) == self.digest
        )
