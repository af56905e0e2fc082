"""`higgs.film`: one film, lists and files."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import higgs
from higgs_num.films import MATERIALS, Clean, Film, predict, predict_all
from higgs_sym.ground.errors import ArgumentError
from tests.higgs_num.films.samples import EXAMPLE

CLEAN = Clean(15.0)


def test_one_film_is_the_prediction_for_it() -> None:
    assert higgs.film(9.0, Tc0_K=15.0) == predict(Film("film", Tc_K=9.0), CLEAN)
    warm = higgs.film(rate_meV=0.3, Tc0_K=15.0, ratio=4.0, temperature_K=2.0, name="A")
    assert warm == predict(Film("A", rate_meV=0.3), Clean(15.0, 4.0), 2.0)
    some = higgs.film(concentration=0.2, slope_meV=0.8, Tc0_K=15.0)
    assert some == predict(Film("film", concentration=0.2, slope_meV=0.8), CLEAN)


def test_a_material_gives_what_is_not_given() -> None:
    one = MATERIALS["NbN"]
    assert one.Tc0_K is not None
    assert one.ratio is not None
    assert higgs.film(9.0, material="NbN").clean == Clean(one.Tc0_K, one.ratio)
    assert higgs.film(9.0, material="NbN", Tc0_K=16.0).clean == Clean(16.0, one.ratio)


@pytest.mark.parametrize("many", [[9.0, 12.0], (9.0, 12.0), np.array([9.0, 12.0])])
def test_lists_are_told_film_by_film(many: Any) -> None:
    films = [Film("1", Tc_K=9.0), Film("2", Tc_K=12.0)]
    assert higgs.film(many, Tc0_K=15.0) == predict_all(films, CLEAN)
    assert higgs.film(films, Tc0_K=15.0, temperature_K=[0.0, 2.0]) == predict_all(
        films, CLEAN, [0.0, 2.0]
    )
    named = higgs.film(many, Tc0_K=15.0, name=["A", "B"])
    assert isinstance(named, list)
    assert [one.film.name for one in named] == ["A", "B"]


def test_one_film_at_two_temperatures_is_a_list() -> None:
    found = higgs.film(9.0, Tc0_K=15.0, temperature_K=[0.0, 2.0])
    assert found == [higgs.film(9.0, Tc0_K=15.0, temperature_K=T) for T in (0.0, 2.0)]


def test_files_are_those_of_the_command() -> None:
    from higgs_num.films import read_films

    found = higgs.film(EXAMPLE, Tc0_K=15.0, slope_meV=0.8)
    assert found == predict_all(read_films(EXAMPLE, slope_meV=0.8), CLEAN)
    assert found == higgs.film(str(Path(EXAMPLE)), Tc0_K=15.0, slope_meV=0.8)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"Tc_K": 9.0}, "`Tc0_K` must be given, or the material be one of NbN"),
        ({"Tc_K": 9.0, "material": "NbTiN"}, "`Tc0_K` must be given"),
        ({"Tc_K": 9.0, "material": "MgB2"}, "one gap"),
        ({"Tc0_K": 15.0}, "exactly one of"),
        ({"Tc_K": 9.0, "rate_meV": 0.1, "Tc0_K": 15.0}, "exactly one of"),
        ({"Tc_K": [9.0, 10.0], "name": ["A"], "Tc0_K": 15.0}, "as many values as Tc_K, 2"),
        ({"Tc_K": [9.0, 10.0], "gap_meV": 1.0, "Tc0_K": 15.0}, "be a sequence, as Tc_K"),
        ({"Tc_K": EXAMPLE, "rate_meV": 0.1, "Tc0_K": 15.0}, "where a file tells films"),
        ({"Tc_K": [Film("A", Tc_K=9.0), 9.0], "Tc0_K": 15.0}, "`films` must"),
        ({"Tc_K": 16.0, "Tc0_K": 15.0}, "T_c0"),
    ],
)
def test_mistakes_are_told_in_one_line(given: dict[str, Any], told: str) -> None:
    with pytest.raises(ArgumentError, match=told) as caught:
        higgs.film(**given)
    assert "\n" not in str(caught.value)
