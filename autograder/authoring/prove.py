"""Tests the graders: checks every exercise's promises and counts the mutants of its reference that survive."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from autograder.authoring.bundle import AuthorError, Bundle
from autograder.authoring.lint import lint_exercise
from autograder.authoring.mutants import Mutant
from autograder.authoring.prover import SEEDS, Open, Prover
from autograder.exercise import Exercise

KILLED_AT_LEAST = 0.98
EQUIVALENT_AT_MOST = 0.10


@dataclass(frozen=True)
class Survivor:
    id: str
    diff: str


@dataclass(frozen=True)
class ExerciseProof:
    """
    slopes      how many derivatives were compared with finite differences
    made        how many mutants there are; tried: how many of them were run
    killed      how many mutants lost marks; equivalent: how many are declared to change nothing observable
    problems    broken promises, one sentence each; lint: inputs that may hide a mistake
    """

    name: str
    cases: int
    variants: int
    accepted: int
    alternatives: int
    seeds: int
    slopes: int
    made: int
    tried: int
    killed: int
    equivalent: int
    survivors: tuple[Survivor, ...] = ()
    problems: tuple[str, ...] = ()
    lint: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """The share of killed mutants among those tried that are not declared equivalent."""
        relevant = self.tried - self.equivalent
        return self.killed / relevant if relevant else 1.0

    @property
    def share_of_all(self) -> float:
        return self.killed / self.tried if self.tried else 1.0

    @property
    def ok(self) -> bool:
        return not self.problems and not self.lint and self.share >= KILLED_AT_LEAST


@dataclass(frozen=True)
class ProofReport:
    assignment: str
    exercises: tuple[ExerciseProof, ...]
    seconds: float

    @property
    def ok(self) -> bool:
        return all(exercise.ok for exercise in self.exercises)

    def to_plain(self) -> dict[str, Any]:
        """For `--json`."""
        rows = [
            {**asdict(item), "share": round(item.share, 4), "share_of_all": round(item.share_of_all, 4), "ok": item.ok}
            for item in self.exercises
        ]
        return {
            "assignment": self.assignment,
            "ok": self.ok,
            "seconds": round(self.seconds, 1),
            "exercises": rows,
        }


@dataclass(frozen=True)
class Extent:
    """How much to test.

    seed    draws the inputs and chooses the sample
    seeds   how many seeds to judge the reference with, starting at `seed`
    sample  how many mutants of each exercise to run; all if None
    """

    seed: int = 1
    seeds: int = SEEDS
    sample: int | None = None


def prove(
    bundle: Bundle,
    open_runner: Open,
    extent: Extent = Extent(),
    exercises: Iterable[str] | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> ProofReport:
    """Prove an assignment's graders.

    open_runner  opens the runner of versions and mutants: `Sandbox.open`, which survives mutants that hang or exit
    exercises    the names of the exercises to prove; all if None
    progress     is called with the name of each exercise before it is proved
    """
    start = time.monotonic()
    prover = Prover(bundle, open_runner, extent.seed)
    names = bundle.names if exercises is None else tuple(exercises)
    try:
        proofs = []
        for name in names:
            progress(name)
            proofs.append(prove_exercise(prover, bundle.exercise(name), extent))
    finally:
        prover.close()
    return ProofReport(bundle.assignment.name, tuple(proofs), time.monotonic() - start)


def prove_exercise(prover: Prover, exercise: Exercise, extent: Extent) -> ExerciseProof:
    """Test one exercise: its promises and its mutants."""
    made = prover.mutants(exercise)
    chosen = made
    if extent.sample is not None and len(made) > extent.sample:
        chosen = random.Random(f"{extent.seed} {exercise.name}").sample(made, extent.sample)
    problems: list[str] = []
    promises: tuple[Callable[[], list[str]], ...] = (
        lambda: prover.reference_passes(exercise, range(extent.seed, extent.seed + extent.seeds)),
        lambda: prover.one_mistake_costs_once(exercise),
        lambda: prover.gradients_hold(exercise),
        lambda: prover.variants_fail(exercise),
        lambda: prover.accepted_pass(exercise),
        lambda: prover.alternatives_pass(exercise),
        lambda: prover.stub_scores_nothing(exercise),
        lambda: prover.stand_in_is_not_the_answer(exercise),
        lambda: prover.constants_score_nothing(exercise),
        lambda: prover.arguments_stay(exercise),
        lambda: prover.calls_are_independent(exercise),
    )
    for promise in promises:
        try:
            problems += promise()
        except AuthorError as error:
            problems += [] if str(error) in problems else [str(error)]
    try:
        lint = lint_exercise(prover.bundle, exercise, prover.key(exercise.name))
    except AuthorError:
        lint = []  # already among the problems
    killed, alive = prover.survivors(exercise, chosen)
    declared = [item for item in alive if item.id in exercise.equivalent]
    problems += declarations(exercise, made, chosen, alive)
    return ExerciseProof(
        name=exercise.name,
        cases=len(prover.marks_key(exercise.name).exercises[exercise.name].cases),
        variants=len(exercise.variants),
        accepted=len(exercise.accepted),
        alternatives=len(exercise.alternatives),
        seeds=extent.seeds,
        slopes=prover.gradients(exercise).slopes,
        made=len(made),
        tried=len(chosen),
        killed=killed,
        equivalent=len(declared),
        survivors=tuple(Survivor(item.id, item.diff) for item in alive if item not in declared),
        problems=tuple(problems),
        lint=tuple(lint),
    )


def declarations(
    exercise: Exercise, made: Sequence[Mutant], chosen: Sequence[Mutant], alive: Sequence[Mutant]
) -> list[str]:
    """Mutants declared equivalent must exist, survive and have a reason, and there must be few of them."""
    ids, tried, surviving = ({item.id for item in group} for group in (made, chosen, alive))
    found = [
        f"declared equivalent, but there is no such mutant: {name}" for name in exercise.equivalent if name not in ids
    ]
    found += [
        f"declared equivalent, but a case kills it: {name}" for name in exercise.equivalent if name in tried - surviving
    ]
    found += [
        f"declared equivalent without a reason: {name}" for name, why in exercise.equivalent.items() if not why.strip()
    ]
    if len(exercise.equivalent) > EQUIVALENT_AT_MOST * max(len(made), 1):
        found.append(f"{len(exercise.equivalent)} of {len(made)} mutants are declared equivalent: more than one in ten")
    return found
