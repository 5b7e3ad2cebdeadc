"""What a run of the grader did: for whom, why, and whose results are others now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Graded:
    """
    reasons   why this submission was graded
    points    what its automatically graded cells earned; waits: some cells need a person
    before    the exercises whose fraction is another than the last time: {name: (before, now)}
    notices   what had to be put right in the notebook; notes: what was tried twice
    """

    learner: str
    reasons: tuple[str, ...]
    points: float
    waits: bool
    changed: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    isolation: str = ""


@dataclass(frozen=True)
class GradeSummary:
    """
    graded      in the order of their names; unchanged: learners of whom nothing had changed
    failures    {learner: why the grader itself failed}; their gradebook rows are as they were
    left        learners not reached, after Ctrl-C
    """

    assignment: str
    graded: tuple[Graded, ...] = ()
    unchanged: tuple[str, ...] = ()
    failures: Mapping[str, str] = field(default_factory=dict)
    left: tuple[str, ...] = ()
    seconds: float = 0.0
    workers: int = 1

    @property
    def stopped(self) -> bool:
        return bool(self.left)


def describe_changes(summary: GradeSummary) -> Iterator[str]:
    """For a regrade: who was graded why, and whose results are others now."""
    by_reason: dict[str, list[str]] = {}
    for item in summary.graded:
        by_reason.setdefault("; ".join(item.reasons), []).append(item.learner)
    for reason, learners in by_reason.items():
        who = ", ".join(learners[:5]) + (f" and {len(learners) - 5} more" if len(learners) > 5 else "")
        yield f"{len(learners)} graded, {reason}: {who}"
    for item in summary.graded:
        for name, (old, new) in item.changed.items():
            yield f"{item.learner}, {name}: {old:.0%} before, {new:.0%} now"
