"""How a result prints itself."""

from collections.abc import Mapping


def listing(title: str, lines: Mapping[str, str]) -> str:
    """Return the title and one indented line for each entry, the names in a column."""
    return "\n".join([title, *(f"  {name:<12} {text}" for name, text in lines.items())])
