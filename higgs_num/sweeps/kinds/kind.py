"""A kind of computation that can be swept: parameters, outputs, and what computes a point."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from higgs_num.core.arrays import Vector
from higgs_num.sweeps.axis import Value
from higgs_sym.ground.errors import ArgumentError

Point = Mapping[str, Value]  # all parameters of one point, by name
Computed = dict[str, float | int | Vector]


@dataclass(frozen=True)
class Parameter:
    """A parameter, its unit, and its value where a plan says nothing; None: it must be told."""

    unit: str
    long_name: str
    default: Value | None = None


@dataclass(frozen=True)
class Output:
    """A quantity that is kept of a point.

    dims : names of its dimensions, as ("time",); () for one number
    classes : names of the classes 0, 1, ... of an output that is a class
    """

    unit: str
    long_name: str
    dims: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """One kind.

    parameters, outputs : by name; the first outputs (`usual`) are those of a plan that names none
    compute : of a point and the names of outputs wanted
    coordinates : of a point, values along each dimension of outputs, which all points share
    seconds : of a point, about what it costs on one core
    rooms : folders of code on which a result depends
    shared : parameters that fix the coordinates, and so cannot be axes where an output has them
    """

    name: str
    told: str
    parameters: Mapping[str, Parameter]
    outputs: Mapping[str, Output]
    usual: tuple[str, ...]
    compute: Callable[[Point, tuple[str, ...]], Computed]
    seconds: Callable[[Point], float]
    rooms: tuple[str, ...]
    coordinates: Callable[[Point], dict[str, tuple[Vector, str]]] = lambda _point: {}
    shared: tuple[str, ...] = ()

    def complete(self, given: Point) -> dict[str, Value]:
        """Return a point with what is not told; parameters in the order of the kind.

        Raises
        ------
        ArgumentError
            If one that must be told is not.
        """
        point: dict[str, Value] = {}
        for name, one in self.parameters.items():
            found = given.get(name, one.default)
            if found is None:
                raise ArgumentError(name, f"be told for a sweep of kind `{self.name}`", None)
            point[name] = found
        return point


def code_of(*rooms: str, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Return files and folders of code, from rooms of `higgs_num` and files of `sweeps.kinds`."""
    files = (*kinds, "kind")
    return (
        *(f"higgs_num/{room}" for room in rooms),
        *(f"higgs_num/sweeps/kinds/{name}.py" for name in files),
    )


def known(what: str, name: str, names: Iterable[str]) -> str:
    """Return `name` if it is among `names`; else raise `ArgumentError` with the nearest."""
    choices = tuple(names)
    if name in choices:
        return name
    near = difflib.get_close_matches(name, choices, n=1)
    hint = f" (did you mean {near[0]}?)" if near else ""
    raise ArgumentError(what, f"be one of {', '.join(choices)}{hint}", name)


def chosen(computed: Computed, outputs: tuple[str, ...]) -> Computed:
    """Return the outputs that are wanted, as plain numbers and arrays."""
    return {
        name: np.asarray(computed[name], dtype=np.float64)
        if np.ndim(computed[name])
        else computed[name]
        for name in outputs
    }
