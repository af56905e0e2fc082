from pkgutil import iter_modules
from typing import Any
from xml.etree import ElementTree

import pytest

from higgs_sym.ground.errors import ArgumentError
from higgs_sym.ground.mathml import mathml
from tests.verification.session_samples import claim
from verification import claims as claims_package
from verification import registry
from verification.registry import RegistryError, ordered, select


def ids(claims: Any) -> list[str]:
    return [one.id for one in claims]


def test_each_claim_follows_what_it_uses() -> None:
    found = [
        claim("d", uses=("b", "c")),
        claim("b", uses=("a",)),
        claim("c", uses=("a",)),
        claim("a"),
        claim("e"),
    ]
    assert ids(ordered(found)) == ["a", "b", "c", "d", "e"]
    assert ids(ordered(reversed(found))) == ["e", "a", "c", "b", "d"]


@pytest.mark.parametrize(
    ("found", "complaint"),
    [
        ([claim("a"), claim("a")], "Two claims have the id `a`"),
        ([claim("a", uses=("b",))], "`a` uses `b`, which does not exist"),
        ([claim("a", uses=("a",))], "in a circle: a -> a"),
        ([claim("a", formulas=("closure_mode.omga",))], "`a` names a formula.*closure_mode.omega"),
        (
            [claim("x", uses=("a",)), claim("a", uses=("b",)), claim("b", uses=("a",))],
            "circle: a -> b -> a",
        ),
    ],
)
def test_claims_that_contradict_each_other_do_not_load(found: Any, complaint: str) -> None:
    with pytest.raises(RegistryError, match=complaint):
        ordered(found)


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"id": "Upper Case"}, "id"),
        ({"id": ""}, "id"),
        ({"source": ""}, "source of claim a"),
        ({"source": " "}, "source of claim a"),
        ({"statement": "two\nlines"}, "statement of claim a"),
        ({"title": ""}, "title of claim a"),
        ({"uses": "b"}, "uses of claim a"),
        ({"assumptions": "clean"}, "assumptions of claim a"),
        ({"kind": "rumour"}, "kind of claim a"),
        ({"latex": None}, "latex of claim a"),
        ({"formulas": "lax.beta"}, "formulas of claim a"),
    ],
)
def test_an_incomplete_claim_cannot_be_made(changes: dict[str, Any], name: str) -> None:
    with pytest.raises(ArgumentError, match=name):
        claim(
            **{"identity": "a", **changes} if "id" not in changes else {"identity": changes["id"]}
        )


def test_a_selection_brings_what_it_uses() -> None:
    found = ordered([claim("a"), claim("b", uses=("a",)), claim("c", uses=("b",)), claim("d")])
    assert ids(select(found, ["c"])) == ["a", "b", "c"]
    assert ids(select(found, ["d", "a"])) == ["a", "d"]


def test_an_unknown_id_is_told_with_the_nearest() -> None:
    found = (claim("printed-frequency"), claim("norm"))
    with pytest.raises(ArgumentError, match="did you mean printed-frequency") as caught:
        select(found, ["printed-frequncy"])
    assert "\n" not in str(caught.value)
    with pytest.raises(ArgumentError, match=r"but is 'zzz'$"):
        select(found, ["zzz"])


def test_the_claims_of_this_program_load_and_can_be_typeset() -> None:
    for one in registry.claims():
        if one.equation:
            text = "".join(ElementTree.fromstring(mathml(one.equation)).itertext())
            assert text, one.id
            assert not set(text) & set("\\_$"), one.id
    assert all(figure.title for figure in registry.figures())


def test_claims_come_from_the_listed_modules(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys
    import types

    module = types.ModuleType("claims_of_a_test")
    module.CLAIMS = (claim("b", uses=("a",)), claim("a"))  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "claims_of_a_test", module)
    monkeypatch.setattr(registry, "CLAIM_MODULES", ("claims_of_a_test",))
    assert ids(registry.claims()) == ["a", "b"]


def test_no_module_of_claims_is_forgotten() -> None:
    found = {f"verification.claims.{one.name}" for one in iter_modules(claims_package.__path__)}
    assert found == set(registry.CLAIM_MODULES)
