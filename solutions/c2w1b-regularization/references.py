"""The same functions in TensorFlow or by another method: expected values do not come from the learners' NumPy code.

The backward passes are TensorFlow's: the network is rebuilt under a gradient tape from the values in the cache.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import tensorflow as tf

Array = Any
WEIGHTS = ("W1", "W2", "W3")


def _tensor(value: Any) -> tf.Tensor:
    array = np.asarray(value)
    return tf.convert_to_tensor(array if array.dtype.kind == "f" else array.astype(np.float64))


def sigmoid(Z: Array) -> Array:
    return tf.math.sigmoid(_tensor(Z)).numpy()


def relu(Z: Array) -> Array:
    return tf.nn.relu(_tensor(Z)).numpy()


def compute_cost(A3: Array, Y: Array) -> Array:
    outputs = _tensor(A3)
    return tf.reduce_mean(tf.keras.losses.binary_crossentropy(_tensor(Y)[..., None], outputs[..., None])).numpy()


def _entropy(A3: Array, Y: Array) -> tf.Tensor:
    outputs, labels = _tensor(A3), tf.cast(_tensor(Y), _tensor(A3).dtype)
    given = tf.where(labels == 1, outputs, 1 - outputs)
    return -tf.reduce_mean(tf.math.log(given))


def compute_cost_with_regularization(A3: Array, Y: Array, parameters: dict[str, Array], lambd: float) -> Array:
    penalty = tf.add_n([2 * tf.nn.l2_loss(_tensor(parameters[name])) for name in WEIGHTS])
    return (_entropy(A3, Y) + tf.cast(lambd / 2 / np.shape(Y)[1], penalty.dtype) * penalty).numpy()


def compute_cost_with_l1(A3: Array, Y: Array, parameters: dict[str, Array], lambd: float) -> Array:
    penalty = tf.add_n([tf.norm(tf.reshape(_tensor(parameters[name]), [-1]), ord=1) for name in WEIGHTS])
    return (_entropy(A3, Y) + tf.cast(lambd / 2 / np.shape(Y)[1], penalty.dtype) * penalty).numpy()


def _backward(
    X: Array, Y: Array, W: Sequence[Array], b: Sequence[Array], factors: Sequence[Array], lambd: float
) -> Any:
    """Gradients from the tape; A1 and A2 are multiplied by `factors`."""
    inputs = _tensor(X)
    dtype = inputs.dtype
    labels, lambd = tf.cast(_tensor(Y), dtype), tf.cast(lambd, dtype)
    weights, biases = ([tf.cast(_tensor(item), dtype) for item in group] for group in (W, b))
    with tf.GradientTape(persistent=True) as tape:
        tape.watch([*weights, *biases])
        before, after, A = [], [], inputs
        for number, (matrix, bias) in enumerate(zip(weights, biases, strict=True)):
            before.append(matrix @ A + bias)
            if number < 2:
                after.append(tf.nn.relu(before[-1]))
                A = after[-1] * tf.cast(_tensor(factors[number]), dtype)
        losses = tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=before[2])
        total = tf.reduce_sum(losses)
        penalty = tf.add_n([tf.reduce_sum(tf.square(matrix)) for matrix in weights])
        cost = (total + lambd / 2 * penalty) / tf.cast(tf.shape(inputs)[1], dtype)
    gradients = {}
    for number in (3, 2, 1):
        gradients[f"dZ{number}"] = tape.gradient(total, before[number - 1])
        gradients[f"dW{number}"] = tape.gradient(cost, weights[number - 1])
        gradients[f"db{number}"] = tape.gradient(cost, biases[number - 1])
        if number > 1:
            gradients[f"dA{number - 1}"] = tape.gradient(total, after[number - 2])
    return {name: value.numpy() for name, value in gradients.items()}


def backward_propagation_with_regularization(X: Array, Y: Array, cache: tuple[Array, ...], lambd: float) -> Any:
    return _backward(X, Y, cache[2::4], cache[3::4], (1.0, 1.0), lambd)


def forward_propagation_with_dropout(X: Array, parameters: dict[str, Array], keep_prob: float = 0.5) -> Any:
    A, cache = _tensor(X), []
    for layer in "12":
        W, b = parameters["W" + layer], parameters["b" + layer]
        Z = _tensor(W) @ A + _tensor(b)
        D = np.random.binomial(1, keep_prob, Z.shape).astype(bool)
        A = tf.where(D, tf.nn.relu(Z) / tf.cast(keep_prob, Z.dtype), tf.zeros_like(Z))
        cache += [Z.numpy(), D, A.numpy(), W, b]
    Z = _tensor(parameters["W3"]) @ A + _tensor(parameters["b3"])
    A3 = tf.math.sigmoid(Z).numpy()
    return A3, (*cache, Z.numpy(), A3, parameters["W3"], parameters["b3"])


def backward_propagation_with_dropout(X: Array, Y: Array, cache: tuple[Array, ...], keep_prob: float) -> Any:
    _, D1, _, W1, b1, _, D2, _, W2, b2, _, _, W3, b3 = cache
    factors = [np.asarray(mask, np.float64) / keep_prob for mask in (D1, D2)]
    return _backward(X, Y, (W1, W2, W3), (b1, b2, b3), factors, 0.0)


def early_stopping_epoch(dev_costs: Sequence[float], patience: int) -> int:
    """The first epoch whose cost is below all earlier costs and not above any of the next `patience` costs."""
    costs = np.asarray(dev_costs, np.float64)
    for epoch in range(len(costs)):
        later = costs[epoch + 1 : epoch + 1 + patience]
        if not (later < costs[epoch]).any() and (costs[:epoch] > costs[epoch]).all():
            return epoch
    raise ValueError("no epoch at all")


def augment(images: Array, rng: np.random.Generator) -> Array:
    """Build all 18 windows of every image and pick one."""
    pictures = np.asarray(images)
    h, w = pictures.shape[1:3]
    sides = (pictures, pictures[:, :, ::-1])
    windows = [side[:, y : y + h - 2, x : x + w - 2] for side in sides for y in range(3) for x in range(3)]
    return np.array([windows[rng.choice(18)][i] for i in range(len(pictures))])


def diagnose_bias_variance(human: float, train: float, dev: float) -> tuple[float, float, str]:
    gaps = np.diff([human, train, dev])
    words = {(False, False): "neither", (True, False): "bias", (False, True): "variance", (True, True): "both"}
    high = tuple(bool(gap > 0.02) for gap in gaps)
    return float(gaps[0]), float(gaps[1]), words[high]
