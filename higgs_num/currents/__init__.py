"""Currents in pair-broken films: superfluid density, depairing, inductance, conductivity."""

from higgs_num.currents.conductivity import Conductivity, conductivity, static_stiffness
from higgs_num.currents.density import superfluid_density
from higgs_num.currents.depairing import Depairing, Flowing, depairing, flowing
from higgs_num.currents.fields import free_energy, jump_ratio, superheating_field
from higgs_num.currents.inductance import (
    Inductance,
    depairing_amperes,
    inductance,
    kinetic_inductance,
    nonlinearity,
)
from higgs_num.currents.wire import Row, Wire, wire

__all__ = [
    "Conductivity",
    "Depairing",
    "Flowing",
    "Inductance",
    "Row",
    "Wire",
    "conductivity",
    "depairing",
    "depairing_amperes",
    "flowing",
    "free_energy",
    "inductance",
    "jump_ratio",
    "kinetic_inductance",
    "nonlinearity",
    "static_stiffness",
    "superfluid_density",
    "superheating_field",
    "wire",
]
