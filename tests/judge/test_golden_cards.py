"""The reviewed card of every kind of failure, as text and as HTML, word for word.

To accept new texts, run GRADUS_GOLDEN=write pytest tests/judge/test_golden_cards.py and read the diff. A card that says
"took too long" is never accepted, except where a time-out is expected: it comes from a busy machine.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from autograder.authoring.stub import make_stub
from autograder.card import html, text
from tests.judge.conftest import edited, judged, reference

GOLDEN = Path(__file__).parent / "golden"
CENTER = ("e1", "center")
COVARIANCE = ("e1", "covariance")
RETURN = "return X_c, mean"
COUNT, COPY = '    running["count"] += 1', "    running = dict(running)\n"
MEAN = "mean = np.mean(X, axis=1, keepdims=True)"


def stub(example: str) -> str:
    return make_stub(reference(example).reference_source, reference(example).assignment.name)


def half_written() -> str:
    """The stub of `center` and a finished `covariance`."""
    source = edited("e1")
    return stub("e1").partition("def covariance")[0] + "def covariance" + source.partition("def covariance")[2]


def center(*edits: tuple[str, str]):
    return lambda: (*CENTER, edited("e1", *edits))


def covariance(*edits: tuple[str, str]):
    return lambda: (*COVARIANCE, edited("e1", *edits))


KINDS = {
    "not_attempted": lambda: (*CENTER, stub("e1")),
    "right_while_another_waits": lambda: (*COVARIANCE, half_written()),
    "wrong_while_another_waits": lambda: (*COVARIANCE, half_written().replace("X_c.T) / m", "X_c.T)")),
    "no_file": lambda: (*CENTER, None),
    "empty_file": lambda: (*CENTER, "\n"),
    "no_text": lambda: (*CENTER, b"caf\xe9"),
    "missing": lambda: (*CENTER, "import numpy as np\n"),
    "misspelled": center(("def center(", "def centre(")),
    "no_function": lambda: (*CENTER, "center = 3\n"),
    "syntax_error": center((MEAN, "mean = np.mean(X, axis=1, keepdims=True")),
    "import_error": center(("import numpy as np", "import numpie as np")),
    "stops_with_error": center((MEAN, "mean = np.mean(Z, axis=1, keepdims=True)")),
    "stops_in_helper": covariance((MEAN, "mean = np.mean(Z, axis=1)"), ("C = np.dot(X_c, X_c.T) / m", "C = 0")),
    "nothing_returned": center((RETURN, "pass")),
    "wrong_structure": center((RETURN, "return X_c")),
    "other_order": center((RETURN, "return mean, X_c")),
    "missing_key": covariance(('"C": C', '"c": C')),
    "wrong_type": center((RETURN, 'return X_c, "mean"')),
    "wrong_shape": center((RETURN, "return X_c.T, mean")),
    "wrong_kind_of_number": center((RETURN, "return X_c, mean * 1j")),
    "not_a_number": center((RETURN, "return X_c, np.log(-abs(mean))")),
    "wrong_values": center((MEAN, "mean = np.median(X, axis=1, keepdims=True)")),
    "off_by_a_factor": center((RETURN, "return X_c, 3 * mean")),
    "named_misconception": center(("X - mean", "X + mean"), ("keepdims=True)", "keepdims=True) + 0")),
    "named_by_its_exception": center((", keepdims=True", "")),
    "with_a_stand_in": covariance(("X - mean", "X + mean")),
    "wrong_with_and_without_stand_in": covariance(("X - mean", "X + mean"), ("X_c.T) / m", "X_c.T)")),
    "right_with_advice": center((RETURN, "return [X_c, mean]")),
    "right_with_a_warning": center((MEAN, MEAN + "\n    np.log(np.zeros(1))")),
    "right": center(),
    "rule_broken": lambda: ("e7", "norm", edited("e7", ("np.sqrt(np.sum(x**2))", "np.linalg.norm(x)"))),
    "quiz_taken": lambda: ("e8", "question_1", edited("e8", ('"b"\n', '"a"\n'))),
    "quiz_no_letter": lambda: ("e8", "question_1", edited("e8", ('return "b"\n', "return 2\n"))),
    "quiz_without_quotation_marks": lambda: ("e8", "question_1", edited("e8", ('return "b"\n', "return b\n"))),
    "random_with_another_scale": lambda: ("e2", "initialize", edited("e2", ("0.1 * rng", "0.3 * rng"))),
    "random_from_a_fixed_seed": lambda: (
        "e2", "initialize", edited("e2", ("W = 0.1", "rng = np.random.default_rng(0)\n    W = 0.1"))
    ),
    "shuffled_with_repetitions": lambda: (
        "e2", "deal", edited("e2", ("rng.permutation(m)", "rng.choice(m, m)"))
    ),
    "model_with_another_layer": lambda: ("e3", "build", edited("e3", ("Dense(units,", "Dense(units + 1,"))),
    "model_that_does_not_learn": lambda: (
        "e3", "build", edited("e3", ("return keras.Model(inputs, outputs)", "return frozen(inputs, outputs)"))
        + "\n\ndef frozen(inputs, outputs):\n    model = keras.Model(inputs, outputs)\n"
        "    model.trainable = False\n    return model\n"
    ),
    "no_model": lambda: ("e3", "build", edited("e3", ("return keras.Model(inputs, outputs)", "return outputs"))),
    "looks_into_the_future": lambda: (
        "e4", "running_mean", edited("e4", ("np.cumsum(x, axis=1)", "np.cumsum(x, axis=1)[:, ::-1]"))
    ),
    "calls_for_too_much": lambda: (
        "e6", "greedy", edited("e6", ("scores = step(tokens)", "scores = step(tokens, 1)"))
    ),
    "parts_that_do_not_belong_together": lambda: ("e9", "thin", edited("e9", (" / keep", " / keep**2"))),
    "drawn_from_elsewhere": lambda: (
        "e9", "turn", edited("e9", ("np.rot90(pictures[i], quarters[i])", "np.rot90(pictures[i], 2 * quarters[i])"))
    ),
    "changed_argument_expected": lambda: ("e5", "remember", edited("e5", (COUNT, COPY + COUNT))),
}  # fmt: skip

HIDDEN = {
    "hidden_wrong_values": KINDS["wrong_values"],
    "hidden_misconception": KINDS["named_misconception"],
    "hidden_error_that_echoes": center((RETURN, "raise ValueError(X)")),
    "hidden_quiz_wrong": lambda: ("e8", "question_1", edited("e8", ('"b"\n', '"a"\n'))),
}

ENDED = {
    "too_slow": center((RETURN, "while True: pass")),
    "too_much_memory": center((RETURN, "return np.ones((100_000, 100_000)), mean")),
    "ends_the_process": center((RETURN, "import os; os._exit(0)")),
    "too_much_returned": center((RETURN, "return np.ones(40_000_000), mean")),
}

TIMEOUTS = {"too_slow"}


def same_as_golden(name: str, suffix: str, card: str) -> None:
    path = GOLDEN / f"{name}.{suffix}"
    if os.environ.get("GRADUS_GOLDEN") == "write":
        assert "took too long" not in card or name in TIMEOUTS, "not written, because the machine was too busy"
        path.write_text(card + "\n", encoding="utf-8")
    assert card + "\n" == path.read_text(encoding="utf-8")


def check(name: str, result) -> None:
    card = text.render(result)
    same_as_golden(name, "txt", card)
    same_as_golden(name, "html", html.render(result))
    assert len(result.details) + bool(result.message) <= 5
    assert not re.search(r"Traceback|0x[0-9a-f]{6}|\{\}|None, None", card)
    assert not card.endswith(":"), "the card announces something that does not follow"


@pytest.mark.parametrize("name", KINDS)
def test_card_of_a_check(name):
    """The card of a check is the reviewed one."""
    example, exercise, source = KINDS[name]()
    check(name, judged(example, source, exercise))


@pytest.mark.parametrize("name", HIDDEN)
def test_card_of_a_hidden_key(name):
    """The card made with a hidden key is the reviewed one."""
    example, exercise, source = HIDDEN[name]()
    check(name, judged(example, source, exercise, public=False))


@pytest.mark.parametrize("name", ENDED)
def test_card_of_code_that_was_stopped(name, judged_apart):
    """The card of code that had to be stopped is the reviewed one."""
    example, exercise, source = ENDED[name]()
    # Enough time on a busy machine, except where a timeout is expected.
    check(name, judged_apart(example, source, exercise, seconds=2.0 if name in TIMEOUTS else 240.0))


def test_no_golden_card_is_left_over():
    """Every golden card belongs to a kind of failure."""
    known = {*KINDS, *HIDDEN, *ENDED}
    assert {path.stem for path in GOLDEN.iterdir()} == known
