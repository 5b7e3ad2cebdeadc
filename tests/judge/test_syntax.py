"""A function that Python cannot read is like a missing one: its callers are judged with its stand-in."""

from __future__ import annotations

import pytest

from tests.judge.conftest import edited, judged

BODY = "    mean = np.mean(X, axis=1, keepdims=True)\n"
BROKEN = {
    "bracket": BODY.replace("True)", "True"),
    "indentation": BODY + "      X_c = X\n",
    "at the margin": BODY.lstrip(),
    "quote": BODY + "    what = 'rows\n",
    "triple quote": BODY + '    what = """rows\n',
    "stray sign": BODY + "    §\n",
    "conflict": f"<<<<<<< HEAD\n{BODY}=======\n{BODY}>>>>>>> theirs\n",
    "tab": BODY + "    if True:\n\tX_c = X\n        X_c = X\n",
}
VERDICTS = ("verdict", "fraction", "message", "details", "stand_ins", "misconception")


@pytest.mark.parametrize("kind", BROKEN)
def test_it_costs_one_function(kind, judged_apart):
    """The broken function is named with its line, its caller is right, and grading says the same as the check."""
    source = edited("e1", (BODY, BROKEN[kind]))
    center, covariance = (judged("e1", source, name) for name in ("center", "covariance"))
    assert center.verdict == "error" and center.message.startswith("Python cannot read `center`: ")
    assert ", line " in center.message and center.details[0].startswith("Line ")
    assert (covariance.verdict, covariance.stand_ins) == ("pass", ("center",))
    for mine in (center, covariance):
        graded = judged_apart("e1", source, mine.exercise, public=False)
        assert graded.fraction == mine.fraction and graded.stand_ins == mine.stand_ins
        assert graded.message == mine.message and graded.details == mine.details


def test_the_callers_own_mistake_is_named():
    """A caller of a broken function hears of its own mistake, not of the other's."""
    source = edited("e1", (BODY, BROKEN["bracket"]), ("X_c.T) / m", "X_c.T)"))
    result = judged("e1", source, "covariance")
    assert (result.fraction, result.misconception, result.stand_ins) == (0.0, "not_averaged", ("center",))


def test_a_broken_helper_is_named():
    """A function that calls a broken helper of the learner's own is told which one, and where."""
    source = edited("e1", (BODY, "    mean = helper(X)\n")) + "\n\ndef helper(X):\n    return (X\n"
    result = judged("e1", source, "center")
    line = source[: source.index("return (X\n")].count("\n") + 1
    assert result.message == f"`center` needs `helper`, which Python cannot read: '(' was never closed, line {line}."
    assert judged("e1", source, "covariance").verdict == "pass"


def test_a_broken_import_is_named():
    """A garbled import is a sentence with its line, for the functions that need it."""
    source = edited("e1", ("import numpy as np", "improt numpy as np"))
    result = judged("e1", source, "center")
    assert result.message == "`center` needs `np`, which Python cannot read: invalid syntax, line 3."
    assert result.details == ("Line 3: `improt numpy as np`",)
