"""The same functions in TensorFlow: one automatic derivative of the whole network, where learners go layer by layer.

Nothing here comes from `helpers.layers`: the initial numbers are drawn independently, and the derivatives are those of
the cost with respect to all parameters at once. Floats keep their precision; everything else is computed in float64.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import tensorflow as tf

Array = Any
Parameters = dict[str, Array]


def _start(layers_dims: Sequence[int], dtype: Any) -> list[tf.Tensor]:
    """W1, b1, W2, ...: normal numbers from seed 1, divided by the square root of n_prev; the biases are zeros."""
    stream = np.random.RandomState(1)
    found = []
    for inputs, units in pairwise(layers_dims):
        found.append(tf.constant(stream.randn(units, inputs) / np.sqrt(inputs), dtype))
        found.append(tf.zeros((units, 1), dtype))
    return found


def _named(parameters: Sequence[tf.Tensor]) -> Parameters:
    return {f"{'Wb'[place % 2]}{place // 2 + 1}": value.numpy() for place, value in enumerate(parameters)}


def _logits(X: tf.Tensor, parameters: Sequence[tf.Tensor]) -> tf.Tensor:
    """ReLU after every layer but the last; the result is the output of the last layer before its sigmoid."""
    A = X
    for W, b in zip(parameters[:-2:2], parameters[1:-2:2], strict=True):
        A = tf.nn.relu(W @ A + b)
    return parameters[-2] @ A + parameters[-1]


def _cost(X: tf.Tensor, Y: tf.Tensor, parameters: Sequence[tf.Tensor]) -> tf.Tensor:
    return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(Y, _logits(X, parameters)))


def L_layer_model(
    X: Array,
    Y: Array,
    layers_dims: Sequence[int],
    learning_rate: float = 0.0075,
    num_iterations: int = 3000,
    print_cost: bool = False,
) -> tuple[Parameters, list[float]]:
    """Any number of layers; the cost at every hundredth iteration, before that iteration's step."""
    inputs = tf.convert_to_tensor(X)
    labels = tf.cast(tf.convert_to_tensor(Y), inputs.dtype)
    parameters = _start(layers_dims, inputs.dtype)
    costs = []
    for _ in range(num_iterations):
        with tf.GradientTape() as tape:
            tape.watch(parameters)
            cost = _cost(inputs, labels, parameters)
        slopes = tape.gradient(cost, parameters)
        parameters = [value - learning_rate * slope for value, slope in zip(parameters, slopes, strict=True)]
        costs.append(float(cost))
    return _named(parameters), costs[::100]


def two_layer_model(
    X: Array,
    Y: Array,
    layers_dims: Sequence[int],
    learning_rate: float = 0.0075,
    num_iterations: int = 3000,
    print_cost: bool = False,
) -> tuple[Parameters, list[float]]:
    """One hidden layer is a network of two layers."""
    n_x, n_h, n_y = layers_dims
    return L_layer_model(X, Y, [n_x, n_h, n_y], learning_rate, num_iterations, print_cost)


def predict(X: Array, y: Array | None, parameters: Parameters) -> Array:
    """1.0 where the probability is strictly greater than 0.5, which is where the logit is above 0; else 0.0."""
    layers = range(1, len(parameters) // 2 + 1)
    inputs = tf.convert_to_tensor(X)
    tensors = [tf.cast(parameters[f"{kind}{layer}"], inputs.dtype) for layer in layers for kind in "Wb"]
    return tf.cast(_logits(inputs, tensors) > 0, tf.float64).numpy()
