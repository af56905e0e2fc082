"""Which files are mutated, by what is in them."""

from pathlib import Path

# The drawing of figures, texts, and files written by `make generate` are left out.
KINDS: dict[str, tuple[str, ...]] = {
    "formulas": ("higgs_sym/theory/*.py",),
    "derivation checks": (
        "higgs_sym/checks.py", "higgs_sym/sides.py", "higgs_sym/derivation.py",
    ),
    "estimators": (
        "higgs_num/signals/*.py", "higgs_num/signals/late_time.py", "higgs_num/steady/asymptote.py",
    ),
    "values": ("higgs_num/results/*.py", "higgs_num/inputs/*.py", "higgs_num/drives/*.py"),
    "claims": (
        "verification/measurements/*.py", "verification/claims/*.py", "verification/evidence.py",
        "verification/findings.py", "verification/verdict.py",
    ),
    "solvers": (
        "higgs_num/levels/*.py", "higgs_num/quench/**/*.py", "higgs_num/response/*.py",
        "higgs_num/equilibrium/**/*.py", "higgs_num/steady/*.py",
    ),
    "kernels": ("higgs_num/core/*.py",),
}  # fmt: skip
# Other solvers' packages may be absent; the rest is about compiling, not about numbers.
LEFT_OUT = {
    "higgs_num/core/compile.py", "higgs_num/core/telling.py",
    "higgs_num/quench/steppers/cvode.py", "higgs_num/quench/steppers/heyoka.py",
    "higgs_num/quench/steppers/peers.py",
}  # fmt: skip


def files(root: Path, kind: str) -> list[str]:
    """Return the files of a kind; one that two kinds name belongs to the first."""
    earlier: set[str] = set()
    for name, patterns in KINDS.items():
        found = {str(p.relative_to(root)) for one in patterns for p in root.glob(one)}
        if name == kind:
            return sorted(found - earlier - LEFT_OUT)
        earlier |= found
    raise KeyError(kind)
