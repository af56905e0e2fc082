"""Equilibrium numbers with proven digits: every one enclosed by two independent routes."""
