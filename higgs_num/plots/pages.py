"""Results as pieces of HTML for notebooks: what they print, as a table, and what they look like.

Numbers are those of the object, as its text has them; matplotlib is loaded for those with a
picture alone. No class is imported here: the keys of `PAGES` name them.
"""

import io
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from higgs_sym.ground.page import MOST_ROWS, facts, grid, joined, picture, sentence, sentences

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from higgs_num.currents import Conductivity, Wire
    from higgs_num.equilibrium.table import CertifiedTable
    from higgs_num.films import FilmConductivity, Prediction
    from higgs_num.foreign import Examination
    from higgs_num.kinetic import KineticResult
    from higgs_num.oracle import EnsembleResult
    from higgs_num.quench import Result
    from higgs_num.response import Peak, Pole, Spectrum
    from higgs_num.signals import Description
    from higgs_num.steady import SteadyState

DOTS_PER_INCH = 100


def _drawn(drawn: "Axes | Figure", says: str) -> str:
    figure = drawn.get_figure(root=True)
    assert figure is not None
    image = io.BytesIO()
    figure.savefig(image, dpi=DOTS_PER_INCH, format="png")
    return picture(image.getvalue(), says)


def _quench(result: "Result") -> str:
    from higgs_num.plots.trajectory import trajectory

    return joined(
        "Quench result", facts(result.summary), _drawn(trajectory(result), "Delta(t)")
    )  # fmt: skip


def _kinetic(result: "KineticResult") -> str:
    from higgs_num.plots.kinetic import kinetic

    return joined("Kinetic result", facts(result.summary), _drawn(kinetic(result), "Delta(t)"))


def _oracle(result: "EnsembleResult") -> str:
    from higgs_num.plots.oracle import oracle

    return joined(
        "Oracle result", facts(result.summary), _drawn(oracle([result]), "mean of |Delta(t)|")
    )


def _table(table: "CertifiedTable") -> str:
    head = table.header()
    told = {name: head[name] for name in ("quantity", "conventions", "digits", "rows")}
    # The rows before the last are made one by one: a table may have a million.
    rows = [row for _, row in zip(range(MOST_ROWS), table.rows, strict=False)]
    left = len(table.entries) - len(rows)
    more = sentence(f"and {left} more rows") if left else ""
    return joined("Certified table", facts(told), grid(table.columns, rows), more)


def _steady(state: "SteadyState") -> str:
    from higgs_num.plots.steady_state import steady_state_figure

    fields = {
        "phase": state.phase, "gap_initial": state.gap_initial, "gap_final": state.gap_final,
        "cutoff": state.cutoff, "temperature": state.temperature, "beta": state.beta,
        "roots": ", ".join(map(str, state.roots)) or "none", "gap_steady": state.gap_steady,
    }  # fmt: skip
    shown = _drawn(steady_state_figure(state), "cos and sin of theta; Delta at late times")
    return joined("Exact clean steady state", facts(fields), shown)


def _spectrum(found: "Spectrum") -> str:
    from higgs_num.plots.response_spectrum import draw_spectrum

    size = found.omega.size
    fields = {
        "alpha = 1/(tau_s Delta)": found.alpha, "T/Delta": found.temperature, "Q": found.Q,
        "sheet": found.sheet, "frequencies": size,
        "error": f"at most {float(found.error.max()):.2g}" if size else None,
    }  # fmt: skip
    real = size > 1 and not found.omega.imag.any()
    shown = _drawn(draw_spectrum(found), "Im 1/D and |1/D| over the frequency") if real else ""
    return joined("Exact response, unit: the gap", facts(fields), shown)


def _peak(found: "Peak") -> str:
    fields = {
        "observable": found.observable, "alpha = 1/(tau_s Delta)": found.alpha,
        "T/Delta": found.temperature, "Q": found.Q, "omega": found.omega,
        "height": found.height, "lower": found.lower, "upper": found.upper, "width": found.width,
    }  # fmt: skip
    return joined("Peak, unit: the gap", facts(fields))


def _pole(found: "Pole") -> str:
    fields = {
        "alpha = 1/(tau_s Delta)": found.alpha, "T/Delta": found.temperature, "Q": found.Q,
        "omega": found.omega, "error": f"{found.error:.2g}", "weight": found.weight,
    }  # fmt: skip
    return joined("Pole on the second sheet, unit: the gap", facts(fields))


