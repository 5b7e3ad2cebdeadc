"""Judges whether calls, rows and arrays are drawn separately. Equal values are never equal by chance here."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.checks import words
from autograder.checks.base import CheckKind, Params, Verdict, difference
from autograder.checks.chance import SAME_NUMBERS, leaves
from autograder.checks.patterns import SAID

CHANCES = 6.5  # standard errors: by chance once in about ten billion
FEWEST = 14  # numbers: two lists of this many normal numbers are never proportional by chance
ONCE = math.log(1e-9)  # equality that is more likely than this proves nothing


def observe_independence(values: Sequence[Any], params: Params) -> Any:
    """What repeats: between two calls, between rows of one array, between two arrays of one call."""
    first = dict(leaves(values[0], (), params.get("names", ())))
    second = dict(leaves(values[-1], (), params.get("names", ()))) if len(values) > 1 else {}
    arrays = {path: leaf for path, leaf in first.items() if isinstance(leaf, np.ndarray) and leaf.dtype.kind in "biuf"}
    facts = []
    for path, leaf in arrays.items():
        other = second.get(path)
        constant = bool(leaf.size and np.all(leaf == leaf.reshape(-1)[0]))
        tells = not constant and leaf.size * _log_equal(leaf) < ONCE
        rest = leaf[1:].size * _log_equal(leaf) < ONCE if leaf.ndim >= 2 and not constant else False
        repeats = isinstance(other, np.ndarray) and tells and np.array_equal(leaf, other)
        alike = leaf.ndim >= 2 and len(leaf) > 1 and rest and bool(np.all(leaf == leaf[:1]))
        level = leaf.ndim >= 2 and leaf.shape[-1] > 1 and tells and bool(np.all(leaf == leaf[..., :1]))
        linked = [list(name) for name, mate in arrays.items() if name > path and not constant and _linked(leaf, mate)]
        facts.append(
            [
                list(path),
                {"constant": constant, "repeats": bool(repeats), "alike": alike, "level": level, "linked": linked},
            ]
        )
    return {"form": "" if arrays else words.kind_of(values[0]), "facts": facts}


def _log_equal(array: np.ndarray) -> float:
    """The logarithm of the chance that two of its entries are equal, which is large for a mask."""
    _, counts = np.unique(array, return_counts=True)
    return float(np.log(((counts / array.size) ** 2).sum()))


def _linked(first: np.ndarray, second: np.ndarray) -> bool:
    """Whether two arrays start with (nearly) the same numbers, up to a factor."""
    n = min(first.size, second.size)
    if n < FEWEST:
        return False
    a, b = (array.astype(np.float64).reshape(-1)[:n] for array in (first, second))
    if a.std() == 0 or b.std() == 0:
        return False
    return bool(abs(np.corrcoef(a, b)[0, 1]) > min(max(0.5, CHANCES / np.sqrt(n)), 0.98))


def judge_independence(got: Any, want: Any, params: Params) -> Verdict:
    """Wherever the reference draws new numbers, the answer must do so as well."""
    if got["form"] and not want["form"]:
        return Verdict((difference((), "type", f"`{{}}` is {got['form']}, but it should contain random arrays."),))
    mine = {tuple(path): facts for path, facts in got["facts"]}
    found = []
    for place, facts in want["facts"]:
        path = tuple(place)
        if path not in mine:
            found.append(difference(path, "missing", "`{}` is missing or is not an array."))
            continue
        other = mine[path]
        if other["repeats"] and not facts["repeats"]:
            found.append(
                difference(
                    path,
                    "property",
                    "`{}` is the same in every call; draw new numbers each time.",
                    hint="Is a seed set inside the function?",
                )
            )
        if facts["repeats"] and not other["repeats"]:
            found.append(
                difference(
                    path,
                    "property",
                    "`{}` changes from call to call, but it should not.",
                    hint="Does every draw use the given generator or seed?",
                )
            )
        if other["constant"] and not facts["constant"]:
            found.append(difference(path, "property", "`{}` should be random, but all its entries are equal."))
        if facts["constant"] and not other["constant"]:
            found.append(difference(path, "property", "`{}` should have the same value everywhere."))
        if other["alike"] and not facts["alike"]:
            found.append(difference(path, "property", SAID["alike"]))
        if other["level"] and not facts["level"]:
            found.append(difference(path, "property", SAID["level"]))
        if other["linked"] and not facts["linked"]:
            names = words.listing(f"`{name[-1]}`" for name in other["linked"])
            found.append(difference(path, "property", SAME_NUMBERS % names))
    return Verdict(tuple(found))


INDEPENDENCE = CheckKind("independence", observe_independence, judge_independence, frozenset({"names"}))
