"""The diagrams of quenches of any strength: plans beside, and what they gave, as shipped.

`closure`: Eq. (9); `exact`: the exact theory; `difference`: how far apart they are, and until when
they agree. Made by `python -m higgs_num.sweeps.diagrams.make FOLDER`.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from higgs_sym.ground.errors import one_of

if TYPE_CHECKING:
    import xarray

NAMES = ("closure", "exact", "difference")
FOLDER = Path(__file__).parent


@cache
def diagram(name: str) -> "xarray.Dataset":
    """Return the data of a diagram; energies in units of the final gap.

    closure : along `point`: closure, gap_initial, rate_s, rate_u; asymptote, frequency, amplitude,
        exponent, class; `refused`, why there is none (phase I, gapless, unstable)
    exact : (gap_initial, rate_s): the same, error, and damped_frequency, damping_rate of a damped
        oscillation where one is seen
    difference : (closure, gap_initial, rate_s): `agree_until`, the time up to which both Delta(t)
        differ by less than 5 % of the final gap, and `largest`, the largest difference

    Raises
    ------
    ArgumentError
        If there is none of that name.
    """
    import xarray

    return xarray.load_dataset(FOLDER / f"{one_of('name', name, NAMES)}.nc", engine="h5netcdf")
