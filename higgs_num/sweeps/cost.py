"""What a sweep costs before it begins: time, storage, and how long so many cores take."""

import math
import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from higgs_num.inputs.effort import Effort
from higgs_num.sweeps.plan import Plan
from higgs_sym.ground.errors import ArgumentError, integer

MOST_SECONDS = 86_400.0  # on one core
MOST_DISK = 0.5  # share of what is free
SAMPLES = 64  # points that are looked at
# Measured (docs/sweeps.md, `python -m benchmarks.sweeps`): what a point costs beside its
# computation, on its worker and in the driver, which one process does for all workers.
WORKER_OVERHEAD = 3e-4
DRIVER_OVERHEAD = 2e-4
POINT_BYTES = 400.0  # of what is stored of a point beside its outputs
COMPRESSED = 0.9  # of a trajectory, as zstd leaves it


@dataclass(frozen=True)
class Cost:
    """The estimate for a plan, to a factor of about three.

    points; seconds on one core; bytes of the store.

    Examples
    --------
    >>> from higgs_num.sweeps import Plan, cost
    >>> cost(Plan("steady", {"gap_initial": "0.1:2:5"})).points
    5
    """

    points: int
    seconds: float
    storage: float

    def hours(self, cores: int) -> float:
        """Return the wall time in hours on so many cores: never less than the driver takes."""
        cores = integer("cores", cores, least=1)
        shared = (self.seconds + self.points * WORKER_OVERHEAD) / cores
        return max(shared, self.points * DRIVER_OVERHEAD) / 3600.0

    @property
    def told(self) -> str:
        """The estimate in words."""
        work = f"{self.points:,} points"
        return f"{work}: {Effort(self.seconds, self.storage, work).told} of storage"

    def check(self, path: Path, *, allow_large: bool) -> None:
        """Raise `ArgumentError` if it takes more than a day or half of the free disk, unallowed."""
        if allow_large:
            return
        rule = f"be set (--allow-large) for {self.told}"
        if self.seconds > MOST_SECONDS:
            raise ArgumentError("allow_large", f"{rule} (limit a day)", False)
        folder = path.resolve().parent
        free = shutil.disk_usage(folder if folder.is_dir() else Path.cwd()).free
        if self.storage > MOST_DISK * free:
            raise ArgumentError("allow_large", f"{rule} (half of the disk is {free / 2e9:.3g} GB)",
                                False)  # fmt: skip


def cost(plan: Plan) -> Cost:
    """Return what a plan costs; refined points, which nobody knows yet, are not counted.

    Examples
    --------
    >>> from higgs_num.sweeps import Plan, cost
    >>> cost(Plan("quench", {"gap_initial": "0.1:1.9:1000"})).seconds > 1
    True
    """
    count = len(plan)
    chosen = set(np.linspace(0, count - 1, min(count, SAMPLES)).astype(int).tolist())
    seconds = [plan.what.seconds(plan.point(k)) for k in sorted(chosen)]
    shared = plan.what.coordinates(plan.point(0))
    along = {name: values.size for name, (values, _) in shared.items()}
    numbers = sum(
        math.prod(along[dim] for dim in plan.what.outputs[name].dims) for name in plan.outputs
    )
    storage = count * (POINT_BYTES + 8.0 * COMPRESSED * numbers)
    return Cost(count, count * float(np.mean(seconds)), storage)
