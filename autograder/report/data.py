"""Collects the content of the class report: scores from the gradebook, verdicts and causes from the ledger."""

from __future__ import annotations

import datetime
import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.classroom.ledger import Entry, Ledger
from autograder.grading.jobs import FLAKY_VERDICTS
from autograder.report.attempts import ExerciseAttempts, Stuck
from autograder.report.gradebook import Learner, read_learners
from autograder.report.likeness import Likeness

if TYPE_CHECKING:
    from autograder.authoring.bundle import Bundle
    from autograder.project import Project

FEWEST_FOR_DISCRIMINATION = 10  # learners; with fewer, the correlation is mostly chance


@dataclass(frozen=True)
class ExerciseRow:
    """The results of one exercise over all graded submissions.

    blank           not attempted, or the function is missing
    stopped         ran out of time or memory
    seconds         the median running time of the learners' code
    discrimination  correlation of this exercise's fraction with the sum of the others (-1 to 1); None for few learners
    """

    name: str
    graded: int
    passed: int
    partly: int
    wrong: int
    blank: int
    stopped: int
    mean: float
    seconds: float
    discrimination: float | None

    @property
    def pass_rate(self) -> float:
        return self.passed / self.graded if self.graded else 0.0

    @property
    def counts(self) -> dict[str, int]:
        """How many submissions are of each kind, in the order of the page."""
        return {
            "passed": self.passed,
            "partly": self.partly,
            "wrong": self.wrong,
            "stopped": self.stopped,
            "blank": self.blank,
        }


@dataclass(frozen=True)
class Misconception:
    exercise: str
    name: str
    hint: str
    learners: tuple[str, ...]


@dataclass(frozen=True)
class Work:
    """What the submissions themselves show; see `gather`.

    logs  the number of submissions with a log of checks; 0 if the class keeps no logs
    """

    logs: int = 0
    attempts: tuple[ExerciseAttempts, ...] = ()
    stuck: tuple[Stuck, ...] = ()
    likenesses: tuple[Likeness, ...] = ()


@dataclass(frozen=True)
class ClassReport:
    assignment: str
    title: str
    made: str
    learners: tuple[Learner, ...]
    exercises: tuple[ExerciseRow, ...]
    misconceptions: tuple[Misconception, ...]
    blank: Mapping[str, tuple[str, ...]]
    work: Work = field(default_factory=Work)

    @property
    def graded(self) -> tuple[Learner, ...]:
        return tuple(learner for learner in self.learners if learner.score is not None)

    @property
    def not_handed_in(self) -> tuple[str, ...]:
        return tuple(learner.learner for learner in self.learners if not learner.handed_in)

    def to_plain(self) -> dict[str, Any]:
        plain = asdict(self)
        for row, exercise in zip(plain["exercises"], self.exercises, strict=True):
            row["pass_rate"] = round(exercise.pass_rate, 4)
        return {"summary": summary(self), **plain}


def collect(project: Project, assignment: str) -> ClassReport:
    """The report's content. Raises nbgrader's MissingEntry if the assignment was never generated."""
    from autograder.authoring.bundle import find_bundle

    bundle = find_bundle(project, assignment)
    name = bundle.assignment.name
    ledger = Ledger(project.state / "ledger")
    everybody = tuple(_with_results(item, ledger.last(name, item.learner)) for item in read_learners(project, name))
    return assemble(bundle, everybody, work=gather(project, bundle, everybody))


def assemble(
    bundle: Bundle, learners: Sequence[Learner], made: str | None = None, work: Work | None = None
) -> ClassReport:
    """Compute the report's counts and lists from the learners."""
    judged = [learner for learner in learners if learner.verdicts]
    names = bundle.names
    hints = {
        (item.name, version.name): version.hint for item in bundle.assignment.exercises for version in item.variants
    }
    return ClassReport(
        assignment=bundle.assignment.name,
        title=bundle.assignment.title,
        made=made or datetime.datetime.now().astimezone().strftime("%Y-%m-%d %H:%M"),
        learners=tuple(learners),
        exercises=tuple(_exercise(name, names, judged) for name in names),
        misconceptions=_misconceptions(names, judged, hints),
        blank={
            name: tuple(learner.learner for learner in judged if (learner.verdicts or {}).get(name) == "missing")
            for name in names
        },
        work=work or Work(),
    )


def summary(report: ClassReport) -> dict[str, Any]:
    """The figures at the top of the report."""
    percents = [learner.percent for learner in report.graded if learner.percent is not None]
    return {
        "learners": len(report.learners),
        "handed_in": sum(learner.handed_in for learner in report.learners),
        "graded": len(report.graded),
        "median_percent": round(statistics.median(percents), 1) if percents else None,
        "waiting": sum(learner.waits for learner in report.learners),
        "full_marks": sum(percent >= 100 - 1e-9 for percent in percents),
    }


