"""What (9) conserves: the length of the pseudospins, and the parity that makes closures agree."""

import numpy as np

from higgs_num.quench import Closure, MultiProduct, Problem
from higgs_num.quench.motion import motion
from higgs_num.quench.trajectory import follow
from higgs_num.signals import power_law
from verification.claim import Claim
from verification.evidence import Evidence, Relation
from verification.findings import Correction, Findings, ResultTable
from verification.lab import Lab
from verification.measurements.quenches import parameters, quench

T_MAX = 300.0
INITIAL = 0.95


def _norm_clean(lab: Lab) -> Findings:
    clean = quench(lab, INITIAL, t_max=T_MAX)
    kept = Evidence(
        name="max over levels and times of the change of |S_p| at zero rates",
        measured=float(np.max(clean.norm_change)),
        expected=0.0,
        tolerance=1e-10,
        why_tolerance="the drift of the extrapolated splitting, proportional to time",
        method=repr(clean.method),
        parameters=parameters(clean),
    )
    rates = (1e-4, 1e-3, 1e-2)
    runs = [
        quench(lab, INITIAL, t_max=T_MAX, rate_s=r, levels=2000, every_level=True) for r in rates
    ]
    law = power_law(rates, [float(np.max(run.norm_change)) for run in runs])
    vanishing = Evidence(
        name="exponent with which the change of |S_p| vanishes with 1/tau_s",
        measured=law.exponent.value,
        expected=1.0,
        uncertainty=law.exponent.uncertainty,
        tolerance=0.02,
        why_tolerance="the sources of (9) are linear in the rates; the next order is 1e-2 relative",
        method="straight line in log-log over two decades of the rate",
        parameters={**parameters(runs[0]), "rate_s": str(rates)},
    )
    return Findings(statement=(kept, vanishing))


def _norm_lost(lab: Lab) -> Findings:
    rows = []
    changes = {}
    for rate_s, rate_u in ((0.1, 0.0), (0.0, 0.1), (0.1, 0.1)):
        run = quench(
            lab, INITIAL, t_max=T_MAX, rate_s=rate_s, rate_u=rate_u, levels=2000, every_level=True
        )
        changes[rate_s, rate_u] = float(np.max(run.norm_change))
        rows.append((rate_s, rate_u, changes[rate_s, rate_u]))
    floor = 1e-10

    def evidence(rates: tuple[float, float], relation: Relation, name: str) -> Evidence:
        return Evidence(
            name=name,
            measured=changes[rates],
            expected=floor,
            relation=relation,
            tolerance=floor,
            why_tolerance="the drift of the integrator over this time, measured without impurities",
            method="integration of (9), static closure",
            parameters={"rate_s": rates[0], "rate_u": rates[1], "t_max": T_MAX},
        )

    spin_flip, potential, equal = (0.1, 0.0), (0.0, 0.1), (0.1, 0.1)
    lost = evidence(spin_flip, "above", "change of |S_p|, only paramagnetic")
    return Findings(
        statement=(lost, evidence(potential, "below", "change of |S_p|, only nonmagnetic")),
        corrections=(
            Correction(
                "|S_p| changes whenever 1/tau_m is not zero, for nonmagnetic impurities too",
                (
                    lost,
                    evidence(potential, "above", "change of |S_p|, only nonmagnetic"),
                    evidence(equal, "below", "change of |S_p|, equal rates (1/tau_m = 0)"),
                ),
            ),
        ),
        tables=(
            ResultTable("Largest change of |S_p|", ("1/tau_s", "1/tau_u", "change"), tuple(rows)),
        ),
        notes=(
            "With static sources the only source is -eps W/(tau_m E): what changes |S_p| is "
            "1/tau_m, whichever impurity makes it, not pair breaking as such.",
        ),
    )


def _with_closure(closure: Closure) -> Problem:
    return Problem(INITIAL, 1.0, rate_s=0.2, rate_u=0.05, levels=3000, t_max=200.0, closure=closure)


def _closures(lab: Lab) -> Findings:
    static = lab.run(_with_closure(Closure.STATIC))
    even = _with_closure(Closure.EVEN)
    # `run` itself uses this parity, so here every level is followed, with its sources.
    literal = follow(
        MultiProduct(order=14, longest_step=1.0 / 8.0), motion(even, by_parity=False), even.times
    )
    odd = lab.run(_with_closure(Closure.ODD))
    same = Evidence(
        name="max over time of |Delta_even(t) - Delta_static(t)|",
        measured=float(np.max(np.abs(literal.record.gap - static.gap))),
        expected=0.0,
        tolerance=1e-11,
        why_tolerance="round-off of two different sums over levels, grown over 200/Delta",
        method="`even` on all levels with oscillating sources, `static` on half of them without",
        parameters=parameters(static),
    )
    spins = Evidence(
        name="max over levels of |S_even| - |S_0| at the last time",
        measured=float(literal.record.norm_change[-1]),
        expected=10.0 * float(static.norm_change[-1]),
        relation="above",
        tolerance=1e-9,
        why_tolerance="the sources do act, on the sector that Delta does not see: ten times "
        "the change without them",
        method="the same trajectories",
        parameters=parameters(static),
    )
    apart = Evidence(
        name="max over time of |Delta_odd(t) - Delta_static(t)|",
        measured=float(np.max(np.abs(odd.gap - static.gap))),
        expected=1e-3,
        relation="above",
        tolerance=1e-6,
        why_tolerance="far above the integration error; the size of the quench is 5e-2",
        method="`odd` on half of the levels with its oscillating sources",
        parameters=parameters(odd),
    )
    return Findings(statement=(same, spins, apart))


CLAIMS = (
    Claim(
        id="norm-conserved-clean",
        title="Length of the pseudospins without impurities",
        statement="|S_p| is conserved by (9) when both rates vanish",
        latex=r"\partial_t |\vec{S}_p| = 0 \quad (\tau_s, \tau_u \to \infty)",
        source="paper, text below Eqs. (8) and (11)",
        assumptions=("quench 0.95 -> 1",),
        uses=("equilibrium-clean-norm",),
        check=_norm_clean,
    ),
    Claim(
        id="norm-lost-spin-flip",
        title="Length of the pseudospins with impurities",
        statement="(9) does not preserve |S_p|, due to pair breaking by paramagnetic impurities",
        latex=r"\partial_t |\vec{S}_p| \neq 0 \quad (1/\tau_s > 0)",
        formulas=("sources.x", "sources.y", "sources.z"),
        source="paper, text below Eq. (11)",
        assumptions=("static closure", "quench 0.95 -> 1"),
        uses=("norm-conserved-clean",),
        check=_norm_lost,
    ),
    Claim(
        id="closure-static-even",
        title="Closures and parity",
        statement=(
            "sin(theta) even in eps gives the same Delta(t) as no sin(theta) at all; odd does not"
        ),
        latex=r"\Delta_{\mathrm{even}}(t) = \Delta_{\mathrm{static}}(t)",
        formulas=("sources.x", "sources.y", "sources.z"),
        source="derived here from Eqs. (9)-(11) by particle-hole parity",
        assumptions=("levels symmetric about eps = 0",),
        kind="software",
        check=_closures,
    ),
)
