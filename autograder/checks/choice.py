"""Judges quiz answers. A public key can only tell that there is an answer; a hidden key tells whether it is right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from autograder.checks import words
from autograder.checks.base import CheckKind, Params, Verdict, difference

AROUND = " ().:"  # how people write a letter: (b), b), b.


def observe(values: Sequence[Any], params: Params) -> Any:
    """The chosen letters, in lower case and in order; any other value unchanged."""
    value = values[-1]
    if params.get("several") and isinstance(value, str):
        plain = value.strip(AROUND).lower()
        together = all(letter in params["options"] for letter in plain)  # "ac"
        value = list(plain) if plain and together else value.replace(",", " ").split() or [value]
    if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        if not params.get("several") and len(value) == 1:
            return letter_of(value[0])
        return sorted({letter_of(item) for item in value})
    return letter_of(value) if isinstance(value, str) else value


def letter_of(text: str) -> str:
    return text.strip(AROUND).lower()


def judge(got: Any, want: Any, params: Params) -> Verdict:
    """params: options (the possible letters), several (the answer is a list of letters)."""
    options = [str(option).lower() for option in params["options"]]
    chosen = got if isinstance(got, list) and params.get("several") else [got]
    if not chosen or any(item not in options for item in chosen):
        shown = words.listing(f'"{option}"' for option in options)
        form = f"a list of letters from {shown}" if params.get("several") else f"one of the letters {shown}"
        came = f'"{got[:20]}"' if isinstance(got, str) else words.kind_of(got)
        return Verdict((difference(("answer",), "type", f"Your answer should be {form}, not {came}."),))
    if want is None or got == want:
        return Verdict()
    return Verdict((difference(("answer",), "values", f"You answered {spoken(got)}."),))


def spoken(got: Any) -> str:
    """The chosen letters in words: a and c."""
    return words.listing(got if isinstance(got, list) else [str(got)])


def alike(got: Any, other: Any, params: Params) -> bool:
    return type(got) is type(other) and bool(got == other)


CHOICE = CheckKind("choice", observe, judge, frozenset({"options", "several"}), secret=True, same=alike)
