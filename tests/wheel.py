"""Build, install outside this folder, use there as a user would, wheel and source: `make wheel`."""

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements.lock"
PACKAGES = ("higgs_sym", "higgs_num", "verification", "higgs")
# Files of the checkout that are in no source distribution.
LEFT_OUT = (".ci/", "tests/mutation/record.jsonl")

# What a user does, each with the files it leaves. They read every kind of file that is not
# Python: tables, record, templates; and they compile, save, draw, and start processes.
COMMANDS = {
    "--help": (),
    "formulas": (),
    "derive closure_mode": (),
    "quench --gap-initial 0.95 --gap-final 1 --levels 50 --t-max 5 --out run.nc --plot run.png": (
        "run.nc",
        "run.png",
    ),
    "table Sx --x 0:1:4 --digits 20 --processes 2 --out Sx.csv": ("Sx.csv",),
    "reference clean-phase-3 --out clean.csv": ("clean.csv",),
    "check clean.csv --gap-initial 0.1 --gap-final 1 --cutoff 10 --levels 400 --accuracy 1e-6 "
    "--out check.html --plot check.png": ("check.html", "check.png"),
    "check-formula 2*Delta*sqrt(1-z^2) --against closure_mode.omega": (),
    "film films.csv --tc0 15 --out modes.csv": ("modes.csv",),
    "sweep plan.toml --dry-run": (),
    "cite": (),
    "verify --claim equilibrium-identity": (
        "report/index.html",
        "report/report.json",
        "report/junit.xml",
    ),
}
# What they read.
GIVEN = {
    "films.csv": "name,Tc_K\nA,9\nB,12\n",
    "plan.toml": 'kind = "mode"\n[axes]\nrate_s = "0.1:0.3:3"\n',
}
READ = """
import sys
from importlib.metadata import metadata, packages_distributions
from pathlib import Path
import higgs, higgs_num, higgs_sym, verification
from higgs_num.equilibrium.reference import TABLES, read_reference
from higgs_num.quench import Result
from verification import record, registry
home = Path(sys.prefix).resolve()
for package in (higgs, higgs_num, higgs_sym, verification):
    folder = Path(package.__file__).resolve().parent
    assert home in folder.parents, folder
    assert (folder / "py.typed").is_file(), folder
    assert packages_distributions()[package.__name__] == ["higgs-toolkit"]
told = metadata("higgs-toolkit")
assert told["Version"] == higgs.__version__
assert told["License-Expression"] == "MIT" and told.get_all("License-File") == ["LICENSE"]
assert told["Author"] == "The Higgs toolkit authors"
(licence,) = home.glob("lib/python*/site-packages/higgs_toolkit-*.dist-info/licenses/LICENSE")
assert "MIT License" in licence.read_text()
assert all(read_reference(name)[1] for name in TABLES)
assert set(record.load(record.RECORD)) == {claim.id for claim in registry.claims()}
assert Result.load("run.nc").gap.size
"""
# What a user does in Python.
FRONT = """
import higgs
result = higgs.run(higgs.Problem(gap_initial=0.95, gap_final=1.0, levels=50, t_max=5.0))
assert result.gap.size and "<table" in result._repr_html_()
assert higgs.film(9.0, Tc0_K=15.0).peak > 0.0
"""
# The suite of somebody else, to which pytest gives the fixtures by itself.
THEIRS = """
from higgs_num.catalogue import reference


def test_a_trajectory(assert_trajectory):
    one = reference("clean-phase-2-up")
    assert_trajectory(one.time, one.gap, gap_initial=0.5, gap_final=1.0, cutoff=10.0, levels=400)
"""
# Every file that is shipped and every command is used; no test needs the checkout.
TESTS = (
    "tests/higgs",
    "tests/higgs_sym",
    "tests/higgs_num/catalogue",
    "tests/higgs_num/commands",
    "tests/higgs_num/foreign/test_testing.py",
    "tests/higgs_num/equilibrium/test_reference_tables.py",
    "tests/higgs_num/results",
    "tests/verification/test_cli.py",
    "tests/verification/test_html.py",
    "tests/verification/test_record.py",
)


def main() -> None:
    """Do all of it in a folder that is thrown away; the first thing that fails ends it."""
    with tempfile.TemporaryDirectory(prefix="higgs-wheel-") as name:
        outside = Path(name).resolve()
        assert ROOT not in outside.parents, f"{outside} is inside the checkout"
        sdist, wheel = built(outside)
        nothing_else(wheel)
        # The source distribution is what a packager has: pip builds it by itself.
        used(installed(sdist, outside, "source"), outside, "source")
        python = installed(wheel, outside, "venv")
        used(python, outside, "wheel")
        refused(python, outside)
        tested(python, outside)
    print(f"{sdist.name}, {wheel.name}: built, installed, used and tested outside the checkout")


