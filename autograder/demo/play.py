"""Plays the demo step by step, and says of each step what was done and with which tool."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.demo import course
from autograder.demo.cast import ABSENT, SIZE, Player, cast
from autograder.project import Project

if TYPE_CHECKING:
    from autograder.authoring.bundle import Bundle
    from autograder.classroom.run import GradeSummary, Report
    from autograder.report.data import ClassReport

ASSIGNMENT = "c1w2b"

Bar = Callable[[str], AbstractContextManager["Report"]]
"""Makes a progress bar with a title, for as long as a block runs."""


def no_bar(title: str) -> AbstractContextManager[Report]:
    return nullcontext(lambda progress: None)


def play(
    project: Project,
    folder: Path | None = None,
    workers: int | None = None,
    size: int = SIZE,
    assignment: str = ASSIGNMENT,
    console: Console | None = None,
    bar: Bar = no_bar,
) -> int:
    """The whole cycle in `folder` (build/demo). Gives the exit status: 0 when everybody was graded.

    raises  DemoError, and what the steps raise
    """
    start = time.monotonic()
    show = console or Console(highlight=False, soft_wrap=True, width=None if sys.stdout.isatty() else 120)
    from autograder.authoring.bundle import find_bundle

    bundle = find_bundle(project, assignment)
    name, module = bundle.assignment.name, bundle.assignment.module
    folder = (folder or project.root / "build" / "demo").resolve()
    demo = course.lay_out(project, name, folder)
    with course.environment(folder):
        show.print(
            f"A class of {size}, and one learner who submits nothing, "
            f"for [bold]{bundle.assignment.title}[/bold], in {folder}."
        )
        show.print("Its gradebook, exchange and vault are its own; your course is not touched.\n")
        release = _release(show, demo, name)
        stub = (release / f"{module}.py").read_text(encoding="utf-8")
        players = cast(bundle, stub, size)
        _submit(show, demo, folder, release, bundle, players)
        summary = _grade(show, demo, name, workers, bar)
        report = _report(show, demo, name)
        show.print()
        show.print(_table(players, report, summary))
        _closing(show, demo, name, summary, time.monotonic() - start)
    return 1 if summary.failures or summary.left else 0


def _release(show: Console, demo: Project, name: str) -> Path:
    from autograder.nbgrader_adapter import steps
    from autograder.vault import keys

    with _step(show, "Computed the public and the hidden answer key with the TensorFlow reference"):
        from autograder.authoring.bundle import find_bundle

        keys.both_keys(demo, find_bundle(demo, name))
    with _step(show, "Generated the release, looked through it for answers, put it into the exchange (all nbgrader)"):
        release = steps.generate(demo.course, name)
        steps.publish(demo.course, name)
    return release


def _submit(show: Console, demo: Project, folder: Path, release: Path, bundle: Bundle, players: list[Player]) -> None:
    with _step(
        show,
        f"{len(players)} submissions laid into the exchange's inbox: on one machine all learners are one user, so "
        "the demo does here what `nbgrader submit` does for each",
    ):
        course.enrol(demo, players, [(ABSENT, "Walter", "Pitts")])
        course.hand_in(release, folder / "exchange", bundle, players)
    with _step(show, "Collected them (nbgrader)"):
        count = course.collect(demo, bundle.assignment.name)
    if count != len(players):
        raise course.DemoError(f"{count} submissions were collected, of {len(players)} that were handed in.")


def _grade(show: Console, demo: Project, name: str, workers: int | None, bar: Bar) -> GradeSummary:
    from autograder.classroom.grade import GradeRequest, grade
    from autograder.nbgrader_adapter import steps

    with bar("Grading in the sandbox") as progress:
        summary = grade(demo, GradeRequest(name, workers=workers), progress=progress)
    isolation = ", ".join(sorted({item.isolation for item in summary.graded} - {"", "not run"}))
    again = sum(bool(item.notes) for item in summary.graded)
    _done(
        show,
        f"Graded {len(summary.graded)} submissions with {summary.workers} processes ({isolation}); "
        f"{again} ran out of time or memory and were tried once more alone",
        summary.seconds,
    )
    with _step(show, "Wrote everybody's feedback page (nbgrader) and put it into the exchange (nbgrader)"):
        steps.feedback(demo.course, name)
        steps.publish(demo.course, name, "ReleaseFeedback")
    return summary


def _report(show: Console, demo: Project, name: str) -> ClassReport:
    from autograder.report.data import collect
    from autograder.report.write import save

    with _step(show, "Wrote the class report"):
        report = collect(demo, name)
        save(report, demo.course / "reports")
    return report


def _table(players: list[Player], report: ClassReport, summary: GradeSummary) -> Table:
    table = Table(title="What was handed in, and what the grader says", title_justify="left", show_edge=False)
    table.add_column("Learner")
    table.add_column("Handed in", max_width=52)
    table.add_column("Points", justify="right")
    table.add_column("Right", justify="right")
    table.add_column("The grader names")
    rows = {learner.learner: learner for learner in report.learners}
    for player in players:
        row = rows[player.learner]
        verdicts, causes = row.verdicts or {}, row.misconceptions or {}
        right = list(verdicts.values()).count("pass")
        points = "–" if row.score is None else f"{row.score:g}/{row.maximum:g}"
        table.add_row(
            player.learner,
            Text(player.note),
            points,
            f"{right}/{len(report.exercises)}",
            Text(summary.failures.get(player.learner) or _named(verdicts, causes)),
        )
    return table


WORDS = {
    "wrong": "wrong",
    "partial": "partly right",
    "error": "stops with an error",
    "timeout": "out of time",
    "limit": "asks for too much",
    "refused": "breaks a rule",
    "missing": "not there",
}


def _named(verdicts: Mapping[str, str], causes: Mapping[str, str | None]) -> str:
    named = [f"{exercise}: {cause}" for exercise, cause in causes.items() if cause]
    others: dict[str, list[str]] = {}
    for exercise, verdict in verdicts.items():
        if verdict != "pass" and not causes.get(exercise):
            others.setdefault(WORDS[verdict], []).append(exercise)
    for word, exercises in others.items():
        named.append(f"{exercises[0] if len(exercises) == 1 else f'{len(exercises)} exercises'}: {word}")
    return "; ".join(named) or "all right"


def _closing(show: Console, demo: Project, name: str, summary: GradeSummary, seconds: float) -> None:
    waiting = sum(item.waits for item in summary.graded)
    if waiting:
        show.print(
            f"\nWritten answers and plots of {waiting} submissions wait for a person: those points are missing above."
        )
    page = demo.course / "reports" / f"{name}.html"
    feedback = sorted((demo.course / "feedback").glob(f"*/{name}/*.html"))
    show.print(f"\nThe whole cycle took {seconds:.0f} s, grading {summary.seconds:.1f} s of it.")
    show.print("[bold]Open next[/bold], in a browser:")
    show.print(f"  the class report    {page}", soft_wrap=True)
    if feedback:
        show.print(f"  a feedback page     {feedback[0]}", soft_wrap=True)
    show.print(f"Or as a teacher: cd {demo.course} && GRADUS_COURSE={course.COURSE_ID} nbgrader --help", soft_wrap=True)


@contextmanager
def _step(show: Console, words: str) -> Iterator[None]:
    start = time.monotonic()
    yield
    _done(show, words, time.monotonic() - start)


def _done(show: Console, words: str, seconds: float) -> None:
    show.print(f"[green]✓[/green] {words}. [dim]({seconds:.1f} s)[/dim]")
