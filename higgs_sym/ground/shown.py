"""Values that a notebook shows as HTML, which a room above them makes.

A value is a `Shown` and knows no more. A package names, once, the module with its table of pages;
that module is imported when the first value is shown.
"""

from importlib import import_module

_PAGES: dict[str, str] = {}


def pages_of(package: str, module: str) -> None:
    """Name the module whose `PAGES` holds, by class "module.Name", what makes HTML of a value."""
    _PAGES[package] = module


class Shown:
    """A value with a page."""

    __slots__ = ()

    def _repr_html_(self) -> str | None:
        """Return a piece of HTML, None if there is no page of it: a notebook then shows text."""
        for cls in type(self).__mro__:
            module = _PAGES.get(cls.__module__.partition(".")[0])
            if module is None:
                continue
            made = import_module(module).PAGES.get(f"{cls.__module__}.{cls.__qualname__}")
            if made is not None:
                return str(made(self))
        return None
