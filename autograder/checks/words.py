"""Describes values in a beginner's words: a dictionary, an array of shape (3, 1), the number 0.5."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from autograder.plain import Opaque

DTYPES = {"b": "True and False", "i": "integers", "u": "integers", "f": "floats", "c": "complex numbers", "U": "text"}
LONGEST = 72
COMMON = frozenset(
    {"function", "method", "module", "type", "range", "set", "generator", "map", "zip", "filter", "bytes"}
)
"""Types that may be named whatever is hidden: a learner's class may be named after a hidden input."""


def kind_of(value: Any) -> str:
    """The kind of a value without its numbers, which is safe to show for hidden values."""
    if value is None:
        return "None"
    if isinstance(value, Opaque):
        return f"a {value.type_name}" if value.type_name in COMMON else "another kind of object"
    if isinstance(value, bool | np.bool_):
        return "a boolean"
    if isinstance(value, int | float | np.number) or (isinstance(value, np.ndarray) and value.ndim == 0):
        return "a plain number"
    if isinstance(value, complex):
        return "a complex number"
    if isinstance(value, str):
        return "a string"
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    if isinstance(value, dict):
        return f"a dictionary with {count(len(value), 'key', 'keys')}"
    if isinstance(value, list | tuple):
        return f"a {type(value).__name__} of {count(len(value), 'entry', 'entries')}"
    return f"a {type(value).__name__}"


def dtype(array: np.ndarray) -> str:
    return DTYPES.get(array.dtype.kind, f"values of type {array.dtype}")


def count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def share(wrong: np.ndarray) -> str:
    """`2 of 3 entries differ`, `all 3 entries differ`."""
    number = int(wrong.sum())
    if number == wrong.size:
        return "its entry differs" if number == 1 else f"all {number} entries differ"
    return f"{number} of {wrong.size} entries {'differs' if number == 1 else 'differ'}"


def listing(items: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    known = list(items)
    return known[0] if len(known) == 1 else ", ".join(known[:-1]) + " and " + known[-1] if known else "nothing"


def place(index: Iterable[int]) -> str:
    return "[" + ", ".join(str(int(i)) for i in index) + "]"


def value(item: Any, digits: int = 6) -> str:
    """A value in short, as Python would write it."""
    if isinstance(item, np.ndarray) and item.ndim == 0:
        item = item[()]
    if isinstance(item, np.generic):
        item = item.item()
    if isinstance(item, float):
        return f"{item + 0.0:.{digits}g}"  # -0.0 is 0
    text = _rounded(item)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _rounded(item: Any) -> str:
    """A nested list with four digits per number: [[0.4855], [-0.4248]]."""
    if isinstance(item, list):
        return "[" + ", ".join(_rounded(part) for part in item) + "]"
    return f"{item:.4g}" if isinstance(item, float) else repr(item)


def pair(want: Any, got: Any) -> tuple[str, str]:
    """Two numbers with enough digits to show that they differ."""
    for digits in (6, 9, 12, 17):
        first, second = value(want, digits), value(got, digits)
        if first != second:
            break
    return first, second


def relation(got: np.ndarray, want: np.ndarray, outside: Callable[[np.ndarray, np.ndarray], np.ndarray]) -> str:
    """A simple relation of the answer to the expected values, or "". It does not reveal a hidden number."""
    if got.dtype.kind not in "iuf" or want.dtype.kind not in "iuf" or not np.any(want) or not np.any(got):
        return ""
    numbers = got.astype(np.float64)
    if not outside(-numbers, want).any():
        return "The sign is flipped."
    if got.ndim == 2 and got.shape[0] == got.shape[1] and got.size > 1 and not outside(numbers.T, want).any():
        return "It is the transpose of the expected result."
    if got.size >= 2:
        largest = np.unravel_index(np.argmax(np.abs(want)), want.shape)
        factor = numbers[largest] / float(want[largest])
        if factor and np.isfinite(factor) and not outside(numbers / factor, want).any():
            for name, size in ((factor, "{:.0f} times too large"), (1 / factor, "{:.0f} times too small")):
                if 1.5 < name < 1e6 and abs(name - round(name)) < 1e-4 * name:  # 2 may be 1.9999999
                    return f"Every entry is {size.format(name)}."
            return "Every entry is off by the same factor."
    return ""
