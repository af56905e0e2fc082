"""Frequencies of the amplitude mode."""

import math

from higgs_num.sweeps.kinds.kind import Computed, Kind, Output, Parameter, Point, chosen, code_of

_UNIT = "Delta"


def _compute(point: Point, outputs: tuple[str, ...]) -> Computed:
    from higgs_num.response import gap_edge, peak, second_sheet_pole
    from higgs_num.response.closure import closure_pole
    from higgs_num.response.susceptibility import pair_breaking
    from higgs_sym.ground.errors import nonnegative

    rate_s = nonnegative("rate_s", point["rate_s"])
    rate_u = nonnegative("rate_u", point["rate_u"])
    nan = math.nan
    closure, _ = closure_pole(rate_s, rate_u, None)
    found: Computed = {
        "closure_pole": nan if closure is None else closure,
        "threshold": 2.0, "absorption_peak": nan, "absorption_full_width": nan,
        "pole_real": nan, "pole_imag": nan,
    }  # fmt: skip
    if rate_s > 0.0:
        pair_breaking(rate_s, "rate_s")
        found["threshold"] = 2.0 * gap_edge(rate_s)
        if top := peak(rate_s, "absorption"):
            found["absorption_peak"] = top.omega
            found["absorption_full_width"] = nan if top.width is None else top.width
        if pole := second_sheet_pole(rate_s):
            found["pole_real"], found["pole_imag"] = pole.omega.real, pole.omega.imag
    return chosen(found, outputs)


MODE = Kind(
    "mode",
    "the amplitude mode, in units of the gap",
    {
        "rate_s": Parameter(_UNIT, "1/(tau_s Delta), paramagnetic"),
        "rate_u": Parameter(_UNIT, "1/(tau_u Delta), nonmagnetic", 0.0),
    },
    {
        "closure_pole": Output(_UNIT, "undamped mode of (9), NaN where there is none"),
        "threshold": Output(_UNIT, "2 Delta_th"),
        "absorption_peak": Output(_UNIT, "peak of Im(1/D^R)"),
        "absorption_full_width": Output(_UNIT, "its full width at half height"),
        "pole_real": Output(_UNIT, "pole on the second sheet, real part"),
        "pole_imag": Output(_UNIT, "pole on the second sheet, imaginary part"),
    },
    ("closure_pole", "threshold", "absorption_peak", "absorption_full_width", "pole_real",
     "pole_imag"),
    _compute,
    lambda _point: 0.05,
    code_of(
        "core",
        "equilibrium",
        "inputs",
        "levels",
        "response",
        "signals",
        kinds=("mode",),
    ),
)  # fmt: skip
