"""Small networks of many equal blocks, for the question whether more layers help.

The network is a convolution, then `depth` equal blocks, then an average over all positions and a dense layer. The
blocks are the learner's functions; what is compared is only what is inside them. Pictures have shape (m, h, w, 1).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Block = Callable[..., Any]
FILTERS = (8, 8, 16)
BATCH = 128


def network(block: Block, depth: int, seed: int, shape: tuple[int, int, int] = (8, 8, 1), classes: int = 10) -> Any:
    """A network of `depth` blocks with fresh weights; it gives logits, not probabilities.

    The filters are drawn as He and others propose (normal, variance 2 / inputs), each layer from its own numbers.
    """
    from tensorflow import keras

    layers = keras.layers
    inputs = keras.Input(shape)
    A = layers.Conv2D(FILTERS[-1], 3, strides=2, padding="same")(inputs)
    A = layers.ReLU()(layers.BatchNormalization(axis=3)(A))
    for _ in range(depth):
        A = block(A, 3, list(FILTERS), keras.initializers.HeNormal)
    model = keras.Model(inputs, layers.Dense(classes)(layers.GlobalAveragePooling2D()(A)))
    rng = np.random.default_rng(seed)
    for kernel in kernels(model):
        kernel.assign(rng.normal(0, np.sqrt(2 / np.prod(kernel.shape[:-1])), kernel.shape))
    return model


def kernels(model: Any) -> list[Any]:
    """The filters and matrices of a model, in its order."""
    return [variable for variable in model.trainable_variables if "kernel" in variable.path]


def train(model: Any, X: np.ndarray, y: np.ndarray, steps: int, seed: int, learning_rate: float = 1e-2) -> list[float]:
    """Steps of Adam on random batches; returns the cost before each step."""
    import tensorflow as tf

    cost_of = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    adam = tf.keras.optimizers.Adam(learning_rate)
    adam.build(model.trainable_variables)

    @tf.function(autograph=False)
    def step(pictures: Any, labels: Any) -> Any:
        with tf.GradientTape() as tape:
            cost = cost_of(labels, model(pictures, training=True))
        variables = model.trainable_variables
        adam.apply_gradients(zip(tape.gradient(cost, variables), variables, strict=True))
        return cost

    rng = np.random.default_rng(seed)
    costs = []
    for _ in range(steps):
        rows = rng.choice(len(X), min(BATCH, len(X)), replace=False)
        costs.append(float(step(X[rows], y[rows])))
    return costs


def share_right(model: Any, X: np.ndarray, y: np.ndarray) -> float:
    """The share of pictures that are classified correctly. Batch norm uses the statistics of these pictures."""
    return float(np.mean(np.argmax(model(X, training=True), axis=1) == y))


def slopes_by_block(model: Any, X: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The length of the cost's gradient with respect to the f x f filters of each block, from the first to the last."""
    import tensorflow as tf

    cost_of = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    filters = [kernel for kernel in kernels(model)[1:] if tuple(kernel.shape[:2]) == (3, 3)]
    with tf.GradientTape() as tape:
        cost = cost_of(y, model(X, training=True))
    return np.array([float(tf.norm(slope)) for slope in tape.gradient(cost, filters)])
