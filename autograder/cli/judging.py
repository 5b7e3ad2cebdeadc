"""`gradus judge`: module files graded without nbgrader, one JSON line for each. An external contract."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.cli import say
from autograder.cli.errors import NotDone, WrongCall

if TYPE_CHECKING:
    from autograder.grading.jobs import Answer, Job
    from autograder.result import ExerciseResult

LARGEST = 64 << 20  # bytes read of a file; the judge refuses far less, and says so


def judge_paths(
    assignment: str, paths: Sequence[Path], seed: int | None, workers: int | None, isolate: bool
) -> Iterator[tuple[str, Answer]]:
    """Each path as it was given, with its answer, in the order given.

    raises  WrongCall before anything is graded: no such assignment or path; NotDone if nothing can be graded here
    """
    from autograder.cli.projects import bundle_of, project

    found = project(instructor=True)
    bundle = bundle_of(found, assignment)
    _require(paths)
    from autograder.classroom.pool import ClassFault, default_workers, judge_many
    from autograder.grading.jobs import Job
    from autograder.vault.keys import hidden_key

    module, names = bundle.assignment.module, bundle.names
    with ExitStack() as stack:
        with say.patiently(say.BUILDING_KEY):
            key = stack.enter_context(hidden_key(found, bundle, seed))

        def jobs() -> Iterator[Job]:
            for path in paths:
                yield Job(str(path), str(key), read_source(path, module), names, isolate=isolate)

        count = min(workers or default_workers(), len(paths))
        try:
            answers = judge_many(jobs(), count)
            for path in paths:
                with say.patiently(f"Judging {path} …"):
                    answer = next(answers)
                yield str(path), answer
        except ClassFault as fault:
            raise NotDone(str(fault)) from fault


def read_source(path: Path, module: str) -> bytes | None:
    """The module's bytes; of a folder, the file of the module's name in it, or None if there is none."""
    file = path / f"{module}.py" if path.is_dir() else path
    if not file.is_file():
        return None
    with file.open("rb") as stream:
        return stream.read(LARGEST)


def to_plain(file: str, answer: Answer) -> dict[str, Any]:
    """`{"file", "isolation", "exercises": {name: {"fraction", "verdict", "misconception", "message", "advice"}}}`."""
    if answer.result is None:
        return {"file": file, "isolation": None, "exercises": {}, "error": answer.fault}
    exercises = {item.exercise: _exercise(item) for item in answer.result.exercises}
    return {"file": file, "isolation": answer.result.isolation, "exercises": exercises}


def print_results(results: Iterable[tuple[str, Answer]], as_json: bool) -> int:
    """Print the results as they come. Returns the exit status: 0 if every path was judged."""
    failed = 0
    for file, answer in results:
        failed += answer.result is None
        if as_json:
            say.as_json(to_plain(file, answer))
        else:
            _print(file, answer)
    if failed:
        say.note(f"gradus: {failed} could not be judged; the grader itself failed (see above).")
    return 1 if failed else 0


def _require(paths: Sequence[Path]) -> None:
    for path in paths:
        try:
            mode = path.stat().st_mode
        except OSError as problem:
            raise WrongCall(f"{path}: {(problem.strerror or 'cannot be read').lower()}. Nothing was graded.") from None
        if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
            raise WrongCall(f"{path} is neither a file nor a folder. Nothing was graded.")


def _exercise(result: ExerciseResult) -> dict[str, Any]:
    from autograder.card.content import body, lines

    return {
        "fraction": result.fraction,
        "verdict": result.verdict,
        "misconception": result.misconception,
        "message": "\n".join(body(result)) or None,
        "advice": "\n".join(lines(result.advice)) or None,
    }


def _print(file: str, answer: Answer) -> None:
    from autograder.card.content import content
    from autograder.card.text import render_content
    from autograder.learner.show import colour_wanted
    from autograder.result import DONE

    if answer.result is None:
        say.line(f"{file}: not judged; {answer.fault}\n")
        return
    right = sum(item.state in DONE for item in answer.result.exercises)
    say.line(f"{file}: {right} of {len(answer.result.exercises)} right ({answer.result.isolation})")
    for item in answer.result.exercises:
        say.line(render_content(content(item), colour_wanted()))
    for note in answer.result.notes:
        say.line(f"    {note}")
    say.line()
