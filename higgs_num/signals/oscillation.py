"""Fit of Delta(t) = mean + sum_k t^-p_k [a_k cos(w_k t) + b_k sin(w_k t)] with decaying series.

An exponential model (matrix pencil, ESPRIT) is wrong for the t^-p envelopes of a gapped
continuum, so the envelopes are part of the model. Only frequencies and powers are non-linear;
the amplitudes are eliminated by linear least squares at every evaluation (variable projection).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.inputs import real_array, settle
from higgs_num.signals.estimates import Estimate, Estimates, estimates
from higgs_num.signals.measured import Measured
from higgs_num.signals.stretch import (
    Stretch,
    check_count,
    check_varies,
    exponent,
    restored,
    stretch,
)
from higgs_sym.ground.errors import (
    ArgumentError,
    ComputationError,
    finite,
    flag,
    function,
    instance,
    integer,
    positive,
)

# More terms than that no window tells apart.
MOST_CORRECTIONS = 20
# The phase frequency * time keeps four digits up to here.
LARGEST_PHASE = 1e12


@dataclass(frozen=True)
class Oscillation:
    """One component t^-power cos(frequency t + phase), and `corrections` more in 1/t.

    `fit_frequency`, `fit_power`: whether the given value is a start or is kept.

    Raises
    ------
    ArgumentError
        If the frequency is not > 0, the power not finite, or `corrections` no number 0 to 20.

    Examples
    --------
    >>> from higgs_num.signals import Oscillation
    >>> Oscillation(2.0, power=0.5, fit_frequency=True).power
    0.5
    """

    frequency: float
    power: float = 0.0
    fit_frequency: bool = False
    fit_power: bool = False
    corrections: int = 0

    def __post_init__(self) -> None:
        settle(
            self,
            frequency=positive("frequency", self.frequency),
            power=finite("power", self.power),
            fit_frequency=flag("fit_frequency", self.fit_frequency),
            fit_power=flag("fit_power", self.fit_power),
            corrections=integer("corrections", self.corrections, least=0, most=MOST_CORRECTIONS),
        )


@dataclass(frozen=True)
class FittedOscillation:
    """amplitude t^-power cos(frequency t + phase), the leading term of a fitted component."""

    frequency: float
    power: float
    amplitude: float
    phase: float


@dataclass(frozen=True)
class Fit:
    """Result of `fit`: the mean, the components, the largest residual, the window.

    estimates : all numbers with standard errors and correlations, of "mean", "frequency 1",
        "power 1", "amplitude 1", "phase 1", ...; as a text, like the fit itself

    Examples
    --------
    >>> import numpy as np
    >>> from higgs_num.signals import Oscillation, fit
    >>> t = np.linspace(1.0, 50.0, 1001)
    >>> found = fit(t, 0.9 + 0.1 * np.cos(1.8 * t), [Oscillation(1.7, fit_frequency=True)])
    >>> round(found.mean, 9)
    0.9
    """

    mean: float
    components: tuple[FittedOscillation, ...]
    residual: float
    window: tuple[float, float]
    estimates: Estimates

    def __str__(self) -> str:
        start, stop = self.window
        window = f"window {start:g} to {stop:g}, largest residual {self.residual:.2g}"
        return f"{window}\n{self.estimates}"


@dataclass(frozen=True)
class _Model:
    """The components to fit, frequencies in the unit of the times that come."""

    components: tuple[Oscillation, ...]

    @property
    def start(self) -> list[float]:
        """What is free, in the order of the components."""
        return [
            value
            for c in self.components
            for value, is_free in ((c.frequency, c.fit_frequency), (c.power, c.fit_power))
            if is_free
        ]

    @property
    def unknowns(self) -> int:
        """Number of what a fit finds."""
        return 1 + len(self.start) + 2 * sum(c.corrections + 1 for c in self.components)

    def at(self, free: Vector) -> Iterator[tuple[float, float, int]]:
        """Yield frequency, power and corrections of each component at these free values."""
        values = iter(free)
        for c in self.components:
            frequency = float(next(values)) if c.fit_frequency else c.frequency
            power = float(next(values)) if c.fit_power else c.power
            yield frequency, power, c.corrections

    def columns(self, time: Vector, free: Vector) -> Vector:
        """Return what the amplitudes multiply; raise `ComputationError` where it is not finite."""
        columns = [np.ones_like(time)]
        with np.errstate(over="ignore", invalid="ignore"):
            for frequency, power, corrections in self.at(free):
                for n in range(corrections + 1):
                    envelope = (time / time[0]) ** -(power + n)
                    columns += [
                        envelope * np.cos(frequency * time),
                        envelope * np.sin(frequency * time),
                    ]
        found = np.stack(columns, axis=1)
        if not np.isfinite(found).all():
            raise ComputationError("The fit left double precision: a power or frequency diverges")
        return found

    def slopes(self, time: Vector, columns: Vector, coefficients: Vector) -> list[Vector]:
        """Return the derivatives (n,) of the fit by what is free, in the order of `start`."""
        found: list[Vector] = []
        place = 1
        for c in self.components:
            cosines = slice(place, place + 2 * (c.corrections + 1), 2)
            sines = slice(cosines.start + 1, cosines.stop + 1, 2)
            place = cosines.stop
            a, b = coefficients[cosines], coefficients[sines]
            if c.fit_frequency:
                found.append(time * (columns[:, cosines] @ b - columns[:, sines] @ a))
            if c.fit_power:
                size = columns[:, cosines] @ a + columns[:, sines] @ b
                found.append(-np.log(time / time[0]) * size)
        return found


def fit(time: Vector, signal: Vector, components: Sequence[Oscillation]) -> Fit:
    """Fit the components to a window of a signal.

    Times and values may be of any size within double precision: the fit works in units of their
    largest values.

    Parameters
    ----------
    time, signal : (n,)
        The window; time[0] > 0, increasing.
    components
        At least one; frequencies and powers are starts where they are to be fitted.

    Raises
    ------
    ArgumentError
        If one is no array (n,) of finite real numbers, there are fewer data than unknowns, time
        does not start after 0 and increase, a constant is to tell a frequency or power, or a
        phase frequency * time exceeds 1e12.
    ComputationError
        If the fit does not converge, cannot tell the components apart within the window, or finds
        what double precision cannot hold.

    Examples
    --------
    >>> import numpy as np
    >>> from higgs_num.signals import Oscillation, fit
    >>> t = np.linspace(1.0, 50.0, 1001)
    >>> found = fit(t, 0.9 + 0.1 * np.cos(1.8 * t), [Oscillation(1.7, fit_frequency=True)])
    >>> found.residual < 1e-9
    True
    """
    return _fit(stretch(time, signal), _model(components))


def _model(components: Any) -> _Model:
    if not isinstance(components, list | tuple) or not components:
        rule = "be a sequence of one Oscillation or more"
        raise ArgumentError("components", rule, repr(components))
    return _Model(tuple(instance("components", one, Oscillation) for one in components))


def _fit(given: Stretch, model: _Model) -> Fit:
    check_count(given.time, 2 * model.unknowns)
    if given.time[0] <= 0.0:
        raise ArgumentError("time", "start after 0", float(given.time[0]))
    start = model.start
    for c in model.components:
        if not c.frequency * given.last <= LARGEST_PHASE:
            rule = f"have frequencies <= {LARGEST_PHASE / given.last:.6g}, whose phase has digits"
            raise ArgumentError("components", rule, c.frequency)
    if start:
        check_varies(given.signal, "frequency or power")
    units = exponent(given.time), exponent(given.signal)
    here = given.in_units(*units)
    scaled = _Model(
        tuple(
            replace(c, frequency=restored(c.frequency, units[0], "phase frequency * time"))
            for c in model.components
        )
    )
    scale = float(np.ptp(here.signal)) or 1.0
    # About its mean: beside a large constant, rounding would drown a small oscillation.
    centre = float(np.mean(here.signal))
    target = (here.signal - centre) / scale

    def solve(free: Vector) -> tuple[Vector, Vector, int]:
        columns = scaled.columns(here.time, free)
        found, _, rank, _ = np.linalg.lstsq(columns, target, rcond=None)
        coefficients = found.astype(np.float64)
        return coefficients, (columns @ coefficients - target).astype(np.float64), int(rank)

    def residuals(free: Vector) -> Vector:
        return solve(free)[1]

    free = np.asarray(scaled.start)
    if start:
        from scipy.optimize import least_squares

        found = least_squares(residuals, free, x_scale="jac", xtol=1e-13, ftol=1e-13, gtol=1e-13)
        if not found.success:
            raise ComputationError(f"The fit of {len(start)} parameters did not converge")
        free = found.x
    coefficients, residual, rank = solve(free)
    if rank < coefficients.size:
        raise ComputationError(
            f"The window tells only {rank} of {coefficients.size} terms of the fit apart"
        )
    columns = scaled.columns(here.time, free)
    jacobian = np.stack([*columns.T, *scaled.slopes(here.time, columns, coefficients)], axis=1)
    changes = _changes(scaled, free, coefficients, math.log(float(given.time[0])))
    coefficients = coefficients * scale
    coefficients[0] += centre
    found_here = _assemble(here, scaled.at(free), coefficients)
    mean = restored(float(coefficients[0]), units[1], "mean")
    components = tuple(_outside(one, *units) for one in found_here)
    named = list(_named(model, mean, components))
    sizes = _sizes(named, restored(scale, units[1], "scale"), restored(1.0, -units[0], "frequency"))
    return Fit(
        mean,
        components,
        restored(float(np.max(np.abs(residual))) * scale, units[1], "residual"),
        (float(given.time[0]), given.last),
        estimates(named, jacobian, residual, changes, sizes),
    )


def _named(
    model: _Model, mean: float, components: Sequence[FittedOscillation]
) -> Iterator[Estimate]:
    yield Estimate("mean", mean, None)
    for k, (asked, one) in enumerate(zip(model.components, components, strict=True), 1):
        yield _number(f"frequency {k}", one.frequency, asked.fit_frequency)
        yield _number(f"power {k}", one.power, asked.fit_power)
        yield Estimate(f"amplitude {k}", one.amplitude, None)
        yield Estimate(f"phase {k}", one.phase, None)


def _number(name: str, value: float, is_free: bool) -> Estimate:
    return Estimate(name, value, None if is_free else 0.0, kept=not is_free)


def _sizes(named: Sequence[Estimate], signal: float, frequency: float) -> list[float]:
    """Return the units of `_changes`; amplitudes change by shares of themselves."""
    units = {"mean": signal, "frequency": frequency}
    return [
        one.value if one.name.startswith("amplitude") else units.get(one.name.split()[0], 1.0)
        for one in named
        if not one.kept
    ]


def _changes(model: _Model, free: Vector, coefficients: Vector, log_start: float) -> Vector:
    """Return how mean, frequencies, powers, ln amplitudes and phases change with what is fitted.

    log_start : ln of the first time; there the envelope is 1, which at time 1 the amplitude is
    """
    width = coefficients.size + free.size
    unit = np.eye(width)
    rows = [unit[0]]
    place, searched = 1, coefficients.size
    for asked, (frequency, _, corrections) in zip(model.components, model.at(free), strict=True):
        a, b = coefficients[place], coefficients[place + 1]
        square = a * a + b * b
        with np.errstate(divide="ignore", invalid="ignore"):
            amplitude = (a * unit[place] + b * unit[place + 1]) / square
            phase = (b * unit[place] - a * unit[place + 1]) / square
        sign = math.copysign(1.0, frequency)
        place += 2 * (corrections + 1)
        if asked.fit_frequency:
            rows.append(sign * unit[searched])
            searched += 1
        if asked.fit_power:
            rows.append(unit[searched])
            amplitude = amplitude + log_start * unit[searched]
            searched += 1
        rows += [amplitude, sign * phase]
    return np.stack(rows)


def _assemble(
    here: Stretch, components: Iterator[tuple[float, float, int]], coefficients: Vector
) -> Iterator[FittedOscillation]:
    place = 1
    for frequency, power, corrections in components:
        cosine, sine = float(coefficients[place]), float(coefficients[place + 1])
        place += 2 * (corrections + 1)
        # The envelope is 1 where the window starts.
        ahead = power * math.log2(float(here.time[0]))
        amplitude = restored(math.hypot(cosine, sine), ahead, "amplitude")
        # A search may end at the same oscillation with the other sign.
        phase = math.copysign(1.0, frequency) * math.atan2(-sine, cosine)
        yield FittedOscillation(abs(frequency), power, amplitude, phase)


def _outside(one: FittedOscillation, time: int, signal: int) -> FittedOscillation:
    """Return a component found in units of 2^time and 2^signal in the units of the data."""
    return replace(
        one,
        frequency=restored(one.frequency, -time, "frequency"),
        amplitude=restored(one.amplitude, signal + one.power * time, "amplitude"),
    )


def measure(
    time: Vector,
    signal: Vector,
    components: Sequence[Oscillation],
    windows: Sequence[tuple[float, float]],
    *quantities: Callable[[Fit], float],
) -> tuple[Measured, ...]:
    """Fit in several windows, the most trusted last; return each quantity with its spread.

    Raises
    ------
    ArgumentError
        As `fit`, or if a window is no pair of a start and a later stop or holds too few times,
        or a quantity is no function.
    ComputationError
        As `fit`, or if a quantity is no finite number.

    Examples
    --------
    >>> import numpy as np
    >>> from higgs_num.signals import Oscillation, measure
    >>> t = np.linspace(1.0, 50.0, 1001)
    >>> signal = 0.9 + 0.1 * np.cos(1.8 * t)
    >>> found = measure(t, signal, [Oscillation(1.8)], [(1, 25), (25, 50)], lambda one: one.mean)
    >>> round(found[0].value, 9)
    0.9
    """
    given, model = stretch(time, signal), _model(components)
    pairs = real_array("windows", windows, ndim=2)
    if pairs.shape[0] == 0 or pairs.shape[1] != 2:
        raise ArgumentError("windows", "be pairs (start, stop)", f"of shape {pairs.shape}")
    for quantity in quantities:
        function("quantities", quantity)
    parts = []
    for start, stop in pairs.tolist():
        part = given.within(start, stop)
        if part.time.size < 2 * model.unknowns:
            rule = f"hold at least {2 * model.unknowns} times each"
            raise ArgumentError("windows", rule, f"{part.time.size} in [{start:g}, {stop:g}]")
        parts.append(part)
    fits = [_fit(part, model) for part in parts]
    return tuple(Measured.spread(_values(quantity, fits)) for quantity in quantities)


def _values(quantity: Callable[[Fit], float], fits: Sequence[Fit]) -> list[float]:
    try:
        return [finite("quantities", quantity(one)) for one in fits]
    except (ArgumentError, ArithmeticError) as error:
        raise ComputationError(f"A measured quantity is no finite number: {error}") from None
