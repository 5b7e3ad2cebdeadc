"""Loads a learner's module statement by statement, so that a broken function does not affect the others.

Stock grading gives 0 to six right functions if there is one syntax error. Here each top-level statement is compiled and
run by itself, and a fault is recorded under the names that the statement would have defined.
"""

from __future__ import annotations
import __future__

import ast
import importlib.util
import warnings
from dataclasses import replace
from typing import Any

from autograder.sandbox.blocks import Block, blocks, lines_of
from autograder.sandbox.faults import describe
from autograder.script import Fault

_FUTURE_FLAGS = {name: getattr(__future__, name).compiler_flag for name in __future__.all_feature_names}


def load(
    source: bytes, filename: str, namespace: dict[str, Any], through: tuple[type[BaseException], ...] = ()
) -> tuple[dict[str, Fault], list[str]]:
    """Run the module in `namespace`. Returns the faults by the name they affect ("": no name), and the module's lines.

    The frame of a syntax fault has the name of the broken function, or "" for a line outside every function.
    through: exceptions that are not the module's fault and pass through (a learner's Ctrl-C).
    """
    try:
        text = importlib.util.decode_source(source)
    except (SyntaxError, UnicodeDecodeError, LookupError) as error:
        return {"": Fault("syntax", type(error).__name__, "The file is not text in UTF-8.")}, []
    lines = lines_of(text)
    faults: dict[str, Fault] = {}
    flags = 0
    for block in blocks(text, filename):
        fault, names = block.fault, block.names
        if block.tree is not None:
            flags |= _future_flags(block.tree)
            try:
                _execute(block.tree, filename, flags, namespace)
            except through:
                raise
            except BaseException as error:
                fault, names = _fault(error, block, filename, lines)
        if fault is None:
            for name in names:
                faults.pop(name, None)
            continue
        for name in names:
            if not (name in faults and faults[name].kind == "syntax" and name not in namespace):
                faults[name] = fault  # the first fault of a function in several pieces
            namespace.pop(name, None)
        if not names:
            faults.setdefault("", fault)
        for word in block.words - namespace.keys():
            faults.setdefault(word, fault)
    return faults, lines


def _fault(error: BaseException, block: Block, filename: str, lines: list[str]) -> tuple[Fault, tuple[str, ...]]:
    """The fault of a statement that did not run, and the names that it affects."""
    found = describe(error, filename, lines)
    if found.kind != "syntax":
        return Fault("import", found.type, found.text, found.frames), block.names
    stray = "outside function" in found.text and bool(block.above)  # it lost its indentation
    names = block.above if stray else block.names
    inside = names[0] if names and names == block.above else ""
    return replace(found, frames=tuple((inside, number, line) for _, number, line in found.frames)), names


def _execute(tree: ast.stmt, filename: str, flags: int, namespace: dict[str, Any]) -> None:
    if isinstance(tree, ast.Expr) and isinstance(tree.value, ast.Constant) and isinstance(tree.value.value, str):
        namespace.setdefault("__doc__", tree.value.value)
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        code = compile(ast.Module([tree], []), filename, "exec", flags, dont_inherit=True)
    exec(code, namespace)


def _future_flags(statement: ast.stmt) -> int:
    if not (isinstance(statement, ast.ImportFrom) and statement.module == "__future__"):
        return 0
    flags = 0
    for alias in statement.names:
        flags |= _FUTURE_FLAGS.get(alias.name, 0)
    return flags
