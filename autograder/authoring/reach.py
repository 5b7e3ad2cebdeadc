"""Finds ranges that an exercise's drawn inputs leave out: ten layers, one example, probabilities near 0, large numbers.

Reviewers' mistakes that no mechanical mutant makes show only there: layers in the order of the alphabet, a probability
or a score that is cut off, `np.squeeze` of a single example.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

LAYERS = 11
"""With so many layers the order of the alphabet is not that of the numbers: W10 comes before W2."""

PROBABILITIES = frozenset({"A2", "A3", "AL"})
"""Arguments whose entries are probabilities. A cost must also be right close to 0 and 1."""

NEARLY_CERTAIN = 1e-6

SCORES = frozenset({"z"})
"""Arguments that an activation function takes."""

FAR, NEAR = 20.0, 1e-3
EXAMPLES_IN_COLUMNS = frozenset({"X", "A", "A_prev", "Z", "dA", "dZ", "AL", "Y", "X_train", "Y_train"})
"""Arguments whose columns are examples."""

Given = Sequence[Mapping[str, Any]]


def remarks(given: Given) -> Iterator[str]:
    """What the inputs of all cases leave out. `given`: the arguments of each case, nested ones with dotted names."""
    yield from _few_layers(given)
    arrays: dict[str, list[np.ndarray]] = defaultdict(list)
    for inputs in given:
        for name, value in inputs.items():
            if isinstance(value, np.ndarray) and value.dtype.kind in "iuf" and value.size:
                arrays[name].append(value)
    for name, drawn in arrays.items():
        last = name.rsplit(".", 1)[-1]
        if last in EXAMPLES_IN_COLUMNS and all(array.ndim == 2 and array.shape[1] > 1 for array in drawn):
            yield f"`{name}` never has a single column"
        if last in PROBABILITIES:
            yield from _uncertain(name, drawn)
        if last in SCORES:
            yield from _moderate(name, drawn)


def _few_layers(given: Given) -> Iterator[str]:
    """Depths differ from case to case, but stay where the order of the alphabet is that of the numbers."""
    depths: dict[str, list[int]] = defaultdict(list)
    for inputs in given:
        here: dict[str, int] = defaultdict(int)
        for name in inputs:
            found = re.fullmatch(r"(.+)\.d?W(\d+)", name)
            if found:
                here[found[1]] = max(here[found[1]], int(found[2]))
        for name, depth in here.items():
            depths[name].append(depth)
    for name, seen in depths.items():
        if len(set(seen)) > 1 and max(seen) < LAYERS:
            yield f"`{name}` has at most {max(seen)} layers"


def _uncertain(name: str, drawn: Sequence[np.ndarray]) -> Iterator[str]:
    """Probabilities that stay away from 0 and 1."""
    between = all(np.all((array > 0) & (array < 1)) for array in drawn)
    if between and min(float(np.minimum(array, 1 - array).min()) for array in drawn) > NEARLY_CERTAIN:
        yield f"`{name}` is never almost 0 or 1"


def _moderate(name: str, drawn: Sequence[np.ndarray]) -> Iterator[str]:
    """Scores without large or without small numbers."""
    if max(float(np.abs(array).max()) for array in drawn) < FAR:
        yield f"`{name}` is never as large as {FAR:g}"
    sizes = [np.abs(array[array != 0]) for array in drawn]
    if min((float(size.min()) for size in sizes if size.size), default=0.0) > NEAR:
        yield f"`{name}` is never as small as {NEAR:g}"
