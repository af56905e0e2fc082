"""What is known of one film."""

from dataclasses import dataclass

from higgs_sym.ground.errors import ArgumentError, integer, nonnegative, positive, quoted

LONGEST_NAME = 60
MOST_LINES = 10**9
WAYS = ("Tc_K", "rate_meV", "concentration")


@dataclass(frozen=True)
class Film:
    """A film, known in one of three ways.

    name: what tables and messages call it: one line, without commas and quotes.
    Tc_K: transition temperature in kelvin.
    rate_meV: 1/tau_s as an energy, hbar/tau_s, in meV.
    concentration, slope_meV: of impurities, in any unit, and meV of rate for one of it.
    gap_meV: measured Delta (not 2 Delta) at low temperature, in meV; None if it is not known.
    line: of the file it came from.

    Raises
    ------
    ArgumentError
        If it is known in no way or in two, or a number is not positive (rate and concentration:
        negative).

    Examples
    --------
    >>> from higgs_num.films import Film
    >>> Film("A", Tc_K=12.5).where
    'film A'
    >>> Film("B", concentration=1.2, slope_meV=0.8).Tc_K is None
    True
    """

    name: str
    Tc_K: float | None = None
    rate_meV: float | None = None
    concentration: float | None = None
    slope_meV: float | None = None
    gap_meV: float | None = None
    line: int | None = None

    def __post_init__(self) -> None:
        if self.line is not None:
            object.__setattr__(self, "line", integer("line", self.line, least=1, most=MOST_LINES))
        name = self.name
        plain = isinstance(name, str) and name == name.strip() and name.isprintable()
        if not plain or not name or len(name) > LONGEST_NAME or set(name) & set(',"#'):
            rule = f'be a text of 1 to {LONGEST_NAME} characters, none of them , " #'
            raise ArgumentError(self._of("name"), rule, quoted(name))
        ways = [way for way in WAYS if getattr(self, way) is not None]
        if len(ways) != 1:
            rule = f"be told by exactly one of {', '.join(WAYS)}"
            raise ArgumentError(self._of("film"), rule, f"by {' and '.join(ways) or 'none'}")
        for field, check in (
            ("Tc_K", positive),
            ("rate_meV", nonnegative),
            ("concentration", nonnegative),
            ("slope_meV", positive),
            ("gap_meV", positive),
        ):
            value = getattr(self, field)
            if value is not None:
                object.__setattr__(self, field, check(self._of(field), value))
        if self.concentration is not None and self.slope_meV is None:
            rule = "be told with a concentration (--slope, meV of rate for one of it)"
            raise ArgumentError(self._of("slope_meV"), rule, None)

    @property
    def where(self) -> str:
        """What a message calls it."""
        shown = self.name if isinstance(self.name, str) else quoted(self.name)
        return f"film {shown}" + (f" (line {self.line})" if self.line is not None else "")

    def _of(self, field: str) -> str:
        if self.line is None:
            return field
        if field == "film":
            return self.where
        return f"{field} (line {self.line})" if field == "name" else f"{field} of {self.where}"
