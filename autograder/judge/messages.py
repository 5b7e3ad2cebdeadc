"""The judge's sentences: kind and exact, written for a beginner. With a hidden key they contain none of its values."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.checks import words
from autograder.checks.base import Difference
from autograder.judge.attempt import CaseResult
from autograder.judge.echo import Filter
from autograder.key.model import ExerciseKey, KeyCase
from autograder.key.observe import arguments, maker
from autograder.result import Verdict
from autograder.script import Callback, Fault, Handle, Recipe, Step

MOST_DETAILS = 4  # with the message above them, a card has five lines
LONGEST_GIVEN = 160

ENDINGS: dict[str, tuple[Verdict, str]] = {
    "timeout": ("timeout", "`{}` took too long. Is there an endless loop, or a loop over single entries?"),
    "memory": ("limit", "`{}` asked for more memory than there is. Is an array much larger than the inputs?"),
    "output": ("limit", "`{}` printed or returned far too much."),
    "died": ("error", "`{}` ended the whole process, so nothing was returned. Does it call `exit`?"),
    "protocol": ("error", "`{}` returned something that cannot be read as numbers, strings, lists or arrays."),
    "refused": ("refused", "`{}` did something that is not allowed here."),
}


def given(case: KeyCase, step: Step, parameters: Sequence[str], public: bool) -> str:
    """`Given w (3, 1), b = 0.3, X (3, 7) (many examples)`: always the shapes; small values if the key is public."""
    told = {} if step.action == "ask" else step.kwargs  # the arguments of a question are not the learner's
    made = maker(case.steps, step)  # show how an object was made, not what it was asked afterwards
    known = arguments(made or replace(step, kwargs=told), parameters)
    named = [f"{name}{_shape(value, public)}" for name, value in known.items()]
    shown = ", ".join(named)
    if len(shown) > LONGEST_GIVEN:
        shown = shown[: LONGEST_GIVEN - 1] + "…"
    label = f" ({case.label})" if case.label else ""
    if not named:
        return f"Case: {case.label}" if case.label else ""
    return f"Given {shown}{label}"


def _under(given: str, details: Sequence[str]) -> tuple[str, ...]:
    """The details below the inputs. With a hidden key there may be none, so nothing is announced."""
    if not given:
        return tuple(details)[:MOST_DETAILS]
    told = bool(details) and not details[0].startswith("Likely cause")
    ending = ":" if told and given.startswith("Given") else "."
    return (given + ending, *details)[:MOST_DETAILS]


def _shape(value: Any, public: bool) -> str:
    if isinstance(value, Recipe):
        named = f" (a {value.kind.replace('_', ' ')})"
        if value.kind == "dict_of":
            return _shape(dict.fromkeys(value.params["items"]), public=False)
        return _shape(value.params["value"], public) if "value" in value.params else named
    if isinstance(value, Handle):
        return ""
    if isinstance(value, Callback):
        return " (a function)"
    if isinstance(value, np.ndarray) and value.ndim:
        small = public and value.size <= 4 and value.dtype.kind in "iuf"
        return f" = {words.value(value.tolist())}" if small else f" of shape {value.shape}"
    if isinstance(value, dict) and public and len(repr(value)) <= 60:
        return f" = {words.value(value)}"
    if isinstance(value, dict):
        return f" with {words.listing(repr(key) for key in value)}" if len(value) <= 6 else f" with {len(value)} keys"
    if isinstance(value, list | tuple):
        return f" = {words.value(value)}" if public and len(repr(value)) <= 40 else f" ({words.kind_of(value)})"
    return f" = {words.value(value)}" if public else ""


def differs(
    exercise: ExerciseKey, result: CaseResult, difference: Difference, hint: str | None, public: bool
) -> tuple[str, tuple[str, ...]]:
    """Message and details for a difference in values, structure or a property."""
    case = result.case
    step = _asked(case)
    details = []
    if public and difference.expected:
        details.append(f"{_place(difference)} {difference.expected}, got {difference.got}.")
    if hint:
        details.append(hint if exercise.is_question else f"Likely cause: {hint}")
    elif difference.hint:
        details.append(difference.hint)
    text = difference.text if public else difference.hidden_text
    return text, _under(given(case, step, exercise.parameters, public), details)


def _asked(case: KeyCase) -> Step:
    """The step whose arguments are shown: the last one observed, or the call that it asks about."""
    step = case.steps[case.observed[-1]]
    if step.action != "ask" or step.args or step.kwargs:
        return step
    calls = [other for other in case.steps if other.action == "call" and other.on is None]
    return calls[-1] if calls else step


def your_answer(letters: Sequence[str]) -> str:
    """The sentence that repeats the answer to a question: Your answer: a and c."""
    return f"Your answer: {words.listing(letters)}."


def answered(letters: Sequence[str]) -> str:
    """The message for an answered question, whose answer a public key cannot judge."""
    return f"{your_answer(letters)} Grading will tell you whether it is right."


def _place(difference: Difference) -> str:
    if difference.quantity.startswith("the result"):
        return f"At {difference.place}: expected" if difference.place else "Expected"
    return f"`{difference.quantity}{difference.place}`: expected"


def stopped(
    exercise: ExerciseKey, result: CaseResult, fault: Fault, hint: str | None, own_text: Filter
) -> tuple[Verdict, str, tuple[str, ...]]:
    """Verdict, message and details for code that raised an exception or was stopped."""
    case = result.case
    inputs = given(case, case.steps[result.step], exercise.parameters, own_text.public)
    details: list[str] = []
    if fault.kind in ENDINGS:
        verdict, sentence = ENDINGS[fault.kind]
        return verdict, sentence.replace("{}", exercise.name), _under(inputs, details)
    if fault.type == "QuestionError":  # raised by our own question: the learner's object is not of the expected kind
        said = own_text.text(fault.text).rstrip(".")
        return "wrong", f"{said[:1].upper()}{said[1:]}.", _under(inputs, details)
    kind = own_text.text(fault.type, 60)
    text = own_text.text(fault.text)
    message = f"`{exercise.name}` stopped with {kind}: {text}" if text else f"`{exercise.name}` stopped with {kind}."
    if fault.frames:
        details.append(_where(exercise.name, fault, own_text))
    if exercise.is_question and fault.type == "NameError":
        details.append('Put the letter in quotation marks: `return "a"`.')
    if hint:
        details.append(f"Likely cause: {hint}")
    elif not exercise.is_question and (way := _way_out(exercise, fault)):
        details.append(way)
    return "error", message, _under(inputs, details)


def _where(name: str, fault: Fault, own_text: Filter) -> str:
    """The line where it stopped; if that is in another function, also the line that called it."""
    function, line, code = fault.frames[-1]
    said = f"`{own_text.text(code.strip(), 120)}`"
    if function == name:
        return f"It stopped in line {line}: {said}"
    calls = [(number, text) for other, number, text in fault.frames[:-1] if other == name]
    called = f", called in line {calls[-1][0]}: `{own_text.text(calls[-1][1].strip(), 120)}`" if calls else ""
    return f"It stopped in line {line} of `{own_text.text(function, 60)}`: {said}{called}"


def _way_out(exercise: ExerciseKey, fault: Fault) -> str:
    """What to do about errors that tell a beginner nothing; empty for those that explain themselves."""
    if fault.type == "NameError":
        return "Define or import it in the module: the module does not see the notebook's variables."
    if fault.type == "EOFError":
        return "Nobody can answer `input` here: use the parameters."
    if fault.type == "SystemExit":
        return "`exit` and `quit` end the whole program: use `return`."
    if fault.type == "ValueError" and "Only input tensors may be passed as positional" in fault.text:
        return "Keras 3 accepts only tensors by position: pass `training=training` and masks by keyword."
    if fault.type == "TypeError" and not fault.frames and "positional argument" in fault.text:
        return f"Keep the original parameters: `{exercise.name}({', '.join(exercise.parameters)})`."
    return ""


def missing(name: str, module: str, defined: Sequence[str]) -> str:
    """The message for a missing function. `defined`: the functions that there are, one of which may be meant."""
    lower = {other.lower(): other for other in defined if other != name}
    near = [name.lower()] if name.lower() in lower else []
    near = near or sorted((other for other in lower if name.lower() in other), key=len)
    near = near or difflib.get_close_matches(name.lower(), list(lower), 1, 0.75)
    found = [f"`{lower[other]}`" for other in near[:2]]  # two if the name of a given function is close as well
    guess = f" There {'is' if len(found) == 1 else 'are'} {' and '.join(found)}: did you mean `{name}`?" if near else ""
    way = guess or " Keep the original name, and start its `def` at the left margin."
    return f"There is no function `{name}` in {module}.py.{way}"


def does_not_compile(name: str, fault: Fault, own_text: Filter) -> tuple[str, tuple[str, ...]]:
    """Message and details for a syntax error: in the function, in one that it calls, or outside every function."""
    text = own_text.text(fault.text) or "its syntax is wrong"
    if not fault.frames:
        return f"Python cannot read `{name}`: {text.rstrip('.')}.", ()
    inside, number, code = fault.frames[-1]
    shown = (f"Line {number}: `{own_text.text(code.strip(), 120)}`",) if code.strip() else ()
    needed = inside or (fault.function if fault.function != name else "")
    if not needed:
        return f"`{name}` was not found, but line {number} of the module cannot be read: {text}.", shown
    where = own_text.text(needed, 60)
    read = f"Python cannot read `{name}`" if needed == name else f"`{name}` needs `{where}`, which Python cannot read"
    return f"{read}: {text}, line {number}.", shown


def import_failed(name: str, fault: Fault, own_text: Filter) -> str:
    text = own_text.text(fault.text)
    missing = fault.type in ("ModuleNotFoundError", "ImportError")
    way = ". Use only Python's own library and the packages that the assignment names." if missing else ""
    kind = own_text.text(fault.type, 60)
    return f"`{name}` could not be loaded: a line that it needs stopped with {kind}: {text.rstrip('.')}{way}"


def waiting_for(name: str, other: str) -> str:
    return f"`{name}` calls `{other}`, which is not written yet. Write that one first."


def given_right(name: str, uses: Sequence[str]) -> str:
    """The message for an exercise that is right except for the functions that it calls."""
    listed = words.listing(f"`{used}`" for used in uses)
    return f"`{name}` is right given a correct {listed}. Once {'that' if len(uses) == 1 else 'those'} work, so does it."
