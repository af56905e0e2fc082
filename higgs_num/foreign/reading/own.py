"""Results of this package, with the inputs that they hold."""

import math
import os
from typing import Any

from higgs_num.foreign.reading.sidecar import Told, setting
from higgs_num.foreign.setting import Setting, Theory
from higgs_num.foreign.trajectory import Trajectory
from higgs_num.inputs.laboratory import GAP
from higgs_num.inputs.other_names import OTHER_NAMES
from higgs_sym.ground.errors import FileError
from higgs_sym.ground.files import read_bytes

QUENCH, KINETIC = b"higgs-toolkit quench result", b"higgs-toolkit kinetic result"


def own_result(path: str | os.PathLike[str], told: Told) -> Trajectory | None:
    """Return the trajectory of a file of `higgs quench` or `higgs kinetic`; None for others.

    What is told wins over what the file holds.
    """
    with open(path, "rb") as file:  # noqa: PTH123
        if file.read(4) != b"\x89HDF":
            return None
    content = read_bytes(path)
    result: Any
    if QUENCH in content:
        from higgs_num.quench import Result

        result = Result.load(path)
    elif KINETIC in content:
        from higgs_num.kinetic import KineticResult

        result = KineticResult.load(path)
    else:
        return None
    found = of_result(result, told)
    if isinstance(found, str):
        raise FileError(path, found)
    return found


def of_result(result: Any, told: Told) -> Trajectory | str | None:
    """Return the trajectory of a result, why no check knows it, or None for other objects."""
    from higgs_num.kinetic import KineticResult
    from higgs_num.quench import Result

    if isinstance(result, Result):
        p = result.problem
        if p.drive is not None or p.given:
            return "holds a drive or functions given, which no check knows"
        uniform = p.levels if isinstance(p.levels, int) else None
        made = Setting(
            p.gap_initial, p.gap_final, cutoff=p.cutoff, levels=uniform, rate_s=p.rate_s,
            rate_u=p.rate_u, closure=p.closure if p.disordered else None,
        )  # fmt: skip
        levels = None if uniform is not None else p.grid
        return Trajectory(result.time, result.gap, over(made, told), levels=levels,
                          notes=("a result of `higgs quench`, with its inputs",))  # fmt: skip
    if isinstance(result, KineticResult):
        k = result.problem
        if k.drive is not None:
            return "holds a drive, which no check knows"
        made = Setting(
            k.gap_initial, k.gap_final, cutoff=k.cutoff if math.isfinite(k.cutoff) else math.inf,
            rate_s=k.rate_s, rate_u=k.rate_u, temperature=k.temperature, theory=Theory.EXACT,
            band=k.band,
        )  # fmt: skip
        return Trajectory(result.time, result.gap, over(made, told),
                          notes=("a result of `higgs kinetic`, with its inputs",))  # fmt: skip
    return None


def over(made: Setting, told: Told) -> Setting:
    """Return a setting in which what is told, in the unit of its gap, takes the place."""
    if "gap_final" not in told.values and made.gap_final is not None:
        given = setting(told.over(Told({"gap_final": made.gap_final})), GAP)
    else:
        given = setting(told, GAP)
    names = (OTHER_NAMES[one].rate if one in OTHER_NAMES else one for one in told.values)
    return made.with_(**{name: getattr(given, name) for name in names if hasattr(given, name)})
