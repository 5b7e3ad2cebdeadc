"""Makes mutants: copies of a reference with one mechanical mistake each, which a grader must detect.

Printing, docstrings, assertions and error messages are not changed, because they are not graded.
"""

from __future__ import annotations

import ast
import copy
import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.authoring import mutation_operators as operators
from autograder.authoring import source as text


@dataclass(frozen=True)
class Mutant:
    """One mutant.

    id      the changed statement (`drop: …` if it was removed), with a number if several mutants have the same one
    kind    what was changed: "operator", "constant", "term", …
    source  the whole module with the change
    diff    only the changed lines
    """

    id: str
    kind: str
    source: str
    diff: str


def mutants(source: str, name: str) -> list[Mutant]:
    """All mutants of one function or class of a module; identical ones only once."""
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
        for kind, new in [*operators.changes(node), *operators.other_parameters(node, parameters)]:
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


def _replaced(tree: ast.Module, index: int, new: ast.AST) -> ast.Module:
    """A copy of the tree in which the node with this index, in the order of `ast.walk`, is replaced."""
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
    """Nodes that are not graded: docstrings, prints, assertions, exceptions, and branches that only print."""
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
    """Defaults of arguments that affect only what is printed."""
    positional = [*arguments.posonlyargs, *arguments.args]
    pairs = [*zip(reversed(positional), reversed(arguments.defaults), strict=False)]
    for argument, default in [*pairs, *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)]:
        if default is not None and operators.only_prints(argument.arg):
            yield default


def _signless(tree: ast.AST) -> set[int]:
    """Subtractions inside `abs` or a square: swapping their operands changes nothing."""
    found: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and len(node.args) == 1:
            name = operators.function_name(node)
            inner = node.args[0] if name in {"abs", "absolute", "square"} else None
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
            inner = node.left if isinstance(node.right, ast.Constant) and node.right.value in (2, 4) else None
        else:
            inner = None
        if isinstance(inner, ast.BinOp) and isinstance(inner.op, ast.Sub):
            found.add(id(inner))
    return found


def _wildcards(call: ast.Call) -> set[int]:
    """The 1 in `reshape(-1)`. Changing it has no effect: NumPy infers the size for any negative number."""
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
    """{id of a node: the innermost statement that contains it}."""
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
    """The first line of the changed statement, as `ast.unparse` writes it."""
    if statement is None:
        return "?"
    if kind == "drop":
        return f"drop: {_head(statement)}"
    # Up to the changed statement, both trees have the same statements in the same order.
    before = [node for node in nodes if isinstance(node, ast.stmt)]
    after = [node for node in ast.walk(changed) if isinstance(node, ast.stmt)]
    number = next(index for index, node in enumerate(before) if node is statement)
    return _head(after[number])


def _head(statement: ast.stmt) -> str:
    return ast.unparse(statement).split("\n")[0]


def _diff(before: str, after: str) -> str:
    """Only the changed lines, each with its sign (- or +) and without indentation."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return "\n".join(f"{line[0]} {line[1:].strip()}" for line in lines if not line.startswith(("---", "+++", "@@")))
