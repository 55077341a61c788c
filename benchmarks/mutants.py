"""Mutants of a module: copies with one small fault each, of the kinds that mutation testing knows.

`mutants(name, source)` lists every place of a module where a fault can be put. Kinds: comparison, arithmetic, boolean,
constant, text, return, removed line, removed call. Annotations, docstrings and the inside of f-strings are left alone.
"""

import ast
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

COMPARISONS: dict[type, type] = {
    **{ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq},
    **{ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is},
}
ARITHMETIC: dict[type, type] = {
    **{ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Div},
    **{ast.Mod: ast.Div, ast.Pow: ast.Mult},
}
BOOLEAN: dict[type, type] = {ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.And: ast.Or, ast.Or: ast.And}
# Calls on a column or frame that may be left out without breaking the line.
CALLS = {"abs", "clip", "drop_duplicates", "fillna", "mask", "replace", "round", "shift", "sort_values", "where"}
KINDS = ("comparison", "arithmetic", "boolean", "constant", "text", "return", "removed line", "removed call")


@dataclass(frozen=True)
class Mutant:
    """One fault: bytes `start` to `end` of the module become `after`.

    `lines` are those that a test must run to notice it; `function` is the outermost function or method around it, empty
    where the fault is done while the module is imported (a constant, a decorator, a default).
    """

    module: str
    kind: str
    lines: tuple[int, ...]
    function: str
    start: int
    end: int
    before: str
    after: str

    def name(self) -> str:
        return f"{self.module}:{self.lines[0]}:{self.start}:{self.kind}:{self.after}"

    def source(self, text: bytes) -> bytes:
        return text[: self.start] + self.after.encode() + text[self.end :]


def mutants(module: str, source: bytes) -> list[Mutant]:
    """Every mutant of a module, in the order of its text."""
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    found = []
    for node, function, lines in places(ast.parse(source), "", (1,)):
        start = starts[node.lineno - 1] + node.col_offset
        end = starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
        for kind, after in faults(node):
            before = source[start:end].decode()
            found.append(Mutant(module, kind, lines, function, start, end, before, after))
    return sorted(found, key=lambda mutant: (mutant.start, mutant.end, mutant.kind))


def places(node: ast.AST, function: str, lines: tuple[int, ...]) -> Iterator:
    """Expressions and statements below a node, with the function around them and the lines of their statement."""
    for child in below(node):
        if isinstance(child, ast.FunctionDef | ast.ClassDef):
            yield from of_definition(child, function, lines)
            continue
        of_child = statement_lines(child) if isinstance(child, ast.stmt) else lines
        if isinstance(child, ast.expr | ast.stmt) and not is_docstring(child, node):
            yield child, function, of_child
        if not isinstance(child, ast.JoinedStr) and not is_docstring(child, node):
            yield from places(child, function, of_child)


def of_definition(definition: ast.FunctionDef | ast.ClassDef, function: str, lines: tuple[int, ...]) -> Iterator:
    """A class or function: its body runs when called, all the rest (decorators, defaults) on import."""
    head = tuple(range(definition.lineno, definition.body[0].lineno))
    for expression in [*definition.decorator_list, *defaults(definition)]:
        wrapped = ast.Expr(expression)
        yield from places(wrapped, function, head)
    if isinstance(definition, ast.ClassDef):
        name = function or f"{definition.name}."
    else:
        name = function + definition.name if not function or function.endswith(".") else function
    yield from places(ast.Module(body=definition.body, type_ignores=[]), name, lines)


def defaults(definition: ast.FunctionDef | ast.ClassDef) -> list[ast.expr]:
    if isinstance(definition, ast.ClassDef):
        return []
    return [value for value in [*definition.args.defaults, *definition.args.kw_defaults] if value is not None]


def below(node: ast.AST) -> Iterator[ast.AST]:
    for field, value in ast.iter_fields(node):
        if field not in {"annotation", "returns", "ctx", "op", "ops"}:
            yield from (
                child for child in (value if isinstance(value, list) else [value]) if isinstance(child, ast.AST)
            )


def statement_lines(statement: ast.stmt) -> tuple[int, ...]:
    """Lines of a statement, of one with a body only those of its head."""
    body = getattr(statement, "body", None)
    last = body[0].lineno - 1 if body else statement.end_lineno
    return tuple(range(statement.lineno, max(last or 0, statement.lineno) + 1))


def is_docstring(node: ast.AST, parent: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) or isinstance(parent, ast.Import)


def faults(node: ast.AST) -> Iterator[tuple[str, str]]:
    """Kind and text of each fault that can stand where a node stands."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARISONS:
        yield "comparison", written(node, ops=[COMPARISONS[type(node.ops[0])](), *node.ops[1:]])
    elif isinstance(node, ast.BinOp | ast.BoolOp):
        yield from of_operator(node)
    elif isinstance(node, ast.UnaryOp):
        kind = "arithmetic" if isinstance(node.op, ast.USub) else "boolean"
        yield kind, f"({ast.unparse(node.operand)})"
    elif isinstance(node, ast.IfExp):
        yield "boolean", written(node, body=node.orelse, orelse=node.body)
    elif isinstance(node, ast.Constant):
        yield from of_constant(node.value)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CALLS:
        yield "removed call", f"({ast.unparse(node.func.value)})"
    elif isinstance(node, ast.stmt):
        yield from of_statement(node)


def of_operator(node: ast.BinOp | ast.BoolOp) -> Iterator[tuple[str, str]]:
    for kind, swaps in (("arithmetic", ARITHMETIC), ("boolean", BOOLEAN)):
        if type(node.op) in swaps:
            yield kind, written(node, op=swaps[type(node.op)]())


def of_constant(value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, bool):
        yield "constant", repr(not value)
    elif isinstance(value, int | float):
        yield "constant", repr(value + 1)
    elif isinstance(value, str) and value:
        yield "text", repr("XX" + value)


def of_statement(node: ast.stmt) -> Iterator[tuple[str, str]]:
    """A result not given; a line left out where the names that later lines need stay bound."""
    if isinstance(node, ast.Return) and node.value is not None and ast.unparse(node.value) != "None":
        yield "return", "return None"
    named = isinstance(node, ast.Assign) and all(isinstance(target, ast.Name | ast.Tuple) for target in node.targets)
    if isinstance(node, ast.Assign) and named and not is_rebound(node):
        return
    if isinstance(node, ast.Assign | ast.AugAssign | ast.Expr | ast.Continue | ast.Raise):
        yield "removed line", "pass"


def is_rebound(node: ast.Assign) -> bool:
    """`x = x.something()`: without the line x is still there."""
    names = {target.id for target in node.targets if isinstance(target, ast.Name)}
    read = {name.id for name in ast.walk(node.value) if isinstance(name, ast.Name)}
    return bool(names) and names <= read


def written(node: ast.expr, **changed: object) -> str:
    copy = deepcopy(node)
    for field, value in changed.items():
        setattr(copy, field, value)
    return f"({ast.unparse(copy)})"
