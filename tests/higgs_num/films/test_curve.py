"""The law over T_c/T_c0, and its picture."""

import numpy as np
import pytest

from higgs_num.films import Clean, Film, curve, predict, predict_all
from higgs_num.plots import films as draw
from higgs_sym.ground.errors import ArgumentError
from tests.higgs_num.films.samples import CLEAN


@pytest.mark.parametrize("temperature", [0.0, 4.0])
def test_films_lie_on_the_law(temperature: float) -> None:
    law = curve(CLEAN, temperature, points=4)
    assert law.transition[0] == law.peak[0] / law.double_gap[0] == 1.0
    assert np.all(np.diff(law.transition) < 0.0)
    for k in (1, 2):
        film = Film("x", Tc_K=15.0 * float(law.transition[k]))
        found = predict(film, CLEAN, temperature)
        unit = 2.0 * CLEAN.gap_meV
        assert found.peak is not None
        # T_c is rounded once on the way, and a gap from a root: 1e-14.
        assert law.peak[k] == pytest.approx(found.peak / unit, rel=1e-11)
        assert law.threshold[k] == pytest.approx(found.threshold / unit, rel=1e-11)
        assert law.upper[k] - law.lower[k] == pytest.approx((found.full_width or 0.0) / unit)
        assert law.double_gap[k] == pytest.approx(2.0 * found.gap / unit, rel=1e-11)
    assert law.transition[-1] > temperature / 15.0


def test_the_law_does_not_know_the_material() -> None:
    one, other = curve(CLEAN, points=3), curve(Clean(9.0, 4.0), points=3)
    assert np.array_equal(one.peak, other.peak)


def test_no_law_above_the_transition() -> None:
    for temperature in (15.0, 14.9, -1.0, float("nan")):
        with pytest.raises(ArgumentError, match="`temperature`"):
            curve(CLEAN, temperature)
    with pytest.raises(ArgumentError, match="`points`"):
        curve(CLEAN, points=1)


def test_the_picture_has_the_law_and_the_films() -> None:
    films = [Film("a$1", Tc_K=12.0, gap_meV=2.0), Film("b", rate_meV=0.0)]
    found = predict_all(films, CLEAN)
    ax = draw(found)
    drawn = {line.get_label(): line for line in ax.lines}
    points = [line for line in ax.lines if line.get_marker() == "o" and len(line.get_xdata())]
    (peaks,) = points
    assert peaks.get_xdata() == pytest.approx([0.8, 1.0])
    assert peaks.get_ydata() == pytest.approx(
        [(one.peak or 0.0) / (2 * CLEAN.gap_meV) for one in found]
    )
    law = drawn[r"peak of $\mathrm{Im}\,1/D^R$"]
    on_it = np.interp(0.8, law.get_xdata()[::-1], law.get_ydata()[::-1])
    assert on_it == pytest.approx(peaks.get_ydata()[0], rel=1e-3)  # chords of 40 points
    assert drawn[r"measured $2\Delta$"].get_ydata() == pytest.approx([2.0 / CLEAN.gap_meV])


def test_what_is_no_picture() -> None:
    one, other = predict(Film("a", Tc_K=9.0), CLEAN), predict(Film("a", Tc_K=9.0), Clean(14.0))
    with pytest.raises(ArgumentError, match="`found` must be of one clean film"):
        draw([one, other])
    with pytest.raises(ArgumentError, match="at least one"):
        draw([])
    many = predict_all([Film("a", Tc_K=15.0)], CLEAN, [1.0, 2.0, 3.0, 4.0, 5.0])
    with pytest.raises(ArgumentError, match="`temperatures` must be at most 4"):
        draw(many)
