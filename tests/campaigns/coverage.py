"""How often the intervals of `describe` hold the truth: signals drawn at random, truths known.

    python -m tests.campaigns.coverage [SIGNALS]

prints the table of docs/signals.md. Nothing of the package makes the signals.
"""

import math
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.special import ellipj, ellipk

from higgs_num.signals import Description, Kind, Law, Measured, describe

Vector = NDArray[np.float64]
NOISES = (0.0, 1e-8, 1e-6, 1e-4, 1e-3, 1e-2)


@dataclass(frozen=True)
class Drawn:
    """A signal, what it is, and the numbers that it was made of."""

    time: Vector
    signal: Vector
    kind: Kind
    law: Law | None
    truth: dict[str, float]


def _times(draw: np.random.Generator, last: float) -> Vector:
    n = int(draw.integers(300, 3000))
    if draw.random() < 0.25:
        return np.sort(draw.uniform(0.0, last, n))
    return np.linspace(0.0, last, n)


def _noisy(draw: np.random.Generator, y: Vector, scale: float) -> Vector:
    noise = float(draw.choice(NOISES)) * scale
    white = draw.standard_normal(y.size)
    if draw.random() < 0.3:
        made = np.empty_like(white)
        made[0] = white[0]
        for k in range(1, y.size):
            made[k] = 0.6 * made[k - 1] + 0.8 * white[k]
        white = made
    return y + noise * white


def _law(name: str) -> Callable[[np.random.Generator], Drawn]:
    def make(draw: np.random.Generator) -> Drawn:
        omega = draw.uniform(1.0, 3.0)
        last = 2.0 * math.pi / omega * draw.uniform(12.0, 100.0)
        t = _times(draw, last)
        mean, amplitude, phase = (
            draw.uniform(0.3, 1.2),
            draw.uniform(0.02, 0.3),
            draw.uniform(-3, 3),
        )
        truth = {"asymptote": mean, "frequency": omega}
        x = t + draw.uniform(0.5, 2.0)  # a start that the law does not know: terms in 1/t
        drift = 0.0
        if name == "power 1/2":
            law, shown, drift = x**-0.5, Law.POWER, draw.uniform(0.0, 0.03)
            truth["exponent"] = 0.5
        elif name == "power 3/2":
            law, shown = x**-1.5, Law.POWER
            truth["exponent"] = 1.5
        elif name == "exponential":
            rate = draw.uniform(2.0, 6.0) / last
            law, shown = np.exp(-rate * t), Law.EXPONENTIAL
            truth["rate"] = rate
        else:
            law, shown = np.ones_like(t) + draw.uniform(0, 1) * np.exp(-10.0 * t / last), Law.NONE
            truth["amplitude"] = amplitude
        y = mean + amplitude * law * np.cos(omega * t - drift * np.log(x) + phase)
        if shown is Law.POWER:
            y = y + draw.uniform(-0.1, 0.1) * amplitude / x
        kind = Kind.PERSISTENT if shown is Law.NONE else Kind.DAMPED
        return Drawn(t, _noisy(draw, y, amplitude), kind, shown, truth)

    return make


def _wave(draw: np.random.Generator) -> Drawn:
    high, low = draw.uniform(0.7, 1.2), draw.uniform(0.05, 0.6)
    m = 1.0 - (low / high) ** 2
    period = 2.0 * float(ellipk(m)) / high
    last = period * draw.uniform(12.0, 60.0)
    t = _times(draw, last)
    y = high * ellipj(high * (t - draw.uniform(0.0, period)), m)[2]
    y = y + 0.1 * np.exp(-draw.uniform(12.0, 30.0) * t / last) * np.cos(2.0 * t)
    truth = {"minimum": low, "maximum": high, "period": period}
    return Drawn(t, _noisy(draw, y, high - low), Kind.WAVE, Law.NONE, truth)


def _zero(draw: np.random.Generator) -> Drawn:
    rate = draw.uniform(0.3, 1.0)
    last = draw.uniform(16.0, 40.0) / rate
    t = _times(draw, last)
    x = t + draw.uniform(0.5, 2.0)
    y = x**-1.5 * np.exp(-rate * t)
    truth = {"rate": rate, "exponent of zero": 1.5}
    return Drawn(t, _noisy(draw, y, 0.01 * float(y[0])), Kind.ZERO, None, truth)


