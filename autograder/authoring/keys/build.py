"""Builds a key: draws the cases, then records the results of the TensorFlow references and of each version."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import Any

from autograder.authoring import source as text
from autograder.authoring.bundle import AuthorError, Bundle
from autograder.authoring.keys import cache
from autograder.authoring.keys.again import again
from autograder.authoring.keys.drawing import derive, draw_cases
from autograder.authoring.keys.oracle import Oracle
from autograder.authoring.stub import make_stub
from autograder.checks import KINDS, Advice, rules
from autograder.checks.untouched import fingerprint
from autograder.exercise import Case, Exercise, Version
from autograder.key.model import Differs, ExerciseKey, Form, Given, Key, KeyCase, Raises, Same
from autograder.key.observe import Contract, changed_unasked, fault_text, observe
from autograder.script import Outcome

DRAWS = 8
MOST_FORMS = 150  # combinations of an accepted version and a variant, for one exercise


@dataclass(frozen=True)
class Parts:
    """The parts of an exercise that a key contains.

    versions   wrong variants and accepted versions; without them a key judges but names no misconception
    stand_ins  the cases that are judged with stand-ins
    case       only the case with this index, modulo the number of cases; all cases if None
    """

    versions: bool = True
    stand_ins: bool = True
    case: int | None = None


@dataclass(frozen=True)
class Draw:
    """The source of an exercise's inputs. `number` counts the attempts to draw inputs that reveal every variant."""

    seed: int | bytes
    public: bool
    number: int = 0


class IndistinctError(AuthorError):
    """A wrong variant gives the reference's results on every case of a draw."""


def build_key(
    bundle: Bundle,
    seed: int | bytes,
    public: bool,
    exercises: Iterable[str] | None = None,
    parts: Parts = Parts(),
    oracle: Oracle | None = None,
) -> Key:
    """The key of an assignment, or of some of its exercises.

    oracle  references that are already loaded, for building many keys of one assignment

    The same seed gives the same key. Raises AuthorError if a reference fails, if no case distinguishes a variant from
    the reference, or if an accepted version or its declaration is wrong.
    """
    assignment = bundle.assignment
    names = bundle.names if exercises is None else tuple(exercises)
    draw = Draw(seed, public)
    with Oracle(bundle) if oracle is None else nullcontext(oracle) as used:
        made = {name: _cached_exercise(used, bundle.exercise(name), draw, parts) for name in names}
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


def _cached_exercise(oracle: Oracle, exercise: Exercise, draw: Draw, parts: Parts) -> ExerciseKey:
    """The exercise as another process of the same test run built it; see `autograder.authoring.keys.cache`."""
    if not cache.is_wanted() or not parts.versions:  # without versions, building is as fast as reading
        return _build_exercise(oracle, exercise, draw, parts)
    # Public and hidden keys differ only for questions.
    secret = any(KINDS[case.check.kind].secret for case in draw_cases(oracle.bundle, exercise, draw.seed))
    draw = replace(draw, public=draw.public and secret)
    made_of = (oracle.bundle.digest(exercise), draw, parts)
    return cache.cached(exercise.name, made_of, lambda: _build_exercise(oracle, exercise, draw, parts))


def _build_exercise(oracle: Oracle, exercise: Exercise, draw: Draw, parts: Parts) -> ExerciseKey:
    """The exercise, from the first draw on which every wrong variant differs: otherwise its mistake would pass."""
    try:
        return _build_draw(oracle, exercise, draw, parts)
    except IndistinctError:
        if draw.number == DRAWS - 1:
            raise
    return _build_exercise(oracle, exercise, replace(draw, number=draw.number + 1), parts)


