"""One page on a trajectory of another code, which needs nothing else."""

from pathlib import Path
from typing import TYPE_CHECKING

from higgs_sym.ground.provenance import provenance
from verification.figures.svg import labelled, svg
from verification.report.templating import environment

if TYPE_CHECKING:
    from higgs_num.foreign import Examination


def page(name: str, found: "Examination") -> str:
    """Return the page on a file called `name`; the figure is ours, all other text is escaped."""
    from higgs_num.plots import examination

    return (
        environment()
        .get_template("examination.html.j2")
        .render(
            name=Path(name).name,
            found=found,
            setting={
                key: value for key, value in found.setting.plain().items() if value is not None
            },
            figure=labelled(
                svg(examination(found), "trajectory"),
                f"Delta(t) of {Path(name).name}: as given, as it must be, and the difference",
            ),
            provenance=provenance(),
        )
    )
