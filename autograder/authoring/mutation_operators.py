"""Mutation operators: the mechanical changes of a single node of a syntax tree."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator

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


def changes(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """(kind, new node) for every mutation of one node."""
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
    elif isinstance(node, ast.Slice):  # `ast` counts slices as expressions
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


def other_parameters(node: ast.AST, parameters: tuple[str, ...]) -> Iterator[tuple[str, ast.AST]]:
    """(kind, new node) for every parameter that is passed on: the next parameter is passed instead."""
    if not isinstance(node, ast.Call):
        return
    for place, argument in enumerate(node.args):
        if isinstance(argument, ast.Name) and argument.id in parameters and not only_prints(argument.id):
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
    function, name = node.func, function_name(node)
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


def function_name(call: ast.Call) -> str:
    """`mean` for `np.mean(x)` and for `mean(x)`; empty for other calls."""
    match call.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def _ranges(node: ast.Call) -> Iterator[tuple[str, ast.AST]]:
    """One turn fewer or more at either end of a loop."""
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


def only_prints(name: str) -> bool:
    """Whether a parameter of this name decides only what is printed."""
    return "print" in name or "verbose" in name
