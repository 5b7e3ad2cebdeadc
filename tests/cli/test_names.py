"""Names that people type: the right assignment or exercise is found, or else the nearest is named."""

from __future__ import annotations

import pytest

from autograder.learner.names import UnknownName, pick_assignment, pick_exercise

COURSE = (
    "c1w1-first-neuron",
    "c1w1-quiz",
    "c1w2a-numpy-basics",
    "c1w2b-logistic-regression",
    "c1w2-quiz",
    "c2w3b-tensorflow",
    "c4w1a-convolution",
    "c4w1b-convnets",
)
EXERCISES = ("sigmoid", "propagate", "predict", "initialize_with_zeros")


class TestAssignment:
    @pytest.mark.parametrize(
        "text",
        [
            "c1w2b",
            "C1W2B",
            "logistic",
            "Logistic regression",
            "logistic-regression",
            "LOGISTIC_regression",
            "regression",
            "c1w2b-logistic-regression",
            "c1w2b_Logistic",
        ],
    )
    def test_forms(self, text: str) -> None:
        """Every usual way to write one name."""
        assert pick_assignment(text, COURSE) == "c1w2b-logistic-regression"

    def test_short_name_wins(self) -> None:
        """c1w1 is the week's assignment, although its quiz begins in the same way."""
        assert pick_assignment("c1w1", COURSE) == "c1w1-first-neuron"
        assert pick_assignment("c1w1-quiz", COURSE) == "c1w1-quiz"

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("c1w2", ("c1w2a (Numpy basics)", "c1w2b (Logistic regression)", "c1w2-quiz")),
            ("conv", ("c4w1a", "c4w1b")),
            ("quiz", ("c1w1-quiz", "c1w2-quiz")),
        ],
    )
    def test_ambiguous(self, text: str, words: tuple[str, ...]) -> None:
        """All candidates are listed."""
        with pytest.raises(UnknownName) as told:
            pick_assignment(text, COURSE)
        assert all(word in str(told.value) for word in words) and "Which one?" in str(told.value)

    @pytest.mark.parametrize("text", ["logistc", "c1w2b-logisitc-regresion", "Logisticregression"])
    def test_near_miss(self, text: str) -> None:
        """The nearest name is asked for, with its topic."""
        with pytest.raises(UnknownName, match=r"Did you mean c1w2b \(Logistic regression\)\?"):
            pick_assignment(text, COURSE)

    @pytest.mark.parametrize("text", ["c9w9z", "", " - ", "?"])
    def test_nothing_near(self, text: str) -> None:
        """Without a similar name, those that exist are listed."""
        with pytest.raises(UnknownName, match="There are: c1w1, c1w1-quiz, c1w2a"):
            pick_assignment(text, COURSE)

    def test_no_assignments(self) -> None:
        with pytest.raises(UnknownName, match="There is none here"):
            pick_assignment("c1w1", ())


class TestExercise:
    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("Propagate", "propagate"),
            ("initialize with zeros", "initialize_with_zeros"),
            ("initialize-with-zeros", "initialize_with_zeros"),
            ("init", "initialize_with_zeros"),
        ],
    )
    def test_forms(self, text: str, name: str) -> None:
        """Capitals and hyphens do not matter, and the beginning of one name is enough."""
        assert pick_exercise(text, EXERCISES, COURSE[3]) == name

    def test_ambiguous(self) -> None:
        with pytest.raises(UnknownName, match="could be propagate or predict"):
            pick_exercise("pr", EXERCISES, COURSE[3])

    def test_near_miss(self) -> None:
        with pytest.raises(UnknownName, match=r"Did you mean c1w2b\.propagate\?"):
            pick_exercise("propogate", EXERCISES, COURSE[3])
