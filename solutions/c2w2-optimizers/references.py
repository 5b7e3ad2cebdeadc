"""The same functions in Keras and TensorFlow: expected values do not come from the learners' NumPy code.

Keras's optimizers are the oracle where they compute the same thing. Where their conventions differ, the arguments are
converted:

- SGD with momentum stores m := beta m - rate * grad. With rate = (1 - beta) alpha, m = -alpha v.
- RMSprop puts epsilon under the root. Only its average of squares is used, not its step.
- Adam adds epsilon to the root of the uncorrected s, so it gets sqrt(1 - beta2^t) times the epsilon used here.
"""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import tensorflow as tf

Array = Any
Arrays = dict[str, Array]


def _tensor(value: Any) -> tf.Tensor:
    array = np.asarray(value)
    return tf.convert_to_tensor(array if array.dtype.kind == "f" else array.astype(np.float64))


def _variables(parameters: Arrays) -> list[keras.Variable]:
    tensors = [_tensor(value) for value in parameters.values()]
    return [keras.Variable(tensor, dtype=tensor.dtype.name) for tensor in tensors]


def _gradients(parameters: Arrays, grads: Arrays) -> list[tf.Tensor]:
    return [tf.cast(_tensor(grads["d" + name]), _tensor(value).dtype) for name, value in parameters.items()]


def _named(names: Any, values: Any, prefix: str = "d") -> Arrays:
    return {prefix + name: np.asarray(value) for name, value in zip(names, values, strict=True)}


def _fill(slots: list[keras.Variable], parameters: Arrays, state: Arrays, factor: float = 1.0) -> None:
    for slot, name in zip(slots, parameters, strict=True):
        slot.assign(tf.cast(factor * _tensor(state["d" + name]), slot.dtype))


def update_parameters_with_gd(parameters: Arrays, grads: Arrays, learning_rate: float) -> Arrays:
    variables = _variables(parameters)
    keras.optimizers.SGD(learning_rate).apply(_gradients(parameters, grads), variables)
    return _named(parameters, variables, "")


def random_mini_batches(X: Array, Y: Array, mini_batch_size: int = 64, seed: int = 0) -> list[tuple[Array, Array]]:
    m = np.shape(X)[1]
    order = tf.argsort(tf.random.stateless_uniform([m], seed=[int(seed), 1], dtype=tf.float64))
    sizes = [mini_batch_size] * (m // mini_batch_size)
    sizes += [m - sum(sizes)] if m > sum(sizes) else []
    batches = [tf.split(tf.gather(np.asarray(array), order, axis=1), sizes, axis=1) for array in (X, Y)]
    return [(x.numpy(), y.numpy()) for x, y in zip(*batches, strict=True)]


def ewma(theta: Array, beta: float, bias_correction: bool) -> Array:
    """All weights at once: theta_s has weight (1 - beta) beta^(t - s) in v_t; the correction divides by their sum."""
    values = _tensor(theta)
    t = tf.range(tf.shape(values)[0])
    age = t[:, None] - t[None, :]
    weights = (1 - beta) * tf.pow(tf.cast(beta, values.dtype), tf.cast(tf.maximum(age, 0), values.dtype))
    weights = tf.where(age >= 0, weights, tf.zeros_like(weights))
    if bias_correction:
        weights /= tf.reduce_sum(weights, axis=1, keepdims=True)
    return tf.linalg.matvec(weights, values).numpy()


def initialize_velocity(parameters: Arrays) -> Arrays:
    return {"d" + name: tf.zeros_like(_tensor(value)).numpy() for name, value in parameters.items()}


def update_parameters_with_momentum(
    parameters: Arrays, grads: Arrays, v: Arrays, beta: float, learning_rate: float
) -> tuple[Arrays, Arrays]:
    variables = _variables(parameters)
    optimizer = keras.optimizers.SGD((1 - beta) * learning_rate, momentum=beta)
    optimizer.build(variables)
    _fill(optimizer.momentums, parameters, v, -learning_rate)
    optimizer.apply(_gradients(parameters, grads), variables)
    velocity = [momentum / -learning_rate for momentum in optimizer.momentums]
    return _named(parameters, variables, ""), _named(parameters, velocity)


def initialize_rmsprop(parameters: Arrays) -> Arrays:
    return {"d" + name: tf.zeros_like(_tensor(value)).numpy() for name, value in parameters.items()}


def update_parameters_with_rmsprop(
    parameters: Arrays, grads: Arrays, s: Arrays, beta2: float, learning_rate: float, epsilon: float
) -> tuple[Arrays, Arrays]:
    optimizer = keras.optimizers.RMSprop(learning_rate, rho=beta2)
    moved, slopes = _variables(parameters), _gradients(parameters, grads)
    optimizer.build(moved)
    _fill(optimizer._velocities, parameters, s)
    optimizer.apply(slopes, moved)
    squares = [tf.convert_to_tensor(slot) for slot in optimizer._velocities]
    updated = [
        _tensor(value) - learning_rate * slope / (tf.sqrt(square) + epsilon)
        for value, slope, square in zip(parameters.values(), slopes, squares, strict=True)
    ]
    return _named(parameters, updated, ""), _named(parameters, squares)


def initialize_adam(parameters: Arrays) -> tuple[Arrays, Arrays]:
    return initialize_velocity(parameters), initialize_rmsprop(parameters)


def update_parameters_with_adam(
    parameters: Arrays,
    grads: Arrays,
    v: Arrays,
    s: Arrays,
    t: int,
    learning_rate: float = 0.01,
    beta1: float = 0.9,
    beta2: float = 0.999,
    epsilon: float = 1e-8,
) -> tuple[Arrays, Arrays, Arrays, Arrays, Arrays]:
    gathered = [1 - beta1 ** int(t), 1 - beta2 ** int(t)]  # total weight in the averages so far
    variables = _variables(parameters)
    optimizer = keras.optimizers.Adam(learning_rate, beta1, beta2, epsilon=epsilon * gathered[1] ** 0.5)
    optimizer.build(variables)
    optimizer.iterations.assign(int(t) - 1)
    _fill(optimizer._momentums, parameters, v)
    _fill(optimizer._velocities, parameters, s)
    optimizer.apply(_gradients(parameters, grads), variables)
    states = [[tf.convert_to_tensor(slot) for slot in slots] for slots in (optimizer._momentums, optimizer._velocities)]
    corrected = [[slot / weight for slot in slots] for slots, weight in zip(states, gathered, strict=True)]
    new_v, new_s, v_corrected, s_corrected = (_named(parameters, slots) for slots in (*states, *corrected))
    return _named(parameters, variables, ""), new_v, new_s, v_corrected, s_corrected


def update_lr(learning_rate0: float, epoch_num: int, decay_rate: float) -> Array:
    return keras.optimizers.schedules.InverseTimeDecay(learning_rate0, 1, decay_rate)(epoch_num).numpy()


def schedule_lr_decay(learning_rate0: float, epoch_num: int, decay_rate: float, time_interval: int = 1000) -> Array:
    return update_lr(learning_rate0, tf.math.floordiv(epoch_num, time_interval).numpy(), decay_rate)


def exponential_decay(lr0: float, epoch: int, rate: float) -> Array:
    return keras.optimizers.schedules.ExponentialDecay(lr0, 1, rate)(epoch).numpy()


def sqrt_decay(lr0: float, epoch: int, k: float) -> Array:
    return k * lr0 * tf.math.rsqrt(tf.cast(epoch, tf.float64)).numpy()
