"""Learners are separate system users: they cannot read each other's files, and they reach no answer."""

from __future__ import annotations

import pytest

from tests.house.tree import ROOT
from tests.system.people import Person

pytestmark = pytest.mark.system


def test_a_learner_has_gradus_and_no_answers(two_learners: tuple[Person, Person]) -> None:
    """A learner's installation has `gradus` and neither solutions nor tests."""
    ada, _ = two_learners
    assert "gradus" in ada.run("gradus", "--version")
    found = ada.run(
        "python", "-c", "import importlib.util as u; print([n for n in ('solutions', 'tests') if u.find_spec(n)])"
    )
    assert found.strip() == "[]"


def test_learners_cannot_read_each_other(two_learners: tuple[Person, Person]) -> None:
    """A learner cannot read another learner's files."""
    ada, bo = two_learners
    (ada.home / "work.py").write_text("answer = 42\n")
    assert "denied" in bo.run("cat", ada.home / "work.py", fails=True)
    assert ada.run("cat", ada.home / "work.py") == "answer = 42\n"


def test_the_installation_is_no_link_to_the_checkout(two_learners: tuple[Person, Person]) -> None:
    """The learners' installation does not refer to the checkout."""
    ada, _ = two_learners
    assert str(ROOT) not in ada.run("python", "-c", "import autograder, sys; print(autograder.__file__, sys.path)")
