"""The state of a march as named arrays and plain numbers, and back with the same bits."""

from typing import Any

import numpy as np

from higgs_num.kinetic.follow import Following, Method, Setting, Trajectory
from higgs_num.kinetic.history import Block, History, Tile
from higgs_num.kinetic.lobatto import lobatto
from higgs_num.kinetic.low_rank import Factors
from higgs_num.kinetic.march import Functions, March
from higgs_num.kinetic.vertical import Vertical
from higgs_num.results.sealed import Arrays, named

TILE_ARRAYS = ("U", "C", "after", "before")
RUN_ARRAYS = ("lengths", "gap", "energy", "retarded", "keldysh", "weights")


def of_following(following: Following) -> tuple[dict[str, Any], Arrays]:
    """Return how far a quench has come as a header and arrays."""
    march = following.march
    history, previous = march.history, march.previous
    assert previous is not None  # at least one panel is done
    end = history.last + 1
    arrays: Arrays = {
        "A": march.A[:, :end], "B": march.B[:, :end], "weights": history.weights,
        "previous_U": previous[0], "previous_C": previous[1],
        "done": np.array(following.done), "waiting": np.array(following.waiting),
        "gap": np.array(following.gap), "energy": np.array(following.energy),
        **{f"rest_{name}": getattr(march.rest, name) for name in Functions._fields},
    }  # fmt: skip
    for place, tile in enumerate(history.tiles):
        arrays.update({f"tile{place}_{name}": getattr(tile, name) for name in TILE_ARRAYS})
    blocks = [*history.blocks, *([] if history.growing is None else history.growing[:1])]
    for place, block in enumerate(blocks):
        for name, factors in (("U", block.U), ("C", block.C)):
            for site, one in enumerate(factors):
                key = f"block{place}_{name}{site}"
                arrays[f"{key}_right"] = one.right
                if one.left is not None:
                    arrays[f"{key}_left"] = one.left
    header = {
        "length": previous[2],
        "last": history.last,
        "tile": history.tile,
        "growing": history.growing is not None,
        "tiles": [[one.begin, one.size] for one in history.tiles],
        "blocks": [[one.begin, one.end, one.left, one.right] for one in blocks],
        "norm_change": following.norm_change,
        "sweeps": following.sweeps,
        "time": following.time,
        "cutting": following.cutting,
    }
    return header, arrays


def following_of(
    setting: Setting, method: Method, header: dict[str, Any], arrays: Arrays
) -> Following:
    """Rebuild what `of_following` told, for the same setting and method."""
    panel, sites = lobatto(method.points), setting.chain.sites
    tiles = []
    for place, (begin, size) in enumerate(header["tiles"]):
        U, C, after, before = (arrays[f"tile{place}_{name}"] for name in TILE_ARRAYS)
        low = tuple(np.zeros(one.shape, dtype=np.complex64) for one in (after, before, C))
        tile = Tile(begin, size, U, C, after, before, (low[0], low[1], low[2]))
        tile.settle()
        tiles.append(tile)
    blocks = [
        Block(*place, *(_factors(arrays, f"block{i}_{name}", sites) for name in ("U", "C")))
        for i, place in enumerate(header["blocks"])
    ]
    growing = blocks.pop() if header["growing"] else None
    history = History(
        panel, method.compress, header["tile"], arrays["weights"], tiles, blocks,
        [one.single() for one in blocks],
        None if growing is None else (growing, growing.single()), header["last"],
    )  # fmt: skip
    march = March(
        setting.chain, Vertical.of(setting.still), panel, method.tolerance, history,
        arrays["A"], arrays["B"],
        Functions(*(arrays[f"rest_{name}"] for name in Functions._fields)),
        (arrays["previous_U"], arrays["previous_C"], header["length"]),
    )  # fmt: skip
    return Following(
        march, arrays["waiting"].tolist(), arrays["done"].tolist(),
        list(arrays["gap"]), list(arrays["energy"]),
        header["norm_change"], header["sweeps"], header["time"], whole=True,
        cutting=header["cutting"],
    )  # fmt: skip


def of_trajectory(trajectory: Trajectory, prefix: str) -> tuple[dict[str, Any], Arrays]:
    """Return a finished run as a header and arrays; its two-time functions are not kept."""
    arrays = {prefix + name: getattr(trajectory, name) for name in RUN_ARRAYS}
    header = {
        "points": trajectory.panel.order,
        "norm_change": trajectory.norm_change,
        "sweeps": trajectory.sweeps,
        "iterated": trajectory.iterated,
        "memory": trajectory.memory,
    }
    return header, arrays


def trajectory_of(header: dict[str, Any], arrays: Arrays, prefix: str) -> Trajectory:
    """Rebuild what `of_trajectory` told."""
    held = named(arrays, prefix)
    lengths, gap, energy, retarded, keldysh, weights = (held[name] for name in RUN_ARRAYS)
    return Trajectory(
        lobatto(header["points"]), lengths, gap, energy,
        header["norm_change"], header["sweeps"], header["iterated"],
        retarded, keldysh, weights, header["memory"], None,
    )  # fmt: skip


def _factors(arrays: Arrays, key: str, sites: int) -> tuple[Factors, ...]:
    return tuple(
        Factors(arrays.get(f"{key}{site}_left"), arrays[f"{key}{site}_right"])
        for site in range(sites)
    )
