"""The closed list of questions about objects that stay where the learner's code runs: Keras models, layers, tensors.

The grader asks for tables, weights, and outputs for its own inputs, and computes every metric itself, because a model's
own `evaluate` proves nothing. Keys store the texts of QuestionError for wrong variants: if one changes, the keys must
be built again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from autograder.sandbox import tensors
from autograder.sandbox.tensors import QuestionError

# Settings of the layer itself, not of the run, the machine or the Keras version.
_SETTINGS = (
    "units", "filters", "kernel_size", "strides", "padding", "dilation_rate", "pool_size", "activation", "use_bias",
    "rate", "axis", "momentum", "epsilon", "target_shape", "size", "input_dim", "output_dim", "mask_zero",
    "return_sequences", "return_state", "go_backwards", "merge_mode", "num_heads", "key_dim", "value_dim", "n", "dims",
    "max_value", "negative_slope", "threshold", "trainable",
)  # fmt: skip


def ask(target: Any, question: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
    """The answer as a plain value. Raises QuestionError if there is no such question."""
    try:
        answer = QUESTIONS[question]
    except KeyError:
        raise QuestionError(f"there is no question {question!r}; there are {', '.join(QUESTIONS)}") from None
    return answer(target, *args, **kwargs)


def opened(model: Any, input_shape: Sequence[int]) -> Any:
    """The model itself; for a subclass of keras.Model, a functional model of the same layers.

    Only the `call` method of such a class shows what it does. It is called with a symbolic input of this shape (without
    the batch), which gives a functional model of its layers in the order in which they are used. Raises QuestionError
    for a Sequential model that does not know the shape of its input: its layers have no weights yet.
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
    with _symbolic_activations():
        return keras.Model(inputs, model.call(inputs))


@contextmanager
def _symbolic_activations() -> Iterator[None]:
    """Lets `tf.nn.relu` and the like accept symbolic inputs, as they would accept tensors: as functions of Keras."""
    import keras
    import tensorflow as tf

    names = ("relu", "sigmoid", "softmax", "tanh", "leaky_relu", "elu", "gelu")
    originals = {name: getattr(tf.nn, name) for name in names}

    def either(name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        symbolic = getattr(keras.ops, name)
        return lambda x, *args, **kwargs: (
            symbolic(x, *args, **kwargs) if isinstance(x, keras.KerasTensor) else original(x, *args, **kwargs)
        )

    for name, original in originals.items():
        setattr(tf.nn, name, either(name, original))
    try:
        yield
    finally:
        for name, original in originals.items():
            setattr(tf.nn, name, original)


def layer_table(model: Any, flat: bool = False) -> list[dict[str, Any]]:
    """A row for each layer, in the model's order: class, output shape, number of parameters, settings.

    Functions such as `keras.ops.relu` count as layers. flat: a model within the model has a row for each of its layers.
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
        row["axis"] += len(row["output_shape"])  # for example -1 and 3 are the same of four axes
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
    """Give the model these weights, which must have the right shapes."""
    model.set_weights(list(values))


def fill_weights(model: Any, seed: int, scale: float | None = 0.5) -> None:
    """Give the model weights drawn from a seed: the same for every model with the same shapes.

    Without a scale, matrices and filters get weights up to sqrt(6 / inputs), which keeps the size of a signal.
    """
    import numpy as np

    rng = np.random.default_rng(seed)
    fixed = 0.5 if scale is None else scale
    # Uniform on [0.5, 1.5] * scale for what must be positive (the variance of a batch norm), otherwise around zero.
    drawn = []
    for variable in model.weights:
        shape = tuple(variable.shape)
        values = rng.uniform(-1.0, 1.0, shape)
        size = fixed if scale is not None or len(shape) < 2 else float(np.sqrt(6 / np.prod(shape[:-1])))
        drawn.append(fixed * (1.0 + 0.5 * values) if "variance" in variable.path else size * values)
    model.set_weights(drawn)


def predict(model: Any, inputs: Any, training: bool = False) -> Any:
    """The model's outputs for these inputs, from one direct call."""
    return model(inputs, training=training)


def call(target: Any, *args: Any, **kwargs: Any) -> Any:
    """The result of calling the object."""
    return target(*args, **kwargs)


def gradients(model: Any, inputs: Any, upstream: Any) -> list[Any]:
    """The gradients of sum(outputs * upstream) with respect to the trainable weights."""
    import tensorflow as tf

    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(model(inputs, training=True) * tf.cast(upstream, model.compute_dtype))
    return list(tape.gradient(loss, model.trainable_variables))


@dataclass(frozen=True)
class Training:
    """How a model is trained.

    steps            number of updates
    batch_size       None: all examples
    loss, optimizer  Keras's names; if either is given, the model is compiled again
    learning_rate    for that optimizer; None: its default
    """

    steps: int
    batch_size: int | None = None
    loss: str | None = None
    optimizer: str | None = None
    learning_rate: float | None = None


def train(model: Any, inputs: Any, targets: Any, *settings: Any, **named: Any) -> list[float]:
    """Train on the data in the given order; returns the loss before each step. The settings are those of Training."""
    import keras
    import numpy as np

    training = Training(*settings, **named)
    if training.loss is not None or training.optimizer is not None:
        made = keras.optimizers.get(training.optimizer or "sgd")
        if training.learning_rate is not None:
            made.learning_rate = training.learning_rate
        model.compile(optimizer=made, loss=training.loss)
    count = len(targets)
    size = training.batch_size or count
    losses = []
    for step in range(training.steps):
        rows = [(step * size + i) % count for i in range(min(size, count))]
        batch = [np.asarray(part)[rows] for part in inputs] if isinstance(inputs, list) else np.asarray(inputs)[rows]
        model.reset_metrics()
        losses.append(float(np.ravel(model.train_on_batch(batch, np.asarray(targets)[rows]))[0]))
    return losses


def compiled(model: Any) -> dict[str, Any]:
    """How the learner compiled the model: the optimizer, its learning rate, and the loss."""
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