def histogram(report: ClassReport, bins: int = 10) -> list[int]:
    """The number of learners in each tenth of the points; full marks are in the last one."""
    counts = [0] * bins
    for learner in report.graded:
        percent = learner.percent or 0.0
        counts[min(bins - 1, max(0, int(percent * bins / 100 + 1e-9)))] += 1
    return counts


def gather(project: Project, bundle: Bundle, learners: Sequence[Learner]) -> Work:
    """Read the submissions: their logs of checks and their similarities."""
    from autograder.nbgrader_adapter.judging import read_module
    from autograder.report import attempts, likeness

    folder = submitted(project, bundle.assignment.name)
    handed_in = [item.learner for item in learners if item.handed_in]
    logs = {}
    for learner in handed_in:
        log = attempts.read(folder(learner), bundle.names)
        if log is not None:
            logs[learner] = log

    def read(learner: str) -> str | None:
        source, _ = read_module(folder(learner), bundle.assignment.module)
        return None if source is None else source.decode("utf-8", "replace")

    return Work(
        len(logs),
        attempts.per_exercise(logs, bundle.names),
        attempts.stuck(logs, bundle.names),
        likeness.alike(handed_in, read, _known(bundle)),
    )


def submitted(project: Project, assignment: str) -> Callable[[str], Path]:
    """A function from a learner to the folder of their collected submission."""
    from autograder.nbgrader_adapter.settings import course_directory

    coursedir = course_directory(project.course)
    return lambda learner: Path(coursedir.format_path(coursedir.submitted_directory, learner, assignment))


def _known(bundle: Bundle) -> Iterable[str]:
    """Texts that any submission may resemble."""
    from autograder.authoring.source import definition, text_of
    from autograder.authoring.stub import make_stub

    yield make_stub(bundle.reference_source, bundle.assignment.name)
    yield bundle.reference_source
    for exercise in bundle.assignment.exercises:
        for version in (*exercise.variants, *exercise.accepted, *exercise.alternatives):
            source = bundle.version_source(exercise, version)
            yield text_of(source, definition(source, exercise.name))


def _with_results(learner: Learner, entry: Entry | None) -> Learner:
    """The learner with the results of their last grading."""
    if entry is None or not learner.handed_in:
        return learner
    return replace(
        learner,
        fractions=dict(entry.fractions),
        verdicts=dict(entry.verdicts),
        misconceptions=dict(entry.misconceptions),
        seconds=dict(entry.seconds),
        notes=tuple(entry.notes),
    )


def _exercise(name: str, names: Sequence[str], judged: Sequence[Learner]) -> ExerciseRow:
    verdicts = [(learner.verdicts or {}).get(name, "missing") for learner in judged]
    fractions = [(learner.fractions or {}).get(name, 0.0) for learner in judged]
    ran = [
        (learner.seconds or {}).get(name, 0.0)
        for learner, verdict in zip(judged, verdicts, strict=True)
        if verdict not in FLAKY_VERDICTS and verdict != "missing"
    ]
    rest = [sum((learner.fractions or {}).get(other, 0.0) for other in names if other != name) for learner in judged]
    return ExerciseRow(
        name=name,
        graded=len(judged),
        passed=verdicts.count("pass"),
        partly=verdicts.count("partial"),
        wrong=sum(verdict in ("wrong", "error", "refused") for verdict in verdicts),
        blank=verdicts.count("missing"),
        stopped=sum(verdict in FLAKY_VERDICTS for verdict in verdicts),
        mean=statistics.fmean(fractions) if fractions else 0.0,
        seconds=statistics.median(ran) if ran else 0.0,
        discrimination=_correlation(fractions, rest),
    )


def _correlation(left: Sequence[float], right: Sequence[float]) -> float | None:
    if len(left) < FEWEST_FOR_DISCRIMINATION or len(set(left)) < 2 or len(set(right)) < 2:
        return None
    return round(statistics.correlation(left, right), 2)


def _misconceptions(
    names: Iterable[str], judged: Sequence[Learner], hints: Mapping[tuple[str, str], str]
) -> tuple[Misconception, ...]:
    """The most frequent first; equally frequent ones in the assignment's order."""
    found: dict[tuple[str, str], list[str]] = {}
    for exercise in names:
        for learner in judged:
            name = (learner.misconceptions or {}).get(exercise)
            if name:
                found.setdefault((exercise, name), []).append(learner.learner)
    made = [Misconception(*key, hints.get(key, ""), tuple(learners)) for key, learners in found.items()]
    return tuple(sorted(made, key=lambda item: -len(item.learners)))
