"""Makes the small mistakes that a grader must notice: mechanical changes of a reference, one at a time.

Printing, docstrings, assertions and error messages are left alone: nobody grades them.
"""

from __future__ import annotations

import ast
import copy
import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.authoring import source as text

OPERATORS: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Mult,),
    ast.Mod: (ast.FloorDiv,),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
}
COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
TWINS = {
    "sum": ("mean",),
    "mean": ("sum",),
    "max": ("min",),
    "min": ("max",),
    "argmax": ("argmin",),
    "argmin": ("argmax",),
    "maximum": ("minimum",),
    "minimum": ("maximum",),
    "zeros": ("ones",),
    "ones": ("zeros",),
    "zeros_like": ("ones_like",),
    "ones_like": ("zeros_like",),
    "sin": ("cos",),
    "cos": ("sin",),
    "append": ("extend",),
    "var": ("std",),
    "std": ("var",),
}
WRAPPERS = frozenset(
    {"exp", "log", "sqrt", "abs", "square", "tanh", "squeeze", "transpose", "copy", "deepcopy", "cumsum"}
)
SYMMETRIC = frozenset({"maximum", "minimum", "add", "multiply", "allclose", "isclose", "array_equal", "gcd", "hypot"})


@dataclass(frozen=True)
class Mutant:
    """
    id      the changed statement as it now reads (`drop: …` where it is gone), with a number where two read alike
    kind    what was changed: "operator", "constant", "term", …
    source  the whole module with the change; diff: the changed lines alone
    """

    id: str
    kind: str
    source: str
    diff: str


def mutants(source: str, name: str) -> list[Mutant]:
    """All mutants of one function or class of a module, without those that read the same."""
    span = text.definition(source, name)
    tree = ast.parse(text.text_of(source, span))
    original = ast.unparse(tree)
    nodes = list(ast.walk(tree))
    quiet = _quiet(tree)
    signless = _signless(tree)
    statements = _statements(tree)
    parameters = text.parameters(source, name)
    found: dict[str, Mutant] = {}
    labels: dict[str, int] = {}
    for index, node in enumerate(nodes):
        if id(node) in quiet:
            continue
        for kind, new in [*_changes(node), *_other_parameters(node, parameters)]:
            if kind == "operands" and id(node) in signless:
                continue
            changed = _replaced(tree, index, new)
            mutated = ast.unparse(ast.fix_missing_locations(changed))
            if mutated == original or mutated in found:
                continue
            label = _label(statements.get(id(node)), changed, nodes, kind)
            labels[label] = labels.get(label, 0) + 1
            unique = label if labels[label] == 1 else f"{label} #{labels[label]}"
            whole = text.replace_span(source, span, mutated)
            found[mutated] = Mutant(unique, kind, whole, _diff(original, mutated))
    return list(found.values())


