"""The engine's layers: imports point downwards, and nothing imports itself in a circle."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from tests.house.tree import ROOT, imported, python_files

LAYERS = (
    ("version", "script", "plain", "trees", "result", "project", "quiet", "exercise", "quiz"),
    ("sandbox", "checks", "key", "card"),
    ("judge", "learner"),
    ("authoring",),
    ("vault",),
    ("grading",),
    ("nbgrader_adapter",),
    ("classroom",),
    ("report",),
    ("demo",),
    ("cli",),
    ("autograder",),  # the package itself: `check` and `hint` for a notebook
)
"""From the bottom up. A part imports the layers below it, and earlier parts of its own layer."""

RANK = {part: rank for rank, part in enumerate(part for layer in LAYERS for part in layer)}


def modules() -> dict[str, Path]:
    """Every module of the engine by its dotted name."""
    found = {}
    for path in python_files("autograder"):
        parts = path.with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def part_of(module: str) -> str:
    """The package or top-level module that a module belongs to: `judge` for `autograder.judge.messages`."""
    top, _, rest = module.partition(".")
    return rest.partition(".")[0] or top


def imports_of(source: str, known: set[str]) -> Iterator[tuple[int, str]]:
    """(line, module) of every import of the engine, wherever it is: at the top, in a function, by a string.

    `from autograder.key import model` imports the module `autograder.key.model`; `from autograder.key import Key`
    imports the package `autograder.key`.
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield node.lineno, inner if inner in known else node.module
    others = (item for item in imported(source))
    froms = {node.lineno for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom)}
    yield from ((line, name) for line, name in others if line not in froms)


def engine_imports() -> Iterator[tuple[str, int, str]]:
    """(module, line, imported module) within the engine."""
    known = modules()
    for name, path in known.items():
        for line, target in imports_of((ROOT / path).read_text(encoding="utf-8"), set(known)):
            if target.partition(".")[0] == "autograder":
                yield name, line, target


def test_every_part_has_a_layer() -> None:
    assert {part_of(name) for name in modules()} == set(RANK)


def test_imports_point_downwards() -> None:
    upwards = [
        f"{module}:{line} imports {target}"
        for module, line, target in engine_imports()
        if RANK[part_of(target)] > RANK[part_of(module)]
    ]
    assert not upwards, "\n".join(upwards)


def test_no_modules_import_in_a_circle() -> None:
    graph: dict[str, set[str]] = {}
    for module, _, target in engine_imports():
        graph.setdefault(module, set()).add(target)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        raise AssertionError(" -> ".join(error.args[1])) from None


def test_lazy_and_hidden_imports_are_seen() -> None:
    """The order holds for imports in functions, by a string, and of a module through its package."""
    source = (
        "from autograder.key import Key, model\n"
        "def f():\n    import autograder.cli.main\n"
        'import_module("autograder.demo.play")\n'
    )
    known = {"autograder.key", "autograder.key.model"}
    names = {name for _, name in imports_of(source, known)}
    assert names == {"autograder.key", "autograder.key.model", "autograder.cli.main", "autograder.demo.play"}
