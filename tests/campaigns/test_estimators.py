"""Estimators, exact steady states and figures: odd arguments, and the same physics in any unit.

Each row of `CALLS` is a callable with arguments that it takes. Every argument in turn is replaced
by what is no number or no trajectory, and must be refused in one line that names it.
"""

import functools
import inspect
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from higgs_num.levels import Levels
from higgs_num.plots import late_gap, phase_diagram, save_picture, steady_state_figure
from higgs_num.signals import Measured, Oscillation, fit, measure, power_law
from higgs_num.signals.late_time import late_decay, late_time, late_transient, late_wave
from higgs_num.steady import Phase, Wave, border_gap, lax_vector, steady_map, steady_state
from higgs_num.steady.asymptote import fit_asymptote, wave_maximum, without_ripple
from higgs_sym.ground.errors import ArgumentError, ComputationError
from tests.campaigns.odd import numbers_like, odd_values, refused_in_one_line

TIME = np.arange(1.0, 2401.0) / 8.0
WAVE = Wave(0.5, 0.9)
TAIL = 0.9 + 0.3 * TIME**-0.5 * np.cos(1.81 * TIME - 0.04 * np.log(TIME) + 0.7)
DECAY = TIME**-1.5 * np.exp(-0.3 * TIME)
RINGING = WAVE(TIME) + 0.2 * np.exp(-0.01 * TIME) * TIME**-0.5 * np.cos(
    2.0 * np.pi * TIME / WAVE.period
)
MODEL = [Oscillation(1.81, 0.5, fit_frequency=True)]
LEVELS = Levels.uniform(10.0, 40)
STATE = steady_state(0.5, 1.0, 10.0)
SPINS = np.zeros((3, 40))

# What it is, how it is called, and the arguments that are taken as they come.
CALLS = {
    "Measured": (Measured, {"value": 1.0, "uncertainty": 0.5}),
    "spread": (Measured.spread, {"values": [1.0, 2.0]}),
    "Oscillation": (Oscillation, {"frequency": 2.0, "power": 0.5, "corrections": 1}),
    "fit": (fit, {"time": TIME, "signal": TAIL, "components": MODEL}),
    "measure": (
        measure,
        {"time": TIME, "signal": TAIL, "components": MODEL, "windows": [(5.0, 99.0)]},
    ),
    "power_law": (power_law, {"x": [1.0, 2.0, 4.0], "y": [1.0, 3.0, 9.0]}),
    "late_time": (late_time, {"time": TIME, "gap": TAIL, "frequency": 1.8}),
    "late_wave": (late_wave, {"time": TIME, "gap": WAVE(TIME)}),
    "late_decay": (late_decay, {"time": TIME, "gap": DECAY, "rate": 0.3}),
    "late_transient": (
        late_transient,
        {"time": TIME, "gap": RINGING, "gap_max": 0.9, "rate": 0.02},
    ),
    "fit_asymptote": (
        fit_asymptote,
        {"state": STATE, "time": TIME, "gap": TAIL, "window": (9.0, 99.0)},
    ),
    "without_ripple": (without_ripple, {"time": TIME, "gap": TAIL, "cutoff": 10.0}),
    "wave_maximum": (wave_maximum, {"wave": WAVE, "time": TIME, "gap": WAVE(TIME)}),
    "steady_state": (
        steady_state,
        {"gap_initial": 0.5, "gap_final": 1.0, "cutoff": 8.0, "temperature": 0.0},
    ),
    "steady_map": (steady_map, {"gap_initial": 0.5, "gap_final": 1.0, "cutoff": 8.0}),
    "border_gap": (border_gap, {"gap_initial": 0.5, "beta": 1.0, "cutoff": 8.0}),
    "cos_theta": (STATE.cos_theta, {"eps": 0.5}),
    "sin_theta": (STATE.sin_theta, {"eps": 0.5}),
    "Wave": (Wave, {"gap_min": 0.5, "gap_max": 1.0}),
    "wave": (WAVE, {"t": 0.5}),
    "asymptote": (fit_asymptote(STATE, TIME, TAIL), {"t": 0.5}),
    "inverse_coupling": (lax_vector.inverse_coupling, {"levels": LEVELS, "gap": 0.5}),
    "coupling_change": (
        lax_vector.coupling_change_of_levels,
        {"levels": LEVELS, "gap_initial": 0.5, "gap_final": 1.0},
    ),
    "isolated_roots": (
        lax_vector.isolated_roots_of_levels,
        {"levels": LEVELS, "gap_initial": 0.5, "gap_final": 1.0},
    ),
    "all_roots": (lax_vector.all_roots, {"levels": LEVELS, "gap_initial": 0.5, "gap_final": 1.0}),
    "lax_norm": (
        lax_vector.lax_norm,
        {"u": 0.3, "levels": LEVELS, "spins": SPINS, "inverse_lambda": 0.5},
    ),
    "phase_diagram": (phase_diagram, {"cutoffs": [3.0], "smallest": 0.5, "largest": 2.0}),
    "late_gap": (late_gap, {"state": STATE}),
    "steady_state_figure": (steady_state_figure, {"state": STATE}),
    "save_picture": (save_picture, {"drawn": steady_state_figure(STATE), "path": "unused.doc"}),
}
# What an argument may be beside a number: no window is the default one, an infinite cutoff, a
# complex u, an empty grid of quenches or of levels, which has an empty map.
ALLOWED = {
    ("fit_asymptote", "window"): (None,),
    ("lax_norm", "u"): (1j, [], [1.0, 2j]),
    ("cos_theta", "eps"): ([],),
    ("sin_theta", "eps"): ([],),
    ("wave", "t"): ([],),
    ("asymptote", "t"): ([],),
    ("steady_map", "gap_initial"): ([],),
    ("steady_map", "gap_final"): ([],),
    ("steady_map", "cutoff"): ([],),
}
# Other names that a refusal may tell: how many values there are is told of x, and --plot is a path.
ALSO = {"power_law": ("x",), "save_picture": ("plot",)}
SLOW = {"fit_asymptote", "phase_diagram", "steady_state_figure"}


