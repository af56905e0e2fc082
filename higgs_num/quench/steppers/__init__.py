"""Integrators of Eq. (9), chosen by value."""

from higgs_num.quench.steppers.composition import Composition
from higgs_num.quench.steppers.general import SolveIvp
from higgs_num.quench.steppers.interface import Stepper
from higgs_num.quench.steppers.multi_product import MultiProduct
from higgs_num.quench.steppers.runge_kutta import RK4

__all__ = ["RK4", "Composition", "MultiProduct", "SolveIvp", "Stepper"]
