"""What each sector of particle-hole parity starts from and is driven by."""

from dataclasses import dataclass

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.equilibrium.pseudospins import pseudospins
from higgs_num.levels import HalfLevels
from higgs_num.quench.parity import even_and_odd, seen_and_hidden
from higgs_num.quench.problem import Problem
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
    return (0.0, 0.0) if problem.start == "clean" else (problem.rate_s, problem.rate_u)


def all_levels(problem: Problem, eps: Vector) -> Sector:
    """Return what (9) and (11) say on any levels `eps`."""
    W = problem.values("W", eps)
    theta = problem.values("theta", eps)
    spins = problem.values("spins", eps)
    if theta is None:
        sine = _root(problem, eps) * (np.sign(eps) if problem.closure == "odd" else 1.0)
    else:
        sine = np.sin(theta)
    return Sector(
        _equilibrium(problem, eps) if spins is None else spins,
        sources(problem, eps, derived_W(problem, eps) if W is None else W, sine),
    )


def split(problem: Problem, half: HalfLevels) -> tuple[Sector, Sector | None]:
    """Return the sector that moves Delta and the hidden one, both on the levels eps > 0 of `half`.

    S(eps) = seen + hidden and S(-eps) = (+, -, -)(seen - hidden) for the components (x, y, z).
    For given Delta(t) the equations are linear in S and sources; seen are S^x even, S^y, S^z and
    sin(theta) odd and W even. The hidden sector adds nothing to Delta; None if it is zero.
    """
    eps, both = half.energies, half.unfolded().energies
    zero = np.zeros_like(eps)
    # What is derived has a parity exactly, and is worked out at eps > 0 alone.
    W = problem.values("W", both)
    seen_W, hidden_W = (derived_W(problem, eps), zero) if W is None else even_and_odd(W)
    theta = problem.values("theta", both)
    if theta is None:
        root = _root(problem, eps)
        hidden_sine = root if problem.closure == "even" else zero
        seen_sine = root if problem.closure == "odd" else zero
    else:
        hidden_sine, seen_sine = even_and_odd(np.sin(theta))
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
    state = pseudospins(eps, problem.gap_initial, *known_rates(problem))
    return np.stack([state.Sx, np.zeros_like(eps), state.Sz])


def _root(problem: Problem, eps: Vector) -> Vector:
    """Return +sqrt(1 - cos(theta)^2) of the clean steady state, or 0 where it is not needed."""
    if not problem.disordered or problem.closure == "static":
        return np.zeros_like(eps)
    return problem.clean_state.sin_theta(eps)
