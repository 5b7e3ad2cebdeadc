"""The judge's sentences: kind and exact, written for a beginner. With a hidden key they contain none of its values."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

from autograder.card.content import BODY_LINES, CAUSE, rows
from autograder.checks import words
from autograder.checks.base import Difference
from autograder.judge.attempt import CaseResult
from autograder.judge.diagnosis import Finding
from autograder.judge.echo import Filter
from autograder.judge.inputs import Inputs, asked
from autograder.key.model import ExerciseKey
from autograder.result import Verdict
from autograder.script import Fault

MOST_DETAILS = 4  # with the message above them, a card has five lines
KEPT = "Something is kept from an earlier call: a global, a cache or a default such as `costs=[]`."
CHANGED_HOW = f"{CAUSE}`x -= …` and `x[i] = …` change the caller's own array. Work on a copy, or write `x = x - …`."

WAITED = "`{}` waits for something that does not happen. Does it sleep, or wait for a thread or another program?"
ENDINGS: dict[str, tuple[Verdict, str]] = {
    "timeout": ("timeout", "`{}` took too long. Is there an endless loop, or a loop over single entries?"),
    "memory": ("limit", "`{}` asked for more memory than there is. Is an array much larger than the inputs?"),
    "output": ("limit", "`{}` printed or returned far too much."),
    "died": ("error", "`{}` ended the whole process, so nothing was returned. Does it call `exit`?"),
    "protocol": ("error", "`{}` returned something that cannot be read as numbers, strings, lists or arrays."),
    "refused": ("refused", "`{}` did something that is not allowed here."),
}


def cause(hint: str, so_far: str = "") -> str:
    """The line that names the mistake. `so_far`: the quantity up to which it explains the answer, if not everything."""
    return f"{CAUSE}{hint} (This explains the results up to `{so_far}`.)" if so_far else f"{CAUSE}{hint}"


def _details(message: str, said: Sequence[str], given: Inputs) -> tuple[str, ...]:
    """What is said below a message, and the inputs as far as there is room for them on the card."""
    told = [line for line in said if line]
    shown = given.given(BODY_LINES - rows([message, *told]))
    return (*told, shown) if shown else tuple(told)


def differs(exercise: ExerciseKey, finding: Finding, hint: str | None, public: bool) -> tuple[str, tuple[str, ...]]:
    """Message and details for a finding with a difference in values, structure or a property."""
    case, difference = finding.result.case, finding.difference
    assert difference is not None
    message = _values(difference) if public and difference.expected else difference.text
    message = message if public else difference.hidden_text
    why = difference.hint if public or difference.kind != "missing" else ""  # it names a key of the learner's
    if hint:
        why = hint if exercise.is_question else cause(hint, finding.so_far)
    given = Inputs(case, asked(case), exercise.parameters, public, shapes=difference.kind == "shape")
    return message, _details(message, [why], given)


def _values(difference: Difference) -> str:
    """`dw[0, 0]` should be 0.2143, not 1.5 (all 4 entries differ)."""
    if difference.kind != "values":
        return f"{difference.text.rstrip('.')}: expected {difference.expected}, got {difference.got}."
    where = f"`{difference.quantity}{difference.place}`"
    if difference.quantity.startswith("the result"):
        where = difference.quantity[0].upper() + difference.quantity[1:]
        where += f" at {difference.place}" if difference.place else ""
    share = f" ({difference.share})" if difference.share else ""
    return f"{where} should be {difference.expected}, not {difference.got}{share}."


def changes(exercise: ExerciseKey, result: CaseResult, public: bool) -> tuple[str, tuple[str, ...]]:
    """Message and details for an answer with the right values that changes arguments which must stay as they are."""
    named = words.listing(f"`{name}`" for name in result.changed)
    many = len(result.changed) > 1
    message = (
        f"`{exercise.name}` changes its argument{'s' if many else ''} {named}; "
        f"the caller still needs {'them' if many else 'it'}."
    )
    given = Inputs(result.case, asked(result.case), exercise.parameters, public)
    return message, _details(message, [CHANGED_HOW], given)


def your_answer(letters: Sequence[str]) -> str:
    """The sentence that repeats the answer to a question: Your answer: a and c."""
    return f"Your answer: {words.listing(letters)}."


def answered(letters: Sequence[str]) -> str:
    """The message for an answered question, whose answer a public key cannot judge."""
    return f"{your_answer(letters)} Grading will tell you whether it is right."


def stopped(
    exercise: ExerciseKey, result: CaseResult, fault: Fault, hint: str | None, own_text: Filter
) -> tuple[Verdict, str, tuple[str, ...]]:
    """Verdict, message and details for code that raised an exception or was stopped."""
    given = Inputs(result.case, result.case.steps[result.step], exercise.parameters, own_text.public)

    def told(message: str, *said: str) -> tuple[str, ...]:
        return _details(message, said, given)

    if fault.kind in ENDINGS:
        verdict, sentence = ENDINGS[fault.kind]
        sentence = WAITED if fault.type == "waiting" else sentence
        message = sentence.replace("{}", exercise.name)
        return verdict, message, told(message)
    if fault.type == "QuestionError":  # raised by our own question: the learner's object is not of the expected kind
        said = own_text.text(fault.text).rstrip(".") or "the result is not of the expected kind"
        message = f"{said[:1].upper()}{said[1:]}."
        return "wrong", message, told(message, cause(hint) if hint else "")
    kind = own_text.kind(fault.type)
    text = own_text.text(tidy(fault.text))
    message = f"`{exercise.name}` stopped with {kind}: {text}" if text else f"`{exercise.name}` stopped with {kind}."
    where = _where(exercise.name, fault, own_text) if fault.frames else ""
    way = ""
    if exercise.is_question and fault.type == "NameError":
        way = 'Put the letter in quotation marks: `return "a"`.'
    if hint:
        return "error", message, told(message, cause(hint), where)
    return "error", message, told(message, where, way or ("" if exercise.is_question else _way_out(exercise, fault)))


NOISE = re.compile(
    r"\x1b\[[\d;]*m"  # colours for a terminal
    r"|\{\{function_node [^}]*\}\}|\[Op:\w+\]|; NodeDef: .*|Arguments received by .*"  # of TensorFlow and Keras
    r"|Exception encountered when calling (layer )?\S+( \(type \w+\))?\.",
    re.DOTALL,
)


def tidy(text: str) -> str:
    """An exception's text in one line, without what only the makers of TensorFlow and Keras can use."""
    return " ".join(NOISE.sub(" ", text).split()).rstrip(" :;,")


