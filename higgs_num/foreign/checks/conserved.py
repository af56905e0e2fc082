"""What the equations of motion conserve, where the spins are given."""

import numpy as np

from higgs_num.equilibrium.coupling import coupling
from higgs_num.foreign.case import Case
from higgs_num.foreign.check import Check
from higgs_num.foreign.comparison import Comparison
from higgs_num.foreign.setting import Theory
from higgs_num.steady import lax_vector

POINTS = (0.5j, 0.3 + 1.0j)  # where L^2(u) is taken, in units of the gap


def _compare(case: Case) -> tuple[Comparison, ...] | str:
    trajectory, s = case.trajectory, case.setting
    if trajectory.spins is None or trajectory.levels is None or trajectory.spin_times is None:
        return "no spins are given"
    if s.chosen_theory not in (Theory.CLEAN, Theory.CLOSURE):
        return "spins belong to (9)"
    if s.gap_final is None:
        return "gap_final must be given"
    levels, spins = trajectory.levels, trajectory.spins
    if spins.shape[0] < 2:
        return "spins are given at one time"
    half = 0.5 * coupling(levels, s.gap_final, s.rate_s, s.rate_u)
    own = half * np.sum(levels.weights * spins[:, 0], axis=1)
    given = np.interp(trajectory.spin_times, trajectory.time, trajectory.gap)
    there = np.isin(trajectory.spin_times, trajectory.time)
    found = []
    if there.any():
        found.append(
            _of(case, "largest |Delta - (lambda/2) sum w S^x| over the gap",
                float(np.max(np.abs(own - given)[there])) / case.unit,
                "the gap equation (10) with lambda from gap_final")
        )  # fmt: skip
    if s.chosen_theory is Theory.CLOSURE:
        return tuple(found) or "spins of (9) are not conserved, and no spin time is a saved time"
    length = np.linalg.norm(spins, axis=1)
    energy = np.sum(levels.weights * levels.energies * spins[:, 2], axis=1) - own**2 / (2.0 * half)
    found += [
        _of(case, "largest change of |S| of a level",
            float(np.max(np.abs(length - length[0]))), "precession keeps lengths"),
        _of(case, "largest change of the energy over gap^2",
            float(np.max(np.abs(energy - energy[0]))) / case.unit**2,
            "sum w eps S^z - Delta^2/lambda"),
    ]  # fmt: skip
    if levels.symmetric:
        inverse = 0.5 / half
        norms = np.array(
            [lax_vector.lax_norm(np.array(POINTS) * case.unit, levels, one, inverse)
             for one in spins]
        )  # fmt: skip
        found.append(
            _of(case, "largest relative change of the Lax norm L^2(u)",
                float(np.max(np.abs(norms / norms[0] - 1.0))),
                "conserved at every u; here at u = 0.5i and 0.3 + i gaps")
        )  # fmt: skip
    return tuple(found)


def _of(case: Case, quantity: str, measured: float, method: str) -> Comparison:
    return Comparison(
        check="conserved", quantity=quantity, measured=measured, exact=0.0,
        tolerance=case.accuracy, reason=case.why, method=method,
    )  # fmt: skip


CONSERVED = Check(
    "conserved", "|S|, the energy and L^2(u) of a clean quench; the gap equation",
    "(9), (10); Lax vector", _compare,
)  # fmt: skip
