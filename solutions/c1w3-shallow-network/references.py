"""The same functions in TensorFlow: expected values come from here, not from the NumPy that learners are shown.

The functions call each other by name, so that the judge can replace any of them by a stand-in.
They take and return NumPy arrays. Floats keep their precision; everything else is computed in float64. Gradients
come from automatic differentiation; no part of the chain rule is written here.
"""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
import tensorflow as tf

Array = Any
Number = Any
Parameters = dict[str, Array]

NAMES = ("W1", "b1", "W2", "b2")
STEP = 1.2  # the default learning rate of `update_parameters`


def _tensor(value: Any) -> tf.Tensor:
    array = np.asarray(value)
    return tf.convert_to_tensor(array if array.dtype.kind == "f" else array.astype(np.float64))


def layer_sizes(X: Array, Y: Array) -> tuple[int, int, int]:
    """Rows of X, four hidden neurons, rows of Y."""
    (n_x, _), (n_y, _) = tf.convert_to_tensor(X).shape, tf.convert_to_tensor(Y).shape
    return n_x, 4, n_y


def _curve(z: tf.Tensor, kind: str) -> tf.Tensor:
    if kind == "leaky_relu":
        return tf.nn.leaky_relu(z, alpha=0.01)
    return {"sigmoid": tf.math.sigmoid, "tanh": tf.math.tanh, "relu": tf.nn.relu}[kind](z)


def activation(z: Array, kind: str) -> Array:
    """TensorFlow's own activation functions."""
    return _curve(_tensor(z), kind).numpy()


_own_activation = activation


def activation_derivative(z: Array, kind: str) -> Array:
    """By automatic differentiation. Under a stand-in for the sigmoid, a (1 - a), as learners write it."""
    values = _tensor(z)
    if kind == "sigmoid" and activation is not _own_activation:
        a = _tensor(activation(values.numpy(), kind))
        return (a - tf.math.square(a)).numpy()
    with tf.GradientTape() as tape:
        tape.watch(values)
        a = _curve(values, kind)
    return tape.gradient(a, values).numpy()  # each entry of a depends only on its own z


def initialize_parameters(n_x: int, n_h: int, n_y: int) -> Parameters:
    """Normal weights with standard deviation 0.01, and biases of 0."""
    made: Parameters = {}
    for layer, shape in ((1, (n_h, n_x)), (2, (n_y, n_h))):
        made[f"W{layer}"] = tf.random.normal(shape, stddev=0.01, dtype=tf.float64).numpy()
        made[f"b{layer}"] = tf.zeros((shape[0], 1), tf.float64).numpy()
    return made


def forward_propagation(X: Array, parameters: Parameters) -> tuple[Array, dict[str, Array]]:
    """tanh, then sigmoid, with all intermediate results."""
    inputs = _tensor(X)
    W1, b1, W2, b2 = (tf.cast(_tensor(parameters[name]), inputs.dtype) for name in NAMES)
    Z1 = tf.linalg.matmul(W1, inputs) + b1
    A1 = _tensor(activation(Z1.numpy(), "tanh"))
    Z2 = tf.linalg.matmul(W2, A1) + b2
    A2 = activation(Z2.numpy(), "sigmoid")
    return A2, {"Z1": Z1.numpy(), "A1": A1.numpy(), "Z2": Z2.numpy(), "A2": A2}


def compute_cost(A2: Array, Y: Array) -> Number:
    """Mean negative logarithm of the probability of the true label."""
    given = _tensor(A2)
    true = tf.cast(_tensor(Y), given.dtype)
    return tf.reduce_mean(-tf.math.log(tf.where(true > 0.5, given, 1 - given))).numpy()


def _slopes(W1: tf.Tensor, b1: tf.Tensor, W2: tf.Tensor, b2: tf.Tensor, X: tf.Tensor, Y: tf.Tensor) -> list[tf.Tensor]:
    """Slopes of the cost, a mean over examples of a sum over outputs, computed from the inputs onwards."""
    with tf.GradientTape() as tape:
        tape.watch([W1, b1, W2, b2])
        scores = tf.linalg.matmul(W2, tf.math.tanh(tf.linalg.matmul(W1, X) + b1)) + b2
        losses = tf.nn.sigmoid_cross_entropy_with_logits(labels=Y, logits=scores)
        cost = tf.reduce_mean(tf.reduce_sum(losses, axis=0))
    return tape.gradient(cost, [W1, b1, W2, b2])


@functools.cache
def _traced(dtype: tf.DType) -> Any:
    """`_slopes` as one graph for matrices of every shape, so that TensorFlow traces it once."""
    return tf.function(_slopes, input_signature=[tf.TensorSpec((None, None), dtype)] * 6, autograph=False)


def backward_propagation(parameters: Parameters, cache: dict[str, Array], X: Array, Y: Array) -> dict[str, Array]:
    """By automatic differentiation of the whole network, which does not need the cache."""
    inputs = _tensor(X)
    numbers = [tf.cast(_tensor(parameters[name]), inputs.dtype) for name in NAMES]
    found = _traced(inputs.dtype)(*numbers, inputs, tf.cast(_tensor(Y), inputs.dtype))
    return {f"d{name}": slope.numpy() for name, slope in zip(NAMES, found, strict=True)}


def update_parameters(parameters: Parameters, grads: dict[str, Array], learning_rate: float = STEP) -> Parameters:
    """One step of gradient descent, by TensorFlow's own operation on variables."""
    made = {}
    for name in NAMES:
        value = tf.Variable(_tensor(parameters[name]))
        value.assign_sub(tf.cast(learning_rate * _tensor(grads[f"d{name}"]), value.dtype))
        made[name] = value.numpy()
    return made


def nn_model(X: Array, Y: Array, n_h: int, num_iterations: int = 10000, print_cost: bool = False) -> Parameters:
    """Forward, backward, step, repeated."""
    n_x, _, n_y = layer_sizes(X, Y)
    parameters = initialize_parameters(n_x, n_h, n_y)
    for _ in range(num_iterations):
        _, cache = forward_propagation(X, parameters)
        parameters = update_parameters(parameters, backward_propagation(parameters, cache, X, Y))
    return parameters


def predict(parameters: Parameters, X: Array) -> Array:
    """True where the probability is strictly greater than one half."""
    A2, _ = forward_propagation(X, parameters)
    return tf.math.greater(_tensor(A2), 0.5).numpy()
