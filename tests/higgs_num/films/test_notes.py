"""What is told beside the numbers: how levels are occupied, and which peaks are none."""

import pytest

from higgs_num.films import Clean, Film, predict_all, state
from higgs_num.films.notes import broad_ones, occupations, occupations_of
from higgs_num.films.table import content, data, text
from tests.higgs_num.films.samples import CLEAN

MEV = 1.0 / 11.604518121  # of a kelvin; CODATA 2018, ten digits
NBN = Clean(15.0, 3.92)
FILM = Film("C", Tc_K=9.0)


def test_both_temperatures_by_hand() -> None:
    at = state(FILM, NBN, 4.0)
    # What T and Delta that are told say, and what weak coupling has at this T/T_c.
    own = 4.0 * MEV / at.gap_meV
    weak = state(FILM, CLEAN, 4.0)
    heat = 4.0 * MEV / weak.gap_meV
    assert at.heat == pytest.approx(heat, rel=1e-9)  # ten digits by hand
    told = occupations(NBN, 4.0, at.heat)
    assert told is not None
    assert f"k T = {heat:.4g} Delta; 4 K alone would be {own:.4g} Delta" in told
    assert (f"{heat:.4g}", f"{own:.4g}") == ("0.2098", "0.1888")


def test_weak_coupling_and_zero_need_no_word() -> None:
    assert occupations(CLEAN, 4.0, 0.2) is None
    assert occupations(Clean(15.0, 3.528), 4.0, 0.2) is None
    assert occupations(NBN, 0.0, 0.0) is None
    assert occupations_of(predict_all([FILM], NBN)) is None


def test_every_form_of_a_table_tells_it() -> None:
    found = predict_all([FILM], NBN, [0.0, 4.0])
    told = occupations_of(found)
    assert told is not None
    assert told in text(found)
    assert data(found)["occupations"] == told
    assert f"# occupations: {told}" in content(found).csv
    assert "occupations" not in content(predict_all([FILM], CLEAN, [4.0])).csv


def test_broad_maxima_are_named() -> None:
    films = [Film("clean", Tc_K=15.0), Film("A", Tc_K=14.2), Film("C", Tc_K=9.0)]
    found = predict_all(films, CLEAN)
    told = broad_ones(found)
    assert told is not None
    assert told.endswith("no resonance any more: C")
    assert told in text(found)
    assert broad_ones(found[:2]) is None
    many = [Film(str(k), Tc_K=5.0 + 0.1 * k) for k in range(10)]
    assert str(broad_ones(predict_all(many, CLEAN))).endswith("6, 7 and 2 more")
