"""Assertions for the test suites of other codes: their trajectories against what is exact.

    from higgs_num.testing import assert_trajectory

    def test_quench():
        t, gap = my_code(start=0.5, final=1.0, cutoff=10.0)
        assert_trajectory(t, gap, gap_initial=0.5, gap_final=1.0, cutoff=10.0, accuracy=1e-4)

A failure is an `AssertionError` whose message holds every comparison, and the mistake that the
trajectory follows if it is one of those that are known. With pytest, fixtures of these names come
with the package (`higgs_num.pytest_plugin`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from higgs_num.foreign import Examination, Outcome, Setting, Trajectory, examine
from higgs_num.levels import Levels
from higgs_sym.ground.errors import ArgumentError, flag, positive

if TYPE_CHECKING:
    from higgs_sym.compare import Compared


def assert_trajectory(
    time: ArrayLike,
    gap: ArrayLike,
    *,
    gap_initial: float,
    gap_final: float = 1.0,
    accuracy: float = 1e-3,
    levels: Levels | int | None = None,
    allow_undecided: bool = False,
    **setting: Any,
) -> Examination:
    """Assert that Delta(t) is right; return what was compared.

    Parameters
    ----------
    time, gap
        (n,), at least 8 values; t = 0 is the quench. Energies in one unit of the code's choice,
        times in its inverse.
    gap_initial, gap_final
        Equilibrium gaps of the couplings before and after.
    accuracy
        Relative to the gap, that the code claims.
    levels
        Their number, if they are the midpoints of equal cells, or the levels themselves.
    allow_undecided
        Whether it is enough that nothing differs, where nothing could be decided.
    setting
        Other fields of `higgs_num.foreign.Setting`: cutoff, rate_s, rate_u, temperature, theory,
        closure, band.

    Raises
    ------
    AssertionError
        If something differs, or nothing could be decided.
    ArgumentError
        If an argument breaks its rule.

    Examples
    --------
    >>> from higgs_num.catalogue import reference
    >>> from higgs_num.testing import assert_trajectory
    >>> one = reference("clean-phase-3")
    >>> found = assert_trajectory(
    ...     one.time, one.gap, gap_initial=0.1, gap_final=1.0, cutoff=10.0, levels=400
    ... )
    >>> str(found.outcome)
    'agrees'
    """
    allow_undecided = flag("allow_undecided", allow_undecided)
    known = _setting(gap_initial=gap_initial, gap_final=gap_final, levels=levels, **setting)
    trajectory = Trajectory(
        np.asarray(time), np.asarray(gap), known, levels if isinstance(levels, Levels) else None
    )
    return _asserted(examine(trajectory, accuracy=accuracy), allow_undecided=allow_undecided)


def assert_spins(
    times: ArrayLike,
    spins: ArrayLike,
    levels: Levels,
    *,
    gap_final: float,
    accuracy: float = 1e-6,
    **setting: Any,
) -> Examination:
    """Assert that spins of a clean quench keep |S|, the energy and the Lax norm L^2(u).

    times : (k,), k >= 8;  spins : (k, 3, n), S^x, S^y, S^z of the n levels

    Delta is their sum, (lambda/2) sum w S^x with lambda from `gap_final`. Raises as
    `assert_trajectory`.

    Examples
    --------
    >>> import numpy as np
    >>> from higgs_num.levels import Levels
    >>> from higgs_num.testing import assert_spins
    >>> levels = Levels.uniform(10.0, 200)
    >>> E = np.hypot(levels.energies, 1.0)
    >>> rest = np.array([1.0 / E, 0.0 * E, -levels.energies / E])
    >>> found = assert_spins(np.arange(10.0), np.tile(rest, (10, 1, 1)), levels, gap_final=1.0)
    >>> str(found.outcome)
    'agrees'
    """
    from higgs_num.equilibrium.coupling import coupling

    known = _setting(gap_final=gap_final, levels=levels, **setting)
    state = np.asarray(spins)
    if state.ndim != 3 or state.shape[1:] != (3, len(levels)):
        rule = f"have shape (times, 3, {len(levels)})"
        raise ArgumentError("spins", rule, f"of shape {state.shape}")
    half = 0.5 * coupling(levels, gap_final, known.rate_s, known.rate_u)
    gap = half * np.sum(levels.weights * state[:, 0], axis=1)
    trajectory = Trajectory(
        np.asarray(times), gap, known, levels, spins=state, spin_times=np.asarray(times)
    )
    return _asserted(examine(trajectory, accuracy=accuracy), allow_undecided=False)


def assert_reference(time: ArrayLike, gap: ArrayLike, id: str, *, accuracy: float = 1e-6) -> None:
    """Assert that Delta(t) is that of the reference trajectory `id` of the catalogue.

    time, gap : (n,), n >= 2; some or all of the times of the reference, in units of 1/gap_final
    accuracy : largest difference, in units of gap_final

    Raises AssertionError if it is farther away, ArgumentError for an unknown id or other times.

    Examples
    --------
    >>> from higgs_num.catalogue import reference
    >>> from higgs_num.testing import assert_reference
    >>> one = reference("clean-phase-3")
    >>> assert_reference(one.time, one.gap, "clean-phase-3")
    """
    from higgs_num.catalogue import reference

    known = reference(id)
    accuracy = positive("accuracy", accuracy)
    given = Trajectory(np.asarray(time), np.asarray(gap))
    apart = np.abs(given.gap - known(given.time)) / known.unit
    worst = int(np.argmax(apart))
    if apart[worst] > accuracy + known.error:
        raise AssertionError(
            f"Delta differs from {id} by {apart[worst]:.3g} of the gap at t = "
            f"{given.time[worst]:.6g}: more than {accuracy:g} (and {known.error:.1g} of the "
            "reference)"
        )


def assert_formula(expression: Any, against: str, *, digits: int = 30, **let: str) -> Compared:
    """Assert that a formula (text, LaTeX or sympy) is that of the registry; return what came out.

    against : id of the formula;  let : what names mean where that is not plain (zeta="zeta_s")

    Raises AssertionError if it differs or that is undecided, with the simplest counterexample and
    the conventions that would make both agree; ArgumentError as `higgs_sym.compare.compare`.

    Examples
    --------
    >>> from higgs_num.testing import assert_formula
    >>> assert_formula("rate_s/(2*Delta)", "zeta_s").answer
    'proved'
    """
    from higgs_sym.compare import compare

    found = compare(expression, against, let=let, digits=digits)
    if found.exit_status:
        raise AssertionError(str(found))
    return found


def _setting(*, levels: Levels | int | None, **fields: Any) -> Setting:
    unknown = set(fields) - set(Setting.__dataclass_fields__)
    if unknown:
        names = ", ".join(Setting.__dataclass_fields__)
        raise ArgumentError("setting", f"hold some of {names}", ", ".join(sorted(unknown)))
    return Setting(**fields, levels=None if isinstance(levels, Levels) else levels)


def _asserted(found: Examination, *, allow_undecided: bool) -> Examination:
    if found.outcome is Outcome.DIFFERS:
        raise AssertionError(str(found))
    if found.outcome is Outcome.UNDECIDED and not allow_undecided:
        raise AssertionError(str(found))
    return found
