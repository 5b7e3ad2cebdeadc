"""The same functions without TensorFlow: closed forms, SciPy, and gradients by finite differences.

Learners write TensorFlow here, so the expected values must not come from it. `on_tape` finally turns NumPy's results
into what an answer must be: a tensor, a variable, something that a tape can follow.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import scipy.special
import scipy.stats
import tensorflow as tf

Array = Any
Parameters = dict[str, Array]
STEP = 1e-5  # for the central differences, whose error is of the order of its square


def _plain(value: Any) -> Any:
    """Tensors and variables as float64 arrays; everything else unchanged."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value.numpy().astype(np.float64) if tf.is_tensor(value) else value


def differences(of: Callable[[], float], array: Array) -> Array:
    """The derivatives of `of` with respect to each entry of a float64 array that it reads."""
    slopes = np.zeros_like(array)
    for place in np.ndindex(array.shape):
        kept = array[place]
        array[place] = kept + STEP
        above = of()
        array[place] = kept - STEP
        slopes[place] = (above - of()) / (2 * STEP)
        array[place] = kept
    return slopes


def on_tape(function: Callable[..., Array]) -> Callable[..., Any]:
    """Wrap a NumPy function as a TensorFlow operation with central differences as gradients. Arrays give an array."""

    def operation(*args: Any) -> Any:
        parts = tf.nest.flatten(args)
        if not any(tf.is_tensor(part) for part in parts):
            return function(*args)

        @tf.custom_gradient
        def run(*tensors: tf.Tensor) -> tuple[tf.Tensor, Callable[[tf.Tensor], list[tf.Tensor]]]:
            arrays = [tensor.numpy().astype(np.float64) for tensor in tensors]
            packed = tf.nest.pack_sequence_as(args, arrays)

            def slopes(upstream: tf.Tensor) -> list[tf.Tensor]:
                weights = upstream.numpy().astype(np.float64)
                found = [differences(lambda: np.sum(weights * function(*packed)), array) for array in arrays]
                return [tf.constant(array, tf.float64) for array in found]

            return tf.constant(function(*packed), tf.float64), slopes

        return tf.cast(run(*[tf.cast(part, tf.float64) for part in parts]), tf.float32)

    return operation


def linear_function(X: Array = None, W: Array = None, b: Array = None) -> tf.Tensor:
    """Sum the products for each entry, in float64."""
    if X is None:
        X, W, b = np.random.normal(size=(3, 1)), np.random.normal(size=(4, 3)), np.random.normal(size=(4, 1))
    return tf.cast(
        _linear(*(item if tf.is_tensor(item) else np.asarray(item, np.float64) for item in (X, W, b))), tf.float32
    )


@on_tape
def _linear(X: Array, W: Array, b: Array) -> Array:
    return np.einsum("kn,nm->km", W, X) + b


def sigmoid(z: Array) -> tf.Tensor:
    """Use the hyperbolic tangent: (1 + tanh(z / 2)) / 2."""
    if tf.is_tensor(z) and z.dtype.is_floating:
        return _sigmoid(z)
    return tf.constant((1 + np.tanh(np.asarray(_plain(z), np.float64) / 2)) / 2, tf.float32)


@on_tape
def _sigmoid(z: Array) -> Array:
    return scipy.special.expit(z)


def minimize_quadratic(
    w0: float, coefficients: Sequence[float], steps: int, learning_rate: float
) -> tuple[list[float], list[float]]:
    """Closed form: each step multiplies the distance from the minimum by 1 - 2 a learning_rate."""
    a, b, c = (float(number) for number in coefficients)
    turns = np.arange(steps + 1)
    if a == 0:
        path = w0 - learning_rate * b * turns
    else:
        lowest = -b / (2 * a)
        path = lowest + (w0 - lowest) * (1 - 2 * a * learning_rate) ** turns
    return path.tolist(), np.polyval([a, b, c], path[:-1]).tolist()


def one_hot_matrix(label: Array, C: int = 6) -> tf.Tensor:
    """Compare the row of all classes with the label."""

    def compared(number: Array) -> Array:
        return (np.arange(C) == np.ravel(number)[0]).astype(np.float32)

    return tf.numpy_function(compared, [label], tf.float32)


def initialize_parameters(layers_dims: Sequence[int] = (12288, 25, 12, 6)) -> dict[str, tf.Variable]:
    """SciPy's normal numbers, truncated at two standard deviations and scaled to variance 2 / (n_in + n_out)."""
    parameters = {}
    whole = scipy.stats.truncnorm(-2, 2)
    for layer, (before, here) in enumerate(itertools.pairwise(layers_dims), start=1):
        drawn = whole.rvs(size=(here, before), random_state=np.random.randint(2**31)) / whole.std()
        parameters[f"W{layer}"] = tf.Variable(drawn * np.sqrt(2 / (here + before)), dtype=tf.float32)
        parameters[f"b{layer}"] = tf.Variable(np.zeros((here, 1)), dtype=tf.float32)
    return parameters


@on_tape
def _forward(X: Array, parameters: Parameters) -> Array:
    A = X
    for layer in (1, 2, 3):
        Z = np.einsum("kn,nm->km", parameters[f"W{layer}"], A) + parameters[f"b{layer}"]
        A = np.where(Z > 0, Z, 0)
    return Z


def forward_propagation(X: Array, parameters: Parameters) -> Any:
    """Three layers in float64."""
    return _forward(X, dict(parameters))


@on_tape
def _total_loss(logits: Array, labels: Array) -> Array:
    return np.sum(scipy.special.logsumexp(logits, axis=0) - np.sum(labels * logits, axis=0))


def compute_total_loss(logits: Array, labels: Array) -> Any:
    """Log of the sum of e^z, minus the z of the right class."""
    return _total_loss(logits, labels)


def train_step(X: Array, Y: Array, parameters: dict[str, tf.Variable], learning_rate: float) -> tf.Tensor:
    """Gradient descent with gradients from nudging each parameter to both sides."""
    inputs, labels, nudged = _plain(X), _plain(Y), _plain(dict(parameters))

    def cost() -> float:
        return float(compute_total_loss(forward_propagation(inputs, nudged), labels)) / inputs.shape[1]

    before = cost()
    slopes = {name: differences(cost, array) for name, array in nudged.items()}
    for name, variable in parameters.items():
        variable.assign(nudged[name] - learning_rate * slopes[name])
    return tf.constant(before, tf.float32)
