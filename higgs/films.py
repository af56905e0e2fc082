"""`higgs.film` and `higgs.conductivity`: films of the laboratory, their mode and sigma(omega)."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any, overload

from numpy.typing import ArrayLike

from higgs_num.currents.conductivity import Direction
from higgs_num.films import (
    Film,
    FilmConductivity,
    Prediction,
    clean_of,
    film_conductivity,
    predict,
    predict_all,
    read_films,
)
from higgs_num.inputs import real_array
from higgs_sym.ground.errors import ArgumentError, quoted


@overload
def film(
    Tc_K: float | None = None,
    *,
    rate_meV: float | None = None,
    concentration: float | None = None,
    slope_meV: float | None = None,
    Tc0_K: float | None = None,
    ratio: float | None = None,
    material: str | None = None,
    temperature_K: float = 0.0,
    name: str = "film",
    gap_meV: float | None = None,
) -> Prediction: ...


@overload
def film(
    Tc_K: float | Sequence[float] | Sequence[Film] | str | os.PathLike[str] | None = None,
    *,
    rate_meV: float | Sequence[float] | None = None,
    concentration: float | Sequence[float] | None = None,
    slope_meV: float | None = None,
    Tc0_K: float | None = None,
    ratio: float | None = None,
    material: str | None = None,
    temperature_K: float | Sequence[float] = 0.0,
    name: str | Sequence[str] = "film",
    gap_meV: float | Sequence[float] | None = None,
) -> Prediction | list[Prediction]: ...


def film(
    Tc_K: float | Sequence[float] | Sequence[Film] | str | os.PathLike[str] | None = None,
    *,
    rate_meV: float | Sequence[float] | None = None,
    concentration: float | Sequence[float] | None = None,
    slope_meV: float | None = None,
    Tc0_K: float | None = None,
    ratio: float | None = None,
    material: str | None = None,
    temperature_K: float | Sequence[float] = 0.0,
    name: str | Sequence[str] = "film",
    gap_meV: float | Sequence[float] | None = None,
) -> Prediction | list[Prediction]:
    """Say of a film where its amplitude mode is; of several, of each.

        higgs.film(9.0, Tc0_K=15.0).peak               # meV
        higgs.film([9.0, 12.0], Tc0_K=15.0)            # a list
        higgs.film("films.csv", material="NbN")        # as `higgs film`

    Parameters
    ----------
    Tc_K
        Transition temperature in kelvin, a sequence of them, a sequence of `Film`, or the path of
        a CSV file with columns name, gap_meV and one of Tc_K, rate_meV, concentration.
    rate_meV
        Instead: 1/tau_s as an energy, hbar/tau_s, in meV; or a sequence.
    concentration, slope_meV
        Instead: of impurities, in any unit, and meV of rate for one of it.
    Tc0_K, ratio, material
        T_c of the film without impurities and its 2 Delta/(k T_c), 3.528 unless given; what is not
        given is that of the material (`higgs_num.films.MATERIALS`).
    temperature_K
        At which; or a sequence.
    name, gap_meV
        Name of the film, and its measured Delta (not 2 Delta) at low temperature in meV, which
        must not contradict the rest. Of several films: one each, or left out (they are then called
        1, 2, ...).

    Returns
    -------
    Prediction, or a list of them if anything is told for several films or temperatures
        Energies in meV.

    Raises
    ------
    ArgumentError
        If a film is told in no way or two, numbers contradict each other, or it is no
        superconductor at this temperature.
    FileError
        If the CSV file cannot be read.

    Examples
    --------
    >>> import higgs
    >>> print(f"{higgs.film(12.5, Tc0_K=15.0).peak:.3f} meV")
    3.866 meV
    >>> [one.film.name for one in higgs.film([9.0, 12.5], Tc0_K=15.0, name=["A", "B"])]
    ['A', 'B']
    """
    clean = clean_of(material, Tc0_K, ratio)
    own: dict[str, Any] = {"rate_meV": rate_meV, "concentration": concentration, "gap_meV": gap_meV}
    if isinstance(Tc_K, str | os.PathLike):
        _left_out(own, "a file tells films")
        films = read_films(Tc_K, slope_meV=slope_meV)
    elif isinstance(Tc_K, list | tuple) and any(isinstance(one, Film) for one in Tc_K):
        _left_out({**own, "slope_meV": slope_meV}, "films are given")
        films = list(Tc_K)  # `predict_all` refuses a list of both
    else:
        own["Tc_K"] = Tc_K
        several = {key: _numbers(key, value) for key, value in own.items() if _many(value)}
        if not several:
            one = Film(name, slope_meV=slope_meV, **own)  # type: ignore[arg-type]
            if not _many(temperature_K):
                return predict(one, clean, temperature_K)  # type: ignore[arg-type]
            films = [one]
        else:
            films = _each(several, own, name, slope_meV)
    heats: Any = temperature_K
    return predict_all(films, clean, _numbers("temperature_K", heats) if _many(heats) else [heats])


def conductivity(
    Tc_K: float,
    *,
    frequency_THz: ArrayLike,
    Tc0_K: float | None = None,
    ratio: float | None = None,
    material: str | None = None,
    temperature_K: float = 0.0,
    current: float = 0.0,
    direction: Direction = "parallel",
) -> FilmConductivity:
    """Return sigma(omega)/sigma_N of a film, as `higgs conductivity --tc`.

    Parameters
    ----------
    Tc_K
        Its transition temperature in kelvin.
    frequency_THz
        (n,) ordinary frequencies omega/2 pi.
    Tc0_K, ratio, material
        As of `film`: the film without impurities.
    temperature_K
        At which.
    current, direction
        A dc current over the depairing current, J/J_dp, from 0 to 1, and the field against it,
        "parallel" or "perpendicular".

    Returns
    -------
    FilmConductivity
        With `frequency_THz`, complex `sigma` over sigma_N, `error`; notebooks draw it.

    Raises
    ------
    ArgumentError
        If numbers contradict each other, or the film is no superconductor at this temperature.

    Examples
    --------
    >>> import higgs
    >>> seen = higgs.conductivity(9.0, Tc0_K=15.0, temperature_K=4.0, frequency_THz=[0.5, 1.0])
    >>> seen.sigma.round(4)
    array([0.2054+1.6339j, 0.5356+0.5224j])
    """
    clean, film = clean_of(material, Tc0_K, ratio), Film("film", Tc_K=Tc_K)
    return film_conductivity(
        film, clean, frequency_THz, temperature_K, current=current, direction=direction
    )


def _each(
    several: dict[str, list[float]],
    own: dict[str, Any],
    name: str | Sequence[str],
    slope_meV: float | None,
) -> list[Film]:
    """Return as many films as the sequences are long."""
    first, count = next((key, len(values)) for key, values in several.items())
    names = [str(k + 1) for k in range(count)] if isinstance(name, str) else list(name)
    for key, size in ({key: len(v) for key, v in several.items()} | {"name": len(names)}).items():
        if size != count:
            raise ArgumentError(key, f"have as many values as {first}, {count}", size)
    for key, value in own.items():
        if key not in several and value is not None:
            raise ArgumentError(key, f"be a sequence, as {first} is", quoted(value))
    rows: list[dict[str, Any]] = [{key: several[key][k] for key in several} for k in range(count)]
    return [Film(one, slope_meV=slope_meV, **row) for one, row in zip(names, rows, strict=True)]


def _many(value: Any) -> bool:
    return isinstance(value, list | tuple) or getattr(value, "ndim", 0) > 0


def _numbers(name: str, value: Any) -> list[float]:
    found: list[float] = real_array(name, value).tolist()
    return found


def _left_out(given: dict[str, Any], why: str) -> None:
    for name, value in given.items():
        if value is not None:
            raise ArgumentError(name, f"be left out where {why}", quoted(value))
