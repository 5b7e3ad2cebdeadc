"""Judges random functions by their shapes, their law and the independence of their entries, not by exact numbers.

Every test has a p-value (`autograder.checks.significance`). A check rejects a right answer at most once in ten million.
A learner's notebook and the grader make the same tests with the same numbers of draws.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.checks import laws, patterns, samples, words
from autograder.checks.base import CheckKind, Difference, Params, Path, Verdict, difference, name_of
from autograder.checks.laws import Law
from autograder.checks.significance import Log, threshold
from autograder.checks.values import judge_close

MANNERS = frozenset({"names", "shape", "keys"})  # parameters about the structure of the answer
STATISTICS = ("mean", "spread", "zeros", "shape", "range", "patterns")
SURE, UNSEEN = math.log(1e-20), math.log(1e-2)  # a pattern is beyond doubt; there is no sign of it
SAME_NUMBERS = "`{}` and %s contain the same random numbers; draw new ones for each."
VISIBLE = 5.0  # standard errors: a message names the mean or the spread only if it is this far off


def leaves(value: Any, path: Path = (), names: Sequence[Any] = ()) -> Iterator[tuple[Path, Any]]:
    """All arrays and numbers of a nested value, each with its path.

    `names` has the structure of the value: a name for each entry, or a list of names for an entry that is a tuple.
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
    """The structure, shapes and types of a value without its numbers: small even for large arrays."""
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
    """A value of this form in which every number is 0."""
    kind, *rest = form
    if kind == "dict":
        return {key: blank(item) for key, item in rest[0].items()}
    if kind in ("list", "tuple"):
        return (list if kind == "list" else tuple)(blank(item) for item in rest[0])
    if kind == "array":
        return np.zeros(tuple(rest[0]), dtype=rest[1])
    return rest[0]


def observe_distribution(values: Sequence[Any], params: Params) -> Any:
    """For each array, pooled over all calls of the case: counts, quantiles, and p-values under its law.

    links   for each pair of random arrays, how often both are above or both below their medians (`samples.links`)
    """
    names = params.get("names", ())
    pooled: dict[Path, list[np.ndarray]] = {}
    for value in values:
        for path, leaf in leaves(value, (), names):
            if isinstance(leaf, np.ndarray | np.generic | float | int) and np.asarray(leaf).dtype.kind in "biuf":
                pooled.setdefault(path, []).append(np.asarray(leaf))
    if "chances" in params:
        loose = [
            [list(path), samples.moments(np.concatenate([np.ravel(a) for a in parts]))]
            for path, parts in pooled.items()
        ]
        return {"form": form(values[0]), "summaries": loose, "links": []}
    known = params.get("law", {})
    fresh = {path: samples.fresh(parts) for path, parts in pooled.items()}
    summaries = [
        [list(path), samples.summary(parts, known.get(path[-1] if path else ""))] for path, parts in fresh.items()
    ]
    return {"form": form(values[0]), "summaries": summaries, "links": samples.links(fresh)}


def judge_distribution(got: Any, want: Any, params: Params) -> Verdict:
    """The same structure and shapes; independent draws from the same law.

    params: law (name -> law, see `autograder.checks.laws`; "" for a single number): the draws are tested against it.
    Without a law, or if the reference itself does not follow it because it called a stand-in, they are tested against
    the reference's draws.
    statistics (which of STATISTICS; default: all). chances: for arrays whose entries are not independent: only mean and
    spread are compared, within so many standard errors of independent draws; the error rate is then not known.
    """
    manners = {name: params[name] for name in MANNERS & params.keys()}
    if any(not isinstance(name, str) for name in params.get("names", ())):
        del manners["names"]  # names of nested parts
    built = judge_close(blank(got["form"]), blank(want["form"]), manners)
    if any(not item.path for item in built.differences):
        return built
    apart = {item.path for item in built.differences}
    mine = {tuple(path): summary for path, summary in got["summaries"]}
    found: list[Difference] = []
    level = threshold(_tests(want))
    for path, summary in want["summaries"]:
        if tuple(path) in mine and tuple(path) not in apart:
            found += _compare(mine[tuple(path)], summary, tuple(path), params, level)
    if "patterns" in params.get("statistics", STATISTICS):
        found += _unlinked(got["links"], want["links"], {*apart, *(item.path for item in found)}, level)
    return Verdict((*built.differences, *found), built.advice)


