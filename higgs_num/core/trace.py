"""Kernels that go from saved time to saved time and record Delta, the energy, the change of |S|."""

import numpy as np

from higgs_num.core import driven, splitting
from higgs_num.core.arrays import Indices, Vector
from higgs_num.core.blocks import BLOCK
from higgs_num.core.compile import kernel
from higgs_num.core.observables import largest_change, observe


@kernel
def free_spins(state: Vector, Px: Vector) -> Vector:
    """Return weights times S (b, 3 BLOCK) of a state of `core.splitting`."""
    S = state.copy()
    for b in range(S.shape[0]):
        block, shift = S[b], Px[b]
        for i in range(BLOCK):
            block[i] += shift[i]
    return S


@kernel
def driven_spins(state: Vector, Px: Vector, P: Vector) -> Vector:
    """Return weights times S (b, 3 BLOCK) of a state of `core.driven`."""
    S = np.empty((state.shape[0], 3 * BLOCK))
    for b in range(S.shape[0]):
        block, spins, shift, ax = state[b], S[b], Px[b], P[b]
        spins[:] = block[: 3 * BLOCK]
        for i in range(BLOCK):
            spins[i] += shift[i] + ax[i] * block[driven.C + i]
    return S


@kernel
def trace_free(
    state: Vector, tables: Vector, Px: Vector, offset: float,
    hidden: Vector, hidden_tables: Vector, hidden_Px: Vector, P: Vector,
    counts: Indices, weights: Vector, h: float, steps: int, turns: int,
    half_lambdas: Vector, at_saves: Vector, levels: Vector, record: Vector,
) -> tuple[Vector, Vector]:  # fmt: skip
    """Return the state and the hidden sector (no blocks: none) after `record.shape[0]` saves.

    half_lambdas (n, steps, turns), at_saves (n,): lambda/2 at every B and after every save, for
    each save or, with n = 1, alike for all.
    """
    angles = np.empty((steps, turns, 2))
    for save in range(record.shape[0]):
        which = save % at_saves.size
        state = splitting.advance(
            state, tables, counts, weights, h, half_lambdas[which], offset, angles
        )  # fmt: skip
        S = free_spins(state, Px)
        gap, energy, change = observe(S, levels, at_saves[which])
        if hidden.shape[0] > 0:
            hidden = driven.follow(hidden, hidden_tables, P, counts, weights, angles)
            change = largest_change(S, driven_spins(hidden, hidden_Px, P), levels)
        record[save, 0], record[save, 1], record[save, 2] = gap, energy, change
    return state, hidden


@kernel
def trace_driven(
    state: Vector, tables: Vector, Px: Vector, offset: float, P: Vector,
    counts: Indices, weights: Vector, h: float,
    half_lambdas: Vector, at_saves: Vector, levels: Vector, record: Vector,
) -> Vector:  # fmt: skip
    """Return the state after `record.shape[0]` saves; as `trace_free`."""
    for save in range(record.shape[0]):
        which = save % at_saves.size
        state = driven.advance(
            state, tables, P, counts, weights, h, half_lambdas[which], offset
        )  # fmt: skip
        S = driven_spins(state, Px, P)
        record[save, 0], record[save, 1], record[save, 2] = observe(S, levels, at_saves[which])
    return state
