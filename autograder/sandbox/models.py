"""The closed list of questions about what stays where the learner's code runs: a Keras model, a layer, a tensor.

The grader asks for tables, weights and outputs on inputs of its own, and computes every metric itself: what a model's
own `evaluate` says proves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from autograder.sandbox import tensors
from autograder.sandbox.tensors import QuestionError

# What a layer's configuration says about the layer itself, and not about the run, the machine or the Keras version.
_SETTINGS = (
    "units", "filters", "kernel_size", "strides", "padding", "dilation_rate", "pool_size", "activation", "use_bias",
    "rate", "axis", "momentum", "epsilon", "target_shape", "size", "input_dim", "output_dim", "mask_zero",
    "return_sequences", "return_state", "go_backwards", "merge_mode", "num_heads", "key_dim", "value_dim", "n", "dims",
    "max_value", "negative_slope", "threshold", "trainable",
)  # fmt: skip


def ask(target: Any, question: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
    """The answer as a plain value."""
    try:
        answer = QUESTIONS[question]
    except KeyError:
        raise QuestionError(f"there is no question {question!r}; there are {', '.join(QUESTIONS)}") from None
    return answer(target, *args, **kwargs)


def opened(model: Any, input_shape: Sequence[int]) -> Any:
    """The model as it is; one that was written as a class, laid open.

    Such a class says what it does in `call` alone. That is shown a symbolic input of this shape (without the batch),
    and what it makes of it is a functional model of the same layers, in the order in which they work. Raises
    QuestionError for layers in a row that were never told the shape of what comes in: they have no weights yet.
    """
    import keras

    if isinstance(model, keras.Sequential) and not model.built:
        raise QuestionError(
            "the model does not know the shape of its input, so its layers have no weights yet: `keras.Input(shape)` "
            "is to stand before the first layer"
        )
    if not isinstance(model, keras.Model) or isinstance(model, keras.Sequential) or hasattr(model, "operations"):
        return model
    inputs = keras.Input(tuple(input_shape))
    return keras.Model(inputs, model.call(inputs))


def layer_table(model: Any, flat: bool = False) -> list[dict[str, Any]]:
    """One row for each layer, in the model's order: class, output shape, number of parameters, settings.

    A function such as `keras.ops.relu` on the way counts as well. flat: a model within the model counts layer by layer.
    """
    if not hasattr(model, "layers"):
        raise QuestionError(f"this should be a Keras model, not an object of type {type(model).__name__}")
    rows: list[dict[str, Any]] = []
    for layer in getattr(model, "operations", model.layers):
        rows += layer_table(layer, flat) if flat and hasattr(layer, "layers") else [_row(layer)]
    return rows


def _row(layer: Any) -> dict[str, Any]:
    row: dict[str, Any] = {"class": type(layer).__name__, "name": str(layer.name)}
    try:
        row["output_shape"] = _shape(layer.output.shape)
    except (AttributeError, ValueError):  # a layer that was never called
        row["output_shape"] = None
    if not hasattr(layer, "count_params"):  # a function of keras.ops
        return {**row, "parameters": 0}
    row["parameters"] = int(layer.count_params()) if layer.built else None
    config = layer.get_config()
    for setting in _SETTINGS:
        if setting in config:
            row[setting] = _setting(config[setting])
    if row["output_shape"] and isinstance(row.get("axis"), int) and row["axis"] < 0:
        row["axis"] += len(row["output_shape"])  # the last of four axes is -1 and 3
    inner = getattr(layer, "layer", None) or getattr(layer, "forward_layer", None)
    if inner is not None:
        row["inner"] = _row(inner)
    return row


def _setting(value: Any) -> Any:
    if isinstance(value, Mapping):
        name = value.get("class_name", "")
        return str(value["config"] if name == "function" and isinstance(value.get("config"), str) else name) or None
    if isinstance(value, list | tuple):
        return tuple(_setting(item) for item in value)
    return value if isinstance(value, bool | int | float | str) else None


def _shape(shape: Any) -> tuple[int | None, ...]:
    return tuple(None if size is None else int(size) for size in shape)


def shapes(model: Any) -> dict[str, Any]:
    """The shapes of the model's inputs and outputs."""
    return {
        "inputs": [_shape(item.shape) for item in model.inputs],
        "outputs": [_shape(o.shape) for o in model.outputs],
    }


