"""Random matrices as the judge between (9) and the exact theory: no analytic input."""

from typing import TYPE_CHECKING

import numpy as np

from higgs_num import oracle
from higgs_num.core.arrays import Vector
from higgs_num.quench import Closure, Problem, Result
from higgs_num.response import step_response
from verification.claim import Claim
from verification.evidence import Evidence, Parameter
from verification.findings import Findings, Illustration, ResultTable
from verification.lab import Lab
from verification.measurements.curve import smooth

if TYPE_CHECKING:
    from matplotlib.figure import Figure

INITIAL = 0.95
CUTOFF = 5.0
SIZES = {"levels": 200, "realisations": 8, "seed": 1}
# Samples are computed in processes, one on each core.
ALL_CORES = "cores"
WINDOWS = ((10.0, 20.0), (20.0, 30.0), (30.0, 40.0))


def samples(lab: Lab, rate_s: float = 0.0, rate_u: float = 0.0) -> oracle.EnsembleResult:
    """Return the quench 0.95 -> 1 of random samples, computed once a session."""
    problem = oracle.Ensemble(INITIAL, 1.0, rate_s=rate_s, rate_u=rate_u, cutoff=CUTOFF, **SIZES)
    return lab.shared(("oracle", problem), lambda: oracle.simulate(problem))


def by_closure(
    lab: Lab, closure: Closure = Closure.STATIC, *, rate_s: float = 0.0, rate_u: float = 0.0
) -> Result:
    """Return the same quench by (9), at the same cutoff and without finite-size effects."""
    result: Result = lab.run(
        Problem(
            INITIAL,
            1.0,
            rate_s=rate_s,
            rate_u=rate_u,
            cutoff=CUTOFF,
            levels=4000,
            t_max=40.0,
            closure=closure,
            save_every=0.25,
        )
    )
    return result


def _parameters(rate_s: float = 0.0, rate_u: float = 0.0) -> dict[str, Parameter]:
    quench: dict[str, Parameter] = {"gap_initial": INITIAL, "gap_final": 1.0, "cutoff": CUTOFF}
    return {**quench, **SIZES, "rate_s": rate_s, "rate_u": rate_u}


def _magnetic(lab: Lab) -> Findings:
    rate_s = 0.1
    random, even = samples(lab, rate_s), by_closure(lab, rate_s=rate_s)
    odd = by_closure(lab, Closure.ODD, rate_s=rate_s)
    exact = INITIAL + (1.0 - INITIAL) * step_response(even.time[1:], rate_s).value
    rows = []
    for start, stop in WINDOWS:
        found = oracle.fluctuations(random, start, stop)
        inside = (even.time[1:] >= start) & (even.time[1:] <= stop)
        of_closure, of_odd, of_exact = (
            float(np.std(s[inside])) for s in (even.gap[1:], odd.gap[1:], exact)
        )
        size, bound = found.amplitude, found.amplitude_bound
        rows.append((f"{start:g}-{stop:g}", size, bound, of_exact, of_closure, of_odd, found.noise))
    late = rows[-1]
    gone = Evidence(
        name="common oscillation of the samples over that of (9), t = 30 ... 40, bound",
        measured=late[2] / late[4],
        expected=0.5,
        relation="below",
        tolerance=0.05,
        why_tolerance="half of it would count as surviving; the bound includes two standard errors",
        method="rms common to 8 random samples, noise of the single ones removed",
        parameters=_parameters(rate_s),
    )
    early = rows[0]
    agrees = Evidence(
        name="common oscillation of the samples against that of the exact response, t = 10 ... 20",
        measured=early[1],
        uncertainty=0.5 * (early[2] - early[1]),
        expected=early[3],
        tolerance=2e-4,
        why_tolerance="N = 200 levels, 5 % quench: about 3e-5 each; (9) is off by 3e-3",
        method="rms over the window; response of infinite cutoff",
        parameters=_parameters(rate_s),
    )
    return Findings(
        statement=(gone, agrees),
        illustrations=(
            Illustration(
                "Random samples, Eq. (9) and the exact response",
                lambda: _draw(random, even, odd, exact),
            ),
        ),
        tables=(
            ResultTable(
                "Root mean square of the oscillation, quench 0.95 -> 1, 1/tau_s = 0.1",
                (
                    "t",
                    "random samples",
                    "bound",
                    "exact",
                    "(9) static, even",
                    "(9) odd",
                    "noise of one",
                ),
                tuple(rows),
            ),
        ),
        conclusion=(
            f"Random matrices, with no theory put in, side with the exact response: at t = 30-40 "
            f"the common oscillation is below {late[2]:.1e} where (9) has {late[4]:.1e}."
        ),
    )


