"""Write a figure to a file, whole or not at all."""

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING

from higgs_sym.ground.errors import ArgumentError, path_text
from higgs_sym.ground.files import ensure_writable, write_bytes

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FORMATS = (".png", ".svg", ".pdf")


def check_picture(path: str | os.PathLike[str], *, overwrite: bool = False) -> None:
    """Raise `ArgumentError` or `FileError` if `save_picture(..., path)` would fail.

    Examples
    --------
    >>> from higgs_num.plots import check_picture
    >>> try:
    ...     check_picture("quench.gif")
    ... except ValueError as error:
    ...     print(str(error)[:42])
    Argument `plot` must end with one of .png,
    """
    name = path_text("plot", path)
    if Path(name).suffix.lower() not in FORMATS:
        raise ArgumentError("plot", f"end with one of {', '.join(FORMATS)}", name)
    ensure_writable(path, overwrite=overwrite)


def save_picture(
    drawn: "Axes | Figure", path: str | os.PathLike[str], *, overwrite: bool = False
) -> None:
    """Write the figure of `drawn`; the name's ending, in either case, chooses the format.

    Raises `ArgumentError` for what is no drawing or another format, `FileError` if `path` cannot
    be written.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> from higgs_num.plots import phase_diagram, save_picture
    >>> path = tempfile.mkdtemp() + "/phases.svg"
    >>> save_picture(phase_diagram([10.0], points=51), path)
    >>> Path(path).read_text()[:5]
    '<?xml'
    """
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    if not isinstance(drawn, Axes | Figure):
        raise ArgumentError("drawn", "be axes or a figure", repr(drawn))
    check_picture(path, overwrite=overwrite)
    figure = drawn.get_figure(root=True)
    if figure is None:
        raise ArgumentError("drawn", "belong to a figure", repr(drawn))
    image = io.BytesIO()
    figure.savefig(image, dpi=160, format=Path(path).suffix[1:].lower())
    write_bytes(path, image.getvalue(), overwrite=overwrite)