def _build_draw(oracle: Oracle, exercise: Exercise, draw: Draw, parts: Parts) -> ExerciseKey:
    bundle, versions = oracle.bundle, parts.versions
    cases = draw_cases(bundle, exercise, draw.seed, draw.number)
    if parts.case is not None:
        cases = (cases[parts.case % len(cases)],)
    else:
        cases += again(cases, draw_cases(bundle, exercise, draw.seed, draw.number + DRAWS))
    stand_ins = {used: bundle.exercise(used).stand_in for used in exercise.uses} if parts.stand_ins else {}
    alone = _Builder(oracle, exercise, draw, parts)
    made = alone.cases(cases)
    replaced = _Builder(oracle, exercise, draw, parts, stand_ins)
    stand_in_cases = replaced.cases(cases) if stand_ins else ()
    if not exercise.stand_ins_too:
        _require_distinct(alone, alone.silent)
    elif stand_ins:
        _require_distinct(alone, alone.silent & replaced.silent)
    secret = draw.public and all(KINDS[case.check.kind].secret for case in cases)
    return ExerciseKey(
        name=exercise.name,
        version=bundle.digest(exercise),
        signature=text.signature(bundle.reference_source, exercise.name),
        parameters=tuple(alone.contract.parameters),
        hints=tuple(exercise.hints),
        cases=made,
        quantities=tuple(exercise.quantities),
        credit=dict(exercise.credit),
        uses=tuple(exercise.uses),
        mutates=tuple(exercise.mutates),
        stores_into=tuple(exercise.stores_into),
        rules=tuple(exercise.rules),
        stand_in_cases=stand_in_cases,
        stand_ins=stand_ins,
        stand_ins_too=exercise.stand_ins_too,
        variants={} if secret or not versions else {variant.name: variant.hint for variant in exercise.variants},
        accepted={version.name: version.hint for version in exercise.accepted} if versions else {},
        accepted_codes=alone.codes,
        forms={} if secret else {**replaced.forms, **alone.forms},
        reason="" if secret else exercise.reason,
        untouched=fingerprint(make_stub(bundle.reference_source, bundle.assignment.name), exercise.name),
    )


def _require_distinct(builder: _Builder, silent: Collection[str]) -> None:
    """Raises IndistinctError if any variant is silent."""
    if silent:
        raise IndistinctError(
            f"{builder.who}: the wrong variant {min(silent)!r} gives the reference's results on every case; "
            "draw inputs on which it differs, or remove it"
        )