def _finite(draw: np.random.Generator) -> Drawn:
    """A sum over levels, with its revival: mean + sum over eps of cos(2 E t) eps^2/E^2 ..."""
    gap, cutoff, n = draw.uniform(0.6, 1.2), 8.0, int(draw.integers(150, 400))
    eps = cutoff * (np.arange(n) + 0.5) / n
    E = np.hypot(eps, gap)
    revival = math.pi * n / cutoff
    last = revival * draw.uniform(1.2, 1.8)
    t = np.linspace(0.0, last, int(draw.integers(1500, 3000)))
    y = 1.0 + 0.1 * (np.cos(2.0 * np.outer(t, E)) / E**2).sum(axis=1) * cutoff / n
    truth = {"asymptote": 1.0, "frequency": 2.0 * gap, "exponent": 0.5, "revival": revival}
    return Drawn(t, _noisy(draw, y, 0.02), Kind.DAMPED, Law.POWER, truth)


def _constant(draw: np.random.Generator) -> Drawn:
    t = _times(draw, 100.0)
    y = np.full_like(t, 0.7)
    return Drawn(t, y, Kind.CONSTANT, None, {"asymptote": 0.7})


def _noise(draw: np.random.Generator) -> Drawn:
    t = _times(draw, 100.0)
    y = 0.7 + 1e-3 * draw.standard_normal(t.size)
    return Drawn(t, y, Kind.CONSTANT, None, {"asymptote": 0.7})


MAKERS: dict[str, Callable[[np.random.Generator], Drawn]] = {
    "power 1/2": _law("power 1/2"),
    "power 3/2": _law("power 3/2"),
    "exponential": _law("exponential"),
    "persistent": _law("persistent"),
    "wave": _wave,
    "decay to zero": _zero,
    "finite levels": _finite,
    "constant": _constant,
    "noise alone": _noise,
}


def measured(found: Description) -> Iterator[tuple[str, Measured]]:
    """Yield what was measured, by the names of the truths."""
    for name in ("asymptote", "frequency", "amplitude", "minimum", "maximum", "period", "rate"):
        value = getattr(found, name)
        if value is not None:
            yield name, value
    if found.exponent is not None:
        yield "exponent of zero", found.exponent
    if found.decay is not None and found.decay.exponent is not None:
        yield "exponent", found.decay.exponent
    if found.decay is not None and found.decay.rate is not None:
        yield "rate", found.decay.rate


@dataclass
class Tally:
    """What came out for one kind of signal."""

    signals: int = 0
    kinds: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    wrong: int = 0
    covered: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))
    ratio: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def add(self, one: Drawn, found: Description) -> None:
        self.signals += 1
        self.kinds[str(found.kind)] += 1
        self.wrong += wrong(one, found)
        for name, value in measured(found):
            if name not in one.truth or (name == "exponent" and one.law is not Law.POWER):
                continue
            error = abs(value.value - one.truth[name])
            self.covered[name].append(error <= value.uncertainty + 1e-13)
            self.ratio[name].append(value.uncertainty / max(error, 1e-15))


def wrong(one: Drawn, found: Description) -> bool:
    """Whether another kind or law is stated with confidence."""
    open_ = (Kind.UNDETERMINED,)
    if found.kind not in (one.kind, *open_):
        # A constant with noise is no oscillation; an oscillation below noise may be called none.
        return True
    if one.law is None or found.decay is None or found.kind in open_:
        return False
    fine = {one.law, Law.UNDETERMINED, Law.BOTH, Law.CROSSOVER}
    return found.decay.law not in fine


def study(signals: int, seed: int = 1) -> dict[str, Tally]:
    """Return the tallies of so many signals of each kind."""
    tallies = {}
    for place, (name, make) in enumerate(MAKERS.items()):
        tally = tallies[name] = Tally()
        for k in range(signals):
            one = make(np.random.default_rng((seed, place, k)))
            tally.add(one, describe(one.time, one.signal))
    return tallies


def table(tallies: dict[str, Tally]) -> str:
    """Return the table of the docs."""
    lines = [
        "| signal | number | wrong kind or law | quantity | found | covered | half-width/error |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, tally in tallies.items():
        for quantity, inside in tally.covered.items():
            share = 100.0 * sum(inside) / len(inside)
            ratio = float(np.median(tally.ratio[quantity]))
            lines.append(
                f"| {name} | {tally.signals} | {tally.wrong} | {quantity} | {len(inside)} "
                f"| {share:.0f} % | {ratio:.2g} |"
            )
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(study(int(sys.argv[1]) if len(sys.argv) > 1 else 200)))
