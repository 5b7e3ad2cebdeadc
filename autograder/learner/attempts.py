"""Logs each check in `attempts.jsonl`, if the class asked for it: then the release contains this file.

A line has the time, the exercise, its state and the mistake that was named, but nothing that the learner typed, and no
names. The file is plain text in the learner's folder and is submitted with the rest. A learner who deletes it keeps no
log.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autograder.learner.place import Place
    from autograder.result import ExerciseResult

FILE = "attempts.jsonl"
LARGEST = 512 * 1024  # bytes: about 4,000 checks
ABOUT = (
    "Your class keeps a log of checks in this file: when, which exercise, whether it was right, and the mistake that "
    "was named. It contains nothing that you type. It is submitted with your work. If you delete it, nothing is logged."
)


def fresh() -> bytes:
    """The file in a release."""
    return (json.dumps({"about": ABOUT}) + "\n").encode()


def note(place: Place, results: Iterable[ExerciseResult]) -> None:
    """Add a line for each result. If the log cannot be written, do nothing: the learner must not notice."""
    path = place.key_path.parent / FILE
    try:
        if not path.is_file() or path.stat().st_size > LARGEST:
            return
        now = datetime.now(UTC).isoformat(timespec="seconds")
        lines = [
            json.dumps({"at": now, "exercise": item.exercise, "state": item.state, "mistake": item.misconception})
            for item in results
        ]
        with path.open("a", encoding="utf-8") as file:
            file.write("".join(f"{line}\n" for line in lines))
    except OSError:
        return