def _film(found: "Prediction") -> str:
    from higgs_num.films.prediction import ENERGIES
    from higgs_num.films.table import UNITS, in_units

    told = {
        "T_c (K)": found.state.Tc_K, "temperature (K)": found.state.temperature,
        "alpha = 1/(tau_s Delta)": found.state.alpha, "decay (ps)": found.decay_ps,
        "clean film": f"T_c0 = {found.clean.Tc0_K} K, 2 Delta/(k T_c) = {found.clean.ratio}",
    }  # fmt: skip
    rows = [
        (ENERGIES[name], *(in_units(value, unit) for unit in UNITS))
        for name, value in found.energies.items()
        if value is not None
    ]
    convention = sentence(found.clean.convention)
    return joined(
        f"Film {found.film.name}", facts(told), grid(("", *UNITS), rows), convention
    )  # fmt: skip


def _description(found: "Description") -> str:
    told: dict[str, object] = {"from": found.window[0], "to": found.window[1]}
    for name in found.__dataclass_fields__:
        if name not in ("kind", "window", "reasons"):
            told[name.replace("_", " ")] = getattr(found, name)
    return joined(f"The signal: {found.kind}", facts(told), sentences(found.reasons))


def _examination(found: "Examination") -> str:
    from higgs_num.plots.examination import examination

    heads = ("check", "quantity", "measured", "exact", "tolerance", "outcome")
    rows = [
        (one.check, one.quantity, one.measured, one.exact, one.tolerance, one.outcome)
        for one in found.comparisons
    ]
    return joined(
        f"The trajectory {found.outcome}",
        grid(heads, rows) if rows else "",
        sentences(one.sentence for one in found.named),
        sentences(f"{one.check}: not compared, {one.why}" for one in found.not_applied),
        sentences(found.notes),
        _drawn(examination(found), "Delta(t) as given and as it must be"),
    )


def _conductivity(found: "Conductivity") -> str:
    from higgs_num.plots.currents import draw_conductivity

    size = found.omega.size
    fields = {
        "alpha = 1/(tau_s Delta)": found.alpha, "T/Delta": found.temperature,
        "J/J_dp": found.share, "direction": found.direction, "frequencies": size,
        "error": f"at most {float(found.error.max()):.2g}" if size else None,
    }  # fmt: skip
    shown = _drawn(draw_conductivity(found), "sigma_1 and sigma_2 over omega") if size > 1 else ""
    return joined("Conductivity over sigma_N", facts(fields), shown)


def _film_conductivity(found: "FilmConductivity") -> str:
    from higgs_num.plots.currents import draw_conductivity

    size = found.frequency_THz.size
    fields = {
        "T_c (K)": found.state.Tc_K, "temperature (K)": found.state.temperature,
        "Delta (meV)": found.gap_meV, "alpha = 1/(tau_s Delta)": found.found.alpha,
        "J/J_dp": found.current, "frequencies": size,
        "error": f"at most {float(found.error.max()):.2g}",
    }  # fmt: skip
    shown = _drawn(draw_conductivity(found), "sigma_1 and sigma_2 over THz") if size > 1 else ""
    notes = [found.clean.convention, *filter(None, [found.occupations])]
    title = f"Conductivity over sigma_N of film {found.film.name}"
    return joined(title, facts(fields), shown, sentences(notes))


def _wire(found: "Wire") -> str:
    from higgs_num.plots.currents import draw_wire

    fields = {
        "rate_s": found.rate_s, "temperature": found.temperature,
        "J_dp (Delta_00^(3/2))": found.depairing, "n_s (Delta_00)": found.density,
    }  # fmt: skip
    heads = ("J/J_dp", "L_k/L_k(0) along", "across", "Delta", "threshold", "peak")
    rows = [
        (
            row.inductance.state.share, row.inductance.parallel, row.inductance.perpendicular,
            row.inductance.state.gap, row.threshold, "-" if row.peak is None else row.peak,
        )
        for row in found.rows
    ]  # fmt: skip
    shown = _drawn(draw_wire(found), "L_k, gap, threshold and peak over J/J_dp")
    return joined(
        "Wire, unit: Delta_00", facts(fields), grid(heads, rows), shown if len(rows) > 1 else ""
    )


PAGES: Mapping[str, Callable[[Any], str]] = {
    "higgs_num.currents.conductivity.Conductivity": _conductivity,
    "higgs_num.currents.wire.Wire": _wire,
    "higgs_num.equilibrium.table.CertifiedTable": _table,
    "higgs_num.films.conductivity.FilmConductivity": _film_conductivity,
    "higgs_num.films.prediction.Prediction": _film,
    "higgs_num.foreign.examination.Examination": _examination,
    "higgs_num.kinetic.result.KineticResult": _kinetic,
    "higgs_num.oracle.result.EnsembleResult": _oracle,
    "higgs_num.quench.result.Result": _quench,
    "higgs_num.response.peaks.Peak": _peak,
    "higgs_num.response.poles.Pole": _pole,
    "higgs_num.response.susceptibility.Spectrum": _spectrum,
    "higgs_num.signals.description.Description": _description,
    "higgs_num.steady.state.SteadyState": _steady,
}
