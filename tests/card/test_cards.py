"""Cards: states that cannot be confused, at most five lines, and text that stays text."""

from __future__ import annotations

import os
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from autograder.card import html, text, theme
from autograder.card.content import BODY_LINES, WIDTH, WORDS, content, rows
from autograder.result import ExerciseResult

GOLDEN = Path(__file__).parent / "golden"

RIGHT = ExerciseResult("sigmoid", 1.0, "pass", advice=("It raised a RuntimeWarning: overflow encountered in exp.",))
WRONG = ExerciseResult(
    "propagate",
    0.0,
    "wrong",
    "missing_mean",
    "`dw` has wrong values.",
    (
        "Called with w of shape (4, 1), b = 0.3, X of shape (4, 7), Y of shape (1, 7).",
        "Expected 0.2143 at place (0, 0), got 1.5; 4 of 4 values differ.",
        "Likely cause: The sum over the batch was not divided by m.",
    ),
)
UNTOUCHED = ExerciseResult("optimize", 0.0, "missing", attempted=False)
ANSWERED = ExerciseResult("which_rate", 1.0, "answered", message="Your answer is in: a.")
STAND_IN = ExerciseResult("model", 1.0, "pass", stand_ins=("propagate", "predict"), printed="cost 0.69\ncost 0.31\n")

EXAMPLES = {
    "right": (RIGHT, (1, 1), False),
    "wrong": (WRONG, (0, 3), False),
    "not_attempted": (UNTOUCHED, None, False),
    "stand_in": (STAND_IN, (2.5, 2.5), True),
}


class Elements(HTMLParser):
    """Every start tag with its attributes, in order."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.words = ""
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data):
        self.words += data


def declarations(style: str) -> dict[str, str]:
    return {name.strip(): value.strip() for name, value in (part.split(":", 1) for part in style.split(";") if part)}


def styles_of(card: str) -> set[str]:
    return {name for _, attributes in Elements(card).found for name in declarations(attributes["style"])}


def every_card() -> list[str]:
    cards = [
        html.render(result, points, printed=printed, note="saved") for result, points, printed in EXAMPLES.values()
    ]
    summary = html.render_summary("c1w2b", "wrong", [content(RIGHT), content(WRONG), content(UNTOUCHED)], "Next: `x`.")
    return [*cards, summary, html.render_hint("propagate", 1, 2, "Write `A` first.", "Again for the next one.")]


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("kind", ["txt", "html"])
def test_golden_card(name, kind):
    """A card has exactly the reviewed text."""
    result, points, printed = EXAMPLES[name]
    if kind == "txt":
        made = text.render(result, points, note="logistic_regression.py, saved 12 seconds ago", printed=printed)
    else:
        made = html.render(result, points, note="logistic_regression.py, saved 12 seconds ago", printed=printed)
        made = made.replace("<div", "\n<div")  # for readable diffs
    if os.environ.get("GRADUS_GOLDEN") == "write":
        (GOLDEN / f"{name}.{kind}").write_text(made.strip() + "\n", encoding="utf-8")
    assert made.strip() == (GOLDEN / f"{name}.{kind}").read_text(encoding="utf-8").strip()


def test_states_differ():
    """The states differ in sign, word and colour.

    An answered question is not a right one: that is only known after grading.
    """
    seen = [content(result) for result in (RIGHT, ANSWERED, WRONG, UNTOUCHED)]
    assert (
        len({card.sign for card in seen})
        == len({card.word for card in seen})
        == len({card.state for card in seen})
        == 4
    )
    assert len(set(html.ACCENT.values())) == 4


def test_only_a_right_answer_is_called_right():
    """Only a right answer is called right."""
    for verdict, word in WORDS.items():
        assert ("right" in word.lower()) == (verdict == "pass")
        first = {"pass": "Right", "answered": "Answered", "unjudged": "Could not be judged"}.get(verdict, "Wrong")
        assert word.startswith(first)


def test_an_untouched_exercise_is_never_called_wrong():
    """An exercise that was not attempted is never called wrong."""
    assert "wrong" not in text.render(UNTOUCHED).lower()
    assert "wrong" not in Elements(html.render(UNTOUCHED)).words.lower()


def test_at_most_five_lines():
    """A card has at most five lines, and the likely cause is the second."""
    result = ExerciseResult("f", 0.0, "wrong", "x", "m", (*[f"line {i}" for i in range(8)], "Likely cause: this."))
    shown = content(result).body
    assert len(shown) == BODY_LINES
    assert shown[:3] == ("m", "Likely cause: this.", "line 0")


def test_a_long_cause_is_whole():
    """However long the message is, the likely cause is shown in full, and there are five lines of 80 columns."""
    cause = "Likely cause: " + "cause " * 34 + "end."
    result = ExerciseResult("f", 0.0, "wrong", "x", "message " * 40, ("given " * 40, cause))
    rows = text.render(result).split("\n")[1:]
    assert len(rows) == BODY_LINES
    assert max(map(len, rows)) <= WIDTH
    assert " ".join(" ".join(rows).split()).endswith(cause)
    assert rows[1].endswith("…")


def test_the_cause_outshines_the_advice():
    """The likely cause is bold, and advice is not."""
    cause = ExerciseResult("f", 0.0, "wrong", "x", "m", ("Likely cause: this.",), ("Use `a`.",))
    for tag, attributes in Elements(html.render(cause)).found:
        style = declarations(attributes["style"])
        assert tag != "div" or style.get("font-weight") in (None, "400", "600")
    shown = html.render(cause)
    assert re.search(r"font-weight: 600[^>]*><span[^>]*>Likely cause: this", shown)
    assert re.search(r"font-weight: 400[^>]*><span[^>]*>Advice: Use", shown)
    assert "\x1b[1mLikely cause" in text.render_content(content(cause), colour=True)


def test_repeated_line_is_shown_once():
    """A line that is in both message and details is shown once."""
    result = ExerciseResult("f", 0.0, "wrong", None, "same", ("same", "other"))
    assert content(result).body == ("same", "other")


def test_long_text_is_cut():
    """Long text is cut."""
    result = ExerciseResult("f", 0.0, "wrong", None, "x" * 10**6, printed="y" * 10**6 + "\nz" * 10**5)
    card = content(result, printed=True)
    assert rows(card.body) == BODY_LINES
    assert len(html.render(result, printed=True)) < 12_000


def test_prints_are_optional():
    """What the learner's code printed is shown only on request."""
    assert "cost 0.69" not in html.render(STAND_IN)
    assert "cost 0.69" not in text.render(STAND_IN)
    assert "cost 0.69" in html.render(STAND_IN, printed=True)


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><style>*{display:none}</style>`<b>x</b>`"


