"""Learners without a teacher read a quiz's verdicts once they have answered every question, and not before."""

from __future__ import annotations

import base64
import itertools
import json
import re
import shutil
from functools import cache
from pathlib import Path

import pytest

from autograder import check
from autograder.authoring.bundle import load_bundle
from autograder.authoring.quiz import questions
from autograder.authoring.verdicts import build_verdicts
from autograder.cli.start import lay_out
from autograder.key import sealed
from autograder.key.sealed import SealBroken, Verdict, seal, unseal
from autograder.learner.errors import CheckFailed
from autograder.project import Project
from autograder.quiz import Question, literal
from autograder.vault.shipped import verdicts_path
from tests.house.tree import ROOT

PROJECT = Project.at(ROOT)
QUIZZES = [name for name in PROJECT.assignments() if name.endswith("-quiz")]
QUIZ = "c1w1-quiz"


@cache
def asked(name: str) -> tuple[Question, ...]:
    return tuple(question for _, question in questions(load_bundle(ROOT / "solutions" / name).assignment))


def module(answers: dict[str, str]) -> str:
    return "\n".join(f"def {name}():\n    return {answer}\n" for name, answer in answers.items())


def right_answers() -> dict[str, str]:
    return {question.name: literal(question.answer, question.several) for question in asked(QUIZ)}


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that `gradus start` lays out, which is also the working directory."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GRADUS_PROJECT", str(ROOT))
    for path in (ROOT / "helpers" / "stubs" / QUIZ).glob("*.*"):
        shutil.copy(path, tmp_path)
    return tmp_path


