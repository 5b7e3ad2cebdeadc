"""What is published contains nothing that a learner's program made up while it ran."""

from __future__ import annotations

import re

import pytest

from autograder.card import text
from autograder.judge.echo import Filter
from tests.judge.conftest import edited, judged

SOURCE = "import numpy as np\n\n\nclass Odd(ValueError):\n    pass\n\n\ndef center(X):\n    raise Odd(spell(X))\n"
HIDDEN = Filter(SOURCE, public=False)
SEEN = Filter(SOURCE, public=True)
SPELL = """
    digits = "zero one two three four five six seven eight nine".split()
    spelled = "".join(digits[int(d)] for d in f"{abs(X[0, 0]):.6f}" if d.isdigit())
"""
RETURN = "    return X_c, mean"


class TestText:
    """Texts of exceptions are shown to the learner, and in grading only if they say nothing new."""

    @pytest.mark.parametrize(
        "said",
        [
            "the first is 0.73512",
            "sevenfivethree",
            "shapes (3,1) and (3,7) not aligned",
            "name 'seven' is not defined",
            "",
        ],
    )
    def test_hidden(self, said):
        assert HIDDEN.text(said) == ""

    @pytest.mark.parametrize("said", ["name 'spell' is not defined", "No module named 'numpy'"])
    def test_names_in_the_source(self, said):
        assert HIDDEN.text(said) == said

    def test_public(self):
        assert SEEN.text("sevenfivethree " * 3) == "sevenfivethree " * 3
        assert len(SEEN.text("x" * 1000)) == 201
        assert "\x1b" not in SEEN.text("\x1b[31mred")

    def test_prints(self):
        assert HIDDEN.printed("cost 0.6931\n") == ""
        assert SEEN.printed("cost 0.6931\n") == "cost 0.6931\n"

    def test_no_text_breaks_it(self):
        for said in ("", "\0", "1e999", "-", ".", "٣.١٤١٥", "9" * 5000):
            HIDDEN.text(said), HIDDEN.warning(said), HIDDEN.syntax(said), HIDDEN.kind(said), HIDDEN.line(3, said)


class TestNames:
    """Types, lines and warnings that the source or Python's makers wrote are shown."""

    def test_types(self):
        assert HIDDEN.kind("ValueError") == "ValueError"
        assert HIDDEN.kind("Odd") == "Odd"
        assert HIDDEN.kind("SevenFive") == "an exception"

    def test_lines(self):
        assert HIDDEN.line(9, "    raise Odd(spell(X))") == "raise Odd(spell(X))"
        assert HIDDEN.line(8, "raise Odd(spell(X))") == ""
        assert HIDDEN.line(10**6, "seven") == ""

    def test_warnings(self):
        assert HIDDEN.warning("RuntimeWarning: overflow encountered in exp").endswith("in exp")
        assert HIDDEN.warning("RuntimeWarning: seven five") == "RuntimeWarning"
        assert HIDDEN.warning("SevenWarning: five") == ""

    def test_syntax(self):
        assert HIDDEN.syntax("'(' was never closed") == "'(' was never closed"
        assert HIDDEN.syntax("seven five") == ""


LEAKS = {
    "exception": "raise ValueError(spelled)",
    "type": "raise type(spelled, (ValueError,), {})()",
    "warning": "import warnings; warnings.warn(spelled)",
    "result": "return type(spelled, (), {})(), mean",
    "key": "return {spelled: 1}, mean",
    "text": "return spelled, mean",
    "list": "return [type(spelled, (), {})()], mean",
    "import": "__import__(spelled)",
}


@pytest.mark.parametrize("way", LEAKS)
def test_letters_carry_nothing(way):
    """Hidden inputs that are spelled in letters do not reach the published card, whatever carries them."""
    source = edited("e1", (RETURN, f"{SPELL}\n    {LEAKS[way]}\n{RETURN}"))
    shown = text.render(judged("e1", source, "center", public=False))
    assert not re.search(r"(zero|one|two|three|four|five|six|seven|eight|nine){3}", shown)
    assert "Wrong" in shown or way == "warning"