def _tests(seen: Any) -> int:
    """The number of tests in a check: statistics and patterns of each random array, and a link for each pair."""
    return sum(4 + len(summary.get("patterns", ())) for _, summary in seen["summaries"]) + len(seen["links"])


def _compare(got: dict[str, Any], want: dict[str, Any], path: Path, params: Params, level: Log) -> Iterator[Difference]:
    law = params.get("law", {}).get(path[-1] if path else "")
    wanted = params.get("statistics", STATISTICS)
    if not got["finite"] or not want["finite"]:
        if got["finite"] != want["finite"]:
            yield difference(path, "nan", "`{}` contains nan or inf.")
        return
    if want["spread"] == 0:
        if got["spread"] > 0 or abs(got["mean"] - want["mean"]) > 1e-6 * max(1.0, abs(want["mean"])):
            yield _property(path, "should have the same value everywhere", want["mean"], got["mean"])
        return
    if got["spread"] == 0:
        yield _property(path, "should be random, but all its entries are equal", None, None)
        return
    if "chances" in params:
        yield from _loosely(got, want, path, params)
        return
    lawful = bool(law) and min(want["against"].values()) >= level
    chances = got["against"] if lawful else samples.two_samples(got, want)
    failed = {name for name, chance in chances.items() if chance < level and name in wanted}
    if failed:
        expected = _Expected.under(law, want) if lawful and law else _Expected.of(want)
        yield from _reported(got, failed, path, expected)
    if "patterns" in wanted:
        shown = [name for name, chance in got["patterns"].items() if chance < level]
        new = [name for name in shown if want["patterns"].get(name, 0.0) >= level]
        if new:
            text = patterns.SAID[min(new, key=list(patterns.SAID).index)]
            yield difference(path, "property", text)


@dataclass(frozen=True)
class _Expected:
    """What an array of random numbers should be like. `count`: the draws that this is known from, or infinity."""

    mean: float
    spread: float
    count: float
    zeros: float

    @classmethod
    def of(cls, sample: dict[str, Any]) -> _Expected:
        return cls(sample["mean"], sample["spread"], sample["count"], sample["zeros"] / sample["count"])

    @classmethod
    def under(cls, law: Law, sample: dict[str, Any]) -> _Expected:
        return cls(*laws.moments(law), math.inf, sample["zeros"] / sample["count"])


def _reported(got: dict[str, Any], failed: set[str], path: Path, expected: _Expected) -> Iterator[Difference]:
    """The differences in words: the mean or the spread if one is wrong, else the share of zeros, else the law."""
    mean, spread, count = expected.mean, expected.spread, expected.count
    rate = math.sqrt(1 / got["count"] + 1 / count)
    heavy = math.sqrt(max(got["kurtosis"], 1.5) - 1) / 2
    off_centre = abs(got["mean"] - mean) > VISIBLE * max(spread, got["spread"]) * rate
    off_spread = abs(math.log(got["spread"] / spread)) > VISIBLE * heavy * rate
    # A mean that may differ from 0 only by chance is shown as 0.
    near = 0.0 if abs(mean) < VISIBLE * spread / math.sqrt(count) else mean
    off_by = {"mean": off_centre, "spread": off_spread, "zeros": "zeros" in failed}
    shown = [name for name, off in off_by.items() if off] or [name for name in (*off_by, "range") if name in failed]
    if "mean" in shown:
        yield _property(path, "has the wrong mean", near, got["mean"])
    if "spread" in shown:
        yield _property(path, "has the wrong standard deviation", spread, got["spread"])
    if "zeros" in shown:
        yield _property(path, "has the wrong share of zeros", expected.zeros, got["zeros"] / got["count"])
    if "range" in shown:
        yield _property(path, "contains impossible values", None, None)
    if not shown:
        yield _property(path, "has the wrong distribution", None, None)


