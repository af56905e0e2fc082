"""The exact long-time state of the clean quench, and how it is approached."""

import math

from higgs_num.foreign.case import Case
from higgs_num.foreign.check import Check
from higgs_num.foreign.comparison import Comparison
from higgs_num.signals import Kind, Law, Measured
from higgs_num.steady import Phase, SteadyState
from higgs_num.steady.lax_vector import isolated_roots_of_levels

SOURCE = "Lax vector: Yuzbashyan et al. 2006; docs/steady_states.md"
# Of the intervals of `describe`: two standard errors.
HALF = 0.5
# A quench is small if |beta| is: the phase pi/4 is its limit.
SMALL = 0.1
PHASE = 0.02
EXPONENT, EXPONENT_ZERO = 0.02, 0.05
RATE = 2e-3
MOST_DRIFT = 0.1  # terms in nu ln(t)/t are then no longer small at any time that is recorded


def _comparison(
    check: str, quantity: str, found: Measured, exact: float, tolerance: float,
    reason: str, method: str,
) -> Comparison:  # fmt: skip
    return Comparison(
        check=check, quantity=quantity, measured=found.value, uncertainty=HALF * found.uncertainty,
        exact=exact, tolerance=tolerance, reason=reason, method=method,
    )  # fmt: skip


def _needs(case: Case, phase: Phase, kinds: tuple[Kind, ...]) -> SteadyState | str:
    state = case.steady
    if isinstance(state, str):
        return state
    if state.phase is not phase:
        return f"the quench ends in phase {state.phase}, and this is of phase {phase}"
    if case.described.kind not in kinds:
        return f"what the trajectory does is not clear ({case.described.kind})"
    return state


def _asymptote(case: Case) -> tuple[Comparison, ...] | str:
    state = _needs(case, Phase.CONSTANT, (Kind.DAMPED, Kind.CONSTANT, Kind.UNDETERMINED))
    if isinstance(state, str):
        return state
    found = case.described.asymptote
    assert found is not None
    exact, method = state.gap_steady, "root of the Lax norm, constant density of states"
    levels = case.levels
    if levels is not None and levels.symmetric and not state.temperature:
        roots = isolated_roots_of_levels(levels, state.gap_initial, state.gap_final)
        if len(roots) == 1:
            exact, method = roots[0], f"root of the Lax norm on the {len(levels)} levels"
    comparison = _comparison(
        "asymptote", "Delta(t -> infinity)", found, exact, case.accuracy * case.unit, case.why,
        method,
    )  # fmt: skip
    return (comparison,)


def _frequency(case: Case) -> tuple[Comparison, ...] | str:
    state = _needs(case, Phase.CONSTANT, (Kind.DAMPED,))
    if isinstance(state, str):
        return state
    found, mean = case.described.frequency, case.described.asymptote
    if found is None or mean is None:
        return "no frequency could be measured"
    own = Measured(
        found.value / mean.value,
        math.hypot(found.uncertainty, found.value / mean.value * mean.uncertainty) / mean.value,
    )
    return (
        _comparison("frequency", "angular frequency of the oscillation", found,
            2.0 * state.gap_steady, 2.0 * case.accuracy * case.unit, case.why,
            "2 Delta_inf of the exact steady state",
        ),
        _comparison("frequency", "frequency over the measured asymptote", own, 2.0,
            4.0 * case.accuracy, f"{case.why}, of both", "2 exactly: no parameter enters",
        ),
    )  # fmt: skip


def _approach(case: Case) -> tuple[Comparison, ...] | str:
    state = _needs(case, Phase.CONSTANT, (Kind.DAMPED,))
    if isinstance(state, str):
        return state
    law = state.approach
    if law is None or law.coefficient is None:
        return "the law of approach is known after quenches from temperature 0"
    if law.drift > MOST_DRIFT:
        return f"nu = {law.drift:.2g}: so near to a border of phase II its law is reached too late"
    found = case.described
    if found.decay is None or found.decay.law is not Law.POWER or found.decay.exponent is None:
        return f"the decay is not seen to be a power: {found.decay}"
    assert found.amplitude is not None
    exponent = found.decay.exponent
    near = abs(exponent.value - 0.5) < 0.1
    comparisons = [
        _comparison("approach", "exponent of the decay of the oscillation",
            Measured(-exponent.value, exponent.uncertainty), law.exponent, EXPONENT,
            "a free exponent trades against the terms in 1/t", "envelope in windows; -1/2",
        )
    ]  # fmt: skip
    if near:
        comparisons.append(
            _comparison("approach", "amplitude of the oscillation times sqrt(t)", found.amplitude,
                law.coefficient, case.accuracy * math.sqrt(case.unit),
                f"{case.why}, at a time 1/gap", "sqrt(2 nu Delta_inf) (steady.approach_amplitude)",
            )
        )  # fmt: skip
    return tuple(comparisons)


