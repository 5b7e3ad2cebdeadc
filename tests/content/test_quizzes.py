"""Every quiz: its notebook matches the grader, nothing reveals the letters, and every choice is explained."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from autograder import plain
from autograder.authoring import quiz
from autograder.authoring.bundle import Bundle
from autograder.authoring.keys.build import build_key
from autograder.authoring.source import AuthorError, definition
from autograder.authoring.stub import make_stub
from autograder.judge.judge import judge_submission
from autograder.key.model import Key
from autograder.key.store import dumps
from autograder.learner.check import check
from autograder.learner.errors import CheckFailed
from autograder.nbgrader_adapter.engine import guard_for
from autograder.nbgrader_adapter.scan import scan
from autograder.project import Project
from autograder.quiz import LETTERS, Question
from autograder.sandbox.local import LocalRunner
from tests.content import notebooks
from tests.content.notebooks import Course, Run, checks
from tests.content.promises import NotebookPromises
from tests.house.tree import ROOT

QUIZZES = sorted(path.name for path in (ROOT / "solutions").glob("c*-quiz"))
EXPLANATION = 6  # words at least
LONGEST_OVER_SHORTEST = 3.0


@cache
def key_of(name: str, public: bool) -> Key:
    return build_key(notebooks.load(name).bundle, 1, public)


def questions(name: str) -> list[tuple[int, Question]]:
    return quiz.questions(notebooks.load(name).bundle.assignment)


EVERY = [pytest.param(name, id=name) for name in QUIZZES]
EACH = [
    pytest.param(name, number, question, id=f"{name}.{question.name}")
    for name in QUIZZES
    for number, question in questions(name)
]


class TestNotebooks(NotebookPromises):
    """Nobody grades a quiz by hand, it trains nothing, and before grading an answer is neither right nor wrong."""

    read_by_a_person = 0
    seconds = 30
    pictures = 1

    @pytest.fixture(scope="class", params=EVERY)
    @staticmethod
    def course(request: pytest.FixtureRequest) -> Course:
        return notebooks.load(request.param)

    def test_sections_named_in_docstrings_exist(self, course: Course) -> None:
        """Every docstring is the one that the question declares."""
        source = course.bundle.reference_source
        for number, question in quiz.questions(course.bundle.assignment):
            assert f'def {question.name}():\n    """{question.docstring(number)}"""\n' in source

    @pytest.mark.slow
    def test_runs_with_the_solution(self, course: Course, solved: Run) -> None:
        """With the solution every cell runs within its processor time, and no check says whether an answer is right."""
        assert notebooks.errors(solved.notebook) == {}
        assert solved.seconds < self.seconds, solved.processor
        for cell in checks(solved.notebook):
            assert "Answered" in cell.outputs[0].data["text/plain"]
            assert "✓" not in cell.outputs[0].data["text/plain"]

    def test_stub_stops_at_the_first_check(
        self, course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """With the stub the first check fails first, and every check says "not attempted" without a traceback.

        Needs no kernel: the cells before the first check do not use the module, so they run as with the solution.
        """
        cells = [cell for cell in course.notebook.cells if cell.cell_type == "code"]
        before = cells[: cells.index(checks(course.notebook)[0])]
        assert not any(course.bundle.assignment.module in cell.source for cell in before)
        course.lay_out(tmp_path, solved=False)
        monkeypatch.chdir(tmp_path)
        for cell in checks(course.notebook):
            with pytest.raises(CheckFailed) as raised:
                exec(cell.source, {"check": check})
            told = "\n".join(raised.value._render_traceback_())
            assert "not attempted" in told
            assert "Traceback" not in told


@pytest.mark.parametrize("name", EVERY)
def test_notebook_matches_the_grader(name: str) -> None:
    """Notebook and grader have the same questions with the same choices in the same order."""
    notebook = notebooks.load(name).notebook
    assert quiz.stale(notebook, quiz.cells(notebooks.load(name).bundle.assignment)) == [], f"run `gradus build {name}`"
    ids = [cell.id for cell in notebook.cells]
    places = []
    for _, question in questions(name):
        dashed = question.name.replace("_", "-")
        places += [ids.index(f"{role}-{dashed}") for role in ("question", "choices", "check")]
        (case,) = key_of(name, True).exercises[question.name].cases
        shown = re.findall(r"^- \*\*\((\w)\)\*\* ", notebook.cells[places[-2]].source, re.MULTILINE)
        assert shown == case.check.params["options"] == list(question.letters)
    assert places == sorted(places)
    assert [exercise.name for _, exercise in questions(name)] == list(notebooks.load(name).bundle.names)


@pytest.mark.parametrize("name", EVERY)
def test_questions_are_varied(name: str) -> None:
    """A quiz has five to ten questions of more than one kind."""
    asked = [question for _, question in questions(name)]
    assert 5 <= len(asked) <= 10
    assert len({question.text for question in asked}) == len(asked)
    assert any(question.several for question in asked)
    source = notebooks.text(notebooks.load(name).notebook)
    assert "```python" in source, "no question has code in it"
    assert any(cell.id.startswith("picture-") for cell in notebooks.load(name).notebook.cells), (
        "no question has a picture"
    )
    assert sum(has_reference(notebooks.load(name).bundle, question.name) for question in asked) >= 2, (
        "too few are calculated"
    )


def has_reference(bundle: Bundle, question: str) -> bool:
    try:
        definition(bundle.references_source, question)
    except AuthorError:
        return False
    return True


@pytest.mark.parametrize("name", EVERY)
def test_letters_are_balanced_within_a_quiz(name: str) -> None:
    """Within a quiz no letter is a better guess than another."""
    single = Counter(question.answer[0] for _, question in questions(name) if not question.several)
    assert max(single.values()) <= 1 + -(-sum(single.values()) // 4)


def test_letters_are_balanced_over_all() -> None:
    """Over all quizzes the right letters are spread evenly."""
    asked = [question for name in QUIZZES for _, question in questions(name) if not question.several]
    four = Counter(question.answer[0] for question in asked if len(question.choices) == 4)
    assert max(four.values()) <= 1.4 * four.total() / 4
    assert min(four[letter] for letter in "abcd") >= 0.6 * four.total() / 4


@pytest.mark.parametrize(("name", "number", "question"), EACH)
def test_choices_are_alike(name: str, number: int, question: Question) -> None:
    """A question's choices are of similar length, and none refers to the others."""
    lengths = [len(choice.text) for choice in question.choices]
    assert max(lengths) <= max(LONGEST_OVER_SHORTEST * min(lengths), min(lengths) + 25)
    rights = [len(choice.text) for choice in question.choices if choice.right]
    others = [len(choice.text) for choice in question.choices if not choice.right]
    assert not others or max(rights) <= 1.6 * max(others) + 10, "the longest choice is the right one"
    for choice in question.choices:
        assert not re.search(r"(all|none|both|neither) of (the|them|these)", choice.text, re.IGNORECASE)
    assert len({choice.text for choice in question.choices}) == len(question.choices)


