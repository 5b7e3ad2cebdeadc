"""The check in a real IPython shell: a rich card, an error of one line, no frames of our code; and a light import."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = ("numpy", "tensorflow", "IPython", "nbgrader", "rich", "click")


def python(code: str, cwd=None) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=cwd, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_import_loads_nothing_heavy():
    """Importing the package loads none of the heavy packages."""
    loaded = json.loads(python("import autograder, sys, json; print(json.dumps(list(sys.modules)))"))
    assert not set(HEAVY) & set(loaded)


def test_the_import_takes_less_than_100_ms():
    """Importing the package takes less than 100 ms of processor time."""
    code = "import time; a = time.process_time(); import autograder; print(time.process_time() - a)"
    assert min(float(python(code)) for _ in range(3)) < 0.1


def test_a_check_never_loads_tensorflow_or_nbgrader(release):
    """A check loads neither TensorFlow nor nbgrader."""
    code = (
        "import sys\nfrom autograder import check\n"
        "try: check('t1a.double')\nexcept Exception: pass\n"
        "print(sorted({'tensorflow', 'nbgrader', 'rich', 'click'} & set(sys.modules)))"
    )
    assert python(code, cwd=release).strip().endswith("[]")


def shell(cells: str, cwd) -> dict:
    """Run a cell in a fresh IPython shell with a kernel's display, and give its outputs and the error shown."""
    code = f"""
import json
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
shown, published = [], []
shell._showtraceback = lambda kind, value, lines: shown.extend(lines)
shell.display_pub.publish = lambda data, **_: published.append(data)
shell.run_cell({cells!r})
print("\\n" + json.dumps(dict(shown=shown, published=published)))
"""
    return json.loads(python(code, cwd=cwd).splitlines()[-1])


def test_a_card_is_shown_and_the_error_is_one_line(release):
    """In a notebook a card is shown, and the error is one line."""
    out = shell("from autograder import check\ncheck('t1a.double')", release)
    (card,) = out["published"]
    assert 'class="gradus-card"' in card["text/html"]
    assert card["text/plain"].startswith("○ Not attempted")
    assert out["shown"] == ["double: not attempted yet."]


def test_the_error_names_what_is_wrong(release, write):
    """The error is one line that repeats nothing of the card."""
    write("def double(x):\n    return x ** 2\n")
    out = shell("from autograder import check\ncheck('t1a.double')", release)
    (line,) = out["shown"]
    assert line == 'double: not right yet. "Run All" stops here.'
    (card,) = out["published"]
    assert line not in card["text/plain"]
    assert not any(row.strip() in line for row in card["text/plain"].split("\n"))


def test_validation_shows_the_cards_text(release, write, monkeypatch):
    """Under `nbgrader validate`, the error contains the text of the card."""
    monkeypatch.setenv("NBGRADER_VALIDATING", "1")
    write("def double(x):\n    return x ** 2\n")
    out = shell("from autograder import check\ncheck('t1a.double')", release)
    said = "\n".join(out["shown"])
    assert "Looks like the square and not the double." in said
    assert max(len(line) for line in out["shown"]) <= 80


@pytest.mark.parametrize("cell", ["check('t1a.double')", "hint('t1a.nothing')"])
def test_no_frame_of_our_code_is_shown(release, cell):
    """No frame of our own code is shown."""
    out = shell(f"from autograder import check, hint\n{cell}", release)
    assert "Traceback" not in "".join(out["shown"])
    assert "autograder" not in "".join(out["shown"])
