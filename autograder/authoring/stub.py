"""Makes the stub that a learner starts from: the reference module without its solution regions.

The reference in `solutions/` is the only source of signatures and docstrings. Its solution regions are between two
marker comments inside a function; in the stub, a comment and a `NotImplementedError` replace them.
"""

from __future__ import annotations

import ast
import itertools
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from autograder.project import assignment_folders

BEGIN = "### BEGIN SOLUTION"
END = "### END SOLUTION"

_HEADER = "# Generated from solutions/{assignment}: yours to complete, beside the notebook {assignment}.ipynb.\n"


class MarkerError(ValueError):
    """The reference's solution markers do not match. The message says where."""


class _Project(Protocol):
    @property
    def stubs(self) -> Path: ...

    @property
    def solutions(self) -> Path: ...


@dataclass(frozen=True)
class Region:
    """Lines `first` to `last` (counted from 1, with both markers) of the solution of `function`."""

    function: str
    first: int
    last: int
    indent: str
    text: str


def solution_regions(source: str) -> list[Region]:
    """The solution regions of a reference module, in order.

    Raises MarkerError if a marker has no partner or a region is outside every function.
    """
    lines = source.splitlines()
    functions = _functions(source)
    regions: list[Region] = []
    start: int | None = None
    for number, line in enumerate(lines, 1):
        marker = line.strip()
        if marker == BEGIN:
            if start is not None:
                raise MarkerError(f"line {number}: a solution region begins inside the one that began on line {start}")
            start = number
        elif marker == END:
            if start is None:
                raise MarkerError(f"line {number}: the end of a solution region that never began")
            inside = [name for name, first, last in functions if first < start and number <= last]
            if not inside:
                raise MarkerError(f"line {start}: a solution region is outside every function")
            indent = lines[start - 1][: len(lines[start - 1]) - len(lines[start - 1].lstrip())]
            regions.append(Region(inside[-1], start, number, indent, "\n".join(lines[start : number - 1])))
            start = None
    if start is not None:
        raise MarkerError(f"line {start}: a solution region that never ends")
    return regions


def make_stub(source: str, assignment: str) -> str:
    """The learner's module: `source` with every solution region replaced by a place to write."""
    lines = source.splitlines()
    for region in reversed(solution_regions(source)):
        lines[region.first - 1 : region.last] = [
            f"{region.indent}# YOUR CODE HERE",
            f'{region.indent}raise NotImplementedError("{region.function} is not written yet")',
        ]
    text = _HEADER.format(assignment=assignment) + "\n".join(lines) + "\n"
    ast.parse(text)
    return text


def build_stub(folder: Path, stubs: Path) -> dict[Path, str]:
    """The stub of the assignment in `folder` (`solutions/<assignment>`): the path under `stubs` and its text."""
    texts = {}
    for path in sorted(folder.glob("*.py")):
        if path.stem not in ("references", "exercises"):
            texts[stubs / folder.name / path.name] = make_stub(path.read_text(encoding="utf-8"), folder.name)
    return texts


def expected_stubs(project: _Project) -> dict[Path, str]:
    """Every stub the project should have: path -> text."""
    texts: dict[Path, str] = {}
    for folder in assignment_folders(project.solutions):
        texts.update(build_stub(folder, project.stubs))
    return texts


def build_stubs(project: _Project) -> list[Path]:
    """Write every stub that differs from its reference; returns the paths that changed."""
    changed = []
    for path, text in expected_stubs(project).items():
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            changed.append(path)
    return changed


def _functions(source: str) -> list[tuple[str, int, int]]:
    """(name, first line, last line) of every function, outer ones first. It ends where the next statement begins."""
    tree = ast.parse(source)
    count = len(source.splitlines())
    found: list[tuple[str, int, int]] = []

    def visit(node: ast.AST, end: int) -> None:
        children = [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.stmt)]
        for child, following in itertools.zip_longest(children, children[1:]):
            last = _first_line(following) - 1 if following is not None else end
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
                found.append((child.name, child.lineno, last))
            visit(child, last)

    visit(tree, count)
    return found


def _first_line(node: ast.stmt) -> int:
    decorators = getattr(node, "decorator_list", [])
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])
