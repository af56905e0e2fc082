"""Equilibrium state: float64 evaluation, certified evaluation, tables."""
