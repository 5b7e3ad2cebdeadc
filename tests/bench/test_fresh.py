"""`make bench` starts in a fresh clone, where nothing is made yet."""

from __future__ import annotations

from pathlib import Path

from tests.bench.classes import environment, make


def test_both_courses_are_made(tmp_path: Path) -> None:
    """The courses are made where there are none, found again by the next run, and take the same submissions."""
    with environment(tmp_path):
        made = make("b1", tmp_path)
        again = make("b1", tmp_path)
        assert again.name == made.name and again.stock == made.stock
        made.hand_in(2)
    assert made.handed_in() == 2
    assert (made.ours.course / "release" / made.name).is_dir() and (made.stock / "release" / made.name).is_dir()
