"""A wire of the laboratory: what its inductance, gap and amplitude mode do as the current grows."""

from collections.abc import Sequence
from dataclasses import dataclass

from higgs_num.currents.density import superfluid_density
from higgs_num.currents.depairing import check_state, depairing
from higgs_num.currents.inductance import Inductance, inductance
from higgs_num.response.any_state import absorption, is_clean, threshold
from higgs_sym.ground.errors import ArgumentError, nonnegative
from higgs_sym.ground.progress import Progress, silent
from higgs_sym.ground.shown import Shown

MOST = 100_000


@dataclass(frozen=True)
class Row:
    """A wire at one current; energies in units of Delta_00.

    inductance : L_k(J)/L_k(0), both directions, and the state
    threshold : 2 eps_g, where absorption begins
    peak : of Im(1/D^R), the absorption of the amplitude mode; None if not asked for, or if its
        maximum is at zero frequency

    Examples
    --------
    >>> from higgs_num.currents import wire
    >>> row = wire([0.5]).rows[0]
    >>> print(f"{row.threshold:.6f}")
    1.669273
    """

    inductance: Inductance
    threshold: float
    peak: float | None


@dataclass(frozen=True)
class Wire(Shown):
    """A wire at several currents; J_dp in Delta_00^(3/2), n_s without current in Delta_00.

    Examples
    --------
    >>> from higgs_num.currents import wire
    >>> found = wire([0.0, 0.5], rate_s=0.1)
    >>> len(found.rows)
    2
    """

    rate_s: float
    temperature: float
    depairing: float
    density: float
    rows: tuple[Row, ...]


def wire(
    shares: Sequence[float],
    rate_s: float = 0.0,
    temperature: float = 0.0,
    *,
    peaks: bool = False,
    progress: Progress = silent,
) -> Wire:
    """Return a wire at the currents `shares` = J/J_dp.

    Parameters
    ----------
    shares
        Each in [0, 1].
    rate_s, temperature
        Of the wire without current, unit Delta_00.
    peaks
        Whether to look for the peak of the amplitude mode too (0.1 s each, more at T > 0).
    progress
        Told the done fraction.

    Raises
    ------
    ArgumentError
        If an argument breaks a rule above, or the wire is normal without current.

    Examples
    --------
    >>> from higgs_num.currents import wire
    >>> found = wire([0.0, 0.5, 0.9], rate_s=0.1)
    >>> [round(row.threshold, 6) for row in found.rows]
    [1.245159, 1.121231, 0.765449]
    """
    if not shares or len(shares) > MOST:
        raise ArgumentError("share", f"be 1 to {MOST:,} currents", len(shares))
    for one in shares:
        if nonnegative("share", one) > 1.0:
            rule = "be J/J_dp <= 1: a larger current is not carried without resistance"
            raise ArgumentError("share", rule, one)
    rate, T = check_state(rate_s, temperature)
    most = depairing(rate, T).current
    rows = []
    for one in shares:
        rows.append(_row(one, rate, T, peaks=peaks))
        progress(len(rows) / len(shares))
    return Wire(rate, T, most, superfluid_density(rate, T), tuple(rows))


def _row(share: float, rate_s: float, T: float, *, peaks: bool) -> Row:
    found = inductance(share, rate_s, T)
    state = found.state
    seen = None
    if peaks and is_clean(state.alpha):
        seen = 2.0 * state.gap
    elif peaks:
        top = absorption(state.alpha, T / state.gap)
        seen = None if top is None else top.omega * state.gap
    return Row(found, threshold(state.alpha) * state.gap, seen)