@pytest.mark.parametrize("name", CALLS)
def test_odd_arguments_are_refused_by_name(name):
    call, arguments = CALLS[name]
    for argument in arguments:
        for odd in odd_values():
            if any(
                odd == one for one in ALLOWED.get((name, argument), ()) if type(one) is type(odd)
            ):
                continue
            replaced = functools.partial(call, **{**arguments, argument: odd})
            names = {argument, *ALSO.get(name, ())}
            refused_in_one_line(replaced, names)


@pytest.mark.parametrize("name", [name for name in CALLS if name not in SLOW | {"save_picture"}])
def test_a_number_of_another_type_is_the_same_number(name):
    call, arguments = CALLS[name]
    plain = call(**arguments)
    for argument, value in arguments.items():
        if isinstance(value, float):
            for other in numbers_like(value):
                same = call(**{**arguments, argument: other})
                np.testing.assert_equal(same, plain)


TRAJECTORIES = {
    name: row for name, row in CALLS.items() if {"time"} & set(row[1]) and name != "power_law"
}


def damaged(arguments):
    """Yield what is no trajectory, as arguments and the name that must be blamed."""
    (value,) = {"signal", "gap"} & set(arguments)
    time, signal = arguments["time"], arguments[value]
    late = time.copy()
    late[7] = late[6]
    yield {"time": late}, "time"
    yield {"time": time[::-1].copy()}, "time"
    yield {"time": time[:-1]}, value
    yield {value: signal[1:]}, value
    yield {"time": np.stack([time, time])}, "time"
    yield {value: np.stack([signal, signal])}, value
    for number in (math.nan, math.inf, -math.inf):
        for name, array in (("time", time), (value, signal)):
            spoilt = array.copy()
            spoilt[-3] = number
            yield {name: spoilt}, name
    yield {"time": time[:0], value: signal[:0]}, "time"
    yield {value: signal.astype(complex)}, value
    yield {value: signal.astype(str)}, value


@pytest.mark.parametrize("name", TRAJECTORIES)
def test_what_is_no_trajectory_is_refused_by_name(name):
    call, arguments = TRAJECTORIES[name]
    for changed, blamed in damaged(arguments):
        also = {"window"} if name == "fit_asymptote" else set()
        refused_in_one_line(lambda c=changed: call(**{**arguments, **c}), {blamed, *also})


