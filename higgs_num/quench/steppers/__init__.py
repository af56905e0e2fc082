"""Integrators of Eq. (9), chosen by value."""

from higgs_num.quench.steppers.composition import Composition
from higgs_num.quench.steppers.cvode import Cvode
from higgs_num.quench.steppers.heyoka import Heyoka
from higgs_num.quench.steppers.interface import Stepper
from higgs_num.quench.steppers.multi_product import MultiProduct
from higgs_num.quench.steppers.runge_kutta import RK4
from higgs_num.quench.steppers.solve_ivp import SolveIvp

# The methods that a file can name. Packages of peers are imported when one is made.
STEPPERS: tuple[type[Stepper], ...] = (MultiProduct, Composition, RK4, SolveIvp, Cvode, Heyoka)

__all__ = [
    "RK4",
    "STEPPERS",
    "Composition",
    "Cvode",
    "Heyoka",
    "MultiProduct",
    "SolveIvp",
    "Stepper",
]
