"""Judges Keras models by what the sandbox reports: their layers, their outputs, and whether training helps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from autograder.checks import words
from autograder.checks.base import CheckKind, Difference, Params, Verdict, difference
from autograder.checks.values import judge_close
from autograder.plain import Opaque

IGNORED = frozenset({"name", "dtype"})
COLUMNS = ("class", "output_shape", "parameters")
FUNCTIONS = frozenset({"ReLU", "Softmax", "Sigmoid", "Tanh", "Elu", "Gelu", "LeakyReLU"})
"""Classes (layers and functions of keras.ops) that are only an activation."""


def observe_table(values: Sequence[Any], params: Params) -> Any:
    return values[-1]


def _row(row: Any) -> dict[str, Any]:
    if isinstance(row, Mapping):
        return {str(key): _row(value) if key == "inner" else value for key, value in row.items() if key not in IGNORED}
    if isinstance(row, list | tuple):
        return {COLUMNS[i] if i < len(COLUMNS) else f"setting {i - 2}": value for i, value in enumerate(row)}
    return {"class": row}


def _plain(value: Any) -> Any:
    return tuple(_plain(item) for item in value) if isinstance(value, list | tuple) else value


def _apart(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each activation as a separate row, whether it is an argument of a layer or a layer of its own."""
    told: list[dict[str, Any]] = []
    for row in rows:
        kind = "ReLU" if row["class"] == "Relu" else row["class"]
        shape = row.get("output_shape")
        plain = all(row.get(name) in (None, 0, 0.0) for name in ("max_value", "negative_slope", "threshold"))
        if kind in FUNCTIONS and plain:
            told.append({"class": f"the activation {kind.lower()}", "output_shape": shape})
            continue
        function = row.get("activation") or "linear"
        if kind == "Reshape" and shape is not None and len(shape) == 2:
            row = {key: value for key, value in {**row, "class": "Flatten"}.items() if key != "target_shape"}
        if kind not in ("Activation", "Identity"):
            told.append({**row, "activation": "linear"} if "activation" in row else row)
        if function != "linear":
            told.append({"class": f"the activation {function}", "output_shape": shape})
    return told


def judge_table(got: Any, want: Any, params: Params) -> Verdict:
    """Compares row by row and names the first layer that differs; `ignore` lists settings that are free.

    Input layers are ignored: whether a model lists one depends on how it was built. With activations="apart" an
    activation may be an argument or a layer, and a Reshape to vectors counts as a Flatten.
    """
    if not isinstance(got, list | tuple):
        return Verdict((difference((), "type", f"This should be a Keras model, not {words.kind_of(got)}."),))
    ignored = set(params.get("ignore", ()))
    mine, theirs = ([row for row in map(_row, table) if row.get("class") != "InputLayer"] for table in (got, want))
    if params.get("activations") == "apart":
        return _judge_steps(_apart(mine), _apart(theirs), ignored)
    for number, (first, second) in enumerate(zip(mine, theirs, strict=False), start=1):
        kind = second.get("class", "layer")
        path = (f"layer {number} ({kind})",)
        if first.get("class") != kind:
            unnamed = f"Layer {number} should be of class {kind}."
            text = f"{unnamed[:-1]}, not {first.get('class')}."
            return Verdict((Difference(path[0], "structure", text, unnamed, path=path),))
        if found := _settings(first, second, ignored, path, "`{}`"):
            return Verdict((found,))
    if len(mine) != len(theirs):
        text = f"The model should have {len(theirs)} layers, not {len(mine)}."
        return Verdict((Difference("the model", "structure", text, text, path=("layers",)),))
    return Verdict()


def _settings(
    first: dict[str, Any], second: dict[str, Any], ignored: set[str], path: tuple[str, ...], called: str
) -> Difference | None:
    """The first setting in which two rows of the same class differ; `called` is the layer, as a sentence begins."""
    for name, value in second.items():
        if name in ignored or _plain(first.get(name)) == _plain(value):
            continue
        label = f"number of {name}" if name in ("filters", "units", "parameters") else name.replace("_", " ")
        setting = f"setting for `{name}`" if isinstance(value, bool) else label
        text = f"{called} has the wrong {setting}."
        expected, came = words.value(_plain(value)), words.value(_plain(first.get(name)))
        return difference(path, "property", text, expected=f"{label} {expected}", got=f"{label} {came}")
    return None


