"""One realisation of the disorder: random blocks of H, in the basis where they are diagonal.

In the Nambu basis of one spin, H = [[h_up, Delta], [Delta*, h_down]] with the real symmetric
blocks h_up = eps + V_s + V_u and h_down = -eps + V_s - V_u. Spin-flip scatterers V_s enter both
with the same sign, potential scatterers V_u with opposite signs. A uniform Delta couples the
eigenvectors of the two blocks through the overlaps Q alone.
"""

import math
from dataclasses import dataclass

import numpy as np
from scipy.linalg import eigh

from higgs_num.core.arrays import Vector
from higgs_num.levels import Levels


@dataclass(frozen=True, eq=False)
class Sample:
    """Eigenvalues `up`, `down` (N,) of the blocks and overlaps `Q` (N, N) of their eigenvectors.

    H = [[diag(up), Delta Q], [Delta* Q^T, diag(down)]]; `spacing` is that of the bare levels.
    """

    up: Vector
    down: Vector
    Q: Vector
    spacing: float


@dataclass(frozen=True, eq=False)
class GroundState:
    """Negative-energy states of a sample at one real gap.

    `energies` (2N,) are all eigenvalues of H; `a`, `b` (N, n) are the upper and lower components
    of the n occupied states; `coupling` is the lambda of (10) for which the gap is
    self-consistent in this sample.
    """

    energies: Vector
    a: Vector
    b: Vector
    coupling: float


def symmetric_gaussian(size: int, variance: float, generator: np.random.Generator) -> Vector:
    """Return a matrix of the Gaussian orthogonal ensemble with Var V_kk' = variance, k != k'."""
    draws = generator.standard_normal((size, size))
    return math.sqrt(variance / 2.0) * (draws + draws.T)


def sample(
    cutoff: float, levels: int, rate_s: float, rate_u: float, seed: int, index: int
) -> Sample:
    """Return realisation `index` of the disorder; the same arguments give the same numbers.

    `levels` equally spaced bare levels in [-cutoff, cutoff]; rates 1/tau_s and 1/tau_u in the
    unit of `cutoff`. Var V_kk' = spacing/(2 pi tau) makes the Born rate equal 1/tau.
    """
    grid = Levels.uniform(cutoff, levels)
    spacing = float(grid.weights[0])
    generator = np.random.default_rng(np.random.SeedSequence([seed, levels, index]))
    # Both matrices are always drawn, so that one kind does not depend on the other's rate.
    V_s, V_u = (
        symmetric_gaussian(levels, spacing * rate / (2.0 * math.pi), generator)
        for rate in (rate_s, rate_u)
    )
    bare = np.diag(grid.energies)
    up, up_vectors = eigh(bare + V_s + V_u)
    down, down_vectors = eigh(-bare + V_s - V_u)
    return Sample(up, down, np.ascontiguousarray(up_vectors.T @ down_vectors), spacing)


def hamiltonian(disorder: Sample, gap: float) -> Vector:
    """Return H (2N, 2N) at a real gap, in the eigenbasis of the blocks."""
    pairing = gap * disorder.Q
    return np.block([[np.diag(disorder.up), pairing], [pairing.T, np.diag(disorder.down)]])


def ground_state(disorder: Sample, gap: float) -> GroundState:
    """Return the state in which every negative-energy level at `gap` is occupied."""
    energies, vectors = eigh(hamiltonian(disorder, gap))
    occupied = int(np.count_nonzero(energies < 0.0))
    size = disorder.up.size
    a = np.ascontiguousarray(vectors[:size, :occupied])
    b = np.ascontiguousarray(vectors[size:, :occupied])
    anomalous = float(np.vdot(b, disorder.Q.T @ a))
    return GroundState(energies, a, b, -gap / (disorder.spacing * anomalous))
