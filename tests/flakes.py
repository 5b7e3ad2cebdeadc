"""Proves the exercises of random functions again and again, each time with other random streams.

`python -m tests.flakes [--times 200] [--keys 10] [c2w1b ...]`: every wrong variant must fail under its own name, every
accepted version and every alternative must pass. `make stress` runs it. A result is told for each version: how often
it was as it should be. Every time has its own seed, which is printed where something went wrong, so it can be repeated
(`--first SEED --times 1`).
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder.authoring.bundle import Bundle
from autograder.authoring.keys.drawing import draw_cases
from autograder.authoring.prover import Prover
from autograder.exercise import Exercise
from autograder.sandbox.local import LocalRunner
from tests.proving import COURSE, EXAMPLES, bundle

CHANCE = frozenset({"distribution", "independence", "rearrangement", "drawn_from"})


def random_exercises(folders: Sequence[Path]) -> Iterator[tuple[Bundle, Exercise]]:
    """The exercises that are judged by a check of random answers."""
    for folder in folders:
        loaded = bundle(folder)
        for exercise in loaded.assignment.exercises:
            if any(case.check.kind in CHANCE for case in draw_cases(loaded, exercise, 1)):
                yield loaded, exercise


def problems(prover: Prover, exercise: Exercise) -> list[str]:
    """What is not as it should be this time."""
    return [*prover.variants_fail(exercise), *prover.accepted_pass(exercise), *prover.alternatives_pass(exercise)]


def prove(loaded: Bundle, exercise: Exercise, first: int, times: int, keys: int) -> Counter[str]:
    """How often each sentence was said in so many times, with so many keys."""
    found: Counter[str] = Counter()
    for number in range(keys):
        prover = Prover(loaded, LocalRunner, seed=first + number)
        for streams in range(first + number, first + times, keys):
            prover.streams = streams
            prover.forget_results()
            for sentence in problems(prover, exercise):
                found[sentence.split(":")[0]] += 1
                print(f"    seed {first + number}, streams {streams}: {sentence}", flush=True)
        prover.close()
    return found


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("names", nargs="*", help="assignments or exercises (c2w1b, c2w1b.augment); all")
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--keys", type=int, default=10, help="each serves as many of the times")
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    chosen = parser.parse_args(arguments)
    bad = 0
    for loaded, exercise in random_exercises([*COURSE, *EXAMPLES]):
        short = loaded.assignment.short
        if chosen.names and not {short, f"{short}.{exercise.name}"} & set(chosen.names):
            continue
        start = time.process_time()
        found = prove(loaded, exercise, chosen.first, chosen.times, min(chosen.keys, chosen.times))
        versions = len(exercise.variants) + len(exercise.accepted) + len(exercise.alternatives)
        bad += len(found)
        seconds = time.process_time() - start
        print(
            f"{short}.{exercise.name}: {versions} versions, {chosen.times} times each, {sum(found.values())} surprises "
            f"({seconds:.0f} s of processor time)",
            flush=True,
        )
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
