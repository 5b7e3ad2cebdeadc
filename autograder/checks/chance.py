"""Judges random functions by what they promise (shape, law, each entry on its own), never by one stream.

Every test has a p-value (`autograder.checks.significance`), and a check refuses a right answer at most once in ten
million, in a learner's notebook and at grading alike: the tests and the numbers of draws are the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from autograder.checks import laws, patterns, samples, words
from autograder.checks.base import CheckKind, Difference, Params, Path, Verdict, difference, name_of
from autograder.checks.laws import Law
from autograder.checks.significance import Log, threshold
from autograder.checks.values import judge_close

MANNERS = frozenset({"names", "shape", "keys"})  # parameters that say how the answer is built
STATISTICS = ("mean", "spread", "zeros", "shape", "range", "patterns")
SURE, UNSEEN = math.log(1e-20), math.log(1e-2)  # a pattern is there beyond doubt; there is no sign of it
VISIBLE = 5.0  # standard errors by which mean or spread must be off before a message says so


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


def observe_distribution(values: Sequence[Any], params: Params) -> Any:
    """Of each array, pooled over all draws of the case: counts, quantiles, and p-values under its law.

    links   for each two random arrays, how often both are above or both below their medians, see `samples.links`
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
    """The same structure and shapes; draws from the same law, each on its own.

    params: law (name -> law, see `autograder.checks.laws`; "" for a lone number): the draws are held against it. Where
    there is none, and where the reference itself does not follow it, since it called a stand-in, they are held against
    the reference's draws.
    statistics (which of STATISTICS; all). chances: for arrays that are not independent draws: mean and spread alone,
    within so many standard errors of independent draws, and no rate of false alarms.
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
    level = threshold(_tests(want))
    for path, summary in want["summaries"]:
        if tuple(path) in mine and tuple(path) not in apart:
            law = params.get("law", {}).get(path[-1] if path else "")
            found += _compare(mine[tuple(path)], summary, tuple(path), params, law, level)
    if "patterns" in params.get("statistics", STATISTICS):
        found += _unlinked(got["links"], want["links"], {*apart, *(item.path for item in found)}, level)
    return Verdict((*built.differences, *found), built.advice)


def _tests(seen: Any) -> int:
    """How many tests a check makes: of each random array its statistics and patterns, and of each two their link."""
    return sum(4 + len(summary.get("patterns", ())) for _, summary in seen["summaries"]) + len(seen["links"])


def _compare(
    got: dict[str, Any], want: dict[str, Any], path: Path, params: Params, law: Law | None, level: Log
) -> Iterator[Difference]:
    wanted = params.get("statistics", STATISTICS)
    if not got["finite"] or not want["finite"]:
        if got["finite"] != want["finite"]:
            yield difference(path, "nan", "`{}` holds nan or inf.")
        return
    if want["spread"] == 0:
        if got["spread"] > 0 or abs(got["mean"] - want["mean"]) > 1e-6 * max(1.0, abs(want["mean"])):
            yield _property(path, "should hold one value everywhere", want["mean"], got["mean"])
        return
    if got["spread"] == 0:
        yield _property(path, "should be random, and holds one value everywhere", None, None)
        return
    if "chances" in params:
        yield from _loosely(got, want, path, params)
        return
    lawful = bool(law) and min(want["against"].values()) >= level
    chances = got["against"] if lawful else samples.two_samples(got, want)
    failed = {name for name, chance in chances.items() if chance < level and name in wanted}
    if failed:
        mean, spread, count = (*laws.moments(law), math.inf) if lawful and law else _moments_of(want)
        yield from _told(got, failed, path, mean, spread, count, want["zeros"] / want["count"])
    if "patterns" in wanted:
        shown = [name for name, chance in got["patterns"].items() if chance < level]
        new = [name for name in shown if want["patterns"].get(name, 0.0) >= level]
        if new:
            text = patterns.SAID[min(new, key=list(patterns.SAID).index)]
            yield difference(path, "property", text)


def _moments_of(summary: dict[str, Any]) -> tuple[float, float, float]:
    return summary["mean"], summary["spread"], summary["count"]


def _told(
    got: dict[str, Any], failed: set[str], path: Path, mean: float, spread: float, count: float, zeros: float
) -> Iterator[Difference]:
    """What is off in words: the mean or the spread where it is, else the share of zeros, else the law."""
    rate = math.sqrt(1 / got["count"] + 1 / count)
    heavy = math.sqrt(max(got["kurtosis"], 1.5) - 1) / 2
    off_centre = abs(got["mean"] - mean) > VISIBLE * max(spread, got["spread"]) * rate
    off_spread = abs(math.log(got["spread"] / spread)) > VISIBLE * heavy * rate
    # A mean that chance alone moved away from 0 reads as 0.
    near = 0.0 if abs(mean) < VISIBLE * spread / math.sqrt(count) else mean
    off_by = {"mean": off_centre, "spread": off_spread, "zeros": "zeros" in failed}
    shown = [name for name, off in off_by.items() if off] or [name for name in (*off_by, "range") if name in failed]
    if "mean" in shown:
        yield _property(path, "has another mean than it should", near, got["mean"])
    if "spread" in shown:
        yield _property(path, "has another standard deviation than it should", spread, got["spread"])
    if "zeros" in shown:
        yield _property(path, "has another share of zeros than it should", zeros, got["zeros"] / got["count"])
    if "range" in shown:
        yield _property(path, "holds numbers that should not come", None, None)
    if not shown:
        yield _property(path, "is drawn from another distribution than it should be", None, None)


def _loosely(got: dict[str, Any], want: dict[str, Any], path: Path, params: Params) -> Iterator[Difference]:
    """Mean and spread within so many standard errors of independent draws."""
    wanted, chances = params.get("statistics", STATISTICS), params["chances"]
    rate = math.sqrt(1 / got["count"] + 1 / want["count"])
    if "mean" in wanted and abs(got["mean"] - want["mean"]) > chances * max(want["spread"], got["spread"]) * rate:
        near = 0.0 if abs(want["mean"]) < chances * want["spread"] / math.sqrt(want["count"]) else want["mean"]
        yield _property(path, "has another mean than it should", near, got["mean"])
    heavy = math.sqrt(max(want["kurtosis"], got["kurtosis"], 1.5) - 1) / 2
    if "spread" in wanted and abs(math.log(got["spread"] / want["spread"])) > chances * heavy * rate + 1e-6:
        yield _property(path, "has another standard deviation than it should", want["spread"], got["spread"])


def _unlinked(mine: Sequence[Any], theirs: Sequence[Any], told: set[Path], level: Log) -> Iterator[Difference]:
    """Two arrays that go together where the reference's do not."""
    known = {(tuple(one), tuple(other)): counts for one, other, *counts in mine}
    for one, other, count, n, _ in theirs:
        counts = known.get((tuple(one), tuple(other)))
        if counts is None or {tuple(one), tuple(other)} & told:
            continue
        *mine_of, alone = counts
        if samples.linked(mine_of, (count, n)) < level:
            said = "are drawn from the same numbers" if alone < level else "should go together"
            yield difference(tuple(other), "property", f"`{{}}` and `{name_of(tuple(one))}` {said}.")


def _property(path: Path, words_: str, want: float | None, got: float | None) -> Difference:
    more = {"expected": f"about {words.value(want, 3)}", "got": words.value(got, 3)} if want is not None else {}
    return difference(path, "property", f"`{{}}` {words_}.", **more)


def same_distribution(got: Any, other: Any, params: Params) -> bool:
    """Two answers of one kind: of the same form, with samples of one law and the same patterns, whatever was drawn.

    For two answers of the same code the tests of two samples are wrong as seldom as a check (LEVEL); a pattern counts
    as another where it is beyond doubt in one and there is no sign of it in the other.
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
