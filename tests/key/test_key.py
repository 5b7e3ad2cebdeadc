"""Keys: what they contain, how they are saved and loaded, and the errors of wrong declarations."""

from __future__ import annotations

import shutil
from dataclasses import replace

import numpy as np
import pytest

from autograder import plain
from autograder.authoring import given
from autograder.authoring.bundle import AuthorError, load_bundle
from autograder.authoring.keys import cache
from autograder.authoring.keys.build import build_key
from autograder.key import KeyVersionError, digest, dumps, load, loads, save, store
from autograder.key.model import FORMAT
from autograder.key.store import MAGIC
from tests.proving import EXAMPLES, bundle

FOLDERS = {folder.name.partition("-")[0]: folder for folder in EXAMPLES}
NUMPY_ONLY = ["e2", "e4", "e5", "e6", "e7", "e8"]


@pytest.fixture(autouse=True)
def _keys_are_made_anew(monkeypatch):
    monkeypatch.delenv(cache.FOLDER, raising=False)


@pytest.mark.parametrize("example", NUMPY_ONLY)
def test_seed_determines_the_bytes(example):
    """The same seed gives the same bytes, and another seed gives others."""
    loaded = bundle(FOLDERS[example])
    first, again, other = (dumps(build_key(loaded, seed, False)) for seed in (1, 1, 2))
    assert first == again
    assert (first == other) == (example == "e8")  # a quiz draws nothing


@pytest.mark.parametrize("example", NUMPY_ONLY)
def test_key_is_read_back(example, tmp_path):
    """A key is read back as it was saved, and no other file is left."""
    key = build_key(bundle(FOLDERS[example]), b"secret", False)
    save(key, tmp_path / "x.key")
    assert digest(load(tmp_path / "x.key")) == digest(key)
    assert [path.name for path in tmp_path.iterdir()] == ["x.key"]


def test_exercise_inputs_do_not_depend_on_others():
    """An exercise built alone has the same inputs as among all."""
    loaded = bundle(FOLDERS["e5"])
    alone = build_key(loaded, 3, True, ["remember"]).exercises["remember"]
    among = build_key(loaded, 3, True).exercises["remember"]
    assert plain.dumps(alone.cases[0].steps[0].args) == plain.dumps(among.cases[0].steps[0].args)


def test_hidden_key_has_no_seed():
    """A hidden key does not contain its seed."""
    key = build_key(bundle(FOLDERS["e4"]), b"a very secret seed", False)
    assert key.seed is None
    assert b"a very secret seed".hex().encode() not in dumps(key)
    assert build_key(bundle(FOLDERS["e4"]), 5, True).seed == 5


def test_public_quiz_key_has_no_answer():
    """A quiz's public key contains no answer and no variant."""
    public = build_key(bundle(FOLDERS["e8"]), 1, True)
    for exercise in public.exercises.values():
        assert exercise.variants == {}
        assert all(case.want is None and case.variants == {} for case in exercise.cases)
    hidden = build_key(bundle(FOLDERS["e8"]), 1, False)
    assert hidden.exercises["question_1"].cases[0].want == "b"


def test_other_format_says_what_to_do():
    """A key of another format raises an error that says what to do."""
    key = build_key(bundle(FOLDERS["e4"]), 1, True)
    newer = plain.loads(dumps(key), marks=True) | {"format": 99}
    with pytest.raises(KeyVersionError, match="pip install --upgrade"):
        loads(plain.dumps(newer), "x.key")
    older = newer | {"format": 0}
    with pytest.raises(KeyVersionError, match=r"x\.key was made by gradus .*fetch the assignment again"):
        loads(plain.dumps(older), "x.key")


@pytest.mark.parametrize(
    "data",
    [b"", b"not a key", plain.dumps({"a": 1}), plain.dumps({"what": MAGIC, "format": FORMAT, "key": {"title": 3}})],
)
def test_invalid_key_says_what_to_do(data):
    """Data that are not a key raise an error that says what to do."""
    with pytest.raises(KeyVersionError, match="fetch the assignment again"):
        loads(data)


