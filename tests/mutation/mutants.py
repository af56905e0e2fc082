"""Small changes of one source file, each of a kind that a person could make by mistake."""

import ast
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
    ast.Pow: ast.Mult, ast.FloorDiv: ast.Mult, ast.Mod: ast.Add, ast.MatMult: ast.Add,
}  # fmt: skip
NEGATED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
SHIFTED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
}  # fmt: skip
_PAIRS = (
    ("sin", "cos"), ("sinh", "cosh"), ("tan", "tanh"), ("atan", "atanh"), ("asin", "asinh"),
    ("min", "max"), ("minimum", "maximum"), ("argmin", "argmax"), ("any", "all"),
    ("real", "imag"), ("floor", "ceil"), ("zeros", "ones"), ("re", "im"), ("Lt", "Gt"),
    ("Le", "Ge"), ("lower", "upper"), ("elliptic_k", "elliptic_e"), ("first", "last"),
    ("arctan", "arctanh"), ("exp", "expm1"), ("log", "log1p"),
)  # fmt: skip
SWAPPED = {a: b for pair in _PAIRS for a, b in (pair, pair[::-1])}
DROPPED = {"sqrt", "abs", "fabs", "absolute", "Abs", "conj", "conjugate", "cumsum", "sorted"}
# Keyword arguments that decide how strict, or what is told, not what is computed.
LENIENT = {
    "tolerance", "parameters", "maxsize", "title", "source", "lhs", "name", "method", "conclusion",
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One change of one file.

    scope: the function it is in, "" or a class with a dot outside of all;
    number: how many of the same stand before it in that function.
    """

    path: str
    operator: str
    line: int
    scope: str
    start: int
    stop: int
    new: str
    old: str
    number: int = 0

    @property
    def key(self) -> str:
        """The same for the same change of the same text, whatever else stands in the file."""
        words = (self.path, self.operator, self.scope, self.old, self.new, str(self.number))
        return hashlib.sha256("\0".join(words).encode()).hexdigest()[:12]

    def applied(self, source: bytes) -> bytes:
        """Return the text of the file with the change."""
        return source[: self.start] + self.new.encode() + source[self.stop :]


def mutants_of(root: Path, path: str) -> list[Mutant]:
    """Return every mutant of a file that still is a program, in the order of the text."""
    source = (root / path).read_bytes()
    found: dict[str, Mutant] = {}
    spans: set[tuple[int, int, str]] = set()
    for one in _Walk(path, source).mutants():
        span = (one.start, one.stop, one.new)
        if span in spans or not _parses(one.applied(source)):
            continue
        spans.add(span)
        while one.key in found:
            one = replace(one, number=one.number + 1)  # noqa: PLW2901
        found[one.key] = one
    return list(found.values())


def _parses(source: bytes) -> bool:
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True


class _Walk:
    def __init__(self, path: str, source: bytes) -> None:
        self.path, self.source = path, source
        self.starts = [0]
        for line in source.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))

    def mutants(self) -> Iterator[Mutant]:
        yield from self._inside(ast.parse(self.source), "", "")

    def _made(self, node: ast.AST, operator: str, new: ast.AST | str, scope: str) -> Mutant:
        start = self.starts[node.lineno - 1] + node.col_offset
        stop = self.starts[node.end_lineno - 1] + node.end_col_offset
        text = new if isinstance(new, str) else ast.unparse(new)
        if isinstance(node, ast.expr) and not isinstance(node, ast.Constant | ast.Attribute):
            text = f"({text})"
        old = self.source[start:stop].decode()
        return Mutant(self.path, operator, node.lineno, scope, start, stop, text, old)

    def _inside(self, node: ast.AST, scope: str, classes: str) -> Iterator[Mutant]:
        for child in ast.iter_child_nodes(node):
            yield from self._visit(child, scope, classes)

    def _visit(self, node: ast.AST, scope: str, classes: str) -> Iterator[Mutant]:
        match node:
            case ast.FunctionDef():
                if "Figure" in ast.dump(node.returns or ast.Pass()):
                    return  # a drawing is looked at
                inner = scope or f"{classes}{node.name}"
                yield from self._defaults(node.args, inner)
                for part in node.body:
                    yield from self._visit(part, inner, "")
            case ast.ClassDef():
                for part in node.body:
                    yield from self._visit(part, scope, f"{classes}{node.name}.")
            case ast.AnnAssign() if classes and not scope and node.value is not None:
                yield from self._field(node.value, scope or classes)
            case ast.AnnAssign():
                if node.value is not None:
                    yield from self._visit(node.value, scope, classes)
            case ast.keyword() if node.arg in LENIENT:
                return
            case ast.JoinedStr() | ast.Raise() | ast.Import() | ast.ImportFrom() | ast.Assert():
                return  # texts; what is raised, and when, is mutated by the condition above it
            case _:
                yield from self._own(node, scope)
                yield from self._inside(node, scope, classes)

    def _defaults(self, arguments: ast.arguments, scope: str) -> Iterator[Mutant]:
        for value in [*arguments.defaults, *filter(None, arguments.kw_defaults)]:
            for other in _other_value(value):
                yield self._made(value, "default", other, scope)

    def _field(self, value: ast.expr, scope: str) -> Iterator[Mutant]:
        found = list(_other_value(value))
        for other in found:
            yield self._made(value, "default", other, scope)
        if not found:
            yield from self._visit(value, scope, "")

    def _own(self, node: ast.AST, scope: str) -> Iterator[Mutant]:
        match node:
            case ast.BinOp() if type(node.op) in ARITHMETIC and not _text(node):
                new = ast.BinOp(node.left, ARITHMETIC[type(node.op)](), node.right)
                yield self._made(node, "arithmetic", new, scope)
            case ast.UnaryOp(op=ast.USub() | ast.Not()):
                yield self._made(node, "sign", node.operand, scope)
            case ast.Compare():
                for operator, table in (("comparison", NEGATED), ("boundary", SHIFTED)):
                    if type(node.ops[0]) in table:
                        ops = [table[type(node.ops[0])](), *node.ops[1:]]
                        new = ast.Compare(node.left, ops, node.comparators)
                        yield self._made(node, operator, new, scope)
            case ast.BoolOp():
                other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
                yield self._made(node, "boolean", ast.BoolOp(other, node.values), scope)
            case ast.Constant():
                for other in _other_value(node):
                    yield self._made(node, "constant", other, scope)
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=[one]) if (
                name in DROPPED and not node.keywords
            ):
                yield self._made(node, "function", one, scope)
            case ast.Name(ctx=ast.Load()) if node.id in SWAPPED:
                yield self._made(node, "function", ast.Name(SWAPPED[node.id]), scope)
            case ast.Attribute(ctx=ast.Load()) if node.attr in SWAPPED:
                new = ast.Attribute(node.value, SWAPPED[node.attr])
                yield self._made(node, "function", new, scope)
            case ast.AugAssign() if type(node.op) in ARITHMETIC:
                new = ast.AugAssign(node.target, ARITHMETIC[type(node.op)](), node.value)
                yield self._made(node, "arithmetic", new, scope)
                yield self._made(node, "statement", "pass", scope)
            case ast.Expr(value=ast.Call()) | ast.Break() | ast.Continue():
                yield self._made(node, "statement", "pass", scope)
            case ast.Assign(targets=[ast.Subscript() | ast.Attribute()]):
                yield self._made(node, "statement", "pass", scope)


def _text(node: ast.BinOp) -> bool:
    return any(isinstance(x, ast.JoinedStr) for x in (node.left, node.right)) or any(
        isinstance(x, ast.Constant) and isinstance(x.value, str) for x in (node.left, node.right)
    )


def _other_value(node: ast.expr) -> list[str]:
    match node:
        case ast.Constant(value=bool() as value):
            return [repr(not value)]
        case ast.Constant(value=int() as value):
            return [repr(value + 1)]
        case ast.Constant(value=float() as value):
            return [repr(2.0 * value if value else 1.0)]
        case ast.Constant(value=complex() as value):
            return [repr(2.0 * value)]
    return []
