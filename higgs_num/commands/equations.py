"""Eqs. (9)-(11) as the help prints them; docs/quench.md has the same, held against the registry."""

EQUATIONS = """\b
Equations, on every level eps of [-cutoff, cutoff], E = sqrt(eps^2 + Delta_s^2):
  dS^x/dt =  2 eps S^y               + x source
  dS^y/dt = -2 eps S^x - 2 Delta S^z + y source                            (9)
  dS^z/dt =              2 Delta S^y + z source
  Delta(t) = (lambda/2) sum of S^x   over all levels, density 1           (10)
  x source = -(1/tau_s + 1/tau_u) (eps/Delta_s) L^y
  y source = 2 L^z/tau_s + (1/tau_s + 1/tau_u) (eps/Delta_s) L^x
             - (1/tau_s - 1/tau_u) (eps/E) (W - cos(theta))
  z source = -2 L^y/tau_s
  L^x = (Delta_s cos(theta) + eps sin(theta) cos(2 E t))/E                (11)
  L^y = -sin(theta) sin(2 E t)
  L^z = (Delta_s sin(theta) cos(2 E t) - eps cos(theta))/E
Delta_s: gap in which the clean system comes to rest (higgs steady-state).
W: of the equilibrium of gap_final; even in eps, as S^x; S^z is odd. The start
is the equilibrium of gap_initial with the impurities, lambda the coupling of
gap_final. sin(theta) is 0 (static), even or odd in eps; cos(theta) cancels.
Clean and at rest S^x = Delta/E, S^z = -eps/E.
"""
