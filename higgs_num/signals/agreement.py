"""Whether a measured number agrees with what it must be: the one rule of all comparisons."""

# A disagreement counts as one only if it exceeds the tolerance by this many standard errors.
SIGMAS = 3.0


def agrees(deviation: float, tolerance: float, uncertainty: float) -> bool | None:
    """Return True or False if the numbers decide it, None if the uncertainty is too large.

    deviation : distance from agreement, or signed excess over a bound
    tolerance : largest accepted deviation, > 0
    uncertainty : standard error of what was measured, >= 0
    """
    margin = SIGMAS * uncertainty
    within = deviation <= tolerance and uncertainty <= tolerance
    # A bound may be met by far more than an uncertainty that exceeds the tolerance.
    if within or deviation + margin <= tolerance:
        return True
    return False if deviation > tolerance + margin else None
