"""The registry as data."""

import pkgutil
from dataclasses import replace
from importlib import import_module

import pytest
import sympy as sp

from higgs_sym import theory
from higgs_sym.ground.errors import ArgumentError
from higgs_sym.registry import book_of, chapter_of, derivations, formula, formulas
from higgs_sym.symbols import TABLE
from tests.fresh_process import printed_by


def test_every_result_is_derived_or_cited():
    established = {id for one in derivations().values() for id in one.establishes}
    for one in formulas().values():
        if one.kind == "derived":
            assert one.id in established, f"{one.id} is derived by no chain"
        else:
            assert one.source, one.id
            assert one.id not in established, f"{one.id} is derived: say so"


def test_conjectures_say_what_speaks_for_them():
    guessed = [one for one in formulas().values() if one.kind == "conjecture"]
    assert guessed
    assert all("trajectories" in one.source or one.derived_from for one in guessed)


def test_printed_formulas_say_where():
    printed = [one for one in formulas().values() if one.kind == "printed"]
    assert {one.source for one in printed} == {"paper (13)", "paper (15)"}


def test_no_floats_anywhere():
    for one in formulas().values():
        assert not one.unfolded.atoms(sp.Float)
    for chain in derivations().values():
        for step in chain.steps:
            for side in (step.left, step.right):
                if isinstance(side, sp.Basic | sp.MatrixBase):
                    assert not side.atoms(sp.Float), f"{chain.id}.{step.name}"


def test_broken_formulas_do_not_load():
    good = formula("conventions.alpha")
    with pytest.raises(ValueError, match="no source"):
        replace(good, source="")
    with pytest.raises(ValueError, match="neither argument nor defined"):
        replace(good, arguments=good.arguments[:1])
    with pytest.raises(ValueError, match="defined twice"):
        replace(good, where=((good.arguments[0], sp.S.One),))
    with pytest.raises(ValueError, match="E is defined and not used"):
        replace(good, where=((TABLE["E"].symbol, sp.S.One),))
    with pytest.raises(ValueError, match="no argument"):
        replace(good, domain=(TABLE["t"].symbol > 0,))


def test_broken_chapters_and_books_do_not_load():
    good = formula("conventions.alpha")
    with pytest.raises(ValueError, match="twice"):
        chapter_of("conventions", (good, good))
    with pytest.raises(ValueError, match="in chapter sources"):
        chapter_of("sources", (good,))
    orphan = replace(good, derived_from=("no.one",))
    with pytest.raises(ValueError, match=r"no\.one"):
        book_of([chapter_of("conventions", (orphan,))])


def test_every_chapter_is_listed():
    files = {module.name for module in pkgutil.iter_modules(theory.__path__) if not module.ispkg}
    assert files == set(theory.CHAPTERS)


def test_every_letter_of_the_table_is_used():
    files = [one.name for one in pkgutil.walk_packages(theory.__path__, f"{theory.__name__}.")]
    held = [one for name in files for one in vars(import_module(name)).values()]
    used = {one for one in held if isinstance(one, sp.Symbol)}
    assert {one.symbol for one in TABLE.values()} <= used


def test_one_formula_imports_its_chapter_alone():
    code = (
        "import sys; from higgs_sym.registry import formula; formula('threshold.gap_edge'); "
        "print([name for name in sys.modules if name.startswith('higgs_sym.theory.')])"
    )
    assert printed_by(code) == "['higgs_sym.theory.derivations', 'higgs_sym.theory.threshold']"


def test_unknown_id_names_near_ones():
    for wrong in ("closure_mode.omgea", "closuremode.omega", "closure_mode"):
        with pytest.raises(ArgumentError, match=r"closure_mode\.omega"):
            formula(wrong)


def test_latex_is_folded():
    latex = formula("equilibrium.Sx.closed").latex
    assert latex.startswith("S^x = ")
    assert r"\alpha" in latex
    assert formula("equilibrium.Sx.closed")._repr_latex_().startswith("$")


def test_unfolded_has_only_arguments():
    for one in formulas().values():
        assert one.unfolded.free_symbols <= set(one.arguments), one.id


def test_bare_import_is_fast_and_light():
    code = (
        "import time; t = time.perf_counter(); import higgs_sym, sys; "
        "print(time.perf_counter() - t, 'sympy' in sys.modules)"
    )
    seconds, heavy = printed_by(code).split()
    # The limit is 1 s; without sympy it takes milliseconds, so a slow machine passes too.
    assert float(seconds) < 0.5
    assert heavy == "False"