def _draw(random: oracle.EnsembleResult, even: Result, odd: Result, exact: Vector) -> "Figure":
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.2, 3.4), layout="constrained")
    ax = figure.add_subplot()
    time, mean = smooth(random.time, random.mean)
    _, error = smooth(random.time, 2.0 * random.standard_error)
    ax.fill_between(time, mean - error, mean + error, color="0.75", lw=0)
    ax.plot(time, mean, "k-", lw=1.0, label="random matrices (band: 2 standard errors)")
    ax.plot(*smooth(even.time, even.gap), lw=0.9, label="Eq. (9), static or even closure")
    ax.plot(*smooth(odd.time, odd.gap), lw=0.7, label="Eq. (9), odd closure")
    ax.plot(*smooth(even.time[1:], exact), lw=0.9, label="exact linear response")
    ax.set(xlabel=r"$t\,\Delta$", ylabel=r"$\Delta(t)/\Delta$", xlim=(0, 40), ylim=(0.96, 1.05))
    ax.legend(fontsize=8, ncols=2)
    return figure


def _potential(lab: Lab) -> Findings:
    rate_u = 0.5
    random, clean = samples(lab, rate_u=rate_u), by_closure(lab)
    closed = by_closure(lab, rate_u=rate_u)
    late = clean.time >= 10.0
    noise = float(np.sqrt(np.mean(random.standard_error[late] ** 2)))
    apart = float(np.sqrt(np.mean((random.mean - clean.gap)[late] ** 2)))
    of_closure = float(np.sqrt(np.mean((closed.gap - clean.gap)[late] ** 2)))
    same = Evidence(
        name="rms distance of the samples' mean from the clean trajectory, t = 10 ... 40",
        measured=apart,
        expected=0.0,
        tolerance=3.0 * noise,
        why_tolerance="three standard errors of the mean of the samples",
        method="8 random samples with potential scatterers only",
        parameters=_parameters(rate_u=rate_u),
    )
    differs = Evidence(
        name="the same distance for Eq. (9), over that of the samples",
        measured=of_closure / apart,
        expected=3.0,
        relation="above",
        tolerance=0.1,
        why_tolerance="a factor of three is beyond the noise of the samples",
        method="Eq. (9) with 1/tau_u = 0.5 against no impurities",
        parameters=_parameters(rate_u=rate_u),
    )
    return Findings(
        statement=(same, differs),
        conclusion=(
            "Potential scatterers leave Delta(t) as in the clean system (Anderson): random samples "
            f"stay within {apart:.1e} of it, (9) departs by {of_closure:.1e}."
        ),
    )


CLAIMS = (
    Claim(
        id="oracle-magnetic",
        title="Random samples with spin-flip scatterers",
        statement=(
            "In random samples the oscillation of Delta(t) decays as the exact response says, not "
            "as Eq. (9) does"
        ),
        latex="",
        source="computed here: random-matrix Bogoliubov-de Gennes equations",
        assumptions=("N = 200 levels up to 5 Delta, 8 samples", "quench 0.95 -> 1", "T = 0"),
        uses=("exact-no-undamped-mode",),
        kind="exact-theory",
        check=_magnetic,
        slow=True,
        exclusive=ALL_CORES,
    ),
    Claim(
        id="oracle-potential",
        title="Random samples with potential scatterers",
        statement="Potential scatterers alone leave Delta(t) as in the clean system",
        latex="",
        source="Anderson's theorem; computed here by random matrices",
        assumptions=("N = 200 levels up to 5 Delta, 8 samples", "quench 0.95 -> 1", "T = 0"),
        kind="exact-theory",
        check=_potential,
        slow=True,
        exclusive=ALL_CORES,
    ),
)
