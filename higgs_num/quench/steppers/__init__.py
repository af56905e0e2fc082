"""Integrators of Eq. (9), chosen by value."""

from typing import Any

from higgs_num.inputs import Kinds
from higgs_num.quench.steppers.composition import Composition
from higgs_num.quench.steppers.condensed import Condensed
from higgs_num.quench.steppers.cvode import Cvode
from higgs_num.quench.steppers.heyoka import Heyoka
from higgs_num.quench.steppers.interface import Stepper
from higgs_num.quench.steppers.multi_product import MultiProduct
from higgs_num.quench.steppers.runge_kutta import RK4
from higgs_num.quench.steppers.solve_ivp import SolveIvp

# The methods that a file can name. Packages of peers are imported when one starts.
METHODS: Kinds[Any] = Kinds(
    "method", MultiProduct, Condensed, Composition, RK4, SolveIvp, Cvode, Heyoka
)

__all__ = [
    "METHODS",
    "RK4",
    "Composition",
    "Condensed",
    "Cvode",
    "Heyoka",
    "MultiProduct",
    "SolveIvp",
    "Stepper",
]
