"""Functions of eps that the user gives: callables, or values on the levels of the problem."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

from numpy.typing import ArrayLike

from higgs_num.core.arrays import Vector
from higgs_num.inputs import real_array
from higgs_sym.ground.errors import ArgumentError, quoted, told

Function = Callable[[Vector], ArrayLike]
Profile = Function | ArrayLike  # a function of eps (n,), or its values on all levels


@dataclass(frozen=True, eq=False)
class Given:
    """The argument `name` as a function of eps with `components` of shape () or (3,).

    `source` is the callable, or the values (*components, N) on all levels. Two are equal when
    they hold the same callable or the same numbers.
    """

    name: str
    components: tuple[int, ...]
    source: Function | Vector

    @classmethod
    def of(
        cls,
        name: str,
        components: tuple[int, ...],
        value: "Given | Profile",
        eps: Vector,
    ) -> Self:
        """Return `value` checked on the levels `eps` (N,); arrays are copied.

        Raises
        ------
        ArgumentError
            If an array, or what a callable returns, is not finite, real and of shape
            (*components, N), or if the callable can't be called with one array. What else it
            raises is passed on.
        """
        source: Any = value.source if isinstance(value, Given) else value
        if isinstance(source, type):
            raise ArgumentError(name, "be a function or an array", quoted(source))
        if callable(source):
            given = cls(name, components, source)
            given.on(eps)
            return given
        values = _checked(name, components, source, eps, "be of")
        values.setflags(write=False)
        return cls(name, components, values)

    def on(self, eps: Vector) -> Vector:
        """Return the values (*components, n) on levels `eps`, for an array those of the problem.

        Raises
        ------
        ArgumentError
            As `of`: a callable may fail on other levels than those it was checked on.
        """
        if callable(self.source):
            # A copy: the callable may write into what it is given.
            try:
                returned = self.source(eps.copy())
            except TypeError as error:
                raise ArgumentError(self.name, "be a function of eps (n,)", error) from error
            return _checked(self.name, self.components, returned, eps, "return")
        return self.source

    @property
    def everywhere(self) -> bool:
        """Whether it is known at any eps, not on the levels of the problem alone."""
        return callable(self.source)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Given) and self._identity == other._identity

    def __hash__(self) -> int:
        return hash(self._identity)

    def __repr__(self) -> str:
        if callable(self.source):
            kind = type(self.source)
            return f"<{getattr(self.source, '__qualname__', kind.__qualname__)}>"
        return f"<array of shape {self.source.shape}>"

    @property
    def _identity(self) -> tuple[str, int | bytes]:
        # Callables may compare without a truth value or have no hash, as polynomials of numpy do.
        source = self.source
        return self.name, id(source) if callable(source) else source.tobytes()


def _checked(
    name: str, components: tuple[int, ...], values: ArrayLike, eps: Vector, verb: str
) -> Vector:
    """Return `values` as a contiguous float64 copy, or raise `ArgumentError`."""
    shape = (*components, eps.size)

    def place(index: tuple[int, ...]) -> str:
        return f" at eps = {told(eps[index[-1]])}" if index and index[-1] < eps.size else ""

    array = real_array(name, values, ndim=None, place=place)
    if array.shape != shape:
        raise ArgumentError(
            name, f"{verb} shape {shape} (there are {eps.size} levels)", f"of shape {array.shape}"
        )
    return array
