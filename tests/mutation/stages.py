"""A mutant on trial: stage after stage of tests, until one fails."""

import contextlib
import hashlib
import json
import re
import shutil
import time
from itertools import accumulate
from pathlib import Path

from tests.mutation.mutants import Mutant
from tests.mutation.reach import Reach
from tests.mutation.tree import Tree, pytest_here

SURVIVED, NO_TEST = 0, 5
QUICK = 5.0  # seconds
# A test that runs a program of its own is not seen to reach what the program calls.
_PROGRAMS = re.compile(r"subprocess|printed_by|CliRunner|worker")
# They compare what was generated with the formula: `make generate` would make them pass.
_BYTES = "tests/higgs_num/core/test_generated.py"
_CHAIN = "tests/higgs_sym/test_derivation_chains.py::test_chain_holds"


class Trial:
    """Tries mutants in a tree, and keeps what was found in a record."""

    def __init__(self, tree: Tree, reach: Reach, record: Path) -> None:
        self.tree, self.reach, self.record = tree, reach, record
        lines = record.read_text("utf-8").splitlines() if record.exists() else []
        self.known = {(one["key"], one["file"]): one for one in map(json.loads, lines)}

    def run(self, kind: str, mutant: Mutant, *, again: bool = False, quick: bool = False) -> None:
        """Try a mutant, unless its fate is known.

        again: unless it was killed; quick: leave out what is not known to reach it.
        """
        digest = hashlib.sha256((self.tree.root / mutant.path).read_bytes()).hexdigest()[:12]
        known = self.known.get((mutant.key, digest))
        if known and (known["killed"] or not again):
            return
        start = time.monotonic()
        killed = self._killed(kind, mutant, quick=quick)
        found = {
            "key": mutant.key, "file": digest, "kind": kind, "path": mutant.path,
            "line": mutant.line, "scope": mutant.scope, "operator": mutant.operator,
            "old": mutant.old, "new": mutant.new, "killed": killed,
            "seconds": round(time.monotonic() - start, 1),
        }  # fmt: skip
        self.known[mutant.key, digest] = found
        with self.record.open("a", encoding="utf-8") as file:
            file.write(json.dumps(found) + "\n")
        print(
            f"{found['killed'] or 'SURVIVED':9} {found['seconds']:6.1f} s {mutant.key} {kind}: "
            f"{mutant.path}:{mutant.line} {mutant.operator}: {mutant.old[:50]!r} -> "
            f"{mutant.new[:50]!r}",
            flush=True,
        )

    def _killed(self, kind: str, mutant: Mutant, *, quick: bool) -> str:
        """Return the stage that noticed it, "" if none did."""
        with self.tree.changed(mutant), self._cache(mutant) as cache:
            tried: set[str] = set()
            for stage, tests in self._stages(kind, mutant):
                chosen = sorted(tests - tried, key=self.reach.seconds)
                tried |= tests
                if quick and stage == "suite":
                    continue
                # The quick ones first: on them a loop that never ends is noticed soon.
                total = list(accumulate(map(self.reach.seconds, chosen)))
                quickest = sum(seconds < QUICK for seconds in total)
                for part in (chosen[:quickest], chosen[quickest:]):
                    if part and self._fails(part, cache):
                        return stage
            if not quick and kind == "claims" and self._verdict_changes(mutant, cache):
                return "claim"
        return ""

    def _fails(self, tests: list[str], cache: Path) -> bool:
        expected = sum(map(self.reach.seconds, tests))

        def work() -> int:
            return pytest_here("-x", *tests)

        # A loop that never ends is noticed; compiling kernels takes a minute or two.
        compiling = 120.0 if cache != self.tree.cache else 0.0
        status = self.tree.forked(work, 30.0 + compiling + 3.0 * expected, cache)
        if status == NO_TEST:
            raise RuntimeError(f"no test was run of {tests}")
        return status != SURVIVED

    def _stages(self, kind: str, mutant: Mutant) -> list[tuple[str, set[str]]]:
        every = set(self.reach.tests)
        package, room = mutant.path.split("/")[:2]
        if kind == "formulas":
            every = {one for one in every if not one.startswith(_BYTES)}
            chains = (self.tree.root / "higgs_sym" / "theory" / "derivations").glob("[a-z]*.py")
            named = re.compile(rf"\b{Path(mutant.path).stem}\b")
            count = {one.stem: len(named.findall(one.read_text("utf-8"))) for one in chains}
            known = {name: f"{_CHAIN}[{name}]" for name in count if f"{_CHAIN}[{name}]" in every}
            # The chain that speaks of the chapter most is the most likely to fail.
            order = sorted((name for name in known if count[name]), key=lambda name: -count[name])
            first = [("room", {known[name]}) for name in order]
            second = {one for one in every if "higgs_sym/" in one or "tied" in one}
            return [*first, ("reached", second), ("suite", every)]
        reached = self.reach.of(mutant.path, mutant.scope)
        own = {
            one
            for one in every
            if one.startswith((f"tests/{package}/{room}/", f"tests/{package}/test_"))
        }
        if package != "higgs_num":
            own = {one for one in every if one.startswith(f"tests/{package}/")}
        programs = {one for one in every if self._starts_programs(one.split("::")[0])}
        rest = every if not mutant.scope or mutant.scope.endswith(".") else programs
        # What runs while a module loads, or is looked at only, is not seen to be reached.
        near = self.reach.by_file[mutant.path] & own
        near |= {one for one in own if "/test_defaults.py" in one}
        return [("room", reached & own), ("reached", reached | near), ("suite", own | rest)]

    def _starts_programs(self, path: str) -> bool:
        return bool(_PROGRAMS.search((self.tree.root / path).read_text("utf-8")))

    @contextlib.contextmanager
    def _cache(self, mutant: Mutant):
        """Have the kernels that the mutant is not part of ready, in a folder of its own."""
        if not mutant.path.startswith("higgs_num/core/"):
            yield self.tree.cache
            return
        own = self.tree.root.parent / "own-cache"
        shutil.rmtree(own, ignore_errors=True)
        stale = {Path(one).stem for one in self.reach.kernel_files(mutant.path)}
        target = own / f"kernels-{self._digest()}"
        (source,) = self.tree.cache.glob("kernels-*")
        for path in source.rglob("*.nb*"):
            if path.name.split(".")[0] not in stale:
                copy = target / path.relative_to(source)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.hardlink_to(path) if path.suffix == ".nbc" else shutil.copyfile(path, copy)
        try:
            yield own
        finally:
            shutil.rmtree(own, ignore_errors=True)

    def _digest(self) -> str:
        """Return what the package calls the folder of its kernels, with the mutant in it."""
        answer = self.tree.root.parent / "digest"

        def work() -> int:
            from higgs_num.core.compile import cache_folder

            answer.write_text(cache_folder().name.removeprefix("kernels-"), "utf-8")
            return 0

        self.tree.forked(work, 60.0, self.tree.cache)
        return answer.read_text("utf-8")

    def _verdict_changes(self, mutant: Mutant, cache: Path) -> bool:
        module = mutant.path.removesuffix(".py").replace("/", ".")
        kept = self.tree.root.parent / "kept"

        def work() -> int:
            from tests.mutation.claims import verdicts_hold

            return verdicts_hold(module, kept)

        return self.tree.forked(work, 900.0, cache) not in (SURVIVED, NO_TEST)
