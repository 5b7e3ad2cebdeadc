"""Messages and prints of a learner's code reveal nothing hidden."""

from __future__ import annotations

import base64

import numpy as np
import pytest

from autograder.judge.echo import DROPPED, Filter

X = np.array([[0.73512, -2.9151], [13.25678, 0.5]])


@pytest.mark.parametrize(
    "text",
    [
        str(X),
        repr(X.tolist()),
        "the first is 0.73512",
        "it was 0.7351 or so",
        "-2.915100e+00",
        base64.b64encode(X.tobytes()).decode(),
        X.tobytes().hex(),
        "735 120 291 510 132 567 800 735 120 291 510 132 567 800",
    ],
)
def test_repeated_hidden_inputs_are_dropped(text):
    """A message that repeats hidden inputs is dropped."""
    assert Filter([X], public=False).text(text) == DROPPED


@pytest.mark.parametrize(
    "text",
    [
        "name 'Z' is not defined",
        "shapes (3,1) and (3,7) not aligned: 1 (dim 1) != 3 (dim 0)",
        "index 5 is out of bounds for axis 0 with size 3",
        "unsupported operand type(s) for +: 'int' and 'NoneType'",
        "the threshold is 0.5",
    ],
)
def test_honest_messages_are_kept(text):
    """Other messages are kept."""
    assert Filter([X], public=False).text(text) == text


def test_public_messages_are_only_shortened():
    """With a public key a message is shown, but shortened."""
    assert Filter([X], public=True).text(str(X)) == str(X)
    assert len(Filter([X], public=True).text("x" * 1000)) == 201


def test_prints_are_public_only():
    """Prints are shown with a public key only."""
    assert Filter([X], public=False).printed("cost 0.6931\n") == ""
    assert Filter([X], public=True).printed("cost 0.6931\n") == "cost 0.6931\n"


def test_control_characters_are_removed():
    """Control characters are removed."""
    assert "\x1b" not in Filter([X], public=True).text("\x1b[31mred")


def test_no_text_breaks_the_filter():
    """No text breaks the filter."""
    for text in ("", "\0", "1e999", "-", ".", "٣.١٤١٥", "9" * 5000):
        Filter([X, {"a": [np.nan, None, "x"]}], public=False).text(text)
