"""`higgs sweep`: plans of many points, their store, and what is made of it."""

import contextlib
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from higgs_sym.commands.options import examples, workers_option
from higgs_sym.ground.answer import Answer
from higgs_sym.ground.errors import ArgumentError, HiggsError

if TYPE_CHECKING:
    from higgs_num.sweeps import Plan

RUN = "run"
EVERYWHERE = ("--json", "--quiet", "-q")


class PlanOrCommand(click.Group):
    """A group in which a first word that is no command is a plan for `run`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the options of every command before its name as well."""
        while args[:1] and args[0] in EVERYWHERE:
            args = [*args[1:], args[0]]
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; `higgs sweep PLAN.toml ...` is `higgs sweep run PLAN.toml ...`."""
        if args[0] not in self.commands and not args[0].startswith("-"):
            args = [RUN, *args]
        return super().resolve_command(ctx, args)


@click.group(
    "sweep", cls=PlanOrCommand, no_args_is_help=True,
    epilog=examples(
        "higgs sweep plan.toml --dry-run",
        "higgs sweep plan.toml --workers 2",
        "higgs sweep status plan.zarr",
    ),
)  # fmt: skip
def command() -> None:
    """Compute the points of a plan into one store, and go on where it was left.

    `higgs sweep PLAN.toml` computes; the other commands look at its store.
    """


def _options(function: Any) -> Any:
    for option in (
        click.option(
            "--allow-large", is_flag=True, help="Allow more than a day, or half the disk."
        ),
        click.option("--retry-failed", is_flag=True, help="Try points that failed again."),
        workers_option("Processes.  [one a core]", argument="workers"),
        click.option("--scheduler", default=None, help="Address of a running Dask scheduler."),
    ):
        function = option(function)
    return function


@command.command(RUN, epilog=examples("higgs sweep run plan.toml --store plan.zarr --workers 2"))
@click.argument("plan_file", metavar="PLAN.toml")
@click.option("--store", default=None, help="Folder to write.  [the plan's name, .zarr]")
@click.option("--drop", is_flag=True, help="Lose points that the plan has no more.")
@click.option("--dry-run", is_flag=True, help="Tell what it costs, and compute nothing.")
@click.option("--cores", type=int, default=1, help="For --dry-run: the wall time on so many.  [1]")
@_options
def run_(
    plan_file: str, store: str | None, drop: bool, dry_run: bool, cores: int, **how: Any
) -> Answer:
    """Compute the points of a plan that are not in the store."""
    from pathlib import Path

    from higgs_num.sweeps import read_plan

    plan = read_plan(plan_file)
    if dry_run:
        return _cost(plan, cores)
    path = store if store is not None else str(Path(plan_file).with_suffix(".zarr"))
    return _swept(plan, path, drop=drop, **how)


@command.command("resume", epilog=examples("higgs sweep resume plan.zarr"))
@click.argument("store")
@_options
def resume_(store: str, **how: Any) -> Answer:
    """Go on with a sweep by the plan that its store holds."""
    from higgs_num.sweeps.store import Store

    return _swept(Store.open(store).plan, store, drop=False, **how)


@command.command("status", epilog=examples("higgs sweep status plan.zarr --json"))
@click.argument("store")
def status_(store: str) -> Answer:
    """Tell how far a sweep is; it may be running."""
    from higgs_num.sweeps import status

    found = status(store)
    return Answer(found, _told(store, found))


@command.command("export", epilog=examples("higgs sweep export plan.zarr plan.nc"))
@click.argument("store")
@click.argument("path")
@click.option("--overwrite", is_flag=True, help="Replace an existing file.")
def export_(store: str, path: str, overwrite: bool) -> Answer:
    """Write a sweep as netCDF (.nc, on its grid) or CSV (.csv, one line a point)."""
    from higgs_num.sweeps import export

    export(store, path, overwrite=overwrite)
    return Answer({}, f"written {path}", files={"out": path})


@command.command("plot", epilog=examples("higgs sweep plot plan.zarr gap map.png"))
@click.argument("store")
@click.argument("output")
@click.argument("path")
@click.option("--overwrite", is_flag=True, help="Replace an existing file.")
def plot_(store: str, output: str, path: str, overwrite: bool) -> Answer:
    """Draw an output over the axes: a map, or a line over one axis (png, svg, pdf)."""
    from higgs_num.plots import check_picture, save_picture, sweep
    from higgs_num.sweeps import open_sweep

    check_picture(path, overwrite=overwrite)
    save_picture(sweep(open_sweep(store), output), path, overwrite=overwrite)
    return Answer({}, f"written {path}", files={"plot": path})


def _swept(plan: "Plan", store: str, **how: Any) -> Answer:
    from higgs_num.sweeps import status
    from higgs_num.sweeps.sweep import into_store
    from higgs_sym.ground.progress import bar

    with _hint(store), bar("sweep") as progress:
        into_store(plan, store, progress=progress, **how)
    found = status(store)
    return Answer(found, _told(store, found), files={"store": store})


@contextlib.contextmanager
def _hint(store: str) -> Iterator[None]:
    """Say how to go on, if the block is interrupted or the cluster or the disk fails."""
    from pathlib import Path

    try:
        yield
    except (KeyboardInterrupt, HiggsError) as stopped:
        begun = Path(store).is_dir() and not isinstance(stopped, ArgumentError)
        if begun and "being swept" not in str(stopped):
            with contextlib.suppress(OSError):
                sys.stderr.write(f"higgs: go on with: higgs sweep resume {store}\n")
        raise


def _cost(plan: "Plan", cores: int) -> Answer:
    from higgs_num.inputs.effort import duration
    from higgs_num.sweeps import cost

    found = cost(plan)
    hours = found.hours(cores)
    data = {
        "points": found.points, "seconds_on_one_core": found.seconds,
        "storage_bytes": found.storage, "cores": cores, "hours": hours,
    }  # fmt: skip
    told = f"about {duration(3600.0 * hours)} on {cores} cores, and seconds to start them"
    return Answer(data, f"{found.told}; {told}")


def _told(store: str, found: dict[str, Any]) -> str:
    lines = [f"Sweep {store}: {found['points']} points"]
    lines += [
        f"  {name:<12} {found[name]}"
        for name in ("done", "failed", "waiting", "stale")
        if found[name]
    ]
    lines.append(f"  {'seconds':<12} {found['seconds']:.4g}")
    shown = list(found["reasons"].items())
    lines += [f"  {count:>6} x {reason}" for reason, count in shown[:8]]
    if len(shown) > 8:
        lines.append(f"  and {len(shown) - 8} other reasons")
    return "\n".join(lines)
