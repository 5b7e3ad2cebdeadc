"""A function that Python cannot read is treated like one that is missing: it costs its own points and no others."""

from __future__ import annotations

import ast
from functools import cache

import pytest

from autograder.authoring.bundle import Bundle, load_bundle
from autograder.checks.rules import parse
from autograder.judge.judge import judge_submission
from autograder.key.model import Key
from autograder.key.store import load
from autograder.project import Project
from autograder.result import ExerciseResult
from autograder.sandbox.loading import load as load_module
from autograder.sandbox.local import LocalRunner
from autograder.vault import shipped
from tests.house.tree import ROOT
from tests.judge.breakages import WAYS, broken, defined, first_middle_last

PROJECT = Project.at(ROOT)
NUMPY = ("c1w2b-logistic-regression", "c1w4a-deep-network", "c5w1a-recurrent-networks")
PLACES = ("first", "middle", "last")


@cache
def bundle(name: str) -> Bundle:
    return load_bundle(PROJECT.solutions / name)


@cache
def key(name: str) -> Key:
    return load(shipped.key_path(PROJECT, name))


def judged(name: str, text: str) -> dict[str, ExerciseResult]:
    source = text.encode()
    found = judge_submission(key(name), source, lambda given: LocalRunner(key(name).module, source, given))
    return {result.exercise: result for result in found.exercises}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("place", PLACES)
def test_it_costs_one_function(place: str, way: str) -> None:
    """In every position and in every way: one function loses its points, and the card names it and its line."""
    name = NUMPY[(WAYS.index(way) + PLACES.index(place)) % len(NUMPY)]
    source = bundle(name).reference_source
    function = first_middle_last(source, list(bundle(name).names))[PLACES.index(place)]
    text = broken(source, function, way)
    results = judged(name, text)
    wrong = {exercise for exercise, result in results.items() if result.fraction < 1}
    if is_readable(text):  # a closing bracket, for instance, may stand anywhere
        assert not wrong
        return
    assert wrong == {function}
    said = results[function].message or ""
    assert said.startswith(f"Python cannot read `{function}`: ")
    start, end = span(source, function)
    line = int(said.rpartition("line ")[2].rstrip("."))
    assert start <= line <= end + 4


def is_readable(text: str) -> bool:
    try:
        compile(text, "module.py", "exec")
    except SyntaxError:
        return False
    return True


def span(source: str, function: str) -> tuple[int, int]:
    found = defined(source, function)
    assert isinstance(found, ast.FunctionDef) and found.end_lineno
    return found.lineno, found.end_lineno


def code(source: str, function: str) -> str:
    """A function's statements without its docstring."""
    found = defined(source, function)
    assert isinstance(found, ast.FunctionDef)
    return "\n".join(ast.unparse(statement) for statement in found.body[1:])


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("place", PLACES)
def test_classes_are_kept_apart(place: str, way: str) -> None:
    """The same for a module with classes and decorators: all other names are there."""
    text = "\n".join(f"@mark\nclass Layer{n}:\n    def call(self, x):\n        return x\n\n" for n in range(2))
    text = f"mark = lambda it: it\n\n\ndef head(x):\n    return x\n\n\n{text}\n@mark\ndef tail(x):\n    return x\n"
    function = {"first": "head", "middle": "Layer0", "last": "tail"}[place]
    changed = broken(text, function, way)
    if way in ("no opening bracket", "no closing bracket", "def misspelt", "head indented") and place == "middle":
        changed = changed.replace("class Layer0", "clas Layer0", 1)
    namespace: dict[str, object] = {}
    load_module(changed.encode(), "module.py", namespace)
    there = {"head", "Layer0", "Layer1", "tail", "mark"} & set(namespace)
    assert {"head", "Layer0", "Layer1", "tail", "mark"} - there <= {function}


def test_callers_name_the_broken_function() -> None:
    """Without a stand-in, a function that calls a broken one says which and where."""
    name = "c1w2b-logistic-regression"
    text = broken(bundle(name).reference_source, "sigmoid", "bracket left open")
    results = judged(name, text)
    assert results["propagate"].verdict == "pass"
    assert results["propagate"].stand_ins == ("sigmoid",)
    assert "given a correct `sigmoid`" in (results["propagate"].message or "")


def test_a_broken_import_is_named() -> None:
    """A line outside all functions that cannot be read is named with its number, by the exercises that need it."""
    name = "c1w2b-logistic-regression"
    source = bundle(name).reference_source
    results = judged(name, source.replace("import numpy as np", "import numpy as np)"))
    line = source.split("\n").index("import numpy as np") + 1
    needing = {exercise: result for exercise, result in results.items() if "np." in code(source, exercise)}
    assert len(needing) > 2
    for exercise, result in needing.items():
        assert result.message == f"`{exercise}` needs `np`, which Python cannot read: unmatched ')', line {line}."


def test_rules_apply_to_what_can_be_read() -> None:
    """Rules see all functions but the broken one."""
    name = "c1w2b-logistic-regression"
    for way in WAYS:
        text = broken(bundle(name).reference_source, "propagate", way)
        if not is_readable(text):
            there = {node.name for node in parse(text.encode()).body if isinstance(node, ast.FunctionDef)}
            assert set(bundle(name).names) - {"propagate"} <= there
