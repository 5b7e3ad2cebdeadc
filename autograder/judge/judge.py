"""Judges one submission against a key, exercise by exercise, whatever the submission does."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from autograder.checks import rules, words
from autograder.judge import diagnosis, messages
from autograder.judge.attempt import Attempt, OpenRunner, Session, attempt
from autograder.judge.echo import Filter, redact
from autograder.key.model import ExerciseKey, Key
from autograder.result import ExerciseResult, SubmissionResult
from autograder.sandbox import Runner
from autograder.script import Fault, Recipe, Step

LEAST_SECONDS = 1.0
DEFINED = re.compile(r"^(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)", re.MULTILINE)


def judge_submission(
    key: Key,
    source: bytes | None,
    open_runner: OpenRunner,
    exercises: Iterable[str] | None = None,
    until_wrong: bool = False,
) -> SubmissionResult:
    """The results of all exercises, or of those named, in the assignment's order.

    source       the learner's module as it was submitted; None if there is none
    open_runner  opens a fresh runner of that module with these functions replaced: {name: source}
    until_wrong  stop at an exercise's first wrong case: this tells right from wrong, without misconception or credit

    Raises KeyVersionError for an exercise that is not in the key, and IsolationUnavailable if no runner can be opened.
    Nothing that a submission contains or does raises an exception.
    """
    start = time.monotonic()
    wanted = set(key.exercises) if exercises is None else {key.exercise(name).name for name in exercises}
    order = [name for name in key.exercises if name in wanted]
    unreadable = _unreadable(key, source)
    if source is None or unreadable is not None:
        results = [_nothing(name, unreadable or f"There is no {key.module}.py in the submission.") for name in order]
        return SubmissionResult(key.assignment, "not run", tuple(results), time.monotonic() - start)
    judge = _Judge(key, source, open_runner, until_wrong)
    with Session(judge.open_runner) as session:
        results = [judge.redacted(judge.exercise(key.exercises[name], session)) for name in order]
        isolation = session.isolation
    return SubmissionResult(key.assignment, isolation or "not run", tuple(results), time.monotonic() - start)


def _unreadable(key: Key, source: bytes | None) -> str | None:
    """A sentence on why the module cannot be run at all, or None."""
    if source is None:
        return None
    if not source.strip():
        return f"{key.module}.py is empty."
    if len(source) > rules.LONGEST_SOURCE:
        return f"{key.module}.py is {len(source) / 2**20:.0f} MB long; a helper module is a few hundred lines of text."
    try:
        source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source[: error.start].count(b"\n") + 1
        return f"{key.module}.py is not UTF-8 text (see line {line}): save it again as UTF-8."
    return f"{key.module}.py contains a zero byte, which Python does not allow." if b"\0" in source else None


def _nothing(name: str, sentence: str) -> ExerciseResult:
    return ExerciseResult(name, 0.0, "missing", message=sentence)


def _with_own_alone(exercise: ExerciseKey, others: ExerciseResult) -> ExerciseResult:
    """The result for an exercise that is right with the learner's own earlier functions and wrong with stand-ins."""
    called = words.listing(f"`{name}`" for name in exercise.uses)
    them = "it" if len(exercise.uses) == 1 else "them"
    said = f"`{exercise.name}` is right with your own {called}, but not with other versions of {them}. {others.message}"
    return replace(others, message=said)


