"""A kind that costs what it is told, and hangs, dies or fails where it is told."""

import os
import time
from pathlib import Path
from typing import Any

import numpy as np

from higgs_num.sweeps.kinds import Kind, Output, Parameter
from higgs_sym.ground.errors import ArgumentError

NAME = "tests.higgs_num.sweeps.own:OWN"
TIMES = np.linspace(0.0, 1.0, 50)


def exact(x: float) -> Any:
    """What is computed at x, typed again by the tests' own hand."""
    return np.sin(x * TIMES)


def _compute(point: Any, outputs: tuple[str, ...]) -> Any:
    x = float(point["x"])
    time.sleep(float(point["seconds"]))
    match point["behave"]:
        case "hang":
            if x == 3.0:
                time.sleep(60.0)
        case "die":
            if x == 3.0:
                os._exit(9)
        case "fail":
            if x == 3.0:
                raise ArgumentError("x", "not be 3", x)
        case "nan":
            if x == 3.0:
                return {"curve": np.full(TIMES.size, np.nan), "top": 0.0, "side": 0}
        case "bug":
            if x == 3.0:
                raise KeyError("a fault")
        case marker if marker.startswith("once:"):
            # Fails the first time at this point: the marker says that it has.
            if x == 3.0 and not Path(marker.removeprefix("once:")).exists():
                Path(marker.removeprefix("once:")).touch()
                raise ArgumentError("x", "not be 3 at first", x)
        case marker if marker.startswith("/"):
            # Dies once at this point: the marker says that it has.
            if x == 3.0 and not Path(marker).exists():
                Path(marker).touch()
                os._exit(9)
    curve = np.sin(x * TIMES)
    found = {"curve": curve, "top": float(curve.max()), "side": int(x > float(point["border"]))}
    return {name: found[name] for name in outputs}


OWN = Kind(
    "own",
    "a sine",
    {
        "x": Parameter("1", "frequency"),
        "y": Parameter("1", "does nothing", 0.0),
        "seconds": Parameter("1", "how long it takes", 0.0),
        "behave": Parameter("1", "what goes wrong at x = 3", "well"),
        "border": Parameter("1", "where the class changes", 5.2),
    },
    {
        "curve": Output("1", "sin(x t)", ("time",)),
        "top": Output("1", "its largest value"),
        "side": Output("1", "on which side of the border", classes=("below", "above")),
    },
    ("curve", "top", "side"),
    _compute,
    lambda point: float(point["seconds"]),
    (os.environ.get("HIGGS_OWN_CODE", __file__),),
    lambda _point: {"time": (TIMES, "1")},
)
