"""Tests the graders themselves: every exercise's promises, and how many mechanical mistakes its inputs let through."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from autograder.authoring import source as text
from autograder.authoring.bundle import AuthorError, Bundle
from autograder.authoring.gradients import Agreement, gradients_agree, missing_declaration
from autograder.authoring.lint import lint_exercise
from autograder.authoring.mutants import Mutant, mutants
from autograder.authoring.stub import make_stub
from autograder.exercise import Exercise, Version
from autograder.judge.judge import judge_submission
from autograder.key.build import build_key
from autograder.key.model import Key
from autograder.key.oracle import Oracle
from autograder.result import ExerciseResult
from autograder.sandbox.runner import Runner

Open = Callable[[str, bytes, Mapping[str, str]], Runner]
"""Opens a runner of a module's text: (module, source, stand_ins)."""

SEEDS = 20
MUTANT_SECONDS = 6.0
KILLED_AT_LEAST = 0.98
EQUIVALENT_AT_MOST = 0.10


@dataclass(frozen=True)
class Survivor:
    id: str
    diff: str


@dataclass(frozen=True)
class ExerciseProof:
    """
    slopes      numbers of its gradients that were compared with finite differences
    killed      mutants that do not get full marks; equivalent: declared to change nothing that can be observed
    sampled     True where only some of the mutants were tried
    problems    broken promises, a sentence each; lint: inputs that may hide a mistake
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
        """Killed of those tried that are not declared equivalent."""
        relevant = self.tried - self.equivalent
        return self.killed / relevant if relevant else 1.0

    @property
    def share_of_all(self) -> float:
        return self.killed / self.tried if self.tried else 1.0

    @property
    def ok(self) -> bool:
        return not self.problems and self.share >= KILLED_AT_LEAST


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


@dataclass
class Prover:
    """One assignment with its keys, loaded once for many questions."""

    bundle: Bundle
    open_runner: Open
    seed: int = 1
    oracle: Oracle = field(init=False)
    _keys: dict[tuple[str, int, bool, bool], Key] = field(default_factory=dict)
    _gradients: dict[str, Agreement] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.oracle = Oracle(self.bundle)

    def close(self) -> None:
        self.oracle.__exit__()

    def key(self, exercise: str, seed: int | None = None, versions: bool = True, stand_ins: bool = True) -> Key:
        """The key of one exercise; hidden, so that what a teacher relies on is what is proved."""
        seed = self.seed if seed is None else seed
        address = (exercise, seed, versions, stand_ins)
        if address not in self._keys:
            self._keys[address] = build_key(
                self.bundle, seed, False, [exercise], versions=versions, stand_ins=stand_ins, oracle=self.oracle
            )
        return self._keys[address]

    def judge(self, exercise: str, source: str, key: Key | None = None, until_wrong: bool = False) -> ExerciseResult:
        """The verdict on one exercise of a module's text."""
        key = key or self.key(exercise)
        content = source.encode()
        result = judge_submission(
            key, content, lambda stand_ins: self.open_runner(key.module, content, stand_ins), [exercise], until_wrong
        )
        return result.exercises[0]

    # promises, each as the sentences in which it is broken

    def reference_passes(self, exercise: Exercise, seeds: Iterable[int]) -> list[str]:
        """The reference module, which learners are shown, agrees with the independent references."""
        found = []
        for seed in seeds:
            result = self.judge(
                exercise.name, self.bundle.reference_source, self.key(exercise.name, seed, False, False)
            )
            if result.verdict != "pass" or result.stand_ins:
                found.append(f"seed {seed}: the reference itself gets {_told(result)}")
            elif result.advice:
                found.append(f"seed {seed}: the reference itself gets advice: {result.advice[0]}")
        return found

    def one_mistake_costs_once(self, exercise: Exercise) -> list[str]:
        """With every exercise that it calls broken, a right one still gets full marks, by their stand-ins."""
        if not exercise.uses:
            return []
        source = self.bundle.reference_source
        for used in exercise.uses:
            span = text.definition(source, used)
            broken = f"def {used}(*args, **kwargs):\n    raise RuntimeError('broken on purpose')\n"
            source = text.replace_span(source, span, broken)
        result = self.judge(exercise.name, source)
        if result.fraction == 1 and result.stand_ins:
            return []
        return [f"with {', '.join(exercise.uses)} broken, the reference gets {_told(result)}"]

    def gradients(self, exercise: Exercise) -> Agreement:
        if exercise.name not in self._gradients:
            self._gradients[exercise.name] = gradients_agree(self.bundle, exercise, self.seed)
        return self._gradients[exercise.name]

    def gradients_hold(self, exercise: Exercise) -> list[str]:
        """Where there is a backward pass, finite differences agree with it."""
        return [*missing_declaration(exercise), *self.gradients(exercise).problems]

    def variants_fail(self, exercise: Exercise) -> list[str]:
        """Each wrong variant fails, under its own name."""
        found = []
        for variant in exercise.variants:
            result = self.judge(exercise.name, self._text(exercise, variant))
            if result.fraction == 1:
                found.append(f"the wrong variant {variant.name!r} gets full marks")
            elif result.misconception != variant.name and result.verdict != "refused":
                what = f"looks like {result.misconception!r}" if result.misconception else "is not recognised"
                found.append(f"the wrong variant {variant.name!r} {what}: {_told(result)}")
        return found

    def accepted_pass(self, exercise: Exercise) -> list[str]:
        """What is right with manners to mend passes, with the advice declared for it."""
        found = []
        for version in exercise.accepted:
            result = self.judge(exercise.name, self._text(exercise, version))
            if result.verdict != "pass" or result.stand_ins:
                found.append(f"the accepted version {version.name!r} gets {_told(result)}")
            elif version.hint not in result.advice:
                found.append(f"the accepted version {version.name!r} passes without its advice (got {result.advice})")
        return found

    def alternatives_pass(self, exercise: Exercise) -> list[str]:
        found = []
        for version in exercise.alternatives:
            result = self.judge(exercise.name, self._text(exercise, version))
            if result.verdict != "pass" or result.stand_ins:
                found.append(f"the right answer {version.name!r} gets {_told(result)}")
        return found

    def stub_scores_nothing(self, exercise: Exercise) -> list[str]:
        """The untouched stub: not attempted, kindly; a deleted function and a renamed one: missing."""
        found = []
        stub = make_stub(self.bundle.reference_source, self.bundle.assignment.name)
        result = self.judge(exercise.name, stub)
        if result.fraction or result.attempted or result.verdict != "missing" or not result.message:
            found.append(f"the untouched stub gets {_told(result)}")
        other = f"my_{exercise.name}"
        renamed = self.bundle.reference_source.replace(f"def {exercise.name}(", f"def {other}(")
        renamed = renamed.replace(f"class {exercise.name}", f"class {other}")
        result = self.judge(exercise.name, renamed)
        if result.fraction or result.verdict != "missing" or other not in (result.message or ""):
            found.append(f"a renamed function gets {_told(result)}")
        result = self.judge(exercise.name, "")
        if result.fraction or result.verdict != "missing":
            found.append(f"an empty file gets {_told(result)}")
        return found

    def stand_in_is_no_answer(self, exercise: Exercise) -> list[str]:
        """Handed in as an answer, the exercise's own stand-in must not pass."""
        if not exercise.stand_in:
            return []
        source = f"{self.bundle.reference_source}\n\n{exercise.stand_in}"
        result = self.judge(exercise.name, source)
        return [f"its stand-in, handed in as an answer, gets {result.fraction:.0%}"] if result.fraction >= 0.5 else []

    def constants_score_nothing(self, exercise: Exercise) -> list[str]:
        """What every learner might try without a thought: `return None`, `return 0`, the arguments as they came."""
        found = []
        for body in ("return None", "return 0", "return args[0] if len(args) == 1 else args", "return {}"):
            source = f"{self.bundle.reference_source}\n\ndef {exercise.name}(*args, **kwargs):\n    {body}\n"
            result = self.judge(exercise.name, source)
            if result.fraction:
                found.append(f"`{body}` gets {result.fraction:.0%}")
        return found

    def survivors(self, exercise: Exercise, chosen: Sequence[Mutant]) -> tuple[int, list[Mutant]]:
        """How many of the mutants are killed, and those that get full marks."""
        # Variants would be compared for nothing: only the marks count here.
        key = replace(self.key(exercise.name, versions=False), seconds=MUTANT_SECONDS)
        alive = [item for item in chosen if self.judge(exercise.name, item.source, key, True).fraction == 1]
        return len(chosen) - len(alive), alive

    def _text(self, exercise: Exercise, version: Version) -> str:
        return self.bundle.version_source(exercise, version)


