"""Films of the laboratory: rows of the campaign."""

from higgs_num.films import (
    Clean,
    Film,
    curve,
    film_conductivity,
    gap,
    material,
    predict,
    predict_all,
    rate_of_transition,
    state,
    transition,
)
from tests.campaigns.calls import Call

NONE = ("None",)


def _clean() -> Clean:
    return Clean(15.0)


def _film() -> Film:
    return Film("A", Tc_K=12.5)


QUICK = (
    Call("Clean", Clean, {"Tc0_K": lambda: 15.0, "ratio": lambda: 4.0},
         numbers=("Tc0_K", "ratio"), named=("tc0",)),
    Call(
        "Film",
        Film,
        {"name": lambda: "A", "Tc_K": lambda: 12.5, "gap_meV": lambda: 2.0, "line": lambda: 3},
        numbers=("Tc_K", "gap_meV"),
        whole=("line",),
        may={"name": ("text", "text of a number"), "Tc_K": (), "gap_meV": NONE, "line": NONE},
        named=("film A (line 3)", "Tc_K of film A (line 3)", "gap_meV of film A (line 3)",
               "name (line 3)", "film", "film A"),
    ),
    Call("rate_of_transition", rate_of_transition, {"ratio": lambda: 0.5}, numbers=("ratio",)),
    Call("transition", transition, {"rate": lambda: 0.25}, numbers=("rate",)),
    Call("film gap", gap, {"rate": lambda: 0.25, "temperature": lambda: 0.125},
         numbers=("rate", "temperature")),
    Call("film state", state,
         {"film": _film, "clean": _clean, "temperature": lambda: 2.0}, numbers=("temperature",)),
    Call("predict", predict,
         {"film": _film, "clean": _clean, "temperature": lambda: 0.0}, numbers=("temperature",),
         few=True),
    Call("predict_all", predict_all,
         {"films": lambda: [_film()], "clean": _clean, "temperatures": lambda: [0.0]},
         named=("temperature",), may={"temperatures": ("list",)}),
    Call("film curve", curve,
         {"clean": _clean, "temperature": lambda: 0.0, "points": lambda: 2},
         numbers=("temperature",), whole=("points",), few=True, plain=str),
    Call("film_conductivity", film_conductivity,
         {"film": _film, "clean": _clean, "frequency_THz": lambda: 0.5, "temperature": lambda: 0.0,
          "current": lambda: 0.0},
         numbers=("temperature", "current"), few=True, plain=str,
         named=("frequency", "omega"), may={"frequency_THz": ("list", "row")}),
    Call("material", material, {"name": lambda: "NbN"}, named=("material",)),
)  # fmt: skip
