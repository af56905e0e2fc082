"""sigma(omega) of films in kelvin and THz, against the same in units of the gap."""

import json
from pathlib import Path

import numpy as np
import pytest

import higgs
from higgs_num.currents import conductivity
from higgs_num.films import Clean, Film, film_conductivity
from higgs_sym.ground.errors import ArgumentError
from verification import cli

# CODATA 2018, exact in the SI; ten digits.
KELVIN, TERAHERTZ = 11.604518121, 0.2417989242
FREQUENCY = [0.2, 0.5, 1.0, 2.0]


def test_it_is_mattis_and_bardeen_of_the_clean_film() -> None:
    gap = 0.5 * 4.0 * 10.0 / KELVIN  # meV
    seen = film_conductivity(Film("clean", Tc_K=10.0), Clean(10.0, 4.0), FREQUENCY)
    expected = conductivity(np.array(FREQUENCY) / (gap * TERAHERTZ), 0.0)
    # 1e-8 is what is promised of sigma; the constants have ten digits
    np.testing.assert_allclose(seen.sigma, expected.sigma, atol=3e-8)
    assert seen.gap_THz == pytest.approx(gap * TERAHERTZ, rel=1e-9)


def test_it_is_the_state_of_the_film() -> None:
    at = higgs.film(9.0, Tc0_K=15.0, ratio=3.92, temperature_K=4.0).state
    seen = higgs.conductivity(
        9.0, Tc0_K=15.0, ratio=3.92, temperature_K=4.0, frequency_THz=FREQUENCY
    )
    omega = np.array(FREQUENCY) / (at.gap_meV * TERAHERTZ)
    expected = conductivity(omega, at.alpha, at.heat)
    np.testing.assert_allclose(seen.sigma, expected.sigma, rtol=3e-8)  # as above
    assert seen.state == at
    assert (seen.frequency_THz == FREQUENCY).all()
    assert seen.occupations is not None


def test_a_current_breaks_pairs_and_moves_the_gap() -> None:
    from higgs_num.currents import flowing

    seen = higgs.conductivity(9.0, Tc0_K=15.0, frequency_THz=FREQUENCY, current=0.5)
    still = higgs.conductivity(9.0, Tc0_K=15.0, frequency_THz=FREQUENCY)
    flow = flowing(0.5, still.state.rate_meV / Clean(15.0).gap_meV)
    assert seen.found.alpha == flow.alpha > still.found.alpha
    assert seen.gap_meV < still.gap_meV == still.state.gap_meV
    assert abs(seen.found.mode).max() > 0.0
    across = higgs.conductivity(
        9.0, Tc0_K=15.0, frequency_THz=FREQUENCY, current=0.5, direction="perpendicular"
    )
    assert not across.found.mode.any()


def test_the_command_has_the_same_numbers(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = tmp_path / "sigma.csv"
    words = ["--material", "NbN", "--tc0", "15", "--tc", "9", "--temperature", "4", "--json"]
    frequency = ["--frequency", "200 GHz,0.5,1 THz,2", "--out", str(out)]
    assert cli.execute(["conductivity", *words, *frequency]) == 0
    told = json.loads(capsys.readouterr().out)["results"]
    seen = higgs.conductivity(
        9.0, material="NbN", Tc0_K=15.0, temperature_K=4.0, frequency_THz=FREQUENCY
    )
    rows = np.array(told["rows"])
    # 200 GHz is 0.2 THz but for the last digit
    np.testing.assert_allclose(rows[:, 0], FREQUENCY, rtol=1e-15)
    np.testing.assert_allclose(rows[:, 1] + 1j * rows[:, 2], seen.sigma, rtol=1e-14)
    assert told["film"]["note"] == seen.occupations
    assert told["film"]["material"] == "NbN"
    assert str(seen.occupations) in out.read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("--temperature 0,4 --frequency 1", "`--temperature` must be one number, in K"),
        ("--frequency 0,1", "`--frequency` must be > 0, in THz"),
        ("--frequency 1 --current 1.1", "`--current` must be J/J_dp, in [0, 1]"),
        ("--frequency 0.1THz:3THz:5", "`--frequency` must be a range of plain numbers, in THz"),
    ],
)
def test_what_is_refused(words: str, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.execute(["conductivity", "--tc0", "15", "--tc", "9", *words.split()]) == 2
    told = capsys.readouterr().err
    assert text in told
    assert told.count("\n") == 1


def test_the_error_names_the_table_of_materials_only_if_it_is_its() -> None:
    for given, text in (
        ({"material": "NbN"}, "11 K (that of NbN in the table of materials; give --tc0"),
        ({"material": "NbN", "Tc0_K": 10.0}, "10 K (mend --tc0"),
        ({"Tc0_K": 11.0}, "11 K (mend --tc0"),
    ):
        with pytest.raises(ArgumentError) as caught:
            higgs.conductivity(12.0, frequency_THz=1.0, **given)  # type: ignore[arg-type]
        assert text in str(caught.value)
