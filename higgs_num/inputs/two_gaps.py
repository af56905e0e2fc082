"""The gaps of a quench and the cutoff above them."""

from higgs_sym.ground.errors import ArgumentError, finite, positive


def check_gaps(gap_initial: float, gap_final: float, cutoff: float) -> None:
    """Raise `ArgumentError` unless both gaps are > 0 and the cutoff is above them."""
    positive("gap_initial", gap_initial)
    positive("gap_final", gap_final)
    largest = max(gap_initial, gap_final)
    if finite("cutoff", cutoff) <= largest:
        raise ArgumentError("cutoff", f"be > the larger gap, {largest:.6g}", cutoff)
