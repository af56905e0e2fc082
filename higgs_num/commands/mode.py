"""`higgs mode`: where the amplitude mode is, in Eq. (9) and in the exact theory."""

from typing import Any

import click

from higgs_num.commands.rates import rate_options
from higgs_sym.commands.options import examples
from higgs_sym.ground.answer import Answer
from higgs_sym.ground.errors import ArgumentError, finite, nonnegative


def _complex(z: complex) -> list[float]:
    return [z.real, z.imag]


EXAMPLES = examples(
    "higgs mode --rate-s 0.1",
    "higgs mode --alpha 0.3 --rate-u 0.05 --cutoff 10 --json",
)


@click.command("mode", epilog=EXAMPLES)
@rate_options("1/tau_s, paramagnetic", "1/tau_u, nonmagnetic", required=True)
@click.option("--cutoff", type=float, default=None, help="Cutoff of (9), unit Delta.  [infinite]")
def command(rate_s: float, rate_u: float, cutoff: float | None) -> Answer:
    """List the frequencies of the amplitude mode: Eq. (9), exact peaks, exact pole, thresholds.

    All in units of the equilibrium gap Delta. Nonmagnetic impurities move only the mode of (9).
    """
    from higgs_num.response import gap_edge, peak, second_sheet_pole
    from higgs_num.response.closure import closure_pole
    from higgs_num.response.susceptibility import pair_breaking

    rate_s, rate_u = nonnegative("rate_s", rate_s), nonnegative("rate_u", rate_u)
    if cutoff is not None:
        cutoff = finite("cutoff", cutoff)
        if cutoff <= 1.0:
            raise ArgumentError("cutoff", "be > 1, the gap", cutoff)
    if rate_s > 0.0:
        pair_breaking(rate_s, "rate_s")
    closure, remark = closure_pole(rate_s, rate_u, cutoff)
    data: dict[str, Any] = {
        "closure_pole": closure,
        "closure_remark": remark,
        "absorption_peak": None,
        "absorption_full_width": None,
        "modulus_peak": None,
        "modulus_full_width": None,
        "second_sheet_pole": None,
        "threshold": 2.0,
        "clean_threshold": 2.0,
    }
    rows = [("mode of Eq. (9)", "none" if closure is None else f"{closure:.10f}", remark)]
    if rate_s > 0.0:
        data["threshold"] = 2.0 * gap_edge(rate_s)
        for observable, label in (
            ("absorption", "peak of Im(1/D^R)"),
            ("modulus", "peak of |1/D^R|"),
        ):
            found = peak(rate_s, observable)  # type: ignore[arg-type]
            if found is None:
                rows.append((label, "none", "largest at omega = 0"))
                continue
            data[f"{observable}_peak"] = found.omega
            data[f"{observable}_full_width"] = found.width
            width = "no half height" if found.width is None else f"full width {found.width:.4g}"
            rows.append((label, f"{found.omega:.10f}", f"exact; {width}"))
        pole = second_sheet_pole(rate_s)
        if pole is None:
            rows.append(("pole, second sheet", "none", "exact; a fold of the curve is nearer"))
        else:
            data["second_sheet_pole"] = _complex(pole.omega)
            sign = "-" if pole.omega.imag < 0.0 else "+"
            text = f"{pole.omega.real:.10f} {sign} {abs(pole.omega.imag):.10f} i"
            rows.append(("pole, second sheet", text, "exact; decays as exp(Im omega t)"))
    else:
        rows.append(("exact response", "no pole", "clean: square-root edge at 2"))
    rows.append(("threshold 2 eps_g", f"{data['threshold']:.10f}", "exact"))
    rows.append(("2 Delta", f"{2.0:.10f}", ""))
    title = f"amplitude mode, 1/tau_s = {rate_s:g}, 1/tau_u = {rate_u:g}, unit Delta"
    lines = [f"  {label:<20} {value:<30} {note}".rstrip() for label, value, note in rows]
    return Answer(data, "\n".join([title, *lines]))
