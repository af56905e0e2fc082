"""A laboratory without physics, and a session that contains every case a report must show."""

import math
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from verification.claim import Claim
from verification.evidence import Evidence
from verification.figures.paper_figure import PaperFigure
from verification.findings import Correction, Findings, Illustration, ResultTable
from verification.lab import Lab
from verification.runner import check_all, draw_all
from verification.session import Session
from verification.verdict import Verdict

PROVENANCE = {
    "created": "2024-03-05T03:00:00+00:00",
    "higgs_toolkit": "0.1.0",
    "python": "CPython 3.11.7",
    "platform": "Linux-x86_64",
    "version_numpy": "2.4.6",
    "version_python_flint": "0.9.0",
}


def lab() -> Lab:
    return Lab(lambda problem, tol, progress: problem)


def evidence(**changes: Any) -> Evidence:
    """Evidence that holds, unless `changes` say otherwise."""
    values: dict[str, Any] = {
        "name": "a number",
        "measured": 1.0,
        "expected": 1.0,
        "tolerance": 1e-6,
        "why_tolerance": "chosen for this test",
        "method": "direct",
    }
    return Evidence(**{**values, **changes})


GOOD = evidence()
BAD = evidence(measured=2.0)
VAGUE = evidence(uncertainty=1.0)


def claim(
    identity: str,
    *statement: Evidence,
    corrections: tuple[Correction, ...] = (),
    exact: tuple[Evidence, ...] = (),
    **changes: Any,
) -> Claim:
    """A claim whose check returns this evidence."""
    found = Findings(statement=statement, corrections=corrections, exact=exact)
    values: dict[str, Any] = {
        "id": identity,
        "title": f"Title of {identity}",
        "statement": "Something is so.",
        "latex": "",
        "source": "Eq. (9)",
        "assumptions": (),
        "check": lambda lab: found,
    }
    return Claim(**{**values, **changes})


def _wave(rate: float, power: float) -> Figure:
    figure = Figure(figsize=(6.4, 2.8))
    axes = figure.add_subplot()
    t = np.linspace(0.0, 60.0, 1500)
    axes.plot(t, 1 - 0.02 * np.cos(2 * t + np.pi / 4) / (1 + t) ** power, lw=0.9)
    axes.axvline(1 / rate, color="0.6", lw=0.8, ls="--")
    axes.set_xlabel(r"$t\,\Delta_0$")
    axes.set_ylabel(r"$\Delta(t)/\Delta_0$")
    return figure


def _sine(lab: Lab) -> Figure:
    return _wave(0.1, 0.1)


def _fails(lab: Lab) -> Findings:
    raise ZeroDivisionError("the mean gap came out as 0 at t = 12.5")


