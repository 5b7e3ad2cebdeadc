"""Questions about TensorFlow's objects: the kind of a result, its gradients, whether a layer learns.

Only the numbers of a tensor reach the grader. Whether it was a tensor, and whether a gradient tape can follow it back
to the arguments, must therefore be asked here. Keys store the texts of QuestionError: see `autograder.sandbox.models`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


class QuestionError(Exception):
    """The object is not of the kind that the question needs, or there is no such question."""


def form(value: Any) -> Any:
    """The type of each part: "tf.Variable, float32, shape (2, 3)", "NumPy array, float64, shape (4,)", "float"."""
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
    """The type and shape of an array."""
    return f"{value.dtype.name}, shape {tuple(value.shape)}"


def value(kept: Any) -> Any:
    """The stored object itself, as plain values."""
    return kept


def slopes(target: Any, *args: Any, places: Sequence[int] | None = None) -> tuple[Any, ...]:
    """The gradients of a weighted sum of the function's result, with respect to the arguments at these positions.

    Without `places`, all arguments that can have a gradient: floating-point tensors, and dictionaries of them.
    The weights of the sum are 1, 1.25, 1.5, ... over the entries; equal weights would hide what cancels in a sum. A
    dictionary of tensors gives a dictionary. Raises QuestionError if the tape finds no path back to an argument.
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


def all_slopes(target: Any, *args: Any, **named: Any) -> dict[str, list[Any]]:
    """The gradients of a weighted sum of a layer's result, for each floating-point input and each of its weights.

    Of a tuple, the first entry counts. The factors of the sum are cosines: equal ones would hide what cancels, and
    large ones would enlarge rounding errors. Raises QuestionError if an input or a weight has no gradient.
    """
    import tensorflow as tf

    inputs = [argument for argument in args if tf.is_tensor(argument) and argument.dtype.is_floating]
    with tf.GradientTape() as tape:
        tape.watch(inputs)
        result = target(*args, **named)
        result = result[0] if isinstance(result, tuple | list) else result
        if not tf.is_tensor(result):
            raise QuestionError(
                f"the result is {_article(form(result))}, and should be a tensor that a tape can follow"
            )
        factors = tf.cos(tf.range(tf.size(result), dtype=tf.float64))
        loss = tf.reduce_sum(result * tf.cast(tf.reshape(factors, tf.shape(result)), result.dtype))
    found = tape.gradient(loss, [*inputs, *target.trainable_variables])
    if any(slope is None for slope in found):
        raise QuestionError(
            "some weights or inputs get no gradient, so they cannot learn: `tf.stop_gradient`, a NumPy function, "
            "`.numpy()` or a new constant on the way cuts it off"
        )
    whole = [tf.convert_to_tensor(slope) for slope in found]
    return {"gradients of the inputs": whole[: len(inputs)], "gradients of the weights": whole[len(inputs) :]}


def traced(target: Any, *args: Any) -> Any:
    """The function's result when it runs as part of a graph, as under `tf.function` or in a `tf.data` pipeline.

    Without AutoGraph, which rewrites `if` and `for`: it needs the source file, and warns if there is none.
    """
    import tensorflow as tf

    tensors = [argument for argument in args if tf.is_tensor(argument)]

    def whole(*given: Any) -> Any:
        rest = iter(given)
        return target(*[next(rest) if tf.is_tensor(argument) else argument for argument in args])

    return tf.function(whole, autograph=False).get_concrete_function(*tensors)(*tensors)


@dataclass(frozen=True, kw_only=True)
class Descent:
    """How a layer or model learns by gradient descent.

    labels  the right class for each vector of probabilities
    share   weight of each label in the loss; None: all 1
    named   keyword arguments of the layer's call
    """

    labels: Any
    steps: int
    learning_rate: float
    share: Any = None
    named: Mapping[str, Any] = field(default_factory=dict)


def learn(target: Any, *args: Any, **settings: Any) -> list[float]:
    """Gradient descent with a layer or model that takes several arguments; returns the loss before each step.

    The settings are those of Descent. The layer returns probabilities, or a tuple that begins with them. The loss is
    the weighted mean of -log(probability of the right class).
    """
    import tensorflow as tf

    descent = Descent(**settings)
    labels = tf.cast(descent.labels, tf.int32)
    share = tf.ones(labels.shape) if descent.share is None else tf.cast(descent.share, tf.float32)
    losses = []
    for _ in range(descent.steps):
        with tf.GradientTape() as tape:
            result = target(*args, **descent.named)
            chances = result[0] if isinstance(result, tuple | list) else result
            if not tf.is_tensor(chances):
                raise QuestionError("the probabilities should be a tensor that a tape can follow")
            right = tf.cast(tf.gather(chances, labels, axis=-1, batch_dims=labels.shape.rank), tf.float32)
            loss = tf.reduce_sum(-tf.math.log(right + 1e-9) * share) / tf.reduce_sum(share)
        variables = list(target.trainable_variables)
        for variable, slope in zip(variables, tape.gradient(loss, variables), strict=True):
            if slope is not None:  # None: the loss does not depend on this weight
                variable.assign_sub(descent.learning_rate * tf.convert_to_tensor(slope))
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
    "all_slopes": all_slopes,
    "traced": traced,
    "learn": learn,
}
