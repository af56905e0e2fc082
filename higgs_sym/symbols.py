"""The one table of symbols: what each letter means, in which unit, over which numbers.

Every symbol of every formula is declared here, once; its name is the ASCII name of the
argument in generated code.  Energies are in one common unit (a gap; formulas are homogeneous
in it), times in its inverse, and hbar = 1.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import sympy as sp

Domain = Literal["real", "positive", "nonnegative", "complex"]
Unit = Literal["energy", "energy^2", "1/energy", "time", "1/length", "energy length^2", "1"]


@dataclass(frozen=True)
class DeclaredSymbol:
    """One symbol: `symbol` carries the domain as a sympy assumption."""

    symbol: sp.Symbol
    latex: str
    meaning: str
    unit: Unit
    domain: Domain


TABLE: dict[str, DeclaredSymbol] = {}


def _declare(name: str, latex: str, domain: Domain, unit: Unit, meaning: str) -> sp.Symbol:
    if name in TABLE:
        raise ValueError(f"symbol {name} is declared twice")
    if not (latex and meaning):
        raise ValueError(f"symbol {name} has no LaTeX or no meaning")
    symbol = sp.Symbol(name, **{domain: True})
    TABLE[name] = DeclaredSymbol(symbol, latex, meaning, unit, domain)
    return symbol


def undeclared(symbols: Iterable[sp.Symbol]) -> list[str]:
    """Return the names of the symbols that are not (with these assumptions) in the table."""
    return sorted(str(s) for s in symbols if str(s) not in TABLE or TABLE[str(s)].symbol != s)


def latex_names() -> dict[sp.Symbol, str]:
    """Return the table as sympy's LaTeX printer wants it."""
    return {entry.symbol: entry.latex for entry in TABLE.values()}


# Levels, gaps, rates.
eps = _declare("eps", r"\varepsilon", "real", "energy", "energy of a level from the Fermi level")
E = _declare("E", "E", "positive", "energy", "pair energy sqrt(eps^2 + gap^2)")
Delta = _declare("Delta", r"\Delta", "positive", "energy", "gap (order parameter)")
Delta_1 = _declare("Delta_1", r"\Delta_1", "positive", "energy", "ground-state gap after a quench")
Delta_i = _declare("Delta_i", r"\Delta_i", "positive", "energy", "ground-state gap before a quench")
Delta_f = _declare("Delta_f", r"\Delta_f", "positive", "energy", "ground-state gap after a quench")
Delta_s = _declare("Delta_s", r"\Delta_s", "positive", "energy", "clean steady-state gap")
Delta_clean = _declare(
    "Delta_clean", r"\Delta_{\mathrm{clean}}", "positive", "energy", "gap without impurities"
)
cutoff = _declare("cutoff", r"\omega_D", "positive", "energy", "ultraviolet cutoff of the band")
rate_s = _declare(
    "rate_s", r"\tau_s^{-1}", "nonnegative", "energy", "rate of scattering with spin flip"
)
rate_u = _declare(
    "rate_u", r"\tau_u^{-1}", "nonnegative", "energy", "rate of nonmagnetic scattering"
)
omega = _declare("omega", r"\omega", "real", "energy", "frequency")
t = _declare("t", "t", "real", "time", "time")
T_c = _declare("T_c", "T_c", "positive", "energy", "critical temperature")
T_c0 = _declare("T_c0", "T_{c0}", "positive", "energy", "critical temperature without impurities")

# Dimensionless combinations.
x = _declare("x", "x", "real", "1", "eps/Delta")
z = _declare("z", "z", "real", "1", "zeta_s - zeta_u = 1/(2 tau_m Delta)")
alpha = _declare("alpha", r"\alpha", "nonnegative", "1", "Abrikosov-Gor'kov parameter rate_s/Delta")
beta = _declare("beta", r"\beta", "real", "1", "quench 1/lambda_i - 1/lambda_f")
y = _declare("y", "y", "positive", "energy", "imaginary part of a Lax root u = i y")

