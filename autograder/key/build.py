"""Makes a key: draws the cases, asks the TensorFlow references what is right and each wrong variant what it gives."""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import random
import sys
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.authoring import source as text
from autograder.authoring.bundle import AuthorError, Bundle
from autograder.checks import KINDS, rules
from autograder.exercise import Case, Check, Exercise, Version
from autograder.key.model import ExerciseKey, Given, Key, KeyCase
from autograder.key.observe import fault_text, observe, run_case
from autograder.sandbox.local import LocalRunner
from autograder.script import Outcome, Step

DRAWS = 8
SECONDS = 600.0  # for one case of our own code, which is trusted to end


class IndistinctError(AuthorError):
    """A wrong variant gives what the reference gives, on every case of a draw."""


def build_key(bundle: Bundle, seed: int | bytes, public: bool, exercises: Iterable[str] | None = None) -> Key:
    """The key of an assignment, or of some of its exercises.

    The same seed gives the same key. Raises AuthorError where a reference fails, where a variant cannot be told from
    the reference, or where an accepted version or its declaration is wrong.
    """
    assignment = bundle.assignment
    names = bundle.names if exercises is None else tuple(exercises)
    prepare_tensorflow(bundle)
    made = {name: _build_exercise(bundle, bundle.exercise(name), seed, public) for name in names}
    return Key(
        assignment=assignment.name,
        module=assignment.module,
        title=assignment.title,
        packages=tuple(assignment.packages),
        seconds=float(assignment.seconds),
        public=public,
        engine=engine_version(),
        exercises=made,
        seed=(seed if isinstance(seed, int) else seed.hex()) if public else None,
    )


def engine_version() -> str:
    try:
        return importlib.metadata.version("gradus")
    except importlib.metadata.PackageNotFoundError:
        return "unknown"


def derive(seed: int | bytes, *names: str) -> int:
    """A seed of its own for each exercise, so that a new exercise does not move the others' inputs."""
    content = seed if isinstance(seed, bytes) else str(seed).encode()
    return int.from_bytes(hashlib.sha256(b"\0".join([content, *(name.encode() for name in names)])).digest()[:16])


def draw_cases(bundle: Bundle, exercise: Exercise, seed: int | bytes, draw: int = 0) -> tuple[Case, ...]:
    """The exercise's cases under a seed, with the exercise's name in every step that left it open."""
    rng = np.random.default_rng(derive(seed, bundle.assignment.name, exercise.name, *([str(draw)] if draw else [])))
    cases = []
    for case in exercise.cases(rng):
        if case.check.kind not in KINDS:
            raise AuthorError(f"{exercise.name}: there is no check {case.check.kind!r}; there are {', '.join(KINDS)}")
        unknown = set(case.check.params) - KINDS[case.check.kind].params
        if unknown:
            known = ", ".join(sorted(KINDS[case.check.kind].params))
            surplus = ", ".join(sorted(unknown))
            raise AuthorError(f"{exercise.name}: check {case.check.kind!r} has no parameter {surplus}; it has {known}")
        steps = tuple(replace(step, target=step.target or exercise.name) for step in case.steps)
        check = Check(case.check.kind, {**_default_names(bundle, exercise, steps, case.check), **case.check.params})
        cases.append(Case(steps, check, case.label))
    if not cases:
        raise AuthorError(f"{exercise.name} has no cases")
    return tuple(cases)


def _default_names(bundle: Bundle, exercise: Exercise, steps: Sequence[Step], check: Check) -> dict[str, Any]:
    """Names for the places of a returned tuple: those of the reference's own return statement."""
    if "names" not in KINDS[check.kind].params or sum(step.action == "call" for step in steps) != len(steps) == 1:
        return {}
    names = text.returned_names(bundle.reference_source, exercise.name)
    if not names and exercise.quantities and not exercise.mutates:
        names = exercise.quantities  # compared only where there are as many places
    return {"names": names} if names else {}


def prepare_tensorflow(bundle: Bundle) -> None:
    """Full float32 on every device, and no more GPU memory than needed. Does nothing where no reference needs it."""
    if "tensorflow" not in bundle.references_source and "tensorflow" not in bundle.assignment.packages:
        return
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
    import tensorflow as tf

    tf.config.experimental.enable_tensor_float_32_execution(False)
    for device in tf.config.list_physical_devices("GPU"):
        try:
            tf.config.experimental.set_memory_growth(device, True)
        except RuntimeError:
            return  # the devices are in use already; their memory was laid out then


