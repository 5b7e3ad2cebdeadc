"""Mutants of every reference: a sample of them is tried here, all of them by `make prove`."""

from __future__ import annotations

import ast
import random

import pytest

from autograder.authoring.mutants import mutants
from autograder.authoring.prove import declarations
from tests.proving import COURSE, EXAMPLES, effort, exercises, prover, seed_of

EVERY = exercises(*COURSE, *EXAMPLES)


@pytest.mark.parametrize(("folder", "name"), EVERY)
def test_sampled_mutants_are_refused(folder, name):
    """A sample of each exercise's mutants is refused."""
    proof = prover(folder)
    exercise = proof.bundle.exercise(name)
    made = [item for item in proof.mutants(exercise) if item.id not in exercise.equivalent]
    chosen = random.Random(seed_of(name)).sample(made, min(effort(folder, name).mutants, len(made)))
    _, alive = proof.survivors(exercise, chosen)
    assert [item.diff for item in alive] == []


@pytest.mark.parametrize(("folder", "name"), EVERY)
def test_equivalent_mutants_have_a_reason(folder, name):
    """Mutants that are declared equivalent exist, and the declaration has a reason."""
    proof = prover(folder)
    exercise = proof.bundle.exercise(name)
    assert declarations(exercise, proof.mutants(exercise), (), ()) == []


SOURCE = '''
import numpy as np


def f(X, y, rate=0.1, print_cost=False):
    """A docstring with 1 + 1 in it."""
    assert X.ndim == 2, "two axes"
    total = 0
    for i in range(len(X)):
        total += X[i, 1:].sum() * rate
    if print_cost:
        print("cost", total - 1)
    if total > 3 and y is not None:
        total = -np.mean(X, axis=1, keepdims=True)
    return total, np.subtract(X, y)
'''


def kinds() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for item in mutants(SOURCE, "f"):
        found.setdefault(item.kind, []).append(item.id)
    return found


@pytest.mark.parametrize(
    ("kind", "statement"),
    [
        ("operator", "total -= X[i, 1:].sum() * rate"),
        ("operator", "total += X[i, 1:].sum() / rate"),
        ("comparison", "if total >= 3 and y is not None:"),
        ("logic", "if total > 3 or y is not None:"),
        ("constant", "total = 1"),
        ("constant", "def f(X, y, rate=0.2, print_cost=False):"),
        ("axis", "total = -np.mean(X, keepdims=True)"),
        ("keyword", "total = -np.mean(X, axis=1)"),
        ("constant", "total = -np.mean(X, axis=0, keepdims=True)"),
        ("sign", "total = np.mean(X, axis=1, keepdims=True)"),
        ("slice", "total += X[i, 1:-1].sum() * rate"),
        ("drop", "drop: total += X[i, 1:].sum() * rate"),
        ("assignment", "total = X[i, 1:].sum() * rate"),
        ("term", "total += X[i, 1:].sum()"),
        ("loop", "for i in range(len(X) - 1):"),
        ("loop", "for i in range(1, len(X)):"),
        ("arguments", "return (total, np.subtract(y, X))"),
        ("argument", "return (total, np.subtract(y, y))"),
        ("order", "return (np.subtract(X, y), total)"),
        ("function", "total = -np.sum(X, axis=1, keepdims=True)"),
        ("branch", "if False:"),
    ],
)
def test_kinds_of_mutants(kind, statement):
    """Mutants make the mistakes that people make."""
    assert statement in kinds()[kind]


def test_prints_and_docstrings_are_not_mutated():
    """Prints, docstrings and assertions are not mutated."""
    for item in mutants(SOURCE, "f"):
        function = ast.parse(item.source).body[-1]
        text = ast.unparse(function)
        assert "A docstring with 1 + 1 in it." in text
        assert "assert X.ndim == 2, 'two axes'" in text
        assert "print('cost', total - 1)" in text
        assert "print_cost=False" in text


def test_ids_are_unique_and_stable():
    """Mutants have unique ids, which stay the same when another line changes."""
    before = [item.id for item in mutants(SOURCE, "f")]
    after = {item.id for item in mutants(SOURCE.replace("total = 0\n", "total = 0\n    unused = 5\n"), "f")}
    assert len(set(before)) == len(before)
    assert set(before) - {"?"} <= after


def test_mutants_compile_and_differ():
    """Every mutant compiles and differs from the original."""
    for item in mutants(SOURCE, "f"):
        compile(item.source, "mutant", "exec")
        assert item.diff.startswith("- ")
        assert item.source != SOURCE


@pytest.mark.parametrize(
    ("body", "made"),
    [("np.abs(y - X)", False), ("(y - X) ** 2", False), ("np.square(y - X)", False), ("y - X", True)],
)
def test_differences_without_a_sign_are_not_swapped(body, made):
    """A difference is not reversed where its sign has no effect."""
    source = f"import numpy as np\n\n\ndef f(X, y):\n    return np.sum({body})\n"
    assert any(item.kind == "operands" and "X - y" in item.id for item in mutants(source, "f")) == made
