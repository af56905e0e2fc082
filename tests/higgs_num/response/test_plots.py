import numpy as np
import pytest

from higgs_num.plots import draw_spectrum, draw_tail, draw_thermal
from higgs_num.response import gap_edge, spectrum, step_response, thermal_spectrum
from higgs_sym.ground.errors import ArgumentError


def test_spectrum_marks_both_thresholds():
    found = spectrum(np.linspace(0, 3, 30), 0.1)
    ax = draw_spectrum(found)
    labels = [line.get_label() for line in ax.lines]
    assert np.array_equal(ax.lines[0].get_ydata(), found.absorption)
    assert ax.lines[labels.index(r"$2\epsilon_g$")].get_xdata()[0] == 2 * gap_edge(0.1)


def test_gapless_spectrum_has_no_lower_threshold():
    ax = draw_spectrum(spectrum(np.linspace(0.1, 3, 30), 1.5))
    assert r"$2\epsilon_g$" not in [line.get_label() for line in ax.lines]


def test_tail_draws_the_response_and_its_laws():
    found = step_response(np.geomspace(1, 500, 100), 0.2)
    ax = draw_tail(found)
    assert [line.get_label() for line in ax.lines] == ["exact", "pole", "$A/t^3$"]
    assert np.array_equal(ax.lines[0].get_ydata(), abs(found.remainder))


def test_thermal_curves_keep_what_is_positive():
    omega = np.linspace(0.1, 3, 30)
    found = [thermal_spectrum(omega, 0.1, T) for T in (0.0, 0.5)]
    ax = draw_thermal(found)
    cold, warm = ax.lines[:2]
    assert cold.get_xdata()[0] > 2 * gap_edge(0.1)
    assert np.array_equal(warm.get_ydata(), found[1].absorption)
    with pytest.raises(ArgumentError, match="one alpha"):
        draw_thermal([found[0], spectrum(omega, 0.2)])


def test_static_value_is_no_point_of_a_thermal_curve():
    omega = np.linspace(0, 3, 30)
    assert draw_spectrum(thermal_spectrum(omega, 0.1, 0.5)).lines[0].get_xdata()[0] == omega[1]
    assert draw_spectrum(spectrum(omega, 0.1)).lines[0].get_xdata()[0] == 0.0
