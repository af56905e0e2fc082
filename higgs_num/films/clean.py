"""The film without impurities, which turns numbers of the theory into those of the laboratory."""

from dataclasses import dataclass, field

from higgs_num.equilibrium.pair_breaking import CLEAN_TRANSITION
from higgs_num.inputs.laboratory import energy_factor
from higgs_sym.ground.errors import ArgumentError, finite, instance

WEAK_COUPLING = 2.0 / CLEAN_TRANSITION  # 2 Delta/(k T_c) = 3.528
LOWEST_TC0, HIGHEST_TC0 = 1e-6, 1e4  # kelvin
# Of superconductors with one gap: tunnelling sees from 3.2 (cadmium, zinc) to 5 (lead-bismuth).
LOWEST_RATIO, HIGHEST_RATIO = 3.0, 5.2

OBSERVABLE = "Im(1/D^R), the absorption of the amplitude mode, at its maximum over omega > 0"


@dataclass(frozen=True)
class Clean:
    """The clean film, T = 0 where nothing else is said.

    Tc0_K: transition temperature in kelvin.
    ratio: 2 Delta/(k T_c0); 3.528 in weak coupling. Another one rescales all energies of the
    theory alike, at the same T_c/T_c0 and T/T_c: it is no theory of strong coupling.
    material: whose name it has, for titles and messages; equal films may differ in it.

    Raises
    ------
    ArgumentError
        If T_c0 is not in [1e-6, 1e4], or the ratio is not in [3, 5.2].

    Examples
    --------
    >>> from higgs_num.films import Clean
    >>> clean = Clean(Tc0_K=15.0)
    >>> print(f"{clean.gap_meV:.6f} meV")
    2.279987 meV
    """

    Tc0_K: float
    ratio: float = WEAK_COUPLING
    material: str | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        Tc0 = finite("tc0", self.Tc0_K)
        if not LOWEST_TC0 <= Tc0 <= HIGHEST_TC0:
            rule = f"be in kelvin, in [{LOWEST_TC0:g}, {HIGHEST_TC0:g}]"
            raise ArgumentError("tc0", rule, Tc0)
        object.__setattr__(self, "Tc0_K", Tc0)
        ratio = finite("ratio", self.ratio)
        if not LOWEST_RATIO <= ratio <= HIGHEST_RATIO:
            rule = f"be 2 Delta/(k T_c), in [{LOWEST_RATIO:g}, {HIGHEST_RATIO:g}]"
            raise ArgumentError("ratio", f"{rule} (weak coupling: 3.528)", ratio)
        object.__setattr__(self, "ratio", ratio)
        if self.material is not None:
            instance("material", self.material, str)

    @property
    def gap_meV(self) -> float:
        """Delta_00."""
        return 0.5 * self.ratio * self.Tc0_K * energy_factor("tc0", "K", "meV")

    @property
    def factor(self) -> float:
        """The ratio over that of weak coupling, by which all energies are larger."""
        return self.ratio / WEAK_COUPLING

    @property
    def convention(self) -> str:
        """What is called the rate: a factor of 2 divides the literature."""
        scaled = "" if abs(self.factor - 1.0) < 1e-12 else f"{self.factor:.6g} "
        return (
            "energy rate 1/tau_s = hbar/tau_s, alpha = 1/(tau_s Delta); "
            f"ln(T_c/T_c0) = psi(1/2) - psi(1/2 + rate/({scaled}2 pi k T_c)); "
            "superconductivity ends at rate = Delta_00/2; "
            "others call Gamma = 1/(2 tau_s) the rate (factor 2)"
        )
