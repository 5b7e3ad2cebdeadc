"""Collects the differences and the advice that a comparison of two values finds."""

from __future__ import annotations

from autograder.checks.base import (
    Advice,
    AdviceKind,
    Counts,
    Difference,
    DifferenceKind,
    Params,
    Path,
    difference,
    fill,
)

UNCOUNTED = Difference("", "values", "", "")


class Differs(Exception):
    """There is a difference. Raised if nobody asks which one."""


class Report:
    """The differences and the advice so far.

    With `counts` no messages are made: the first difference at a path that counts raises Differs.
    """

    def __init__(self, params: Params, counts: Counts | None = None) -> None:
        self.params = params
        self.counts = counts
        self.differences: list[Difference] = []
        self.advice: list[Advice] = []

    def differ(self, path: Path, kind: DifferenceKind, text: str, hidden: str = "", **more: str) -> None:
        if self.counts is None:
            self.differences.append(difference(path, kind, text, hidden, **more))
        elif self.counts(path):
            raise Differs
        else:
            self.differences.append(UNCOUNTED)

    def advise(self, kind: AdviceKind, path: Path, text: str, hidden: str = "") -> None:
        self.advice.append(Advice(kind, path, fill(text, path), fill(hidden, path) if hidden else ""))
