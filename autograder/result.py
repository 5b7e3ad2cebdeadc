"""The judge's verdict on one exercise: what a card shows, the ledger keeps and `gradus judge --json` prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal

Verdict = Literal["pass", "answered", "partial", "wrong", "error", "missing", "timeout", "limit", "refused"]
State = Literal["not attempted", "wrong", "answered", "right"]
DONE: frozenset[State] = frozenset({"answered", "right"})


@dataclass(frozen=True)
class ExerciseResult:
    """
    fraction        of the exercise's points, 0 to 1
    verdict         "answered" is a question's: an answer was given, and the key does not know whether it is right
    misconception   name of the wrong variant that the outcomes match, or None
    message         one sentence for the person, or None when all is well
    details         at most five lines: shape, then kind, then values with the first place that differs, then the hint.
                    With a hidden key they tell place and kind, never hidden values
    advice          right but worth mending (warnings, arguments changed in place, loose types)
    stand_ins       names of earlier exercises that had to be replaced for this one to be credited
    attempted       False: the stub's body is still there
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
    flaky: bool = False

    @property
    def state(self) -> State:
        if not self.attempted:
            return "not attempted"
        return "right" if self.verdict == "pass" else "answered" if self.verdict == "answered" else "wrong"

    def to_plain(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> ExerciseResult:
        known = {item.name: plain[item.name] for item in fields(cls) if item.name in plain}
        for name in ("details", "advice", "stand_ins"):
            known[name] = tuple(known.get(name, ()))
        return cls(**known)


@dataclass(frozen=True)
class SubmissionResult:
    """All exercises of one submission, in the assignment's order, and under what isolation its code ran."""

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
