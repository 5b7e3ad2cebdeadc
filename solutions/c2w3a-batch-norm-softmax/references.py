"""The same functions by other means: TensorFlow, Keras's BatchNormalization, and other formulas for random draws.

Keras normalizes as this course does, with the 1/m variance and eps under the root; its `momentum` is also the weight of
the old average. It expects the units on the last axis by default, so the layer gets `axis=0`. The backward passes are
TensorFlow's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import tensorflow as tf

Array = Any
Settings = dict[str, float]
Space = dict[str, tuple[str, float, float]]


def _tensor(value: Any) -> tf.Tensor:
    array = np.asarray(value)
    return tf.convert_to_tensor(array if array.dtype.kind == "f" else array.astype(np.float64))


def softmax(Z: Array) -> Array:
    return tf.nn.softmax(_tensor(Z), axis=0).numpy()


def cross_entropy(A: Array, Y: Array) -> Array:
    right = tf.gather(tf.transpose(_tensor(A)), tf.argmax(_tensor(Y), axis=0), batch_dims=1)
    return tf.reduce_mean(-tf.math.log(right)).numpy()


def softmax_backward(A: Array, Y: Array) -> Array:
    scores = tf.math.log(_tensor(A))  # softmax of these gives A, whatever constant is added to a column
    labels = tf.cast(_tensor(Y), scores.dtype)
    with tf.GradientTape() as tape:
        tape.watch(scores)
        losses = tf.nn.softmax_cross_entropy_with_logits(labels=tf.transpose(labels), logits=tf.transpose(scores))
    return tape.gradient(losses, scores).numpy()


def batch_norm_forward(
    Z: Array, gamma: Array, beta: Array, running: dict[str, Array], training: bool, momentum: float, eps: float
) -> Any:
    scores = _tensor(Z)
    kind = scores.dtype.name
    layer = tf.keras.layers.BatchNormalization(axis=0, momentum=momentum, epsilon=eps, dtype=kind)
    layer.build(scores.shape)
    layer.set_weights([np.ravel(value) for value in (gamma, beta, running["mean"], running["var"])])
    Z_tilde = layer(scores, training=training).numpy()
    if training:
        mean, var = tf.nn.moments(scores, axes=[1], keepdims=True)
        running["mean"] = layer.moving_mean.numpy()[:, None]
        running["var"] = layer.moving_variance.numpy()[:, None]
    else:
        mean, var = (tf.cast(_tensor(running[name]), scores.dtype) for name in ("mean", "var"))
    std = tf.sqrt(var + tf.cast(eps, scores.dtype))
    return Z_tilde, {"Z_norm": ((scores - mean) / std).numpy(), "gamma": gamma, "std": std.numpy()}


def batch_norm_backward(dZ_tilde: Array, cache: dict[str, Array]) -> Any:
    """Rebuild the layer under a tape from the cache; eps is the difference between std^2 and the variance."""
    slopes = _tensor(dZ_tilde)
    Z_norm, gamma, std = (tf.cast(_tensor(cache[name]), slopes.dtype) for name in ("Z_norm", "gamma", "std"))
    Z, beta = Z_norm * std, tf.zeros_like(gamma)
    eps = std**2 - tf.nn.moments(Z, axes=[1], keepdims=True)[1]
    with tf.GradientTape() as tape:
        tape.watch([Z, gamma, beta])
        mean, var = tf.nn.moments(Z, axes=[1], keepdims=True)
        total = tf.reduce_sum(slopes * (gamma * (Z - mean) * tf.math.rsqrt(var + eps) + beta))
    dZ, dgamma, dbeta = tape.gradient(total, [Z, gamma, beta])
    m = tf.cast(tf.shape(Z)[1], slopes.dtype)
    return dZ.numpy(), (dgamma / m).numpy(), (dbeta / m).numpy()


def sample_learning_rate(rng: np.random.Generator, low: float, high: float) -> float:
    return float(low * (high / low) ** rng.random())


def sample_beta(rng: np.random.Generator, low: float, high: float) -> float:
    return 1.0 - sample_learning_rate(rng, 1.0 - high, 1.0 - low)


def random_search(
    train: Callable[[Settings], float], space: Space, trials: int, rng: np.random.Generator
) -> list[tuple[Settings, float]]:
    draw = {"log": sample_learning_rate, "beta": sample_beta, "linear": np.random.Generator.uniform}
    drawn = [{name: float(draw[scale](rng, *ends)) for name, (scale, *ends) in space.items()} for _ in range(trials)]
    return [(settings, train(settings)) for settings in drawn]


def coarse_to_fine(results: list[tuple[Settings, float]], space: Space) -> Space:
    errors = np.array([error for _, error in results])
    chosen = np.argsort(errors)[: max(2, len(results) // 3)]
    table = {name: np.array([results[i][0][name] for i in chosen]) for name in space}
    return {name: (space[name][0], float(values.min()), float(values.max())) for name, values in table.items()}
