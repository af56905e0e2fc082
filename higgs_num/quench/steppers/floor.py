"""The smallest error that may be asked for."""

FLOOR = 1e-12  # of Delta(t) in gap_final: round-off
