"""Notes each check in `attempts.jsonl`, where the class has asked for it: the release then holds that file.

What is kept is the time, the exercise, how it stood and the mistake that was named; nothing that was typed, and no
name. The file lies in the learner's folder in plain text and is handed in with the rest. Who deletes it keeps no log.
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
LARGEST = 512 * 1024  # bytes: some 4,000 checks
ABOUT = (
    "Your class keeps a log of checks in this file: when, which exercise, whether it was right, and the mistake that "
    "was named. Nothing that you type is in it. It is handed in with your work. Delete the file, and nothing is kept."
)


def fresh() -> bytes:
    """The file as a release holds it."""
    return (json.dumps({"about": ABOUT}) + "\n").encode()


def note(place: Place, results: Iterable[ExerciseResult]) -> None:
    """Add a line for each result. A log that cannot be written is no reason to hold up a learner."""
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
