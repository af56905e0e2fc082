"""Formulas of `higgs_sym` as plain functions, written by `make generate`."""
