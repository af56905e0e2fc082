"""The clean film of a command: its transition temperature and ratio, or a material's."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from higgs_sym.commands.options import completing
from higgs_sym.ground.errors import ArgumentError

if TYPE_CHECKING:
    from higgs_num.films import Clean


def clean_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --tc0, --ratio and --material to a command."""
    # click lists options from the last that was added to the first.
    material = click.option(
        "--material", help="Take both from a table of materials, unless given.",
        shell_complete=completing("higgs_num.films:MATERIALS"),
    )  # fmt: skip
    ratio = click.option("--ratio", type=float, help="2 Delta/(k T_c) of it.  [3.528]")
    tc0 = click.option("--tc0", help="T_c of the clean film, 15 or '15 K'.")
    return tc0(ratio(material(command)))


def clean_film(tc0: str | None, ratio: float | None, name: str | None) -> "Clean":
    """Return the clean film; what is given wins over the material.

    Raises
    ------
    ArgumentError
        If no T_c0 is given and the material has none, or as `films.Clean` and `films.material`.
    """
    from higgs_num.films import MATERIALS, clean_of, material
    from higgs_num.films.quantity import quantity

    Tc0 = None if tc0 is None else quantity("tc0", tc0, "K")
    if Tc0 is None and (name is None or material(name).Tc0_K is None):
        some = ", ".join(name for name, one in MATERIALS.items() if one.Tc0_K and one.gaps == 1)
        rule = f"be given, such as --tc0 15, or by --material ({some})"
        raise ArgumentError("tc0", rule, "missing")
    return clean_of(name, Tc0, ratio)
