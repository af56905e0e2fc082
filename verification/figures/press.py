"""A process beside the checks that turns figures into SVG text.

Layout and text of matplotlib take seconds of Python, which threads of checks would wait for.
"""

import pickle
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Self

from higgs_sym.ground.errors import ComputationError
from higgs_sym.ground.progress import Progress
from higgs_sym.ground.workers import close_pipes, start_worker
from verification.figures.svg import rendered

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def _load(_report: Progress) -> None:
    import matplotlib.figure  # noqa: F401  # what the first figure would wait for


def _print(packed: bytes, scope: str, _report: Progress) -> str:
    return rendered(pickle.loads(packed), scope)


class Press:
    """Figures in, SVG text out, in the order in which they are asked for; same figure, same bytes.

    As a context it ends the process. What cannot be handed over is rendered here.
    """

    def __init__(self) -> None:
        self._process = start_worker()
        self._answers: dict[int, tuple[str, Any]] = {}
        self._asked = self._read = 0
        self._ask(_load)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._process.kill()
        self._process.wait()
        close_pipes(self._process)

    def order(self, figure: "Figure", scope: str) -> Callable[[], str]:
        """Return what waits for the text of a figure, and raises what rendering it raised."""
        try:
            number = self._ask(_print, pickle.dumps(figure), scope)
        except Exception:  # closures in a figure, or a process that has ended
            return lambda: rendered(figure, scope)

        def text() -> str:
            kind, content = self._answer(number)
            if kind == "result":
                return str(content)
            if kind == "failed":
                raise content
            raise ComputationError(f"A figure was not rendered: {str(content).splitlines()[-1]}")

        return text

    def _ask(self, work: Callable[..., Any], *arguments: object) -> int:
        assert self._process.stdin is not None
        pickle.dump(pickle.dumps((work, arguments)), self._process.stdin)
        self._process.stdin.flush()
        self._asked += 1
        return self._asked - 1

    def _answer(self, number: int) -> tuple[str, Any]:
        assert self._process.stdout is not None
        while number not in self._answers:
            try:
                kind, content = pickle.load(self._process.stdout)
            except (OSError, EOFError, pickle.UnpicklingError):
                return "error", "its process ended (was it out of memory?)"
            if kind != "progress":
                self._answers[self._read] = kind, content
                self._read += 1
        return self._answers.pop(number)
