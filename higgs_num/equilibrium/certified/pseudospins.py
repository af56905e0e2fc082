"""Certified S^x, S^z, |S|, w and W at zero temperature, Eq. (12) and its extensions."""

from collections.abc import Callable

from flint import acb, arb, fmpq

from higgs_num.equilibrium.certified import amplitude
from higgs_num.equilibrium.certified.state import State

Route = Callable[[State, fmpq], dict[str, arb]]


def _assemble(state: State, x: fmpq, A: acb) -> dict[str, arb]:
    c = acb(arb(state.z), arb(x))
    factor = 2 / arb.pi()
    Sx, Sz = factor * A.real, -factor * (c * A).imag
    W = factor * (1 + c.imag * c.imag).sqrt() * A.imag / c.imag
    return {"Sx": Sx, "Sz": Sz, "W": W}


def _at_fermi_level(A: acb, slope: arb) -> dict[str, arb]:
    factor = 2 / arb.pi()
    return {"Sx": factor * A.real, "Sz": arb(0), "W": factor * slope}


def _complete(parts: dict[str, arb]) -> dict[str, arb]:
    norm = (parts["Sx"] * parts["Sx"] + parts["Sz"] * parts["Sz"]).sqrt()
    return {**parts, "norm": norm, "w": parts["W"] / 2}


def pseudospins_closed(state: State, x: fmpq) -> dict[str, arb]:
    """Enclose Sx, Sz, W, norm and w at x = eps/Delta from the closed form."""
    A = amplitude.closed_form(state, acb(arb(state.z), arb(x)))
    if x == 0:
        return _complete(_at_fermi_level(A, amplitude.closed_form_slope(state)))
    return _complete(_assemble(state, x, A))


def pseudospins_quadrature(state: State, x: fmpq) -> dict[str, arb]:
    """Enclose the same by rigorous quadrature of the definition."""
    A = amplitude.quadrature(state, acb(arb(state.z), arb(x)))
    if x == 0:
        return _complete(_at_fermi_level(A, amplitude.quadrature_slope(state)))
    return _complete(_assemble(state, x, A))