# Pseudospins and what enters their equations.
Sx = _declare("Sx", "S^x", "real", "1", "x component of an equilibrium pseudospin")
W = _declare("W", r"\mathcal{W}", "real", "1", "the function W of the paper's Eq. (9)")
cos_theta = _declare("cos_theta", r"\cos\theta", "real", "1", "distribution of clean pseudospins")
sin_theta = _declare("sin_theta", r"\sin\theta", "real", "1", "its sine; its sign is the closure")

# Variables of integration.
u = _declare("u", "u", "real", "1", "Abrikosov-Gor'kov variable, R = sqrt(1 + u^2)")
v = _declare("v", "v", "real", "1", "arsinh u, so that R = cosh v")
phi = _declare("phi", r"\varphi", "real", "1", "arctan u, so that R = 1/cos phi")

# Names for parts of folded formulas.
R = _declare("R", "R", "positive", "1", "sqrt(1 + u^2)")
c = _declare("c", "c", "complex", "1", "z + i x")
s = _declare("s", "s", "complex", "1", "sqrt(1 - c^2)")
t_plus = _declare("t_plus", "t_+", "complex", "1", "root of larger modulus of t^2 - 2 c t + 1")
t_0 = _declare("t_0", "t_0", "positive", "1", "e^v at the lower end of the integrals")
I_1 = _declare("I_1", "I_1", "real", "1", "integral of 1/cosh v")
I_2 = _declare("I_2", "I_2", "real", "1", "integral of 1/cosh^2 v")
I_3 = _declare("I_3", "I_3", "real", "1", "integral of 1/cosh^3 v")
J = _declare("J", "J", "complex", "1", "integral of 1/(cosh v - c)")
K_1 = _declare("K_1", "K_1", "complex", "1", "integral of 1/(cosh v (cosh v - c))")
K_2 = _declare("K_2", "K_2", "complex", "1", "integral of 1/(cosh^2 v (cosh v - c))")
K_3 = _declare("K_3", "K_3", "complex", "1", "integral of 1/(cosh^3 v (cosh v - c))")
A = _declare("A", "A", "complex", "1", "J - alpha K_3")
C = _declare("C", "C", "real", "1", "coherence factor (u_1 u_2 - 1)/(R_1 R_2)")
s_D = _declare(  # noqa: N816
    "s_D", "s_D", "positive", "1", "cutoff/sqrt(cutoff^2 + Delta_i^2)"
)
a = _declare(
    "a", "a", "real", "1", "in `lax` arcoth(E s_D/eps); in `closure_mode` sqrt(1 - omega^2/4)"
)
root = _declare("root", r"\mathcal{L}", "complex", "1", "(2/pi) sqrt(-L^2), L the Lax vector")
Lx = _declare("Lx", "L^x", "real", "1", "x component of the clean pseudospin, Eq. (11)")
Ly = _declare("Ly", "L^y", "real", "1", "y component of the clean pseudospin, Eq. (11)")
Lz = _declare("Lz", "L^z", "real", "1", "z component of the clean pseudospin, Eq. (11)")
u_1 = _declare("u_1", "u_1", "real", "1", "u at the first frequency of a response")
u_2 = _declare("u_2", "u_2", "real", "1", "u at the second frequency of a response")
R_1 = _declare("R_1", "R_1", "positive", "1", "sqrt(1 + u_1^2)")
R_2 = _declare("R_2", "R_2", "positive", "1", "sqrt(1 + u_2^2)")
K = _declare("K", "K", "real", "energy", "Delta (R_1 + R_2) - 1/tau_s")
B = _declare("B", "B", "real", "1", "coherence factor (u_1 u_2 + 1)/(R_1 R_2) of the phase")
e_v = _declare("e_v", "e", "positive", "1", "R + u, which makes the curve omega(u) rational")
r = _declare("r", "r", "positive", "1", "R/alpha^(1/3) near 2 Delta at weak pair breaking")
r_1 = _declare("r_1", "r_1", "positive", "1", "r at the first frequency of a response")
r_2 = _declare("r_2", "r_2", "positive", "1", "r at the second frequency of a response")
e_s = _declare("e_s", "e_s", "real", "1", "(E/Delta - 1)/alpha^(2/3)")
E_x = _declare("E_x", "E", "positive", "1", "energy of an excitation over the gap")
R_r = _declare("R_r", r"\mathrm{Re}R", "real", "1", "real part of R on the real axis")
R_i = _declare("R_i", r"\mathrm{Im}R", "real", "1", "its imaginary part")
Sz = _declare("Sz", "S^z", "real", "1", "z component of an equilibrium pseudospin")
dSx = _declare(  # noqa: N816
    "dSx", r"\delta S^x", "real", "1", "change of S^x with the equilibrium gap"
)
dSz = _declare(  # noqa: N816
    "dSz", r"\delta S^z", "real", "1", "change of S^z with the equilibrium gap"
)
p = _declare("p", "p", "positive", "energy", "Laplace variable, d/dt")

