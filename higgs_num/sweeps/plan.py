"""A sweep as it is told: what is computed, along which axes, and what is kept."""

import itertools
import math
import os
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Self

from higgs_num.inputs import settle
from higgs_num.inputs.effort import duration
from higgs_num.sweeps.axis import Axis, Value, axis, value
from higgs_num.sweeps.kinds import Kind, kind
from higgs_num.sweeps.kinds.kind import known
from higgs_sym.ground.errors import ArgumentError, FileError, instance, integer, positive, quoted
from higgs_sym.ground.files import read_text

MOST_POINTS = 10_000_000
MOST_ROUNDS = 10
GAP = "gap"  # the unit of a plan that names none
_KEYS = ("kind", "outputs", "unit", "fixed", "axes", "zip", "refine", "time_limit")


@dataclass(frozen=True)
class Refine:
    """Points half-way between neighbours whose class differs, `rounds` times.

    output : an output of the kind that is a class

    Examples
    --------
    >>> from higgs_num.sweeps import Plan, Refine
    >>> axes = {"gap_initial": "0.1:8:9:log"}
    >>> Plan("steady", axes, outputs=("phase",), refine=Refine("phase", rounds=2)).refine.rounds
    2
    """

    output: str
    rounds: int = 1

    def __post_init__(self) -> None:
        settle(self, rounds=integer("rounds", self.rounds, least=1, most=MOST_ROUNDS))


@dataclass(frozen=True)
class Plan:
    """A sweep.

    Parameters
    ----------
    kind
        quench (Eq. (9)), kinetic (exact theory), steady, response, mode or oracle.
    axes
        Parameters and their values: lists, or texts "start:stop:num[:log]". The grid is their
        product, the last axis running fastest.
    fixed
        Parameters that are alike at all points.
    outputs
        What is kept of each point, by name; the usual ones of the kind unless given.
    zipped
        Groups of axes of one length that run together, as one axis.
    refine
        Whether and where points are added between.
    unit
        Of all energies, for labels; times are in its inverse. "gap": a unit of your own.
    time_limit
        Seconds that a point may take; None: as long as it needs.

    Raises
    ------
    ArgumentError
        If a name is unknown, a parameter is told twice or not at all, axes of different length are
        zipped, two points are alike, or there are more than 10 million.

    Examples
    --------
    >>> from higgs_num.sweeps import Plan
    >>> axes = {"gap_initial": "0.1:1.9:4", "rate_s": [0.0, 0.1]}
    >>> plan = Plan("quench", axes, fixed={"gap_final": 1.0})
    >>> len(plan), plan.shape
    (8, (4, 2))
    """

    kind: str
    axes: Mapping[str, Any]
    fixed: Mapping[str, Value] = field(default_factory=dict)
    outputs: tuple[str, ...] = ()
    zipped: Sequence[Sequence[str]] = ()
    refine: Refine | None = None
    unit: str = GAP
    time_limit: float | None = None

    def __post_init__(self) -> None:
        what = kind(self.kind)
        axes = instance("axes", self.axes, Mapping)  # type: ignore[type-abstract]
        fixed = instance("fixed", self.fixed, Mapping)  # type: ignore[type-abstract]
        for name in (*axes, *fixed):
            known("parameter", name, what.parameters)
        if both := set(axes) & set(fixed):
            raise ArgumentError(min(both), "be an axis or fixed, not both", "both")
        if not axes:
            raise ArgumentError("axes", "have at least one parameter", "empty")
        names = tuple(self.outputs) or what.usual
        for name in names:
            known("outputs", name, what.outputs)
        if len(set(names)) < len(names):
            raise ArgumentError("outputs", "name each once", ", ".join(names))
        together = {name for group in self.zipped for name in group}
        settle(
            self,
            axes={
                name: axis(name, given, repeats=name in together).values
                for name, given in axes.items()
            },
            fixed={name: value(name, given) for name, given in fixed.items()},
            outputs=names,
            zipped=tuple(tuple(group) for group in self.zipped),
        )
        what.complete({**dict.fromkeys(axes, 0), **self.fixed})
        self._check_shared(what)
        self._check_zipped()
        if self.time_limit is not None:
            settle(self, time_limit=positive("time_limit", self.time_limit))
        if not isinstance(self.unit, str) or not self.unit:
            raise ArgumentError("unit", "be a name", quoted(self.unit))
        if self.refine is not None:
            self._check_refined(what)
        if len(self) > MOST_POINTS:
            seconds = len(self) * what.seconds(next(self.points()))
            rule = f"make at most {MOST_POINTS} points"
            told = f"{len(self)}, about {duration(seconds)} on one core"
            raise ArgumentError("axes", rule, told)

    def _check_shared(self, what: Kind) -> None:
        if any(what.outputs[name].dims for name in self.outputs):
            for name in what.shared:
                if name in self.axes:
                    arrays = [one for one in self.outputs if what.outputs[one].dims]
                    rule = f"be fixed where points share its grid (output {', '.join(arrays)})"
                    raise ArgumentError(name, rule, "an axis")

    def _check_zipped(self) -> None:
        seen: set[str] = set()
        for group in self.zipped:
            if len(group) < 2:
                raise ArgumentError("zip", "name at least two axes in a group", list(group))
            for name in group:
                known("zip", name, self.axes)
                if name in seen:
                    raise ArgumentError("zip", "name each axis once", name)
                seen.add(name)
            lengths = {name: len(self.axes[name]) for name in group}
            if len(set(lengths.values())) > 1:
                told = ", ".join(f"{count} of {name}" for name, count in lengths.items())
                raise ArgumentError("zip", "join axes of one length", told)
            rows = list(zip(*(self.axes[name] for name in group), strict=True))
            if len(set(rows)) < len(rows):
                raise ArgumentError("zip", "make each point once", ", ".join(group))

    def _check_refined(self, what: Kind) -> None:
        assert self.refine is not None
        known("refine", self.refine.output, self.outputs)
        if not what.outputs[self.refine.output].classes:
            classes = [name for name, one in what.outputs.items() if one.classes]
            raise ArgumentError("refine", f"be a class: {', '.join(classes)}", self.refine.output)
        for name, values in self.axes.items():
            if any(isinstance(one, str) for one in values):
                raise ArgumentError("refine", "be left out where an axis has texts", name)

    @cached_property
    def what(self) -> Kind:
        """The kind of computation."""
        return kind(self.kind)

    @cached_property
    def groups(self) -> tuple[tuple[Axis, ...], ...]:
        """Axes that run together, in the order of the first of each."""
        axes = {name: Axis(name, values) for name, values in self.axes.items()}
        of = {name: group for group in self.zipped for name in group}
        found: list[tuple[Axis, ...]] = []
        placed: set[str] = set()
        for name in axes:
            if name not in placed:
                group = of.get(name, (name,))
                placed.update(group)
                found.append(tuple(axes[one] for one in group))
        return tuple(found)

    @property
    def shape(self) -> tuple[int, ...]:
        """Numbers of values along the groups of axes."""
        return tuple(len(group[0]) for group in self.groups)

    def __len__(self) -> int:
        return math.prod(self.shape)

    def points(self) -> Iterator[dict[str, Value]]:
        """Yield the points of the grid, all parameters by name, the last axis running fastest."""
        for indices in itertools.product(*(range(count) for count in self.shape)):
            yield self._at(indices)

    def point(self, number: int) -> dict[str, Value]:
        """Return one of `points` by its number."""
        indices = []
        for count in reversed(self.shape):
            number, i = divmod(number, count)
            indices.append(i)
        return self._at(tuple(reversed(indices)))

    def _at(self, indices: tuple[int, ...]) -> dict[str, Value]:
        told = dict(self.fixed)
        for group, i in zip(self.groups, indices, strict=True):
            told.update({one.name: one.values[i] for one in group})
        return self.what.complete(told)

    @property
    def varied(self) -> tuple[str, ...]:
        """Names of the axes."""
        return tuple(self.axes)

    def to_dict(self) -> dict[str, Any]:
        """Return the plan as JSON types; `from_dict` rebuilds it."""
        plain: dict[str, Any] = {
            "kind": self.kind,
            "outputs": list(self.outputs),
            "unit": self.unit,
            "fixed": dict(self.fixed),
            "axes": {name: list(values) for name, values in self.axes.items()},
            "zip": [list(group) for group in self.zipped],
        }
        if self.refine is not None:
            plain["refine"] = {"output": self.refine.output, "rounds": self.refine.rounds}
        if self.time_limit is not None:
            plain["time_limit"] = self.time_limit
        return plain

    @classmethod
    def from_dict(cls, plain: Mapping[str, Any]) -> Self:
        """Return the plan that a file says; unknown keys are refused with the nearest one."""
        for key in plain:
            known("key", key, _KEYS)
        for key in ("kind", "axes"):
            if key not in plain:
                raise ArgumentError(key, "be told in a plan", None)
        refine = plain.get("refine")
        if refine is not None:
            refine = instance("refine", refine, dict)
            for key in refine:
                known("refine", key, ("output", "rounds"))
            if "output" not in refine:
                raise ArgumentError("refine", "tell its `output`", sorted(refine))
            refine = Refine(refine["output"], refine.get("rounds", 1))
        unit = plain.get("unit", GAP)
        axes, fixed = plain["axes"], plain.get("fixed", {})
        return cls(
            plain["kind"], in_one_unit(axes, unit, plain["kind"]),
            in_one_unit(fixed, unit, plain["kind"]), tuple(plain.get("outputs", ())),
            tuple(plain.get("zip", ())), refine, unit, plain.get("time_limit"),
        )  # fmt: skip


