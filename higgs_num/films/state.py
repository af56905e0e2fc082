"""A film at a temperature: pair breaking and gap, before anything is asked of its response."""

from dataclasses import dataclass

from higgs_num.equilibrium.pair_breaking import (
    CLEAN_TRANSITION,
    CRITICAL_RATE,
    gap,
    rate_of_transition,
    transition,
)
from higgs_num.films.clean import Clean
from higgs_num.films.film import Film
from higgs_num.films.materials import MATERIALS
from higgs_num.response.susceptibility import LARGEST_ALPHA
from higgs_num.response.thermal import HOTTEST
from higgs_sym.ground.errors import ArgumentError, instance, nonnegative, told

CONTRADICTION = 0.15  # by which a measured gap may differ from that of T_c and the ratio


@dataclass(frozen=True)
class State:
    """A film at a temperature.

    temperature: in kelvin.
    alpha: 1/(tau_s Delta(T)).
    heat: T/Delta(T) of the theory, in weak coupling at the same T/T_c: what levels are occupied by.
    With another ratio it is ratio/3.528 times k T/Delta(T) of the numbers here (see `Clean`).
    Tc_K: transition temperature in kelvin.
    rate_meV: 1/tau_s as an energy, hbar/tau_s, in meV.
    gap_meV: the order parameter Delta(T) in meV.

    Examples
    --------
    >>> from higgs_num.films import Clean, Film, state
    >>> found = state(Film("A", Tc_K=12.5), Clean(15.0), temperature=4.2)
    >>> print(f"alpha = {found.alpha:.6f}, Delta = {found.gap_meV:.6f} meV")
    alpha = 0.130678, Delta = 2.040963 meV
    """

    temperature: float
    alpha: float
    heat: float
    Tc_K: float
    rate_meV: float
    gap_meV: float


def rate_of(film: Film, clean: Clean) -> float:
    """Return the rate of a film in units of Delta_00.

    Raises
    ------
    ArgumentError
        If T_c is above that of the clean film, or the rate ends superconductivity.
    """
    if film.Tc_K is not None:
        if film.Tc_K > clean.Tc0_K:
            rule = f"be <= T_c0, {told(clean.Tc0_K)} K ({_whose(clean)}, or take the film out)"
            raise ArgumentError(f"Tc_K of {film.where}", rule, film.Tc_K)
        return rate_of_transition(film.Tc_K / clean.Tc0_K)
    if film.rate_meV is not None:
        name, value, slope = "rate_meV", film.rate_meV, 1.0
    else:
        assert film.concentration is not None
        assert film.slope_meV is not None
        name, value, slope = "concentration", film.concentration, film.slope_meV
    rate = value * slope / clean.gap_meV
    if rate >= CRITICAL_RATE:
        most = CRITICAL_RATE * clean.gap_meV / slope
        rule = f"leave a superconductor, 1/tau_s < Delta_00/2: be < {told(most)}"
        raise ArgumentError(f"{name} of {film.where}", rule, value)
    return rate


def _whose(clean: Clean) -> str:
    """Return what to do about a T_c0: mend it, or give it where it came with a material."""
    known = MATERIALS.get(clean.material or "")
    if known is not None and known.Tc0_K == clean.Tc0_K:
        return (
            f"that of {known.name} in the table of materials; give --tc0, that of your clean film"
        )
    return "mend --tc0"


def state(film: Film, clean: Clean, temperature: float = 0.0) -> State:
    """Return the state of a film at a temperature in kelvin.

    Raises
    ------
    ArgumentError
        As `rate_of`; if the temperature is not below T_c, or so close to it that T > 100 Delta(T);
        if alpha > 100, next to the end of superconductivity; or if a measured gap differs by more
        than 15 % from that of T_c and the ratio.

    Examples
    --------
    >>> from higgs_num.films import Clean, Film, state
    >>> print(f"{state(Film('A', rate_meV=0.3), Clean(15.0)).Tc_K:.6f} K")
    12.176656 K
    """
    film, clean = instance("film", film, Film), instance("clean", clean, Clean)
    T = nonnegative("temperature", temperature)
    rate = rate_of(film, clean)
    Tc = film.Tc_K if film.Tc_K is not None else transition(rate) * clean.Tc0_K
    if Tc <= T:
        raise ArgumentError("temperature", f"be below T_c of {film.where}, {Tc:.6g} K", T)
    cold = gap(rate)
    if cold * LARGEST_ALPHA < rate:
        rule = f"leave 1/(tau_s Delta) <= {LARGEST_ALPHA:g} (superconductivity all but ends here)"
        raise ArgumentError(film.where, rule, rate / cold if cold > 0.0 else "beyond")
    _check_measured(film, clean, cold)
    reduced = T / clean.Tc0_K * CLEAN_TRANSITION
    now = gap(rate, reduced)
    if now * HOTTEST < reduced or now * LARGEST_ALPHA < rate:
        rule = f"be further below T_c of {film.where}, {Tc:.6g} K: T and 1/tau_s <= 100 Delta(T)"
        raise ArgumentError("temperature", rule, T)
    return State(T, rate / now, reduced / now, Tc, rate * clean.gap_meV, now * clean.gap_meV)


def _check_measured(film: Film, clean: Clean, cold: float) -> None:
    if film.gap_meV is None:
        return
    expected = cold * clean.gap_meV
    share = film.gap_meV / expected
    if abs(share - 1.0) > CONTRADICTION:
        rule = (
            f"be within {100 * CONTRADICTION:g} % of {expected:.4g} meV, which pair breaking and "
            f"the ratio {clean.ratio:.4g} give (Delta, not 2 Delta; "
            f"it would need --ratio {clean.ratio * share:.3g})"
        )
        raise ArgumentError(f"gap_meV of {film.where}", rule, film.gap_meV)
