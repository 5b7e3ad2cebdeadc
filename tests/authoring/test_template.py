"""`gradus new` makes a complete assignment that passes all proofs, or says why it cannot."""

from __future__ import annotations

import nbformat
import pytest

from autograder.authoring import quiz
from autograder.authoring.bundle import AuthorError, load_bundle
from autograder.authoring.prove import Extent, prove
from autograder.authoring.template import create
from tests.house.test_notebooks import normalised
from tests.proving import sandbox


@pytest.fixture
def made(tmp_path):
    create("c9w9a-example", tmp_path / "solutions", tmp_path / "source")
    return tmp_path


def test_new_assignment_is_proved(made):
    """A new assignment passes all proofs unchanged."""
    bundle = load_bundle(made / "solutions" / "c9w9a-example")
    report = prove(bundle, sandbox(("numpy",)).open, Extent(seeds=5))
    (proof,) = report.exercises
    assert (proof.problems, proof.lint, proof.survivors) == ((), (), ())
    assert report.ok
    assert report.to_plain()["exercises"][0]["share"] == 1.0


def test_new_notebook_has_a_check(made):
    """Its notebook is in the committed form and has a check."""
    path = made / "source" / "c9w9a-example" / "c9w9a-example.ipynb"
    assert path.read_text(encoding="utf-8") == normalised(path.read_text(encoding="utf-8"))
    notebook = nbformat.read(path, as_version=4)
    graded = [cell for cell in notebook.cells if "nbgrader" in cell.metadata]
    assert [cell.source for cell in graded] == ['check("c9w9a.mean_of_columns")']


def test_new_quiz_is_proved(made):
    """A new quiz passes all proofs unchanged, and its notebook has its question."""
    create("c9w9-quiz", made / "solutions", made / "source")  # next to c9w9a-example, a similar name
    bundle = load_bundle(made / "solutions" / "c9w9-quiz")
    assert (bundle.assignment.short, bundle.assignment.module) == ("c9w9-quiz", "c9w9_answers")
    assert prove(bundle, sandbox(("numpy",)).open, Extent(seeds=3)).ok
    path = made / "source" / "c9w9-quiz" / "c9w9-quiz.ipynb"
    assert path.read_text(encoding="utf-8") == normalised(path.read_text(encoding="utf-8"))
    notebook = nbformat.read(path, as_version=4)
    assert quiz.stale(notebook, quiz.cells(bundle.assignment)) == []
    assert notebook.cells[-1].source == 'check("c9w9-quiz.steeper_slope")'


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("example", "is not a valid name"),
        ("c9w9a-class", "cannot be a module's name"),
        ("c9w9a-example", "already exists"),
        ("c9w9a-other", "already has the short name c9w9a"),
    ],
)
def test_unusable_name_is_refused(made, name, words):
    """A name that cannot be used is refused with the reason."""
    with pytest.raises(AuthorError, match=words):
        create(name, made / "solutions", made / "source")
