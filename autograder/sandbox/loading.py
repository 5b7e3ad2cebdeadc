"""Loads a learner's module statement by statement, so that a broken function does not affect the others.

Stock grading gives 0 to six right functions if there is one syntax error. Here each top-level statement is compiled and
run by itself, and a fault is recorded under the names that the statement would have defined.
"""

from __future__ import annotations
import __future__

import ast
import importlib.util
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from autograder.sandbox.faults import describe
from autograder.script import Fault

_FUTURE_FLAGS = {name: getattr(__future__, name).compiler_flag for name in __future__.all_feature_names}
_CONTINUES = re.compile(r"[\s#)\]}]|(else|elif|except|finally)\b")
_NAMED = re.compile(
    r"(?:@.*\n)*\s*(?:(?:async\s+)?def|class)\s+(?P<defined>\w+)|(?P<assigned>\w+)\s*=[^=]"
    r"|import\s+(?:[\w.]+\s+as\s+)?(?P<imported>\w+)"
)
_STRAY = re.compile(r"(return|yield|break|continue)\b")  # belongs to the function above, but is not indented
_MERGE = re.compile(r"(<<<<<<<|=======|>>>>>>>|\|\|\|\|\|\|\|)")  # what git leaves at a conflict
_INNER = re.compile(r"[ \t]+(?:(?:async\s+)?def|class)\s+\w")
_PATIENCE = 300_000  # lines that are parsed at most to find the good statements of a broken module
_FARTHEST = 40  # a statement, such as a long text, may have this many lines that look like the start of another


@dataclass(frozen=True)
class Block:
    """A top-level statement (no tree if it does not parse) with the names that it defines."""

    names: tuple[str, ...]
    tree: ast.stmt | None = None
    fault: Fault | None = None
    defines: bool = False  # a function or class that does not parse


def load(
    source: bytes, filename: str, namespace: dict[str, Any], through: tuple[type[BaseException], ...] = ()
) -> tuple[dict[str, Fault], list[str]]:
    """Run the module in `namespace`. Returns the faults by the name they affect ("": no name), and the module's lines.

    through: exceptions that are not the module's fault and pass through (a learner's Ctrl-C).
    """
    try:
        text = importlib.util.decode_source(source)
    except (SyntaxError, UnicodeDecodeError, LookupError) as error:
        return {"": Fault("syntax", type(error).__name__, "The file is not text in UTF-8.")}, []
    lines = text.splitlines()
    faults: dict[str, Fault] = {}
    flags = 0
    for block in _blocks(text, filename, lines):
        fault = block.fault
        if block.tree is not None:
            flags |= _future_flags(block.tree)
            try:
                _execute(block.tree, filename, flags, namespace)
            except through:
                raise
            except BaseException as error:
                found = describe(error, filename, lines)
                fault = found if found.kind == "syntax" else Fault("import", found.type, found.text, found.frames)
        for name in block.names or ("",):
            if fault is None:
                faults.pop(name, None)
            else:
                faults[name] = fault
                namespace.pop(name, None)
    return faults, lines


def readable(text: str, filename: str) -> ast.Module:
    """The statements of a module that parse, for rules on its source. Nothing is run."""
    blocks = _blocks(text, filename, text.splitlines())
    return ast.Module([block.tree for block in blocks if block.tree is not None], [])


def _execute(tree: ast.stmt, filename: str, flags: int, namespace: dict[str, Any]) -> None:
    if isinstance(tree, ast.Expr) and isinstance(tree.value, ast.Constant) and isinstance(tree.value.value, str):
        namespace.setdefault("__doc__", tree.value.value)
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        code = compile(ast.Module([tree], []), filename, "exec", flags, dont_inherit=True)
    exec(code, namespace)


