"""Packages that only comparisons need."""

import importlib
from typing import Any

from higgs_sym.ground.errors import PackageError

INSTALL = 'pip install "higgs-toolkit[peers]"'


def peer(module: str) -> Any:
    """Import a module of a package that need not be there; PackageError says how to get it."""
    try:
        return importlib.import_module(module)
    except ImportError:
        raise PackageError(module.split(".", maxsplit=1)[0], INSTALL) from None
