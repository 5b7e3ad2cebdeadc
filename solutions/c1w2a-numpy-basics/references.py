"""The same functions in TensorFlow: expected values come from here, not from the NumPy that learners are shown.

The functions call each other by name, so that the judge can replace any of them by a stand-in.
They take and return NumPy arrays. Floats keep their precision; everything else is computed in float64.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import tensorflow as tf

Array = Any
Number = Any


def _tensor(value: Any) -> tf.Tensor:
    array = np.asarray(value)
    return tf.convert_to_tensor(array if array.dtype.kind == "f" else array.astype(np.float64))


def numerical_derivative(f: Callable[[float], float], a: float, eps: float) -> Number:
    """One-sided difference quotient (lecture week 2: slope as height over width of a small triangle)."""
    here, there = (_tensor(f(float(place))) for place in (a, a + eps))
    return tf.math.divide(tf.math.subtract(there, here), tf.cast(_tensor(eps), here.dtype)).numpy()


def graph_forward(a: Number, b: Number, c: Number) -> tuple[Number, Number, Number]:
    """u = b c, v = a + u, J = 3 v."""
    a, b, c = _tensor(a), _tensor(b), _tensor(c)
    u = tf.math.multiply(b, c)
    v = tf.math.add_n([a, u])
    return u.numpy(), v.numpy(), tf.math.add_n([v, v, v]).numpy()


def graph_backward(a: Number, b: Number, c: Number) -> dict[str, Number]:
    """By automatic differentiation."""
    a, b, c = _tensor(a), _tensor(b), _tensor(c)
    with tf.GradientTape() as tape:
        tape.watch([a, b, c])
        u = b * c
        v = a + u
        J = 3 * v
    names = ("dv", "da", "du", "db", "dc")
    return {name: value.numpy() for name, value in zip(names, tape.gradient(J, [v, a, u, b, c]), strict=True)}


def basic_sigmoid(x: Number) -> Number:
    """sigma(x) = 1 / (1 + e^-x) of one number."""
    return tf.math.sigmoid(_tensor(x)).numpy()


def sigmoid(x: Array) -> Array:
    """sigma(x) = 1 / (1 + e^-x), entry by entry, without overflow."""
    return tf.math.sigmoid(_tensor(x)).numpy()


def sigmoid_derivative(x: Array) -> Array:
    """s (1 - s). The tests compare it with what automatic differentiation of the sigmoid gives."""
    s = _tensor(sigmoid(_tensor(x).numpy()))
    return (s - tf.math.square(s)).numpy()


def image2vector(image: Array) -> Array:
    """(length, height, depth) -> (length * height * depth, 1), last axis fastest."""
    return tf.expand_dims(tf.reshape(tf.convert_to_tensor(image), [-1]), 1).numpy()


def calorie_shares(A: Array) -> Array:
    """Every column as percentages of its sum."""
    columns = tf.unstack(_tensor(A), axis=1)
    return tf.stack([column * 100 / tf.reduce_sum(column) for column in columns], axis=1).numpy()


def normalize_rows(x: Array) -> Array:
    """Every row divided by its L2 norm."""
    return tf.stack([row / tf.norm(row) for row in tf.unstack(_tensor(x))]).numpy()


def softmax(x: Array) -> Array:
    """Softmax of every row."""
    return tf.nn.softmax(_tensor(x), axis=1).numpy()


def L1(yhat: Array, y: Array) -> Number:
    """Sum of absolute differences."""
    return tf.norm(_tensor(yhat) - tf.cast(_tensor(y), _tensor(yhat).dtype), ord=1).numpy()


def L2(yhat: Array, y: Array) -> Number:
    """Sum of squared differences."""
    return 2 * tf.nn.l2_loss(_tensor(yhat) - tf.cast(_tensor(y), _tensor(yhat).dtype)).numpy()


def dot_loop(w: Array, x: Array) -> Number:
    """Sum of products."""
    w = _tensor(w)
    return tf.tensordot(w, tf.cast(_tensor(x), w.dtype), 1).numpy()


def dot_vectorized(w: Array, x: Array) -> Number:
    """Sum of products."""
    w = _tensor(w)
    return tf.tensordot(w, tf.cast(_tensor(x), w.dtype), 1).numpy()
