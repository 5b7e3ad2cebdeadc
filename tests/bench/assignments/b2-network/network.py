"""The bench's TensorFlow assignment: a small network, from one-hot labels to a Keras model, in six functions."""

import keras
import tensorflow as tf


def one_hot(labels, C):
    """The labels (m,) as columns of a matrix of shape (C, m), float32."""
    ### BEGIN SOLUTION
    columns = tf.one_hot(labels, C, axis=0)
    return columns
    ### END SOLUTION


def linear(X, W, b):
    """W X + b as a tensor; X: shape (n_x, m), W: (n, n_x), b: (n, 1)."""
    ### BEGIN SOLUTION
    Z = tf.matmul(W, X) + b
    return Z
    ### END SOLUTION


def relu(Z):
    """max(0, Z) of every entry."""
    ### BEGIN SOLUTION
    A = tf.maximum(Z, tf.zeros_like(Z))
    return A
    ### END SOLUTION


def cost(logits, labels):
    """The mean softmax cross-entropy; logits and labels: shape (C, m)."""
    ### BEGIN SOLUTION
    losses = tf.nn.softmax_cross_entropy_with_logits(tf.transpose(labels), tf.transpose(logits))
    return tf.reduce_mean(losses)
    ### END SOLUTION


def gradients(X, Y, W):
    """The gradient of the mean of (W X - Y)^2 by W, with a GradientTape: shape of W."""
    ### BEGIN SOLUTION
    W = tf.Variable(W)
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((tf.matmul(W, X) - Y) ** 2)
    return tape.gradient(loss, W)
    ### END SOLUTION


def build(n_x, units):
    """A Keras model: n_x inputs, a Dense layer of `units` with relu, and one output with sigmoid."""
    ### BEGIN SOLUTION
    inputs = keras.Input((n_x,))
    hidden = keras.layers.Dense(units, activation="relu")(inputs)
    outputs = keras.layers.Dense(1, activation="sigmoid")(hidden)
    return keras.Model(inputs, outputs)
    ### END SOLUTION
