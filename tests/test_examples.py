"""Every public name shows an example, and every example is right."""

import doctest
import importlib
import inspect
from types import ModuleType

import matplotlib
import pytest

ROOMS = (
    "higgs",
    "higgs_num.catalogue",
    "higgs_num.currents",
    "higgs_num.drives",
    "higgs_num.equilibrium.table",
    "higgs_num.films",
    "higgs_num.foreign",
    "higgs_num.kinetic",
    "higgs_num.levels",
    "higgs_num.oracle",
    "higgs_num.plots",
    "higgs_num.quench",
    "higgs_num.response",
    "higgs_num.signals",
    "higgs_num.steady",
    "higgs_num.sweeps",
    "higgs_num.testing",
    "higgs_sym.compare",
    "higgs_sym.conversions",
    "higgs_sym.references",
    "higgs_sym.registry",
)
# Public names without an example. It only shrinks: a new name has one.
WITHOUT: frozenset[str] = frozenset()


def public(module: ModuleType) -> dict[str, object]:
    """Return what a module offers that has a docstring of its own, by name."""
    names = getattr(module, "__all__", None)
    if names is None:
        names = [
            name
            for name, one in vars(module).items()
            if not name.startswith("_") and getattr(one, "__module__", "") == module.__name__
        ]
    found = {name: getattr(module, name) for name in names}
    return {name: one for name, one in found.items() if callable(one)}


def examples(one: object, name: str) -> doctest.DocTest:
    text = inspect.getdoc(one) or ""
    return doctest.DocTestParser().get_doctest(text, {}, name, None, 0)


@pytest.mark.parametrize("room", ROOMS)
def test_examples_are_right(room: str) -> None:
    matplotlib.use("Agg")
    runner = doctest.DocTestRunner(optionflags=doctest.REPORT_ONLY_FIRST_FAILURE)
    told: list[str] = []
    for name, one in public(importlib.import_module(room)).items():
        runner.run(examples(one, f"{room}.{name}"), out=told.append)
    assert not "".join(told)
    assert runner.tries > 0


def test_every_public_name_has_an_example() -> None:
    without = {
        f"{room}.{name}"
        for room in ROOMS
        for name, one in public(importlib.import_module(room)).items()
        if not examples(one, name).examples
    }
    assert without == WITHOUT
