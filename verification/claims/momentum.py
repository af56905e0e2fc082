"""Amplitude modes of finite momentum: edges, tails, dispersion; gapless relaxation with heat."""

import math
from itertools import pairwise

import numpy as np

from higgs_num.response import (
    gap_edge,
    peak,
    second_sheet_pole,
    spectrum,
    step_response,
)
from verification.claim import Claim
from verification.evidence import Evidence, Parameter
from verification.findings import Findings, ResultTable
from verification.lab import Lab
from verification.measurements.formula_value import formula_value

Q = 0.5
LATE = (2e3, 4e3)
STRONG = 20.0  # pair breaking over the gap


def _envelope(alpha: float, t: float) -> complex:
    """Return the amplitude of exp(-2i eps_g t) near a late time, at momentum Q."""
    edge = 2.0 * (gap_edge(alpha) if alpha > 0.0 else 1.0)
    times = t + 2.0 * np.pi / edge * np.arange(16) / 16.0
    remainder = step_response(times, alpha, Q=Q).remainder
    return complex(2.0 * np.mean(remainder * np.exp(1j * edge * times)))


def _exponent(alpha: float) -> float:
    early, late = (abs(_envelope(alpha, t)) for t in LATE)
    return math.log(late / early) / math.log(LATE[1] / LATE[0])


def _tails(_lab: Lab) -> Findings:
    static, edge = (float(spectrum(w, 0.0, Q=Q).inverse.real) for w in (0.0, 2.0))
    amplitude = abs(_envelope(0.0, LATE[1])) * LATE[1] ** 2
    clean, flipped = _exponent(0.0), _exponent(0.2)
    about: dict[str, Parameter] = {"Q": Q, "t": str(LATE)}
    return Findings(
        statement=(
            Evidence(
                name="exponent of the late oscillation at fixed q, no pair breaking",
                measured=clean,
                expected=-2.0,
                tolerance=0.02,
                why_tolerance="the next term, t^(-5/2), is 3 % here and changes by a third of it",
                method="envelopes of the response after a step at two late times",
                parameters=about,
            ),
            Evidence(
                name="its coefficient over D(0)/(Q D(2 Delta)^2)",
                measured=amplitude
                * edge**2
                / formula_value("momentum.tail_clean", D_0=static, Q=Q),
                expected=1.0,
                tolerance=0.03,
                why_tolerance="as the exponent",
                method="envelope against the slope pi/Q of -Im D at the threshold",
                parameters=about,
            ),
            Evidence(
                name="exponent of the late oscillation at fixed q, 1/(tau_s Delta) = 0.2",
                measured=flipped,
                expected=-3.0,
                tolerance=0.02,
                why_tolerance="corrections of relative order 1/(t alpha^(2/3)), below 1e-2",
                method="envelopes of the response after a step at two late times",
                parameters=about,
            ),
        ),
        conclusion=(
            f"At fixed momentum the late oscillation falls as t^{clean:.2f} in a film "
            f"without magnetic impurities, and as t^{flipped:.2f} with them."
        ),
        notes=("With spin flips it is -3 at q = 0 too; without, -1/2 there.",),
    )


