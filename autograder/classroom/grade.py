"""Grades a class in parallel: only what changed since the last time, with a single writer for the gradebook."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from autograder.classroom.ledger import Entry, Ledger, Terms, entry_for, source_digest, why
from autograder.classroom.lock import held
from autograder.classroom.pool import ClassFault, HasWorkers, LocalPool, default_workers, run_jobs
from autograder.classroom.recorded import Recorded, remove_leftovers, stage_digest
from autograder.classroom.run import Graded, GradeRequest, GradeSummary, Meter, Report, describe_changes, stopping
from autograder.classroom.worker import prepare, warm
from autograder.grading.jobs import Answer, Job
from autograder.nbgrader_adapter.lean import import_leanly
from autograder.project import Project
from autograder.vault import secrets
from autograder.vault.keys import hidden_key_path, hidden_versions
from autograder.vault.versions import Versions
from autograder.version import __version__

if TYPE_CHECKING:
    from autograder.nbgrader_adapter.plan import Plan

__all__ = ["GradeError", "GradeRequest", "GradeSummary", "Graded", "describe_changes", "grade"]

DRIVERS = ("psycopg", "psycopg2", "MySQLdb", "pymysql")  # database drivers that an address can name
BATCH = 25  # submissions written at a time
BATCH_SECONDS = 2.0


class GradeError(Exception):
    """Grading stopped early. The message says why and what to do; finished work is saved."""


@dataclass(frozen=True)
class _Work:
    """One learner to grade. It is small, because a class can have ten thousand learners.

    source  digest of the learner's module
    staged  digest of everything else that the graded notebook is made from
    before  {exercise: fraction} of the last grading
    """

    learner: str
    source: str
    terms: Terms
    staged: str
    reasons: tuple[str, ...]
    before: Mapping[str, float]


def grade(
    project: Project, request: GradeRequest, executor: Executor | None = None, progress: Report | None = None
) -> GradeSummary:
    """Grade every collected submission that changed (with `force`, all of them).

    executor  a concurrent.futures.Executor whose workers can read this machine's files, or a `ClusterPool`, which sends
              them the files; by default processes on this machine
    raises    GradeError; ProjectError, AuthorError, SecretError, KeyBuildError and PlanError before anything runs
    """
    try:
        return _grade(project, request, executor, Meter(progress))
    except OSError as problem:
        raise GradeError(_disk(problem)) from problem
    except Exception as problem:
        reason = _database_error(problem)
        if reason is None:
            raise
        raise GradeError(_database(reason)) from problem


def _grade(project: Project, request: GradeRequest, executor: Executor | None, meter: Meter) -> GradeSummary:
    start = time.monotonic()
    count = request.workers or _workers_of(executor) or default_workers()

    def ahead() -> int:  # a cluster's workers come and go
        return 2 * (request.workers or _workers_of(executor) or count)

    with ExitStack() as stack:
        pool: Executor
        own = None
        if executor is None:
            pool = own = stack.enter_context(_own_pool(count))
        else:
            pool = executor
        from autograder.authoring.bundle import find_bundle

        bundle = find_bundle(project, request.assignment)
        name = bundle.assignment.name
        key_path = hidden_key_path(project, bundle)
        terms = Terms(
            assignment=name,
            versions={exercise: bundle.digest(exercise) for exercise in bundle.names},
            key=secrets.fingerprint(secrets.remember_seed(project)),
            engine=__version__,
            isolate=request.isolate,
        )
        ledger = Ledger(project.state / "ledger")
        if own is not None:
            own.seconds = 2 * bundle.assignment.seconds + 120
            own.prepare(prepare, Job(name, str(key_path), None, (), isolate=request.isolate).dumps())
        import_leanly()
        from autograder.nbgrader_adapter.plan import make_plan  # imports nbgrader while the first worker starts
        from autograder.nbgrader_adapter.settings import key_versions

        plan = make_plan(project.course, name, bundle.assignment.module, project.state)
        versions = hidden_versions(project, bundle, key_versions(plan.config))
        stack.enter_context(held(project.state / f"{name}.lock", meter.say))
        remove_leftovers(plan)
        wanted = _students(plan, request.students)
        run = _Run(plan, ledger, terms, versions, request.force)
        todo = [work for learner in wanted if (work := run.work_for(learner)) is not None]
        meter.begin(len(todo))
        stop = stack.enter_context(stopping(meter.say))
        if own is not None:
            own.limit(len(todo))
        if todo:
            run.do(todo, pool, ahead, stop, meter)
    names = {work.learner for work in todo}
    reached = {item.learner for item in run.graded} | set(run.failures)
    return GradeSummary(
        assignment=name,
        graded=tuple(sorted(run.graded, key=lambda item: item.learner)),
        unchanged=tuple(learner for learner in wanted if learner not in names),
        failures=dict(sorted(run.failures.items())),
        left=tuple(sorted(names - reached)),
        seconds=time.monotonic() - start,
        workers=count,
    )


def _workers_of(executor: Executor | None) -> int:
    """How many jobs an executor runs at once; 0 if it does not say."""
    return executor.workers if isinstance(executor, HasWorkers) else 0


@contextmanager
def _own_pool(count: int) -> Iterator[LocalPool]:
    """Worker processes on this machine; the first one starts immediately."""
    with LocalPool(count) as pool:
        pool.prepare(warm, b"")
        try:
            yield pool
        except BaseException:
            pool.abandon()
            raise


def _students(plan: Plan, students: Sequence[str]) -> list[str]:
    """The learners to grade: those named, or everybody with a collected submission."""
    collected = plan.students()
    if not students and not collected:
        raise GradeError(
            f"No submissions of {plan.assignment} have been collected yet. Run `nbgrader collect {plan.assignment}`, "
            "or choose Collect in the formgrader."
        )
    absent = sorted(set(students) - set(collected))
    if absent:
        raise GradeError(f"No submission of {plan.assignment} has been collected from {', '.join(absent)}.")
    return sorted(set(students)) or collected


class _Run:
    """One run of the grader: its inputs and its results so far."""

    def __init__(self, plan: Plan, ledger: Ledger, terms: Terms, versions: Versions, force: bool) -> None:
        self.plan, self.ledger, self.terms, self.versions, self.force = plan, ledger, terms, versions, force
        self.graded: list[Graded] = []
        self.failures: dict[str, str] = {}
        self.recorded = Recorded.read(plan)
        self._batch: list[tuple[_Work, Answer]] = []
        self._written = time.monotonic()

    def work_for(self, learner: str) -> _Work | None:
        """The work for a learner; None if nothing changed."""
        source, _ = self.plan.source(learner)
        digest = source_digest(source)
        terms = replace(self.terms, keys=self.versions.fingerprints_of(learner))
        known = {} if self.force else self.ledger.get(terms, digest)
        missing = tuple(name for name in terms.versions if name not in known)
        staged = stage_digest(self.plan, learner, self.recorded.dates(learner))
        last = self.ledger.last(terms.assignment, learner)
        reasons = ("--force was given",) if self.force else why(last, digest, terms, missing, staged)
        if not reasons and last is not None and not self.recorded.holds(learner, last.rows):
            reasons = ("the gradebook or the autograded folder no longer holds these results",)
        if not reasons:
            return None
        return _Work(learner, digest, terms, staged, reasons, last.fractions if last is not None else {})

    def jobs(self, todo: list[_Work]) -> Iterator[Job]:
        """The jobs in order. Each module is read only when its job is due, to save memory."""
        for number, work in enumerate(todo):
            source, _ = self.plan.source(work.learner)
            digest = source_digest(source)
            if digest != work.source:  # collected again in the meantime
                todo[number] = work = replace(work, source=digest)
            known = {} if self.force else self.ledger.get(work.terms, digest)
            yield Job(
                name=work.learner,
                key_path=str(self.versions.paths[0]),
                keys=self.versions.keys_of(work.learner),
                source=source,
                exercises=tuple(name for name in work.terms.versions if name not in known),
                known=tuple(item.to_plain() for item in known.values()),
                isolate=work.terms.isolate,
                stage=self.plan.order(work.learner),
                isolation=self.ledger.isolation(work.terms.assignment, digest) if known else "",
            )

    def do(self, todo: list[_Work], pool: Executor, ahead: Callable[[], int], stop: Event, meter: Meter) -> None:
        from autograder.nbgrader_adapter.writer import GradebookError, GradebookWriter

        try:
            with GradebookWriter(self.plan) as writer:
                try:
                    for number, answer in run_jobs(self.jobs(todo), pool, ahead, stop):
                        self._take(todo[number], answer, writer.write)
                        meter.one(answer.name)
                finally:
                    self._flush(writer.write)
        except (ClassFault, GradebookError) as problem:
            raise GradeError(str(problem)) from problem

    def _take(self, work: _Work, answer: Answer, write: Callable[[list[Any]], None]) -> None:
        if answer.result is None:
            self.failures[answer.name] = answer.fault
            return
        self.ledger.put(work.terms, work.source, answer.result)
        self._batch.append((work, answer))
        if len(self._batch) >= BATCH or time.monotonic() - self._written > BATCH_SECONDS:
            self._flush(write)

    def _flush(self, write: Callable[[list[Any]], None]) -> None:
        """Write the batch to the gradebook, then to the ledger: after a crash in between, it is only written again."""
        batch, self._batch = self._batch, []
        write([dict(answer.staged or {}) for _, answer in batch])
        for work, answer in batch:
            assert answer.result is not None
            staged = dict(answer.staged or {})
            entry = entry_for(answer.name, work.source, work.terms, answer.result, work.staged)
            entry = replace(entry, rows=tuple(map(tuple, staged.get("scores", ()))))
            self.ledger.remember(self.terms.assignment, entry)
            self.graded.append(_graded(work, answer, staged, entry))
        self._written = time.monotonic()


def _graded(work: _Work, answer: Answer, staged: Mapping[str, Any], entry: Entry) -> Graded:
    scores = [row[-1] for row in staged.get("scores", ())]
    return Graded(
        learner=answer.name,
        reasons=work.reasons,
        points=sum(score for score in scores if score is not None),
        waits=any(score is None for score in scores),
        changed={
            name: (work.before[name], fraction)
            for name, fraction in entry.fractions.items()
            if name in work.before and work.before[name] != fraction
        },
        notices=tuple(staged.get("notices", ())),
        notes=answer.result.notes if answer.result else (),
        isolation=answer.result.isolation if answer.result else "",
    )


def _disk(problem: OSError) -> str:
    where = f" ({Path(problem.filename).name})" if problem.filename else ""
    return (
        f"Results could not be written: {(problem.strerror or str(problem)).lower()}{where}. Free some space or make "
        "the folder writable, then grade again; finished work is kept."
    )


def _database_error(problem: Exception) -> str | None:
    """The database's own words if it raised the error, or None.

    SQLAlchemy is slow to import. It is looked up instead: if it was never imported, it did not raise the error.
    """
    errors = sys.modules.get("sqlalchemy.exc")
    if errors is not None and isinstance(problem, errors.SQLAlchemyError):
        cause = problem.orig if isinstance(problem, errors.StatementError) else problem
        return str(cause).splitlines()[0]
    if isinstance(problem, ModuleNotFoundError) and problem.name in DRIVERS:
        return str(problem)
    return None


def _database(reason: str) -> str:
    advice = (
        "Close other programs that write to it (a formgrader that saves, another grader), check that you may read and "
        "write it, and grade again."
    )
    if "load plugin" in reason or "No module named" in reason:
        advice = "GRADUS_GRADEBOOK is sqlite:///FILE or postgresql+psycopg://user@host/gradebook."
    elif "resolve host" in reason or "connection" in reason:
        advice = "Is the server running, and is the address in GRADUS_GRADEBOOK right?"
    elif "unable to open" in reason:
        advice = "Does its folder exist, and may you write to it?"
    return f"The gradebook could not be read: {reason}. {advice}"