@pytest.mark.parametrize("name", TRAJECTORIES)
@pytest.mark.parametrize("seed", range(1))
def test_noise_and_constants_give_numbers_or_a_reason(name, seed):
    call, arguments = TRAJECTORIES[name]
    (value,) = {"signal", "gap"} & set(arguments)
    draw = np.random.default_rng(seed)
    for scale in (1.0, 1e-300, 1e300):
        for signal in (draw.normal(size=TIME.size), np.ones_like(TIME), np.zeros_like(TIME)):
            try:
                found = call(**{**arguments, value: scale * signal})
            except (ArgumentError, ComputationError) as error:
                told = str(error)
            else:
                assert not any(word in repr(found) for word in ("nan", "inf,", "inf)"))
                continue
            assert "\n" not in told


# Amplitude times the root of the unit is a double.
DECADES = st.integers(-230, 230)


@settings(deadline=None, max_examples=8)
@given(amplitude=DECADES, unit=st.integers(-140, 140))
def test_a_fit_is_the_same_in_any_unit(amplitude, unit):
    size, tick = 10.0**amplitude, 10.0**unit
    model = [Oscillation(1.8101 / tick, 0.45, fit_frequency=True, fit_power=True)]
    signal = 0.9 + 0.3 * TIME**-0.5 * np.cos(1.81 * TIME + 0.7)
    found = fit(TIME * tick, size * signal, model)
    (mode,) = found.components
    # Rounding of the data, 1e-16, over the tail of 0.02 at the end, and some powers of ten for the
    # power of a unit.
    assert mode.frequency * tick == pytest.approx(1.81, rel=1e-12)
    assert mode.power == pytest.approx(0.5, abs=1e-11)
    assert found.mean / size == pytest.approx(0.9, rel=1e-13)
    assert mode.amplitude / size / math.sqrt(tick) == pytest.approx(0.3, rel=1e-9)


@settings(deadline=None, max_examples=6)
@given(amplitude=st.integers(-150, 150), unit=st.integers(-140, 140))
def test_late_time_laws_are_the_same_in_any_unit(amplitude, unit):
    size, tick = 10.0**amplitude, 10.0**unit
    one, other = late_time(TIME, TAIL, 1.8), late_time(TIME * tick, size * TAIL, 1.8 / tick)
    # Rounding, magnified by nearly dependent columns.
    assert other.gap.value / size == pytest.approx(one.gap.value, rel=1e-12)
    assert other.frequency.value * tick == pytest.approx(one.frequency.value, rel=1e-12)
    assert other.drift.value == pytest.approx(one.drift.value, abs=1e-9)
    wave = late_wave(TIME * tick, size * WAVE(TIME))
    assert wave.period.value / tick == pytest.approx(WAVE.period, rel=1e-6)  # of the spline
    assert wave.gap_max.value / size == pytest.approx(0.9, rel=1e-6)
    decay = late_decay(TIME * tick, size * DECAY, 0.29 / tick)
    assert decay.rate.value * tick == pytest.approx(0.3, rel=1e-9)
    assert decay.exponent.value == pytest.approx(1.5, rel=1e-7)


@settings(deadline=None, max_examples=30)
@given(x=st.integers(-290, 290), y=st.integers(-290, 290))
def test_the_exponent_of_a_power_law_has_no_unit(x, y):
    points = np.array([1.0, 2.0, 5.0, 7.0])
    try:
        law = power_law(points * 10.0**x, points**0.5 * 10.0**y)
    except ComputationError:
        # The prefactor, 10^(y - x/2), is no double.
        assert abs(y - x / 2) > 307
    else:
        # Logarithms up to 700 are rounded to 1e-13; divided by their spread, 2.
        assert law.exponent.value == pytest.approx(0.5, abs=2e-13)


@settings(deadline=None, max_examples=25)
@given(
    decade=st.integers(-94, 94),
    ratio=st.floats(-5.0, 5.0),
    band=st.floats(-2.0, 6.0),
    heat=st.sampled_from([0.0, 0.0, 0.0, 0.07, 0.4]),
)
def test_steady_states_are_the_same_in_any_unit(decade, ratio, band, heat):
    unit = 10.0**decade
    gap, cutoff = 10.0**ratio, 10.0**band
    try:
        one = steady_state(1.0, gap, cutoff, heat)
    except ComputationError:
        return  # on a border of phases at a temperature, as it is in other units
    other = steady_state(unit, unit * gap, unit * cutoff, unit * heat)
    # Products with a power of ten are rounded; a final gap above the cutoff magnifies that.
    rough = 1e-12 * max(1.0, gap / cutoff)
    if abs(abs(one.beta) - math.pi / 2) > 1e-6:
        assert other.phase == one.phase
    assert other.beta == pytest.approx(one.beta, rel=1e-13, abs=1e-15)
    for mine, theirs in zip(one.roots, other.roots, strict=False):
        assert theirs / unit == pytest.approx(mine, rel=1e-9, abs=rough)
    eps = cutoff * np.linspace(-0.9, 0.9, 5)
    np.testing.assert_allclose(other.cos_theta(unit * eps), one.cos_theta(eps), atol=1e-11)
    np.testing.assert_allclose(other.sin_theta(unit * eps), one.sin_theta(eps), atol=1e-11)
    if one.energy is not None and other.energy is not None:
        assert other.energy / unit / unit == pytest.approx(one.energy, rel=1e-12, abs=1e-13)