class TestWhenTheyCome:
    def test_not_while_a_question_is_open(self, alone: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """While one question is open, every letter gets the same card, which says what is missing."""
        answers = right_answers()
        answers.pop(asked(QUIZ)[-1].name)
        shown = set()
        for letter in "abcd":
            answers["three_houses"] = f'"{letter}"'
            (alone / "c1w1_answers.py").write_text(module(answers))
            check("c1w1-quiz.three_houses")
            shown.add(re.sub(r"answer: \w|saved .*", "", " ".join(capsys.readouterr().out.split())))
        assert len(shown) == 1
        assert "one question is still open" in shown.pop()

    def test_all_at_once_when_all_are_answered(self, alone: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """With every question answered, right and wrong answers are explained, and no check stops the notebook."""
        answers = right_answers()
        wrong = next(letter for letter, choice in asked(QUIZ)[0].by_letter() if not choice.right)
        answers["three_houses"] = f'"{wrong}"'
        (alone / "c1w1_answers.py").write_text(module(answers))
        for question in asked(QUIZ):
            check(f"c1w1-quiz.{question.name}")
            shown = " ".join(capsys.readouterr().out.split())
            explained = dict(question.by_letter())[wrong if question.name == "three_houses" else question.answer[0]].why
            assert ("✗ Wrong" if question.name == "three_houses" else "✓ Right") in shown
            assert " ".join(explained.split()) in shown

    def test_the_summary_counts_right_answers(self, alone: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """The check of the whole quiz counts right answers; with all right it passes."""
        (alone / "c1w1_answers.py").write_text(module(right_answers()))
        check("c1w1-quiz")
        assert f"{len(asked(QUIZ))} of {len(asked(QUIZ))} right" in capsys.readouterr().out
        wrong = next(letter for letter, choice in asked(QUIZ)[0].by_letter() if not choice.right)
        (alone / "c1w1_answers.py").write_text(module(right_answers() | {"three_houses": f'"{wrong}"'}))
        with pytest.raises(CheckFailed, match="not all right yet"):
            check("c1w1-quiz")
        assert f"{len(asked(QUIZ)) - 1} of {len(asked(QUIZ))} right" in capsys.readouterr().out

    def test_not_in_a_class(self, alone: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Without the file, as in a class, an answer is recorded and nothing more."""
        (alone / "c1w1-quiz.verdicts").unlink()
        (alone / "c1w1_answers.py").write_text(module(right_answers()))
        check("c1w1-quiz.three_houses")
        assert "Grading will tell you" in capsys.readouterr().out

    def test_a_damaged_file_costs_only_the_verdicts(self, alone: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """With a damaged file the answers are recorded, and the card says what to do."""
        (alone / "c1w1_answers.py").write_text(module(right_answers()))
        for content in ("", "[]", '{"questions": {"three_houses": ["x", 3]}}'):
            (alone / "c1w1-quiz.verdicts").write_text(content)
            check("c1w1-quiz.three_houses")
            assert "gradus start" in capsys.readouterr().out


def test_start_lays_the_verdicts_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`gradus start` puts the file beside the key, so that a learner without a teacher has it."""
    monkeypatch.chdir(ROOT)
    laid = lay_out(QUIZ, tmp_path / "quiz")
    assert any(path.endswith("c1w1-quiz.verdicts") for path in laid.written)


def test_quizzes_share_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All quizzes and an assignment can be started in one folder, and none keeps or replaces another's file."""
    monkeypatch.chdir(ROOT)
    for name in (*QUIZZES, "c1w1-first-neuron"):
        laid = lay_out(name, tmp_path)
        assert not [path for path in laid.kept if path.endswith((".py", ".ipynb"))], name
    assert len(list(tmp_path.glob("*.py"))) == len(QUIZZES) + 1
    monkeypatch.chdir(tmp_path)
    for name in QUIZZES[:2]:
        with pytest.raises(CheckFailed, match="not attempted"):
            check(f"{name}.{asked(name)[0].name}")


def test_no_two_assignments_share_a_module() -> None:
    modules = [path.name for path in PROJECT.stubs.glob("*/*.py")]
    assert len(modules) == len(set(modules))


class TestSealing:
    @pytest.mark.parametrize("name", QUIZZES)
    def test_the_shipped_file_is_current(self, name: str) -> None:
        """The file follows from the quiz as it is."""
        assignment = load_bundle(ROOT / "solutions" / name).assignment
        assert not build_verdicts(assignment, verdicts_path(PROJECT, name), write=False), "run `gradus build`"

    @pytest.mark.parametrize("name", QUIZZES)
    def test_every_answer_has_its_verdict(self, name: str) -> None:
        """Each possible answer to a question unseals its own verdict."""
        path = verdicts_path(PROJECT, name)
        for question in asked(name)[:2]:
            for letters in question.letters:
                found = unseal(path, question.name, letters)
                assert found.right == (question.answer == (letters,))
                assert question.several or dict(question.by_letter())[letters].why in found.why
            assert unseal(path, question.name, question.answer).right

    def test_nothing_can_be_read(self) -> None:
        """No explanation is readable, and neither order nor length depends on which letter is right."""
        for name in QUIZZES:
            text = verdicts_path(PROJECT, name).read_text()
            held = json.loads(text)["questions"]
            for question in asked(name):
                data = [base64.b64decode(item) for item in held[question.name]]
                assert len({len(item) for item in data}) == 1
                assert held[question.name] == sorted(held[question.name])
                for choice, item in itertools.product(question.choices, data):
                    assert choice.why[:12].encode() not in item
                    assert choice.why not in text

    def test_another_answer_does_not_open_it(self, tmp_path: Path) -> None:
        path = tmp_path / "quiz.verdicts"
        path.write_text(seal({"q": {("a",): Verdict(True, "yes"), ("b",): Verdict(False, "no,\nbecause")}}, "x"))
        assert unseal(path, "q", "b") == Verdict(False, "no,\nbecause")
        assert unseal(path, "q", ["a"]) == Verdict(True, "yes")
        for question, letters in (("q", "c"), ("q", "ab"), ("p", "a")):
            with pytest.raises(SealBroken, match="no verdict"):
                unseal(path, question, letters)
        assert sealed.made_from(path) == "x"
