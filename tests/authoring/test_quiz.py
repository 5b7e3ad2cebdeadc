"""A quiz is declared once: its notebook follows from it, and every wrong answer has an explanation."""

from __future__ import annotations

from dataclasses import replace

import nbformat
import pytest

from autograder.authoring import quiz
from autograder.exercise import Assignment
from autograder.nbgrader_adapter.release import Materials, ReleaseError, check_notebook
from autograder.quiz import Question, literal, question, right, wrong
from tests.proving import EXAMPLES, bundle

HINTS = ("Think of it.", "Think of it again.")
QUIZ = bundle(next(folder for folder in EXAMPLES if folder.name == "e8-quiz")).assignment


def several(*rights: bool) -> Question:
    choices = [(right if is_right else wrong)(f"text {i}", f"why {i}") for i, is_right in enumerate(rights)]
    return question("q", "Title", "Text", *choices, hints=HINTS, several=True)


def notebook(assignment: Assignment = QUIZ) -> nbformat.NotebookNode:
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# Opening", id="opening")])
    quiz.refresh(made, assignment)
    return made


def test_new_notebook_gets_every_question() -> None:
    """A new notebook gets question, choices and check of each question, in order."""
    made = notebook()
    assert [cell.id for cell in made.cells] == [
        "opening",
        *(f"{role}-question-{number}" for number in (1, 2) for role in ("question", "choices", "check")),
    ]
    assert made.cells[1].source.startswith("## 1 A step that is too long\n\nWhat does")
    assert "- **(b)** The cost may grow." in made.cells[2].source
    assert made.cells[3].source == 'check("e8-quiz.question_1")'
    assert made.cells[3].metadata.nbgrader.points == 10


def test_refresh_keeps_added_cells_and_points() -> None:
    """Refreshing keeps the author's own cells and the points."""
    made = notebook()
    picture = nbformat.v4.new_code_cell("plots.show(figure, alt)", id="picture")
    made.cells.insert(2, picture)
    made.cells[4].metadata.nbgrader.points = 25
    made.cells[3].source = "somebody else's words"
    quiz.refresh(made, QUIZ)
    assert made.cells[2] == picture
    assert made.cells[4].metadata.nbgrader.points == 25
    assert quiz.stale(made, quiz.cells(QUIZ)) == []
    assert len(made.cells) == 8


def test_long_choice_is_one_list_item() -> None:
    """A choice of several lines stays one list item."""
    code = "```python\nx = 1\n```"
    one = question("q", "T", "Text", right(code, "yes"), wrong("no", "no"), hints=HINTS)
    text = quiz.cells(Assignment("c9w9-quiz", "answers", "Quiz", (one,)))["choices-q"]
    assert "- **(a)** ```python\n  x = 1\n  ```\n- **(b)** no" in text


def test_stale_notebook_is_refused() -> None:
    """A release is refused if the notebook differs from the declaration.

    An author who swaps two choices in JupyterLab would have right answers graded as wrong.
    """
    materials = Materials("e8-quiz", ("question_1", "question_2"), {}, cells=quiz.cells(QUIZ))
    made = notebook()
    check_notebook(made, materials)
    made.cells[2].source = made.cells[2].source.replace("(a)", "(x)").replace("(b)", "(a)").replace("(x)", "(b)")
    with pytest.raises(ReleaseError, match=r"choices-question-1.*gradus build e8-quiz"):
        check_notebook(made, materials)


def test_every_wrong_answer_is_a_variant() -> None:
    """Every wrong answer is a variant that explains each wrong or missing letter."""
    variants = {variant.name: variant.hint for variant in several(True, False, True).variants}
    assert len(variants) == 2**3 - 2
    assert variants["chose_a"] == "c is right too: why 2"
    assert variants["chose_b"] == "a is right too: why 0\nb is not right: why 1\nc is right too: why 2"
    assert variants["chose_a_and_b_and_c"] == "b is not right: why 1"
    (single,) = question("q", "T", "Text", right("x", "why x"), wrong("y", "why y"), hints=HINTS).variants
    assert (single.name, single.hint) == ("chose_b", "why y")


@pytest.mark.parametrize(
    ("choices", "is_several", "sentence"),
    [
        ([right("x", "w"), right("y", "w")], False, "2 of its choices are right"),
        ([wrong("x", "w"), wrong("y", "w")], True, "none of its choices is right"),
        ([right("x", "w")], False, "2 to 6 choices, not 1"),
        ([right("x", "w")] * 5, True, "2 to 4 choices, not 5"),
        ([right("x", "w"), wrong("y", "")], False, "an explanation is one line"),
        ([right("x", "w"), wrong("y", "w" * 300)], False, "an explanation is one line"),
    ],
)
def test_inconsistent_choices_are_refused(choices, is_several, sentence) -> None:
    """Choices that do not fit together are refused."""
    with pytest.raises(ValueError, match=sentence):
        question("q", "T", "Text", *choices, hints=HINTS, several=is_several)


def test_questions_have_independent_digests() -> None:
    """Another question in the file does not change a question's digest.

    So correcting one explanation does not grade the whole class again.
    """
    loaded = bundle(next(folder for folder in EXAMPLES if folder.name == "e8-quiz"))
    before = loaded.digest("question_1")
    changed = replace(loaded, exercises_source=loaded.exercises_source + "\n# another question\n")
    assert changed.digest("question_1") == before
    assert loaded.digest(replace(loaded.exercise("question_1"), reason="another")) != before


def test_answer_is_a_python_literal() -> None:
    """An answer is written as a Python literal."""
    assert literal(("b",), False) == '"b"'
    assert literal(("a", "c"), True) == '["a", "c"]'
