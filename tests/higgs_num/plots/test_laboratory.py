"""Pictures of films in the units of the laboratory."""

from typing import Any

import numpy as np
import pytest

import higgs
from higgs_num.plots import draw_conductivity, films
from tests.higgs_num.plots import drawn

TERAHERTZ = 0.2417989242  # of a meV, CODATA 2018, ten digits


def test_films_have_kelvin_above_and_terahertz_on_the_right() -> None:
    found: Any = higgs.film([9.0, 12.0], Tc0_K=15.0)
    ax = films(found)
    assert ax.figure is not None
    ax.figure.draw_without_rendering()  # type: ignore[union-attr]
    above, right = ax.child_axes
    assert above.get_xlabel() == "$T_c$ (K)"
    assert np.array(above.get_xlim()) == pytest.approx(15.0 * np.array(ax.get_xlim()))
    unit = 2.0 * found[0].clean.gap_meV * TERAHERTZ
    # ten digits of the constant
    assert np.array(right.get_ylim()) == pytest.approx(unit * np.array(ax.get_ylim()), rel=1e-9)


def test_a_film_is_drawn_over_terahertz_with_its_name() -> None:
    seen = drawn.film_conductivity()
    ax = draw_conductivity(seen)
    assert ax.get_ylabel() == r"$\sigma/\sigma_N$"
    assert "THz" in ax.get_xlabel()
    assert ax.get_xlim() == pytest.approx((0.1, 3.0))
    for told in ("NbN", "$T_c = 9$ K", "$T = 4$ K"):
        assert told in ax.get_title(loc="right")
    # Ten frequencies: a smooth curve, on which the ten are marked.
    curve, _, marks, _ = ax.get_lines()[:4]
    assert len(curve.get_xdata()) > 200
    np.testing.assert_array_equal(marks.get_ydata(), seen.sigma.real)
    on = np.interp(marks.get_xdata(), curve.get_xdata(), curve.get_ydata())
    np.testing.assert_allclose(on, seen.sigma.real, atol=1e-6)  # the same sums on other nodes


def test_sigma_2_is_in_the_picture() -> None:
    seen = drawn.film_conductivity()
    top = draw_conductivity(seen).get_ylim()[1]
    shown = seen.frequency_THz > 0.1 + 0.1 * 2.9
    assert top > seen.sigma.imag[shown].max()
    assert top < seen.sigma.imag.max()
