"""A cause is named in all its forms, and only as far as it explains the answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.authoring.bundle import load_bundle
from autograder.authoring.keys.build import build_key
from autograder.judge.judge import judge_submission
from autograder.key.observe import family
from autograder.key.store import dumps, loads
from autograder.result import ExerciseResult
from autograder.sandbox.local import LocalRunner
from tests.proving import PROJECT

MODULE = """
def f(x):
    a = 2 * x
    b = x + 1
    return a, b, a


def total(table):
    n = len(table)
    found = 0
    for i in range(1, n + 1):
        found += table["w" + str(i)]
    return found
"""
EXERCISES = """
from autograder.exercise import Assignment, Exercise, accepted, call, form, wrong

def numbers(rng):
    yield call(float(rng.uniform(2, 3)))
    yield call(float(rng.uniform(4, 5)))

def tables(rng):
    for n in (2, 4):
        yield call({f"w{i}": float(rng.uniform(1, 2)) for i in range(1, n + 1)})

ASSIGNMENT = Assignment("k4-causes", "module", "Causes", (
    Exercise(name="f", cases=numbers, hints=("a", "b"), quantities=("a", "b"),
        accepted=(accepted("two_values", "Return three values.", ("return a, b, a", "return a, b")),),
        variants=(
            wrong("negative", "minus", ("2 * x", "-2 * x"), forms=[form(("2 * x", "2 * -(x + 1)"))]),
            wrong("without_one", "one", ("x + 1", "x")),
        ),
    ),
    Exercise(name="total", cases=tables, hints=("a", "b"), variants=(
        wrong("one_too_far", "far", ("range(1, n + 1)", "range(1, n + 2)")),
        wrong("from_zero", "zero", ("range(1, n + 1)", "range(n + 1)")),
    )),
))
"""


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory):
    """A key with two small exercises, as it is read from a file."""
    folder: Path = tmp_path_factory.mktemp("causes") / "k4-causes"
    folder.mkdir()
    (folder / "module.py").write_text(MODULE)
    (folder / "exercises.py").write_text(EXERCISES)
    return loads(dumps(build_key(load_bundle(folder), 1, True)))


def judged(key, old: str, new: str, name: str = "f") -> ExerciseResult:
    source = MODULE.replace(old, new).encode()
    open_runner = lambda stand_ins: LocalRunner("module", source, stand_ins)  # noqa: E731
    return judge_submission(key, source, open_runner, [name]).exercises[0]


class TestForms:
    @pytest.mark.parametrize("new", ["-2 * x", "2 * -(x + 1)"])
    def test_every_form_has_the_name(self, key, new: str) -> None:
        """The same mistake in another form has the same name."""
        assert judged(key, "2 * x", new).misconception == "negative"

    def test_beside_a_tolerated_deviation(self, key) -> None:
        """A tolerated deviation hides no mistake, and the card is about the mistake."""
        result = judged(key, "b = x + 1\n    return a, b, a", "b = x\n    return a, b")
        assert result.misconception == "without_one"
        assert "entries" not in str(result.message)
        assert "`b`" in str(result.message) or "[1]" in str(result.message)

    def test_deviation_alone_passes(self, key) -> None:
        """The tolerated deviation alone is right."""
        assert judged(key, "return a, b, a", "return a, b").verdict == "pass"


class TestSoFar:
    def test_full_explanation(self, key) -> None:
        """A cause that explains everything is stated without a limit."""
        assert "Likely cause: one" in judged(key, "x + 1", "x").details

    def test_says_how_far_it_goes(self, key) -> None:
        """A cause that explains only the first wrong quantity says so."""
        result = judged(key, "a = 2 * x\n    b = x + 1", "a = -2 * x\n    b = x + 5")
        assert result.misconception == "negative"
        assert any(line.startswith("Likely cause: minus") and line.endswith("up to `a`.)") for line in result.details)


class TestExceptions:
    @pytest.mark.parametrize(
        ("loop", "named"),
        [("range(1, n + 2)", "one_too_far"), ("range(n + 1)", "from_zero"), ("range(2, n + 2)", "one_too_far")],
    )
    def test_keys_keep_their_numbers(self, key, loop: str, named: str) -> None:
        """A loop that starts too early is not one that ends too late."""
        assert judged(key, "range(1, n + 1)", loop, "total").misconception == named

    def test_same_number_with_another_name(self, key) -> None:
        """The key that is missing first depends on the order of the lines; its number does not."""
        edit = 'range(1, n + 2):\n        table.get("w1") if i <= n else table["b" + str(i)]'
        assert judged(key, "range(1, n + 1):", edit, "total").misconception == "one_too_far"

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (("IndexError", "list index out of range"), ("IndexError", "index # is out of bounds for axis #")),
            (("ValueError", "no matrix product"), ("ValueError", "operands could not be broadcast together")),
            (("KeyError", "'W4'"), ("KeyError", "'db4'")),
        ],
    )
    def test_families(self, one: tuple[str, str], other: tuple[str, str]) -> None:
        """Exceptions that one mistake raises in different lines belong together."""
        assert family(*one) is not None
        assert family(*one) == family(*other)

    def test_no_family(self) -> None:
        """An exception that says nothing about the mistake belongs to no family."""
        assert family("KeyError", "'W'") is None
        assert family("TypeError", "unsupported operand") is None
        assert family("KeyError", "'W4'") != family("KeyError", "'W0'")


@pytest.mark.parametrize(
    ("assignment", "exercise", "deviation", "mistake"),
    [
        ("c1w3-shallow-network", "initialize_parameters", "seed_inside", "no_factor"),
        ("c2w2-optimizers", "update_parameters_with_adam", "three_values", "epsilon_inside"),
    ],
)
def test_mistakes_beside_deviations(assignment: str, exercise: str, deviation: str, mistake: str) -> None:
    """A seed inside hides no missing factor, and three dictionaries from Adam no epsilon under the root."""
    loaded = load_bundle(PROJECT.solutions / assignment)
    declared = loaded.exercise(exercise)
    versions = {version.name: version for version in (*declared.variants, *declared.accepted)}
    text = loaded.combined_source(declared, versions[deviation], versions[mistake])
    assert text is not None
    made, source = build_key(loaded, 1, False, [exercise]), text.encode()
    open_runner = lambda stand_ins: LocalRunner(loaded.assignment.module, source, stand_ins)  # noqa: E731
    assert judge_submission(made, source, open_runner, [exercise]).exercises[0].misconception == mistake
