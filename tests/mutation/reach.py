"""Which test reaches which function, and how long it takes; and the tests that a mutant needs.

Kernels are called from compiled code, where nothing can be traced: of them it is read in the
sources who calls whom, up to functions that Python runs.
"""

import ast
import json
import time
from collections import defaultdict
from cProfile import Profile
from functools import cached_property
from pathlib import Path
from types import CodeType

import pytest

PACKAGES = ("higgs_sym", "higgs_num", "verification")


class Recorder:
    """A plugin of pytest that writes down what each test calls."""

    def __init__(self, root: Path) -> None:
        self.root = f"{root}/"
        self.tests: dict[str, dict] = {}

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item):
        # In C, so that it hardly slows anything; what other threads call is not seen.
        profile = Profile(subcalls=False, builtins=False)
        start = time.perf_counter()
        profile.enable()
        yield
        profile.disable()
        seconds = time.perf_counter() - start
        codes = [one.code for one in profile.getstats() if isinstance(one.code, CodeType)]
        named = sorted({name for code in codes if (name := self._name(code))})
        self.tests.setdefault(item.nodeid, {}).update(seconds=round(seconds, 3), functions=named)

    def pytest_runtest_logreport(self, report):
        if report.failed:
            self.tests.setdefault(report.nodeid, {})["failed"] = True

    def _name(self, code: CodeType) -> str:
        path = code.co_filename.removeprefix(self.root)
        if not path.startswith(PACKAGES):
            return ""
        name = code.co_qualname.split(".<locals>")[0]
        return f"{path}:{name}" if name != "<module>" else ""


class Reach:
    """The tests that reach a function, the quickest first."""

    def __init__(self, root: Path, tests: dict[str, dict]) -> None:
        self.root = root
        self.tests = {name: one for name, one in tests.items() if not one.get("failed")}
        self.by_function: dict[str, set[str]] = defaultdict(set)
        self.by_file: dict[str, set[str]] = defaultdict(set)
        for test, one in self.tests.items():
            for function in one["functions"]:
                self.by_function[function].add(test)
                self.by_file[function.split(":")[0]].add(test)

    @classmethod
    def read(cls, root: Path, path: Path) -> "Reach":
        return cls(root, json.loads(path.read_text("utf-8")))

    def seconds(self, test: str) -> float:
        """Return how long a test took, a guess for one that is not on the map."""
        return self.tests[test]["seconds"] if test in self.tests else 5.0

    def of(self, path: str, scope: str) -> set[str]:
        """Return the tests that call a function of a file, or any if it is in none of them."""
        if not scope or scope.endswith("."):
            return self.by_file[path] | self._users(path, None)
        found = self.by_function[f"{path}:{scope}"]
        return found if found else self._users(path, scope)

    def _users(self, path: str, scope: str | None) -> set[str]:
        """Return the tests of whoever names what the file declares, and of whoever names them."""
        todo, seen = [(path, scope)], {(path, scope)}
        found: set[str] = set()
        while todo:
            where, name = todo.pop()
            for user_path, user in self._callers(where, name):
                if (user_path, user) in seen:
                    continue
                seen.add((user_path, user))
                direct = self.by_function[f"{user_path}:{user}"] if user else set()
                found |= direct
                if not direct:
                    todo.append((user_path, user or None))
        return found

    def _callers(self, path: str, name: str | None) -> set[tuple[str, str]]:
        if name is None:
            declared = {one for where, one in self._declared if where == path}
        else:
            declared = {name.split(".")[0]}
        module = path.removesuffix(".py").replace("/", ".")
        found = set()
        for one in declared:
            for user_path, user in self._named[one]:
                local = user_path == path and user != one
                if local or module in self._imports[user_path]:
                    found.add((user_path, user))
        return found

    @cached_property
    def _declared(self) -> set[tuple[str, str]]:
        found = set()
        for path, tree in self._trees.items():
            for node in tree.body:
                if isinstance(node, ast.FunctionDef | ast.ClassDef):
                    found.add((path, node.name))
                elif isinstance(node, ast.Assign):
                    names = (x.id for x in ast.walk(node.targets[0]) if isinstance(x, ast.Name))
                    found.update((path, name) for name in names)
        return found

    @cached_property
    def _trees(self) -> dict[str, ast.Module]:
        paths = [path for name in PACKAGES for path in sorted((self.root / name).rglob("*.py"))]
        return {str(p.relative_to(self.root)): ast.parse(p.read_bytes()) for p in paths}

    @cached_property
    def _imports(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for path, tree in self._trees.items():
            for node in ast.walk(tree):
                if isinstance(node, ast.ImportFrom) and node.module:
                    found[path].add(node.module)
                    found[path].update(f"{node.module}.{one.name}" for one in node.names)
        return found

    @cached_property
    def _named(self) -> dict[str, set[tuple[str, str]]]:
        found: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for path, tree in self._trees.items():
            for top in tree.body:
                members = top.body if isinstance(top, ast.ClassDef) else [top]
                prefix = f"{top.name}." if isinstance(top, ast.ClassDef) else ""
                for part in members:
                    user = f"{prefix}{part.name}" if isinstance(part, ast.FunctionDef) else prefix
                    for node in ast.walk(part):
                        if isinstance(node, ast.Name):
                            found[node.id].add((path, user))
                        elif isinstance(node, ast.Attribute):
                            found[node.attr].add((path, user))
        return found

    def kernel_files(self, path: str) -> set[str]:
        """Return the files of core whose compiled code holds that of `path`."""
        found = {path}
        while True:
            modules = {one.removesuffix(".py").replace("/", ".") for one in found}
            more = {
                one for one, named in self._imports.items()
                if one.startswith("higgs_num/core/") and named & modules
            }  # fmt: skip
            if more <= found:
                return found
            found |= more
