"""Clean pseudospins in the steady state, the paper's Eq. (11)."""

import sympy as sp

from higgs_sym.formula import Formula
from higgs_sym.symbols import Delta_s, E, cos_theta, eps, sin_theta, t

_where = ((E, sp.sqrt(eps**2 + Delta_s**2)),)
_arguments = (eps, Delta_s, cos_theta, sin_theta, t)
_parts = {
    "Lx": (Delta_s * cos_theta + eps * sin_theta * sp.cos(2 * E * t)) / E,
    "Ly": -sin_theta * sp.sin(2 * E * t),
    "Lz": (-eps * cos_theta + Delta_s * sin_theta * sp.cos(2 * E * t)) / E,
}

FORMULAS = tuple(
    Formula(
        id=f"clean_motion.{name}",
        title=f"{name[1]} component of a clean pseudospin in the steady state",
        lhs=f"L^{name[1]}",
        expression=part,
        where=_where,
        arguments=_arguments,
        source="paper (11)",
        kind="definition",
    )
    for name, part in _parts.items()
)
