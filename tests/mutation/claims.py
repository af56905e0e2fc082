"""Whether the claims that a mutant takes part in still get the recorded verdict.

Trajectories and ensembles are kept from mutant to mutant: what is mutated here measures and
judges them, so one that asks for another problem gets another.
"""

import hashlib
import json
import sys
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any

HOLD, FALL, NONE = 0, 1, 5


def verdicts_hold(module: str, folder: Path) -> int:
    """Check the claims of a module, or of those that measure with it; stop at the first fall."""
    from verification import record, registry
    from verification.verdict import verdict

    known, lab = record.load(record.RECORD), _lab(folder)
    concerned = [one for one in registry.claims() if _takes_part(one.check, module)]
    for one in sorted(concerned, key=lambda one: (one.slow, one.id)):
        if verdict(one.check(lab)) is not known[one.id]:
            return FALL
    return HOLD if concerned else NONE


def _lab(folder: Path) -> Any:
    from higgs_num.oracle import EnsembleResult
    from higgs_num.quench import Result
    from verification.lab import Lab, integrated

    def solve(problem, tol, progress):
        words = json.dumps([problem.to_dict(), tol], sort_keys=True, default=str)
        return _kept(folder, words, Result, lambda: integrated(problem, tol, progress))

    class Keeping(Lab):
        def shared(self, key: Hashable, compute: Callable[[], Any]) -> Any:
            if isinstance(key, tuple) and key[0] == "oracle":
                words = json.dumps(key[1].to_dict(), sort_keys=True, default=str)
                return _kept(folder, words, EnsembleResult, lambda: Lab.shared(self, key, compute))
            return super().shared(key, compute)

    return Keeping(solve)


def _kept(folder: Path, words: str, kind: Any, compute: Callable[[], Any]) -> Any:
    path = folder / f"{kind.__name__}-{hashlib.sha256(words.encode()).hexdigest()[:16]}.nc"
    if path.exists():
        return kind.load(path)
    result = compute()
    folder.mkdir(exist_ok=True)
    result.save(path)
    return result


def _takes_part(check: Any, module: str) -> bool:
    """Whether a check is in a module, or its module takes something from it."""
    home = getattr(check, "func", check).__module__
    todo, seen = [home], {home}
    while todo:
        here = todo.pop()
        if here == module:
            return True
        for value in vars(sys.modules[here]).values():
            name = getattr(value, "__module__", None) or getattr(value, "__name__", "")
            if str(name).startswith("verification.measurements") and name not in seen:
                seen.add(name)
                todo.append(name)
    return False
