"""What a learner sees instead of a traceback: one sentence, in the notebook and in nbgrader's validation alike."""

from __future__ import annotations

import os
import textwrap

VALIDATOR_WIDTH = 80  # nbgrader truncates longer lines


class LearnerError(Exception):
    """A sentence for the learner. IPython shows it alone, without the frames of our own code."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class CheckFailed(LearnerError):
    """The answer is not right yet, or not written yet. `report` is the whole card as text."""

    def __init__(self, sentence: str, report: str = "") -> None:
        super().__init__(sentence)
        self.report = report

    def _render_traceback_(self) -> list[str]:
        # nbgrader's validation shows this error but not the card, so the error contains the whole report.
        if self.report and os.environ.get("NBGRADER_VALIDATING"):
            return [piece for line in self.report.split("\n") for piece in _fold(line)]
        return [str(self)]


class CheckUnavailable(LearnerError):
    """Nothing could be judged: a file is missing, a name is not known, or versions do not match."""


def _fold(line: str) -> list[str]:
    lead = " " * (len(line) - len(line.lstrip()))
    return textwrap.wrap(line, VALIDATOR_WIDTH, subsequent_indent=lead, break_long_words=False) or [""]