def _dispersion(_lab: Lab) -> Findings:
    evidence, rows = [], []
    for alpha in (0.05, 0.2, 0.5):
        bare = second_sheet_pole(alpha)
        assert bare is not None
        steps = (1e-3, 2e-3)
        moved = []
        for loss in steps:
            found = second_sheet_pole(alpha, Q=loss)
            assert found is not None
            moved.append((found.omega - bare.omega) / loss)
        slope = 2.0 * moved[0] - moved[1]
        # -D_Q/D_omega at the bare pole: differences of D alone, no pole is looked for.
        h = 1e-4
        q = [complex(spectrum(bare.omega, alpha, sheet="second", Q=k * h).inverse) for k in (1, 2)]
        ring = bare.omega + 0.02 * abs(bare.omega.imag) * np.exp(2j * np.pi * np.arange(8) / 8)
        values = spectrum(ring, alpha, sheet="second").inverse
        rise = np.mean(values / (ring - bare.omega))
        expected = -complex((2.0 * q[0] - 0.5 * q[1]) / h / rise)
        for name, one, two in (
            ("real", slope.real, expected.real),
            ("imaginary", slope.imag, expected.imag),
        ):
            evidence.append(
                Evidence(
                    name=f"{name} part of d omega/d(D q^2) of the pole, 1/tau_s = {alpha:g}",
                    measured=one,
                    expected=two,
                    tolerance=2e-3 * abs(expected),
                    why_tolerance="both differences leave the third order of Q = 2e-3 over the "
                    "scale alpha^(1/3), squared",
                    method="poles at two momenta against the derivatives of D at the bare pole",
                    parameters={"alpha": alpha},
                )
            )
        tops = [peak(alpha, "absorption", Q=loss) for loss in (0.0, 0.01)]
        assert tops[0] is not None
        assert tops[1] is not None
        rows.append((alpha, slope.real, slope.imag, (tops[1].omega - tops[0].omega) / 0.01))
    return Findings(
        statement=tuple(evidence),
        conclusion=(
            f"The pole moves by ({rows[1][1]:.3f} - {abs(rows[1][2]):.3f} i) D q^2 at "
            "1/(tau_s Delta) = 0.2: up, and deeper."
        ),
        tables=(
            ResultTable(
                "Dispersion at small momentum, per D q^2, Delta = 1",
                ("1/(tau_s Delta)", "pole, real", "pole, imaginary", "peak of Im(1/D^R)"),
                tuple(rows),
            ),
        ),
    )


def _gorkov_eliashberg(_lab: Lab) -> Findings:
    products = []
    for alpha in (10.0, 20.0, 40.0):
        pole = second_sheet_pole(alpha)
        assert pole is not None
        products.append(-alpha * pole.omega.imag)
    ends = [(4.0 * b - a) / 3.0 for a, b in pairwise(products)]
    return Findings(
        statement=(
            Evidence(
                name="alpha |omega| of the gapless pole for alpha -> infinity, T = 0",
                measured=ends[1],
                uncertainty=abs(ends[1] - ends[0]) / 15.0,
                expected=formula_value("relaxation.zero_temperature", Delta=1.0, rate_s=1.0),
                tolerance=1e-6,
                why_tolerance="alpha^-2 is extrapolated away; alpha^-4 is 1/16 of the step before",
                method="zero of D on the second sheet at alpha = 10, 20 and 40",
            ),
            Evidence(
                name="alpha |omega| at alpha = 40 and T = rate/1000",
                measured=_relaxation(40.0, 0.04),
                expected=1.0 / 3.0,
                tolerance=1e-3,
                why_tolerance="heat adds about 20 (T tau_s)^2, pair breaking alpha^-2",
                method="zero of D continued below the axis at T > 0",
            ),
        ),
        conclusion=(
            f"Strong pair breaking turns the mode into relaxation at {ends[1]:.4f} Delta^2 tau_s."
        ),
    )


def _frozen(_lab: Lab) -> Findings:
    table = _map()
    ratios = [float(row[4]) for row in table.rows if row[0] == STRONG]
    return Findings(
        statement=(
            Evidence(
                name="exact rate over that of Ginzburg-Landau at T tau_s = 0.01, alpha = 20",
                measured=ratios[0],
                expected=1.0,
                tolerance=5e-3,
                why_tolerance="alpha^-2 and 20 (T tau_s)^2 are left out of the equation",
                method="zero of D below the axis against `relaxation.rate`",
            ),
            Evidence(
                name="exact rate over that of Ginzburg-Landau at T tau_s = 1, alpha = 20",
                measured=ratios[-1],
                expected=2.0,
                relation="above",
                tolerance=1e-2,
                why_tolerance="a percent of a bound that is far away",
                method="zero of D below the axis against `relaxation.rate`",
            ),
            Evidence(
                name="alpha |omega| for T much above the rate, alpha = 40",
                measured=_relaxation(40.0, 100.0),
                expected=1.0 / 3.0,
                relation="above",
                tolerance=1e-2,
                why_tolerance="what it is at T = 0",
                method="zero of D continued below the axis at T > 0",
            ),
        ),
        conclusion=(
            "Time-dependent Ginzburg-Landau without inelastic scattering holds for T far below the "
            f"rate: at T tau_s = 1 the gap relaxes {ratios[-1]:.1f} times as fast as it says."
        ),
        tables=(table,),
        notes=(
            "Elastic scattering leaves occupations as they were, which stiffens the gap; what "
            "thermalises them faster than the gap moves would restore the equation.",
        ),
    )


