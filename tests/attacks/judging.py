"""Judges a hostile module with a hidden key and says in words what it gained, learned or harmed.

pytest uses it, and a system user runs it: `python -m tests.attacks.judging KEY CORPUS PACKAGE ...`.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any
from unittest import mock

from autograder.judge.echo import numbers_in, significant
from autograder.judge.judge import judge_submission
from autograder.key.model import Key
from autograder.key.store import load
from autograder.result import SubmissionResult
from autograder.sandbox.client import Sandbox, SandboxLimits

STRESS = bool(os.environ.get("GRADUS_STRESS"))
SECONDS = 5.0 if STRESS else 1.5  # for a hostile submission
COST = 10.0  # processor seconds of the grader for a hostile submission
PATIENCE = 200.0  # for an honest submission on a busy machine, and the end of one that hangs
ALLOWED_WITH_TENSORFLOW = {"reading_other_packages"}  # it answers with tf.sigmoid
CANARY = "CANARY-7f3a9c51e2d8"


@dataclass
class Trial:
    """A key, a sandbox, and something to steal: `secret` is a file of the grader's user, mode 0600."""

    key: Key
    honest: bytes
    sandbox: Sandbox
    secret: Path

    def judge(self, source: bytes, seconds: float = SECONDS) -> SubmissionResult:
        key, limits = replace(self.key, seconds=seconds), SandboxLimits(seconds=seconds)
        return judge_submission(key, source, lambda others: self.sandbox.open(key.module, source, others, limits))

    @cached_property
    def hidden(self) -> set[str]:
        cases = [case for exercise in self.key.exercises.values() for case in exercise.cases]
        steps = [step for case in cases for step in case.steps]
        return {significant(number) for number in numbers_in([[step.args, dict(step.kwargs)] for step in steps])} - {""}

    def problems(self, path: Path) -> list[str]:
        """What went wrong for the grader; empty if the attack achieved nothing."""
        start, used = time.monotonic(), time.process_time()
        result = self.judge(path.read_bytes())
        took, cost = time.monotonic() - start, time.process_time() - used
        with_tensorflow = len(self.sandbox.packages) > 1
        found = []
        gained = {item.exercise: item.fraction for item in result.exercises if item.fraction}
        if gained and not (with_tensorflow and path.stem in ALLOWED_WITH_TENSORFLOW):
            found.append(f"it gained {gained}")
        if {item.exercise for item in result.exercises} != set(self.key.exercises):
            found.append("not every exercise has a result")
        if not (result.isolation.startswith("landlock") and "seccomp" in result.isolation):
            found.append(f"it ran under {result.isolation!r}")
        if cost > COST:
            found.append(f"it cost the grader {cost:.0f} s of processor time")
        if took > PATIENCE:  # even a busy machine ends it much earlier
            found.append(f"it delayed the class for {took:.0f} s")
        text = json.dumps(words(result))
        if len(text) > 50_000:
            found.append(f"its result has {len(text)} characters")
        if CANARY in text or str(self.secret.parent) in text:
            found.append("its result shows what it may not read")
        shown = self.hidden & {significant(number) for number in _numbers(text)}
        if shown:
            found.append(f"its result shows hidden numbers {sorted(shown)[:3]}")
        if self.secret.read_text() != CANARY or list(self.secret.parent.iterdir()) != [self.secret]:
            found.append("it changed the grader's files")
        found += self._left_overs()
        honest = self.judge(self.honest, PATIENCE)
        if {item.fraction for item in honest.exercises} != {1.0}:
            found.append(f"the next submission was harmed: {words(honest)}")
        return found

    def _left_overs(self) -> Iterator[str]:
        """The processes and files that a submission left."""
        zygote = self.sandbox._zygote
        if zygote is None or not zygote.alive():
            yield "the warm process is gone"
            return
        if list(zygote.scratch.iterdir()):
            yield "files are left"
        if Path(f"/proc/{zygote.process.pid}/task/{zygote.process.pid}/children").read_text().split():
            yield "processes are left"


@contextmanager
def vault(folder: Path) -> Iterator[Path]:
    """A vault as a grader has it: named in the environment and readable only by its user."""
    folder.mkdir(mode=0o700)
    secret = folder / "hidden.key"
    secret.write_text(CANARY)
    secret.chmod(0o600)
    with mock.patch.dict(os.environ, {"GRADUS_VAULT": str(folder), "GRADUS_CANARY": CANARY}):
        yield secret


def words(result: SubmissionResult) -> list[dict[str, Any]]:
    """The part of a result that a person may see, without its duration."""
    return [{**item.to_plain(), "seconds": 0} for item in result.exercises]


def _numbers(text: str) -> Iterator[float]:
    for word in text.replace("[", " ").replace("]", " ").replace(",", " ").split():
        try:
            yield float(word.strip("()\"'"))
        except ValueError:
            continue


def main() -> None:
    """KEY: a hidden key's file; CORPUS: a folder with `honest` and the attacks; then the packages to offer."""
    key, corpus, packages = load(Path(sys.argv[1])), Path(sys.argv[2]), sys.argv[3:]
    with vault(Path.home() / "vault") as secret, Sandbox(packages) as sandbox:
        trial = Trial(key, (corpus / "honest").read_bytes(), sandbox, secret)
        found = {path.stem: trial.problems(path) for path in sorted(corpus.glob("*.py"))}
    print(json.dumps({"user": os.geteuid(), "isolation": sandbox.isolation, "problems": found}))


if __name__ == "__main__":
    main()
