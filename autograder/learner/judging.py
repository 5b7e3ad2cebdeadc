"""Judges the learner's saved module in the learner's own process, against the public key."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from autograder.learner import verdicts
from autograder.learner.place import Place
from autograder.quiet import quiet_tensorflow
from autograder.result import ExerciseResult

if TYPE_CHECKING:
    from autograder.judge.attempt import Attempt

STARTING = "TensorFlow is starting: about 10 s …"
_NEEDS_TENSORFLOW = re.compile(rb"^\s*(?:from|import)\s+(?:tensorflow|keras)\b", re.MULTILINE)


def judge(
    place: Place, exercises: Sequence[str] | None = None, tell: Callable[[str], object] | None = None
) -> tuple[ExerciseResult, ...]:
    """The results of these exercises (None: all), in the assignment's order, all judged in this process.

    tell  takes a sentence on what will take long

    TensorFlow is imported only if something that was written has to run in a module that uses it.
    """
    from autograder.judge.judge import judge_submission  # imported here: they bring NumPy
    from autograder.judge.messages import unjudged
    from autograder.sandbox import SandboxError
    from autograder.sandbox.local import LocalRunner

    source = place.source()

    def open_runner(stand_ins: Mapping[str, str]) -> LocalRunner:
        _start_tensorflow(place, source, tell)  # before the learner's time starts
        return LocalRunner(place.key.module, source, stand_ins)

    wanted = set(place.key.exercises if exercises is None else exercises)
    needed = None if verdicts.are_there(place) else wanted  # a verdict waits until every question is answered
    try:
        results = judge_submission(place.key, source, open_runner, needed).exercises
    except SandboxError as problem:
        said = {name: unjudged(name, str(problem)) for name in place.key.exercises if name in wanted}
        return tuple(ExerciseResult(name, 0.0, "unjudged", message=text) for name, text in said.items())
    return verdicts.told(place, results, wanted)


def attempted(place: Place, exercise: str) -> Attempt:
    """The outcome of every case of one exercise. Raises SandboxError if this computer cannot run them."""
    from autograder.judge.attempt import Session, attempt
    from autograder.sandbox.local import LocalRunner

    source, key = place.source(), place.key.exercises[exercise]

    def open_runner(stand_ins: Mapping[str, str]) -> LocalRunner:
        _start_tensorflow(place, source, None)
        return LocalRunner(place.key.module, source, stand_ins)

    with Session(open_runner) as session:
        return attempt(key, key.cases, session, place.key.seconds)


def _start_tensorflow(place: Place, source: bytes | None, tell: Callable[[str], object] | None) -> None:
    """Import TensorFlow if the module uses it. Raises SandboxError if this computer cannot."""
    from autograder.sandbox import SandboxError

    if "tensorflow" not in place.key.packages or not _NEEDS_TENSORFLOW.search(source or b""):
        return
    if "tensorflow" in sys.modules:
        return
    quiet_tensorflow()
    if tell is not None:
        tell(STARTING)
    try:
        importlib.import_module("tensorflow")
    except Exception as error:  # whatever a broken installation raises
        reason = f"TensorFlow does not start on this computer ({type(error).__name__}); `gradus doctor` says more"
        raise SandboxError(reason) from error
