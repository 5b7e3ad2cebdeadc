"""Stores results with what they were computed from, so that a regrade computes only what changed.

One file per module text holds its results by exercise, each with the exercise's version, the hidden seed's fingerprint
and the engine's version. Another file per learner records the last grading, from which a regrade tells what changed
and why. All files can be deleted; then everything is computed again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from autograder.grading.jobs import FLAKY_VERDICTS, is_flaky
from autograder.result import ExerciseResult, SubmissionResult
from autograder.vault.files import write_atomic

FORMAT = 1


@dataclass(frozen=True)
class Terms:
    """What results depend on besides the submission.

    versions  {exercise: hash of everything it is made from}, in the assignment's order
    key       the hidden seed's fingerprint
    engine    the engine's version
    isolate   whether isolation was required
    keys      {exercise: the fingerprint of its own seed} if the learner got another version of its inputs
    """

    assignment: str
    versions: Mapping[str, str]
    key: str
    engine: str
    isolate: bool = True
    keys: Mapping[str, str] = field(default_factory=dict)

    def address(self, exercise: str) -> list[Any]:
        return [FORMAT, self.versions[exercise], self.keys.get(exercise, self.key), self.engine, self.isolate]

    def slot(self, exercise: str) -> str:
        """The key of a module's result: learners with the same text may have got different versions of the inputs."""
        return f"{exercise} {self.keys[exercise]}" if exercise in self.keys else exercise

    def to_plain(self) -> dict[str, Any]:
        return {name: dict(value) if isinstance(value, Mapping) else value for name, value in vars(self).items()}


@dataclass(frozen=True)
class Entry:
    """One learner's last grading.

    source  digest of the module
    terms   `Terms` as plain data
    staged  see `why`
    rows    the automatic scores that were written, as [notebook, cell, score]
    """

    learner: str
    source: str
    terms: Mapping[str, Any]
    fractions: Mapping[str, float] = field(default_factory=dict)
    verdicts: Mapping[str, str] = field(default_factory=dict)
    misconceptions: Mapping[str, str | None] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    flaky: tuple[str, ...] = ()
    staged: str = ""
    rows: tuple[Any, ...] = ()


def source_digest(source: bytes | None) -> str:
    return hashlib.sha256(b"missing" if source is None else b"text" + source).hexdigest()[:32]


class Ledger:
    """Results of one course, in files below `folder`. Several graders can use it at once: each write is atomic."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, terms: Terms, source: str) -> dict[str, ExerciseResult]:
        """The final results of this module text under these terms, by exercise."""
        kept = self._read(self._result_path(terms.assignment, source)).get("exercises", {})
        found = {}
        for name in terms.versions:
            item = kept.get(terms.slot(name))
            if item and item.get("address") == terms.address(name):
                result = ExerciseResult.from_plain(item["result"])
                if not is_flaky(result):
                    found[name] = result
        return found

    def isolation(self, assignment: str, source: str) -> str:
        """The isolation under which the module's code ran last."""
        return self._read(self._result_path(assignment, source)).get("isolation", "")

    def put(self, terms: Terms, source: str, result: SubmissionResult) -> None:
        """Store a submission's results. Raises OSError if they cannot be written."""
        path = self._result_path(terms.assignment, source)
        kept = self._read(path).get("exercises", {})
        for item in result.exercises:
            kept[terms.slot(item.exercise)] = {"address": terms.address(item.exercise), "result": item.to_plain()}
        self._write(path, {"format": FORMAT, "isolation": result.isolation, "exercises": kept})

    def last(self, assignment: str, learner: str) -> Entry | None:
        """The learner's last grading; None if there is none or the file is damaged."""
        plain = self._read(self._learner_path(assignment, learner))
        try:
            lists = {name: tuple(plain["entry"].get(name, ())) for name in ("notes", "flaky", "rows")}
            return Entry(**{**plain["entry"], **lists})
        except (KeyError, TypeError):
            return None

    def remember(self, assignment: str, entry: Entry) -> None:
        """Record a grading. Call this only after the learner's row is in the gradebook."""
        self._write(self._learner_path(assignment, entry.learner), {"format": FORMAT, "entry": asdict(entry)})

    def _result_path(self, assignment: str, source: str) -> Path:
        return self.folder / assignment / "results" / source[:2] / f"{source}.json"

    def _learner_path(self, assignment: str, learner: str) -> Path:
        # The file's name is a hash: a learner's name may contain any character.
        name = hashlib.sha256(learner.encode("utf-8", "surrogatepass")).hexdigest()[:24]
        return self.folder / assignment / "learners" / f"{name}.json"

    @staticmethod
    def _read(path: Path) -> dict[str, Any]:
        """The file's content; empty if it is missing or damaged, so that the results are computed again."""
        try:
            plain = json.loads(path.read_bytes())
        except (OSError, ValueError):
            return {}
        return plain if isinstance(plain, dict) and plain.get("format") == FORMAT else {}

    @staticmethod
    def _write(path: Path, plain: Mapping[str, Any]) -> None:
        # Not durable: a file that a power failure damages counts as missing and is computed again.
        data = json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
        write_atomic(path, data, durable=False)


def entry_for(learner: str, source: str, terms: Terms, result: SubmissionResult, staged: str) -> Entry:
    """The learner's entry for a result that was written."""
    return Entry(
        learner=learner,
        source=source,
        terms=terms.to_plain(),
        fractions={item.exercise: item.fraction for item in result.exercises},
        verdicts={item.exercise: item.verdict for item in result.exercises},
        misconceptions={item.exercise: item.misconception for item in result.exercises},
        seconds={item.exercise: item.seconds for item in result.exercises},
        notes=result.notes,
        flaky=tuple(item.exercise for item in result.exercises if is_flaky(item)),
        staged=staged,
    )


def why(last: Entry | None, source: str, terms: Terms, missing: Iterable[str], staged: str) -> tuple[str, ...]:
    """The reasons to grade a learner, as phrases; empty if nothing changed.

    missing  exercises without a final result in the ledger
    staged   hash of everything besides the results that the graded notebook is made from
    """
    if last is None:
        return ("not graded before",)
    reasons = []
    if last.source != source:
        reasons.append("the module was submitted again")
    before = last.terms.get("versions", {})
    changed = [name for name in terms.versions if name in before and before[name] != terms.versions[name]]
    new = [name for name in terms.versions if name not in before]
    gone = [name for name in before if name not in terms.versions]
    for names, one, many in (
        (changed, "the exercise changed", "the exercises changed"),
        (new, "the exercise is new", "the exercises are new"),
        (gone, "the exercise was removed", "the exercises were removed"),
    ):
        if names:
            reasons.append(f"{', '.join(names)}: {one if len(names) == 1 else many}")
    if last.terms.get("key") != terms.key:
        reasons.append("the hidden inputs changed: new seed")
    elif last.terms.get("keys", {}) != terms.keys:
        reasons.append("the hidden inputs changed: new key_versions")
    if last.terms.get("engine") != terms.engine:
        reasons.append(f"gradus changed from {last.terms.get('engine')} to {terms.engine}")
    if last.terms.get("isolate") != terms.isolate:
        reasons.append("isolation is now required" if terms.isolate else "isolation is no longer required")
    flaky = [name for name in terms.versions if name in last.flaky or last.verdicts.get(name) in FLAKY_VERDICTS]
    if flaky:
        reasons.append(f"{', '.join(flaky)} ran out of time or memory last time")
    if not reasons and list(missing):
        reasons.append("the results are no longer in the ledger")
    if not reasons and last.staged != staged:
        reasons.append("the notebook, its points or another submitted file changed")
    return tuple(reasons)