def _build_exercise(bundle: Bundle, exercise: Exercise, seed: int | bytes, public: bool) -> ExerciseKey:
    """Inputs on which a wrong variant happens to be right would let its mistake pass: such a draw is drawn again."""
    for number in range(DRAWS):
        try:
            return _build_draw(bundle, exercise, seed, public, number)
        except IndistinctError:
            if number == DRAWS - 1:
                raise
    raise AssertionError("unreachable")


def _build_draw(bundle: Bundle, exercise: Exercise, seed: int | bytes, public: bool, number: int) -> ExerciseKey:
    cases = draw_cases(bundle, exercise, seed, number)
    draw = derive(seed, "draws", bundle.assignment.name, exercise.name)
    parameters = text.parameters(bundle.reference_source, exercise.name)
    stand_ins = {used: bundle.exercise(used).stand_in for used in exercise.uses}
    plainly = _Builder(bundle, exercise, parameters, draw, {}, public)
    made = plainly.cases(cases)
    codes = plainly.accepted_codes(made)
    under = _Builder(bundle, exercise, parameters, draw, stand_ins, public).cases(cases) if stand_ins else ()
    secret = public and all(KINDS[case.check.kind].secret for case in cases)
    return ExerciseKey(
        name=exercise.name,
        version=bundle.digest(exercise),
        signature=text.signature(bundle.reference_source, exercise.name),
        parameters=parameters,
        hints=tuple(exercise.hints),
        cases=made,
        quantities=tuple(exercise.quantities),
        credit=dict(exercise.credit),
        uses=tuple(exercise.uses),
        mutates=tuple(exercise.mutates),
        rules=tuple(exercise.rules),
        stand_in_cases=under,
        stand_ins=stand_ins,
        variants={} if secret else {variant.name: variant.hint for variant in exercise.variants},
        accepted={version.name: version.hint for version in exercise.accepted},
        accepted_codes=codes,
    )