def prove(
    bundle: Bundle,
    open_runner: Open,
    sample: int | None = None,
    seed: int = 1,
    seeds: int = SEEDS,
    exercises: Iterable[str] | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> ProofReport:
    """Prove an assignment's graders.

    open_runner  where versions and mutants run: `Sandbox.open`, so that a mutant that hangs or exits does no harm
    sample       try so many mutants of each exercise (chosen by `seed`), None: all
    seeds        on how many drawn inputs the reference is judged
    progress     is told the name of each exercise when it begins
    """
    start = time.monotonic()
    prover = Prover(bundle, open_runner, seed)
    names = bundle.names if exercises is None else tuple(exercises)
    try:
        proofs = []
        for name in names:
            progress(name)
            proofs.append(prove_exercise(prover, bundle.exercise(name), sample, seeds))
    finally:
        prover.close()
    return ProofReport(bundle.assignment.name, tuple(proofs), time.monotonic() - start)


def prove_exercise(prover: Prover, exercise: Exercise, sample: int | None = None, seeds: int = SEEDS) -> ExerciseProof:
    """All promises of one exercise, and its mutants."""
    made = [] if _is_quiz(prover, exercise) else mutants(prover.bundle.reference_source, exercise.name)
    chosen = made
    if sample is not None and len(made) > sample:
        chosen = random.Random(f"{prover.seed} {exercise.name}").sample(made, sample)
    problems: list[str] = []
    promises: tuple[Callable[[], list[str]], ...] = (
        lambda: prover.reference_passes(exercise, range(prover.seed, prover.seed + seeds)),
        lambda: prover.one_mistake_costs_once(exercise),
        lambda: prover.gradients_hold(exercise),
        lambda: prover.variants_fail(exercise),
        lambda: prover.accepted_pass(exercise),
        lambda: prover.alternatives_pass(exercise),
        lambda: prover.stub_scores_nothing(exercise),
        lambda: prover.stand_in_is_no_answer(exercise),
        lambda: prover.constants_score_nothing(exercise),
    )
    for promise in promises:
        try:
            problems += promise()
        except AuthorError as error:
            problems += [] if str(error) in problems else [str(error)]
    try:
        lint = lint_exercise(prover.bundle, exercise, prover.key(exercise.name))
    except AuthorError:
        lint = []  # told already
    killed, alive = prover.survivors(exercise, chosen)
    declared = [item for item in alive if item.id in exercise.equivalent]
    problems += _declarations(exercise, made, chosen, alive)
    return ExerciseProof(
        name=exercise.name,
        cases=len(prover.key(exercise.name, versions=False).exercises[exercise.name].cases),
        variants=len(exercise.variants),
        accepted=len(exercise.accepted),
        alternatives=len(exercise.alternatives),
        seeds=seeds,
        slopes=prover.gradients(exercise).slopes,
        made=len(made),
        tried=len(chosen),
        killed=killed,
        equivalent=len(declared),
        survivors=tuple(Survivor(item.id, item.diff) for item in alive if item not in declared),
        problems=tuple(problems),
        lint=tuple(lint),
    )


def _declarations(
    exercise: Exercise, made: Sequence[Mutant], chosen: Sequence[Mutant], alive: Sequence[Mutant]
) -> list[str]:
    """Mutants declared equivalent must exist, must survive, need a reason and stay few."""
    ids, tried, surviving = ({item.id for item in group} for group in (made, chosen, alive))
    found = [
        f"declared equivalent, but there is no such mutant: {name}" for name in exercise.equivalent if name not in ids
    ]
    found += [
        f"declared equivalent, but it is told apart: {name}"
        for name in exercise.equivalent
        if name in tried - surviving
    ]
    found += [
        f"declared equivalent without a reason: {name}" for name, why in exercise.equivalent.items() if not why.strip()
    ]
    if len(exercise.equivalent) > EQUIVALENT_AT_MOST * max(len(made), 1):
        found.append(f"{len(exercise.equivalent)} of {len(made)} mutants are declared equivalent: more than one in ten")
    return found


def _is_quiz(prover: Prover, exercise: Exercise) -> bool:
    """Every wrong choice is a variant already; a letter has no mechanical mistakes."""
    return prover.key(exercise.name, versions=False).exercises[exercise.name].is_question


def _told(result: ExerciseResult) -> str:
    why = f": {result.message}" if result.message else ""
    stand_ins = f" with stand-ins for {', '.join(result.stand_ins)}" if result.stand_ins else ""
    return f"{result.verdict} ({result.fraction:.0%}{stand_ins}){why}"
