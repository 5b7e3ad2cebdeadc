"""The page docs/attacks.md lists every hostile submission as it is now, and its counts agree with the outcomes."""

from __future__ import annotations

from pathlib import Path

from tests.attacks.hostile import NOTEBOOKS
from tests.attacks.stock.outcome import Canaries, Outcome, active, earlier, points
from tests.attacks.stock.table import CORPUS, Row, counts, intent, table

PAGE = Path(__file__).parents[2] / "docs" / "attacks.md"
NOTHING = Outcome(seconds=1.25)


def test_every_attack_has_its_line() -> None:
    """Every attack has its line in the page, and none succeeded against Gradus."""
    lines = [line.strip("| ").split(" | ") for line in PAGE.read_text().splitlines() if line.startswith("| `")]
    assert [line[0].strip("`") for line in lines] == [path.stem for path in (*CORPUS, *NOTEBOOKS)], (
        "see its first lines"
    )
    for path, line in zip((*CORPUS, *NOTEBOOKS), lines, strict=True):
        assert line[1] == intent(path).replace("|", "/"), path.stem
        assert {line[4], *line[6:]} <= {"nothing", "not measured yet"} and len(line) == (7 if path in CORPUS else 6)
    measured = [sum(line[column] != "not measured yet" for line in lines) for column in (2, 4)]
    assert measured[0] > 60 and measured[1] > 160


def test_the_table_shows_the_outcomes() -> None:
    """The table and the counts show the outcomes."""
    bad = Outcome(points=4, secret="the teacher's file", grader="no result", next="0 of 90 points", seconds=7)
    module, notebook = CORPUS[0], NOTEBOOKS[0]
    rows = [Row(module, bad, NOTHING, NOTHING), Row(notebook, NOTHING, NOTHING), Row(NOTEBOOKS[1], None, NOTHING)]
    assert str(bad).startswith("**points 4**; **secret**: the teacher's file; ") and str(NOTHING) == "nothing"
    line = table(rows[:1], tensorflow=True).splitlines()[2]
    assert line.startswith(f"| `{module.stem}` | {intent(module)} | **points 4**; ")
    assert line.endswith(" | 7.0 | nothing | 1.2 | nothing |")
    assert " | not measured yet |  | nothing | 1.2 |" in table(rows[1:], tensorflow=False)
    numbers = [line.strip("| ").split(" | ") for line in counts(rows).splitlines() if line]
    assert ["stock nbgrader", "2", "1", "1", "0", "1", "1", "1"] in numbers
    assert ["Gradus", "3", "0", "0", "0", "0", "0", "3"] in numbers
    assert ["Gradus, with TensorFlow", "1", "0", "0", "0", "0", "0", "1"] in numbers
    assert ["stock nbgrader", "1 of 1", "0 of 1"] in numbers and ["Gradus", "0 of 1", "0 of 2"] in numbers


def test_points_and_canaries_are_counted() -> None:
    """Points, canaries and active parts of a page are recognized."""
    rows = [("eve", "x", "", 4.0, None, None, 0), ("eve", "y", "", 4.0, 1.0, 100.0, 0), ("ada", "x", "", 4.0, 0, 0, 0)]
    assert points(rows, "eve") == 105.0 and earlier(rows) == rows[2:]
    canaries = Canaries.draw()
    assert canaries != Canaries.draw()
    said = canaries.found(f"x{canaries.variable} HIDDEN {canaries.other}", "HIDDEN")
    assert said == "the grader's environment, another learner's work, hidden tests"
    assert active('<div id="notebook"><script>steal()</script></div>').startswith("1 active part (")
    assert active("<script>ours()</script><div id='x'></div>") == ""
