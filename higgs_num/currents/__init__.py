"""Currents in pair-broken films: superfluid density, depairing, inductance, conductivity."""

from higgs_num.currents.conductivity import Conductivity, conductivity, static_stiffness
from higgs_num.currents.density import superfluid_density
from higgs_num.currents.depairing import Depairing, Flowing, depairing, flowing
from higgs_num.currents.fields import free_energy, jump_ratio, superheating_field
from higgs_num.currents.inductance import Inductance, inductance, kinetic_inductance

__all__ = [
    "Conductivity",
    "Depairing",
    "Flowing",
    "Inductance",
    "conductivity",
    "depairing",
    "flowing",
    "free_energy",
    "inductance",
    "jump_ratio",
    "kinetic_inductance",
    "static_stiffness",
    "superfluid_density",
    "superheating_field",
]
