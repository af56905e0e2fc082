"""How quantities and their parameters are called in print: LaTeX, with the unit of rates."""

from collections.abc import Mapping

from higgs_num.equilibrium.certified.parameter import PARAMETERS
from higgs_num.equilibrium.certified.quantity import QUANTITIES

_VALUES: Mapping[str, str] = {
    "Sx": "S^x",
    "Sz": "S^z",
    "norm": r"|\mathbf{S}|",
    "w": "w",
    "W": r"\mathcal{W}",
    "Sx-thermal": "S^x(T)",
    "Sz-thermal": "S^z(T)",
    "W-thermal": r"\mathcal{W}(T)",
    "gap-edge": r"\Delta_{\mathrm{th}}/\Delta",
    "gap-ratio": r"\Delta/\Delta_{00}",
    "gap-ratio-thermal": r"\Delta(T)/\Delta_{00}",
    "Tc-ratio": "T_c/T_{c0}",
    "coupling": r"\lambda",
    "gap": r"\Delta/\omega_D",
    "omega-H": r"\omega_H/\Delta",
    "dos": "N(E)/N_0",
    "dos-edge": "C",
}
# Of rates and temperatures where it is not the gap of the state.
_UNITS: Mapping[str, str] = {
    "gap-ratio": r"\Delta_{00}",
    "gap-ratio-thermal": r"\Delta_{00}",
    "Tc-ratio": "T_{c0}",
    "gap": r"\omega_D",
}
_OF_A_UNIT: Mapping[str, str] = {
    "rate_s": r"$1/(\tau_s {unit})$",
    "rate_u": r"$1/(\tau_u {unit})$",
    "T": "$T/{unit}$",
}
if nameless := QUANTITIES.keys() ^ _VALUES.keys():
    raise ValueError(f"certified quantities without a name in print, or none: {sorted(nameless)}")


def value_head(quantity: str) -> str:
    """Return the head of the column of values."""
    return f"${_VALUES[quantity]}$"


def parameter_head(quantity: str, parameter: str) -> str:
    """Return the head of the column of a parameter, with its unit."""
    with_unit = _OF_A_UNIT.get(parameter)
    if with_unit is None:
        return PARAMETERS[parameter].latex
    return with_unit.replace("{unit}", _UNITS.get(quantity, r"\Delta"))
