"""`import higgs`: fast, lazy, and the objects themselves."""

import inspect
import pkgutil
from importlib import import_module

import pytest

import higgs
import higgs_num
import higgs_sym
from tests.fresh_process import printed_by

HEAVY = ("numpy", "sympy", "scipy", "numba", "matplotlib", "click", "higgs_num", "verification")
LONGEST = 0.15  # seconds, promised; a machine that is busy may need several tries
# Of numpy's types, spelled out: a page each.
SPELLED_OUT = ("numpy.ndarray[", "numpy._typing", "numpy.dtype[")


def test_an_import_loads_nothing_and_takes_no_time() -> None:
    code = (
        "import sys, time; start = time.perf_counter(); import higgs; "
        "print(time.perf_counter() - start, *sys.modules)"
    )
    seconds = []
    for _ in range(5):
        taken, *loaded = printed_by(code).split()
        assert not set(HEAVY) & set(loaded)
        seconds.append(float(taken))
    assert min(seconds) < LONGEST


def test_a_name_loads_what_it_needs_alone() -> None:
    loaded = printed_by("import sys, higgs; higgs.formula; print(*sys.modules)").split()
    assert "higgs_sym.registry" in loaded
    assert "numpy" not in loaded
    assert "higgs_num" not in loaded


def test_names_are_the_objects_themselves() -> None:
    from higgs_num.equilibrium.table import table
    from higgs_num.quench import Problem, run
    from higgs_num.response import peak, spectrum
    from higgs_num.signals import describe
    from higgs_num.steady import steady_state
    from higgs_sym.compare import compare
    from higgs_sym.references import cite
    from higgs_sym.registry import derivation, formula, formulas

    known = {
        "Problem": Problem, "run": run, "steady_state": steady_state, "formula": formula,
        "derivation": derivation, "formulas": formulas, "peak": peak, "spectrum": spectrum,
        "table": table, "describe": describe, "cite": cite, "compare": compare,
    }  # fmt: skip
    assert all(getattr(higgs, name) is value for name, value in known.items())
    assert set(higgs.__all__) == {*known, "check", "conductivity", "film", "sweep", "__version__"}
    assert higgs.__version__ == higgs_sym.__version__


def test_names_are_listed_before_they_are_loaded() -> None:
    listed = printed_by("import higgs; print(*dir(higgs))").split()
    assert set(higgs.__all__) <= set(listed)


def test_type_checkers_are_told_the_same_homes() -> None:
    # The imports for type checkers, as text, against the table for the interpreter.
    source = inspect.getsource(higgs).split("if TYPE_CHECKING:")[1].split("__all__")[0]
    told = {}
    for line in source.strip().splitlines():
        _, home, _, names = line.strip().split(maxsplit=3)
        told.update(dict.fromkeys(names.split(", "), home))
    assert told == higgs._HOME


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'quench_all'"):
        getattr(higgs, "quench_all")  # noqa: B009


def public() -> dict[str, object]:
    """Return what is public in the rooms and here, by name."""
    found: dict[str, object] = {f"higgs.{name}": getattr(higgs, name) for name in higgs.__all__}
    for package in (higgs_sym, higgs_num):
        for one in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if one.ispkg and ".core" not in one.name:
                room = import_module(one.name)
                for name in getattr(room, "__all__", ()):
                    found[f"{one.name}.{name}"] = getattr(room, name)
    return found


def callables() -> dict[str, object]:
    """Return functions, classes and methods that are public."""
    found = {}
    for name, one in public().items():
        if not callable(one):
            continue
        found[name] = one
        if inspect.isclass(one):
            for part in dir(one):
                method = getattr(one, part, None)
                own = str(getattr(method, "__module__", "")).startswith("higgs")
                if not part.startswith("_") and inspect.isfunction(method) and own:
                    found[f"{name}.{part}"] = method
    return found


def test_signatures_name_types_and_do_not_spell_them_out() -> None:
    known = callables()
    assert len(known) > 300
    long = {}
    for name, one in known.items():
        try:
            shown = str(inspect.signature(one))  # type: ignore[arg-type]
        except (ValueError, TypeError):  # aliases, and classes of sympy
            continue
        if any(spelled in shown for spelled in SPELLED_OUT):
            long[name] = shown
    assert not long


def test_help_shows_the_types_of_a_problem() -> None:
    assert "W: 'Given | Profile | None' = None" in str(inspect.signature(higgs.Problem))