@pytest.mark.parametrize(("name", "number", "question"), EACH)
def test_every_choice_is_explained(name: str, number: int, question: Question) -> None:
    """Every choice has its own explanation, and no hint names a letter."""
    whys = [choice.why for choice in question.choices]
    assert len(set(whys)) == len(whys)
    for why in whys:
        assert len(why.split()) >= EXPLANATION, why
        assert why.endswith((".", "?", "!")), why
        assert "$" not in why, "a card cannot show formulas"
    assert len(question.hints) >= 2
    for hint in question.hints:
        assert not re.search(r"\((?:[a-f])\)|\banswer [a-f]\b", hint)


@pytest.mark.parametrize(("name", "number", "question"), EACH)
def test_graded_answers_are_explained(name: str, number: int, question: Question) -> None:
    """After grading, the card explains why the answer is right or wrong."""
    bundle, key = notebooks.load(name).bundle, key_of(name, False)
    for letter, choice in question.by_letter():
        answer = f'["{letter}"]' if question.several else f'"{letter}"'
        result = judged(key, f"def {question.name}():\n    return {answer}\n", question.name)
        said = "\n".join([result.message or "", *result.details])
        if question.answer == (letter,):
            assert result.verdict == "pass" and choice.why in said
        else:
            assert result.verdict == "wrong" and f"You answered {letter}." in said
            assert all(item.why in said for sign, item in question.by_letter() if item.right != (sign == letter)) or (
                not question.several and choice.why in said
            )
    right = judged(key, bundle.reference_source, question.name)
    assert right.fraction == 1 and all(
        choice.why in (right.message or "") for choice in question.choices if choice.right
    )


def judged(key: Key, source: str, name: str):
    content = source.encode()
    return judge_submission(key, content, lambda _: LocalRunner(key.module, content, {}), [name]).exercises[0]


