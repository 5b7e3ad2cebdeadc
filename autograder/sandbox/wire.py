"""Steps and outcomes as plain values. Whatever comes from the learner's side is a claim: each field is checked."""

from __future__ import annotations

from typing import Any

from autograder.plain import PlainError
from autograder.sandbox.capture import LONGEST_WARNING, MOST_PRINTED, MOST_WARNINGS
from autograder.sandbox.faults import LONGEST_LINE, LONGEST_TEXT, MOST_FRAMES, cut
from autograder.script import Fault, FaultKind, Outcome, Step

# The faults that a learner's side may report. The grader itself reports limits, except memory and output, which the
# learner's side notices first.
_KINDS: frozenset[FaultKind] = frozenset({"error", "missing", "unattempted", "syntax", "import", "memory", "output"})
_PARTS = {"value", "fault", "changed", "places", "entries", "warnings", "printed"}


def step_to_plain(step: Step) -> dict[str, Any]:
    return {
        "target": step.target,
        "args": step.args,
        "kwargs": dict(step.kwargs),
        "on": step.on,
        "keep": step.keep,
        "action": step.action,
    }


def step_from_plain(plain: dict[str, Any]) -> Step:
    return Step(plain["target"], plain["args"], plain["kwargs"], plain["on"], plain["keep"], plain["action"])


def outcome_to_plain(outcome: Outcome) -> dict[str, Any]:
    fault = outcome.fault
    return {
        "value": outcome.value,
        "fault": fault and [fault.kind, fault.type, fault.text, list(fault.frames), fault.function],
        "changed": dict(outcome.changed),
        "places": dict(outcome.places),
        "entries": list(outcome.entries),
        "warnings": list(outcome.warnings),
        "printed": outcome.printed,
    }


def outcome_from_plain(plain: Any) -> Outcome:
    """The outcome, with texts cut to their limits. Raises PlainError if the claim is not a valid outcome."""
    if type(plain) is not dict or set(plain) != _PARTS:
        raise PlainError("not an outcome")
    changed = plain["changed"]
    if type(changed) is not dict or not all(type(name) is str for name in changed):
        raise PlainError("not changed arguments")
    places = plain["places"]
    if type(places) is not dict or not all(type(place) is int and place >= 0 for place in places.values()):
        raise PlainError("not positions of arguments")
    entries = plain["entries"]
    if type(entries) is not list or not all(type(name) is str for name in entries):
        raise PlainError("not names of arguments")
    warned = plain["warnings"]
    if type(warned) is not list:
        raise PlainError("not a list of warnings")
    fault = None if plain["fault"] is None else _fault(plain["fault"])
    return Outcome(
        plain["value"] if fault is None else None,
        fault,
        {cut(name, 100): value for name, value in changed.items()},
        tuple(_text(item, LONGEST_WARNING) for item in warned[:MOST_WARNINGS]),
        _text(plain["printed"], MOST_PRINTED + 1),
        {cut(name, 100): places[name] for name in changed if name in places},
        entries=tuple(cut(name, 100) for name in changed if name in entries),
    )


def _fault(plain: Any) -> Fault:
    if type(plain) is not list or len(plain) != 5 or plain[0] not in _KINDS or type(plain[3]) is not list:
        raise PlainError("not a fault")
    kind, name, text, frames, function = plain
    return Fault(
        kind,
        _text(name, 100),
        _text(text, LONGEST_TEXT),
        tuple(_frame(item) for item in frames[-MOST_FRAMES:]),
        _text(function, 200),
    )


def _frame(plain: Any) -> tuple[str, int, str]:
    if type(plain) is not tuple or len(plain) != 3 or type(plain[1]) is not int:
        raise PlainError("not a frame")
    return _text(plain[0], 200), min(max(plain[1], 0), 1_000_000), _text(plain[2], LONGEST_LINE)


def _text(value: Any, longest: int) -> str:
    if type(value) is not str:
        raise PlainError("not a text")
    return cut(value, longest)
