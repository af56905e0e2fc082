"""Calls on trajectories and formulas of others."""

import numpy as np

from higgs_num.foreign import Setting
from higgs_num.signals import describe
from tests.campaigns.calls import Call

NONE = ("None",)

QUICK = (
    Call(
        "Setting",
        Setting,
        {
            "gap_initial": lambda: 0.5,
            "gap_final": lambda: 1.0,
            "cutoff": lambda: 10.0,
            "rate_s": lambda: 0.125,
            "rate_u": lambda: 0.25,
            "temperature": lambda: 0.5,
            "step": lambda: 0.01,
        },
        numbers=("gap_initial", "gap_final", "cutoff", "rate_s", "rate_u", "temperature", "step"),
        may={
            **dict.fromkeys(("gap_initial", "gap_final", "step"), NONE),
            "cutoff": (*NONE, "inf"),
        },
    ),
    Call(
        "describe",
        describe,
        {
            "time": lambda: np.linspace(0.0, 50.0, 200),
            "signal": lambda: np.cos(np.linspace(0.0, 50.0, 200)),
        },
        plain=lambda found: found.plain(),
    ),
)
