"""The judge's verdict on an exercise: what a card shows, the ledger stores and `gradus judge --json` prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal

Verdict = Literal[
    "pass", "answered", "partial", "wrong", "error", "missing", "timeout", "limit", "refused", "unjudged"
]  # fmt: skip
State = Literal["not attempted", "not judged", "wrong", "answered", "right"]
DONE: frozenset[State] = frozenset({"answered", "right"})


@dataclass(frozen=True)
class ExerciseResult:
    """
    fraction        fraction of the exercise's points, 0 to 1
    verdict         "answered": a question was answered, and the key does not say whether the answer is right;
                    "unjudged": the machine failed, so nothing is known about the answer yet
    misconception   name of the wrong variant that the outcomes match, or None
    message         one sentence for the learner; None if everything is right
    details         at most five lines: shape, kind, values with the first place that differs, hint. With a hidden key
                    they show the place and the kind, but never hidden values
    advice          right but worth improving (warnings, arguments changed in place, loose types)
    stand_ins       names of the earlier exercises that were replaced before this one earned its points
    attempted       False: the stub's body is unchanged
    answer          the letters given to a question of a quiz
    flaky           a limit of time or memory was reached: another run on this machine may end differently
    """

    exercise: str
    fraction: float
    verdict: Verdict
    misconception: str | None = None
    message: str | None = None
    details: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    stand_ins: tuple[str, ...] = ()
    attempted: bool = True
    seconds: float = 0.0
    printed: str = ""
    answer: tuple[str, ...] = ()
    flaky: bool = False

    @property
    def state(self) -> State:
        if not self.attempted:
            return "not attempted"
        if self.verdict == "unjudged":
            return "not judged"
        return "right" if self.verdict == "pass" else "answered" if self.verdict == "answered" else "wrong"

    def to_plain(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> ExerciseResult:
        known = {item.name: plain[item.name] for item in fields(cls) if item.name in plain}
        for name in ("details", "advice", "stand_ins", "answer"):
            known[name] = tuple(known.get(name, ()))
        return cls(**known)


@dataclass(frozen=True)
class SubmissionResult:
    """All exercises of a submission, in the assignment's order, and the isolation under which its code ran."""

    assignment: str
    isolation: str
    exercises: tuple[ExerciseResult, ...]
    seconds: float = 0.0
    notes: tuple[str, ...] = ()

    def to_plain(self) -> dict[str, Any]:
        return {
            "assignment": self.assignment,
            "isolation": self.isolation,
            "seconds": self.seconds,
            "notes": list(self.notes),
            "exercises": [result.to_plain() for result in self.exercises],
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> SubmissionResult:
        return cls(
            plain["assignment"],
            plain["isolation"],
            tuple(ExerciseResult.from_plain(item) for item in plain["exercises"]),
            plain.get("seconds", 0.0),
            tuple(plain.get("notes", ())),
        )
