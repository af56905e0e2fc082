"""Formulas written down as Python modules ahead of time, for programs that import no sympy.

The expressions are printed as the backends print them, so a function of such a module gives the
bits of the bare expression, `GeneratedFunction.kernel`, on the same types; it has no check of its
arguments, and where rounding or range spoil a value nothing looks again.
"""

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

from higgs_sym.backends.build import printer_of
from higgs_sym.backends.namespaces import ARRAY_NAMES
from higgs_sym.backends.printer import BackendGapError, Printer
from higgs_sym.formula import Formula
from higgs_sym.symbols import TABLE

_WIDTH = 90


@dataclass(frozen=True)
class Surroundings:
    """What a generated module has beside the expressions, as Python source.

    `doc` is its docstring, `imports` are its lines of import, `number` is the type of every
    argument and result, and `decorator` stands before each function if it is not empty.
    """

    doc: str
    imports: tuple[str, ...]
    number: str
    decorator: str = ""


def function_name(id: str) -> str:
    """Return the name of the function that the formula `id` becomes."""
    return id.replace(".", "_")


def module_source(formulas: Iterable[Formula], backend: str, around: Surroundings) -> str:
    """Return a module with a function for each formula, printed for `backend`: numpy or numba.

    Lines are not wrapped and imports not sorted; that is left to a formatter.

    Raises `BackendGapError` for what the backend cannot do or a file cannot import.
    """
    printer = printer_of(backend)
    if printer.exact:
        raise BackendGapError(f"{backend} works at any precision, which a file of floats cannot")
    functions = [_function(one, printer, around) for one in formulas]
    imports = [_import(name) for name in sorted(printer.needed)]
    head = "\n".join((f'"""{around.doc}"""', "", *imports, "", *around.imports))
    return "\n\n\n".join((head, *functions)) + "\n"


def _function(one: Formula, printer: Printer, around: Surroundings) -> str:
    arguments = ", ".join(f"{name}: {around.number}" for name in one.arguments)
    lines = [f"@{around.decorator}"] if around.decorator else []
    lines += [f"def {function_name(one.id)}({arguments}) -> {around.number}:"]
    lines += textwrap.indent(_doc(one), "    ").splitlines()
    # Every value is annotated, for to type checkers some functions of numpy give anything.
    parts = (*one.where, ("value", one.expression))
    lines += [f"    {name}: {around.number} = {printer.doprint(part)}" for name, part in parts]
    lines += ["    return value"]
    return "\n".join(lines)


def _doc(one: Formula) -> str:
    entries = [TABLE[str(name)] for name in one.arguments]
    meanings = [f"{entry.symbol}: {entry.meaning} [{entry.unit}]" for entry in entries]
    wrapped = [textwrap.wrap(line, _WIDTH, subsequent_indent="    ") for line in meanings]
    told = f"Formula `{one.id}`; source: {one.source}."
    lines = [f'"""{one.title}.', "", told, "", *(line for part in wrapped for line in part), '"""']
    return "\n".join(lines)


def _import(name: str) -> str:
    if name not in ARRAY_NAMES:
        raise BackendGapError(f"{name} cannot be imported by a generated module")
    module, there = ARRAY_NAMES[name]
    return f"from {module} import {there}" + (f" as {name}" if there != name else "")
