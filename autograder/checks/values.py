"""Compares two nested values: structure first, then type, shape, kind of number, and values."""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.checks import numbers, words
from autograder.checks.base import CheckKind, Counts, DifferenceKind, Params, Path, Verdict, single_or_all
from autograder.checks.numbers import SCALARS, as_scalar, is_numbers
from autograder.checks.report import Differs, Report
from autograder.plain import Opaque

ORDERS_TRIED = 4
Alike = Callable[[Any, Any], bool]


class Comparison(Report):
    """Visits two nested values in parallel and reports differences and advice.

    params: operations, precision, scale (see `tolerance`), exact (no tolerance), shape ("exact": a (1, 1) array is not
    a scalar; "loose": (n,) for (n, 1) passes with advice), dtype ("exact": integers, floats and booleans are different
    types), names (of the entries of the outermost tuple), order ("free": a list may be in any order), keys ("exact": an
    extra key is a mistake).
    """

    def visit(self, got: Any, want: Any, path: Path = ()) -> None:
        if isinstance(got, Opaque):
            should = f"should be {words.kind_of(want)}"
            self.differ(path, "type", f"`{{}}` is a {got.type_name} but {should}.", f"`{{}}` {should}.")
        elif got is None and want is not None:
            hint = "Is the `return` missing?" if not path else ""
            self.differ(path, "type", f"`{{}}` is None but should be {words.kind_of(want)}.", hint=hint)
        elif isinstance(want, dict):
            self._mapping(got, want, path)
        elif isinstance(want, tuple | list) and not is_numbers(want):
            self._sequence(got, want, path)
        elif isinstance(want, str) or want is None:
            self._exactly(got, want, path)
        elif isinstance(want, list | tuple):
            self._numbers(got, want, path)
        elif isinstance(want, SCALARS) or (isinstance(want, np.ndarray) and want.ndim == 0):
            self._scalar(got, want, path)
        elif isinstance(want, np.ndarray):
            self._array(got, want, path)
        else:
            self._exactly(got, want, path)

    # containers

    def _mapping(self, got: Any, want: dict[Any, Any], path: Path) -> None:
        if not isinstance(got, dict):
            keys = words.listing(f'"{key}"' for key in want)
            self.differ(path, "structure", f"`{{}}` should be a dictionary with {keys}, not {words.kind_of(got)}.")
            return
        extra = {str(key).lower(): str(key) for key in got if key not in want}
        missing = [key for key in want if key not in got]
        for key, item in want.items():
            if key in got:
                self.visit(got[key], item, (*path, str(key)))
                continue
            near = difflib.get_close_matches(str(key).lower(), list(extra), 1, 0.5)
            hint = f'There is a key "{extra[near[0]]}": is that a misspelling?' if near else ""
            self.differ((*path, str(key)), "missing", f'The key "{key}" is missing.', hint=hint)
        if extra and not missing:
            keys = words.listing(f'"{key}"' for key in extra.values())
            if self.params.get("keys") == "exact":
                self.differ(
                    path, "structure", f"`{{}}` should not have {keys}.", "`{}` has keys that it should not have."
                )
                return
            self.advise(
                "extra", path, f"`{{}}` also has {keys}, which is not needed.", "`{}` has keys that are not needed."
            )

    def _sequence(self, got: Any, want: Sequence[Any], path: Path) -> None:
        names = self._places(want, path)
        meant = f" ({words.listing(name for name in names)})" if names and not names[0].startswith("[") else ""
        if not isinstance(got, tuple | list):
            if isinstance(got, np.ndarray) and got.ndim and len(got) == len(want):
                self.advise("sequence", path, f"`{{}}` is one array; expected {words.kind_of(want)}.")
                got = list(got)
            else:
                kinds = f"should be {words.kind_of(want)}{meant}, not {words.kind_of(got)}"
                self.differ(path, "structure", f"`{{}}` {kinds}.")
                return
        if len(got) != len(want):
            self.differ(
                path,
                "structure",
                f"`{{}}` should have {words.count(len(want), 'entry', 'entries')}{meant}, not {len(got)}.",
            )
            return
        if self.params.get("order") == "free" and not path:
            got = best_order(got, want, self._alike_in_any_order)
        if type(got) is not type(want):
            self.advise("sequence", path, f"`{{}}` is a {type(got).__name__}; expected a {type(want).__name__}.")
        inner = Comparison(self.params, self.counts)
        for mine, item, name in zip(got, want, names, strict=True):
            inner.visit(mine, item, (*path, name))
        if inner.differences and isinstance(want, tuple) and self._swapped(got, want, names, path):
            return
        self.differences += inner.differences
        self.advice += inner.advice

    def _places(self, want: Sequence[Any], path: Path) -> list[str]:
        names = self.params.get("names", ())
        if path in ((), ("returned",)) and len(names) == len(want):
            return list(names)
        return [f"[{index}]" for index in range(len(want))]

    def _swapped(self, got: Sequence[Any], want: Sequence[Any], names: list[str], path: Path) -> bool:
        """Report the right values in the wrong order as one mistake."""
        plain = {**self.params, "names": ()}
        if not is_reordered(got, want, lambda mine, item: agrees(mine, item, plain, None, (*path, "[0]"))):
            return False
        meant = f": return {', '.join(names)}" if names and not names[0].startswith("[") else ""
        self.differ(path, "structure", f"The values are right, but in the wrong order{meant}.")
        return True

    def _alike_in_any_order(self, got: Any, want: Any) -> bool:
        return agrees(got, want, {**self.params, "order": ""})

    # leaves

    def _exactly(self, got: Any, want: Any, path: Path) -> None:
        if isinstance(got, np.ndarray) and got.ndim == 0:
            got = got.item()
        if isinstance(got, np.str_):
            got = str(got)
        if type(got) is not type(want):
            self.differ(path, "type", f"`{{}}` should be {words.kind_of(want)}, not {words.kind_of(got)}.")
        elif got != want:
            self.differ(
                path, "values", "`{}` is not the expected value.", expected=words.value(want), got=words.value(got)
            )

    def _numbers(self, got: Any, want: Sequence[Any], path: Path) -> None:
        """A list of plain numbers, such as costs, is compared as one array; its entries are named separately."""
        if isinstance(got, np.ndarray) and got.ndim == 1 and got.dtype.kind in "biufc":
            self.advise("sequence", path, f"`{{}}` is an array; expected {words.kind_of(want)}.")
            got = list(got)
        if not isinstance(got, tuple | list):
            self.differ(path, "structure", f"`{{}}` should be {words.kind_of(want)}, not {words.kind_of(got)}.")
            return
        if len(got) != len(want):
            self.differ(
                path,
                "shape",
                f"`{{}}` should have {words.count(len(want), 'entry', 'entries')}, not {len(got)}.",
            )
            return
        if type(got) is not type(want):
            self.advise("sequence", path, f"`{{}}` is a {type(got).__name__}; expected a {type(want).__name__}.")
        if self.params.get("order") == "free":
            got = best_order(got, want, self._alike_in_any_order)
        if self.params.get("exact"):
            for index, (mine, item) in enumerate(zip(got, want, strict=True)):
                self._scalar(mine, item, (*path, f"[{index}]"))
            return
        flat = [as_scalar(item) for item in got]
        for index, item in enumerate(flat):
            if item is None:
                self.visit(got[index], want[index], (*path, f"[{index}]"))
                return
        numbers.compare(self, np.array(flat), np.array([np.asarray(item).item() for item in want]), path)

    def _scalar(self, got: Any, want: Any, path: Path) -> None:
        scalar = as_scalar(got)
        if scalar is None:
            self._no_scalar(got, want, path)
            return
        if isinstance(got, list | tuple) or (isinstance(got, np.ndarray) and got.ndim):
            if self.params.get("shape") == "exact":
                shape = words.kind_of(got)
                self.differ(path, "shape", f"`{{}}` should be a plain number, not {shape}.")
                return
            self.advise(
                "size-one",
                path,
                f"`{{}}` is {words.kind_of(got)}; expected a plain number. `np.squeeze` or `.item()` makes it one.",
            )
        numbers.compare(self, np.asarray(scalar), np.asarray(want), path)

    def _no_scalar(self, got: Any, want: Any, path: Path) -> None:
        kind: DifferenceKind = "shape" if isinstance(got, np.ndarray) and got.dtype.kind in "biufc" else "type"
        self.differ(
            path,
            kind,
            f"`{{}}` should be {words.kind_of(want)}, not {words.kind_of(got)}.",
            hint="Should it be summed or averaged over all entries?" if kind == "shape" else "",
        )

    def _array(self, got: Any, want: np.ndarray, path: Path) -> None:
        if isinstance(got, list | tuple):
            try:
                array = np.array(got)
            except ValueError:
                array = np.array(None)
            if array.dtype.kind not in "biufcSU":
                self.differ(path, "type", f"`{{}}` should be {words.kind_of(want)}, not {words.kind_of(got)}.")
                return
            self.advise("list", path, "`{}` is a list; expected an array: `np.array(...)` makes it one.")
            got = array
        elif isinstance(got, SCALARS):
            got = np.asarray(got)
        if not isinstance(got, np.ndarray):
            self.differ(path, "type", f"`{{}}` should be {words.kind_of(want)}, not {words.kind_of(got)}.")
            return
        if got.shape != want.shape:
            got = self._reshaped(got, want, path)
            if got is None:
                return
        numbers.compare(self, got, want, path)

    def _reshaped(self, got: np.ndarray, want: np.ndarray, path: Path) -> np.ndarray | None:
        """A wrong shape is a difference, unless the author permits missing axes of length 1."""
        without = lambda shape: tuple(size for size in shape if size != 1)  # noqa: E731
        if self.params.get("shape") == "loose" and without(got.shape) == without(want.shape):
            self.advise("shape", path, f"`{{}}` has shape {got.shape}; expected {want.shape}.")
            return got.reshape(want.shape)
        hint = ""
        if self.counts is not None:
            self.differ(path, "shape", "")
            return None
        trial = Report(self.params)
        if got.size == want.size and got.dtype.kind == want.dtype.kind:
            numbers.compare(trial, got.reshape(want.shape), want, ())
            if not trial.differences:
                hint = "The numbers are right, but the shape is not: `keepdims=True` or `reshape` keeps the axis."
            elif got.ndim > 1 and got.T.shape == want.shape:
                trial = Report(self.params)
                numbers.compare(trial, got.T, want, ())
                hint = "It is the transpose of the expected result." if not trial.differences else ""
        self.differ(path, "shape", f"`{{}}` should have shape {want.shape}, not {got.shape}.", hint=hint)
        return None


