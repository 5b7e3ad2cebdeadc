"""The same in other words."""

import keras
import numpy as np
import tensorflow as tf


def one_hot(labels, C):
    return np.eye(C, dtype=np.float32)[:, labels]


def linear(X, W, b):
    return tf.einsum("ij,jm->im", W, X) + b


def relu(Z):
    return tf.nn.relu(Z)


def cost(logits, labels):
    return tf.reduce_mean(tf.reduce_logsumexp(logits, axis=0) - tf.reduce_sum(logits * labels, axis=0))


def gradients(X, Y, W):
    return 2 * tf.matmul(tf.matmul(W, X) - Y, X, transpose_b=True) / Y.size


def build(n_x, units):
    layers = [keras.Input((n_x,)), keras.layers.Dense(units, "relu"), keras.layers.Dense(1, "sigmoid")]
    return keras.Model.from_config(keras.Sequential(layers)._functional.get_config())
