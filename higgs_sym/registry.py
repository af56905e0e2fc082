"""Formulas and derivations by id.

A chapter of the theory is imported when a formula of it is asked for, a chain when derivations
are; steps are built by the chain itself, when somebody looks at them.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType

from higgs_sym import theory
from higgs_sym.book import Formulas
from higgs_sym.derivation import Book, Derivation
from higgs_sym.formula import Formula
from higgs_sym.ground.errors import ArgumentError, meant, nearest, one_of
from higgs_sym.theory import derivations as chains


def formula(id: str) -> Formula:
    """Return the formula called `id`, importing its chapter alone.

    An id may be cut at its beginning where what is left belongs to one formula alone: `Sx.closed`.
    Raises `ArgumentError` naming near ids if there is none, or those that it may be.

    Examples
    --------
    >>> from higgs_sym.registry import formula
    >>> edge = formula("gap_edge")
    >>> edge.id
    'threshold.gap_edge'
    >>> print(f"{edge.lambdify('numpy')(Delta=1.0, alpha=0.1):.9f}")
    0.694922483
    """
    name = _text(id).partition(".")[0]
    found = _chapter(name) if name in theory.CHAPTERS else {}
    if id in found:
        return found[id]
    ending = [known for known in formulas() if id and known.endswith(f".{id}")]
    if len(ending) == 1:
        return formulas()[ending[0]]
    near = ending or _inside(id) or nearest(id, formulas(), alike=0.4)
    if len(ending) > 1 or (near and not ending and len(_inside(id)) > 1):
        raise ArgumentError("id", f"be the id of one formula ({', '.join(near[:8])})", repr(id))
    advice = f" ({meant(near[:3])})" if near else ""
    raise ArgumentError("id", f"be the id of a formula{advice}", repr(id))


def _inside(id: str) -> list[str]:
    """Return the ids that hold `id` as whole words between dots."""
    return [known for known in formulas() if id and f".{id}." in f".{known}."]


def search(text: str = "", *, source: str = "") -> Formulas:
    """Return the formulas whose id, title, source, left side or symbols hold all words of `text`.

    source : what their source must hold: "paper", "(12)", "Volkov". Letters of either size.

    Examples
    --------
    >>> from higgs_sym.registry import search
    >>> list(search("amplitude mode", source="paper"))
    ['closure_mode.printed_13', 'closure_mode.printed_15']
    """
    words = _text(text).lower().split()
    wanted = _text(source).lower()
    found = {}
    for id, one in formulas().items():
        names = " ".join(map(str, one.arguments))
        heap = f"{id} {one.title} {one.source} {one.lhs} {one.differs} {names}".lower()
        if all(word in heap for word in words) and wanted in one.source.lower():
            found[id] = one
    return Formulas(found)


@cache
def formulas() -> Formulas:
    """Return all formulas by id, in the order of the chapters.

    Raises `ValueError` as `chapter_of` and `book_of` say.

    Examples
    --------
    >>> from higgs_sym.registry import formulas
    >>> formulas()["conventions.alpha"].title
    "Abrikosov-Gor'kov parameter"
    """
    return book_of(_chapter(name) for name in theory.CHAPTERS)


@cache
def derivations() -> Mapping[str, Derivation]:
    """Return all derivations by id, in reading order, on the registry's formulas.

    No step is built or checked and no formula is imported. Raises `ValueError` for a chain whose
    id is not the name of its file.

    Examples
    --------
    >>> from higgs_sym.registry import derivations
    >>> "closure_mode" in derivations()
    True
    """
    found = {name: _chain(name) for name in chains.DERIVATIONS}
    return MappingProxyType(found)


def derivation(id: str) -> Derivation:
    """Return the derivation called `id`; raise `ArgumentError` listing the ids otherwise.

    Examples
    --------
    >>> from higgs_sym.registry import derivation
    >>> derivation("threshold").verify().status
    'proved'
    """
    return derivations()[one_of("id", id, chains.DERIVATIONS)]


def _text(id: str) -> str:
    if not isinstance(id, str):
        raise ArgumentError("id", "be the id of a formula, a text", repr(id))
    return id


@cache
def _chapter(name: str) -> Book:
    return chapter_of(name, import_module(f"{theory.__name__}.{name}").FORMULAS)


def chapter_of(name: str, formulas: Iterable[Formula]) -> Formulas:
    """Return the formulas of the chapter `name` by id.

    Raises `ValueError` for an id used twice, or one that names another chapter: `formula` would
    not find it.

    Examples
    --------
    >>> from higgs_sym.registry import chapter_of
    >>> from higgs_sym.theory.conventions import FORMULAS
    >>> len(chapter_of("conventions", FORMULAS)) == len(FORMULAS)
    True
    """
    found: dict[str, Formula] = {}
    for one in formulas:
        if one.chapter != name:
            raise ValueError(f"formula {one.id} is in chapter {name}; its id must say so")
        if one.id in found:
            raise ValueError(f"formula {one.id} is defined twice")
        found[one.id] = one
    return Formulas(found)


def book_of(chapters: Iterable[Book]) -> Formulas:
    """Return the formulas of all chapters by id.

    Raises `ValueError` for an id in `derived_from` that does not exist.

    Examples
    --------
    >>> from higgs_sym.registry import book_of, chapter_of
    >>> from higgs_sym.theory.conventions import FORMULAS
    >>> "conventions.z" in book_of([chapter_of("conventions", FORMULAS)])
    True
    """
    found = {id: one for chapter in chapters for id, one in chapter.items()}
    for one in found.values():
        for parent in one.derived_from:
            if parent not in found:
                raise ValueError(f"formula {one.id} is derived from {parent}, which is unknown")
    return Formulas(found)


def _chain(name: str) -> Derivation:
    one: Derivation = import_module(f"{chains.__name__}.{name}").CHAIN
    if one.id != name:
        raise ValueError(f"derivation {one.id} is in the file {name}; they must agree")
    return one.on(formulas)
