"""How many small faults the tests notice: `python -m tests.mutation map`, then `run`, `table`.

Mutants are drawn from a seed, so many of each kind. Each is tried in a copy of the tree, in
stages: the tests of its own room that reach it, the other tests that do, tests that start
programs; at last, of a claim, its check. What is found is kept, a line a mutant, in a record; a
mutant that is in it is not tried again as long as its file is the same.
"""

import argparse
import gc
import hashlib
import importlib
import json
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.mutation.kinds import KINDS, files
from tests.mutation.mutants import Mutant, mutants_of
from tests.mutation.reach import Reach
from tests.mutation.stages import Trial
from tests.mutation.table import survivors, table
from tests.mutation.tree import LIBRARIES, Tree, pytest_here

ROOT = Path(__file__).resolve().parents[2]
EQUIVALENT = Path(__file__).with_name("equivalent.json")  # key of a survivor: why it is none


def drawn(kind: str, seed: int, count: int) -> list[Mutant]:
    """Return `count` mutants of a kind; operators take turns, so that rare ones are tried too."""
    draw = random.Random(f"{seed} {kind}")
    by_operator: dict[str, list[Mutant]] = {}
    for path in files(ROOT, kind):
        for one in mutants_of(ROOT, path):
            by_operator.setdefault(one.operator, []).append(one)
    for group in by_operator.values():
        draw.shuffle(group)
    chosen: list[Mutant] = []
    while len(chosen) < count and any(by_operator.values()):
        for _, group in sorted(by_operator.items()):
            if group and len(chosen) < count:
                chosen.append(group.pop())
    return chosen


def _map(tree: Tree, work: Path, pattern: str) -> None:
    """Run every test of the files that fit once, unchanged, unless the file is known."""
    tree.warm()
    path, part = work / "reach.json", work / "part.json"
    known: dict[str, dict] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    for file in sorted((tree.root / "tests").rglob("test_*.py")):
        name = str(file.relative_to(tree.root))
        digest = hashlib.sha256(file.read_bytes()).hexdigest()[:12]
        before = {one for one in known if one.startswith(f"{name}::")}
        same = before and all(known[one].get("digest") == digest for one in before)
        if same or name.startswith("tests/mutation") or not re.search(pattern, name):
            continue

        def recorded(name: str = name) -> int:
            from tests.mutation.reach import Recorder

            recorder = Recorder(tree.root)
            status = pytest_here("-m", "not slow", name, plugins=(recorder,))
            part.write_text(json.dumps(recorder.tests), "utf-8")
            return status

        part.unlink(missing_ok=True)
        status = tree.forked(recorded, 1800.0, tree.cache)
        found = json.loads(part.read_text("utf-8")) if part.exists() else {}
        known = {key: one for key, one in known.items() if key not in before}
        known |= {key: {**one, "digest": digest} for key, one in found.items()}
        path.write_text(json.dumps(known), "utf-8")
        seconds = sum(one.get("seconds", 0.0) for one in found.values())
        print(f"{name}: {len(found)} tests, {seconds:.1f} s, status {status}", flush=True)


def _chosen(options: argparse.Namespace) -> Iterator[tuple[str, Mutant]]:
    for kind in options.kind or KINDS:
        for one in drawn(kind, options.seed, options.count):
            yield kind, one


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.mutation", description=__doc__)
    parser.add_argument("what", choices=("map", "run", "table", "list"))
    parser.add_argument("--work", type=Path, default=ROOT / ".mutants")
    parser.add_argument("--record", type=Path, default=Path(__file__).with_name("record.jsonl"))
    parser.add_argument("--tests", default="", help="of a map: which files, a pattern")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=50, help="mutants of each kind")
    parser.add_argument("--kind", action="append", choices=tuple(KINDS))
    parser.add_argument("--path", default="", help="of those drawn: in which files, a pattern")
    parser.add_argument("--again", action="store_true", help="try survivors of the record again")
    parser.add_argument(
        "--quick", action="store_true", help="only tests known to reach it, no claim"
    )
    options = parser.parse_args()
    equivalent: dict[str, str] = json.loads(EQUIVALENT.read_text("utf-8"))
    if options.what == "table":
        print(table(options.record, equivalent), survivors(options.record, equivalent), sep="\n\n")
        return 0
    if options.what == "list":
        for kind, one in _chosen(options):
            print(
                f"{one.key} {kind:18} {one.operator:10} {one.path}:{one.line} "
                f"{one.old} -> {one.new}"
            )
        return 0
    tree = Tree(ROOT, options.work.resolve() / "tree")
    if not tree.taken():
        print(f"another run works in {options.work}", file=sys.stderr)
        return 2
    tree.fill()
    sys.dont_write_bytecode = True
    for name in LIBRARIES:
        importlib.import_module(name)
    gc.freeze()
    if options.what == "map":
        sys.dont_write_bytecode = False
        _map(tree, options.work, options.tests)
        return 0
    trial = Trial(tree, Reach.read(tree.root, options.work / "reach.json"), options.record)
    for kind, one in _chosen(options):
        if re.search(options.path, one.path) is None or one.key in equivalent:
            continue
        trial.run(kind, one, again=options.again, quick=options.quick)
    return 0


if __name__ == "__main__":
    sys.exit(main())
