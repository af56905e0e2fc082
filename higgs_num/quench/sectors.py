"""What each sector of particle-hole parity starts from and its sources."""

from dataclasses import dataclass

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.equilibrium.pseudospins import pseudospins
from higgs_num.levels import HalfLevels
from higgs_num.quench.parity import even_and_odd, seen_and_hidden
from higgs_num.quench.problem import Problem
from higgs_num.quench.sine import sin_theta, sin_theta_parts
from higgs_num.quench.sources import Sources, derived_W, sources


@dataclass(frozen=True)
class Sector:
    """Spins (3, n) at t = 0 and the sources of one sector, or of all levels together."""

    spins: Vector
    sources: Sources

    @property
    def empty(self) -> bool:
        """Whether it stays exactly zero at any Delta(t)."""
        parts = (self.spins, self.sources.constant, self.sources.sin_theta)
        return not any(np.any(part) for part in parts)


def known_rates(problem: Problem) -> tuple[float, float]:
    """Return the rates of the equilibria before and after the quench, which fix the couplings."""
    return (problem.rate_s, problem.rate_u) if problem.start.disordered else (0.0, 0.0)


def all_levels(problem: Problem, eps: Vector) -> Sector:
    """Return what (9) and (11) say on any levels `eps`."""
    W = problem.values("W", eps)
    spins = problem.values("spins", eps)
    return Sector(
        _equilibrium(problem, eps) if spins is None else spins,
        sources(problem, eps, derived_W(problem, eps) if W is None else W, sin_theta(problem, eps)),
    )


def split(problem: Problem, half: HalfLevels) -> tuple[Sector, Sector | None]:
    """Return the sector that moves Delta and the hidden one, both on the levels eps > 0 of `half`.

    S(eps) = seen + hidden and S(-eps) = (+, -, -)(seen - hidden) for the components (x, y, z).
    For given Delta(t) the equations are linear in S and sources; seen are S^x even, S^y, S^z and
    sin(theta) odd and W even. The hidden sector adds nothing to Delta; None if it is zero.
    """
    eps, both = half.energies, half.everywhere.energies
    zero = np.zeros_like(eps)
    # What is derived has a parity exactly, and is worked out at eps > 0 alone.
    W = problem.values("W", both)
    seen_W, hidden_W = (derived_W(problem, eps), zero) if W is None else even_and_odd(W)
    hidden_sine, seen_sine = sin_theta_parts(problem, half)
    spins = problem.values("spins", both)
    if spins is None:
        seen_spins, hidden_spins = _equilibrium(problem, eps), np.zeros((3, eps.size))
    else:
        seen_spins, hidden_spins = seen_and_hidden(spins)
    seen = Sector(seen_spins, sources(problem, eps, seen_W, seen_sine))
    hidden = Sector(hidden_spins, sources(problem, eps, hidden_W, hidden_sine))
    return seen, None if hidden.empty else hidden


def _equilibrium(problem: Problem, eps: Vector) -> Vector:
    """Return the equilibrium state of `gap_initial`, (3, n)."""
    state = pseudospins(eps, problem.gap_initial, *known_rates(problem), problem.temperature)
    return np.stack([state.Sx, np.zeros_like(eps), state.Sz])