def _blocks(text: str, filename: str, lines: list[str]) -> Iterator[Block]:
    tree = _parse(text, filename)
    if isinstance(tree, ast.Module):
        yield from _statements(tree)
        return
    starts = [i for i, line in enumerate(lines) if line and not _CONTINUES.match(line)]
    starts = [i for i in starts if not (i and lines[i - 1].startswith("@"))] + [len(lines)]
    position = 0
    left = _PATIENCE
    before: tuple[str, ...] = ()  # the function to which a stray line after it belongs
    while position < len(starts) - 1:
        if left <= 0:
            yield Block((), fault=tree)
            return
        piece = _shortest(starts, position, filename, lines)
        left -= piece.cost
        if isinstance(piece.found, ast.Module):
            for block in _statements(piece.found, before):
                before = block.names if isinstance(block.tree, ast.FunctionDef | ast.ClassDef) else before
                yield block
        else:
            for block in _unreadable(piece.found, starts[position], starts[piece.end], filename, lines, before):
                before = block.names if block.defines else before
                yield block
        position = piece.end


def _unreadable(
    fault: Fault, start: int, end: int, filename: str, lines: list[str], before: tuple[str, ...]
) -> Iterator[Block]:
    """The blocks of lines that do not parse. A `def` indented by mistake does not take the lines above along."""
    for number in range(start + 1, end):
        if _INNER.match(lines[number]) and not lines[number - 1].strip():
            above = _parse("\n" * start + "\n".join(lines[start:number]) + "\n", filename, lines)
            if isinstance(above, ast.Module):
                yield from _statements(above, before)
                yield _block_of(lines, number, fault)
                return
    stray = _STRAY.match(lines[start]) or (_MERGE.match(lines[start]) and _goes_on(lines, start + 1, end))
    yield Block(before, fault=fault) if stray else _block_of(lines, start, fault)


def _block_of(lines: list[str], start: int, fault: Fault) -> Block:
    """A block that does not parse, with the name that the lines from `start` would define if they could be read."""
    found = _NAMED.match("\n".join(lines[start : start + 3]))
    if found is None:
        return Block((), fault=fault)
    name = found["defined"] or found["assigned"] or found["imported"]
    return Block((name,), fault=fault, defines=bool(found["defined"]))


def _goes_on(lines: list[str], start: int, end: int) -> bool:
    """Whether the next line that is not empty is inside a function."""
    return next((line[0].isspace() for line in lines[start:end] if line.strip()), False)


@dataclass(frozen=True)
class _Piece:
    """Some lines of a module: their tree or fault, the index of the next start, and how many lines were parsed."""

    found: ast.Module | Fault
    end: int
    cost: int


def _shortest(starts: list[int], position: int, filename: str, lines: list[str]) -> _Piece:
    """The shortest piece from this start that parses; if there is none, the fault of the first piece."""
    first: Fault | None = None
    cost = 0
    for end in range(position + 1, min(position + 1 + _FARTHEST, len(starts))):
        # Empty lines replace what comes before, so that line numbers are those of the file.
        piece = "\n" * starts[position] + "\n".join(lines[starts[position] : starts[end]]) + "\n"
        cost += starts[end]
        found = _parse(piece, filename, lines)
        if isinstance(found, ast.Module):
            return _Piece(found, end, cost)
        first = first or found
    assert first is not None
    return _Piece(first, position + 1, cost)


def _parse(text: str, filename: str, lines: list[str] | None = None) -> ast.Module | Fault:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text, filename)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        found = describe(error, filename, lines or [])
        return found if found.kind == "syntax" else Fault("syntax", found.type, found.text)


def _statements(tree: ast.Module, before: tuple[str, ...] = ()) -> Iterator[Block]:
    for statement in tree.body:
        names = _names(statement)
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            before = names
        elif isinstance(statement, ast.Return):  # not indented by mistake: it belongs to the function above
            names = before
        yield Block(names, statement)


def _names(statement: ast.stmt) -> tuple[str, ...]:
    """The names that a statement defines in the module."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return (statement.name,)
    found: dict[str, None] = {}
    for node in ast.walk(statement):
        if isinstance(node, ast.alias):
            found[node.asname or node.name.partition(".")[0]] = None
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found[node.id] = None
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            found[node.name] = None
    return tuple(found)


def _future_flags(statement: ast.stmt) -> int:
    if not (isinstance(statement, ast.ImportFrom) and statement.module == "__future__"):
        return 0
    flags = 0
    for alias in statement.names:
        flags |= _FUTURE_FLAGS.get(alias.name, 0)
    return flags
