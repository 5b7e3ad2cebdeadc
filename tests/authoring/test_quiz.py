"""A quiz is declared once: its notebook follows, every wrong answer has its explanation, and nothing of them leaks."""

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


def test_a_new_notebook_gets_question_choices_and_check_in_order() -> None:
    made = notebook()
    assert [cell.id for cell in made.cells] == [
        "opening",
        *(f"{role}-question-{number}" for number in (1, 2) for role in ("question", "choices", "check")),
    ]
    assert made.cells[1].source.startswith("## 1 A step that is too long\n\nWhat does")
    assert "- **(b)** The cost may grow." in made.cells[2].source
    assert made.cells[3].source == 'check("e8-quiz.question_1")'
    assert made.cells[3].metadata.nbgrader.points == 10


def test_what_the_author_has_put_between_and_the_points_stay() -> None:
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


def test_a_choice_of_several_lines_stays_one_item_of_the_list() -> None:
    code = "```python\nx = 1\n```"
    one = question("q", "T", "Text", right(code, "yes"), wrong("no", "no"), hints=HINTS)
    text = quiz.cells(Assignment("c9w9-quiz", "answers", "Quiz", (one,)))["choices-q"]
    assert "- **(a)** ```python\n  x = 1\n  ```\n- **(b)** no" in text


def test_a_release_is_refused_where_the_notebook_says_something_else() -> None:
    """An instructor who swaps two choices in JupyterLab would have right answers graded as wrong."""
    materials = Materials("e8-quiz", ("question_1", "question_2"), {}, cells=quiz.cells(QUIZ))
    made = notebook()
    check_notebook(made, materials)
    made.cells[2].source = made.cells[2].source.replace("(a)", "(x)").replace("(b)", "(a)").replace("(x)", "(b)")
    with pytest.raises(ReleaseError, match=r"choices-question-1.*gradus build e8-quiz"):
        check_notebook(made, materials)


def test_every_wrong_answer_is_a_variant_that_explains_each_letter_that_is_amiss() -> None:
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
def test_choices_that_do_not_fit_together_are_told(choices, is_several, sentence) -> None:
    with pytest.raises(ValueError, match=sentence):
        question("q", "T", "Text", *choices, hints=HINTS, several=is_several)


def test_another_question_in_the_file_does_not_touch_a_questions_key() -> None:
    """So that mending one explanation does not grade the whole class again."""
    loaded = bundle(next(folder for folder in EXAMPLES if folder.name == "e8-quiz"))
    before = loaded.digest("question_1")
    changed = replace(loaded, exercises_source=loaded.exercises_source + "\n# another question\n")
    assert changed.digest("question_1") == before
    assert loaded.digest(replace(loaded.exercise("question_1"), reason="another")) != before


def test_an_answer_is_written_as_python_writes_it() -> None:
    assert literal(("b",), False) == '"b"'
    assert literal(("a", "c"), True) == '["a", "c"]'
