"""A learner's check: three states, the file as saved now, one clear sentence, at once."""

from __future__ import annotations

import time

import pytest

from autograder import check
from autograder.learner.errors import CheckFailed, CheckUnavailable

RIGHT = """
import numpy as np

def double(x):
    return x + x

def mean_square(x):
    return float((double(x) ** 2).mean())
"""


def test_an_untouched_exercise_is_not_attempted(release, capsys):
    """An untouched exercise is "not attempted" and not "wrong"."""
    with pytest.raises(CheckFailed, match="double: not attempted yet"):
        check("t1a.double")
    shown = capsys.readouterr().out
    assert "Not attempted" in shown
    assert "rong" not in shown


def test_a_wrong_answer_has_its_likely_cause(write, capsys):
    """A wrong answer is reported with its likely cause."""
    write("def double(x):\n    return x ** 2\n")
    with pytest.raises(CheckFailed, match="double: not right yet"):
        check("t1a.double")
    shown = capsys.readouterr().out
    assert "✗ Wrong" in shown
    assert "Looks like the square and not the double." in shown


def test_a_right_answer_passes(write, capsys):
    """A right answer passes, and the check returns nothing that nbgrader could take for a score."""
    write(RIGHT)
    assert check("t1a.double") is None
    assert "✓ Right" in capsys.readouterr().out


def test_the_file_is_judged_as_saved(write):
    """The module is judged as it was last saved, without a restart."""
    write("def double(x):\n    return x ** 2\n")
    with pytest.raises(CheckFailed):
        check("t1a.double")
    write(RIGHT)
    check("t1a.double")
    write("def double(x):\n    return x - x\n")
    with pytest.raises(CheckFailed):
        check("t1a.double")


def test_the_card_says_when_the_file_was_saved(write, capsys):
    """The card says when the file was saved."""
    write(RIGHT)
    check("t1a.double")
    assert "tiny.py, saved " in capsys.readouterr().out


def test_printed_text_is_shown(write, capsys):
    """The card shows what the learner's code printed."""
    write("def double(x):\n    print('shape', x.shape)\n    return x + x\n")
    check("t1a.double")
    assert "| shape (2, 3)" in capsys.readouterr().out


def test_a_mistake_is_blamed_once(write, capsys):
    """An exercise is right if only another function that it uses is wrong, and the card says so."""
    write("def double(x):\n    return x ** 2\n\ndef mean_square(x):\n    return float((double(x) ** 2).mean())\n")
    check("t1a.mean_square")
    assert "`double`" in capsys.readouterr().out


def test_a_syntax_error_affects_one_function(write):
    """After a syntax error in one function, the others can still be checked."""
    write("def double(x):\n    return x + x\n\ndef mean_square(x):\n    return ((\n")
    check("t1a.double")
    with pytest.raises(CheckFailed, match="mean_square"):
        check("t1a.mean_square")


def test_check_without_a_name_checks_all(write, capsys):
    """`check()` checks all exercises and names the next one."""
    write("def double(x):\n    return x + x\n\ndef mean_square(x):\n    raise NotImplementedError\n")
    with pytest.raises(CheckFailed, match="t1a: not all right yet"):
        check()
    shown = capsys.readouterr().out
    assert "1 of 2 right" in shown
    assert "Next: `mean_square`" in shown
    write(RIGHT)
    check("t1a")


def test_an_exercise_may_be_named_alone(write):
    """An exercise may be named without its assignment."""
    write(RIGHT)
    check("double")


def test_a_check_works_from_a_subfolder(write, release, monkeypatch):
    """A check works from a folder inside the assignment."""
    write(RIGHT)
    (release / "notes").mkdir()
    monkeypatch.chdir(release / "notes")
    check("t1a.double")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("t1a.duble", "Did you mean t1a.double?"),
        ("t1a.zzz", "Its exercises: double, mean_square"),
        ("t9z.double", "not of 't9z'"),
        ("duble", "Did you mean t1a.double?"),
    ],
)
def test_an_unknown_name_gets_a_suggestion(release, name, words):
    """For an unknown name the error suggests the nearest one or lists the exercises."""
    with pytest.raises(CheckUnavailable) as told:
        check(name)
    assert words in str(told.value)


def test_a_missing_key_says_how_to_get_it(tmp_path, monkeypatch):
    """If the key is missing, the error says how to get it."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CheckUnavailable, match="gradus start c1w2b"):
        check("c1w2b.propagate")


def test_a_renamed_module_is_found(release):
    """If the module is missing, the error names a file that may be the renamed module."""
    (release / "tiny.py").rename(release / "tiny1.py")
    with pytest.raises(CheckUnavailable, match=r"There is tiny1.py: was it renamed\?"):
        check("t1a.double")


def test_a_damaged_key_is_named(release):
    """A damaged key is named in the error."""
    (release / "t1a-tiny.key").write_bytes(b"nonsense")
    with pytest.raises(CheckUnavailable, match=r"t1a-tiny\.key"):
        check("t1a.double")


def test_a_key_with_another_format_says_so(release, tiny_key):
    """For a key with another format the error says what to do."""
    from autograder import plain
    from autograder.key.store import LIMITS

    outer = plain.loads(tiny_key.read_bytes(), LIMITS, marks=True)
    outer["format"] += 1
    (release / "t1a-tiny.key").write_bytes(plain.dumps(outer))
    with pytest.raises(CheckUnavailable, match="update the engine"):
        check("t1a.double")


def test_a_new_key_is_read_without_a_restart(release, write, tiny_key):
    """A new key is read without a restart."""
    write(RIGHT)
    (release / "t1a-tiny.key").write_bytes(b"nonsense")
    with pytest.raises(CheckUnavailable):
        check("t1a.double")
    (release / "t1a-tiny.key").write_bytes(tiny_key.read_bytes())
    check("t1a.double")


def test_points_are_shown_when_given(write, capsys):
    """Points are shown if they are given."""
    write(RIGHT)
    check("t1a.double", points=4)
    assert "4 of 4 points" in capsys.readouterr().out


def test_a_check_costs_less_than_50_ms(write, capsys):
    """A check costs less than 50 ms of processor time, the learner's code included."""
    write(RIGHT)
    check("t1a.double")  # the key is read once
    times = []
    for _ in range(5):
        start = time.process_time()  # a busy machine must not fail this test
        check("t1a.double")
        times.append(time.process_time() - start)
    assert min(times) < 0.05


def test_other_key_files_are_ignored(release, write):
    """Another program's file with the suffix .key is ignored."""
    write(RIGHT)
    (release / "server.key").write_text("-----BEGIN PRIVATE KEY-----")
    check("double")
