"""Keeps a learner's own text (exceptions, prints) from carrying hidden inputs or answers out of the grader."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

import numpy as np

LONGEST = 200
NUMBER = re.compile(r"-?\d*\.?\d+(?:[eE][+-]?\d+)?")
DROPPED = "(text omitted: it repeats hidden inputs)"
MANY_DIGITS = 0.3
LONGEST_WORD = 32
COMPARED_DIGITS = 4
WORD = re.compile(r"[^\s`\"'(),;:\[\]{}]+")
ORDINARY = re.compile(r"(u?int|float|complex|bfloat)\d+|.*\.py")
LONGEST_NAME = 30


def numbers_in(values: Iterable[Any]) -> Iterator[float]:
    """Every number inside nested plain values."""
    for value in values:
        if isinstance(value, dict):
            yield from numbers_in(value.values())
        elif isinstance(value, list | tuple):
            yield from numbers_in(value)
        elif isinstance(value, np.ndarray):
            if value.dtype.kind in "biuf":
                yield from value.reshape(-1)[:100_000].astype(float).tolist()
        elif isinstance(value, bool):
            continue
        elif isinstance(value, int | float | np.integer | np.floating):
            yield float(value)


def names_in(values: Iterable[Any]) -> Iterator[str]:
    """Every key of the dictionaries inside nested plain values."""
    for value in values:
        if isinstance(value, dict):
            yield from (str(key) for key in value)
            yield from names_in(value.values())
        elif isinstance(value, list | tuple):
            yield from names_in(value)


def significant(number: float) -> str:
    """The first digits of a number, by which an echo is recognised; "" for numbers too simple to be secret."""
    if not np.isfinite(number) or number == round(number, 1):
        return ""
    return f"{abs(number):.{COMPARED_DIGITS - 1}e}"


class Filter:
    """Knows the hidden numbers of one exercise; with a public key nothing is hidden."""

    def __init__(self, hidden: Iterable[Any], public: bool) -> None:
        self.public = public
        self._hidden = hidden

    @cached_property
    def known(self) -> set[str]:
        """Collected only when a learner's code says something: most answers raise nothing."""
        return {significant(number) for number in numbers_in(self._hidden)} - {""}

    def text(self, words: str, longest: int = LONGEST) -> str:
        """The words, cut to `longest`; a notice instead if they repeat a hidden number or could encode one."""
        words = "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in words[: 4 * longest])
        if self.public:
            return words[:longest] + ("…" if len(words) > longest else "")
        if self._echoes(words):
            return DROPPED
        return words[:longest] + ("…" if len(words) > longest else "")

    def _echoes(self, words: str) -> bool:
        if any(len(word) > LONGEST_WORD for word in re.split(r"[\s()\[\],:;'\"`]+", words)):
            return True
        if len(words) > 40 and sum(letter.isdigit() for letter in words) > MANY_DIGITS * len(words):
            return True
        found = NUMBER.findall(words)
        return any(significant(float(number)) in self.known for number in found if _is_float(number))

    def printed(self, text: str, longest: int = 4000) -> str:
        """The printed text; nothing with a hidden key, because a program can spell its inputs in many ways."""
        return text[:longest] if self.public else ""


def redact(words: str, source: str) -> str:
    """The words of a result under a hidden key, without those that the learner's code made up while it ran.

    Names of types, keys and functions are also a learner's own text: a type may be named after a hidden input. A name
    that occurs in the source says nothing new. Any other name that is long or has several digits is left out.
    """

    def checked(match: re.Match[str]) -> str:
        word = match[0]
        made_up = len(word) > LONGEST_NAME or (len(word) > 5 and sum(letter.isdigit() for letter in word) > 1)
        return "…" if made_up and not ORDINARY.fullmatch(word) and word not in source else word

    return WORD.sub(checked, words)


def _is_float(number: str) -> bool:
    try:
        float(number)
    except ValueError:
        return False
    return True
