"""Recognises numbers, whatever they are wrapped in, and compares arrays of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from autograder.checks import words
from autograder.checks.base import Params, Path
from autograder.checks.report import Report
from autograder.checks.tolerance import tolerance

SCALARS = (bool, int, float, complex, np.generic)


def is_numbers(value: Sequence[Any]) -> bool:
    """Whether the value is a list of plain numbers. A tuple is several results, each with a name."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(item, SCALARS) or (isinstance(item, np.ndarray) and item.ndim == 0) for item in value)
    )


def as_scalar(value: Any) -> Any:
    """The number in a scalar, a 0-d array or an array or nested list of size 1; None if there is none."""
    if isinstance(value, np.ndarray):
        return value.reshape(())[()] if value.size == 1 and value.dtype.kind in "biufc" else None
    if isinstance(value, list | tuple):
        return as_scalar(value[0]) if len(value) == 1 else None
    if isinstance(value, np.generic):
        return value if value.dtype.kind in "biufc" else None
    return value if isinstance(value, SCALARS) else None


def compare(report: Report, got: np.ndarray, want: np.ndarray, path: Path) -> None:
    """Report the difference between two arrays of the same shape, if there is one: type, then nan, then values."""
    if not _same_kind(report, got, want, path):
        return
    if want.dtype.kind in "SU":
        wrong = np.asarray(got.astype(str) != want.astype(str))
    else:
        numbers = got.astype(np.complex128 if "c" in (got.dtype.kind, want.dtype.kind) else np.float64)
        if _not_finite(report, numbers, want, path):
            return
        wrong = _outside(report.params, numbers, want)
    if wrong.any():
        _report_values(report, got, want, wrong, path)


def _same_kind(report: Report, got: np.ndarray, want: np.ndarray, path: Path) -> bool:
    mine, theirs = got.dtype.kind, want.dtype.kind
    families = {"b": "n", "i": "n", "u": "n", "f": "n", "c": "c", "S": "s", "U": "s"}
    exact = report.params.get("dtype") == "exact"
    same = (mine in "iu" and theirs in "iu") or mine == theirs
    if families.get(mine) != families.get(theirs) and not (theirs == "c" and families.get(mine) == "n"):
        pass
    elif same or not exact:
        if mine == "b" and theirs != "b":
            report.advise("boolean", path, "`{}` contains True and False; expected the numbers 1 and 0.")
        elif mine != "b" and theirs == "b":
            report.advise("boolean", path, "`{}` contains numbers; expected True and False.")
        return True
    report.differ(path, "dtype", f"`{{}}` should contain {words.dtype(want)}, not {words.dtype(got)}.")
    return False


def _not_finite(report: Report, got: np.ndarray, want: np.ndarray, path: Path) -> bool:
    if np.isfinite(got).all():
        return False
    theirs = np.asarray(want, dtype=got.dtype)
    same = np.isfinite(got) | (np.isnan(got) & np.isnan(theirs)) | (got == theirs)
    if same.all():
        return False
    bad = ~same
    first = words.place(np.argwhere(bad)[0]) if got.ndim else ""
    what = "nan (not a number)" if np.isnan(got[bad]).any() else "inf (infinity)"
    share = "" if got.ndim == 0 else f" at {first} ({int(bad.sum())} of {got.size} entries)"
    report.differ(
        path,
        "nan",
        f"`{{}}` is {what}{share}." if got.ndim == 0 else f"`{{}}` contains {what}{share}.",
        hint="Look for a division by 0, a log of 0 or an overflow in exp.",
    )
    return True


def _outside(params: Params, got: np.ndarray, want: np.ndarray) -> np.ndarray:
    """Where the difference exceeds the tolerance."""
    theirs = np.asarray(want, dtype=got.dtype)
    if params.get("exact"):
        return np.asarray((got != theirs) & ~(np.isnan(got) & np.isnan(theirs)))
    rounding = params.get("operations", 100), params.get("precision", "float32"), params.get("scale")
    allowed = tolerance(theirs, *rounding)
    with np.errstate(invalid="ignore"):
        far = np.abs(got - theirs) > allowed
    return np.asarray(far | (np.isfinite(got) != np.isfinite(theirs)))


def _report_values(report: Report, got: np.ndarray, want: np.ndarray, wrong: np.ndarray, path: Path) -> None:
    if report.counts is not None:
        report.differ(path, "values", "")
        return
    index = tuple(int(i) for i in np.argwhere(wrong)[0]) if got.ndim else ()
    expected, mine = words.pair(want[index], got[index])
    hint = words.relation(got, want, partial(_outside, report.params))
    share = ""
    if got.ndim:
        place, share = words.place(index), words.share(wrong) if got.size > 1 else ""
        where = f"the first at {place}" if wrong.sum() > 1 else f"at {place}"
        text = f"`{{}}` has the right shape {got.shape}, but {words.share(wrong)}, {where}."
    else:
        place, text = "", "`{}` has the wrong value."
    report.differ(path, "values", text, place=place, expected=expected, got=mine, hint=hint, share=share)
