"""Where stock nbgrader's preprocessors meet the engine: the judge and the release materials of one assignment."""

from __future__ import annotations

import atexit
from functools import lru_cache
from pathlib import Path

from autograder.course.judging import Judge
from autograder.course.release import Materials


def materials_for(course: Path, assignment: str) -> Materials:
    """The stub, the public key and the scan's knowledge for one assignment's release."""
    raise NotImplementedError


@lru_cache(maxsize=8)
def judge_for(course: Path, assignment: str) -> tuple[str, Judge]:
    """The module's name and a judge with the hidden key, kept with its sandbox for the life of this process."""
    raise NotImplementedError


_ = atexit
