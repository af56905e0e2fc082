"""Peak of the absorption and threshold of any state; all but clean or cold counts as such."""

from functools import lru_cache

from higgs_num.response.peaks import Peak, peak
from higgs_num.response.susceptibility import SMALLEST_ALPHA, gap_edge
from higgs_num.response.thermal import COLDEST


def is_clean(alpha: float) -> bool:
    """Whether alpha is too small for the response: width and shift are below 5e-4 Delta."""
    return alpha < SMALLEST_ALPHA


def is_cold(heat: float) -> bool:
    """Whether T/Delta(T) is below what the response at a temperature supports.

    T = 0 takes its place. At T/Delta = 1e-3 it changes peak and width by 2e-12 up to alpha = 0.9,
    where excited levels are exp(-Delta_th/T), by 8e-5 at most about alpha = 1, where the gap
    closes, and by 4e-7 at alpha = 10, as T^2: a test measures it.
    """
    return heat < COLDEST


@lru_cache(maxsize=512)
def absorption(alpha: float, heat: float) -> Peak | None:
    """Return the peak of Im(1/D^R) at T/Delta(T) = heat, None if clean or largest at omega = 0."""
    if is_clean(alpha):
        return None
    return peak(alpha, "absorption", temperature=0.0 if is_cold(heat) else heat)


def threshold(alpha: float) -> float:
    """Return 2 Delta_th."""
    return 2.0 if is_clean(alpha) else 2.0 * gap_edge(alpha)
