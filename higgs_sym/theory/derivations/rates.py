"""Chain 1: the rates and the several zetas; the printed frequencies in one notation."""

import sympy as sp

from higgs_sym.checks import ALGEBRA
from higgs_sym.derivation import Book, Derivation, Step
from higgs_sym.symbols import Delta, Delta_1, alpha, rate_s, rate_u, z

_m = sp.Symbol("m", real=True)


def _steps(book: Book) -> tuple[Step, ...]:
    """Derive the relations between rates."""
    rate, rate_m, zeta_s, zeta_u, ag, net, figure = (
        book[f"conventions.{name}"].unfolded
        for name in ("rate", "rate_m", "zeta_s", "zeta_u", "alpha", "z", "zeta_figure")
    )
    printed_13 = book["closure_mode.printed_13"].unfolded
    printed_15 = book["closure_mode.printed_15"].unfolded
    omega = book["closure_mode.omega"].unfolded
    both = 2 * Delta * sp.sqrt(1 - _m * sp.Abs(_m) / Delta**2)
    return (
        Step(
            "sum",
            "The combined rates add up to twice the spin-flip rate: cos(theta) cancels in (9).",
            rate + rate_m,
            2 * rate_s,
            ALGEBRA,
            shown=r"\tau^{-1} + \tau_m^{-1} = 2\tau_s^{-1}",
        ),
        Step(
            "difference",
            "They differ by twice the other.",
            rate - rate_m,
            2 * rate_u,
            ALGEBRA,
            shown=r"\tau^{-1} - \tau_m^{-1} = 2\tau_u^{-1}",
        ),
        Step(
            "alpha",
            "The zeta of (12) is half of the Abrikosov-Gor'kov parameter.",
            zeta_s,
            ag / 2,
            ALGEBRA,
            shown=r"\zeta_s = \frac{\tau_s^{-1}}{2\Delta} = \frac{\alpha}{2}",
        ),
        Step(
            "figure",
            "The zeta of the figures is the Abrikosov-Gor'kov parameter: twice the zeta of (12).",
            figure.subs(Delta_1, Delta),
            2 * zeta_s,
            ALGEBRA,
            shown=r"\zeta|_{\Delta_1 = \Delta} = \frac{\tau_s^{-1}}{\Delta} = 2\zeta_s",
        ),
        Step("net", "z is the difference of the two zetas.", net, zeta_s - zeta_u, ALGEBRA),
        Step(
            "tau_m",
            "z is 1/(2 tau_m Delta).",
            net,
            rate_m / (2 * Delta),
            ALGEBRA,
            shown=r"z = \frac{\tau_s^{-1} - \tau_u^{-1}}{2\Delta} ="
            r" \frac{\tau_m^{-1}}{2\Delta}",
        ),
        Step(
            "eq13",
            "(13) in this notation: its rate is alpha = 2 zeta_s.",
            printed_13.subs(rate_s, alpha * Delta),
            2 * Delta * sp.sqrt(1 - alpha**2),
            ALGEBRA,
            shown=r"\omega_{\mathrm{Higgs}}|_{\tau_s^{-1} = \alpha\Delta} ="
            r" 2\Delta\sqrt{1 - \alpha^2}",
        ),
        Step(
            "eq15",
            "(15) in this notation: it contains twice zeta_u, squared, with the other sign.",
            printed_15,
            2 * Delta * sp.sqrt(1 + 4 * zeta_u**2),
            ALGEBRA,
            shown=r"\omega_{\mathrm{Higgs}} = 2\Delta\sqrt{1 + (\tau_u^{-1}/\Delta)^2} ="
            r" 2\Delta\sqrt{1 + 4\zeta_u^2}",
        ),
        Step(
            "mixed13",
            "One expression in m = 1/tau_m contains both printed ones: (13) for tau_u infinite,",
            both.subs(_m, rate_m.subs(rate_u, 0)),
            printed_13,
            ALGEBRA,
            shown=r"2\Delta\sqrt{1 - m|m|/\Delta^2}|_{m = \tau_s^{-1}} = 2\Delta\sqrt{1"
            r" - (\tau_s^{-1}/\Delta)^2}",
        ),
        Step(
            "mixed15",
            "and (15) for tau_s infinite.",
            both.subs(_m, rate_m.subs(rate_s, 0)),
            printed_15,
            ALGEBRA,
            shown=r"2\Delta\sqrt{1 - m|m|/\Delta^2}|_{m = -\tau_u^{-1}} = 2\Delta\sqrt{1"
            r" + (\tau_u^{-1}/\Delta)^2}",
        ),
        Step(
            "derived",
            "The frequency derived here depends on the rates through z alone.",
            omega.subs(z, net) ** 2,
            4 * Delta**2 - rate_m**2,
            ALGEBRA,
        ),
    )


CHAIN = Derivation(
    id="rates",
    title="Rates and conventions",
    claim="tau, tau_m, the zetas and alpha; (13), (15) and the mixed case in one notation",
    build=_steps,
)