def test_hostile_text_stays_text():
    """Markup in any part of a result stays text."""
    result = ExerciseResult(
        HOSTILE, 0.0, "wrong", HOSTILE, HOSTILE, (HOSTILE + "1",), (HOSTILE,), (HOSTILE,), printed=HOSTILE
    )
    elements = Elements(html.render(result, (0, 1), note=HOSTILE, printed=True))
    assert {tag for tag, _ in elements.found} <= html.TAGS
    assert {name for _, attributes in elements.found for name in attributes} <= html.ATTRIBUTES
    assert "<script>alert(1)</script>" in elements.words


def test_control_characters_are_escaped():
    """Terminal codes and direction marks are escaped."""
    result = ExerciseResult("f", 0.0, "wrong", None, "\x1b[2Jgone \u202etxet\x07 \ud800", printed="\x1b]0;title\x07")
    for shown in (text.render(result, printed=True), html.render(result, printed=True)):
        assert "\\x1b[2Jgone \\u202etxet\\x07 \\ud800" in shown
        shown.encode("utf-8")
        assert all(sign.isprintable() or sign == "\n" for sign in shown)


def test_only_known_tags_and_styles():
    """A card has only the tags, attributes and styles that the sanitizer allows."""
    for card in every_card():
        for tag, attributes in Elements(card).found:
            assert tag in html.TAGS
            assert set(attributes) <= html.ATTRIBUTES
            assert set(declarations(attributes["style"])) <= html.STYLES
    assert {name for card in every_card() for name in styles_of(theme.follow(card))} <= html.STYLES


def test_card_runs_and_fetches_nothing():
    """A card runs nothing and fetches nothing."""
    for card in every_card():
        assert not re.search(r"<script|<link|<img|url\(|https?:|javascript:|\son\w+=", card)


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_contrast_is_at_least_aa():
    """Every element sets both of its colours, with a contrast of at least 4.5 (WCAG AA)."""
    for card in every_card():
        for _, attributes in Elements(card).found:
            style = declarations(attributes["style"])
            light, dark = sorted((luminance(style["color"]), luminance(style["background-color"])), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, style


def test_points_are_not_rounded_up():
    """Points are never rounded up to full marks."""
    nearly = ExerciseResult("f", 0.9999, "partial")
    assert content(nearly).points == "99 % of the points"
    assert content(nearly, (2.9997, 3)).points != "3 of 3 points"


def test_terminal_card():
    """The card for terminals fits its width and has colour only on request."""
    result = ExerciseResult("f", 0.0, "wrong", None, "word " * 50)
    assert max(len(line) for line in text.render_content(content(result), width=72).split("\n")) <= 72
    assert "\x1b" not in text.render(result)
    assert "\x1b[1;31m✗ Wrong" in text.render_content(content(result), colour=True)