def _relaxation(alpha: float, temperature: float) -> float:
    pole = second_sheet_pole(alpha, temperature=temperature)
    assert pole is not None
    return -alpha * pole.omega.imag


def _map() -> ResultTable:
    """Return the exact rate over that of time-dependent Ginzburg-Landau."""
    rows = []
    for alpha in (5.0, STRONG):
        for share in (0.01, 0.03, 0.1, 0.3, 1.0):
            T = share * alpha
            slow = formula_value("relaxation.rate", Delta=1.0, T=T, rate_s=alpha)
            exact = _relaxation(alpha, T) / alpha
            rows.append((alpha, share, exact * alpha, slow * alpha, exact / slow))
    return ResultTable(
        "Relaxation of the gap: exact, and by time-dependent Ginzburg-Landau",
        ("1/(tau_s Delta)", "T tau_s", "alpha |omega|", "the same, TDGL", "ratio"),
        tuple(rows),
    )


CLAIMS = (
    Claim(
        id="momentum-tails",
        title="Late oscillations at fixed momentum",
        statement=(
            "At fixed momentum the oscillation of Delta(t) at the edge falls as t^-2, with spin "
            "flips as t^-3"
        ),
        latex=r"\delta\Delta_q(t)\propto t^{-2}\cos 2\Delta t",
        formulas=("momentum.kernel", "momentum.threshold_clean", "momentum.tail_clean"),
        source="Nosov et al., arXiv:2409.11647",
        assumptions=("dirty film", "T = 0", "the source has no spin flips"),
        kind="exact-theory",
        check=_tails,
        # Beyond the paper, and no verdict on it rests on this: seconds that a quick run saves.
        slow=True,
    ),
    Claim(
        id="mode-dispersion",
        title="Dispersion of the amplitude mode with spin flips",
        statement="The resonance moves linearly in D q^2, with a complex coefficient",
        latex=r"\omega_{\mathrm{amp}}(q)-\omega_H\propto Dq^2",
        formulas=("momentum.kernel",),
        source="Li and Dzero, arXiv:2403.03980",
        assumptions=("dirty film", "T = 0"),
        kind="exact-theory",
        check=_dispersion,
        # Beyond the paper, and no verdict on it rests on this: seconds that a quick run saves.
        slow=True,
    ),
    Claim(
        id="gapless-relaxation",
        title="From the amplitude mode to Ginzburg-Landau relaxation",
        statement="Strong pair breaking makes the gap relax at Delta^2 tau_s/3",
        latex=r"\omega=-\tfrac{i}{3}\,\tau_s\Delta^2",
        formulas=("relaxation.zero_temperature", "relaxation.pair_propagator"),
        source="Gor'kov and Eliashberg, Sov. Phys. JETP 27, 328 (1968)",
        assumptions=("gapless", "temperature far below the rate"),
        kind="exact-theory",
        check=_gorkov_eliashberg,
        # Beyond the paper, and no verdict on it rests on this: seconds that a quick run saves.
        slow=True,
    ),
    Claim(
        id="relaxation-frozen",
        title="Where time-dependent Ginzburg-Landau holds",
        statement=(
            "Without inelastic scattering the gapless state follows time-dependent Ginzburg-Landau "
            "for T far below the rate alone; beyond, the gap relaxes faster"
        ),
        latex=r"|\omega|\to|\omega_{\mathrm{TDGL}}|\quad(T\tau_s\to 0)",
        formulas=("relaxation.rate", "relaxation.cubic"),
        source="derived here",
        assumptions=("gapless", "no inelastic scattering", "occupations frozen"),
        uses=("gapless-relaxation",),
        kind="exact-theory",
        check=_frozen,
        # Beyond the paper, and no verdict on it rests on this: seconds that a quick run saves.
        slow=True,
    ),
)
