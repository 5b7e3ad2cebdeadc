"""A small convolutional detector for street scenes, and its training.

It looks at a picture once. 64 by 96 pixels go in and 8 by 12 cells come out. Each cell predicts two vectors
[p_c, b_x, b_y, b_h, b_w, c_1, c_2, c_3], one for each anchor. The learner's notebook defines the labels and the loss.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import tensorflow as tf

GRID = (8, 12)
ANCHORS = np.array([[0.075, 0.33], [0.33, 0.26]])  # width and height as shares of the picture: tall, wide
Loss = Callable[[Any, Any], Any]


class InTheirRanges(keras.layers.Layer):
    """
    Maps each of the last layer's numbers to its range, without weights.

    p_c, b_x and b_y by the sigmoid, between 0 and 1; b_h and b_w by e^z, above 0 (z is clipped to -4 and 4); the
    classes by a softmax, so that they add up to 1.
    """

    def call(self, z: Any) -> Any:
        sizes = tf.exp(tf.clip_by_value(z[..., 3:5], -4.0, 4.0))
        return tf.concat([tf.sigmoid(z[..., :3]), sizes, tf.nn.softmax(z[..., 5:])], axis=-1)


def small_detector(classes: int = 3, anchors: int = len(ANCHORS), seed: int = 1) -> keras.Model:
    """
    The network: pictures (m, 64, 96, 3) from 0 to 1 in, labels (m, 8, 12, anchors, 5 + classes) out.

    Three strides of 2 make cells of 8 by 8 pixels; the layers after them give each cell a receptive field of 65 by 65.
    The biases of p_c start at -3: a cell is empty unless there is evidence of an object.
    """
    keras.utils.set_random_seed(seed)
    layers = keras.layers
    bias = np.zeros((anchors, 5 + classes))
    bias[:, 0] = -3
    return keras.Sequential(
        [
            keras.Input((64, 96, 3)),
            layers.Rescaling(4.0, -2.0),
            layers.Conv2D(16, 5, strides=2, padding="same", activation="relu"),
            *_block(32, strides=2),
            *_block(64, strides=2),
            *_block(64, strides=1),
            layers.SeparableConv2D(96, 5, padding="same", activation="relu"),
            layers.Conv2D(bias.size, 1, bias_initializer=keras.initializers.Constant(bias.ravel())),
            layers.Reshape((*GRID, *bias.shape)),
            InTheirRanges(),
        ]
    )


def _block(filters: int, strides: int) -> list[keras.layers.Layer]:
    """A convolution with batch norm. Its running averages adapt quickly, since training is short."""
    convolution = keras.layers.Conv2D(filters, 3, strides=strides, padding="same", use_bias=False)
    return [convolution, keras.layers.BatchNormalization(momentum=0.9), keras.layers.ReLU()]


class Training:
    """
    Trains a detector epoch by epoch, so that a notebook can show what it has learned in between.

    pictures (m, height, width, 3) and labels (m, rows, columns, A, 5 + C) to learn from, float32.
    Adam, with a learning rate that falls along half a cosine over the given number of epochs.
    """

    def __init__(
        self, model: keras.Model, loss: Loss, pictures: np.ndarray, labels: np.ndarray, epochs: int, rate: float = 0.004
    ) -> None:
        self.batch = 16
        self.pictures, self.labels = pictures, labels
        self.losses: list[float] = []
        self._rng = np.random.default_rng(1)
        steps = epochs * (len(pictures) // self.batch)
        optimizer = keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(rate, steps))

        @tf.function
        def step(X: Any, Y: Any) -> Any:
            with tf.GradientTape() as tape:
                cost = loss(Y, model(X, training=True))
            optimizer.apply(tape.gradient(cost, model.trainable_variables), model.trainable_variables)
            return cost

        self._step = step

    def run(self, epochs: int) -> float:
        """Go through all pictures for the given number of epochs; returns the mean loss of the last one."""
        for _ in range(epochs):
            order = self._rng.permutation(len(self.pictures))
            costs = []
            for start in range(0, len(order) - self.batch + 1, self.batch):
                rows = order[start : start + self.batch]
                costs.append(self._step(tf.constant(self.pictures[rows]), tf.constant(self.labels[rows])))
            self.losses.append(float(np.mean([cost.numpy() for cost in costs])))
        return self.losses[-1]
