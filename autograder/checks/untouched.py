"""Finds the exercises that a learner has not begun, from the source alone: nothing needs to run for that.

A key contains the fingerprint of each exercise's stub. It depends on the code only: comments, docstrings, annotations
and the layout do not matter.
"""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Mapping

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef

MARK = b"NotImplementedError"
"""Every stub contains it."""

_MARK = MARK.decode()
_HIDDEN_WRITES = frozenset({"exec", "eval", "globals", "vars", "setattr", "locals"})


def fingerprint(source: str, name: str) -> str:
    """The fingerprint of the stub of the function or class `name`; empty if the stub leaves nothing to write."""
    found = [node for node in ast.parse(source).body if isinstance(node, Definition) and node.name == name]
    return _print(found[-1]) if found and _MARK in ast.unparse(found[-1]) else ""


def untouched(source: bytes, tree: ast.Module, fingerprints: Mapping[str, str]) -> frozenset[str]:
    """Those of the names in `fingerprints` (name -> its stub's fingerprint) that are still as in the stub.

    tree  the statements of the source that parse (see `autograder.checks.rules.parse`)

    An exercise is left out if in doubt: if the name is also bound elsewhere, or if the module may write it in a way
    that the source does not show. Running it then tells.
    """
    last: dict[str, Definition] = {}
    try:
        for statement in tree.body:
            if isinstance(statement, Definition):
                last[statement.name] = statement
                continue
            bound = _bound(statement)
            last = {name: node for name, node in last.items() if name not in bound} if "*" not in bound else {}
        same = {name for name, node in last.items() if _is_stub(node, fingerprints.get(name))}
    except RecursionError:  # nested too deep to be written by a person
        return frozenset()
    return frozenset(name for name in same if _count(source, name) == 1)


def _is_stub(node: Definition, expected: str | None) -> bool:
    if expected is None or _MARK not in ast.unparse(node):
        return False
    if expected and _print(node) == expected:
        return True
    body = _Bare().visit(ast.parse(ast.unparse(node)).body[0]).body
    return len(body) == 1 and isinstance(body[0], ast.Raise)


def _print(node: Definition) -> str:
    bare = _Bare().visit(ast.parse(ast.unparse(node)).body[0])  # a copy: the caller's tree stays as it is
    return hashlib.sha256(ast.unparse(bare).encode()).hexdigest()[:16]


class _Bare(ast.NodeTransformer):
    """Removes docstrings, annotations and statements without effect, and the text of every NotImplementedError."""

    def visit_Expr(self, node: ast.Expr) -> ast.AST | None:
        return None if isinstance(node.value, ast.Constant) else self.generic_visit(node)

    def visit_Pass(self, node: ast.Pass) -> None:
        return None

    def visit_Raise(self, node: ast.Raise) -> ast.AST:
        raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
        if isinstance(raised, ast.Name) and raised.id == _MARK:
            return ast.Raise(ast.Name(_MARK, ast.Load()), None)
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.returns = None
        return self.generic_visit(node)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.annotation = None
        return node


def _bound(statement: ast.stmt) -> set[str]:
    """The names that a statement other than a definition may bind or change; with "*", any name."""
    found: set[str] = set()
    for node in ast.walk(statement):
        if isinstance(node, ast.alias):
            found.add(node.asname or node.name.partition(".")[0])
        elif isinstance(node, Definition):
            found.add(node.name)
        elif isinstance(node, ast.Name):
            if not isinstance(node.ctx, ast.Load):
                found.add(node.id)
            elif node.id in _HIDDEN_WRITES:
                found.add("*")
        elif isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load):
            found |= {inner.id for inner in ast.walk(node.value) if isinstance(inner, ast.Name)}
    return found


def _count(source: bytes, name: str) -> int:
    """How often the module defines the name at its left margin, also where the definition does not parse."""
    return len(
        re.findall(rb"^(?:async[ \t]+)?(?:def|class)[ \t]+%s\b" % re.escape(name).encode(), source, re.MULTILINE)
    )
