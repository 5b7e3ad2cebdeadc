"""The same functions in TensorFlow: expected values come from here, and gradients from automatic differentiation.

The functions call each other by name, so that the judge can replace any of them by a stand-in.
They take and return NumPy arrays. Floats keep their precision; everything else is computed in float64.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import tensorflow as tf

Array = Any
ACTIVATIONS = {"sigmoid": tf.math.sigmoid, "relu": tf.nn.relu}


def _tensor(value: Any) -> tf.Tensor:
    array = np.asarray(value)
    return tf.convert_to_tensor(array if array.dtype.kind == "f" else array.astype(np.float64))


def initialize_parameters(n_x: int, n_h: int, n_y: int) -> dict[str, Array]:
    """One hidden layer."""
    return initialize_parameters_deep([n_x, n_h, n_y])


def initialize_parameters_deep(layer_dims: Sequence[int]) -> dict[str, Array]:
    """Weights (n_l, n_(l-1)), normal with standard deviation 0.01; biases (n_l, 1), zero."""
    parameters = {}
    for number, (before, size) in enumerate(pairwise(layer_dims), start=1):
        parameters[f"W{number}"] = tf.random.normal((size, before), 0.0, 0.01, tf.float64).numpy()
        parameters[f"b{number}"] = tf.zeros((size, 1), tf.float64).numpy()
    return parameters


def _scores(A: tf.Tensor, W: tf.Tensor, b: tf.Tensor) -> tf.Tensor:
    return tf.einsum("ij,jk->ik", W, A) + b


def linear_forward(A: Array, W: Array, b: Array) -> tuple[Array, tuple[Array, Array, Array]]:
    """Z = W A + b."""
    return _scores(_tensor(A), _tensor(W), _tensor(b)).numpy(), (A, W, b)


def linear_activation_forward(A_prev: Array, W: Array, b: Array, activation: str) -> tuple[Array, tuple[Any, Array]]:
    """A = g(Z), and what the backward pass will need."""
    Z, linear_cache = linear_forward(A_prev, W, b)
    return ACTIVATIONS[activation](_tensor(Z)).numpy(), (linear_cache, Z)


def L_model_forward(X: Array, parameters: Mapping[str, Array]) -> tuple[Array, list[Any]]:
    """ReLU in all layers but the last, the sigmoid there."""
    A, caches, last = X, [], len(parameters) // 2
    for number in range(1, last + 1):
        activation = "relu" if number < last else "sigmoid"
        A, cache = linear_activation_forward(A, parameters[f"W{number}"], parameters[f"b{number}"], activation)
        caches.append(cache)
    return A, caches


def _losses(AL: tf.Tensor, Y: tf.Tensor) -> tf.Tensor:
    """Each example's cross-entropy, from the probability of its true label."""
    return -tf.math.log(tf.where(tf.cast(Y, tf.bool), AL, 1 - AL))


def compute_cost(AL: Array, Y: Array) -> Array:
    """The mean of the examples' losses."""
    return tf.reduce_mean(_losses(_tensor(AL), _tensor(Y))).numpy()


def linear_backward(dZ: Array, cache: Sequence[Array]) -> tuple[Array, Array, Array]:
    """By the tape. The gradients of the parameters are those of the cost, a mean over the examples."""
    A_prev, W, b = (_tensor(value) for value in cache)
    with tf.GradientTape() as tape:
        tape.watch([A_prev, W, b])
        Z = _scores(A_prev, W, b)
    dA_prev, dW, db = tape.gradient(Z, [A_prev, W, b], _tensor(dZ))
    m = tf.cast(tf.shape(Z)[1], Z.dtype)
    return dA_prev.numpy(), (dW / m).numpy(), (db / m).numpy()


def linear_activation_backward(dA: Array, cache: Any, activation: str) -> tuple[Array, Array, Array]:
    """The activation by the tape, then the linear half."""
    linear_cache, activation_cache = cache
    Z = _tensor(activation_cache)
    with tf.GradientTape() as tape:
        tape.watch(Z)
        A = ACTIVATIONS[activation](Z)
    return linear_backward(tape.gradient(A, Z, _tensor(dA)).numpy(), linear_cache)


def L_model_backward(AL: Array, Y: Array, caches: Sequence[Any]) -> dict[str, Array]:
    """The losses by the tape, then layer after layer; dA{l} is for the output of layer l (the input of layer l + 1)."""
    probabilities = _tensor(AL)
    with tf.GradientTape() as tape:
        tape.watch(probabilities)
        losses = _losses(probabilities, _tensor(Y))
    dA, grads = tape.gradient(losses, probabilities).numpy(), {}
    for number in range(len(caches), 0, -1):
        activation = "sigmoid" if number == len(caches) else "relu"
        dA, grads[f"dW{number}"], grads[f"db{number}"] = linear_activation_backward(dA, caches[number - 1], activation)
        grads[f"dA{number - 1}"] = dA
    return grads


def update_parameters(
    params: Mapping[str, Array], grads: Mapping[str, Array], learning_rate: float
) -> dict[str, Array]:
    """Every parameter minus the learning rate times its gradient."""
    return {
        name: (_tensor(value) - learning_rate * _tensor(grads[f"d{name}"])).numpy() for name, value in params.items()
    }