def test_exercises_are_read_lazily(monkeypatch):
    """An exercise is read when it is first asked for.

    A learner's check needs one: reading all of c1w2b took 45 ms.
    """
    data = dumps(build_key(bundle(FOLDERS["e5"]), 1, True))
    read = []
    monkeypatch.setattr(
        store, "loads_exercise", lambda frame, read_it=store.loads_exercise: read.append(frame) or read_it(frame)
    )
    key = loads(data)
    first, second = key.exercises
    assert len(key.exercises) == 2 and first in key.exercises and "another" not in key.exercises and not read
    assert key.exercise(second).name == key.exercises[second].name == second
    assert len(read) == 1
    assert dumps(key) == data


def test_damaged_key_is_refused():
    """A damaged key is refused when it is loaded."""
    data = dumps(build_key(bundle(FOLDERS["e5"]), 1, True))
    first = data.index(b"\x78\xda")  # the first exercise's compressed frame, after the key's header
    for place in range(first, len(data), max(1, len(data) // 100)):
        with pytest.raises(KeyVersionError, match="fetch the assignment again"):
            loads(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
    with pytest.raises(KeyVersionError, match="fetch the assignment again"):
        loads(data[:-5])


def test_missing_key_says_so(tmp_path):
    """A missing key raises an error that says so."""
    with pytest.raises(KeyVersionError, match=r"there is no key x\.key"):
        load(tmp_path / "x.key")


EXERCISES = """
import numpy as np
from autograder.exercise import Accepted, Assignment, Case, Check, Edit, Exercise, Variant, call

def cases(rng):
    {cases}

ASSIGNMENT = Assignment("k1-key", "module", "Keys", (Exercise(
    name="f", cases=cases, hints=("a", "b"), {more}
),))
"""
WRONG = 'variants=(Variant("wrong", "wrong", (Edit("2 * x", "x * x"),)),)'


def small(tmp_path, cases: str = "yield call(float(rng.normal()))", more: str = WRONG, body: str = "return 2 * x"):
    folder = tmp_path / "k1-key"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "module.py").write_text(f"def g(x):\n    return x\n\n\ndef f(x):\n    {body}\n")
    (folder / "exercises.py").write_text(EXERCISES.format(cases=cases, more=more))
    return load_bundle(folder)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"cases": "yield call(2.0)"}, "wrong variant 'wrong' gives the reference's results on every case"),
        ({"cases": "return []"}, "f has no cases"),
        ({"cases": "yield call(1.0, check=Check('nearly'))"}, "there is no check 'nearly'"),
        ({"cases": "yield call(1.0, check=Check('close', {'slack': 1}))"}, "has no parameter slack; it has"),
        ({"body": "raise ValueError('no')  # 2 * x"}, "the reference fails on case 1"),
        ({"body": "2 * x"}, "returns nothing to compare; is a return statement missing"),
        ({"more": 'variants=(Variant("v", "v", (Edit("3 * x", "x"),)),)'}, "'3 \\* x' does not occur in `f`"),
        ({"more": 'variants=(Variant("v", "v", (Edit("x", "y"),)),)'}, "'x' occurs 2 times in `f`"),
        ({"more": 'variants=(Variant("v", "v"),)'}, "give either edits or code"),
        ({"more": WRONG + ', accepted=(Accepted("a", "a", (Edit("2 * x", "1 / 0"),)),)'}, "accepted version 'a' fails"),
    ],
)
def test_contradictory_declarations(tmp_path, changes, words):
    """A declaration that contradicts itself raises an error that says how."""
    with pytest.raises(AuthorError, match=words):
        build_key(small(tmp_path, **changes), 1, True)


