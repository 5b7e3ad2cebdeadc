"""Results that are kept: each under what it was computed from, so that grading again computes only what changed.

One file per module text holds its results, exercise by exercise, with the exercise's version, the hidden seed's
fingerprint and the engine's version they belong to. Another file per learner holds what they were graded with last,
from which a regrade tells what changed and why. All can be deleted; then everything is computed again.
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
    """What results depend on beside the submission.

    versions  {exercise: hash of all that it is made of}, in the assignment's order
    key       the hidden seed's fingerprint
    engine    the engine's version
    isolate   whether isolation was demanded
    keys      {exercise: the fingerprint of its own seed} where a learner was dealt another version of the inputs
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
        """Where a module's result is kept: learners with one text may have been dealt several versions."""
        return f"{exercise} {self.keys[exercise]}" if exercise in self.keys else exercise

    def to_plain(self) -> dict[str, Any]:
        return {name: dict(value) if isinstance(value, Mapping) else value for name, value in vars(self).items()}


@dataclass(frozen=True)
class Entry:
    """What one learner was graded with last. `staged`: see `why`; `rows`: the
    automatic scores that were written, as [notebook, cell, score]."""

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


@dataclass(frozen=True)
class Change:
    """Why a learner is graded again: `reasons` in words; `exercises` whose results are computed."""

    reasons: tuple[str, ...]
    exercises: tuple[str, ...]


def source_digest(source: bytes | None) -> str:
    return hashlib.sha256(b"missing" if source is None else b"text" + source).hexdigest()[:32]


class Ledger:
    """Results of one course, in files below `folder`. Safe for several graders at once: each file is replaced whole."""

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
        """Under what the module's code ran last."""
        return self._read(self._result_path(assignment, source)).get("isolation", "")

    def put(self, terms: Terms, source: str, result: SubmissionResult) -> None:
        """Keep a submission's results. Raises OSError where they cannot be written."""
        path = self._result_path(terms.assignment, source)
        kept = self._read(path).get("exercises", {})
        for item in result.exercises:
            kept[terms.slot(item.exercise)] = {"address": terms.address(item.exercise), "result": item.to_plain()}
        self._write(path, {"format": FORMAT, "isolation": result.isolation, "exercises": kept})

    def last(self, assignment: str, learner: str) -> Entry | None:
        """What the learner was graded with last; None where never, or where the file is damaged."""
        plain = self._read(self._learner_path(assignment, learner))
        try:
            lists = {name: tuple(plain["entry"].get(name, ())) for name in ("notes", "flaky", "rows")}
            return Entry(**{**plain["entry"], **lists})
        except (KeyError, TypeError):
            return None

    def remember(self, assignment: str, entry: Entry) -> None:
        """To be called when the learner's row stands in the gradebook, not before."""
        self._write(self._learner_path(assignment, entry.learner), {"format": FORMAT, "entry": asdict(entry)})

    def _result_path(self, assignment: str, source: str) -> Path:
        return self.folder / assignment / "results" / source[:2] / f"{source}.json"

    def _learner_path(self, assignment: str, learner: str) -> Path:
        # Names are hashed for the file's name: a learner may be called anything.
        name = hashlib.sha256(learner.encode("utf-8", "surrogatepass")).hexdigest()[:24]
        return self.folder / assignment / "learners" / f"{name}.json"

    @staticmethod
    def _read(path: Path) -> dict[str, Any]:
        """The file's content; empty where there is none or it is damaged: then the results are computed again."""
        try:
            plain = json.loads(path.read_bytes())
        except (OSError, ValueError):
            return {}
        return plain if isinstance(plain, dict) and plain.get("format") == FORMAT else {}

    @staticmethod
    def _write(path: Path, plain: Mapping[str, Any]) -> None:
        # What a failing power supply makes of the file counts as none, and is computed again.
        data = json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
        write_atomic(path, data, durable=False)


def entry_for(learner: str, source: str, terms: Terms, result: SubmissionResult, staged: str) -> Entry:
    """The learner's entry for a result that has been written."""
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
    """Why there is something to do for a learner, in words; empty where nothing changed.

    missing  exercises of which the ledger holds no final result
    staged   hash of everything that the graded notebook is made from beside the results
    """
    if last is None:
        return ("not graded before",)
    reasons = []
    if last.source != source:
        reasons.append("the module was handed in anew")
    before = last.terms.get("versions", {})
    changed = [name for name in terms.versions if name in before and before[name] != terms.versions[name]]
    new = [name for name in terms.versions if name not in before]
    gone = [name for name in before if name not in terms.versions]
    for names, what in ((changed, "changed"), (new, "new"), (gone, "no longer part of the assignment")):
        if names:
            reasons.append(f"{', '.join(names)}: the exercise{' is' if len(names) == 1 else 's are'} {what}")
    if last.terms.get("key") != terms.key:
        reasons.append("the hidden inputs are others (a new seed)")
    elif last.terms.get("keys", {}) != terms.keys:
        reasons.append("the hidden inputs are others (key_versions was changed)")
    if last.terms.get("engine") != terms.engine:
        reasons.append(f"the engine is another (gradus {last.terms.get('engine')} before, {terms.engine} now)")
    if last.terms.get("isolate") != terms.isolate:
        reasons.append("isolation is demanded now" if terms.isolate else "isolation is not demanded now")
    flaky = [name for name in terms.versions if name in last.flaky or last.verdicts.get(name) in FLAKY_VERDICTS]
    if flaky:
        reasons.append(f"{', '.join(flaky)} ran out of time or memory last time")
    if not reasons and list(missing):
        reasons.append("its results are no longer kept")
    if not reasons and last.staged != staged:
        reasons.append("the notebook, its points or what was handed in beside it changed")
    return tuple(reasons)
