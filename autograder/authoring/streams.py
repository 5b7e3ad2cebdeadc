"""Seeds the random streams of a module under proof, so that a proof gives the same result when it is repeated.

Modules under proof are ours. A learner's module is never seeded.
"""

from __future__ import annotations

from types import TracebackType
from typing import Self

from autograder.sandbox import Runner
from autograder.script import Outcome, Step

SECONDS = 60.0
SEEDING = """

def _start_streams(seed):
    import random
    import sys

    random.seed(seed)
    numpy, tensorflow = sys.modules.get("numpy"), sys.modules.get("tensorflow")
    if numpy is not None:
        numpy.random.seed(seed)
        sequence = numpy.random.SeedSequence(seed)
        original = getattr(numpy.random.default_rng, "original", numpy.random.default_rng)

        def default_rng(seed=None):
            return original(sequence.spawn(1)[0] if seed is None else seed)

        default_rng.original = original
        numpy.random.default_rng = default_rng
    if tensorflow is not None:
        tensorflow.random.set_seed(seed)
"""
"""Code that is added to a module under proof. Generators made without a seed get seeds from a fixed sequence."""


class Seeded:
    """A runner whose streams start from `seed` before the first step."""

    def __init__(self, runner: Runner, seed: int) -> None:
        self._runner, self._seed, self._begun = runner, seed, False
        self.isolation = runner.isolation

    def run(self, step: Step, seconds: float) -> Outcome:
        if not self._begun:
            self._begun = True
            self._runner.run(Step("_start_streams", (self._seed % 2**31,)), max(seconds, SECONDS))
        return self._runner.run(step, seconds)

    def close(self) -> None:
        self._runner.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def with_streams(source: bytes) -> bytes:
    """A module's text with the code that `Seeded` needs."""
    return source + SEEDING.encode()
