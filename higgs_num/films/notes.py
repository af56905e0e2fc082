"""What a reader of predictions must be told beside the numbers."""

from collections.abc import Sequence

from higgs_num.films.clean import Clean
from higgs_num.films.prediction import Prediction

WEAK = 1e-3  # ratios nearer to weak coupling count as it: who types 3.528 means it
NAMED = 8  # films of a note, at most


def occupations(clean: Clean, temperature: float, heat: float) -> str | None:
    """Return what T/Delta(T) = heat is at a temperature in kelvin; None in weak coupling or at 0.

    Another ratio rescales energies at the same T/T_c, and levels stay occupied as they were.
    """
    factor = clean.factor
    if abs(factor - 1.0) < WEAK or heat == 0.0:
        return None
    return (
        f"occupations are those of weak coupling at this T/T_c: k T = {heat:.4g} Delta; "
        f"{temperature:g} K alone would be {heat / factor:.4g} Delta"
    )


def occupations_of(found: Sequence[Prediction]) -> str | None:
    """Return the same for a table, with its first warm film; None if there is none to be told."""
    for one in found:
        told = occupations(one.clean, one.state.temperature, one.state.heat)
        if told is not None:
            return f"{told} (film {one.film.name}; every film and T > 0 alike)"
    return None


def is_broad(one: Prediction) -> bool:
    """Whether the peak is wider than its own frequency: a broad maximum, no resonance."""
    return one.peak is not None and one.full_width is not None and one.full_width > one.peak


def broad_ones(found: Sequence[Prediction]) -> str | None:
    """Return which peaks are no resonances any more; None if all are."""
    broad = [one for one in found if is_broad(one)]
    if not broad:
        return None
    warm = len({one.state.temperature for one in found}) > 1
    names = [one.film.name + (f" at {one.state.temperature:g} K" if warm else "") for one in broad]
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    told = ", ".join(names[:NAMED]) + more
    return f"width above peak, a broad maximum and no resonance any more: {told}"
