"""Splits a module into top-level statements, so that one that does not parse costs only the function it is in.

A module that parses is simply Python's tree. Otherwise lines that start at the left margin are possible starts of a
statement. From each, the shortest piece that parses is a statement. A piece that does not parse is a broken function
or class, a broken line of the module, or the rest of the function above it, torn off by a line at the left margin.
"""

from __future__ import annotations

import ast
import bisect
import keyword
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, replace

from autograder.sandbox.faults import describe
from autograder.script import Fault

_CONTINUES = re.compile(r"[\s#)\]}]|(else|elif|except|finally)\b")
_HEAD = re.compile(r"(?:async\s+)?(?:def|class)\b")
_CLASS = re.compile(r"^class\b", re.MULTILINE)
_NAME = re.compile(r"(?:async\s+)?(?:def|class)\s+(\w+)")
_MISSPELT = re.compile(  # `§def f(x):`, `deff f(x):`, `deff(x):`, `f(x):`
    r".{0,20}?\b(?:def|class)\s+(\w+)|\W*(?:\w+\s+(\w+)\s*\(|def(\w{2,})\s*\(|(\w+)\s*\(.*:\s*(?:#.*)?$)"
)
_ASSIGNED = re.compile(r"(\w+)\s*(?::[^=]*)?=[^=]")
_STRAY = re.compile(r"(return|yield|break|continue)\b")
_OPEN = re.compile(r"[(\[{,:\\]\s*(?:#.*)?$")
_INDENTED_HEAD = re.compile(r"[ \t]+(?:@|(?:async\s+)?(?:def|class)\s)")
_METHOD = re.compile(r"[ \t]*(?:async\s+)?def\s+\w+\s*\(\s*self\b")
_MARKER = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?:\s|$)")
_WORD = re.compile(r"[^\W\d]\w*")
_PATIENCE = 300_000  # lines that are parsed at most to find the good statements of a broken module
_FARTHEST = 40  # a statement, such as a long text, may have this many lines that look like the start of another
_MERGE = "this line is left over from a merge; keep one version and delete the lines with <<<<<<<, ======= and >>>>>>>"


@dataclass(frozen=True)
class Block:
    """A top-level statement (no tree if it does not parse).

    names  what it defines
    above  the last function or class before it, to which a stray `return` belongs
    words  the words in broken lines outside every function: perhaps what they would have defined
    """

    names: tuple[str, ...]
    tree: ast.stmt | None = None
    fault: Fault | None = None
    above: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()


def blocks(text: str, filename: str) -> list[Block]:
    """The statements of a module in order. Line numbers are those of the file."""
    lines = lines_of(text)
    whole = _parse(text, filename, lines)
    if isinstance(whole, ast.Module):
        return list(_statements(whole, ()))
    return list(_Splitter(filename, lines, whole).blocks())


def readable(text: str, filename: str) -> ast.Module:
    """The statements of a module that parse, for rules on its source. Nothing is run."""
    kept: list[Block] = []
    for block in blocks(text, filename):
        if block.tree is not None:
            kept.append(block)
        elif block.names:  # the rest of a function whose first half parses
            kept = [other for other in kept if not set(other.names) & set(block.names)]
    return ast.Module([block.tree for block in kept if block.tree is not None], [])


