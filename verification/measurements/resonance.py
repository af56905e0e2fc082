"""The damped resonance of the exact theory: a pole on the second sheet."""

from collections.abc import Sequence

from higgs_num.response import Pole, second_sheet_pole
from higgs_sym.ground.errors import ComputationError
from verification.evidence import Evidence
from verification.lab import Lab


def sheet_pole(lab: Lab, alpha: float) -> Pole:
    """Return the oscillating pole of 1/D on the second sheet, in units of Delta."""
    pole = lab.shared(("second-sheet pole", alpha), lambda: second_sheet_pole(alpha))
    if pole is None:
        raise ComputationError(f"1/D has no pole on the second sheet at alpha = {alpha:g}")
    return pole


def resonance(lab: Lab, alphas: Sequence[float], expected: Sequence[float]) -> tuple[Evidence, ...]:
    """Return evidence on a resonance at `expected`, in units of Delta."""
    found = []
    for alpha, frequency in zip(alphas, expected, strict=True):
        pole = sheet_pole(lab, alpha)
        found.append(
            Evidence(
                name=f"real part of the exact second-sheet pole, 1/tau_s = {alpha:g}",
                measured=pole.omega.real,
                uncertainty=pole.error,
                expected=frequency,
                tolerance=1e-3,
                why_tolerance="a thousandth of the gap; the pole itself has ten digits",
                method="zero of D continued through the cut; its imaginary part is "
                f"{pole.omega.imag:.4f}",
                parameters={"alpha": alpha},
            )
        )
    return tuple(found)
