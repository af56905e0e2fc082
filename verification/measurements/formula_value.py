"""Numbers of formulas of the registry."""

from higgs_sym.registry import formula


def formula_value(id: str, **values: float) -> float:
    """Return the formula called `id` at `values`, in double precision.

    Raises `ArgumentError` for an unknown id and for values outside the formula's domain.
    """
    return float(formula(id).lambdify("numpy")(**values))
