"""The files that a command writes if asked: options, checks before any work, saving, telling."""

import contextlib
import functools
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import click

from higgs_sym.ground.errors import ArgumentError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from higgs_sym.ground.answer import Answer

OUT, PLOT, OVERWRITE = "out", "plot", "overwrite"


class Writer(Protocol):
    """What writes a file at a path."""

    def __call__(self, path: str, *, overwrite: bool) -> None:
        """Write it; an existing one stays unless `overwrite`."""


@dataclass(frozen=True)
class Outputs:
    """Paths by option, None where the user named none, and whether they may be replaced.

    `held`: what is released when the command ends; the files are this run's alone until then.
    """

    paths: Mapping[str, str | None]
    overwrite: bool
    held: contextlib.ExitStack

    @property
    def out(self) -> str | None:
        """Path of the file of results."""
        return self.paths.get(OUT)

    @property
    def plot(self) -> str | None:
        """Path of the picture."""
        return self.paths.get(PLOT)

    def check(self, **others: str | None) -> None:
        """Hold the files; raise if one cannot be written or two have one name.

        Call this before any work. `others` are files of the command beside these, by their
        options; they are held by what writes them.
        """
        from higgs_num.plots.save import check_picture
        from higgs_sym.ground.files import ensure_writable
        from higgs_sym.ground.locks import one_run

        seen: dict[str, str] = {}
        for option, path in {**others, **self.paths}.items():
            if path is None:
                continue
            first = seen.setdefault(os.path.realpath(path), option)
            if first != option:
                raise ArgumentError(f"--{option}", f"name another file than --{first}", path)
        if self.out is not None:
            ensure_writable(self.out, overwrite=self.overwrite)
        if self.plot is not None:
            check_picture(self.plot, overwrite=self.overwrite)
        for path in filter(None, self.paths.values()):
            self.held.enter_context(one_run(path))

    def write(
        self,
        *,
        out: Writer | None = None,
        plot: "Callable[[], Axes | Figure] | None" = None,
    ) -> None:
        """Write what was asked for: results by `out`, the picture that `plot` draws.

        Each must be given if the command has its option.
        """
        given = {name for name, one in ((OUT, out), (PLOT, plot)) if one is not None}
        if given != set(self.paths):
            raise TypeError(f"the options are {sorted(self.paths)}, but {sorted(given)} is written")
        if self.out is not None and out is not None:
            out(self.out, overwrite=self.overwrite)
        if self.plot is not None and plot is not None:
            from higgs_num.plots.save import save_picture

            save_picture(plot(), self.plot, overwrite=self.overwrite)

    @property
    def fields(self) -> dict[str, str | None]:
        """The files, as an answer tells them."""
        return dict(self.paths)

    @property
    def lines(self) -> list[str]:
        """What the answer tells a reader."""
        return [f"  {'written':<12} {path}" for path in self.paths.values() if path is not None]


def writing(
    *,
    out: str | None = None,
    plot: bool = False,
) -> "Callable[[Callable[..., Answer]], Callable[..., Answer]]":
    """Add --out (with the help `out`), --plot and --overwrite to a command.

    The command takes `outputs`, an `Outputs`, instead; it calls `check`, later `write`, and adds
    `fields` and `lines` to its answer.
    """
    helps = {OUT: out, PLOT: "Picture to write (png, svg, pdf)." if plot else None}
    options = {name: text for name, text in helps.items() if text is not None}

    def decorated(command: "Callable[..., Answer]") -> "Callable[..., Answer]":
        @functools.wraps(command)
        def called(*args: Any, overwrite: bool, **inputs: Any) -> "Answer":
            paths = {name: inputs.pop(name) for name in options}
            with contextlib.ExitStack() as held:
                return command(*args, outputs=Outputs(paths, overwrite, held), **inputs)

        # click lists options from the last that was added to the first.
        flag = click.option(f"--{OVERWRITE}", is_flag=True, help="Replace existing output files.")
        called = flag(called)
        for name, text in reversed(options.items()):
            called = click.option(f"--{name}", type=click.Path(), default=None, help=text)(called)
        return called

    return decorated
