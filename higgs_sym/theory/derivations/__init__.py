"""The derivations: one chain a file, the steps of each a function of the book of formulas."""

# Reading order. The name of a file is the id of its chain.
DERIVATIONS = (
    "rates",
    "clean_motion",
    "equilibrium",
    "threshold",
    "thermodynamics",
    "volkov_kogan",
    "thermal_volkov_kogan",
    "lax",
    "steady",
    "closure_mode",
    "response",
    "currents",
    "momentum",
    "relaxation",
    "keldysh",
    "kinetic",
    "kinetic_wide",
    "kinetic_motion",
)