def _judge_steps(mine: list[dict[str, Any]], theirs: list[dict[str, Any]], ignored: set[str]) -> Verdict:
    """Compares tables with separate activations. Names the row before, because such rows have no numbers."""
    before = "At the start"
    for index in range(max(len(mine), len(theirs))):
        came = mine[index]["class"] if index < len(mine) else "nothing more"
        kind = theirs[index]["class"] if index < len(theirs) else "nothing more"
        if came != kind:
            unnamed = f"{before}: expected {kind}."
            text = f"{unnamed[:-1]}, got {came}."
            return Verdict((Difference("the model", "structure", text, unnamed, path=("layers",)),))
        name = _called(theirs, index)
        if found := _settings(mine[index], theirs[index], ignored, (name,), f"T{name[1:]}"):
            return Verdict((found,))
        before = f"After {name}"
    return Verdict()


def _called(rows: list[dict[str, Any]], index: int) -> str:
    """`the Flatten`, or `the second Conv2D` if there are several."""
    kinds = [row["class"] for row in rows]
    number = kinds[: index + 1].count(kinds[index])
    which = _ordinal(number) if kinds.count(kinds[index]) > 1 else ""
    return " ".join(f"the {which} {kinds[index].removeprefix('the ')}".split())


def _ordinal(number: int) -> str:
    """First, second, third, 4th, ..., 21st, 22nd, 23rd, 24th."""
    if number <= 3:
        return ("first", "second", "third")[number - 1]
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def observe_outputs(values: Sequence[Any], params: Params) -> Any:
    """The model's outputs with the given weights: the last value of the script."""
    return values[-1]


def judge_outputs(got: Any, want: Any, params: Params) -> Verdict:
    return judge_close(got, want, {"operations": 10_000, **params})


def observe_losses(values: Sequence[Any], params: Params) -> Any:
    """The first and last number of a list of losses (the last value of the script, or its key `entry`)."""
    losses = values[-1]
    if params.get("entry") and isinstance(losses, dict):
        losses = losses.get(params["entry"])
    if isinstance(losses, Opaque) or losses is None:
        return {"kind": words.kind_of(losses)}
    try:
        row = np.asarray(losses, dtype=np.float64).reshape(-1)
    except (TypeError, ValueError):
        return {"kind": words.kind_of(losses)}
    if row.size < 2:
        return {"kind": words.kind_of(losses)}
    count = max(1, row.size // 5)
    return {"first": float(row[0]), "last": float(np.median(row[-count:])), "finite": bool(np.isfinite(row).all())}


def judge_losses(got: Any, want: Any, params: Params) -> Verdict:
    """params: factor (the last loss must be below factor times the first; 0.9), entry, start ("close": compare the
    first loss, too).
    """
    if "kind" in got:
        return Verdict((difference(("losses",), "type", f"`{{}}` should be a list of numbers, not {got['kind']}."),))
    if not got["finite"]:
        return Verdict(
            (
                difference(
                    ("losses",),
                    "nan",
                    "`{}` contains nan or inf: training diverged.",
                    hint="Is the learning rate too large, or is there a log of 0?",
                ),
            )
        )
    if params.get("start") == "close":
        first = judge_close(got["first"], want["first"], {"operations": 10_000, **params})
        if first.differences:
            text = "The loss before training is wrong."
            return Verdict((difference(("losses",), "values", text),))
    if got["last"] > params.get("factor", 0.9) * got["first"]:
        return Verdict(
            (
                difference(
                    ("losses",),
                    "property",
                    "The loss does not decrease enough during training.",
                    expected=f"from {got['first']:.3g} to below {params.get('factor', 0.9) * got['first']:.3g}",
                    got=f"{got['last']:.3g} at the end",
                ),
            )
        )
    return Verdict()


def losses_alike(got: Any, other: Any, params: Params) -> bool:
    """Whether both decrease, neither does, both diverge, or neither is a list of numbers."""
    if "kind" in got or "kind" in other:
        return bool(got.get("kind") == other.get("kind"))
    if not got["finite"] or not other["finite"]:
        return got["finite"] == other["finite"]
    factor = params.get("factor", 0.9)
    falls = [item["last"] <= factor * item["first"] for item in (got, other)]
    return bool(falls[0] == falls[1])


LAYER_TABLE = CheckKind("layer_table", observe_table, judge_table, frozenset({"ignore", "activations"}))
OUTPUTS = CheckKind(
    "outputs",
    observe_outputs,
    judge_outputs,
    frozenset({"operations", "precision", "scale", "shape", "dtype", "names"}),
)
LOSS_FALLS = CheckKind(
    "loss_falls",
    observe_losses,
    judge_losses,
    frozenset({"factor", "entry", "start", "operations", "scale"}),
    same=losses_alike,
)