def _volkov_kogan(case: Case) -> tuple[Comparison, ...] | str:
    state = _needs(case, Phase.CONSTANT, (Kind.DAMPED,))
    if isinstance(state, str):
        return state
    if not 0.0 < abs(state.beta) < SMALL:
        return f"|1/lambda_i - 1/lambda_f| = {abs(state.beta):.3g} is not small (< {SMALL:g})"
    law, found = state.approach, case.described
    if law is None or found.amplitude is None or found.phase is None:
        return "amplitude and phase of a law t^(-1/2) could not be measured"
    assert law.phase is not None
    change = abs(state.gap_steady - state.gap_initial)
    edge = math.sqrt(1.0 + (state.gap_steady / state.cutoff) ** 2)
    coefficient = Measured(
        found.amplitude.value * math.sqrt(state.gap_steady) / change,
        found.amplitude.uncertainty * math.sqrt(state.gap_steady) / change,
    )
    turned = math.remainder(found.phase.value - law.phase, 2.0 * math.pi)
    return (
        _comparison("volkov-kogan", "coefficient relative to the change of the gap", coefficient,
            2.0 / math.pi**1.5 / edge, max(case.accuracy * case.unit / change, abs(state.beta)),
            "the accuracy over the change of the gap, or the size of the quench",
            "2/pi^(3/2)/sqrt(1 + Delta^2/omega_D^2) (volkov_kogan.coefficient_cutoff)",
        ),
        _comparison("volkov-kogan", "phase of the oscillation less its limit, radians",
            Measured(turned, found.phase.uncertainty), 0.0,
            max(PHASE, case.accuracy * case.unit / found.amplitude.value),
            "corrections of the order of the quench, or the accuracy over the amplitude",
            "pi/4 for a weakening, 5 pi/4 for a strengthening quench",
        ),
    )  # fmt: skip


def _wave(case: Case) -> tuple[Comparison, ...] | str:
    state = _needs(case, Phase.WAVE, (Kind.WAVE, Kind.PERSISTENT))
    if isinstance(state, str):
        return state
    wave, found = state.wave, case.described
    assert wave is not None
    assert found.minimum is not None
    assert found.maximum is not None
    assert found.period is not None
    tolerance = case.accuracy * case.unit
    method = "Jacobi dn between w1 - w2 and w1 + w2, roots of the Lax norm"
    # What a code gets wrong in Delta, it gets wrong in the rate at which the phase runs.
    period = 2.0 * case.accuracy * case.unit * wave.period / wave.mean
    return (
        _comparison("wave", "lower turning point", found.minimum, wave.gap_min, tolerance,
                    case.why, method),
        _comparison("wave", "upper turning point", found.maximum, wave.gap_max, tolerance,
                    case.why, method),
        _comparison("wave", "period", found.period, wave.period, period,
                    f"{case.why}, of the mean gap, which is pi/period", method),
    )  # fmt: skip


def _decay(case: Case) -> tuple[Comparison, ...] | str:
    state = _needs(case, Phase.ZERO, (Kind.ZERO,))
    if isinstance(state, str):
        return state
    law, found = state.approach, case.described
    if law is None:
        return "the law of decay is known for starts at temperature 0"
    if found.rate is None or found.exponent is None:
        return "too little lies between the transient and the floor"
    return (
        _comparison("decay", "rate of the decay to zero", found.rate, law.rate,
            max(RATE * law.rate, 2.0 * case.accuracy * case.unit),
            f"{case.why}, or what the fit's next term in 1/t changes",
            "2|y|, i y the zero of the Lax norm behind its cut (steady.decay_rate)",
        ),
        _comparison("decay", "exponent of t beside the exponential",
            Measured(-found.exponent.value, found.exponent.uncertainty), law.exponent,
            EXPONENT_ZERO, "it trades against the rate", "-3/2",
        ),
    )  # fmt: skip


ASYMPTOTE = Check(
    "asymptote", "Phase II: Delta tends to the root of the Lax norm", SOURCE, _asymptote
)
FREQUENCY = Check("frequency", "Phase II: the frequency is 2 Delta_inf", SOURCE, _frequency)
APPROACH = Check(
    "approach", "Phase II: t^(-1/2) with amplitude sqrt(2 nu Delta_inf)", SOURCE, _approach
)
VOLKOV_KOGAN = Check(
    "volkov-kogan", "Small quench: coefficient and phase of Volkov and Kogan",
    "Volkov and Kogan 1974; coefficient derived here", _volkov_kogan,
)  # fmt: skip
WAVE = Check("wave", "Phase III: turning points and period", SOURCE, _wave)
DECAY = Check("decay", "Phase I: t^(-3/2) exp(-rate t)", SOURCE, _decay)
