"""What a film, a clean film and a material may be."""

import pytest

from higgs_num.films import MATERIALS, WEAK_COUPLING, Clean, Film, material
from higgs_num.inputs.laboratory import energy_in
from higgs_sym.ground.errors import ArgumentError


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({}, "`film` must be told by exactly one of Tc_K, rate_meV, concentration, but is by none"),
        ({"Tc_K": 1.0, "rate_meV": 1.0}, "but is by Tc_K and rate_meV"),
        ({"Tc_K": 1.0, "rate_meV": 1.0, "line": 4}, r"`film A \(line 4\)` must be told"),
        ({"Tc_K": 0.0}, "`Tc_K` must be > 0"),
        ({"Tc_K": -1.0, "line": 3}, r"`Tc_K of film A \(line 3\)` must be > 0, but is -1"),
        ({"rate_meV": -0.1}, "`rate_meV` must be >= 0"),
        ({"Tc_K": 1.0, "gap_meV": float("inf")}, "`gap_meV` must be finite"),
        ({"Tc_K": 1.0, "gap_meV": 0.0}, "`gap_meV` must be > 0"),
        ({"concentration": 1.0}, "`slope_meV` must be told with a concentration"),
        ({"concentration": 1.0, "slope_meV": 0.0}, "`slope_meV` must be > 0"),
        ({"concentration": -1.0, "slope_meV": 1.0}, "`concentration` must be >= 0"),
        ({"Tc_K": 1.0, "line": 0}, "`line` must be >= 1"),
        ({"name": "a,b", "Tc_K": 1.0}, "`name` must be a text"),
        ({"name": "", "Tc_K": 1.0, "line": 2}, r"`name \(line 2\)` must be a text"),
        ({"name": "a" * 61, "Tc_K": 1.0}, "`name` must be a text of 1 to 60"),
        ({"name": "a\nb", "Tc_K": 1.0}, "`name` must be a text"),
        ({"name": 7, "Tc_K": 1.0}, "`name` must be a text"),
    ],
)
def test_no_such_film(given: dict[str, object], text: str) -> None:
    with pytest.raises(ArgumentError, match=text) as caught:
        Film(**{"name": "A", **given})  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ((0.0,), "tc0"), ((1e-7,), "tc0"), ((1e5,), "tc0"), ((float("nan"),), "tc0"),
        ((15.0, 2.9), "ratio"), ((15.0, 5.3), "ratio"), ((15.0, float("inf")), "ratio"),
    ],
)  # fmt: skip
def test_no_such_clean_film(given: tuple[float, ...], name: str) -> None:
    with pytest.raises(ArgumentError, match=f"`{name}`"):
        Clean(*given)


def test_every_material_tells_its_source_and_can_be_used() -> None:
    for name, one in MATERIALS.items():
        assert one.name == name
        assert one.source
        assert one.sample
        if one.gaps > 1:
            with pytest.raises(ArgumentError, match=r"have one gap.*MgB2, with 2"):
                material(name)
            continue
        assert material(name) is one
        Clean(one.Tc0_K or 10.0, one.ratio or WEAK_COUPLING)
    with pytest.raises(ArgumentError, match="`material` must be one of NbN, "):
        material("nbn")


@pytest.mark.parametrize(
    ("name", "double_gap"), [("NbN", "3.72 meV"), ("NbN", "30 1/cm"), ("Nb", "3.12 meV")]
)
def test_ratios_are_those_of_the_measured_gaps(name: str, double_gap: str) -> None:
    one = MATERIALS[name]
    assert one.ratio is not None
    assert one.Tc0_K is not None
    # Three digits are printed.
    expected = energy_in("gap", double_gap, "K") / one.Tc0_K
    assert one.ratio == pytest.approx(expected, rel=3e-3)
    assert double_gap.split(maxsplit=1)[0] in one.measured


def test_the_gap_of_MgB2_is_too_small_for_one_gap() -> None:
    ratio = energy_in("gap", "1.03 THz", "K") / 36.0
    assert f"{ratio:.2f} k T_c" in MATERIALS["MgB2"].measured
    with pytest.raises(ArgumentError, match="ratio"):
        Clean(36.0, ratio)