def session() -> Session:
    """Fifteen claims of every kind, verdict and length, with plots, tables and a regression."""
    why = "the cutoff shifts the frequency by less than this"
    claims = (
        claim(
            "clean-norm",
            evidence(
                name="largest deviation of |S| from 1 over all levels and times",
                measured=3.1e-13,
                expected=0.0,
                tolerance=1e-12,
                why_tolerance="round-off of about 3e4 rotations, each of 1e-16",
                method="quench at rate 0, read at every saved time",
                parameters={"levels": 15024, "gap_initial": 0.95, "t_max": 300.0},
            ),
            title="Norm of a clean pseudospin",
            statement="Without impurities the norm of every pseudospin is 1 at all times.",
            latex=r"|\vec{S}_{\mathbf{p}}(t)|^2 = 1 \quad (\tau_s,\tau_u \to \infty)",
            source="Text below Eq. (11)",
            assumptions=("rates tend to zero", "equally spaced levels"),
        ),
        claim(
            "equilibrium-components",
            evidence(name="S^x at eps = 0.3, alpha = 0.2", measured=0.9174, expected=0.9174),
            evidence(
                name="S^z at eps = 0.3, alpha = 0.2",
                measured=-0.2761428,
                expected=-0.2761428,
                method="closed form against quadrature with 30 digits",
            ),
            title="Equilibrium pseudospins",
            statement="Eq. (12) gives the equilibrium components for spin-flip disorder.",
            formulas=("equilibrium.Sx.integral", "equilibrium.W.closed"),
            latex=(
                r"S^x_{\mathbf{p}} = \dfrac{2}{\pi}\int_0^\infty \dfrac{(R_u-\zeta_s)"
                r"(R_u^3-2\zeta_s)\,du}{R_u^4\left[(R_u-\zeta_s)^2+"
                r"(\varepsilon_{\mathbf{p}}/\Delta_0)^2\right]}"
            ),
            source="Eq. (12)",
            assumptions=("zero temperature", "gapped: 1/tau_s < Delta_0"),
        ),
        claim(
            "printed-frequency",
            evidence(
                name="frequency over twice the mean gap",
                measured=0.99498744,
                uncertainty=2e-8,
                expected=math.sqrt(1 - 0.2**2),
                tolerance=1e-5,
                why_tolerance=why,
                method="fit of an oscillation and a t^(-3/2) background to 100 < t < 300",
                parameters={"rate_s": 0.2, "cutoff": 10.0, "levels": 15024},
            ),
            corrections=(
                Correction(
                    "Eq. (13) with half the rate: 1/(2 tau_s Delta_0) for 1/(tau_s Delta_0)",
                    (
                        evidence(
                            name="frequency over twice the mean gap",
                            measured=0.99498744,
                            uncertainty=2e-8,
                            expected=math.sqrt(1 - 0.1**2),
                            tolerance=1e-5,
                            why_tolerance=why,
                            method="the same fit",
                            parameters={"rate_s": 0.2},
                        ),
                    ),
                ),
            ),
            exact=(
                evidence(
                    name="zeros of the inverse response on the real axis below the threshold",
                    measured=1,
                    expected=1,
                    tolerance=0.5,
                    why_tolerance="a count; any other whole number is at least 1 away",
                    method="argument principle on a grid of 400 frequencies",
                ),
            ),
            title="Frequency of the amplitude mode with paramagnetic impurities",
            statement="With paramagnetic impurities alone the amplitude mode oscillates below "
            "twice the gap, at a frequency that falls with the square of the rate.",
            latex=r"\dfrac{\omega_{\mathrm{Higgs}}}{2\Delta_0} = "
            r"\left[1-\left(\dfrac{1}{\tau_s\Delta_0}\right)^2\right]^{1/2}",
            source="Eq. (13)",
            assumptions=("small quench", "closure with even sources", "zero temperature"),
            uses=("clean-norm", "equilibrium-components"),
        ),
        claim(
            "persistent",
            title="Persistent oscillation with paramagnetic impurities",
            statement="The oscillation does not decay.",
            latex=r"\delta\Delta(t) \approx \zeta\, e^{i\omega_{\mathrm{Higgs}}t}",
            source="Fig. 2 and Eq. (14)",
            check=lambda lab: Findings(
                statement=(
                    evidence(
                        name="amplitude at t = 300 over amplitude at t = 100",
                        measured=1.0004,
                        uncertainty=3e-4,
                        tolerance=0.01,
                        why_tolerance="a t^(-1/2) decay would give 0.58",
                    ),
                ),
                exact=(
                    evidence(
                        measured=0.02,
                        expected=0.9,
                        tolerance=0.05,
                        relation="above",
                        why_tolerance="scatter of 32 samples",
                        name="the same, random matrices",
                    ),
                ),
                illustrations=(
                    Illustration(
                        "Oscillation after the quench",
                        lambda: _wave(0.1, 0.02),
                        "The dashed line is the scattering time.",
                    ),
                ),
                tables=(
                    ResultTable(
                        "Amplitude against disorder",
                        ("zeta", "amplitude", "onset"),
                        (
                            (0.05, 3.1e-4, "t = 20"),
                            (0.1, 6.2e-4, "t = 10"),
                            (0.2, 0.00123456, "t = 5"),
                        ),
                    ),
                ),
                notes=("The slope is 6.2e-3 with a relative scatter of 2 %.",),
            ),
        ),
        claim(
            "above-the-edge",
            BAD,
            title="Frequency with nonmagnetic impurities",
            statement="With nonmagnetic impurities alone the frequency lies above 2 Delta_0.",
            latex=None,
            formulas=("closure_mode.printed_15",),
            source="Eq. (15)",
            uses=("printed-frequency",),
        ),
        claim(
            "phase",
            VAGUE,
            title="Phase of the oscillation",
            source="Fig. 3(b)",
            statement="The phase of the phenomenological fit is pi/4.",
        ),
        claim("broken", check=_fails, title="Onset of the oscillation", source="Fig. 2"),
        claim("relies-on-broken", GOOD, uses=("broken",), source="Fig. 2", kind="software"),
        claim("fell", BAD, title="A claim that used to hold", source="Eq. (14)"),
        claim(
            "threshold",
            GOOD,
            title="Single-particle threshold",
            kind="exact-theory",
            statement="The density of states begins at Delta_th < Delta_0.",
            latex=r"\Delta_{\mathrm{th}} = \Delta_0\left(1-\alpha^{2/3}\right)^{3/2}",
            source="Abrikosov and Gor'kov 1961",
        ),
        *(claim(f"limit-{n}", GOOD, title=f"Limit number {n}") for n in range(1, 6)),
    )
    workplace = lab()
    results = check_all(claims, workplace)
    figures = (
        PaperFigure("Fig. 2", "Pairing amplitude for three strengths of disorder.", _sine),
        PaperFigure("Fig. 3(b)", "Our fit beside the printed one.", _sine),
    )
    return Session(
        results=results,
        figures=draw_all(figures, workplace),
        recorded={"fell": Verdict.CONFIRMED, "gone": Verdict.CONFIRMED, "phase": Verdict.REFUTED},
        lost=("gone",),
        provenance=PROVENANCE,
        seconds=103.4,
    )