def _loosely(got: dict[str, Any], want: dict[str, Any], path: Path, params: Params) -> Iterator[Difference]:
    """Mean and spread within so many standard errors of independent draws."""
    wanted, chances = params.get("statistics", STATISTICS), params["chances"]
    rate = math.sqrt(1 / got["count"] + 1 / want["count"])
    if "mean" in wanted and abs(got["mean"] - want["mean"]) > chances * max(want["spread"], got["spread"]) * rate:
        near = 0.0 if abs(want["mean"]) < chances * want["spread"] / math.sqrt(want["count"]) else want["mean"]
        yield _property(path, "has the wrong mean", near, got["mean"])
    heavy = math.sqrt(max(want["kurtosis"], got["kurtosis"], 1.5) - 1) / 2
    if "spread" in wanted and abs(math.log(got["spread"] / want["spread"])) > chances * heavy * rate + 1e-6:
        yield _property(path, "has the wrong standard deviation", want["spread"], got["spread"])


def _unlinked(mine: Sequence[Any], theirs: Sequence[Any], told: set[Path], level: Log) -> Iterator[Difference]:
    """Pairs of arrays whose dependence differs from the reference's."""
    known = {(tuple(one), tuple(other)): counts for one, other, *counts in mine}
    for one, other, count, n, _ in theirs:
        counts = known.get((tuple(one), tuple(other)))
        if counts is None or {tuple(one), tuple(other)} & told:
            continue
        *mine_of, alone = counts
        if samples.linked(mine_of, (count, n)) < level:
            said = SAME_NUMBERS if alone < level else "`{}` and %s should depend on each other, but they do not."
            yield difference(tuple(other), "property", said % f"`{name_of(tuple(one))}`")


def _property(path: Path, words_: str, want: float | None, got: float | None) -> Difference:
    more = {"expected": f"about {words.value(want, 3)}", "got": words.value(got, 3)} if want is not None else {}
    return difference(path, "property", f"`{{}}` {words_}.", **more)


def same_distribution(got: Any, other: Any, params: Params) -> bool:
    """Whether two answers may come from the same code: the same form, law and patterns, whatever numbers were drawn.

    The two-sample tests are wrong about the same code as rarely as a check is (LEVEL). The patterns differ only if one
    of them is beyond doubt in one answer and there is no sign of it in the other.
    """
    if "chances" in params:
        return not (
            judge_distribution(got, other, params).differences or judge_distribution(other, got, params).differences
        )
    manners = {name: params[name] for name in MANNERS & params.keys()}
    if any(not isinstance(name, str) for name in params.get("names", ())):
        del manners["names"]
    forms = blank(got["form"]), blank(other["form"])
    if judge_close(*forms, manners).differences or judge_close(*forms[::-1], manners).differences:
        return False
    wanted, level = params.get("statistics", STATISTICS), threshold(_tests(other))
    mine, theirs = ({tuple(path): summary for path, summary in seen["summaries"]} for seen in (got, other))
    if mine.keys() != theirs.keys():
        return False
    if not all(_same_sample(mine[path], theirs[path], wanted, level) for path in mine):
        return False
    alone = {(tuple(one), tuple(two)): chance for one, two, *_, chance in got["links"]}
    pairs = [(alone.get((tuple(one), tuple(two)), chance), chance) for one, two, *_, chance in other["links"]]
    return "patterns" not in wanted or not any(min(pair) < SURE and max(pair) > UNSEEN for pair in pairs)


def _same_sample(mine: dict[str, Any], theirs: dict[str, Any], wanted: Sequence[str], level: Log) -> bool:
    if mine["finite"] != theirs["finite"] or not mine["finite"]:
        return bool(mine["finite"] == theirs["finite"])
    if not mine["spread"] or not theirs["spread"]:
        near = abs(mine["mean"] - theirs["mean"]) <= 1e-6 * max(1.0, abs(theirs["mean"]))
        return mine["spread"] == theirs["spread"] and near
    if any(chance < level for name, chance in samples.two_samples(mine, theirs).items() if name in wanted):
        return False
    shown, others = mine["patterns"], theirs["patterns"]
    return "patterns" not in wanted or not any(
        min(shown[name], others[name]) < SURE and max(shown[name], others[name]) > UNSEEN
        for name in shown.keys() & others.keys()
    )


DISTRIBUTION = CheckKind(
    "distribution",
    observe_distribution,
    judge_distribution,
    MANNERS | {"chances", "statistics", "law"},
    same=same_distribution,
)