def test_inputs_that_hide_a_variant_are_redrawn(tmp_path):
    """Inputs on which a variant gives the right answer are drawn again."""
    loaded = small(tmp_path, cases="yield call(float(rng.choice([2.0, 3.0])))")
    for seed in range(12):
        cases = build_key(loaded, seed, True).exercises["f"].cases
        assert (3.0,) in [case.steps[0].args for case in cases]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (WRONG + ', uses=("h",)', "uses `h`, which is not an earlier exercise"),
        (WRONG + ', quantities=("a",), credit={"b": 1.0}', "gives credit for b, which is not among its quantities"),
        (WRONG + ', quantities=("a",), credit={"a": 0.5}', "the credits add up to 0.5"),
        (f'{WRONG}, accepted=(Accepted("wrong", "w", code="def f(x): return 1"),)', "two versions named wrong"),
    ],
)
def test_invalid_assignment_is_refused(tmp_path, more, words):
    """An invalid assignment is refused when it is loaded."""
    with pytest.raises(AuthorError, match=words):
        small(tmp_path, more=more)


def test_digest_depends_on_the_exercise_only(tmp_path):
    """The digest changes with the parts of the exercise and with nothing else."""
    before = small(tmp_path).digest("f")
    assert small(tmp_path).digest("f") == before
    assert small(tmp_path, cases="yield call(float(rng.normal()) + 1)").digest("f") != before
    assert small(tmp_path, more=WRONG.replace('"wrong", "wrong"', '"wrong", "another hint"')).digest("f") != before
    assert small(tmp_path, body="return x + x  # 2 * x").digest("f") != before
    loaded = small(tmp_path)
    other = replace(
        loaded, reference_source=loaded.reference_source.replace("def g(x):\n    return x", "def g(x):\n    return 1")
    )
    assert other.digest("f") == before


def test_digest_depends_on_imported_support_code(tmp_path, monkeypatch):
    """The digest changes with the support code that the exercise imports.

    A change in helpers/ left old keys in use.
    """
    package = tmp_path / "helpers"
    (package / "layers").mkdir(parents=True)
    for name, source in {
        "layers/__init__.py": "from helpers.numbers import TWO\n",
        "numbers.py": "TWO = 2\n",
        "plots.py": "INK = 1\n",
    }.items():
        (package / name).write_text(source)
    monkeypatch.setattr(given, "_root", lambda: package)
    folder = tmp_path / "k1-key"

    def found() -> str:
        small(tmp_path)
        source = (
            "from helpers import layers\n\nimport helpers.plots\n\n\ndef f(x):\n    return 2 * x * layers.TWO / 2\n"
        )
        (folder / "module.py").write_text(source)
        return load_bundle(folder).digest("f")

    before = found()
    (package / "plots.py").write_text("INK = 2\n")
    assert found() == before  # f does not use it
    (package / "numbers.py").write_text("TWO = 2  # the number of the layers\n")
    assert found() != before


def test_accepted_version_may_have_other_values(tmp_path):
    """An accepted version may give other values, as another convention that passes."""
    from autograder.judge.judge import judge_submission
    from autograder.sandbox.local import LocalRunner

    more = WRONG + ', accepted=(Accepted("old", "The old convention.", (Edit("2 * x", "-2 * x"),)),)'
    loaded = small(tmp_path, more=more)
    key = build_key(loaded, 1, False)
    source = loaded.reference_source.replace("2 * x", "0 - x - x").encode()
    (result,) = judge_submission(key, source, lambda s: LocalRunner(key.module, source, s)).exercises
    assert (result.verdict, result.advice) == ("pass", ("The old convention.",))


def test_key_has_the_drawn_arrays():
    """The arrays in a key are those that were drawn."""
    key = build_key(bundle(FOLDERS["e7"]), 1, True)
    (x,) = key.exercises["norm"].cases[0].steps[0].args
    assert key.exercises["norm"].cases[0].want == pytest.approx(float(np.sqrt((x**2).sum())))
