"""Runs the demo step by step, and says what each step did and with which tool."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
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


@dataclass(frozen=True)
class DemoOptions:
    """
    folder   where the demo's course is made; by default build/demo
    workers  the number of worker processes; by default one per CPU
    size     the number of learners who submit something
    """

    folder: Path | None = None
    workers: int | None = None
    size: int = SIZE
    assignment: str = ASSIGNMENT


def no_bar(title: str) -> AbstractContextManager[Report]:
    return nullcontext(lambda progress: None)


def play(
    project: Project, options: DemoOptions = DemoOptions(), console: Console | None = None, bar: Bar = no_bar
) -> int:
    """Run the whole cycle. Returns the exit status: 0 if everybody was graded.

    raises  DemoError, and what the steps raise
    """
    start = time.monotonic()
    show = console or Console(highlight=False, soft_wrap=True, width=None if sys.stdout.isatty() else 120)
    from autograder.authoring.bundle import find_bundle

    bundle = find_bundle(project, options.assignment)
    folder = (options.folder or project.root / "build" / "demo").resolve()
    demo = _Demo(show, course.lay_out(project, bundle.assignment.name, folder), folder, bundle)
    with course.environment(folder):
        show.print(
            f"A class of {options.size}, and one learner who submits nothing, "
            f"for [bold]{bundle.assignment.title}[/bold], in {folder}."
        )
        show.print("It has its own gradebook, exchange and vault. Your course is not changed.\n")
        release = demo.release()
        stub = (release / f"{bundle.assignment.module}.py").read_text(encoding="utf-8")
        players = cast(bundle, stub, options.size)
        demo.submit(release, players)
        summary = demo.grade(options.workers, bar)
        report = demo.report()
        show.print()
        show.print(_table(players, report, summary))
        demo.close(summary, time.monotonic() - start)
    return 1 if summary.failures or summary.left else 0


@dataclass(frozen=True)
class _Demo:
    """The steps of the demo. `bundle` is the real course's, `project` the demo's own."""

    show: Console
    project: Project
    folder: Path
    bundle: Bundle

    @property
    def name(self) -> str:
        return self.bundle.assignment.name

    def release(self) -> Path:
        """Make the keys and the release, and publish it; returns its folder."""
        from autograder.authoring.bundle import find_bundle
        from autograder.nbgrader_adapter import steps
        from autograder.vault import keys

        with self.step("Computed the public and the hidden answer key with the TensorFlow reference"):
            keys.both_keys(self.project, find_bundle(self.project, self.name))
        with self.step("Generated the release, searched it for answers and put it into the exchange (nbgrader)"):
            release = steps.generate(self.project.course, self.name)
            steps.publish(self.project.course, self.name)
        return release

    def submit(self, release: Path, players: list[Player]) -> None:
        with self.step(
            f"Put {len(players)} submissions into the exchange's inbox. The demo does this in place of `nbgrader "
            "submit`, because all learners are the same user on this machine"
        ):
            course.enrol(self.project, players, [(ABSENT, "Walter", "Pitts")])
            course.hand_in(release, self.folder / "exchange", self.bundle, players)
        with self.step("Collected them (nbgrader)"):
            count = course.collect(self.project, self.name)
        if count != len(players):
            raise course.DemoError(f"Only {count} of {len(players)} submissions were collected.")

    def grade(self, workers: int | None, bar: Bar) -> GradeSummary:
        from autograder.classroom.grade import GradeRequest, grade
        from autograder.nbgrader_adapter import steps

        with bar("Grading in the sandbox") as progress:
            summary = grade(self.project, GradeRequest(self.name, workers=workers), progress=progress)
        isolation = ", ".join(sorted({item.isolation for item in summary.graded} - {"", "not run"}))
        again = sum(bool(item.notes) for item in summary.graded)
        self.done(
            f"Graded {len(summary.graded)} submissions with {summary.workers} "
            f"{'process' if summary.workers == 1 else 'processes'} ({isolation}). {again} of them ran out of time or "
            "memory and were tried once more alone",
            summary.seconds,
        )
        with self.step("Wrote the feedback pages and put them into the exchange (nbgrader)"):
            steps.feedback(self.project.course, self.name)
            steps.publish_feedback(self.project.course, self.name)
        return summary

    def report(self) -> ClassReport:
        from autograder.report.data import collect
        from autograder.report.write import save

        with self.step("Wrote the class report"):
            report = collect(self.project, self.name)
            save(report, self.project.course / "reports")
        return report

    def close(self, summary: GradeSummary, seconds: float) -> None:
        """Say what to look at next."""
        folder = self.project.course
        waiting = sum(item.waits for item in summary.graded)
        if waiting:
            self.show.print(
                f"\n{waiting} submissions have written answers and plots that need manual grading. Their points are "
                "not included above."
            )
        page = folder / "reports" / f"{self.name}.html"
        feedback = sorted((folder / "feedback").glob(f"*/{self.name}/*.html"))
        self.show.print(f"\nThe whole cycle took {seconds:.0f} s, of which grading took {summary.seconds:.1f} s.")
        self.show.print("[bold]Next, open[/bold] in a browser:")
        self.show.print(f"  the class report    {page}", soft_wrap=True)
        if feedback:
            self.show.print(f"  a feedback page     {feedback[0]}", soft_wrap=True)
        self.show.print(
            f"To try the teacher's commands: cd {folder} && GRADUS_COURSE={course.COURSE_ID} nbgrader --help",
            soft_wrap=True,
        )

    @contextmanager
    def step(self, words: str) -> Iterator[None]:
        """Time the block, then say what it did."""
        start = time.monotonic()
        yield
        self.done(words, time.monotonic() - start)

    def done(self, words: str, seconds: float) -> None:
        self.show.print(f"[green]✓[/green] {words}. [dim]({seconds:.1f} s)[/dim]")


def _table(players: list[Player], report: ClassReport, summary: GradeSummary) -> Table:
    table = Table(title="The submissions and their results", title_justify="left", show_edge=False)
    table.add_column("Learner")
    table.add_column("Submission", max_width=52)
    table.add_column("Points", justify="right")
    table.add_column("Right", justify="right")
    table.add_column("What the grader found")
    rows = {learner.learner: learner for learner in report.learners}
    for player in players:
        row = rows[player.learner]
        verdicts, causes = row.verdicts or {}, row.misconceptions or {}
        right = list(verdicts.values()).count("pass")
        points = "–" if row.score is None else f"{row.score:g}/{row.maximum:g}"
        table.add_row(
            player.learner,
            Text(player.submission.note),
            points,
            f"{right}/{len(report.exercises)}",
            Text(summary.failures.get(player.learner) or _named(verdicts, causes)),
        )
    return table


WORDS = {
    "wrong": "wrong",
    "partial": "partly right",
    "error": "raises an error",
    "timeout": "out of time",
    "limit": "exceeds a limit",
    "refused": "breaks a rule",
    "missing": "missing",
    "unjudged": "not judged yet",
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