def told(what: str) -> None:
    """Print `what` happens now."""
    print(f"== {what}", flush=True)


def call(*words: str | Path, cwd: Path) -> None:
    """Run a command in `cwd` with nothing of this interpreter's surroundings; it must succeed."""
    private = {"HIGGS_CACHE_DIR": str(cwd / "cache"), "PYTHONNOUSERSITE": "1"}
    clean = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    subprocess.run(words, cwd=cwd, env={**clean, **private}, check=True)


def sources() -> set[str]:
    """Return the files of the checkout, those of no commit yet among them."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return {name for name in listed.stdout.splitlines() if (ROOT / name).is_file()}


def built(outside: Path) -> tuple[Path, Path]:
    """Return the source distribution, and the wheel, built from it, not from the checkout."""
    told("Building")
    call(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", outside, cwd=ROOT)
    (sdist,) = outside.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames()}
    wanted = {name for name in sources() if not name.startswith(LEFT_OUT)}
    differ("source distribution", names, wanted | {"PKG-INFO"})
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
    offline = ("--no-deps", "--no-index", "--no-build-isolation")
    call(*pip, "wheel", *offline, "--wheel-dir", outside, sdist, cwd=outside)
    (wheel,) = outside.glob("*.whl")
    return sdist, wheel


def nothing_else(wheel: Path) -> None:
    """Compare the files of the wheel with those of the packages in the checkout."""
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    differ("wheel", names, {name for name in sources() if name.split("/")[0] in PACKAGES})


def differ(where: str, names: set[str], expected: set[str]) -> None:
    """Stop if `names` are not the expected ones."""
    if names != expected:
        missing, extra = sorted(expected - names), sorted(names - expected)
        sys.exit(f"The {where} lacks {missing} and has {extra} for nothing")


def installed(built: Path, outside: Path, name: str) -> Path:
    """Return an interpreter with the distribution and what it asks for, in the locked versions."""
    told(f"Installing {built.name}")
    call(sys.executable, "-m", "venv", outside / name, cwd=outside)
    python = outside / name / "bin" / "python"
    pip = (python, "-m", "pip", "--quiet", "--disable-pip-version-check")
    # Versions without hashes, which pip would ask of the wheel as well. Constraints add nothing:
    # what the wheel forgets to ask for is not there.
    locked = (line for line in LOCK.read_text("utf-8").splitlines() if not line.startswith(" "))
    versions = outside / "versions.txt"
    versions.write_text("".join(line.rstrip(" \\") + "\n" for line in locked))
    call(*pip, "install", "--constraint", versions, built, cwd=outside)
    call(*pip, "check", cwd=outside)
    return python


def used(python: Path, outside: Path, name: str) -> None:
    """Run the commands in a folder that holds no more than what they read."""
    empty = outside / f"used-{name}"
    empty.mkdir()
    for file, content in GIVEN.items():
        (empty / file).write_text(content)
    told("import higgs")
    call(python, "-c", FRONT, cwd=empty)
    for line, files in COMMANDS.items():
        told(f"higgs {line}")
        call(python.with_name("higgs"), *line.split(), cwd=empty)
        assert all((empty / file).stat().st_size for file in files), files
    told("Reading what is shipped")
    call(python, "-c", READ, cwd=empty)


def refused(python: Path, outside: Path) -> None:
    """Put another package `verification` first on the path: `higgs` must stop and say so."""
    told("Another package called verification")
    theirs = outside / "theirs-first" / "verification"
    theirs.mkdir(parents=True)
    (theirs / "__init__.py").write_text("")
    done = subprocess.run(
        [python.with_name("higgs"), "--version"], cwd=outside, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(theirs.parent)}, check=False,
    )  # fmt: skip
    assert done.returncode == 2, done
    assert str(theirs / "__init__.py") in done.stderr, done.stderr


def tested(python: Path, outside: Path) -> None:
    """Run the quick part of the tests, which are not in the wheel, with the installed packages."""
    suite = outside / "suite"
    for folder in ("tests", "docs"):
        shutil.copytree(ROOT / folder, suite / folder)
    for file in ("pyproject.toml", "CITATION.cff", "CHANGELOG.md"):
        shutil.copy(ROOT / file, suite)
    told("Testing")
    pip = (python, "-m", "pip", "--quiet", "--disable-pip-version-check", "install")
    call(*pip, "--require-hashes", "-r", LOCK, cwd=suite)
    call(python, "-m", "pytest", "-n", "auto", *TESTS, cwd=suite)
    theirs = outside / "theirs"
    theirs.mkdir()
    (theirs / "test_physics.py").write_text(THEIRS)
    (theirs / "pytest.ini").write_text("[pytest]\nhiggs_accuracy = 1e-5\n")
    call(python, "-m", "pytest", "test_physics.py", cwd=theirs)


if __name__ == "__main__":
    main()