def _where(name: str, fault: Fault, own_text: Filter) -> str:
    """The line where it stopped; if that is in another function, also the line that called it."""
    function, line, code = fault.frames[-1]
    said = _at(line, own_text.line(line, code))
    if function == name:
        return f"It stopped in {said}"
    calls = [(number, text) for other, number, text in fault.frames[:-1] if other == name]
    called = f", called in {_at(calls[-1][0], own_text.line(*calls[-1]))}" if calls else ""
    where = own_text.name(function)
    inside = f"`{where}`" if where == function else where
    return f"It stopped in {said.replace(':', f' of {inside}:', 1)}{called}" if said else ""


def _at(line: int, code: str) -> str:
    return f"line {line}: `{code}`" if code else "a line that is not shown"


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
    text = own_text.syntax(fault.text) or "its syntax is wrong"
    if not fault.frames:
        return f"Python cannot read `{name}`: {text.rstrip('.')}.", ()
    inside, number, code = fault.frames[-1]
    line = own_text.line(number, code)
    shown = (f"Line {number}: `{line}`",) if line else ()
    needed = inside or (fault.function if fault.function != name else "")
    if not needed:
        return f"`{name}` was not found, but line {number} of the module cannot be read: {text}.", shown
    where = own_text.name(needed)
    where = f"`{where}`" if where == needed else where
    read = f"Python cannot read `{name}`" if needed == name else f"`{name}` needs {where}, which Python cannot read"
    return f"{read}: {text}, line {number}.", shown


def import_failed(name: str, fault: Fault, own_text: Filter) -> str:
    text = own_text.text(fault.text)
    missing = fault.type in ("ModuleNotFoundError", "ImportError")
    way = ". Use only Python's own library and the packages that the assignment names." if missing else ""
    what = ": ".join(filter(None, (own_text.kind(fault.type), text.rstrip("."))))
    return f"`{name}` could not be loaded: a line that it needs stopped with {what}{way}"


def unjudged(name: str, trouble: str) -> str:
    """The message if the machine failed. `trouble`: a sentence on what happened."""
    return f"`{name}` could not be judged yet: {trouble.rstrip('.')}. This is not your mistake and costs nothing."


def waiting_for(name: str, other: str) -> str:
    return f"`{name}` calls `{other}`, which is not written yet. Write that one first."


def given_right(name: str, uses: Sequence[str]) -> str:
    """The message for an exercise that is right except for the functions that it calls."""
    listed = words.listing(f"`{used}`" for used in uses)
    return f"`{name}` is right given a correct {listed}. Once {'that' if len(uses) == 1 else 'those'} work, so does it."
