"""The table of mistakes: how codes err, each with the trajectory that it would give.

A mistake is a change of one thing: of the units of the output, of a number that is put in, or of
the equations. What it predicts is computed, so that it is named because a trajectory follows it,
not because some ratio is near 2.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from higgs_num.foreign.schemes import RIGHT, Equations
from higgs_num.foreign.setting import Setting, Theory
from higgs_num.quench import Closure

PS_IN_HBAR_PER_MEV = 0.6582119569509067  # hbar in meV ps, exact in the SI

Changed = Callable[[Setting], Setting | None]


@dataclass(frozen=True)
class Mistake:
    """One thing that may be wrong.

    id, sentence : name and what to tell; `{...}` in the sentence is filled by what was fitted
    time, gap : the trajectory is `gap` times the right one at `time` times t
    changed : the setting that was used instead; None where it does not differ or cannot be
    equations : (9) as it was solved instead
    """

    id: str
    sentence: str
    time: float = 1.0
    gap: float = 1.0
    changed: Changed | None = None
    equations: Equations = field(default=RIGHT)


def _scaled(**factors: float) -> Changed:
    """Return the change that multiplies numbers of the setting which are not 0."""

    def changed(setting: Setting) -> Setting | None:
        new: dict[str, float] = {}
        for name, factor in factors.items():
            value = getattr(setting, name)
            if not value or math.isinf(value):
                return None
            new[name] = type(value)(value * factor)
        return replace(setting, **new)  # type: ignore[arg-type]

    return changed


def _exchanged(first: str, second: str) -> Changed:
    def changed(setting: Setting) -> Setting | None:
        one, other = getattr(setting, first), getattr(setting, second)
        return None if one == other else replace(setting, **{first: other, second: one})

    return changed


def _without_impurities(setting: Setting) -> Setting | None:
    if not (setting.rate_s or setting.rate_u):
        return None
    return replace(setting, rate_s=0.0, rate_u=0.0, theory=Theory.CLEAN, closure=None)


def _closure(name: Closure) -> Changed:
    def changed(setting: Setting) -> Setting | None:
        if setting.chosen_theory in (Theory.CLEAN, Theory.LINEAR):
            return None
        # `static` and `even` have the same Delta(t).
        same = Closure.EVEN if setting.closure in (None, Closure.STATIC) else setting.closure
        if setting.chosen_theory is Theory.CLOSURE and same == name:
            return None
        return replace(setting, theory=Theory.CLOSURE, closure=name)

    return changed


def _exact(setting: Setting) -> Setting | None:
    if setting.chosen_theory is not Theory.CLOSURE:
        return None
    return replace(setting, theory=Theory.EXACT, closure=None, levels=None)


def _half_the_levels(setting: Setting) -> Setting | None:
    if setting.levels is None or setting.levels % 4:
        return None
    return replace(setting, levels=setting.levels // 2)


# (9) without sources, as a sentence shows it.
_X, _Y, _Z = (
    "dS^x/dt = 2 eps S^y",
    "dS^y/dt = -2 eps S^x - 2 Delta S^z",
    "dS^z/dt = 2 Delta S^y",
)
_TABLE = (
    Mistake(
        "time-doubled",
        "Times are half of what they should be: spins precess at twice |2 b|, or the equations "
        "hold a factor 2 too much",
        time=2.0,
    ),
    Mistake(
        "time-halved",
        "A factor 2 lacks in the frequency: spins precess at |b| instead of 2 |b|, so that the "
        "oscillation has frequency Delta, not 2 Delta",
        time=0.5,
    ),
    Mistake(
        "time-over-2pi",
        "Times or energies are off by 2 pi: h for hbar (times are divided by 2 pi)",
        time=2.0 * math.pi,
    ),
    Mistake(
        "time-times-2pi",
        "Times or energies are off by 2 pi: hbar for h (times are multiplied by 2 pi)",
        time=1.0 / (2.0 * math.pi),
    ),
    Mistake(
        "time-without-hbar",
        "Times in ps were taken for times in 1/meV: hbar = 0.658 meV ps is missing",
        time=PS_IN_HBAR_PER_MEV,
    ),
    Mistake(
        "time-with-hbar-twice",
        "Times in 1/meV were taken for times in ps: hbar = 0.658 meV ps is applied twice",
        time=1.0 / PS_IN_HBAR_PER_MEV,
    ),
    Mistake("gap-doubled", "The gap is doubled: 2 Delta was written for Delta", gap=2.0),
    Mistake("gap-halved", "The gap is halved: Delta/2 was written for Delta", gap=0.5),
    Mistake(
        "coupling-doubled",
        "lambda is doubled: Delta = lambda sum S^x for Delta = (lambda/2) sum S^x, or lambda from "
        "a sum over half of the levels",
        equations=Equations(coupling=2.0),
    ),
    Mistake(
        "coupling-halved",
        "lambda is halved, or Delta(t) sums half of the levels",
        equations=Equations(coupling=0.5),
    ),
    Mistake(
        "gaps-exchanged",
        "gap_initial and gap_final are exchanged: the quench goes the other way",
        changed=_exchanged("gap_initial", "gap_final"),
    ),
    Mistake(
        "not-self-consistent",
        "The gap is not self-consistent: spins precess in the constant gap_final",
    ),
    Mistake(
        "linearised",
        "Delta_f stands for Delta_inf: the equations are linearised about gap_final, so that the "
        "gap ends there and oscillates at 2 gap_final",
    ),
    Mistake(
        "final-gap-in-sources",
        "Delta_f stands for Delta_inf: the sources of (9) and (11) hold gap_final, not Delta_s",
    ),
    Mistake(
        "sign-in-x",
        f"The sign of S^y is wrong in the x equation, which is right as {_X} where {_Y} and {_Z}",
        equations=Equations(signs=(-1.0, 1.0, 1.0)),
    ),
    Mistake(
        "sign-in-y",
        f"The sign of S^z is wrong in the y equation, which is right as {_Y} where {_X} and {_Z}",
        equations=Equations(signs=(1.0, -1.0, 1.0)),
    ),
    Mistake(
        "sign-in-z",
        f"The sign of S^y is wrong in the z equation, which is right as {_Z} where {_X} and {_Y}",
        equations=Equations(signs=(1.0, 1.0, -1.0)),
    ),
    Mistake(
        "sign-of-eps",
        "The sign of eps is wrong in the field or in the start: right is S^z = -eps/E at rest with "
        f"{_X}, {_Y}",
        equations=Equations(start_z=-1.0),
    ),
    Mistake(
        "sources-doubled",
        "The sources of (9) are twice too large, the start is right: W for W/2, say, or 1/tau for "
        "1/(2 tau) in them alone",
        equations=Equations(sources=2.0),
    ),
    Mistake(
        "sources-halved",
        "The sources of (9) are half as large as they should be, the start is right",
        equations=Equations(sources=0.5),
    ),
    Mistake(
        "sources-negated",
        "The sources of (9) have the wrong sign, the start is right",
        equations=Equations(sources=-1.0),
    ),
    Mistake(
        "no-sources",
        "The sources of (9) are missing, the start is right: spins precess as if clean",
        equations=Equations(sources=0.0),
    ),
    Mistake(
        "half-the-levels",
        "Half of the levels were used: the spacing is twice that of the number stated, and "
        "oscillations return at half the time",
        changed=_half_the_levels,
    ),
    Mistake(
        "cutoff-halved",
        "The band is half as wide: levels fill [-cutoff/2, cutoff/2]",
        changed=_scaled(cutoff=0.5),
    ),
    Mistake(
        "cutoff-doubled",
        "The band is twice as wide: levels fill [-2 cutoff, 2 cutoff]",
        changed=_scaled(cutoff=2.0),
    ),
    Mistake(
        "rate-s-doubled",
        "tau_s is half of what was stated: 1/tau_s is twice rate_s (an energy rate was taken for "
        "an amplitude rate, or 2 tau_s for tau_s)",
        changed=_scaled(rate_s=2.0),
    ),
    Mistake(
        "rate-s-halved",
        "tau_s is twice what was stated: 1/tau_s is half of rate_s (an amplitude rate was taken "
        "for an energy rate, or tau_s for 2 tau_s)",
        changed=_scaled(rate_s=0.5),
    ),
    Mistake(
        "rate-u-doubled",
        "tau_u is half of what was stated: 1/tau_u is twice rate_u",
        changed=_scaled(rate_u=2.0),
    ),
    Mistake(
        "rate-u-halved",
        "tau_u is twice what was stated: 1/tau_u is half of rate_u",
        changed=_scaled(rate_u=0.5),
    ),
    Mistake(
        "rates-doubled",
        "Both rates are doubled: 2/tau for 1/tau",
        changed=_scaled(rate_s=2.0, rate_u=2.0),
    ),
    Mistake(
        "rates-halved",
        "Both rates are halved: 1/(2 tau) for 1/tau",
        changed=_scaled(rate_s=0.5, rate_u=0.5),
    ),
    Mistake(
        "rates-exchanged",
        "tau_s and tau_u are exchanged: paramagnetic impurities were taken for nonmagnetic ones",
        changed=_exchanged("rate_s", "rate_u"),
    ),
    Mistake(
        "no-impurities",
        "The impurities have no effect: this is the clean trajectory",
        changed=_without_impurities,
    ),
    Mistake(
        "clean-start",
        "The start is the clean ground state, not the equilibrium with impurities",
    ),
    Mistake(
        "closure-even",
        "This is (9) with sin(theta) = +sqrt(1 - cos^2) or without it (closures even, static)",
        changed=_closure(Closure.EVEN),
    ),
    Mistake(
        "closure-odd",
        "This is (9) with sin(theta) odd in eps (closure odd)",
        changed=_closure(Closure.ODD),
    ),
    Mistake(
        "exact-theory",
        "This is the exact theory (the self-consistent Born equations), not (9)",
        changed=_exact,
    ),
)

MISTAKES: Mapping[str, Mistake] = {one.id: one for one in _TABLE}
