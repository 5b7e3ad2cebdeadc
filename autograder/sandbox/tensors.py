"""The questions about TensorFlow's own things: what kind a result is, whether it can be differentiated, what learns.

A tensor crosses to the grader as its numbers. That it *was* a tensor, and one that a tape can follow back to the
arguments, is lost on the way, so it is asked here.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any


class QuestionError(Exception):
    """The object is not what the question is about, or there is no such question."""


def form(value: Any) -> Any:
    """What it is, part by part: "tf.Variable, float32, shape (2, 3)", "NumPy array, float64, shape (4,)", "float"."""
    import numpy as np
    import tensorflow as tf

    if isinstance(value, dict):
        return {key: form(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(form(item) for item in value) if type(value) in (list, tuple) else type(value).__name__
    if isinstance(value, tf.Variable):
        return f"tf.Variable, {_numbers(value)}" + ("" if value.trainable else ", not trainable")
    if tf.is_tensor(value):
        return f"tf.Tensor, {_numbers(value)}"
    if isinstance(value, np.ndarray | np.generic):
        return f"NumPy {'array' if isinstance(value, np.ndarray) else 'number'}, {_numbers(value)}"
    return type(value).__name__


def _numbers(value: Any) -> str:
    """The type and the shape of an array of numbers."""
    return f"{value.dtype.name}, shape {tuple(value.shape)}"


def value(kept: Any) -> Any:
    """What was kept, as plain values."""
    return kept


def slopes(target: Any, *args: Any, places: Sequence[int] | None = None) -> tuple[Any, ...]:
    """The gradients of one number made of the function's result, with respect to the arguments at these places.

    Without places, every argument that can have a gradient: floating-point tensors, and dictionaries of them.
    The number is the sum of the result's entries, each times a factor of its own (1, 1.25, 1.5, ... over the entries;
    all ones would hide what cancels in a sum). A dictionary of tensors gives a dictionary. Raises QuestionError where
    the tape finds no way back.
    """
    import tensorflow as tf

    able = [place for place, argument in enumerate(args) if _differentiable(argument)]
    wanted = {place: args[place] for place in (able if places is None else places)}
    with tf.GradientTape() as tape:
        for part in tf.nest.flatten(wanted):
            tape.watch(part)
        result = target(*args)
        if not tf.is_tensor(result) or isinstance(result, tf.Variable):
            raise QuestionError(
                f"the result is {_article(form(result))}, and should be a tensor that a tape can follow"
            )
        factors = 1 + tf.range(tf.size(result), dtype=tf.float64) / 4
        loss = tf.reduce_sum(result * tf.cast(tf.reshape(factors, tf.shape(result)), result.dtype))
    found = tape.gradient(loss, wanted)
    for place, gradient in found.items():
        lost = [key for key, part in gradient.items() if part is None] if isinstance(gradient, dict) else []
        if gradient is None or lost:
            raise QuestionError(
                f"the tape finds no way from the result back to `{lost[0] if lost else _name(target, place)}`: a NumPy "
                "function, `.numpy()`, or a new variable or constant on the way cuts it off"
            )
    return tuple(found.values())


def traced(target: Any, *args: Any) -> Any:
    """What the function gives as a part of a graph, such as under `tf.function` or in a `tf.data` pipeline.

    Without AutoGraph, which rewrites `if` and `for`: it needs a file to read from, and warns where there is none.
    """
    import tensorflow as tf

    tensors = [argument for argument in args if tf.is_tensor(argument)]

    def whole(*given: Any) -> Any:
        rest = iter(given)
        return target(*[next(rest) if tf.is_tensor(argument) else argument for argument in args])

    return tf.function(whole, autograph=False).get_concrete_function(*tensors)(*tensors)


def learn(
    target: Any,
    *args: Any,
    labels: Any,
    steps: int,
    learning_rate: float,
    share: Any = None,
    named: Mapping[str, Any] | None = None,
) -> list[float]:
    """Gradient descent with a layer or model that wants more than one argument; the loss before each step.

    Called with `args` and the keywords `named` it gives probabilities, or a tuple that begins with them; `labels` holds
    the right class of each, and the loss is the mean of -log of its probability (weighed by `share`, where some labels
    do not count).
    """
    import tensorflow as tf

    labels = tf.cast(labels, tf.int32)
    share = tf.ones(labels.shape) if share is None else tf.cast(share, tf.float32)
    losses = []
    for _ in range(steps):
        with tf.GradientTape() as tape:
            result = target(*args, **(named or {}))
            chances = result[0] if isinstance(result, tuple | list) else result
            if not tf.is_tensor(chances):
                raise QuestionError("the probabilities should be a tensor that a tape can follow")
            right = tf.cast(tf.gather(chances, labels, axis=-1, batch_dims=labels.shape.rank), tf.float32)
            loss = tf.reduce_sum(-tf.math.log(right + 1e-9) * share) / tf.reduce_sum(share)
        variables = list(target.trainable_variables)
        for variable, slope in zip(variables, tape.gradient(loss, variables), strict=True):
            if slope is not None:  # a weight that the loss does not depend on
                variable.assign_sub(learning_rate * tf.convert_to_tensor(slope))
        losses.append(float(loss))
    return losses


def _differentiable(argument: Any) -> bool:
    import tensorflow as tf

    if isinstance(argument, dict):
        return bool(argument) and all(_differentiable(part) for part in argument.values())
    return tf.is_tensor(argument) and argument.dtype.is_floating


def _name(target: Any, place: int) -> str:
    try:
        return list(inspect.signature(target).parameters)[place]
    except (TypeError, ValueError, IndexError):
        return f"argument {place + 1}"


def _article(kind: Any) -> str:
    text = kind if isinstance(kind, str) else type(kind).__name__
    return "None" if text == "NoneType" else f"a {text}"


QUESTIONS: dict[str, Callable[..., Any]] = {
    "form": form,
    "value": value,
    "slopes": slopes,
    "traced": traced,
    "learn": learn,
}
