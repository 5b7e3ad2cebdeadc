"""The teachers' commands: they call the packages and say what was done and what to do next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager, ExitStack
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.cli import say
from autograder.cli.errors import NotDone, WrongCall
from autograder.cli.projects import bundle_of, bundles_of, name_of, project

if TYPE_CHECKING:
    from autograder.classroom.run import GradeRequest, GradeSummary
    from autograder.project import Project


def make_keys(assignments: Sequence[str], new_secret: bool, as_json: bool) -> None:
    from autograder.nbgrader_adapter.settings import key_versions, load_config
    from autograder.vault import keys, secrets

    found = project(instructor=True)
    bundles = bundles_of(found, assignments)
    if new_secret:
        secrets.accept_new_secret(found)
    count = key_versions(load_config(found.course))
    made = []
    for bundle in bundles:
        with say.patiently(f"{bundle.assignment.short}: {say.BUILDING_KEY}"):
            public, hidden = keys.both_keys(found, bundle)
            keys.hidden_versions(found, bundle, count)
        made.append({"assignment": bundle.assignment.name, "public": str(public), "hidden": str(hidden)})
        if not as_json:
            more = f"  (and {count - 1} other versions beside it)" if count > 1 else ""
            say.line(f"{bundle.assignment.name}\n  public  {public}\n  hidden  {hidden}{more}")
    if as_json:
        say.as_json(made)
        return
    say.line(f"The hidden seed is in {secrets.seed_path(found)}: back it up, and keep it secret.")
    say.next_step("`gradus release ASSIGNMENT`, which includes the public key.")


def make_release(assignment: str, publish: bool) -> None:
    from autograder.nbgrader_adapter import steps

    found = project(instructor=True)
    name = bundle_of(found, assignment).assignment.name
    with say.patiently("Computing the public answer key if it is new, and searching the release for answers …"):
        folder = steps.generate(found.course, name)
    say.line(f"Made the release in {folder}:")
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            say.line(f"  {path.relative_to(folder)}")
    say.line("It was searched: it holds no solution.")
    if not publish:
        say.next_step(f"`gradus release {name}` puts it into the exchange, or hand out the folder.")
        return
    try:
        exchange = steps.publish(found.course, name)
    except steps.StepError as problem:
        say.line(f"It is not in an exchange: {problem}")
        say.next_step("hand out the folder, or set up an exchange (docs, for administrators) and run this again.")
        return
    say.line(f"Learners can fetch it from the exchange in {exchange}.")
    say.next_step(f"when they have submitted: `nbgrader collect {name}` in course/, then `gradus grade {name}`.")


def grade_class(request: GradeRequest, cluster: str | None, as_json: bool) -> int:
    """Grade the collected submissions, on a Dask cluster if its address is given.

    Returns the exit status: 0 if everybody was graded.
    """
    from autograder.classroom.grade import grade
    from autograder.classroom.run import Progress
    from autograder.cli.progress import bar

    found = project(instructor=True)
    declared = bundle_of(found, request.assignment).assignment
    with bar(f"Grading {declared.name}") as progress, ExitStack() as stack:

        def tell(sentence: str) -> None:
            progress(Progress(0, 0, message=sentence))

        executor = None
        if cluster is not None:
            executor = stack.enter_context(_cluster(request, cluster, 2 * declared.seconds + 120, tell))
        with say.patiently("Preparing: the hidden key, the gradebook and the collected files …") as ready:

            def report(state: Progress) -> None:
                ready()
                progress(state)

            done = grade(found, replace(request, assignment=declared.name), executor, report)
    if as_json:
        say.as_json(asdict(done))
    else:
        one, many = ("process", "processes") if cluster is None else ("Dask worker", "Dask workers")
        _tell(done, f"{done.workers} {one if done.workers == 1 else many}")
    return 1 if done.failures or done.left else 0


def _cluster(
    request: GradeRequest, address: str, seconds: float, tell: Callable[[str], None]
) -> AbstractContextManager[Executor]:
    from autograder.classroom.joining import ClusterError, check_address, connect

    if request.workers is not None:
        raise WrongCall(
            "--workers counts processes on this machine; a cluster brings its own workers, and local:N sets how many."
        )
    try:
        check_address(address)
    except ClusterError as problem:
        raise WrongCall(f"--cluster: {problem}") from None
    return connect(address, tell, request.isolate, seconds)


def _tell(done: GradeSummary, hands: str) -> None:
    from autograder.classroom.run import describe_changes

    for text in describe_changes(done):
        say.line(text)
    for item in done.graded:
        for notice in (*item.notices, *item.notes):
            say.line(f"{item.learner}: {notice}")
    for learner, fault in done.failures.items():
        say.line(f"{learner}: not graded; {fault}")
    isolation = ", ".join(sorted({item.isolation for item in done.graded if item.isolation}))
    say.line(
        f"{len(done.graded)} graded in {done.seconds:.1f} s by {hands}"
        f"{f' ({isolation})' if isolation else ''}, {len(done.unchanged)} unchanged."
    )
    waiting = sum(item.waits for item in done.graded)
    if waiting:
        say.line(f"{waiting} of them have cells that a person grades: `nbgrader formgrade`, or the formgrader's page.")
    if done.left:
        say.line(f"Stopped before {len(done.left)} others. Run the same command to continue.")
        return
    say.next_step(f"`gradus feedback {done.assignment}` and `gradus report {done.assignment}`.")


def write_feedback(assignment: str, students: Sequence[str], publish: bool) -> None:
    from autograder.nbgrader_adapter import steps

    found = project(instructor=True)
    name = name_of(found, assignment)
    with say.patiently("Writing the feedback pages …"):
        pages = [page for student in students or ["*"] for page in steps.feedback(found.course, name, student)]
    if not pages:
        raise NotDone(f"Nothing of {name} has been graded yet: `gradus grade {name}` first.")
    say.line(f"Wrote {len(pages)} {'page' if len(pages) == 1 else 'pages'}, such as {pages[0]}.")
    if publish:
        exchange = steps.publish_feedback(found.course, name)
        say.line(f"Learners can fetch them from the exchange in {exchange}.")
        say.next_step(f"`gradus report {name}` for the class; `gradus solution {name}` after the due date.")
    else:
        say.next_step(f"look at one, then `gradus feedback {name} --publish` lets learners fetch theirs.")


def write_class_report(assignment: str, folder: Path | None, forget: bool, as_json: bool) -> None:
    from nbgrader.api import MissingEntry

    from autograder.report.write import write_report

    found = project(instructor=True)
    name = name_of(found, assignment)
    try:
        with say.patiently("Writing the report …"):
            paths = write_report(found, name, folder)
    except MissingEntry:
        raise NotDone(f"The gradebook does not know {name} yet: run `gradus release {name}` first.") from None
    forgotten = _forget_attempts(found, name) if forget else None
    if as_json:
        say.line(paths["json"].read_text(encoding="utf-8").rstrip())
        return
    for path in paths.values():
        say.line(f"wrote  {path}")
    if forgotten is not None:
        say.line(f"Deleted the logs of checks in {forgotten} submissions; the report keeps its summary of them.")
    say.next_step(f"open {paths['html']} in a browser. It names learners: it is for you, not for them.")


def _forget_attempts(found: Project, name: str) -> int:
    """Delete the logs in the collected and graded submissions; returns how many submissions had one."""
    from autograder.nbgrader_adapter.settings import course_directory, folders
    from autograder.report.attempts import forget

    coursedir = course_directory(found.course)
    forget(folders(coursedir, coursedir.autograded_directory, name))
    return forget(folders(coursedir, coursedir.submitted_directory, name))


def play_demo(folder: Path | None, workers: int | None) -> int:
    with say.patiently("Loading nbgrader and laying out the demo's course …") as ready:
        from autograder.demo.play import DemoOptions, play

        ready()
    from autograder.cli.progress import bar

    return play(project(instructor=True), DemoOptions(folder, workers), bar=bar)
