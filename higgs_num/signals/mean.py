"""Signals of which no more than a mean is known: constants, noise, too few values."""

import math

import numpy as np

from higgs_num.signals.description import Description, Kind
from higgs_num.signals.local import Envelope
from higgs_num.signals.measured import Measured
from higgs_num.signals.stretch import Stretch


def constant_with_noise(here: Stretch, seen: Envelope, kind: Kind) -> Description:
    """Return the mean; its error from means of windows, every second of which is independent."""
    means = seen.mean[::2] if seen.mean.size > 6 else seen.mean
    middle = float(np.mean(means))
    half = 3.0 * float(np.std(means, ddof=1)) / math.sqrt(means.size)
    return Description(
        kind,
        (float(here.time[0]), here.last),
        (),
        asymptote=Measured(middle, half),
        noise=float(np.std(here.signal)),
    )


def only_mean(here: Stretch, window: tuple[float, float]) -> Description:
    """Describe a signal by the range of its second half."""
    part = here.signal[here.signal.size // 2 :]
    half = 0.5 * float(np.ptp(part))
    middle = 0.5 * float(np.max(part) + np.min(part))
    return Description(Kind.UNDETERMINED, window, (), asymptote=Measured(middle, 2.0 * half))