# What learners must not find out before grading


def texts(name: str) -> Iterator[bytes]:
    """Everything that a learner gets: the notebook, the module to complete, the public key."""
    course = notebooks.load(name)
    yield json.dumps(course.notebook, ensure_ascii=False).encode()
    yield make_stub(course.bundle.reference_source, name).encode()
    yield dumps(key_of(name, True))


@pytest.mark.parametrize("name", EVERY)
def test_learners_get_no_explanation(name: str) -> None:
    """No explanation is in what a learner gets."""
    everything = b"\n".join(texts(name))
    for _, question in questions(name):
        for choice in question.choices:
            assert choice.why.encode() not in everything
            assert json.dumps(choice.why).encode() not in everything


@pytest.mark.parametrize("name", EVERY)
def test_public_key_hides_the_letters(name: str) -> None:
    """The public key does not depend on the right letters.

    With other letters declared right no byte of it changes except the exercise's digest.
    """
    bundle = notebooks.load(name).bundle
    public = key_of(name, True)
    turned = []
    for question in bundle.assignment.exercises:
        assert isinstance(question, Question)
        turned.append(replace(question, variants=(), alternatives=(), reason="", choices=question.choices[::-1]))
    other = replace(bundle, assignment=replace(bundle.assignment, exercises=tuple(turned)))
    mirrored = build_key(replace(other, reference_source=with_letters_mirrored(bundle), references_source=""), 1, True)
    same = {
        exercise: replace(entry, version=public.exercises[exercise].version)
        for exercise, entry in mirrored.exercises.items()
    }
    assert plain.dumps(dumps(replace(mirrored, exercises=same))) == plain.dumps(dumps(public))


def with_letters_mirrored(bundle: Bundle) -> str:
    """The reference module with every answer's letters in reverse order."""
    source = bundle.reference_source
    for question in bundle.assignment.exercises:
        assert isinstance(question, Question)
        last = len(question.choices) - 1
        letters = [LETTERS[last - LETTERS.index(letter)] for letter in question.answer]
        answer = json.dumps(letters) if question.several else json.dumps(letters[0])
        body = re.compile(rf"(def {question.name}\(\):\n.*?\n.*?\n    return )[^\n]*")
        source, count = body.subn(lambda match, answer=answer: match[1] + answer, source)
        assert count == 1
    return source


@pytest.mark.parametrize("name", EVERY)
def test_stub_hides_the_letters(name: str) -> None:
    """The stub does not depend on the right letters."""
    bundle = notebooks.load(name).bundle
    assert make_stub(with_letters_mirrored(bundle), name) == make_stub(bundle.reference_source, name)


@pytest.mark.parametrize("name", EVERY)
def test_leaked_explanation_is_refused(name: str, tmp_path: Path, monkeypatch) -> None:
    """A release that contains an explanation is refused."""
    monkeypatch.setenv("GRADUS_VAULT", str(tmp_path))
    guard = guard_for(Project.at(ROOT), notebooks.load(name).bundle)
    _, question = questions(name)[0]
    assert scan({"notes.md": b"fine"}, guard) == []
    assert scan({"notes.md": question.choices[0].why.encode()}, guard)


@pytest.mark.parametrize("name", EVERY)
def test_check_does_not_reveal_the_answer(name: str) -> None:
    """The check answers the same for every letter.

    A learner who tries one letter after another learns nothing from it.
    """
    key = key_of(name, True)
    for _, question in questions(name):
        cards = set()
        for letter in question.letters:
            result = judged(key, f'def {question.name}():\n    return "{letter}"\n', question.name)
            cards.add((result.verdict, result.fraction, (result.message or "").replace(f": {letter}.", ": ?.")))
        assert len(cards) == 1
        assert cards.pop()[:2] == ("answered", 1.0)


def test_question_about_the_tape(capsys: pytest.CaptureFixture[str]) -> None:
    """TensorFlow prints what the question about the tape declares right.

    The quiz's references do not import TensorFlow, which takes seconds.
    """
    import tensorflow as tf

    (asked,) = (question for _, question in questions("c2w3-quiz") if question.name == "on_the_tape")
    code = asked.text.partition("```python\n")[2].partition("```")[0]
    exec(code, {"tf": tf})
    printed = capsys.readouterr().out.strip()
    assert [choice.text for choice in asked.choices if choice.right] == [f"`{printed}`"]
