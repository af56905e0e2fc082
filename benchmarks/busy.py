"""A kind that keeps a core busy for as long as it is told."""

import time
from typing import Any

from higgs_num.sweeps.kinds import Kind, Output, Parameter

NAME = "benchmarks.busy:BUSY"


def _compute(point: Any, outputs: tuple[str, ...]) -> Any:
    end = time.perf_counter() + float(point["seconds"])
    while time.perf_counter() < end:
        pass
    return {name: float(point["x"]) for name in outputs}


BUSY = Kind(
    "busy",
    "nothing",
    {"x": Parameter("1", "number"), "seconds": Parameter("1", "how long", 0.0)},
    {"y": Output("1", "the number again")},
    ("y",),
    _compute,
    lambda point: float(point["seconds"]),
    (__file__,),
)