def is_reordered(got: Sequence[Any], want: Sequence[Any], alike: Alike) -> bool:
    """Whether `got` has the wanted values in another order. Tries all orders, so only a few values are compared."""
    if not 2 <= len(want) <= ORDERS_TRIED:
        return False
    orders = itertools.islice(itertools.permutations(got), 1, None)
    return any(all(map(alike, order, want)) for order in orders)


def best_order(got: Sequence[Any], want: Sequence[Any], alike: Alike) -> list[Any]:
    """`got` reordered so that each entry of `want` is matched with an equal one, if there is one."""
    left = dict(enumerate(got))
    places = []
    for item in want:
        place = next((place for place, mine in left.items() if alike(mine, item)), None)
        places.append(place)
        if place is not None:
            del left[place]
    rest = iter(left.values())
    return [next(rest) if place is None else got[place] for place in places]


def agrees(got: Any, want: Any, params: Params, counts: Counts | None = None, path: Path = ()) -> bool:
    """Whether `judge_close` would find no difference (at a path that counts). Stops at the first difference."""
    try:
        Comparison(params, counts or _all).visit(got, want, path)
    except Differs:
        return False
    return True


def _all(path: Path) -> bool:
    return True


def judge_close(got: Any, want: Any, params: Params) -> Verdict:
    walk = Comparison(params)
    walk.visit(got, want)
    return Verdict(tuple(walk.differences), tuple(walk.advice))


def judge_equal(got: Any, want: Any, params: Params) -> Verdict:
    return judge_close(got, want, {**params, "exact": True})


def _equals(got: Any, want: Any, params: Params, counts: Counts | None = None) -> bool:
    return agrees(got, want, {**params, "exact": True}, counts)


COMMON = frozenset({"shape", "dtype", "names", "order", "last", "keys"})
CLOSE = CheckKind("close", single_or_all, judge_close, COMMON | {"operations", "precision", "scale"}, quick=agrees)
EQUAL = CheckKind("equal", single_or_all, judge_equal, COMMON, quick=_equals)
