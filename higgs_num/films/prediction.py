"""What the theory says of films: energies in meV, temperatures in kelvin, times in ps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from higgs_num.films.clean import Clean
from higgs_num.films.film import Film
from higgs_num.films.mode import mode
from higgs_num.films.state import State, state
from higgs_num.inputs.laboratory import energy_factor, time_factor
from higgs_sym.ground.errors import ArgumentError, instance, listed, nonnegative, quoted
from higgs_sym.ground.progress import Progress, silent
from higgs_sym.ground.shown import Shown

WIDTH = 34  # of the meanings, where a prediction is printed
MOST = 10_000  # films times temperatures; at T > 0 each takes about 0.2 s
# What is told of a film, with its meaning; all of them energies.
ENERGIES: Mapping[str, str] = {
    "rate": "1/tau_s",
    "gap": "Delta(T)",
    "threshold": "2 Delta_th",
    "peak": "peak of Im(1/D^R)",
    "full_width": "its full width at half maximum",
    "pole_real": "Re of the second-sheet pole, T = 0",
    "pole_imag": "Im of it",
    "closure_mode": "omega_H of Eq. (9)",
    "printed_13": "Eq. (13) as printed",
}


@dataclass(frozen=True)
class Prediction(Shown):
    """A film at a temperature; energies in meV, None where there is no such thing (see `Mode`).

    decay_ps: hbar/|Im| of the pole, in which its oscillation falls to 1/e.

    Examples
    --------
    >>> from higgs_num.films import Clean, Film, predict
    >>> seen = predict(Film("A", Tc_K=12.5), Clean(15.0))
    >>> print(f"peak {seen.peak:.3f} meV = {seen.peak_THz:.3f} THz, decay {seen.decay_ps:.3f} ps")
    peak 3.866 meV = 0.935 THz, decay 1.044 ps
    >>> print(seen)
    film A: T_c = 12.5 K, T = 0 K
      alpha = 1/(tau_s Delta)               0.1295
      1/tau_s                               0.2667 meV    0.06449 THz
      Delta(T)                               2.059 meV      0.498 THz
      2 Delta_th                             2.643 meV     0.6392 THz
      peak of Im(1/D^R)                      3.866 meV     0.9348 THz
      its full width at half maximum         2.284 meV     0.5522 THz
      Re of the second-sheet pole, T = 0     3.506 meV     0.8478 THz
      Im of it                             -0.6306 meV    -0.1525 THz
      omega_H of Eq. (9)                      4.11 meV     0.9939 THz
      Eq. (13) as printed                    4.084 meV     0.9876 THz
      hbar/|Im of the pole|                  1.044 ps
      clean film: T_c0 = 15 K, 2 Delta/(k T_c) = 3.528
    """

    film: Film
    clean: Clean
    state: State
    peak: float | None
    full_width: float | None
    threshold: float
    pole_real: float | None
    pole_imag: float | None
    closure_mode: float | None
    printed_13: float | None

    @property
    def rate(self) -> float:
        """1/tau_s."""
        return self.state.rate_meV

    @property
    def gap(self) -> float:
        """Delta(T)."""
        return self.state.gap_meV

    @property
    def decay_ps(self) -> float | None:
        """Decay time of the pole in ps."""
        if self.pole_imag is None:
            return None
        return 1.0 / (abs(self.pole_imag) * time_factor("decay", "ps", "meV"))

    @property
    def peak_THz(self) -> float | None:
        """Peak as an ordinary frequency, energy over h."""
        return _terahertz(self.peak)

    @property
    def full_width_THz(self) -> float | None:
        """Full width of the peak as an ordinary frequency."""
        return _terahertz(self.full_width)

    @property
    def energies(self) -> dict[str, float | None]:
        """All energies by their names in `ENERGIES`."""
        return {name: getattr(self, name) for name in ENERGIES}

    def __str__(self) -> str:
        """Return what is told of the film, line by line with its unit."""
        at = self.state
        lines = [
            f"film {self.film.name}: T_c = {at.Tc_K:.4g} K, T = {at.temperature:g} K",
            f"  {'alpha = 1/(tau_s Delta)':<{WIDTH}} {at.alpha:>9.4g}",
        ]
        for name, value in self.energies.items():
            if value is not None:
                told = f"{value:>9.4g} meV {_terahertz(value):>10.4g} THz"
                lines.append(f"  {ENERGIES[name]:<{WIDTH}} {told}")
        if self.decay_ps is not None:
            lines.append(f"  {'hbar/|Im of the pole|':<{WIDTH}} {self.decay_ps:>9.4g} ps")
        clean = f"T_c0 = {self.clean.Tc0_K:g} K, 2 Delta/(k T_c) = {self.clean.ratio:.4g}"
        return "\n".join([*lines, f"  clean film: {clean}"])


def predict(film: Film, clean: Clean, temperature: float = 0.0) -> Prediction:
    """Return where a film shows its amplitude mode, at a temperature in kelvin.

    Raises
    ------
    ArgumentError
        As `state`: no superconductor at this temperature, or numbers that contradict each other.

    Examples
    --------
    >>> from higgs_num.films import Clean, Film, predict
    >>> seen = predict(Film("B", Tc_K=12.5), Clean(15.0), temperature=4.2)
    >>> print(f"peak {seen.peak:.3f} meV, width {seen.full_width:.3f} meV")
    peak 3.832 meV, width 2.249 meV
    """
    return _predicted(film, clean, state(film, clean, temperature))


def predict_all(
    films: Sequence[Film],
    clean: Clean,
    temperatures: Sequence[float] = (0.0,),
    *,
    progress: Progress = silent,
) -> list[Prediction]:
    """Return the prediction for every film at every temperature, film by film.

    All are checked before any work.

    Raises
    ------
    ArgumentError
        As `predict`; for no film or temperature, one twice, or more than 10,000 rows.

    Examples
    --------
    >>> from higgs_num.films import Clean, Film, predict_all
    >>> films = [Film("A", Tc_K=14.2), Film("B", Tc_K=12.5)]
    >>> [f"{one.film.name}: {one.peak:.3f} meV" for one in predict_all(films, Clean(15.0))]
    ['A: 4.343 meV', 'B: 3.866 meV']
    """
    every, clean = listed("films", films, Film), instance("clean", clean, Clean)
    if not isinstance(temperatures, list | tuple):
        raise ArgumentError("temperatures", "be a list of numbers", quoted(temperatures))
    heats = [nonnegative("temperature", one) for one in temperatures]
    for name, found in (("films", [one.name for one in every]), ("temperatures", heats)):
        if not found:
            raise ArgumentError(name, "be one at least", "none")
        double = [one for k, one in enumerate(found) if one in found[:k]]
        if double:
            raise ArgumentError(name, "be told once each", f"{double[0]} twice")
    if len(every) * len(heats) > MOST:
        rule = f"be at most {MOST:,} together with the temperatures (split the file)"
        raise ArgumentError("films", rule, len(every) * len(heats))
    states = [(film, state(film, clean, T)) for film in every for T in heats]
    made = []
    for film, at in states:
        made.append(_predicted(film, clean, at))
        progress(len(made) / len(states))
    return made


def _terahertz(value: float | None) -> float | None:
    return None if value is None else value * energy_factor("unit", "meV", "THz")


def _predicted(film: Film, clean: Clean, at: State) -> Prediction:
    found = mode(at.alpha, at.heat)

    def energy(value: float | None) -> float | None:
        return None if value is None else value * at.gap_meV

    pole = found.pole
    return Prediction(
        film,
        clean,
        at,
        energy(found.peak),
        energy(found.full_width),
        found.threshold * at.gap_meV,
        energy(None if pole is None else pole.real),
        energy(None if pole is None else pole.imag),
        energy(found.closure_mode),
        energy(found.printed_13),
    )