# The clean steady state.
kappa = _declare("kappa", r"\kappa", "positive", "energy", "-y of the Lax root behind its cut")
T = _declare("T", "T", "positive", "energy", "temperature, k_B = 1")
w_1 = _declare("w_1", "w_1", "positive", "energy", "larger of two Lax roots y")
w_2 = _declare("w_2", "w_2", "positive", "energy", "smaller of two Lax roots y")
Delta_t = _declare("Delta_t", r"\Delta(t)", "positive", "energy", "gap at a time")
lambda_ratio = _declare(
    "lambda_ratio",
    r"\frac{\lambda_f}{\lambda_i}",
    "positive",
    "1",
    "coupling after over before a quench",
)

# Bands of finite width.
W_b = _declare("W_b", "W", "positive", "energy", "half-width of a band of levels")
n = _declare("n", "n", "positive", "1", "number of a link of the chain that stands for a band")
k_b = _declare("k_b", "k", "positive", "1", "first correction of a wide band, times its half-width")
eta = _declare("eta", r"\eta", "nonnegative", "1", "k rate_s/(2 W), small for a wide band")
hop = _declare("hop", "h", "positive", "energy^2", "weight of X_{-s} in the inverse of X_s")
flip = _declare("flip", "q", "nonnegative", "energy^2", "weight of X_s in the inverse of X_s")
X_p = _declare("X_p", "X_+", "complex", "1/energy", "mean propagator of the levels, tau_1 = 1")
X_m = _declare("X_m", "X_-", "complex", "1/energy", "the same, tau_1 = -1")
z_e = _declare("z_e", "z", "complex", "energy", "complex energy")
Delta_pm = _declare("Delta_pm", r"s\Delta", "real", "energy", "gap, signed: minus for tau_1 = -1")
kin = _declare("kin", r"\mathcal{K}", "real", "energy", "energy without pairing, half, per level")
g_c = _declare("g_c", "g", "positive", "energy", "coupling: gap over the mean S^x of a level")

# Currents and fields.
S = _declare("S", "S", "real", "1", "coherence factor (u_1 + u_2)/(R_1 R_2) of a current")
D_n = _declare(
    "D_n", "D_n", "nonnegative", "energy length^2", "diffusion constant of normal electrons"
)
p_s = _declare("p_s", "p_s", "real", "1/length", "gradient of the phase of the gap")
rate_q = _declare(
    "rate_q", r"\Gamma_q", "nonnegative", "energy", "part of the pair breaking due to a current"
)
N_c = _declare("N_c", r"\mathcal{N}", "real", "energy", "integral of currents.conduction_integrand")
M_q = _declare("M_q", r"\mathcal{M}", "real", "1", "integral of currents.moving_integrand")
W_q = _declare("W_q", r"\mathcal{W}_q", "real", "1", "integral of currents.drag_integrand")
D_A = _declare("D_A", "D", "positive", "1", "inverse response of the amplitude")

# Motion at a wave vector.
Q = _declare("Q", "Q", "nonnegative", "1", "D_n q^2/Delta at a wave vector q")
D_0 = _declare("D_0", "D(0)", "positive", "1", "inverse response at zero frequency")

# Near the critical temperature.
Omega = _declare("Omega", r"\Omega", "nonnegative", "energy", "Matsubara frequency of a response")
q = _declare("q", "q", "real", "1/length", "wave vector")
rho = _declare("rho", r"\rho", "nonnegative", "1", "rate of pair breaking over 2 pi T")
