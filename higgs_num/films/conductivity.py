"""sigma(omega) of a film of the laboratory: kelvin and THz in, sigma over sigma_N out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from higgs_num.core.arrays import Vector
from higgs_num.currents import Conductivity, conductivity, flowing
from higgs_num.currents.conductivity import Direction
from higgs_num.films.clean import Clean
from higgs_num.films.film import Film
from higgs_num.films.notes import occupations
from higgs_num.films.state import State, state
from higgs_num.inputs import real_array
from higgs_num.inputs.laboratory import energy_factor
from higgs_num.response.any_state import is_cold
from higgs_num.response.susceptibility import Complex, Real
from higgs_sym.ground.errors import ArgumentError, finite
from higgs_sym.ground.progress import Progress, silent
from higgs_sym.ground.shown import Shown

NO_HEAT = 1e-100  # T/Delta, whose square is nothing; sums over frequencies of it overflow


@dataclass(frozen=True)
class FilmConductivity(Shown):
    """sigma(omega)/sigma_N of a film, convention exp(-i omega t).

    frequency_THz : (n,)
    state : of the film without the current
    current : dc current over the depairing current, J/J_dp
    gap_meV : Delta(T) under the current
    found : the same in units of this gap, with the parts of sigma

    Examples
    --------
    >>> from higgs_num.films import Clean, Film, film_conductivity
    >>> seen = film_conductivity(Film("A", Tc_K=9.0), Clean(15.0), [0.5, 1.0], temperature=4.0)
    >>> seen.sigma.round(4)
    array([0.2054+1.6339j, 0.5356+0.5224j])
    """

    film: Film
    clean: Clean
    state: State
    current: float
    gap_meV: float
    frequency_THz: Vector
    found: Conductivity

    @property
    def gap_THz(self) -> float:
        """Delta(T) under the current as a frequency, Delta/h."""
        return self.gap_meV * energy_factor("gap", "meV", "THz")

    @property
    def sigma(self) -> Complex:
        """(n,) complex, sigma/sigma_N."""
        return self.found.sigma

    @property
    def error(self) -> Real:
        """(n,) estimate of its |error|."""
        return self.found.error

    @property
    def occupations(self) -> str | None:
        """What is to be known of T/Delta(T) where the ratio is not that of weak coupling."""
        return occupations(self.clean, self.state.temperature, self.found.temperature)


def film_conductivity(
    film: Film,
    clean: Clean,
    frequency_THz: ArrayLike,
    temperature: float = 0.0,
    *,
    current: float = 0.0,
    direction: Direction = "parallel",
    progress: Progress = silent,
) -> FilmConductivity:
    """Return sigma(omega)/sigma_N of a film at a temperature in kelvin.

    frequency_THz : (n,) ordinary frequencies, omega/2 pi
    current : dc current J/J_dp, from 0 to 1
    direction : of the field against the dc current

    Raises
    ------
    ArgumentError
        As `state`, `higgs_num.currents.flowing` and `higgs_num.currents.conductivity`.

    Examples
    --------
    >>> from higgs_num.films import Clean, Film, film_conductivity
    >>> seen = film_conductivity(Film("A", Tc_K=9.0), Clean(15.0, ratio=3.92), 1.0, temperature=4.0)
    >>> print(seen.occupations)
    occupations are those of weak coupling at this T/T_c: k T = 0.2098 Delta; 4 K alone would be 0.1888 Delta
    """  # noqa: E501
    at = state(film, clean, temperature)
    current = finite("current", current)
    if not 0.0 <= current <= 1.0:
        raise ArgumentError("current", "be J/J_dp, in [0, 1]", current)
    f = np.atleast_1d(real_array("frequency", frequency_THz, ndim=None))
    if np.any(f <= 0.0):
        raise ArgumentError("frequency", "be > 0, in THz", float(f[f <= 0.0][0]))
    rate, T = at.rate_meV / clean.gap_meV, at.heat * at.gap_meV / clean.gap_meV
    if at.heat < NO_HEAT:
        T = 0.0
    flow = flowing(current, rate, T)
    gap_meV = flow.gap * clean.gap_meV
    heat = T / flow.gap
    found = conductivity(
        f / (gap_meV * energy_factor("gap", "meV", "THz")),
        flow.alpha,
        0.0 if is_cold(heat) else heat,
        share=flow.rate_q / flow.rate if flow.rate > 0.0 else 0.0,
        direction=direction,
        progress=progress,
    )
    return FilmConductivity(film, clean, at, current, gap_meV, f, found)
