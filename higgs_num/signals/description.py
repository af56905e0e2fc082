"""What a signal does, in words and numbers: the answer of `describe`."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from higgs_num.signals.measured import Measured
from higgs_sym.ground.shown import Shown


class Kind(StrEnum):
    """What a signal comes to.

    Examples
    --------
    >>> from higgs_num.signals import Kind
    >>> Kind("persistent oscillation").name
    'PERSISTENT'
    """

    CONSTANT = "constant"
    DAMPED = "damped oscillation"
    PERSISTENT = "persistent oscillation"
    WAVE = "anharmonic wave"
    ZERO = "decay to zero"
    GROWING = "growing oscillation"
    UNDETERMINED = "undetermined"


class Law(StrEnum):
    """How the amplitude of an oscillation falls.

    Examples
    --------
    >>> from higgs_num.signals import Law
    >>> Law("power").name
    'POWER'
    """

    NONE = "none"
    POWER = "power"
    EXPONENTIAL = "exponential"
    BOTH = "power and exponential"
    CROSSOVER = "crossover"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True)
class Decay:
    """t^-exponent exp(-rate t).

    exponent, rate : None where the law has none
    early, late : of a crossover, the exponents of the first and the last third

    Examples
    --------
    >>> import numpy as np
    >>> from higgs_num.signals import describe
    >>> t = np.linspace(1.0, 100.0, 2001)
    >>> decay = describe(t, 0.9 + 0.1 * np.cos(1.8 * t) / np.sqrt(t)).decay
    >>> str(decay.law), round(decay.exponent.value, 3)
    ('power', 0.5)
    """

    law: Law
    exponent: Measured | None = None
    rate: Measured | None = None
    early: float | None = None
    late: float | None = None

    def __str__(self) -> str:
        if self.law is Law.CROSSOVER:
            return f"crossover, local exponent {self.early:.3g} early, {self.late:.3g} late"
        parts = [str(self.law)]
        if self.exponent is not None:
            parts.append(f"exponent {self.exponent}")
        if self.rate is not None:
            parts.append(f"rate {self.rate}")
        return ", ".join(parts)


@dataclass(frozen=True)
class Description(Shown):
    """What a signal does; every `Measured` here is a value and the half-width of its interval.

    The interval covers the truth in 95 % of cases or more (docs/signals.md has the table), for
    signals like those of the study: it holds noise, the choice of windows and neglected terms.

    kind : what it comes to
    window : first and last time that were used
    transient_ends : time from which on the law holds
    asymptote : mean of an oscillation, or its limit; of a wave the middle of its turning points
    frequency : angular
    amplitude : of the oscillation, times time^exponent for a power law; half of the wave's span
    phase : of cos(frequency t + phase), in radians; for a law t^(-1/2) less its drift nu ln t
    decay : how the amplitude falls
    minimum, maximum, period : of a persistent oscillation or a wave
    rate, exponent : of a decay to zero, t^-exponent exp(-rate t)
    revival : time at which oscillations return, as of levels that are too few
    noise : root mean square of what is left
    reasons : what was chosen, and why; what could not be concluded

    Examples
    --------
    >>> import numpy as np
    >>> from higgs_num.signals import describe
    >>> t = np.linspace(1.0, 100.0, 2001)
    >>> found = describe(t, 0.9 + 0.1 * np.cos(1.8 * t) / np.sqrt(t))
    >>> str(found.kind), round(found.asymptote.value, 6)
    ('damped oscillation', 0.9)
    """

    kind: Kind
    window: tuple[float, float]
    reasons: tuple[str, ...]
    transient_ends: float | None = None
    asymptote: Measured | None = None
    frequency: Measured | None = None
    amplitude: Measured | None = None
    phase: Measured | None = None
    decay: Decay | None = None
    minimum: Measured | None = None
    maximum: Measured | None = None
    period: Measured | None = None
    rate: Measured | None = None
    exponent: Measured | None = None
    revival: float | None = None
    noise: float | None = None

    def plain(self) -> dict[str, Any]:
        """Return it as JSON types; a measured number is [value, half-width]."""

        def one(value: Any) -> Any:
            if isinstance(value, Measured):
                return [value.value, value.uncertainty]
            if isinstance(value, Decay):
                return {name: one(getattr(value, name)) for name in value.__dataclass_fields__}
            if isinstance(value, tuple):
                return list(value)
            return str(value) if isinstance(value, StrEnum) else value

        return {name: one(getattr(self, name)) for name in self.__dataclass_fields__}

    def __str__(self) -> str:
        lines = [f"{self.kind}, from t = {self.window[0]:.6g} to {self.window[1]:.6g}"]
        for name in self.__dataclass_fields__:
            value = getattr(self, name)
            if value is None or name in ("kind", "window", "reasons"):
                continue
            shown = f"{value:.6g}" if isinstance(value, float) else str(value)
            lines.append(f"  {name.replace('_', ' '):<14} {shown}")
        return "\n".join([*lines, *(f"  {reason}" for reason in self.reasons)])
