"""What random matrices cost before they are drawn; right to a factor of about three."""

from higgs_num.inputs.effort import Effort
from higgs_num.oracle.palindromes import Palindrome
from higgs_num.oracle.problem import Ensemble
from higgs_sym.ground.workers import available

# Seconds on one core, measured with 20 to 600 levels: cubes are products, squares memory.
EIGEN = (1e-8, 2e-8)  # N^3 and N^2, for blocks and one ground state
STAGE = (3.5e-10, 1e-8, 4e-5)  # N^3, N^2 and 1
SAMPLE = 5e-3
# Bytes.
MATRICES = 300.0  # N^2, in each worker
NUMBER, COPIES = 8.0, 3.0


def effort_of_equilibrium(levels: int, realisations: int, workers: int | None) -> Effort:
    """Return the estimate for the ground states of so many samples at one gap."""
    seconds = realisations * (SAMPLE + EIGEN[0] * levels**3 + EIGEN[1] * levels**2)
    return Effort(
        seconds,
        _memory(levels, realisations, workers) + COPIES * NUMBER * 2 * levels * realisations,
        f"{realisations:,} samples of {levels:,} levels",
    )


def effort_of_ensemble(problem: Ensemble, palindrome: Palindrome, workers: int | None) -> Effort:
    """Return the estimate for the quench of all samples of a problem."""
    n, samples = problem.levels, problem.realisations
    saves = problem.times.size
    steps = (saves - 1) * problem.steps_per_save
    stage = STAGE[0] * n**3 + STAGE[1] * n**2 + STAGE[2]
    still = effort_of_equilibrium(n, samples, workers)
    return Effort(
        still.seconds + samples * float(steps) * len(palindrome.free) * stage,
        still.memory + COPIES * NUMBER * samples * saves,
        f"{samples:,} samples of {n:,} levels, {float(steps):.3g} steps each",
    )


def _memory(levels: int, realisations: int, workers: int | None) -> float:
    at_once = min(realisations, available() if workers is None else workers)
    return at_once * MATRICES * levels**2
