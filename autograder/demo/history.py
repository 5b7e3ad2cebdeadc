"""How each of the demo's class came to what they hand in: logs of checks, made up to go with it.

Real ones are written check by check (autograder.learner.attempts), in a class that has asked for them.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from autograder.demo.cast import Player
from autograder.learner import attempts

IN_VAIN = 6  # checks of somebody who does not get on


def log_of(player: Player, exercises: Sequence[str], handed_in: datetime) -> bytes | None:
    """The player's attempts.jsonl; None for those who have deleted theirs."""
    stuck_at = _stuck_at(player, exercises)
    if stuck_at is None and not player.note.startswith("right"):
        return None
    chance = random.Random(player.learner)
    at, lines = handed_in - timedelta(hours=5), []
    for exercise in exercises:
        stuck = exercise == stuck_at
        wrong = IN_VAIN if stuck else chance.choice((0, 0, 1, 1, 2, 4))
        for state in ["wrong"] * wrong + ["right"] * (not stuck):
            at += timedelta(seconds=chance.randint(60, 420))
            lines.append(
                {"at": at.isoformat(timespec="seconds"), "exercise": exercise, "state": state, "mistake": None}
            )
        if stuck:
            break
    return attempts.fresh() + "".join(f"{json.dumps(line)}\n" for line in lines).encode()


def _stuck_at(player: Player, exercises: Sequence[str]) -> str | None:
    """The exercise that the player's note names as wrong or as not begun."""
    if not player.note.startswith(("wrong", "half-finished")):
        return None
    return next((name for name in exercises if name in player.note.replace("`", " ").replace(",", " ").split()), None)
