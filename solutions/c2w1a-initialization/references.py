"""The same functions by other means: Keras initializers, TensorFlow moments, and a split by random keys.

Keras uses different random streams and stores a layer's weights as (n_in, n_out), the transpose of the lecture's W.
`HeNormal` and `GlorotNormal` truncate the normal distribution at two standard deviations; `VarianceScaling` can draw
from the full distribution.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import tensorflow as tf

Array = Any
Parameters = dict[str, Array]


def train_dev_test_split(m: int, fractions: tuple[float, float, float], rng: np.random.Generator) -> tuple[Array, ...]:
    """Give each example a random number; the largest go to the test set, the next largest to dev."""
    n_dev, n_test = (int(np.floor(share * m + 0.5)) for share in fractions[1:])
    places = np.argsort(np.argsort(rng.random(m)))
    train = np.flatnonzero(places < m - n_dev - n_test)
    test = np.flatnonzero(places >= m - n_test)
    dev = np.setdiff1d(np.arange(m), np.concatenate([train, test]))
    return train, dev, test


def normalize_inputs(X_train: Array, X: Array) -> Array:
    """(x - mu) / sigma with TensorFlow's moments of the training set; x - mu where sigma is 0."""
    mean, variance = tf.nn.moments(tf.convert_to_tensor(X_train), axes=[1], keepdims=True)
    centred = tf.convert_to_tensor(X) - tf.cast(mean, np.asarray(X).dtype)
    sigma = tf.cast(tf.sqrt(variance), centred.dtype)
    return tf.where(sigma > 0, tf.math.divide_no_nan(centred, sigma), centred).numpy()


def _drawn(layers_dims: list[int], initializer: Callable[[int], Any]) -> Parameters:
    """Weights from one initializer per layer; zero biases."""
    parameters = {}
    for layer, (n_in, n_out) in enumerate(itertools.pairwise(layers_dims), start=1):
        kernel = initializer(layer)((n_in, n_out), dtype="float64")
        parameters[f"W{layer}"] = tf.transpose(kernel).numpy()
        parameters[f"b{layer}"] = keras.initializers.Zeros()((n_out, 1), dtype="float64").numpy()
    return parameters


def _scaled(scale: float) -> Callable[[int], Any]:
    def initializer(seed: int) -> Any:
        return keras.initializers.VarianceScaling(scale, "fan_in", "untruncated_normal", seed=100 + seed)

    return initializer


def initialize_parameters_zeros(layers_dims: list[int]) -> Parameters:
    """All weights and biases zero."""
    return _drawn(layers_dims, lambda seed: keras.initializers.Zeros())


def initialize_parameters_random(layers_dims: list[int]) -> Parameters:
    """Normal weights of standard deviation 10."""
    return _drawn(layers_dims, lambda seed: keras.initializers.RandomNormal(0.0, 10.0, seed=100 + seed))


def initialize_parameters_xavier(layers_dims: list[int]) -> Parameters:
    """Normal weights of variance 1 / n_in."""
    return _drawn(layers_dims, _scaled(1.0))


def initialize_parameters_he(layers_dims: list[int]) -> Parameters:
    """Normal weights of variance 2 / n_in."""
    return _drawn(layers_dims, _scaled(2.0))


def activation_scales(X: Array, parameters: Parameters, activation: str) -> list[float]:
    """Standard deviations of the layers' activations, with one example per row as in Keras."""
    function = keras.activations.get(activation)
    A = tf.transpose(tf.convert_to_tensor(X))
    scales = []
    for layer in range(1, len(parameters) // 2 + 1):
        W, b = (tf.cast(tf.convert_to_tensor(parameters[f"{name}{layer}"]), A.dtype) for name in ("W", "b"))
        A = function(tf.nn.bias_add(tf.linalg.matmul(A, W, transpose_b=True), tf.reshape(b, [-1])))
        scales.append(tf.math.reduce_std(A).numpy())
    return scales