@pytest.mark.parametrize("gap_initial", [1e-100, 1e-3, 1.0, 1e100])
@pytest.mark.parametrize("cutoff", [10.0, 1e308, math.inf])
@pytest.mark.parametrize("gap_final", [0.0, 0.3, 1.0, 4.9, 1e99])
def test_levels_at_the_ends_of_the_double_range_have_a_distribution(gap_initial, cutoff, gap_final):
    # At an end of the range of gaps the final one lies on the inner side.
    below = gap_initial > 1.0 and gap_final > 1.0
    above = gap_initial == 1e-100 and 0.0 < gap_final < 1.0
    ratio = 1.0 / gap_final if below or above else gap_final
    cutoff = cutoff if cutoff > 1e300 else cutoff * gap_initial
    if ratio > 1e50 and cutoff < 1e300:
        return  # a final gap far above the cutoff: no double tells its coupling from infinity
    state = steady_state(gap_initial, ratio * gap_initial, cutoff)
    eps = np.array([5e-324, 1e-300, gap_initial, 1e308, 1.79e308])
    eps = eps[eps <= cutoff]
    cos, sin = state.cos_theta(eps), state.sin_theta(eps)
    # Two roundings of numbers of order one.
    np.testing.assert_allclose(cos**2 + sin**2, 1.0, rtol=1e-14)
    far = eps > 1e200 * gap_initial
    # Far from the Fermi level nothing turns; without cutoff that comes as 1/ln(eps)^2.
    assert (cos[far] > 0.9).all()


@pytest.mark.parametrize(
    ("gap_initial", "gap_final"),
    [
        (1.0, math.exp(-math.pi / 2)),
        (1.0, math.exp(math.pi / 2)),
        (math.exp(-math.pi / 2), 1.0),
        (math.exp(math.pi / 2), 1.0),
    ],
)
def test_states_on_a_border_are_whole(gap_initial, gap_final):
    state = steady_state(gap_initial, gap_final, certify=True)
    # No double is pi/2, so the phase is that of beta compared with it exactly.
    border = 1.5707963267948966
    expected = 0 if state.beta < -border else 1 if state.beta <= border else 2
    assert state.phase is Phase.of(expected)
    assert state.approach is not None
    assert math.isfinite(state.approach.drift)


def test_turning_points_after_the_largest_quench():
    # Both roots agree to 97 digits. For Delta_i << w: w1 - w2 = 2 Delta_i ln(Delta_f/Delta_i).
    wave = steady_state(1.0, 1e100).wave
    assert wave is not None
    assert wave.gap_min == pytest.approx(200.0 * math.log(10.0), rel=1e-12)
    # K of a modulus near 1: ln(4 gap_max/gap_min), twice that over gap_max.
    assert wave.period * 1e100 == pytest.approx(2.0 * math.log(4e100 / wave.gap_min), rel=1e-12)


def test_a_tiny_quench_has_a_tiny_energy():
    # (Delta_f - Delta_i)^2 to leading order, without cutoff.
    for change in (1e-6, 1e-10, 1e-14):
        final = 1.0 + change
        energy = steady_state(1.0, final).excitation_energy
        assert energy == pytest.approx((final - 1.0) ** 2, rel=2.0 * change + 1e-12)


@pytest.mark.parametrize("ending", [".PNG", ".Svg", ".pdf"])
def test_the_ending_of_a_picture_counts_in_either_case(tmp_path, ending):
    path = tmp_path / f"state{ending}"
    save_picture(steady_state_figure(STATE), path)
    assert path.stat().st_size > 1000


def test_every_row_names_arguments_of_its_call():
    for call, arguments in CALLS.values():
        assert set(arguments) <= set(inspect.signature(call).parameters)
