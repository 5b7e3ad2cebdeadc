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


def sigmoid(z: Array) -> Array:
    """sigma(z) = 1 / (1 + e^-z), entry by entry, without overflow."""
    return tf.math.sigmoid(_tensor(z)).numpy()


_own_sigmoid = sigmoid


def initialize_with_zeros(dim: int) -> tuple[Array, float]:
    """Weights (dim, 1) and bias, all zero."""
    return tf.zeros((dim, 1), tf.float64).numpy(), 0.0


def flatten_images(X: Array) -> Array:
    """(m, ...) -> (n_x, m): picture i, read row by row, becomes column i."""
    pictures = tf.convert_to_tensor(X)
    return tf.stack([tf.reshape(picture, [-1]) for picture in tf.unstack(pictures)], axis=1).numpy()


def _activation(Z: tf.Tensor) -> tf.Tensor:
    """The sigmoid, differentiated by TensorFlow, or the stand-in that replaces it."""
    return tf.math.sigmoid(Z) if sigmoid is _own_sigmoid else _stood_in(Z)


@tf.custom_gradient
def _stood_in(Z: tf.Tensor) -> tuple[tf.Tensor, Any]:
    """Whatever function is called `sigmoid` here, with the derivative a (1 - a) of its output.

    A learner's chain rule, which ends in a - y, assumes this derivative, so both sides still compute the same thing.
    """
    A = tf.ensure_shape(tf.numpy_function(lambda z: np.asarray(sigmoid(z), z.dtype), [Z], Z.dtype), Z.shape)
    return A, lambda upstream: upstream * A * (1 - A)


@tf.function(reduce_retracing=True, autograph=False)
def _tape(w: tf.Tensor, b: tf.Tensor, X: tf.Tensor, Y: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor, tf.Tensor]:
    with tf.GradientTape() as tape:
        tape.watch([w, b])
        A = _activation(tf.linalg.matmul(w, X, transpose_a=True) + b)
        cost = -tf.reduce_mean(Y * tf.math.log(A) + (1 - Y) * tf.math.log(1 - A))
    dw, db = tape.gradient(cost, [w, b])
    return dw, db, cost


def propagate(w: Array, b: Number, X: Array, Y: Array) -> tuple[dict[str, Array], Number]:
    """Mean cross-entropy and, by automatic differentiation, its gradients."""
    weights = _tensor(w)
    bias, inputs, labels = (tf.cast(_tensor(value), weights.dtype) for value in (b, X, Y))
    dw, db, cost = _tape(weights, bias, inputs, labels)
    return {"dw": dw.numpy(), "db": db.numpy()}, cost.numpy()


def optimize(
    w: Array,
    b: Number,
    X: Array,
    Y: Array,
    num_iterations: int = 100,
    learning_rate: float = 0.009,
    print_cost: bool = False,
) -> tuple[dict[str, Array], dict[str, Array], list[Number]]:
    """Gradient descent; the cost at every hundredth iteration, before that iteration's step."""
    weights, bias = np.array(w), b
    grads: dict[str, Array] = {}
    costs = []
    for iteration in range(num_iterations):
        grads, cost = propagate(weights, bias, X, Y)
        if iteration % 100 == 0:
            costs.append(cost)
        weights = (tf.convert_to_tensor(weights) - learning_rate * tf.convert_to_tensor(grads["dw"])).numpy()
        bias = bias - learning_rate * grads["db"]
    return {"w": weights, "b": bias}, grads, costs


def predict(w: Array, b: Number, X: Array) -> Array:
    """1.0 where the probability is strictly greater than 0.5, else 0.0, as (1, m)."""
    weights = _tensor(w)
    scores = tf.linalg.matmul(weights, tf.cast(_tensor(X), weights.dtype), transpose_a=True)
    probabilities = tf.convert_to_tensor(sigmoid((scores + tf.cast(_tensor(b), scores.dtype)).numpy()))
    return tf.cast(tf.math.greater(probabilities, 0.5), tf.float64).numpy()


def model(
    X_train: Array,
    Y_train: Array,
    X_test: Array,
    Y_test: Array,
    num_iterations: int = 2000,
    learning_rate: float = 0.5,
    print_cost: bool = False,
) -> dict[str, Any]:
    """Zeros, then gradient descent on the training set, then predictions for both sets."""
    w, b = initialize_with_zeros(np.shape(X_train)[0])
    params, _, costs = optimize(w, b, X_train, Y_train, num_iterations, learning_rate, print_cost)
    w, b = params["w"], params["b"]
    return {
        "costs": costs,
        "Y_prediction_test": predict(w, b, X_test),
        "Y_prediction_train": predict(w, b, X_train),
        "w": w,
        "b": b,
        "learning_rate": learning_rate,
        "num_iterations": num_iterations,
    }
