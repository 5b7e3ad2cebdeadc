"""Grades a class: what changed since the last time, in parallel, through one writer, and nothing twice."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.classroom.ledger import Entry, Ledger, Terms, entry_for, source_digest, why
from autograder.classroom.lock import held
from autograder.classroom.pool import ClassFault, LocalPool, default_workers, run_jobs
from autograder.classroom.progress import Meter, Report, stopping
from autograder.classroom.standing import Standing, stage_digest, sweep
from autograder.classroom.summary import Graded, GradeSummary, describe_changes
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

__all__ = ["GradeError", "GradeSummary", "Graded", "describe_changes", "grade"]

DRIVERS = ("psycopg", "psycopg2", "MySQLdb", "pymysql")  # what an address may ask for
BATCH = 25  # submissions written at a time
BATCH_SECONDS = 2.0


class GradeError(Exception):
    """Grading ended before its end. The message says why, and what to do; what was finished is saved."""


@dataclass(frozen=True)
class _Work:
    """One learner who is to be graded. Small: a class of ten thousand has as many of them.

    source  hash of the learner's module; before: what each exercise was given last time
    """

    learner: str
    source: str
    terms: Terms
    staged: str
    reasons: tuple[str, ...]
    before: Mapping[str, float]


def grade(
    project: Project,
    assignment: str,
    students: Sequence[str] | None = None,
    workers: int | None = None,
    executor: Executor | None = None,
    force: bool = False,
    progress: Report | None = None,
    isolate: bool = True,
) -> GradeSummary:
    """Grade every collected submission of which something changed (all with `force`).

    assignment  a unique beginning of its name; students: these alone
    executor    any concurrent.futures.Executor that sees this machine's files, or a `ClusterPool`, which sends them;
                by default processes of this machine
    isolate     refuse to run submitted code where this system cannot isolate it
    raises      GradeError; ProjectError, AuthorError, SecretError, KeyBuildError and PlanError before anything runs
    """
    try:
        return _grade(project, assignment, students, workers, executor, force, progress, isolate)
    except OSError as problem:
        raise GradeError(_disk(problem)) from problem
    except Exception as problem:
        if not _of_database(problem):
            raise
        raise GradeError(_database(problem)) from problem


def _grade(
    project: Project,
    assignment: str,
    students: Sequence[str] | None,
    workers: int | None,
    executor: Executor | None,
    force: bool,
    progress: Report | None,
    isolate: bool,
) -> GradeSummary:
    start = time.monotonic()
    count = workers or getattr(executor, "workers", 0) or default_workers()
    meter = Meter(progress)

    def ahead() -> int:  # a cluster's workers come and go
        return 2 * (workers or getattr(executor, "workers", 0) or count)

    with ExitStack() as stack:
        own = stack.enter_context(_own_pool(count)) if executor is None else None
        from autograder.authoring.bundle import find_bundle

        bundle = find_bundle(project, assignment)
        name = bundle.assignment.name
        key_path = hidden_key_path(project, bundle)
        terms = Terms(
            assignment=name,
            versions={exercise: bundle.digest(exercise) for exercise in bundle.names},
            key=secrets.fingerprint(secrets.remember_seed(project)),
            engine=__version__,
            isolate=isolate,
        )
        ledger = Ledger(project.state / "ledger")
        if own is not None:
            own.seconds = 2 * bundle.assignment.seconds + 120
            own.prepare(prepare, Job(name, str(key_path), None, (), isolate=isolate).dumps())
        import_leanly()
        from autograder.nbgrader_adapter.plan import make_plan  # with nbgrader, while the first worker starts
        from autograder.nbgrader_adapter.settings import key_versions

        plan = make_plan(project.course, name, bundle.assignment.module, project.state)
        versions = hidden_versions(project, bundle, key_versions(plan.config))
        stack.enter_context(held(project.state / f"{name}.lock", meter.say))
        sweep(plan)
        wanted = _students(plan, students)
        run = _Run(plan, ledger, terms, versions, force)
        todo = [work for learner in wanted if (work := run.work_for(learner)) is not None]
        meter.begin(len(todo))
        stop = stack.enter_context(stopping(meter.say))
        if own is not None:
            own.limit(len(todo))
        if todo:
            run.do(todo, executor or own, ahead, stop, meter)  # type: ignore[arg-type]
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


@contextmanager
def _own_pool(count: int) -> Iterator[LocalPool]:
    """Processes of this machine, the first of which starts at once."""
    with LocalPool(count) as pool:
        pool.prepare(warm, b"")
        try:
            yield pool
        except BaseException:
            pool.abandon()
            raise


def _students(plan: Plan, students: Sequence[str] | None) -> list[str]:
    there = plan.students()
    if students is None:
        if not there:
            raise GradeError(
                f"No submission of {plan.assignment} has been collected yet: `nbgrader collect {plan.assignment}`, or "
                "the formgrader's Collect, brings them from the exchange."
            )
        return there
    absent = sorted(set(students) - set(there))
    if absent:
        raise GradeError(f"No submission of {plan.assignment} was collected from {', '.join(absent)}.")
    return sorted(set(students))


class _Run:
    """One run of the grader: what it is to do, and what has become of it so far."""

    def __init__(self, plan: Plan, ledger: Ledger, terms: Terms, versions: Versions, force: bool) -> None:
        self.plan, self.ledger, self.terms, self.versions, self.force = plan, ledger, terms, versions, force
        self.graded: list[Graded] = []
        self.failures: dict[str, str] = {}
        self.standing = Standing.read(plan)
        self._batch: list[tuple[_Work, Answer]] = []
        self._written = time.monotonic()

    def work_for(self, learner: str) -> _Work | None:
        """What is to be done for a learner; None where nothing changed."""
        source, _ = self.plan.source(learner)
        digest = source_digest(source)
        terms = replace(self.terms, keys=self.versions.fingerprints_of(learner))
        known = {} if self.force else self.ledger.get(terms, digest)
        missing = tuple(name for name in terms.versions if name not in known)
        staged = stage_digest(self.plan, learner, self.standing.dates(learner))
        last = self.ledger.last(terms.assignment, learner)
        reasons = ("asked for (--force)",) if self.force else why(last, digest, terms, missing, staged)
        if not reasons and last is not None and not self.standing.holds(learner, last.rows):
            reasons = ("the gradebook or the autograded folder no longer holds these results",)
        if not reasons:
            return None
        return _Work(learner, digest, terms, staged, reasons, last.fractions if last is not None else {})

    def jobs(self, todo: list[_Work]) -> Iterator[Job]:
        """Each learner's job when it is its turn: modules are read one by one, and not held for longer."""
        for number, work in enumerate(todo):
            source, _ = self.plan.source(work.learner)
            digest = source_digest(source)
            if digest != work.source:  # collected anew just now
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

    def do(self, todo: list[_Work], pool: Executor, ahead: Callable[[], int], stop: Any, meter: Meter) -> None:
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
        """The gradebook first, then the memory that it stands there: a crash between the two only writes it again."""
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
        f"Results could not be written: {(problem.strerror or str(problem)).lower()}{where}. Make room or the folder "
        "writable and grade again; what is finished is kept."
    )


def _of_database(problem: Exception) -> bool:
    """Asked without importing SQLAlchemy, which is slow: where it is not loaded, it raised nothing."""
    errors = sys.modules.get("sqlalchemy.exc")
    driver = isinstance(problem, ModuleNotFoundError) and problem.name in DRIVERS
    return driver or (errors is not None and isinstance(problem, errors.SQLAlchemyError))


def _database(problem: Exception) -> str:
    reason = str(getattr(problem, "orig", problem)).splitlines()[0]
    advice = (
        "Close what else is writing to it (a formgrader that saves, another grader), see that it is yours to read and "
        "write, and grade again."
    )
    if "load plugin" in reason or "No module named" in reason:
        advice = "GRADUS_GRADEBOOK is sqlite:///FILE or postgresql+psycopg://user@host/gradebook."
    elif "resolve host" in reason or "connection" in reason:
        advice = "Is the server running, and is the address in GRADUS_GRADEBOOK right?"
    elif "unable to open" in reason:
        advice = "Does its folder exist, and is it yours to write in?"
    return f"The gradebook could not be read: {reason}. {advice}"
