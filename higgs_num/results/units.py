"""Units of what is recorded: all follow from the one energy unit of the inputs (hbar = 1)."""

ENERGY = "energy unit of the inputs"
ENERGY_SQUARED = "(energy unit)^2"
TIME = "1/energy unit"
ONE = "1"
