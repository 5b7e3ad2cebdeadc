"""The same with TensorFlow."""

import tensorflow as tf


def center(X):
    X = tf.convert_to_tensor(X)
    mean = tf.reduce_mean(X, axis=1, keepdims=True)
    return X - mean, mean


def covariance(X):
    X_c, _ = center(X)
    X_c = tf.convert_to_tensor(X_c)
    return {"C": tf.einsum("im,jm->ij", X_c, X_c) / tf.cast(X.shape[1], X_c.dtype), "m": X.shape[1]}
