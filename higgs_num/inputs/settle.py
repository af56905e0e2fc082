"""Fields of a frozen dataclass set to what their checks return: plain numbers, not numpy's."""

from typing import Any


def settle(inputs: object, **values: Any) -> None:
    """Set fields of `inputs` while it is made; so that it can be compared, hashed and saved."""
    for name, value in values.items():
        object.__setattr__(inputs, name, value)
