"""Independent quenches side by side, one thread each."""

from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from threading import Event

from higgs_num.quench.observable import Observable
from higgs_num.quench.problem import Problem
from higgs_num.quench.result import Result
from higgs_num.quench.run import run
from higgs_num.quench.steppers import Stepper
from higgs_num.quench.steppers.interface import checked_stepper
from higgs_sym.ground.errors import flag, function, integer, listed
from higgs_sym.ground.progress import Progress, silent


class _StoppedError(Exception):
    pass


def run_all(
    problems: Sequence[Problem],
    stepper: Stepper | None = None,
    *,
    threads: int,
    compress: bool = True,
    observe: Sequence[Observable] = (),
    progress: Progress = silent,
    allow_large: bool = False,
) -> list[Result]:
    """Return the results of independent quenches, in the order of `problems`.

    Kernels run without the interpreter's lock, so threads suffice; every result has the bits of
    `run` alone.

    Parameters
    ----------
    problems, stepper, compress, observe, allow_large
        As for `run`.
    threads
        How many quenches are followed at a time.
    progress
        Called now and then with the done fraction of all.

    Raises
    ------
    ArgumentError
        If `threads` is not a whole number >= 1, or another argument is not of its kind.
    ComputationError
        As `run`, for the first that fails; the others are stopped.

    Examples
    --------
    >>> from higgs_num.quench import Problem, run_all
    >>> problems = [Problem(start, 1.0, levels=200, t_max=10.0) for start in (0.5, 0.9)]
    >>> [f"{one.gap[-1]:.6f}" for one in run_all(problems, threads=2)]
    ['0.882259', '1.001681']
    """
    problems, observe = (
        listed("problems", problems, Problem),
        listed("observe", observe, Observable),
    )
    threads, compress = integer("threads", threads, least=1), flag("compress", compress)
    function("progress", progress)
    if stepper is not None:
        checked_stepper(stepper)
    stop = Event()
    parts = [0.0] * len(problems)

    def one(number: int) -> Result:
        def report(done: float) -> None:
            parts[number] = done
            if stop.is_set():
                raise _StoppedError

        return run(
            problems[number], stepper, compress=compress, observe=observe, progress=report,
            allow_large=allow_large,
        )  # fmt: skip

    with ThreadPoolExecutor(threads) as pool:
        futures = [pool.submit(one, number) for number in range(len(problems))]
        try:
            for _ in _waiting(futures):
                progress(sum(parts) / len(parts))
            return [future.result() for future in futures]
        finally:  # on an error, or when the user interrupts
            stop.set()
            for future in futures:
                future.cancel()


def _waiting(futures: Sequence[Future[Result]]) -> Iterator[None]:
    """Yield several times a second until all are done; raise what the first failure raised."""
    left = set(futures)
    while left:
        done, left = wait(left, timeout=0.2, return_when=FIRST_COMPLETED)
        for future in done:
            future.result()
        yield