class _Builder:
    """Runs the reference and every version of one exercise on its cases, with or without stand-ins."""

    def __init__(
        self,
        oracle: Oracle,
        exercise: Exercise,
        draw: Draw,
        parts: Parts,
        stand_ins: Mapping[str, str] | None = None,
    ) -> None:
        self.oracle, self.bundle, self.exercise = oracle, oracle.bundle, exercise
        self.stand_ins, self.public, self.versions = stand_ins or {}, draw.public, parts.versions
        self.stream = derive(draw.seed, "draws", self.bundle.assignment.name, exercise.name)
        self.contract = Contract(text.parameters(self.bundle.reference_source, exercise.name), exercise.mutates)
        self.codes: dict[str, tuple[str, ...]] = {}
        self.forms: dict[str, Form] = {}
        self.silent: set[str] = set()  # wrong variants that give the reference's results on every case
        self.who = f"{self.bundle.assignment.short}.{exercise.name}" + (" with stand-ins" if stand_ins else "")

    def cases(self, cases: Sequence[Case]) -> tuple[KeyCase, ...]:
        """The cases with the results of the reference and of each version. Fills `codes`, `forms` and `silent`."""
        wanted = [self._wanted(case, number) for number, case in enumerate(cases, start=1)]
        variants: dict[str, list[Given]] = {}
        accepted: dict[str, list[Given]] = {}
        forms: dict[str, list[Given]] = {}
        if self.versions:
            variants = {version.name: self._variant(version, wanted) for version in self.exercise.variants}
            accepted = {version.name: self._accepted(version, wanted) for version in self.exercise.accepted}
            forms = self._declared(wanted) | self._combined(wanted, variants, accepted)
        made = []
        for index, case in enumerate(wanted):
            if self.public and KINDS[case.check.kind].secret:
                made.append(replace(case, want=None))
                continue
            theirs = {name: given[index] for name, given in variants.items()}
            ours = {name: given[index] for name, given in accepted.items()}
            others = {name: given[index] for name, given in forms.items()}
            made.append(replace(case, variants=theirs, accepted=ours, forms=others))
        return tuple(made)

    def _wanted(self, case: Case, number: int) -> KeyCase:
        outcomes = self.oracle.reference(self.exercise.name, case.steps, self.stand_ins, self.stream)
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
            raise AuthorError(f"{self.who}: case {number} returns nothing to compare; is a return statement missing?")
        empty = KeyCase(case.steps, case.check, case.label, observed)
        return replace(empty, want=self._observe(empty, outcomes))

    def _variant(self, version: Version, wanted: Sequence[KeyCase]) -> list[Given]:
        source = self.bundle.version_source(self.exercise, version)
        given = [self._given(source, case)[0] for case in wanted]
        # With stand-ins, a variant may give the right results: it is then no diagnosis there.
        if all(item == Same() for item in given) and not self._breaks_rule(source):
            self.silent.add(version.name)
        return given

    def _declared(self, wanted: Sequence[KeyCase]) -> dict[str, list[Given]]:
        """The results of each form of a variant that the author wrote."""
        found = {}
        for variant in self.exercise.variants:
            for version in variant.forms:
                found[version.name] = self._variant(version, wanted)
                self.forms[version.name] = Form(variant.name)
        return found

    def _combined(
        self, wanted: Sequence[KeyCase], variants: Mapping[str, list[Given]], accepted: Mapping[str, list[Given]]
    ) -> dict[str, list[Given]]:
        """The results of each variant together with each accepted version that the check does not see through.

        Without them, a tolerated deviation would hide the mistake beside it. A combination that gives what the variant
        or the accepted version gives alone adds nothing and is left out.
        """
        found: dict[str, list[Given]] = {}
        if self.stand_ins:
            return found
        for version in self.exercise.accepted:
            if all(item == Same() for item in accepted[version.name]):
                continue
            for variant in self.exercise.variants:
                source = self.bundle.combined_source(self.exercise, version, variant)
                if source is None or len(self.forms) >= MOST_FORMS:
                    continue
                given = [self._given(source, case)[0] for case in wanted]
                if any(self._agree(wanted, given, other) for other in (variants[variant.name], accepted[version.name])):
                    continue
                name = f"{variant.name} with {version.name}"
                found[name] = given
                self.forms[name] = Form(variant.name, version.name)
        return found

    def _agree(self, wanted: Sequence[KeyCase], some: Sequence[Given], others: Sequence[Given]) -> bool:
        """Whether two versions give the same on every case."""
        return all(
            KINDS[case.check.kind].alike(one.observation, other.observation, case.check.params)
            if isinstance(one, Differs) and isinstance(other, Differs)
            else one == other
            for case, one, other in zip(wanted, some, others, strict=True)
        )

    def _breaks_rule(self, source: str) -> bool:
        """Whether a rule forbids this source: such a variant may give the right values."""
        return bool(rules.check(rules.parse(source.encode()), self.exercise.name, self.exercise.rules))

    def _accepted(self, version: Version, wanted: Sequence[KeyCase]) -> list[Given]:
        """The results of an accepted version. Records its habits, by which the judge recognises it."""
        source = self.bundle.version_source(self.exercise, version)
        found = [self._given(source, case) for case in wanted]
        for given, _ in found:
            if isinstance(given, Raises):
                raise AuthorError(f"{self.who}: the accepted version {version.name!r} fails: {given.type} {given.text}")
        if not self.stand_ins:
            self.codes[version.name] = tuple(sorted({code for _, habits in found for code in habits}))
        return [given for given, _ in found]

    def _given(self, source: str, case: KeyCase) -> tuple[Given, set[str]]:
        """A version's result on a case, and the advice codes of the habits it shows."""
        outcomes = self.oracle.version(source, case.steps, self.stand_ins, self.stream)
        fault = outcomes[-1].fault
        if fault:
            return Raises(fault.type or fault.kind, fault_text(fault)), set()
        try:
            got = self._observe(case, outcomes)
        except (TypeError, ValueError, KeyError, AttributeError, IndexError) as error:
            return Raises("Unobservable", str(error)[:200]), set()
        verdict = KINDS[case.check.kind].judge(got, case.want, case.check.params)
        codes = {advice.code for advice in verdict.advice}
        codes |= {Advice("changed", (name,), "").code for name in changed_unasked(case.steps, outcomes, self.contract)}
        return Differs(got) if verdict.differences else Same(), codes

    def _observe(self, case: KeyCase, outcomes: Sequence[Outcome]) -> Any:
        return observe(case, outcomes, self.contract)