def weights(model: Any) -> list[Any]:
    """All weights, in Keras's order, as arrays."""
    return list(model.get_weights())


def set_weights(model: Any, values: Sequence[Any]) -> None:
    """Give the model these weights; the shapes must fit."""
    model.set_weights(list(values))


def fill_weights(model: Any, seed: int, scale: float | None = 0.5) -> None:
    """Give the model weights drawn from a seed: the same for every model of the same shapes, whatever they are.

    Without a scale, those of a matrix or a filter are as large as keeps a signal's size: sqrt(6 / inputs).
    """
    import numpy as np

    rng = np.random.default_rng(seed)
    fixed = 0.5 if scale is None else scale
    # Uniform on [0.5, 1.5] * scale for what must be positive (a batch norm's variance), around zero otherwise.
    drawn = []
    for variable in model.weights:
        shape = tuple(variable.shape)
        values = rng.uniform(-1.0, 1.0, shape)
        size = fixed if scale is not None or len(shape) < 2 else float(np.sqrt(6 / np.prod(shape[:-1])))
        drawn.append(fixed * (1.0 + 0.5 * values) if "variance" in variable.path else size * values)
    model.set_weights(drawn)


def predict(model: Any, inputs: Any, training: bool = False) -> Any:
    """The model's outputs on these inputs, as one direct call."""
    return model(inputs, training=training)


def call(target: Any, *args: Any, **kwargs: Any) -> Any:
    """What the object gives when it is called like a function."""
    return target(*args, **kwargs)


def gradients(model: Any, inputs: Any, upstream: Any) -> list[Any]:
    """The gradients of sum(outputs * upstream) with respect to the trainable weights."""
    import tensorflow as tf

    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(model(inputs, training=True) * tf.cast(upstream, model.compute_dtype))
    return list(tape.gradient(loss, model.trainable_variables))


def train(
    model: Any,
    inputs: Any,
    targets: Any,
    steps: int,
    batch_size: int | None = None,
    loss: str | None = None,
    optimizer: str | None = None,
    learning_rate: float | None = None,
) -> list[float]:
    """Train for so many steps on the given data in the given order; the loss before each step.

    With `loss` and `optimizer` (Keras's names) the model is compiled anew, else as the learner compiled it.
    """
    import keras
    import numpy as np

    if loss is not None or optimizer is not None:
        made = keras.optimizers.get(optimizer or "sgd")
        if learning_rate is not None:
            made.learning_rate = learning_rate
        model.compile(optimizer=made, loss=loss)
    count = len(targets)
    size = batch_size or count
    losses = []
    for step in range(steps):
        rows = [(step * size + i) % count for i in range(min(size, count))]
        batch = [np.asarray(part)[rows] for part in inputs] if isinstance(inputs, list) else np.asarray(inputs)[rows]
        model.reset_metrics()
        losses.append(float(np.ravel(model.train_on_batch(batch, np.asarray(targets)[rows]))[0]))
    return losses


def compiled(model: Any) -> dict[str, Any]:
    """How the learner compiled the model: optimizer, learning rate, loss, by name."""
    optimizer = getattr(model, "optimizer", None)
    loss = getattr(model, "loss", None)
    rate = getattr(optimizer, "learning_rate", None)
    return {
        "optimizer": type(optimizer).__name__ if optimizer is not None else None,
        "learning_rate": None if rate is None else float(rate),
        "loss": loss if isinstance(loss, str) else getattr(loss, "name", None) or getattr(loss, "__name__", None),
    }


QUESTIONS: dict[str, Callable[..., Any]] = {
    "opened": opened,
    "layer_table": layer_table,
    "shapes": shapes,
    "weights": weights,
    "set_weights": set_weights,
    "fill_weights": fill_weights,
    "predict": predict,
    "call": call,
    "gradients": gradients,
    "train": train,
    "compiled": compiled,
    **tensors.QUESTIONS,
}
