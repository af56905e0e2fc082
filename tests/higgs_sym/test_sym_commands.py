"""`higgs formulas` and `higgs derive`."""

import json
from dataclasses import replace
from html.parser import HTMLParser

import click
import pytest
from click.testing import CliRunner

from higgs_sym import registry
from higgs_sym.commands import check_formula, derive, formulas
from higgs_sym.ground.answer import Answer
from higgs_sym.ground.errors import ArgumentError, FileError
from higgs_sym.registry import derivation, derivations


def answer(command, *arguments) -> Answer:
    return command.main(list(arguments), standalone_mode=False)


def test_formulas_lists_all():
    got = answer(formulas.command)
    assert [row["id"] for row in got.evaluated()["formulas"]] == list(registry.formulas())
    assert all(id in got.text for id in registry.formulas())
    json.dumps(got.evaluated())


@pytest.mark.parametrize("id", registry.formulas())
def test_formulas_shows_each(id):
    got = answer(formulas.command, id)
    assert got.evaluated()["id"] == id
    assert registry.formulas()[id].title in got.text
    assert registry.formulas()[id].latex in got.text
    json.dumps(got.evaluated())


def test_formula_tells_its_derivation_domain_and_difference():
    got = answer(formulas.command, "closure_mode.omega")
    assert got.evaluated()["derivations"] == ["closure_mode"]
    assert "z**2 <= 1" in got.text
    assert "virtual" in got.text
    assert "1/(2 tau_m Delta)" in got.text


def test_formula_shows_generated_code():
    got = answer(formulas.command, "closure_mode.omega", "--code", "numpy")
    assert got.evaluated()["generated"].startswith("def value(Delta, z):")


def test_unknown_formula_is_one_line():
    with pytest.raises(ArgumentError) as caught:
        answer(formulas.command, "closure_mode.omgea")
    assert "\n" not in str(caught.value)
    assert "closure_mode.omega" in str(caught.value)


def test_derive_lists_all():
    got = answer(derive.command)
    rows = got.evaluated()["derivations"]
    assert [row["id"] for row in rows] == list(derivations())
    assert [row["steps"] for row in rows] == [len(one.steps) for one in derivations().values()]
    assert all(f"{row['id']} " in got.text and row["claim"] in got.text for row in rows)
    assert got.exit_status == 0


def test_derive_prints_every_step():
    got = answer(derive.command, "keldysh")
    assert got.exit_status == 0
    assert got.evaluated()["status"] == "proved"
    assert [row["name"] for row in got.evaluated()["steps"]] == [
        s.name for s in derivation("keldysh").steps
    ]
    assert got.text.count("Not obtained:") == len(derivation("keldysh").missing)
    json.dumps(got.evaluated())


class Balanced(HTMLParser):
    """Collects tags left open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.steps = 0

    def handle_starttag(self, tag, attrs):
        self.steps += tag == "li" and bool(dict(attrs).get("id"))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_derive_writes_a_page(tmp_path):
    target = tmp_path / "chain.html"
    answer(derive.command, "rates", "--html", str(target))
    text = target.read_text()
    parser = Balanced()
    parser.feed(text)
    assert parser.open == []
    assert parser.steps == len(derivation("rates").steps)
    assert "<script" not in text
    assert "http" not in text.replace("http://www.w3.org", "")
    assert list(tmp_path.iterdir()) == [target]


def test_derive_keeps_an_existing_page(tmp_path):
    target = tmp_path / "chain.html"
    target.write_text("mine")
    with pytest.raises(FileError, match="exists"):
        answer(derive.command, "rates", "--html", str(target))
    assert target.read_text() == "mine"
    answer(derive.command, "rates", "--html", str(target), "--overwrite")
    assert target.read_text() != "mine"


def test_derive_names_a_missing_folder(tmp_path):
    with pytest.raises(FileError, match="no folder"):
        answer(derive.command, "rates", "--html", str(tmp_path / "no" / "chain.html"))


def test_a_failed_step_is_the_exit_status(monkeypatch):
    good = derivation("rates")
    wrong = replace(good.steps[0], right=0 * good.steps[0].right)
    bad = replace(good, build=lambda _: (wrong, *good.steps[1:]))
    monkeypatch.setattr(registry, "derivation", lambda _: bad)
    got = answer(derive.command, "rates")
    assert got.exit_status == 1
    assert "sum: failed" in got.text


def test_unknown_derivation_lists_them():
    result = CliRunner().invoke(derive.command, ["no"])
    assert isinstance(result.exception, ArgumentError)
    assert "keldysh" in str(result.exception)


def test_a_second_word_is_told_where_it_belongs():
    with pytest.raises(click.UsageError, match="Write `--against gap_edge` to compare"):
        answer(check_formula.command, "Delta", "gap_edge")
    with pytest.raises(click.UsageError, match=r"in quotes if it has blanks; what is '[+] 3'"):
        answer(check_formula.command, "2", "+", "3")


def test_errors_of_a_formula_name_options():
    with pytest.raises(ArgumentError) as told:
        answer(check_formula.command, "Gamma_s/Delta", "--against", "conventions.alpha")
    assert "--let Gamma_s=rate_s for" in str(told.value)
    assert "--let Gamma_s=rate_s/2 for" in str(told.value)
    assert "let={" not in str(told.value)
    with pytest.raises(ArgumentError, match=r"both formulas: --at rate_u=0"):
        answer(check_formula.command, "z", "--against", "conventions.z", "--let", "rate_u=0")
    with pytest.raises(ArgumentError, match="`--at` must be used with --against"):
        answer(check_formula.command, "x", "--as", "W", "--at", "rate_u=0")
    with pytest.raises(ArgumentError, match="`--at` must be NAME=VALUE"):
        answer(check_formula.command, "z", "--against", "z", "--at", "rate_u")


def test_a_checked_formula_tells_what_was_assumed():
    words = ("--against", "closure_mode.omega", "--at", "rate_u=0")
    got = answer(check_formula.command, r"2\Delta\sqrt{1-\alpha^2/4}", *words)
    assert got.exit_status == 0
    assert got.evaluated()["readings"][0] == "alpha as rate_s/Delta"
    assert all(one in got.text for one in got.evaluated()["readings"])
    guess = answer(check_formula.command, "S^z(0) = x", "--as", "W")
    assert guess.evaluated()["readings"] == ["x as eps/Delta", "left side S^z(0) was left out"]
    assert "left side S^z(0) was left out" in guess.text
