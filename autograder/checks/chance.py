"""Judges random functions by what they promise (shape, centre, spread, independence), never by one stream."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from autograder.checks import words
from autograder.checks.base import CheckKind, Difference, Params, Path, Verdict, difference
from autograder.checks.values import judge_close

CHANCES = 5.5  # standard errors: an honest draw strays further once in some 26 million statistics
MANNERS = frozenset({"names", "shape", "keys"})  # parameters that say how the answer is built
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


def leaves(value: Any, path: Path = (), names: Sequence[Any] = ()) -> Iterator[tuple[Path, Any]]:
    """All arrays and numbers of a nested value, each with the names on the way to it.

    `names` is laid out as the value: a name for a place, or a list of names for the places of a tuple in it.
    """
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, (*path, str(key)))
    elif isinstance(value, list | tuple):
        known = list(names) if len(names) == len(value) else [f"[{index}]" for index in range(len(value))]
        for name, item in zip(known, value, strict=True):
            deeper, inner = ((), name) if isinstance(name, list | tuple) else ((name,), ())
            yield from leaves(item, (*path, *deeper), inner)
    else:
        yield path, value


def form(value: Any) -> list[Any]:
    """The structure, shapes and kinds of a value without its numbers, in few bytes however large its arrays are."""
    if isinstance(value, dict):
        return ["dict", {key: form(item) for key, item in value.items()}]
    if isinstance(value, list | tuple):
        return ["list" if isinstance(value, list) else "tuple", [form(item) for item in value]]
    if isinstance(value, np.ndarray) and value.dtype.kind in "biufc":
        return ["array", list(value.shape), value.dtype.str]
    if isinstance(value, bool | int | float | np.generic):
        return ["number", 0 if isinstance(value, int | np.integer) else 0.0]
    return ["other", value]


def blank(form: Sequence[Any]) -> Any:
    """The value that has this form, with 0 for every number."""
    kind, *rest = form
    if kind == "dict":
        return {key: blank(item) for key, item in rest[0].items()}
    if kind in ("list", "tuple"):
        return (list if kind == "list" else tuple)(blank(item) for item in rest[0])
    if kind == "array":
        return np.zeros(tuple(rest[0]), dtype=rest[1])
    return rest[0]


def _summary(array: np.ndarray) -> dict[str, Any]:
    flat = array.astype(np.float64).reshape(-1)
    finite = flat[np.isfinite(flat)]
    if not finite.size:
        return {"count": int(flat.size), "finite": False}
    centred = finite - finite.mean()
    spread = float(finite.std())
    return {
        "count": int(flat.size),
        "finite": bool(finite.size == flat.size),
        "mean": float(finite.mean()),
        "spread": spread,
        "kurtosis": float((centred**4).mean() / spread**4) if spread > 0 else 1.0,
        "zeros": float((finite == 0).mean()),
        "low": float(finite.min()),
        "high": float(finite.max()),
        "quantiles": np.quantile(finite, QUANTILES),
    }


def observe_distribution(values: Sequence[Any], params: Params) -> Any:
    """Statistics of each array, pooled over all draws of the case."""
    names = params.get("names", ())
    pooled: dict[Path, list[np.ndarray]] = {}
    for value in values:
        for path, leaf in leaves(value, (), names):
            if isinstance(leaf, np.ndarray | np.generic | float | int) and np.asarray(leaf).dtype.kind in "biuf":
                pooled.setdefault(path, []).append(np.asarray(leaf).reshape(-1))
    summaries = [[list(path), _summary(np.concatenate(parts))] for path, parts in pooled.items()]
    return {"form": form(values[0]), "summaries": summaries}


def judge_distribution(got: Any, want: Any, params: Params) -> Verdict:
    """The same structure and shapes; centre, spread, share of zeros and quantiles as near as chance allows.

    params: chances (standard errors allowed, 5.5), statistics (which of "mean", "spread", "zeros", "quantiles"; all).
    """
    manners = {name: params[name] for name in MANNERS & params.keys()}
    if any(not isinstance(name, str) for name in params.get("names", ())):
        del manners["names"]  # of parts within parts
    built = judge_close(blank(got["form"]), blank(want["form"]), manners)
    if any(not item.path for item in built.differences):
        return built
    apart = {item.path for item in built.differences}
    mine = {tuple(path): summary for path, summary in got["summaries"]}
    found: list[Difference] = []
    for path, summary in want["summaries"]:
        if tuple(path) in mine and tuple(path) not in apart:
            found += _compare(mine[tuple(path)], summary, tuple(path), params)
    return Verdict((*built.differences, *found), built.advice)


def _compare(got: dict[str, Any], want: dict[str, Any], path: Path, params: Params) -> Iterator[Difference]:
    wanted = params.get("statistics", ("mean", "spread", "zeros", "quantiles"))
    chances = params.get("chances", CHANCES)
    if not got["finite"] or not want["finite"]:
        if got["finite"] == want["finite"]:
            return
        yield difference(path, "nan", "`{}` holds nan or inf.")
        return
    n, m = got["count"], want["count"]
    if want["spread"] == 0:
        if got["spread"] > 0 or abs(got["mean"] - want["mean"]) > 1e-6 * max(1.0, abs(want["mean"])):
            yield _property(path, "should hold one value everywhere", want["mean"], got["mean"])
        return
    if got["spread"] == 0:
        yield _property(path, "should be random, and holds one value everywhere", None, None)
        return
    rate = np.sqrt(1 / n + 1 / m)
    if "mean" in wanted and abs(got["mean"] - want["mean"]) > chances * max(want["spread"], got["spread"]) * rate:
        # A mean that chance alone moved away from 0 reads as 0.
        near = 0.0 if abs(want["mean"]) < chances * want["spread"] / np.sqrt(m) else want["mean"]
        yield _property(path, "has another mean than it should", near, got["mean"])
    heavy = np.sqrt(max(want["kurtosis"], got["kurtosis"], 1.5) - 1) / 2
    if "spread" in wanted and abs(np.log(got["spread"] / want["spread"])) > chances * heavy * rate + 1e-6:
        yield _property(path, "has another standard deviation than it should", want["spread"], got["spread"])
    share = max(want["zeros"], got["zeros"])
    if "zeros" in wanted and abs(got["zeros"] - want["zeros"]) > chances * np.sqrt(share * (1 - share)) * rate + 1e-9:
        yield _property(path, "has another share of zeros than it should", want["zeros"], got["zeros"])
    if "quantiles" in wanted and want["zeros"] < 0.05 and want["spread"] > 0:
        # A standard error of the median of a normal sample is 1.25 spreads over root n; tails are looser.
        gap = np.abs(np.asarray(got["quantiles"]) - np.asarray(want["quantiles"]))
        # For samples near the normal one the kurtosis tells more: its standard error is root(24 / n).
        tails = abs(got["kurtosis"] - want["kurtosis"]) > chances * np.sqrt(24) * rate and want["kurtosis"] < 4
        if tails or np.any(gap > chances * 2.2 * want["spread"] * rate):
            yield _property(path, "is drawn from another distribution than it should be", None, None)


def _property(path: Path, words_: str, want: float | None, got: float | None) -> Difference:
    more = {"expected": f"about {words.value(want, 3)}", "got": words.value(got, 3)} if want is not None else {}
    return difference(path, "property", f"`{{}}` {words_}.", **more)


def observe_independence(values: Sequence[Any], params: Params) -> Any:
    """What repeats: between two calls, between rows of one array, between two arrays of one call."""
    first = dict(leaves(values[0], (), params.get("names", ())))
    second = dict(leaves(values[-1], (), params.get("names", ()))) if len(values) > 1 else {}
    arrays = {path: leaf for path, leaf in first.items() if isinstance(leaf, np.ndarray) and leaf.dtype.kind in "biuf"}
    facts = []
    for path, leaf in arrays.items():
        other = second.get(path)
        constant = bool(leaf.size and np.all(leaf == leaf.reshape(-1)[0]))
        repeats = isinstance(other, np.ndarray) and not constant and np.array_equal(leaf, other)
        alike = leaf.ndim >= 2 and len(leaf) > 1 and not constant and bool(np.all(leaf == leaf[:1]))
        level = leaf.ndim >= 2 and leaf.shape[-1] > 1 and not constant and bool(np.all(leaf == leaf[..., :1]))
        linked = [list(name) for name, mate in arrays.items() if name > path and not constant and _linked(leaf, mate)]
        facts.append(
            [
                list(path),
                {"constant": constant, "repeats": bool(repeats), "alike": alike, "level": level, "linked": linked},
            ]
        )
    return {"form": "" if arrays else words.kind_of(values[0]), "facts": facts}


def _linked(first: np.ndarray, second: np.ndarray) -> bool:
    """Do two arrays start with (nearly) the same numbers, up to a factor?"""
    n = min(first.size, second.size)
    if n < 8:
        return False
    a, b = (array.astype(np.float64).reshape(-1)[:n] for array in (first, second))
    if a.std() == 0 or b.std() == 0:
        return False
    return bool(abs(np.corrcoef(a, b)[0, 1]) > min(max(0.5, CHANCES / np.sqrt(n)), 0.98) or np.array_equal(a, b))


def judge_independence(got: Any, want: Any, params: Params) -> Verdict:
    """Where the reference draws afresh, so must the answer."""
    if got["form"] and not want["form"]:
        return Verdict((difference((), "type", f"`{{}}` is {got['form']}, and should hold random arrays."),))
    mine = {tuple(path): facts for path, facts in got["facts"]}
    found = []
    for place, facts in want["facts"]:
        path = tuple(place)
        if path not in mine:
            found.append(difference(path, "missing", "`{}` is missing or is no array."))
            continue
        other = mine[path]
        if other["repeats"] and not facts["repeats"]:
            found.append(
                difference(
                    path,
                    "property",
                    "`{}` is the same in every call: it should be drawn afresh.",
                    hint="Is a seed set inside the function?",
                )
            )
        if facts["repeats"] and not other["repeats"]:
            found.append(
                difference(
                    path,
                    "property",
                    "`{}` changes from call to call, and should not.",
                    hint="Is the generator or seed that was given used for every draw?",
                )
            )
        if other["constant"] and not facts["constant"]:
            found.append(difference(path, "property", "`{}` holds one value everywhere: it should be random."))
        if facts["constant"] and not other["constant"]:
            found.append(difference(path, "property", "`{}` should hold one value everywhere."))
        if other["alike"] and not facts["alike"]:
            found.append(
                difference(path, "property", "All rows of `{}` are the same: every unit would learn the same.")
            )
        if other["level"] and not facts["level"]:
            found.append(difference(path, "property", "All columns of `{}` are the same: each should be drawn alone."))
        if other["linked"] and not facts["linked"]:
            names = words.listing(f"`{name[-1]}`" for name in other["linked"])
            found.append(difference(path, "property", f"`{{}}` and {names} are drawn from the same numbers."))
    return Verdict(tuple(found))


DISTRIBUTION = CheckKind("distribution", observe_distribution, judge_distribution, MANNERS | {"chances", "statistics"})
INDEPENDENCE = CheckKind("independence", observe_independence, judge_independence, frozenset({"names"}))