def in_one_unit(given: Any, unit: str, kind_name: str) -> dict[str, Any]:
    """Return parameters as numbers in the unit of the plan; texts such as "1.5 meV" are converted.

    Raises
    ------
    ArgumentError
        If a quantity has a unit and the plan, whose numbers have none, names no unit.
    """
    from higgs_num.inputs.laboratory import energy_in, time_in

    what = kind(kind_name)

    def number(name: str, one: Any) -> Any:
        parameter = what.parameters.get(name)
        if not isinstance(one, str) or parameter is None or ":" in one:
            return one
        if parameter.default is not None and isinstance(parameter.default, str):
            return one
        if unit == GAP:
            rule = 'be a number, or the plan name the `unit` of all energies, such as "meV"'
            raise ArgumentError(name, rule, quoted(one))
        converted = time_in if parameter.unit.startswith("1/") else energy_in
        return converted(name, one, unit)

    plain = instance("parameters", given, dict)
    return {
        name: [number(name, one) for one in values]
        if isinstance(values, list)
        else number(name, values)
        for name, values in plain.items()
    }


def read_plan(path: str | os.PathLike[str]) -> Plan:
    r"""Return the plan in a TOML file.

    Raises
    ------
    FileError
        If it is missing, or no TOML.
    ArgumentError
        If what it says is no plan.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from higgs_num.sweeps import read_plan
    >>> path = pathlib.Path(tempfile.mkdtemp(), "plan.toml")
    >>> _ = path.write_text('kind = "steady"\n[axes]\ngap_initial = "0.1:2:5"\n')
    >>> len(read_plan(path))
    5
    """
    try:
        plain = tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise FileError(path, f"is no TOML: {error}") from None
    return Plan.from_dict(plain)