class _Builder:
    """Runs the reference and every version of one exercise over its cases, with or without stand-ins."""

    def __init__(
        self,
        bundle: Bundle,
        exercise: Exercise,
        parameters: tuple[str, ...],
        draw: int,
        stand_ins: Mapping[str, str],
        public: bool,
    ) -> None:
        self.bundle, self.exercise, self.parameters = bundle, exercise, parameters
        self.draw, self.stand_ins, self.public = draw, stand_ins, public
        self.who = f"{bundle.assignment.short}.{exercise.name}" + (" with stand-ins" if stand_ins else "")

    def cases(self, cases: Sequence[Case]) -> tuple[KeyCase, ...]:
        wanted = self._wanted(cases)
        variants = {version.name: self._version(version, wanted) for version in self.exercise.variants}
        for name, given in variants.items():
            # With stand-ins a variant may well be hidden; without them it is no variant then.
            if not self.stand_ins and all(item == ("same",) for item in given) and not self._breaks_rule(name):
                raise IndistinctError(
                    f"{self.who}: the wrong variant {name!r} gives what the reference gives on every case; "
                    "draw inputs that tell them apart, or drop it"
                )
        accepted = {version.name: self._version(version, wanted) for version in self.exercise.accepted}
        made = []
        for index, case in enumerate(wanted):
            secret = self.public and KINDS[case.check.kind].secret
            made.append(
                replace(
                    case,
                    want=None if secret else case.want,
                    variants={} if secret else {name: given[index] for name, given in variants.items()},
                    accepted={} if secret else {name: given[index] for name, given in accepted.items()},
                )
            )
        return tuple(made)

    def _breaks_rule(self, name: str) -> bool:
        """A variant may give the right values in a way that is not allowed here."""
        variant = next(version for version in self.exercise.variants if version.name == name)
        tree = rules.parse(self.bundle.version_source(self.exercise, variant).encode())
        return bool(rules.check(tree, self.exercise.name, self.exercise.rules))

    def _wanted(self, cases: Sequence[Case]) -> list[KeyCase]:
        has_reference = self._reference_text()
        stand_ins = self.stand_ins
        if has_reference is not self.bundle.reference_source:
            stand_ins = {name: for_references(name, source) for name, source in self.stand_ins.items()}
        with self._runner(has_reference, stand_ins, "references") as runner:
            made = []
            for number, case in enumerate(cases, start=1):
                outcomes = self._run(runner, case.steps)
                fault = outcomes[-1].fault
                if fault:
                    raise AuthorError(
                        f"{self.who}: the reference fails on case {number} ({case.label or 'no label'}): "
                        f"{fault.kind} {fault.type} {fault.text} {fault.frames[-1:] or ''}"
                    )
                observed = tuple(
                    index
                    for index, (step, outcome) in enumerate(zip(case.steps, outcomes, strict=True))
                    if step.keep is None and (outcome.value is not None or self.exercise.mutates)
                )
                if not observed:
                    raise AuthorError(f"{self.who}: case {number} gives nothing to look at; does the reference return?")
                want = observe(case.check, case.steps, outcomes, observed, self.exercise.mutates, self.parameters)
                made.append(KeyCase(case.steps, case.check, case.label, observed, want))
        return made

    def _reference_text(self) -> str:
        """references.py where it defines the exercise; else the reference module (a quiz needs no TensorFlow)."""
        try:
            text.definition(self.bundle.references_source, self.exercise.name)
        except AuthorError:
            return self.bundle.reference_source
        return self.bundle.references_source

    def _version(self, version: Version, wanted: Sequence[KeyCase]) -> list[Given]:
        source = self.bundle.version_source(self.exercise, version)
        with self._runner(source, self.stand_ins, self.bundle.assignment.module) as runner:
            return [self._given(runner, case) for case in wanted]

    def _given(self, runner: LocalRunner, case: KeyCase) -> Given:
        outcomes = self._run(runner, case.steps)
        fault = outcomes[-1].fault
        if fault:
            return ("fault", fault.type or fault.kind, fault_text(fault))
        try:
            got = self._observe(case, outcomes)
        except (TypeError, ValueError, KeyError, AttributeError) as error:
            return ("fault", "Unobservable", str(error)[:200])
        same = KINDS[case.check.kind].compare(got, case.want, case.check.params) is None
        return ("same",) if same else ("value", got)

    def accepted_codes(self, cases: Sequence[KeyCase]) -> dict[str, tuple[str, ...]]:
        """The habits that each accepted version shows, by which the judge knows it again."""
        found: dict[str, tuple[str, ...]] = {}
        for version in self.exercise.accepted:
            source = self.bundle.version_source(self.exercise, version)
            codes: set[str] = set()
            with self._runner(source, self.stand_ins, self.bundle.assignment.module) as runner:
                for case in cases:
                    outcomes = self._run(runner, case.steps)
                    if outcomes[-1].fault:
                        raise AuthorError(
                            f"{self.who}: the accepted version {version.name!r} fails: "
                            f"{outcomes[-1].fault.type} {outcomes[-1].fault.text}"
                        )
                    got = self._observe(case, outcomes)
                    advice = KINDS[case.check.kind].advice(got, case.want, case.check.params)
                    codes |= {item.code for item in advice}
                    codes |= {f"changed:{name}" for outcome in outcomes for name in outcome.changed}
            found[version.name] = tuple(sorted(codes - {f"changed:{name}" for name in self.exercise.mutates}))
        return found

    def _observe(self, case: KeyCase, outcomes: Sequence[Outcome]) -> Any:
        return observe(case.check, case.steps, outcomes, case.observed, self.exercise.mutates, self.parameters)

    def _run(self, runner: LocalRunner, steps: Sequence[Step]) -> tuple[Outcome, ...]:
        with seeded(self.draw):
            return run_case(runner, steps, SECONDS).outcomes

    @contextmanager
    def _runner(self, source: str, stand_ins: Mapping[str, str], module: str) -> Iterator[LocalRunner]:
        runner = LocalRunner(module, source.encode(), stand_ins)
        try:
            yield runner
        finally:
            runner.close()


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Global generators start alike for every version, and are afterwards as they were."""
    state, numbers = random.getstate(), np.random.get_state()
    random.seed(seed)
    np.random.seed(seed % 2**32)
    if "tensorflow" in sys.modules:
        sys.modules["tensorflow"].random.set_seed(seed % 2**31)
    try:
        yield
    finally:
        random.setstate(state)
        np.random.set_state(numbers)


def for_references(name: str, stand_in: str) -> str:
    """A stand-in that TensorFlow references may call: it sees arrays where they hand it tensors."""
    return stand_in + textwrap.dedent(f"""

        _on_arrays = {name}

        def _arrays(value):
            if isinstance(value, dict):
                return {{key: _arrays(item) for key, item in value.items()}}
            if isinstance(value, (list, tuple)):
                return type(value)(_arrays(item) for item in value)
            return value.numpy() if hasattr(value, "numpy") else value

        def {name}(*args, **kwargs):
            named = {{key: _arrays(item) for key, item in kwargs.items()}}
            return _on_arrays(*[_arrays(item) for item in args], **named)
        """)
