"""Formulas and derivations by id.

A chapter of the theory is imported when a formula of it is asked for, a chain when derivations
are; steps are built by the chain itself, when somebody looks at them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import import_module
from types import MappingProxyType

from higgs_sym import theory
from higgs_sym.book import Formulas
from higgs_sym.derivation import Book, Derivation
from higgs_sym.formula import Formula
from higgs_sym.ground.errors import ArgumentError, meant, nearest, one_of
from higgs_sym.theory import derivations as chains

# Words that tell no formula from another.
SMALL_WORDS = frozenset(("a", "an", "and", "as", "at", "by", "for", "from", "in", "is", "it",
                         "no", "of", "on", "or", "the", "to", "what", "with"))  # fmt: skip


def formula(id: str) -> Formula:
    """Return the formula called `id`, importing its chapter alone.

    An id may be cut at its beginning where what is left belongs to one formula alone: `Sx.closed`.
    A left side that is told of one formula alone names it as well: `omega_H`.
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
    ending = ending or _told_as(id)
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


def _told_as(left: str) -> list[str]:
    """Return the ids of formulas with that left side: `omega_H`, with or without backslashes."""
    wanted = _plain(left)
    return [id for id, one in formulas().items() if wanted and _plain(one.lhs) == wanted]


def _plain(latex: str) -> str:
    """Return a left side without the signs of LaTeX: `omega_Higgs`."""
    return re.sub(r"\\(?:mathrm|mathcal|text|rm|left|right)\b|[\\{}\s$]|\\[,;!]", "", latex)


def search(text: str = "", *, source: str = "") -> Formulas:
    """Return the formulas that hold the words of `text`, the best first.

    Words are looked for in id, title, source, left side, symbols and remarks, in letters of either
    size; small words (of, the) are ignored. Of three words or more one in three may be missing.
    Where no formula holds so many, those that hold most are returned, if that is half of them.

    source : what their source must hold: "paper", "(12)", "Volkov"

    Examples
    --------
    >>> from higgs_sym.registry import search
    >>> list(search("amplitude mode", source="paper"))
    ['closure_mode.printed_13', 'closure_mode.printed_15']
    >>> next(iter(search("frequency of the amplitude mode")))
    'closure_mode.omega'
    """
    words = [word for word in dict.fromkeys(_text(text).lower().split()) if word not in SMALL_WORDS]
    wanted = _text(source).lower()
    ranked = []
    for id, one in formulas().items():
        if wanted in one.source.lower():
            held, weight = _held(words, one)
            ranked.append((held, weight, id))
    most = max((held for held, _, _ in ranked), default=0)
    least = len(words) - len(words) // 3
    if most < least:
        least = max(most, (len(words) + 1) // 2, 1)
    ranked = [one for one in ranked if one[0] >= least]
    # Sorting keeps the order of the chapters among equals.
    ranked.sort(key=lambda one: (one[0], one[1]), reverse=True)
    return Formulas({id: formulas()[id] for _, _, id in ranked})


def _held(words: Sequence[str], one: Formula) -> tuple[int, int]:
    """Return how many words a formula holds, and by how prominent places."""
    left = f"{_plain(one.lhs)} {one.lhs}".lower()
    names = " ".join(map(str, one.arguments))
    title, rest = one.title.lower(), f"{one.source} {one.differs} {names}".lower()
    held = weight = 0
    for word in words:
        # Both numbers of a noun: frequencies are not looked for, modes are.
        stem = word[:-1] if len(word) > 4 and word.endswith("s") else word
        places = [stem in place for place in (title, one.id.lower(), left, rest)]
        held += any(places)
        # What a title or an id says of a formula, remarks say in passing.
        weight += max(
            (value for value, here in zip((4, 3, 3, 1), places, strict=True) if here), default=0
        )
        # What a title begins with is what the formula is; so is its left side.
        weight += title.startswith(stem) or _plain(one.lhs).lower() == word
    return held, weight


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
