"""Finds what the loops of a function depend on, by tracing names through assignments and calls to its parameters.

So a rule can allow a loop over the cells of a filter and refuse one over the pixels of a picture. An *origin* is a
parameter ("W"), one of its dimensions ("A_prev.shape[1]"), or "?" if it cannot be traced.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence

Origins = frozenset[str]
Known = dict[str, Origins]
Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
PASSES = 40
"""The number of passes over the functions; nobody writes code whose origins are still growing then."""

UNKNOWN: Origins = frozenset({"?"})
NOTHING: Origins = frozenset()


def origins(definitions: Mapping[str, ast.AST], name: str, apart: Sequence[str] = ()) -> list[Origins]:
    """What the number of iterations depends on, for each loop of `name` and of the functions that it calls.

    apart  functions of the module to leave out
    """
    own = definitions.get(name)
    if not isinstance(own, ast.FunctionDef):
        return []
    functions = {key: node for key, node in definitions.items() if key not in apart and isinstance(node, Function)}
    known: dict[str, Known] = {name: {argument: frozenset({argument}) for argument in _parameters(own)}}
    before = None
    for _ in range(PASSES):  # origins only grow, and there are few of them
        if before == known:
            break
        before = {key: dict(value) for key, value in known.items()}
        for key in list(known):
            _follow(functions, key, known)
    if before != known:
        return [UNKNOWN]
    return [loop for key, names in known.items() for loop in _loops(functions[key], names)]


def _parameters(function: Function) -> list[str]:
    given = function.args
    extra = [item for item in (given.vararg, given.kwarg) if item]
    return [item.arg for item in (*given.posonlyargs, *given.args, *given.kwonlyargs, *extra)]


def _follow(functions: Mapping[str, ast.AST], key: str, known: dict[str, Known]) -> None:
    """One pass over a function: the origins of its names, and of the arguments that it passes on."""
    names = known[key]
    inner = {node.name: node for node in ast.walk(functions[key]) if isinstance(node, ast.FunctionDef)}
    for node in ast.walk(functions[key]):
        for target, value in _bindings(node):
            _bind(target, value, names)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            called = node.func.id
            function = inner.get(called) or functions.get(called)
            if isinstance(function, Function):
                scope = names if called in inner else known.setdefault(called, {})
                _hand_over(function, node, names, scope)


def _bindings(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    if isinstance(node, ast.Assign):
        yield from ((target, node.value) for target in node.targets)
    elif isinstance(node, ast.AnnAssign | ast.AugAssign | ast.NamedExpr) and node.value is not None:
        yield node.target, node.value
    elif isinstance(node, ast.For | ast.AsyncFor | ast.comprehension):
        yield node.target, node.iter


def _bind(target: ast.expr, value: ast.expr, names: Known) -> None:
    """Give the target the origins of the value; the dimensions of an unpacked shape are separate origins."""
    if isinstance(target, ast.Tuple | ast.List):
        shape = _shape_of(value, names)
        for place, part in enumerate(target.elts):
            if isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(target.elts):
                _bind(part, value.elts[place], names)
            elif shape and isinstance(part, ast.Name):
                _add(names, part.id, frozenset({f"{shape}.shape[{place}]"}))
            else:
                _bind(part, value, names)
    elif isinstance(target, ast.Name):
        _add(names, target.id, _of(value, names))
    elif isinstance(target, ast.Starred):
        _bind(target.value, value, names)


def _add(names: Known, name: str, more: Origins) -> None:
    names[name] = names.get(name, NOTHING) | more


def _hand_over(function: Function, call: ast.Call, names: Known, scope: Known) -> None:
    parameters = _parameters(function)
    for parameter, value in zip(parameters, call.args, strict=False):
        _add(scope, parameter, _of(value, names))
    for keyword in call.keywords:
        if keyword.arg in parameters:
            _add(scope, str(keyword.arg), _of(keyword.value, names))


def _shape_of(value: ast.expr, names: Known) -> str:
    """The parameter whose shape this is, or ""."""
    if isinstance(value, ast.Attribute) and value.attr == "shape" and isinstance(value.value, ast.Name):
        found = names.get(value.value.id, NOTHING)
        return value.value.id if found == {value.value.id} else ""
    return ""


def _of(value: ast.AST, names: Known) -> Origins:
    """The origins of an expression."""
    if isinstance(value, ast.Subscript):
        shape = _shape_of(value.value, names)
        try:
            place = ast.literal_eval(value.slice)
        except ValueError:
            place = None
        if shape and isinstance(place, int):
            return frozenset({f"{shape}.shape[{place}]"})
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "len" and value.args:
        first = value.args[0]
        if isinstance(first, ast.Name) and names.get(first.id) == {first.id}:
            return frozenset({f"{first.id}.shape[0]"})
    if isinstance(value, ast.Name):
        return names.get(value.id, NOTHING)
    return NOTHING.union(*(_of(part, names) for part in ast.iter_child_nodes(value)))


def _loops(function: ast.AST, names: Known) -> Iterator[Origins]:
    for node in ast.walk(function):
        if isinstance(node, ast.For | ast.AsyncFor | ast.comprehension):
            yield _of(node.iter, names)
        elif isinstance(node, ast.While):
            yield UNKNOWN if isinstance(node.test, ast.Constant) else _of(node.test, names)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("map", "filter"):
            yield NOTHING.union(*(_of(part, names) for part in node.args[1:]))
