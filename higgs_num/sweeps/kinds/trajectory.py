"""Outputs that all runs in time share."""

from collections.abc import Iterable

from higgs_num.core.arrays import Vector
from higgs_num.inputs import SavedTimes
from higgs_num.results.units import ENERGY, ONE, TIME
from higgs_num.sweeps.kinds.kind import Computed, Output, Point
from higgs_num.sweeps.outcome import CLASSES, outcome

LAWS = ("none", "power", "exponential", "power and exponential", "crossover", "undetermined")

OUTPUTS: dict[str, Output] = {
    "gap": Output(ENERGY, "pairing amplitude Delta(t)", ("time",)),
    "asymptote": Output(ENERGY, "mean of Delta(t) at the end"),
    "frequency": Output(ENERGY, "angular frequency of the strongest oscillation"),
    "amplitude": Output(ENERGY, "its amplitude at the end"),
    "exponent": Output(ONE, "p of amplitude ~ t^-p in the second half"),
    "class": Output(ONE, "what Delta(t) has come to by the end", classes=CLASSES),
    "law": Output(ONE, "law of the decay, by `signals.describe`", classes=LAWS),
    "law_exponent": Output(ONE, "exponent of that law"),
    "law_exponent_error": Output(ONE, "half-width of its interval"),
    "law_rate": Output(ENERGY, "damping rate of that law"),
    "law_rate_error": Output(ENERGY, "half-width of its interval"),
    "law_asymptote": Output(ENERGY, "limit of Delta(t), by `signals.describe`"),
    "law_asymptote_error": Output(ENERGY, "half-width of its interval"),
    "law_frequency": Output(ENERGY, "frequency, by `signals.describe`"),
    "law_frequency_error": Output(ENERGY, "half-width of its interval"),
}
USUAL = ("gap", "asymptote", "frequency", "amplitude", "exponent", "class")


SHARED = ("t_max", "save_every")  # fix the saved times


def saved_times(point: Point) -> dict[str, tuple[Vector, str]]:
    """Return the times of a point, the dimension that all runs in time share."""
    saved = SavedTimes(float(point["t_max"]), float(point["save_every"]), None)
    return {"time": (saved.times, TIME)}


def outputs_of(time: Vector, gap: Vector, wanted: Iterable[str]) -> Computed:
    """Return those of OUTPUTS that are wanted of Delta(t), (nt,) both."""
    names = set(wanted)
    found: Computed = {"gap": gap}
    if names & {"asymptote", "frequency", "amplitude", "exponent", "class"}:
        found.update(outcome(time, gap))
    if any(name.startswith("law") for name in names):
        found.update(_law(time, gap))
    return found


def _law(time: Vector, gap: Vector) -> Computed:
    from higgs_num.signals import Measured, describe

    told = describe(time, gap)
    decay = told.decay
    found: Computed = {"law": LAWS.index(str(decay.law)) if decay else LAWS.index("undetermined")}
    parts: dict[str, Measured | None] = {
        "law_exponent": decay.exponent if decay else told.exponent,
        "law_rate": decay.rate if decay else told.rate,
        "law_asymptote": told.asymptote,
        "law_frequency": told.frequency,
    }
    for name, one in parts.items():
        found[name] = float("nan") if one is None else one.value
        found[f"{name}_error"] = float("nan") if one is None else one.uncertainty
    return found
