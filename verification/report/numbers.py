"""Numbers as a reader wants them: no more digits than the tolerance can resolve, no fewer."""

import math

# More help nobody; report.json has them all.
MOST_DIGITS = 12


def digits(value: float, resolution: float) -> int:
    """Return how many significant digits of `value` show steps of a tenth of `resolution`."""
    if value == 0.0 or resolution <= 0.0:
        return MOST_DIGITS
    leading = math.floor(math.log10(abs(value)))
    last = math.floor(math.log10(resolution)) - 1
    return min(max(leading - last + 1, 2), MOST_DIGITS)


def shown(value: float, resolution: float) -> str:
    """Return `value` rounded to a tenth of `resolution`, as text."""
    return f"{value:.{digits(value, resolution)}g}"


def measured(value: float, uncertainty: float, tolerance: float) -> str:
    """Return `value +- uncertainty` as text, or `value` alone if it is exact."""
    if uncertainty == 0.0:
        return shown(value, tolerance)
    return f"{shown(value, min(tolerance, uncertainty))} ± {uncertainty:.2g}"


def seconds(value: float) -> str:
    """Return a duration as text, to about two digits."""
    if value < 0.0005:
        return "< 1 ms"
    if value < 0.095:
        return f"{value * 1e3:.0f} ms"
    if value < 59.95:
        return f"{value:.1f} s"
    minutes, rest = divmod(round(value), 60)
    return f"{minutes} min {rest} s"
