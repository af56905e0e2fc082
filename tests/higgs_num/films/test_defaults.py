"""What is left out is part of the interface: scripts rely on it."""

from higgs_num import films
from tests.defaults import defaults_of


def test_what_is_left_out() -> None:
    # Weak coupling, and at temperature 0.
    assert defaults_of(films) == {
        "Clean.ratio": films.WEAK_COUPLING,
        "Material.gaps": 1,
        "Material.remark": "",
        "curve.points": 41,
        "curve.temperature": 0.0,
        "film_conductivity.current": 0.0,
        "film_conductivity.direction": "parallel",
        "film_conductivity.temperature": 0.0,
        "gap.temperature": 0.0,
        "predict.temperature": 0.0,
        "predict_all.temperatures": (0.0,),
        "state.temperature": 0.0,
        "write.overwrite": False,
    }