def lines_of(text: str) -> list[str]:
    """The lines as Python counts them (`splitlines` also ends a line at a form feed and other signs)."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


@dataclass(frozen=True)
class _Piece:
    """Some lines of a module: their tree or fault, and the place of the next start.

    head  the index of a line with a `def` whose indentation is all that is wrong, or 0
    """

    found: ast.Module | Fault
    end: int
    head: int = 0


class _Splitter:
    """
    starts  the indexes of the lines that may start a statement, and the number of lines
    above   the function or class to which a stray line belongs
    broken  whether that one does not parse, so that the lines right below it are a part of it
    ended   whether its last statement is `return` or `raise`, so that nothing is missing
    methods whether it is a class, to which a `def f(self)` at the left margin belongs
    """

    def __init__(self, filename: str, lines: list[str], whole: Fault) -> None:
        self.filename, self.lines, self.whole = filename, lines, whole
        self.starts = _starts(lines)
        self.above: tuple[str, ...] = ()
        self.broken = self.ended = self.methods = False
        self.left = _PATIENCE

    def blocks(self) -> Iterator[Block]:
        position = 0
        while position < len(self.starts) - 1:
            if self.left <= 0:
                yield Block((), fault=self.whole)
                return
            start = self.starts[position]
            conflict = self._conflict_end(position)
            if conflict is not None:
                yield self._conflict(start, self.starts[conflict])
                position = conflict
                continue
            if self.broken and (self._is_method(start) or (not self._is_head(start) and self._adjacent(start))):
                position += 1  # more of the broken function
                continue
            piece = self._shortest(position)
            if isinstance(piece.found, ast.Module):
                found = list(_statements(piece.found, self.above))
                yield from found
                if self._is_head(start) and found and not self._is_method(start):
                    self.above, self.broken, self.ended = found[-1].names, False, _ends(found[-1].tree)
                    self.methods = isinstance(found[-1].tree, ast.ClassDef)
            elif piece.head and self._is_separate(start, piece.head):
                bisect.insort(self.starts, piece.head)
                continue
            else:
                yield self._unreadable(position, piece.found)
            position = piece.end

    def _shortest(self, position: int) -> _Piece:
        """The shortest piece from this start that parses; if there is none, the fault of the first piece."""
        first: Fault | None = None
        head = 0
        start = self.starts[position]
        for end in range(position + 1, min(position + 1 + _FARTHEST, len(self.starts))):
            # Empty lines replace what comes before, so that line numbers are those of the file.
            piece = "\n" * start + "\n".join(self.lines[start : self.starts[end]]) + "\n"
            self.left -= self.starts[end]
            found = _parse(piece, self.filename, self.lines)
            if isinstance(found, ast.Module):
                return _Piece(found, end)
            first = first or found
            head = head or self._indented_head(start, found)
            if self.left <= 0:
                break
        assert first is not None
        return _Piece(first, position + 1, head)

    def _unreadable(self, position: int, fault: Fault) -> Block:
        """The block for a piece that does not parse: a function, a part of the one above, or a line of the module."""
        start = self.starts[position]
        name = self._head_name(position)
        if self._is_method(start):
            self.broken = True
        elif name or self._is_head(start):
            self.above, self.broken = (name,) if name else (), True
            self.methods = _CLASS.search("\n".join(self.lines[start : start + 20])) is not None
        elif not self._belongs_above(position, fault):
            assigned = _ASSIGNED.match(self.lines[start])
            piece = "\n".join(self.lines[start : self.starts[position + 1]])
            return Block((assigned[1],) if assigned else (), None, fault, words=frozenset(_WORD.findall(piece)))
        else:
            self.broken = True
        return Block(self.above, None, _inside(fault, self.above))

    def _is_head(self, start: int) -> bool:
        return bool(_HEAD.match(self.lines[start].lstrip())) or self.lines[start].lstrip().startswith("@")

    def _head_name(self, position: int) -> str:
        """The name of the function or class that starts here, even if `def` is misspelt; "" if none does."""
        start, end = self.starts[position], self.starts[position + 1]
        for line in self.lines[start:end]:
            if found := _NAME.match(line.lstrip()):
                return found[1]
            if not line.startswith("@"):
                break
        line = self.lines[start]
        first = _WORD.match(line)
        if not self._has_body(position) or (first and keyword.iskeyword(first[0]) and not _HEAD.match(line)):
            return ""
        found = _MISSPELT.match(line)
        return next(filter(None, found.groups()), "") if found else ""

    def _has_body(self, position: int) -> bool:
        """Whether the line after this start is indented."""
        following = self.lines[self.starts[position] + 1 : self.starts[position + 1]]
        return next((line[0] in " \t" for line in following if line.strip()), False)

    def _adjacent(self, start: int) -> bool:
        """Whether there is no empty line before this one (comments do not count)."""
        before = start - 1
        while before >= 0 and self.lines[before].startswith("#"):
            before -= 1
        return before >= 0 and bool(self.lines[before].strip())

    def _belongs_above(self, position: int, fault: Fault) -> bool:
        """Whether a broken piece is the rest of the function above, such as a line that lost its indentation."""
        if not self.above:
            return False
        line = self.lines[self.starts[position]]
        torn = _STRAY.match(line) or (self._has_body(position) and not _OPEN.search(line))
        return bool(torn) or (self._adjacent(self.starts[position]) and not self.ended)

    def _indented_head(self, start: int, fault: Fault) -> int:
        """The index of the line with the fault, if it is a later `def` with a wrong indentation; otherwise 0."""
        number = fault.frames[-1][1] - 1 if fault.frames else 0
        if number <= start or fault.type not in ("IndentationError", "TabError"):
            return 0
        return number if _INDENTED_HEAD.match(self.lines[number]) else 0

    def _is_separate(self, start: int, head: int) -> bool:
        """Whether the `def` in line `head` is a statement of its own, and not a part of what starts at `start`."""
        line = self.lines[head]
        if not self._is_head(start):
            return True
        if self._takes_self(head) and (self.methods or self.lines[start].startswith(("class", "@"))):
            return False
        body = [other for other in self.lines[start + 1 : head] if other[:1] in (" ", "\t") and other.strip()]
        return _indentation(line) < min(map(_indentation, body), default=0)

    def _is_method(self, start: int) -> bool:
        return self.methods and self._takes_self(start)

    def _takes_self(self, number: int) -> bool:
        return bool(_METHOD.match("\n".join(self.lines[number : number + 2])))

    def _conflict_end(self, position: int) -> int | None:
        """For the first line of an unmerged conflict: the start after it."""
        if not self.lines[self.starts[position]].startswith("<" * 7):
            return None
        for place in range(position + 1, len(self.starts) - 1):
            line = self.lines[self.starts[place]]
            if _MARKER.match(line) and line.startswith("<"):
                return None
            if _MARKER.match(line) and line.startswith(">"):
                return place + 1
        return None

    def _conflict(self, start: int, end: int) -> Block:
        """All functions that an unmerged conflict touches are broken: nobody knows which version is meant."""
        inside = self.lines[start:end]
        heads = [found[1] for line in inside if (found := _NAME.match(line))]
        following = next((line for line in inside[1:] if line.strip()), "")
        torn = self._adjacent(start) or following[:1] in (" ", "\t")
        names = tuple(dict.fromkeys([*(self.above if torn else ()), *heads]))
        fault = Fault("syntax", "SyntaxError", _MERGE, (("", start + 1, self.lines[start].strip()),))
        if not names:
            return Block((), None, fault, words=frozenset(_WORD.findall("\n".join(inside))))
        self.above, self.broken = names[-1:], True
        return Block(names, None, _inside(fault, names))


def _starts(lines: list[str]) -> list[int]:
    """Where a statement may start; a decorator and its function are one statement."""
    found: list[int] = []
    decorated = False
    for number, line in enumerate(lines):
        if not line.strip():
            decorated = False
        if not line or _CONTINUES.match(line):
            continue
        if not (decorated and (_HEAD.match(line) or line.startswith("@"))):
            found.append(number)
        decorated = line.startswith("@")
    return [*found, len(lines)]


def _ends(tree: ast.stmt | None) -> bool:
    return isinstance(tree, ast.FunctionDef) and isinstance(tree.body[-1], ast.Return | ast.Raise)


def _indentation(line: str) -> int:
    expanded = line.expandtabs()
    return len(expanded) - len(expanded.lstrip())


def _inside(fault: Fault, names: tuple[str, ...]) -> Fault:
    """The fault, located in a function."""
    frames = tuple((names[0] if names else "", number, line) for _, number, line in fault.frames)
    return replace(fault, frames=frames)


def _parse(text: str, filename: str, lines: list[str]) -> ast.Module | Fault:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text, filename)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        found = describe(error, filename, lines)
        if found.frames and _MARKER.match(lines[found.frames[-1][1] - 1]):
            return replace(found, text=_MERGE)
        return found if found.kind == "syntax" else Fault("syntax", found.type, found.text)


def _statements(tree: ast.Module, above: tuple[str, ...]) -> Iterator[Block]:
    for statement in tree.body:
        names = _names(statement)
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            above = names
        yield Block(names, statement, above=above)


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
