"""Films of the laboratory: from T_c, a rate or a concentration to the amplitude mode, and back."""

from higgs_num.equilibrium.pair_breaking import gap, rate_of_transition, transition
from higgs_num.films.clean import WEAK_COUPLING, Clean
from higgs_num.films.conductivity import FilmConductivity, film_conductivity
from higgs_num.films.curve import Curve, curve
from higgs_num.films.film import Film
from higgs_num.films.materials import MATERIALS, Material, clean_of, material
from higgs_num.films.prediction import Prediction, predict, predict_all
from higgs_num.films.reading import read_films
from higgs_num.films.state import State, state
from higgs_num.films.table import write

__all__ = [
    "MATERIALS",
    "WEAK_COUPLING",
    "Clean",
    "Curve",
    "Film",
    "FilmConductivity",
    "Material",
    "Prediction",
    "State",
    "clean_of",
    "curve",
    "film_conductivity",
    "gap",
    "material",
    "predict",
    "predict_all",
    "rate_of_transition",
    "read_films",
    "state",
    "transition",
    "write",
]
