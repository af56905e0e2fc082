"""`higgs check`: a trajectory of another code, and what is to be said of it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from higgs_num.commands.outputs import Outputs, writing
from higgs_num.inputs.other_names import OTHER_NAMES
from higgs_sym.commands.options import NOTICES, TOLD_AS, examples, typed
from higgs_sym.ground.answer import Answer
from higgs_sym.ground.errors import ArgumentError, quoted

if TYPE_CHECKING:
    from higgs_num.foreign import Examination
    from higgs_num.foreign.setting import Setting

# Options that become parameters of the setting, with their help.
SETTING = {
    "gap-initial": "Equilibrium gap before, Delta_i.",
    "gap-final": "Equilibrium gap after, Delta_f.",
    "cutoff": "Half the width of the band; may be inf.",
    "levels": "Number of equally spaced levels.",
    "rate-s": "1/tau_s, paramagnetic; or by --alpha, --zeta-s, --tau-s.  [0]",
    "rate-u": "1/tau_u, nonmagnetic; or by --zeta-u, --tau-u.  [0]",
    "temperature": "Of the state before, k_B = 1.  [0]",
    "theory": "What it is to follow.  [clean; with rates exact, minutes; with --closure that]",
    "closure": "Of Eq. (9), which it is then held against.",
    "band": "Of the exact theory.  [semicircle]",
    "step": "Time step of the integrator.",
}
KINDS: dict[str, Any] = {
    "levels": int,
    "theory": click.Choice(["clean", "closure", "exact", "linear"]),
    "closure": click.Choice(["static", "even", "odd"]),
    "band": click.Choice(["semicircle", "flat"]),
}
FORMATS = ("text", "numpy", "hdf5", "netcdf3", "parquet")


def _setting_options(command: Any) -> Any:
    for name, text in reversed(SETTING.items()):
        kind = KINDS.get(name, str)
        command = click.option(f"--{name}", type=kind, default=None, help=text)(command)
    for name in OTHER_NAMES:
        command = click.option(typed(name), hidden=True, default=None)(command)
    return command


EXAMPLES = examples(
    "higgs check run.csv --gap-initial 0.5 --gap-final 1 --cutoff 10",
    "higgs check run.dat --column time=1 --column gap=3 --unit time=ps --unit gap=meV",
)


@click.command("check", epilog=EXAMPLES)
@click.argument("file", type=click.Path())
@_setting_options
@click.option(
    "--accuracy", type=float, default=1e-3, help="Relative to the gap, that is claimed.  [1e-3]"
)
@click.option(
    "--column", "columns", multiple=True, metavar="ROLE=NAME",
    help="Column of time, gap, ...; a name or a number from 1.",
)  # fmt: skip
@click.option(
    "--unit", "units", multiple=True, metavar="ROLE=UNIT",
    help="Unit of time (1/gap, ps, fs, 1/meV) or gap (gap, meV, THz, K).",
)  # fmt: skip
@click.option(
    "--parameters", type=click.Path(), default=None, help="TOML file.  [that beside FILE]"
)
@click.option("--format", type=click.Choice(FORMATS), default=None, help="[found out]")
@click.option("--modulus", is_flag=True, help="Take the modulus of a complex gap.")
@click.option("--skip-missing", is_flag=True, help="Leave out rows with missing numbers.")
@writing(out="Page to write (HTML).", plot=True)
def command(
    *,
    file: str,
    accuracy: float,
    columns: tuple[str, ...],
    units: tuple[str, ...],
    parameters: str | None,
    format: str | None,
    modulus: bool,
    skip_missing: bool,
    outputs: Outputs,
    **setting: Any,
) -> Answer:
    """Hold the trajectory Delta(t) in FILE against all that is known exactly.

    FILE is CSV or another text, NumPy, HDF5, netCDF or Parquet, or a result of this program. The
    quench is told by options or by a TOML file of the same name; numbers without a unit are in
    that of the gap. What differs is explained, if it is a mistake that is known.

    The exit status is 0 if it agrees, 1 if it differs, 3 if nothing could be decided.
    """
    from higgs_num.foreign import Theory, examine, read
    from higgs_num.plots import examination
    from higgs_sym.ground.progress import bar, notice

    outputs.check()
    given = {name: value for name, value in setting.items() if value is not None}
    _told_as(given)
    with bar("read") as progress:
        trajectory = read(
            file,
            columns=_pairs("--column", columns),
            units=_pairs("--unit", units),
            parameters=given,
            toml=parameters,
            format=format,
            modulus=modulus,
            skip_missing=skip_missing,
            progress=progress,
        )
    _translated(given, trajectory.setting)
    quench = trajectory.setting
    if quench.chosen_theory is Theory.EXACT and quench.theory is None:
        notice(
            "with impurities and no --closure it is held against the exact theory, which takes "
            "minutes; --closure even holds it against (9)"
        )
    with bar("check") as progress:
        found = examine(trajectory, accuracy=accuracy, progress=progress)
    outputs.write(out=_page(file, found), plot=lambda: examination(found))
    told = "\n".join([str(found), *outputs.lines])
    return Answer(found.plain(), told, found.outcome.exit_status, outputs.fields)


def _told_as(given: Mapping[str, Any]) -> None:
    """Let complaints about a rate name the option by which it was told."""
    told = click.get_current_context().meta.setdefault(TOLD_AS, {})
    told.update((OTHER_NAMES[one].rate, typed(one)) for one in given.keys() & OTHER_NAMES.keys())


def _translated(given: Mapping[str, Any], setting: "Setting") -> None:
    """Let the answer have rates under their own names, and say so."""
    context = click.get_current_context()
    for name in sorted(given.keys() & OTHER_NAMES.keys()):
        rate = OTHER_NAMES[name].rate
        context.params[rate] = f"{getattr(setting, rate):.12g}"
        del context.params[name]
        told = f"{typed(name)} {given[name]} is {typed(rate)} {context.params[rate]}"
        context.meta.setdefault(NOTICES, []).append(told)


def _pairs(option: str, given: tuple[str, ...]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for one in given:
        role, equal, value = one.partition("=")
        if not equal or not role or not value:
            raise ArgumentError(option, "be ROLE=VALUE", quoted(one))
        if role in pairs:
            raise ArgumentError(option, f"name {role} once", quoted(one))
        pairs[role] = value
    return pairs


def _page(file: str, found: "Examination") -> Any:
    def write(path: str, *, overwrite: bool) -> None:
        from higgs_sym.ground.files import write_text
        from verification.report.examination import page

        write_text(path, page(file, found), overwrite=overwrite)

    return write
