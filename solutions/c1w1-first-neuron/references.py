"""The same functions in TensorFlow: expected values come from here, not from the NumPy that learners are shown.

The functions call each other by name, so that the judge can replace any of them by a stand-in.
They take and return NumPy arrays. Floats keep their precision; everything else is computed in float64.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import tensorflow as tf

Array = Any
Number = Any


def _tensor(value: Any) -> tf.Tensor:
    array = np.asarray(value)
    return tf.convert_to_tensor(array if array.dtype.kind == "f" else array.astype(np.float64))


def _like(value: Number, other: tf.Tensor) -> tf.Tensor:
    """A number in the precision of `other`. (`tf.cast` alone would round a Python float to float32 first.)"""
    return tf.cast(_tensor(value), other.dtype)


def relu(z: Array) -> Array:
    """max(0, z), entry by entry (Nair and Hinton 2010)."""
    return tf.nn.relu(_tensor(z)).numpy()


def predict_price(size: Array, w: Number, b: Number) -> Array:
    """relu(w size + b)."""
    size = _tensor(size)
    line = tf.math.multiply(size, _like(w, size)) + _like(b, size)
    return np.asarray(relu(line.numpy()))


@tf.custom_gradient
def _prediction(line: tf.Tensor, price: tf.Tensor) -> tuple[tf.Tensor, Any]:
    """The price on the tape, with slope 1 where the price is greater than 0 and slope 0 elsewhere.

    For the real neuron this is what the tape would compute anyway. For a stand-in it is what a learner's formula
    assumes, because that formula only knows which predictions are greater than 0.
    """
    return tf.identity(price), lambda upstream: (upstream * tf.cast(price > 0, price.dtype), tf.zeros_like(price))


@tf.function(reduce_retracing=True, autograph=False)
def _slopes(
    w: tf.Tensor, b: tf.Tensor, sizes: tf.Tensor, prices: tf.Tensor, predicted: tf.Tensor
) -> tuple[tf.Tensor, tf.Tensor, tf.Tensor]:
    """dw, db and the cost of these predictions: one step of the tape, traced once."""
    with tf.GradientTape() as tape:
        tape.watch([w, b])
        cost = tf.reduce_mean(tf.math.squared_difference(_prediction(w * sizes + b, predicted), prices)) / 2
    dw, db = tape.gradient(cost, [w, b])
    return dw, db, cost


def fit_price(
    sizes: Array, prices: Array, learning_rate: float, num_iterations: int
) -> tuple[Number, Number, list[Number]]:
    """Gradient descent on half the mean squared error, with slopes from automatic differentiation."""
    inputs = _tensor(sizes)
    targets = tf.cast(_tensor(prices), inputs.dtype)
    w, b = tf.constant(1.0, inputs.dtype), tf.constant(0.0, inputs.dtype)
    costs = []
    for _ in range(num_iterations):
        predicted = _tensor(predict_price(inputs.numpy(), w.numpy(), b.numpy()))
        dw, db, cost = _slopes(w, b, inputs, targets, predicted)
        costs.append(cost.numpy())
        w, b = w - learning_rate * dw, b - learning_rate * db
    return w.numpy(), b.numpy(), costs