def _changes(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Everything that may stand in the place of one node."""
    if isinstance(node, ast.expr):
        yield from _expressions(node)
    elif isinstance(node, ast.stmt):
        yield from _changed_statements(node)


def _expressions(node: ast.expr) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.BinOp):
        yield from _binary(node)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.Not | ast.Invert):
        yield "sign", node.operand
    elif isinstance(node, ast.Compare) and len(node.ops) == 1:
        for comparison in COMPARISONS.get(type(node.ops[0]), ()):
            yield "comparison", ast.Compare(node.left, [comparison()], node.comparators)
    elif isinstance(node, ast.BoolOp):
        yield "logic", ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
        for part in node.values:
            yield "logic", part
    elif isinstance(node, ast.Constant):
        for value in _constants(node.value):
            yield "constant", ast.Constant(value)
    elif isinstance(node, ast.Attribute) and node.attr == "T":
        yield "transpose", node.value
    elif isinstance(node, ast.Call):
        yield from _calls(node)
    elif isinstance(node, ast.Slice):  # an expression to Python's grammar
        yield from _slices(node)
    elif isinstance(node, ast.IfExp):
        yield "branch", node.body
        yield "branch", node.orelse


def _changed_statements(node: ast.stmt) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.If):
        for value in (True, False):
            yield "branch", ast.If(ast.Constant(value), node.body, node.orelse)
    elif isinstance(node, ast.AugAssign):
        for operator in OPERATORS.get(type(node.op), ()):
            yield "operator", ast.AugAssign(node.target, operator(), node.value)
        yield "assignment", ast.Assign([copy.deepcopy(node.target)], node.value)
        yield "drop", ast.Pass()
    elif isinstance(node, ast.Assign | ast.Expr | ast.Break | ast.Continue):
        yield "drop", ast.Pass()
    elif isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple) and len(node.value.elts) > 1:
        yield "order", ast.Return(ast.Tuple(list(reversed(node.value.elts)), ast.Load()))


def _other_parameters(node: ast.AST, parameters: tuple[str, ...]) -> Iterator[tuple[str, ast.AST]]:
    """A parameter handed on where its neighbour was meant."""
    if not isinstance(node, ast.Call):
        return
    for place, argument in enumerate(node.args):
        if isinstance(argument, ast.Name) and argument.id in parameters and not _talks(argument.id):
            other = parameters[(parameters.index(argument.id) + 1) % len(parameters)]
            if other == argument.id:
                continue
            args: list[ast.expr] = [*node.args[:place], ast.Name(other, ast.Load()), *node.args[place + 1 :]]
            yield "argument", ast.Call(node.func, args, node.keywords)


def _binary(node: ast.BinOp) -> Iterator[tuple[str, ast.AST]]:
    for other in OPERATORS.get(type(node.op), ()):
        yield "operator", ast.BinOp(node.left, other(), node.right)
    if isinstance(node.op, ast.Add | ast.Sub | ast.Mult | ast.Div | ast.Pow | ast.MatMult | ast.FloorDiv | ast.Mod):
        yield "term", node.left
    if isinstance(node.op, ast.Add | ast.Mult):
        yield "term", node.right
    if isinstance(node.op, ast.Sub):
        yield "term", node.right
        yield "operands", ast.BinOp(node.right, node.op, node.left)
    if isinstance(node.op, ast.Div):
        yield "operands", ast.BinOp(node.right, node.op, node.left)


def _constants(value: object) -> Iterator[bool | int | float | str]:
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield value + 1
        yield value - 1
    elif isinstance(value, float):
        yield 1.0 if value == 0 else 2 * value
        if value:
            yield 0.0
    elif isinstance(value, str) and value.isidentifier():
        yield value + "_other"


def _calls(node: ast.Call) -> Iterator[tuple[str, ast.AST]]:
    function = node.func
    name = (
        function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""
    )
    for twin in TWINS.get(name, ()):
        if isinstance(function, ast.Attribute):
            yield "function", ast.Call(ast.Attribute(function.value, twin, ast.Load()), node.args, node.keywords)
    if name in WRAPPERS and len(node.args) == 1:
        yield "function", node.args[0]
    if name == "range" and isinstance(function, ast.Name):
        yield from _ranges(node)
    for place in range(len(node.args) - 1 if name not in SYMMETRIC or len(node.args) > 2 else 0):
        args = list(node.args)
        if not any(isinstance(arg, ast.Starred) for arg in args[place : place + 2]):
            args[place], args[place + 1] = args[place + 1], args[place]
            yield "arguments", ast.Call(function, args, node.keywords)
    for place, keyword in enumerate(node.keywords):
        rest = [*node.keywords[:place], *node.keywords[place + 1 :]]
        yield "keyword" if keyword.arg != "axis" else "axis", ast.Call(function, node.args, rest)


def _ranges(node: ast.Call) -> Iterator[tuple[str, ast.AST]]:
    """One round less or more at either end."""
    place = 0 if len(node.args) == 1 else 1
    for step in (ast.Sub(), ast.Add()):
        args = list(node.args)
        args[place] = ast.BinOp(args[place], step, ast.Constant(1))
        yield "loop", ast.Call(node.func, args, node.keywords)
    if len(node.args) == 1:
        yield "loop", ast.Call(node.func, [ast.Constant(1), *node.args], node.keywords)


def _slices(node: ast.Slice) -> Iterator[tuple[str, ast.AST]]:
    if node.lower is None:
        yield "slice", ast.Slice(ast.Constant(1), node.upper, node.step)
    elif not isinstance(node.lower, ast.Constant):
        yield "slice", ast.Slice(ast.BinOp(node.lower, ast.Add(), ast.Constant(1)), node.upper, node.step)
    if node.upper is None:
        yield "slice", ast.Slice(node.lower, ast.UnaryOp(ast.USub(), ast.Constant(1)), node.step)
    elif not isinstance(node.upper, ast.Constant):
        yield "slice", ast.Slice(node.lower, ast.BinOp(node.upper, ast.Sub(), ast.Constant(1)), node.step)
    if node.step is not None:
        yield "slice", ast.Slice(node.lower, node.upper, None)


def _replaced(tree: ast.Module, index: int, new: ast.AST) -> ast.Module:
    """A copy of the tree with its index-th node (in walking order) replaced."""
    changed = copy.deepcopy(tree)
    old = next(node for number, node in enumerate(ast.walk(changed)) if number == index)
    new = copy.deepcopy(new)
    for parent in ast.walk(changed):
        for field, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, field, new)
                return changed
            if isinstance(value, list) and any(item is old for item in value):
                setattr(parent, field, [new if item is old else item for item in value])
                return changed
    return changed


def _quiet(tree: ast.Module) -> set[int]:
    """Nodes that nobody grades: docstrings, prints, assertions, what is raised, and branches that only print."""
    found: set[int] = set()
    for node in ast.walk(tree):
        silent = (
            isinstance(node, ast.Assert | ast.Raise | ast.Import | ast.ImportFrom | ast.Global | ast.JoinedStr)
            or _is_print(node)
            or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
            or (isinstance(node, ast.If) and not node.orelse and all(map(_is_silent, node.body)))
        )
        if silent:
            found |= {id(part) for part in ast.walk(node)}
        if isinstance(node, ast.Call):
            found |= _wildcards(node)
        if isinstance(node, ast.arg) and node.annotation is not None:
            found |= {id(part) for part in ast.walk(node.annotation)}
        if isinstance(node, ast.FunctionDef):
            found |= {id(part) for part in ast.walk(node.returns)} if node.returns else set()
            found |= {id(default) for default in _talkative(node.args)}
    return found


def _talkative(arguments: ast.arguments) -> Iterator[ast.expr]:
    """Defaults of arguments that only say whether to print."""
    positional = [*arguments.posonlyargs, *arguments.args]
    pairs = [*zip(reversed(positional), reversed(arguments.defaults), strict=False)]
    for argument, default in [*pairs, *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)]:
        if default is not None and _talks(argument.arg):
            yield default


def _talks(name: str) -> bool:
    return "print" in name or "verbose" in name


def _signless(tree: ast.AST) -> set[int]:
    """Differences whose sign is dropped at once, by `abs` or a square: turned round they are no mistake."""
    found: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and len(node.args) == 1:
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            inner = node.args[0] if name in {"abs", "absolute", "square"} else None
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
            inner = node.left if isinstance(node.right, ast.Constant) and node.right.value in (2, 4) else None
        else:
            inner = None
        if isinstance(inner, ast.BinOp) and isinstance(inner.op, ast.Sub):
            found.add(id(inner))
    return found


def _wildcards(call: ast.Call) -> set[int]:
    """The 1 of -1 in a reshape is no number: NumPy takes every negative one for "whatever is left"."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    if name != "reshape":
        return set()
    signs = [part for argument in call.args for part in ast.walk(argument) if isinstance(part, ast.UnaryOp)]
    return {id(part.operand) for part in signs if isinstance(part.op, ast.USub)}


def _is_print(node: ast.AST) -> bool:
    call = node.value if isinstance(node, ast.Expr) else None
    return isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "print"


def _is_silent(node: ast.stmt) -> bool:
    return _is_print(node) or isinstance(node, ast.Raise | ast.Pass)


def _statements(tree: ast.Module) -> dict[int, ast.stmt]:
    """The innermost statement that each node belongs to."""
    found: dict[int, ast.stmt] = {}

    def visit(node: ast.AST, within: ast.stmt | None) -> None:
        if isinstance(node, ast.stmt):
            within = node
        if within is not None:
            found[id(node)] = within
        for child in ast.iter_child_nodes(node):
            visit(child, within)

    visit(tree, None)
    return found


def _label(statement: ast.stmt | None, changed: ast.Module, nodes: list[ast.AST], kind: str) -> str:
    """The first line of the changed statement, as Python writes it."""
    if statement is None:
        return "?"
    if kind == "drop":
        return f"drop: {_head(statement)}"
    # The changed tree has the same statements in the same order up to the changed one.
    before = [node for node in nodes if isinstance(node, ast.stmt)]
    after = [node for node in ast.walk(changed) if isinstance(node, ast.stmt)]
    number = next(index for index, node in enumerate(before) if node is statement)
    return _head(after[number])


def _head(statement: ast.stmt) -> str:
    return ast.unparse(statement).split("\n")[0]


def _diff(before: str, after: str) -> str:
    """The changed lines alone, each behind its sign, without their indent."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return "\n".join(f"{line[0]} {line[1:].strip()}" for line in lines if not line.startswith(("---", "+++", "@@")))
