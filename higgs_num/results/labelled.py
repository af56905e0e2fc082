"""Contents as labelled arrays of xarray."""

from typing import Any

import xarray

from higgs_num.results.content import Content


def dataset(content: Content) -> xarray.Dataset:
    """Return a Dataset whose coordinates are the arrays named as their dimension."""
    data: dict[str, Any] = {}
    coords: dict[str, Any] = {}
    for name, variable in content.variables.items():
        dims, attributes = variable.quantity.dims, variable.quantity.attributes
        texts = variable.values.dtype == object
        values = variable.values.astype(str) if texts else variable.values
        kind = coords if dims == (name,) else data
        kind[name] = (dims, values, attributes)
    return xarray.Dataset(data, coords, dict(content.attributes))
