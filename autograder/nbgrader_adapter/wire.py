"""The types that the grader and its workers exchange to stage a submission, each with a plain form."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from autograder.nbgrader_adapter.cells import SourceCell, SourceNotebook


@dataclass(frozen=True)
class Shared:
    """The facts about an assignment that staging needs. Saved once as JSON and read by every worker.

    module       the name of the learner's module
    masters      (relative path, path) of the files in the source folder that overwrite submitted ones
    ignore       patterns of files that are not copied
    permissions  of the autograded files; groupshared: whether a group of instructors can write to them
    """

    assignment: str
    module: str
    notebooks: Mapping[str, SourceNotebook]
    masters: tuple[tuple[str, str], ...]
    ignore: tuple[str, ...]
    permissions: int
    groupshared: bool

    def dumps(self) -> str:
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def loads(cls, text: str) -> Shared:
        plain = json.loads(text)
        notebooks = {
            name: SourceNotebook(**{**item, "cells": tuple(SourceCell(**cell) for cell in item["cells"])})
            for name, item in plain.pop("notebooks").items()
        }
        masters = tuple((relative, path) for relative, path in plain.pop("masters"))
        return cls(notebooks=notebooks, masters=masters, ignore=tuple(plain.pop("ignore")), **plain)


@dataclass(frozen=True)
class Submitted:
    """The content of a submitted folder that grading uses, besides the module.

    timestamp  when it was submitted, as text; None if it is unknown
    notice     a message if the module cannot be read
    notebooks  {name: bytes, or None if the notebook is missing}
    """

    timestamp: str | None
    notice: str
    notebooks: Mapping[str, bytes | None]

    def to_plain(self) -> dict[str, Any]:
        return {"timestamp": self.timestamp, "notice": self.notice, "notebooks": dict(self.notebooks)}


@dataclass(frozen=True)
class Order:
    """The order to stage one submission.

    shared      the path of the assignment's `Shared`
    submitted   the submitted folder; empty on a cluster's worker
    autograded  the folder to write; empty on a cluster's worker
    handed      the submission itself; only on a cluster's worker, which does not see the folders
    """

    student: str
    shared: str
    submitted: str = ""
    autograded: str = ""
    handed: Submitted | None = None

    def to_plain(self) -> dict[str, Any]:
        plain: dict[str, Any] = {"student": self.student, "shared": self.shared}
        if self.handed is not None:
            return {**plain, "handed": self.handed.to_plain()}
        return {**plain, "submitted": self.submitted, "autograded": self.autograded}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Order:
        return cls(
            student=plain["student"],
            shared=plain["shared"],
            submitted=plain.get("submitted", ""),
            autograded=plain.get("autograded", ""),
            handed=Submitted(**plain["handed"]) if "handed" in plain else None,
        )


class Score(NamedTuple):
    notebook: str
    cell: str
    score: float | None  # None if the cell must be graded by hand


class AutoComment(NamedTuple):
    notebook: str
    cell: str
    text: str | None


@dataclass(frozen=True)
class Staged:
    """A staged submission, for the gradebook's writer.

    absent   the names of the notebooks that were not submitted
    notices  messages for the teacher
    written  {file name: text} of the graded notebooks, if the worker did not write them itself
    """

    student: str
    timestamp: str | None
    scores: tuple[Score, ...]
    comments: tuple[AutoComment, ...]
    absent: tuple[str, ...]
    notices: tuple[str, ...]
    written: Mapping[str, str] | None = None

    def to_plain(self) -> dict[str, Any]:
        plain = {
            "student": self.student,
            "timestamp": self.timestamp,
            "scores": [list(row) for row in self.scores],
            "comments": [list(row) for row in self.comments],
            "absent": list(self.absent),
            "notices": list(self.notices),
        }
        return plain if self.written is None else {**plain, "written": dict(self.written)}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Staged:
        return cls(
            student=plain["student"],
            timestamp=plain["timestamp"],
            scores=tuple(Score(*row) for row in plain["scores"]),
            comments=tuple(AutoComment(*row) for row in plain["comments"]),
            absent=tuple(plain["absent"]),
            notices=tuple(plain["notices"]),
            written=plain.get("written"),
        )
