"""The same functions with TensorFlow's layers, which give the expected values, and its tape, which gives the gradients.

The functions call each other by name, so that the judge can replace any of them by a stand-in. They take and return
NumPy arrays. Float dtypes are preserved; everything else is computed in float64.

"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import tensorflow as tf

Array = Any


def _tensor(value: Any) -> tf.Tensor:
    array = np.asarray(value)
    return tf.convert_to_tensor(array if array.dtype.kind == "f" else array.astype(np.float64))


def conv_output_size(n: int, f: int, p: int, s: int) -> int:
    """Counts the positions one by one."""
    return len([start for start in range(-p, n + p, s) if start + f <= n + p])


def cross_correlate(image: Array, kernel: Array, pad: int, stride: int) -> Array:
    """One example, one channel, one filter."""
    batch = tf.pad(_tensor(image), [[pad, pad], [pad, pad]])[tf.newaxis, :, :, tf.newaxis]
    result = tf.nn.conv2d(batch, _tensor(kernel)[:, :, tf.newaxis, tf.newaxis], stride, "VALID")
    height, width = (conv_output_size(n, np.shape(kernel)[0], pad, stride) for n in np.shape(image))
    return result[0, :height, :width, 0].numpy()


def zero_pad(X: Array, pad: int) -> Array:
    """Zeros above, below, left and right."""
    return tf.pad(_tensor(X), [[0, 0], [pad, pad], [pad, pad], [0, 0]]).numpy()


def conv_single_step(a_slice_prev: Array, W: Array, b: Array) -> Array:
    """The sum of all products, plus the bias."""
    return (tf.tensordot(_tensor(a_slice_prev), _tensor(W), 3) + tf.squeeze(_tensor(b))).numpy()


_step = conv_single_step


def conv_params(f: int, n_c_prev: int, n_c: int) -> int:
    """Counted on a Keras layer."""
    layer = tf.keras.layers.Conv2D(n_c, f)
    layer.build((None, None, None, n_c_prev))
    return int(layer.count_params())


def conv_forward(A_prev: Array, W: Array, b: Array, hparameters: Mapping[str, int]) -> tuple[Array, Any]:
    """With `tf.nn.conv2d`; window by window when a stand-in replaces the single step."""
    cache = (A_prev, W, b, hparameters)
    stride = hparameters["stride"]
    padded = _tensor(zero_pad(A_prev, hparameters["pad"]))
    if conv_single_step is _step:
        return (tf.nn.conv2d(padded, _tensor(W), stride, "VALID") + _tensor(b)).numpy(), cache
    patches = _windows(padded, np.shape(W)[0], stride).numpy()
    filters = range(np.shape(W)[3])
    places = patches.reshape(-1, *np.shape(W)[:3])
    Z = [[conv_single_step(patch, W[..., c], b[..., c]) for c in filters] for patch in places]
    return np.reshape(Z, (*patches.shape[:3], len(filters))), cache


def _windows(A: tf.Tensor, f: int, stride: int) -> tf.Tensor:
    """All windows, shape (m, n_H, n_W, f, f, n_C)."""
    cut = tf.image.extract_patches(A, [1, f, f, 1], [1, stride, stride, 1], [1, 1, 1, 1], "VALID")
    return tf.reshape(cut, (*cut.shape[:3], f, f, A.shape[3]))


def conv_forward_vectorized(A_prev: Array, W: Array, b: Array, hparameters: Mapping[str, int]) -> tuple[Array, Any]:
    """With `tf.nn.conv2d`."""
    padded = _tensor(zero_pad(A_prev, hparameters["pad"]))
    Z = tf.nn.conv2d(padded, _tensor(W), hparameters["stride"], "VALID") + _tensor(b)
    return Z.numpy(), (A_prev, W, b, hparameters)


def pool_forward(A_prev: Array, hparameters: Mapping[str, int], mode: str = "max") -> tuple[Array, Any]:
    """With TensorFlow's pooling."""
    pool = {"max": tf.nn.max_pool2d, "average": tf.nn.avg_pool2d}[mode]
    return pool(_tensor(A_prev), hparameters["f"], hparameters["stride"], "VALID").numpy(), (A_prev, hparameters)


def conv_backward(dZ: Array, cache: Sequence[Any]) -> tuple[Array, Array, Array]:
    """With the tape, through `tf.nn.conv2d`."""
    A_prev, W, b, hparameters = cache
    pad, (_, n_H_prev, n_W_prev, _) = hparameters["pad"], np.shape(A_prev)
    padded, filters, biases = _tensor(zero_pad(A_prev, pad)), _tensor(W), _tensor(b)
    with tf.GradientTape() as tape:
        tape.watch([padded, filters, biases])
        Z = tf.nn.conv2d(padded, filters, hparameters["stride"], "VALID") + biases
    dA, dW, db = tape.gradient(Z, [padded, filters, biases], _tensor(dZ))
    return dA[:, pad : pad + n_H_prev, pad : pad + n_W_prev].numpy(), dW.numpy(), db.numpy()


def create_mask_from_window(x: Array) -> Array:
    """True where no entry is larger."""
    return tf.logical_not(_tensor(x) < tf.reduce_max(_tensor(x))).numpy()


def distribute_value(dz: float, shape: tuple[int, int]) -> Array:
    """The gradient of a mean, from the tape."""
    window = tf.zeros(shape, tf.float64)
    with tf.GradientTape() as tape:
        tape.watch(window)
        mean = tf.reduce_mean(window)
    return tape.gradient(mean, window, tf.cast(dz, tf.float64)).numpy()


def pool_backward(dA: Array, cache: Sequence[Any], mode: str = "max") -> Array:
    """What each window receives comes from the two functions above; the tape adds it up at the right entries."""
    A_prev, hparameters = cache
    f, (m, n_H, n_W, n_C) = hparameters["f"], np.shape(dA)
    source = _tensor(A_prev)
    with tf.GradientTape() as tape:
        tape.watch(source)
        windows = _windows(source, f, hparameters["stride"])
    patches, shares = windows.numpy(), np.zeros(windows.shape)
    for i, h, w, c in np.ndindex(m, n_H, n_W, n_C):
        if mode == "max":
            share = create_mask_from_window(patches[i, h, w, :, :, c]) * dA[i, h, w, c]
        else:
            share = distribute_value(dA[i, h, w, c], (f, f))
        shares[i, h, w, :, :, c] = share
    return tape.gradient(windows, source, tf.cast(shares, windows.dtype)).numpy()
