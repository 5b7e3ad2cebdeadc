"""Tests the promises of one assignment's exercises. Each test returns a sentence for every promise that is broken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from autograder.authoring import source as text
from autograder.authoring import spoilt
from autograder.authoring.bundle import AuthorError, Bundle
from autograder.authoring.gradients import Agreement, gradients_agree, missing_declaration
from autograder.authoring.keys import again
from autograder.authoring.keys.build import Parts, build_key
from autograder.authoring.keys.oracle import Oracle
from autograder.authoring.mutants import Mutant, mutants
from autograder.authoring.streams import Seeded, with_streams
from autograder.authoring.stub import make_stub
from autograder.exercise import Exercise, Version
from autograder.judge.judge import judge_submission
from autograder.key.model import ExerciseKey, Key
from autograder.result import ExerciseResult
from autograder.sandbox import Runner

Open = Callable[[str, bytes, Mapping[str, str]], Runner]
"""Opens a runner of a module's text: (module, source, stand_ins)."""

SEEDS = 20
MUTANT_SECONDS = 6.0
REFERENCE_SECONDS = 600.0  # all seeds together


@dataclass
class Prover:
    """One assignment with its keys, loaded once for many tests.

    seed     draws the inputs
    ready    a public key of this seed: its unchanged exercises are not built again
    streams  the seed of the random streams of the modules under proof
    """

    bundle: Bundle
    open_runner: Open
    seed: int = 1
    ready: Key | None = None
    streams: int = 1
    oracle: Oracle = field(init=False)
    _keys: dict[str, Key | AuthorError] = field(default_factory=dict)
    _gradients: dict[str, Agreement] = field(default_factory=dict)
    _results: dict[tuple[str, str], ExerciseResult] = field(default_factory=dict)
    _mutants: dict[str, list[Mutant]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.oracle = Oracle(self.bundle)

    def close(self) -> None:
        self.oracle.close()

    def forget_results(self) -> None:
        """Judge everything again, because `streams` has changed."""
        self._results.clear()

    def key(self, exercise: str) -> Key:
        """The key of one exercise: a hidden key, as used for grading."""
        if exercise not in self._keys:
            try:
                self._keys[exercise] = self._ready(exercise) or build_key(
                    self.bundle, self.seed, False, [exercise], oracle=self.oracle
                )
            except AuthorError as error:
                self._keys[exercise] = error
        found = self._keys[exercise]
        if isinstance(found, AuthorError):
            raise found
        return found

    def _ready(self, exercise: str) -> Key | None:
        """The exercise's part of the public key, as a hidden key. The two differ only for questions."""
        known = self.ready and self.ready.exercises.get(exercise)
        if self.ready is None or not known or known.is_question or known.version != self.bundle.digest(exercise):
            return None
        return replace(self.ready, public=False, seed=None, exercises={exercise: known})

    def marks_key(self, exercise: str) -> Key:
        """The same inputs without versions, for tests that need no diagnosis."""
        try:
            key = self.key(exercise)
        except AuthorError:  # such as a variant that no case reveals; marks do not depend on it
            return build_key(self.bundle, self.seed, False, [exercise], Parts(versions=False), self.oracle)
        built = key.exercises[exercise]
        cases, others = (
            tuple(replace(case, variants={}, accepted={}) for case in group)
            for group in (built.cases, built.stand_in_cases)
        )
        built = replace(built, variants={}, accepted={}, accepted_codes={}, cases=cases, stand_in_cases=others)
        return replace(key, exercises={exercise: built})

    def judge(self, exercise: str, source: str) -> ExerciseResult:
        """The result of one exercise of a module's text. Results are cached."""
        if (exercise, source) not in self._results:
            self._results[exercise, source] = self._judge(exercise, source, self.key(exercise))
        return self._results[exercise, source]

    def _judge(self, exercise: str, source: str, key: Key, until_wrong: bool = False) -> ExerciseResult:
        content = source.encode()

        def opened(stand_ins: Mapping[str, str]) -> Runner:
            return Seeded(self.open_runner(key.module, with_streams(content), stand_ins), self.streams)

        return judge_submission(key, content, opened, [exercise], until_wrong).exercises[0]

    # The promises. Each method returns a sentence for every breach.

    def reference_passes(self, exercise: Exercise, seeds: Iterable[int], whole: int = SEEDS) -> list[str]:
        """The reference module, which learners are shown, agrees with the independent references.

        whole  the number of seeds for which every case is tried; for the others, one case each, in turn
        """
        keys = []
        for number, seed in enumerate(seeds):
            case = None if number < whole else number
            keys.append(build_key(self.bundle, seed, False, [exercise.name], Parts(False, False, case), self.oracle))
        # First all seeds in one session, which is faster; one by one only if that fails.
        cases = [case for key in keys for case in key.exercises[exercise.name].cases]
        together = replace(keys[0].exercises[exercise.name], cases=tuple(cases))
        once = replace(keys[0], exercises={exercise.name: together}, seconds=REFERENCE_SECONDS)
        if not self._faults_of_reference(exercise, once):
            return []
        found = [(seed, self._faults_of_reference(exercise, key)) for seed, key in zip(seeds, keys, strict=True)]
        told = [f"seed {seed}: the reference itself gets {fault}" for seed, fault in found if fault]
        return told or ["the reference passes with each seed alone, but not with all of them in one session"]

    def _faults_of_reference(self, exercise: Exercise, key: Key) -> str:
        result = self._judge(exercise.name, self.bundle.reference_source, key)
        if result.verdict != "pass" or result.stand_ins:
            return _told(result)
        return f"advice: {result.advice[0]}" if result.advice else ""

    def one_mistake_costs_once(self, exercise: Exercise) -> list[str]:
        """If all exercises that it calls are broken, a right one gets full marks with their stand-ins."""
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
        """Each wrong variant fails in each of its forms, under its own name."""
        found = []
        for variant in exercise.variants:
            for version in (variant, *variant.forms):
                result = self.judge(exercise.name, self._text(exercise, version))
                if result.fraction == 1:
                    found.append(f"the wrong variant {version.name!r} gets full marks")
                elif result.misconception != variant.name and result.verdict != "refused":
                    what = f"is mistaken for {result.misconception!r}" if result.misconception else "is not recognised"
                    found.append(f"the wrong variant {version.name!r} {what}: {_told(result)}")
        return found

    def accepted_pass(self, exercise: Exercise) -> list[str]:
        """Accepted versions pass with their advice."""
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
                found.append(f"the alternative {version.name!r} gets {_told(result)}")
        return found

    def stub_scores_nothing(self, exercise: Exercise) -> list[str]:
        """The untouched stub is not attempted; a deleted or renamed function is missing."""
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

    def stand_in_is_not_the_answer(self, exercise: Exercise) -> list[str]:
        """Submitted as an answer, the exercise's own stand-in must not pass."""
        if not exercise.stand_in:
            return []
        source = f"{self.bundle.reference_source}\n\n{exercise.stand_in}"
        result = self.judge(exercise.name, source)
        return [f"its stand-in, submitted as an answer, gets {result.fraction:.0%}"] if result.fraction >= 0.5 else []

    def constants_score_nothing(self, exercise: Exercise) -> list[str]:
        """Trivial answers score nothing: `return None`, `return 0`, the unchanged arguments."""
        found = []
        for body in ("return None", "return 0", "return args[0] if len(args) == 1 else args", "return {}"):
            source = f"{self.bundle.reference_source}\n\ndef {exercise.name}(*args, **kwargs):\n    {body}\n"
            result = self.judge(exercise.name, source)
            if result.fraction:
                found.append(f"`{body}` gets {result.fraction:.0%}")
        return found

    def arguments_stay(self, exercise: Exercise) -> list[str]:
        """The reference, spoilt so that it changes an argument, is refused, and the message names the argument."""
        key = self.marks_key(exercise.name)
        built = key.exercises[exercise.name]
        found = []
        for place, case in spoilt.places(built).items():
            name = built.parameters[place]
            source = spoilt.changing(self.bundle.reference_source, exercise.name, place)
            result = self._judge(exercise.name, source, _only(key, replace(built, cases=(case,), stand_in_cases=())))
            if result.fraction or f"changes its argument `{name}`" not in (result.message or ""):
                found.append(f"a version that changes its argument `{name}` gets {_told(result)}")
        return found

    def calls_are_independent(self, exercise: Exercise) -> list[str]:
        """The reference, spoilt so that it returns its first result for these shapes again, is refused."""
        key = self.marks_key(exercise.name)
        built = key.exercises[exercise.name]
        if not again.tells(built.cases):
            return []
        source = spoilt.remembering(self.bundle.reference_source, exercise.name)
        result = self._judge(exercise.name, source, _only(key, replace(built, stand_in_cases=())))
        return [f"a version that remembers its first result gets {_told(result)}"] if result.fraction == 1 else []

    def mutants(self, exercise: Exercise) -> list[Mutant]:
        """Every mechanical mistake in the exercise's reference. A question has none: each wrong choice is a variant."""
        if exercise.name not in self._mutants:
            key = self.marks_key(exercise.name).exercises[exercise.name]
            made = [] if key.is_question else mutants(self.bundle.reference_source, exercise.name)
            self._mutants[exercise.name] = made
        return self._mutants[exercise.name]

    def survivors(self, exercise: Exercise, chosen: Sequence[Mutant]) -> tuple[int, list[Mutant]]:
        """How many of the mutants are killed, and those that get full marks."""
        key = replace(self.marks_key(exercise.name), seconds=MUTANT_SECONDS)
        alive = [item for item in chosen if self._judge(exercise.name, item.source, key, True).fraction == 1]
        return len(chosen) - len(alive), alive

    def _text(self, exercise: Exercise, version: Version) -> str:
        return self.bundle.version_source(exercise, version)


def _only(key: Key, exercise: ExerciseKey) -> Key:
    return replace(key, exercises={exercise.name: exercise})


def _told(result: ExerciseResult) -> str:
    why = f": {result.message}" if result.message else ""
    stand_ins = f" with stand-ins for {', '.join(result.stand_ins)}" if result.stand_ins else ""
    return f"{result.verdict} ({result.fraction:.0%}{stand_ins}){why}"