class _Judge:
    """One submission's time budget, source and key."""

    def __init__(self, key: Key, source: bytes, open_runner: OpenRunner, until_wrong: bool) -> None:
        self.key, self.source, self._open, self.until_wrong = key, source, open_runner, until_wrong
        self.names = set(key.exercises)
        self.deadline = time.monotonic() + key.seconds
        self.defined = sorted(set(DEFINED.findall(source.decode("utf-8-sig"))))[:1000]

    def open_runner(self, stand_ins: Mapping[str, str]) -> Runner:
        """A fresh runner. Start-up time is not charged to the learner."""
        start = time.monotonic()
        try:
            return self._open(stand_ins)
        finally:
            self.deadline += time.monotonic() - start

    def exercise(self, exercise: ExerciseKey, session: Session) -> ExerciseResult:
        """Judge with the learner's own earlier functions first; if that fails, with stand-ins for them."""
        own = attempt(exercise, exercise.cases, session, self._share(), self.until_wrong)
        result = replace(self._conclude(own), flaky=own.flaky)
        if not exercise.stand_in_cases or not self._worth_another_try(own):
            return result
        if own.right and not (exercise.stand_ins_too and result.verdict == "pass"):
            return result
        with Session(self.open_runner, exercise.stand_ins) as fresh:
            again = attempt(exercise, exercise.stand_in_cases, fresh, self._share(), self.until_wrong)
        if own.right:
            done = result if again.right else _with_own_alone(exercise, self._conclude(again))
        else:
            done = self._with_stand_ins(exercise, result, self._conclude(again), own.fault)
        return replace(done, flaky=own.flaky or again.flaky)

    def redacted(self, result: ExerciseResult) -> ExerciseResult:
        """The result, redacted for publication: with a hidden key, no words that only running code can have made."""
        if self.key.public:
            return result
        exercise = self.key.exercises[result.exercise]
        ours = (*exercise.variants.values(), *exercise.accepted.values(), exercise.reason)
        known = "\n".join([self.source.decode("utf-8-sig"), *ours])
        return replace(
            result,
            message=result.message and redact(result.message, known),
            details=tuple(redact(line, known) for line in result.details),
            advice=tuple(redact(line, known) for line in result.advice),
        )

    def _share(self) -> float:
        """The time for one exercise: at most half of what is left, so that one hang leaves time for the others."""
        return max((self.deadline - time.monotonic()) / 2, LEAST_SECONDS if self.deadline > time.monotonic() else 0.0)

    def _worth_another_try(self, own: Attempt) -> bool:
        fault = own.fault
        mine = fault is not None and fault.function.partition(".")[0] in ("", own.exercise.name)
        return not (fault and mine and fault.kind in ("missing", "syntax", "unattempted"))

    def _with_stand_ins(
        self, exercise: ExerciseKey, own: ExerciseResult, again: ExerciseResult, own_fault: Fault | None
    ) -> ExerciseResult:
        if again.fraction > own.fraction:
            message = messages.given_right(exercise.name, exercise.uses) if again.verdict == "pass" else again.message
            return replace(again, message=message, stand_ins=tuple(exercise.uses), seconds=own.seconds + again.seconds)
        if own_fault and own_fault.kind == "syntax" and own_fault.function in exercise.uses:
            # The run with the learner's own functions says nothing about this one: it stopped in the broken one.
            return replace(again, stand_ins=tuple(exercise.uses), seconds=own.seconds + again.seconds)
        if not again.attempted:
            return again  # a class with a given constructor stopped in an earlier exercise, and is not written either
        # Neither passes. The mistake shows in both runs; report the one with the learner's own numbers.
        blamed = own.misconception or again.misconception
        if blamed and not own.misconception:
            hint = f"Likely cause: {exercise.variants[blamed]}"
            return replace(own, misconception=blamed, details=(*own.details, hint)[-messages.MOST_DETAILS :])
        return own

    def _conclude(self, tried: Attempt) -> ExerciseResult:
        """The result of an attempt, in words."""
        exercise = tried.exercise
        own_text = self._filter(tried)
        base = ExerciseResult(
            exercise.name,
            0.0,
            "wrong",
            seconds=round(tried.seconds, 4),
            printed=own_text.printed(tried.printed),
            advice=self._advice(tried, own_text),
        )
        if tried.right:
            return self._right(base, tried)
        accepted = diagnosis.matching_accepted(tried)
        if accepted:
            advice = (exercise.accepted[accepted], *base.advice)
            return replace(self._right(base, tried), advice=tuple(dict.fromkeys(advice)))
        fault = tried.fault
        if fault and fault.kind in ("missing", "unattempted", "syntax", "import"):
            return self._not_run(base, exercise, fault, own_text)
        return self._wrong(base, tried, own_text)

    def _right(self, base: ExerciseResult, tried: Attempt) -> ExerciseResult:
        broken = self._broken_rules(tried.exercise)
        if broken:
            return replace(base, verdict="refused", message=broken[0], details=tuple(broken[1:4]))
        if tried.exercise.is_question and self.key.public:
            given = tried.results[-1].observation
            answer = tuple(given) if isinstance(given, list) else (given,)
            return replace(base, fraction=1.0, verdict="answered", message=messages.answered(answer), answer=answer)
        return replace(base, fraction=1.0, verdict="pass", message=tried.exercise.reason or None)

    def _wrong(self, base: ExerciseResult, tried: Attempt, own_text: Filter) -> ExerciseResult:
        exercise = tried.exercise
        finding = diagnosis.first_finding(tried)
        assert finding is not None
        hint = exercise.variants.get(finding.misconception or "")
        fraction = diagnosis.credit(tried)
        broken = self._broken_rules(exercise) if fraction else []
        if broken:
            return replace(base, verdict="refused", message=broken[0], details=tuple(broken[1:4]))
        if finding.difference is None:
            assert finding.result.fault is not None
            verdict, message, details = messages.stopped(exercise, finding.result, finding.result.fault, hint, own_text)
            return replace(base, verdict=verdict, message=message, details=details, misconception=finding.misconception)
        message, details = messages.differs(exercise, finding.result, finding.difference, hint, self.key.public)
        return replace(
            base,
            fraction=fraction,
            verdict="partial" if fraction else "wrong",
            message=message,
            details=details,
            misconception=finding.misconception,
        )

    def _not_run(self, base: ExerciseResult, exercise: ExerciseKey, fault: Fault, own_text: Filter) -> ExerciseResult:
        name = exercise.name
        if fault.kind == "missing":
            others = [other for other in self.defined if other not in self.names]
            sentence = messages.missing(name, self.key.module, others)
            no_function = fault.type == "TypeError"  # the name exists but is not a function
            return replace(base, verdict="missing", message=own_text.text(fault.text) if no_function else sentence)
        if fault.kind == "syntax":
            message, details = messages.does_not_compile(name, fault, own_text)
            return replace(base, verdict="error", message=message, details=details)
        if fault.kind == "import":
            return replace(base, verdict="error", message=messages.import_failed(name, fault, own_text))
        culprit = fault.function.partition(".")[0]
        if culprit != name and culprit in self.key.exercises:
            return replace(base, verdict="error", message=messages.waiting_for(name, culprit))
        done = "answered" if exercise.is_question else "written"
        return replace(base, verdict="missing", attempted=False, message=f"`{name}` is not {done} yet.", advice=())

    def _broken_rules(self, exercise: ExerciseKey) -> list[str]:
        if not exercise.rules:
            return []
        try:
            tree = rules.parse(self.source)
        except rules.UnreadableSource as error:
            return [f"A rule on the source of `{exercise.name}` cannot be checked. {error}"]
        return rules.check(tree, exercise.name, exercise.rules)

    def _filter(self, tried: Attempt) -> Filter:
        cases = (*tried.exercise.cases, *tried.exercise.stand_in_cases)
        hidden = [value for case in cases for value in (_inputs(case.steps), case.want)]
        return Filter(hidden, self.key.public)

    def _advice(self, tried: Attempt, own_text: Filter) -> tuple[str, ...]:
        """Habits to improve, in the author's words if an accepted version shows the same."""
        exercise = tried.exercise
        texts = {item.code: item.text for result in tried.results for item in result.advice}
        said: list[str] = []
        for name in diagnosis.accepted_by_habits(exercise, texts):
            if set(exercise.accepted_codes[name]) <= set(texts):
                said.append(exercise.accepted[name])
                texts = {code: text for code, text in texts.items() if code not in exercise.accepted_codes[name]}
        said += texts.values()
        said += [f"Python warned: {own_text.text(warning)}" for warning in tried.warnings[:2]]
        return tuple(dict.fromkeys(said))[:4]


def _inputs(steps: Sequence[Step]) -> list[Any]:
    """The values that a case's steps hand to the learner's code."""
    given = [value for step in steps for value in (*step.args, *step.kwargs.values())]
    return [dict(value.params) if isinstance(value, Recipe) else value for value in given]
