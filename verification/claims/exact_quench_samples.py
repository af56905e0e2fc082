"""The exact quench beside random matrices, which know no theory of disorder, and beside (9)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from higgs_num import oracle
from higgs_num.core.arrays import Vector
from higgs_num.kinetic import Band, KineticQuench, KineticResult, solve_all
from higgs_num.quench import Closure, Problem
from verification.claim import Claim
from verification.evidence import Evidence, Parameter
from verification.findings import Findings, Illustration, ResultTable
from verification.lab import Lab
from verification.measurements.curve import smooth
from verification.measurements.exact_quenches import ALL_CORES

if TYPE_CHECKING:
    from matplotlib.figure import Figure

CUTOFF, RATE, T_MAX, EVERY, DEPTH = 5.0, 0.1, 15.0, 0.25, 8
RATIOS = (0.6, 0.1)
SIZES = {"levels": 200, "realisations": 8, "seed": 1}


@dataclass(frozen=True)
class SideBySide:
    """One quench at the same times: samples, the exact theory on a flat band, Delta(t) of (9)."""

    samples: oracle.EnsembleResult
    exact: KineticResult
    closed: Vector

    def distance(self, gap: Vector) -> float:
        """Return the rms difference to the mean of the samples over their standard error."""
        later = self.samples.time > 0.0
        error = np.sqrt(np.mean(self.samples.standard_error[later] ** 2))
        return float(np.sqrt(np.mean((gap - self.samples.mean)[later] ** 2)) / error)


def _side_by_side(lab: Lab) -> dict[float, SideBySide]:
    def computed() -> dict[float, SideBySide]:
        exact = solve_all(
            [
                KineticQuench(
                    ratio, 1.0, RATE, cutoff=CUTOFF, band=Band.FLAT, depth=DEPTH, t_max=T_MAX,
                    save_every=EVERY,
                )
                for ratio in RATIOS
            ],
            tol=1e-5,
        )  # fmt: skip
        made = {}
        for ratio, found in zip(RATIOS, exact, strict=True):
            samples = oracle.simulate(
                oracle.Ensemble(
                    ratio, 1.0, rate_s=RATE, cutoff=CUTOFF, t_max=T_MAX, save_every=EVERY, **SIZES
                )
            )
            closed = lab.run(
                Problem(
                    ratio, 1.0, RATE, cutoff=CUTOFF, levels=4000, t_max=T_MAX,
                    closure=Closure.STATIC, save_every=EVERY,
                )
            )  # fmt: skip
            made[ratio] = SideBySide(samples, found, closed.gap)
        return made

    return lab.shared("exact quenches beside samples", computed)


def _agree(lab: Lab) -> Findings:
    found = _side_by_side(lab)
    evidence, rows = [], []
    for ratio, one in found.items():
        about: dict[str, Parameter] = {
            "gap_initial": ratio, "rate_s": RATE, "cutoff": CUTOFF, "depth": DEPTH, **SIZES,
        }  # fmt: skip
        near, far = one.distance(one.exact.gap), one.distance(one.closed)
        rows.append((f"{ratio:g} -> 1", float(one.samples.standard_error[1:].mean()), near, far))
        evidence.append(
            Evidence(
                name=f"distance of the exact Delta(t) from the samples over their standard error, "
                f"{ratio:g} -> 1",
                measured=near,
                expected=1.0,
                relation="below",
                tolerance=1.0,
                why_tolerance="one for the mean of 8 samples, as much again for 200 levels, of "
                "which the effect falls as 1/N",
                method="root mean squares over t up to 15",
                parameters=about,
            )
        )
        evidence.append(
            Evidence(
                name=f"the same of (9), {ratio:g} -> 1",
                measured=far,
                expected=4.0,
                relation="above",
                tolerance=0.5,
                why_tolerance="twice what would do for the exact theory",
                method="root mean squares over t up to 15; closure static",
                parameters=about,
            )
        )
    return Findings(
        statement=tuple(evidence),
        illustrations=(
            Illustration("Random samples, exact theory and Eq. (9)", lambda: _draw(found)),
        ),
        tables=(
            ResultTable(
                "Root mean square distance from the mean of 8 samples, in standard errors of it",
                ("quench", "standard error", "exact theory", "(9), static"),
                tuple(rows),
            ),
        ),
        conclusion=(
            "Random matrices side with the exact quench, phase III strength included: it is "
            f"{rows[0][2]:.1f} and {rows[1][2]:.1f} standard errors away, (9) {rows[0][3]:.0f} and "
            f"{rows[1][3]:.0f}."
        ),
    )


def _draw(found: dict[float, SideBySide]) -> "Figure":
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.2, 5.0), layout="constrained")
    for ax, (ratio, one) in zip(figure.subplots(2, 1, sharex=True), found.items(), strict=True):
        saved = one.samples.time
        time, mean = smooth(saved, one.samples.mean)
        _, error = smooth(saved, one.samples.standard_error)
        ax.fill_between(
            time, mean - 2.0 * error, mean + 2.0 * error, color="C1", alpha=0.35, lw=0.0,
            label="random matrices, two standard errors",
        )  # fmt: skip
        ax.plot(*smooth(saved, one.exact.gap), "k-", lw=1.1, label="exact theory")
        ax.plot(*smooth(saved, one.closed), "C0--", lw=1.0, label="(9), static or even")
        ax.set(ylabel=r"$\Delta(t)/\Delta_f$", xlim=(0.0, T_MAX), title=f"quench {ratio:g} to 1")
    figure.axes[0].legend(fontsize=8, loc="lower right")
    figure.axes[-1].set_xlabel(r"$t\,\Delta_f$")
    return figure


CLAIMS = (
    Claim(
        id="exact-quench-random-matrices",
        title="Exact quenches and random matrices",
        statement="After quenches of any strength random samples follow the exact theory, not (9)",
        latex="",
        source="computed here: random-matrix Bogoliubov-de Gennes equations",
        assumptions=(
            "N = 200 levels up to 5 Delta, 8 samples",
            f"flat band, 1/tau_s = {RATE:g}",
            "T = 0",
        ),
        kind="exact-theory",
        check=_agree,
        slow=True,
        exclusive=ALL_CORES,
    ),
)
