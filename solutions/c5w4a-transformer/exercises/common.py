"""Shared by several exercises of c5w4a: random tensors, sentences of different lengths, and layers to call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.exercise import Case, Check, Rule, close, script
from autograder.script import Recipe, Step

Array = np.ndarray

# A dropout of this rate drops everything (1 - rate is 0 in float32), so exact values show where it was applied.
DROP_ALL = 1 - 1e-9
MASK_IS_SQUARE = "every position of a sentence may or may not attend to every position of the same sentence"
DEFAULTS = Rule(
    "defaults",
    "The defaults of the constructor are fixed by the task: dropout_rate=0.1, layernorm_eps=1e-6.",
    {"dropout_rate": 0.1, "layernorm_eps": 1e-6},
)
INHERITED = "Keras 3 passes `training` on to the inner layers by itself"
CUT_OFF = "No gradient comes back through NumPy, `.numpy()`, `tf.constant` or `tf.stop_gradient`. Pass the tensor on."
BY_POSITION = (
    "Keras accepts only tensors as positional arguments. Pass `training` and masks by keyword: `training=training`, "
    "`attention_mask=mask`."
)


def tensor(value: Array) -> Recipe:
    """A tensor with TensorFlow's default dtypes: float32 or int32."""
    kind = np.float32 if value.dtype.kind == "f" else np.int32
    return Recipe("tensor", {"value": value.astype(kind)})


def words(rng: np.random.Generator, *shape: int) -> Recipe:
    return tensor(rng.normal(size=shape))


def lengths(rng: np.random.Generator, m: int, T: int) -> Array:
    """Lengths of m sentences: at least two differ, and the first is one word shorter than the longest."""
    return np.array([T - 1, *rng.integers(1, T - 1, m - 1)])


def padding(lengths: Array, T: int) -> Array:
    """(m, 1, T): 1 for a word, 0 for padding."""
    return (np.arange(T) < lengths[:, None])[:, None, :].astype(np.float32)


def look_ahead(T: int) -> Array:
    return np.tril(np.ones((1, T, T), np.float32))


def sentences(rng: np.random.Generator, lengths: Array, T: int, vocabulary: int) -> Array:
    """Tokens from 1 on, padded with 0."""
    drawn = rng.integers(1, vocabulary, (len(lengths), T))
    return (drawn * (np.arange(T) < lengths[:, None])).astype(np.int32)


def asked(question: str, *args: Any, keep: str | None = None, **kwargs: Any) -> Step:
    return Step(question, args, kwargs, on="layer", action="ask", keep=keep)


def layer(
    rng: np.random.Generator,
    constructor: tuple[Sequence[Any], dict[str, Any]],
    *calls: tuple[tuple[Any, ...], dict[str, Any]],
    names: tuple[str, ...] = (),
    check: Check | None = None,
    label: str,
) -> Case:
    """A layer that is created, given weights, and called one or more times."""
    args, named = calls[0]
    more = {"names": names} if names else {}
    return script(
        Step("", tuple(constructor[0]), constructor[1], keep="layer"),
        asked("call", *args, **named, keep="first"),
        asked("fill_weights", int(rng.integers(1_000_000)), 0.9),
        *(asked("call", *args, **named) for args, named in calls),
        check=check or close(operations=4000, **more),
        label=label,
    )


def learnable(
    rng: np.random.Generator, constructor: tuple[Any, ...], args: tuple[Any, ...], named: dict[str, Any]
) -> Case:
    """The gradients of all weights and inputs while training, without dropout: each of them must be able to learn."""
    given = {**named, "training": True}
    return script(
        Step("", constructor, {"dropout_rate": 0.0, "layernorm_eps": 0.2}, keep="layer"),
        asked("call", *args, **given, keep="first"),
        asked("fill_weights", int(rng.integers(1_000_000)), 0.9),
        asked("all_slopes", *args, **given),
        check=close(operations=4000, scale=1.0),
        label="the gradient of every weight, while training",
    )
