"""Exact linear response on a grid of frequencies."""

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.results.units import ONE
from higgs_num.sweeps.kinds.kind import Computed, Kind, Output, Parameter, Point, chosen, code_of

_UNIT = "Delta"


def _omega(point: Point) -> Vector:
    from higgs_sym.ground.errors import integer, positive

    count = integer("points", point["points"], least=2, most=1_000_000)
    return np.linspace(0.0, positive("omega_max", point["omega_max"]), count)


def _compute(point: Point, outputs: tuple[str, ...]) -> Computed:
    from higgs_num.response import spectrum, thermal_spectrum

    omega, T = _omega(point), float(point["temperature"])
    rate_s = float(point["rate_s"])
    found = spectrum(omega, rate_s) if T == 0.0 else thermal_spectrum(omega, rate_s, T)
    return chosen(
        {
            "inverse_real": found.inverse.real,
            "inverse_imag": found.inverse.imag,
            "absorption": found.absorption,
        },
        outputs,
    )


RESPONSE = Kind(
    "response",
    "the exact linear response, in units of the gap",
    {
        "rate_s": Parameter(_UNIT, "1/(tau_s Delta), paramagnetic"),
        "temperature": Parameter(_UNIT, "temperature", 0.0),
        "omega_max": Parameter(_UNIT, "last frequency", 4.0),
        "points": Parameter(ONE, "number of frequencies from 0 on", 401),
    },
    {
        "inverse_real": Output(ONE, "real part of D^R", ("omega",)),
        "inverse_imag": Output(ONE, "imaginary part of D^R", ("omega",)),
        "absorption": Output(ONE, "Im(1/D^R)", ("omega",)),
    },
    ("inverse_real", "inverse_imag", "absorption"),
    _compute,
    lambda point: 2e-4 * float(point["points"]),
    code_of(
        "core",
        "equilibrium",
        "inputs",
        "response",
        "signals",
        kinds=("response",),
    ),
    lambda point: {"omega": (_omega(point), _UNIT)},
    ("omega_max", "points"),
)
