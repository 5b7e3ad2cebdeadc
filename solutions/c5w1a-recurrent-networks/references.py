"""The same functions in TensorFlow, which gives the expected values, and with its tape, which gives the gradients.

Forward steps use stacked matrices, one product for all gates. The functions call each other by name, so that the judge
can replace any of them by a stand-in. Backward through time, the tape covers the whole recurrence; the gradients of a
single step come from the cell's own function, which also uses a tape.

"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import tensorflow as tf

Array = Any
Parameters = Mapping[str, Array]
Gradients = dict[str, Array]
GRU_GATES, LSTM_GATES = "urc", "fico"


def _tensor(value: Any) -> tf.Tensor:
    array = np.asarray(value)
    return tf.convert_to_tensor(array if array.dtype.kind == "f" else array.astype(np.float64))


def _tensors(parameters: Parameters, names: Sequence[str]) -> dict[str, tf.Tensor]:
    return {name: _tensor(parameters[name]) for name in names}


def _weights_and_biases(gates: str) -> list[str]:
    return [kind + gate for gate in gates for kind in "Wb"]


def _probabilities(state: Array, W: Array, b: Array) -> Array:
    return tf.nn.softmax(tf.einsum("ya,am->ym", _tensor(W), _tensor(state)) + _tensor(b), axis=0).numpy()


# The recurrences, on tensors.


def _rnn_state(xt: tf.Tensor, a_prev: tf.Tensor, P: Mapping[str, tf.Tensor]) -> tf.Tensor:
    stacked = tf.concat([P["Waa"], P["Wax"]], axis=1)
    return tf.tanh(stacked @ tf.concat([a_prev, xt], axis=0) + P["ba"])


def _gru_parts(xt: tf.Tensor, c_prev: tf.Tensor, P: Mapping[str, tf.Tensor]) -> tuple[tf.Tensor, ...]:
    """c, update gate, reset gate, candidate."""
    scores = tf.concat([P["Wu"], P["Wr"]], axis=0) @ tf.concat([c_prev, xt], axis=0)
    update, reset = tf.split(tf.sigmoid(scores + tf.concat([P["bu"], P["br"]], axis=0)), 2)
    candidate = tf.tanh(P["Wc"] @ tf.concat([reset * c_prev, xt], axis=0) + P["bc"])
    return c_prev + update * (candidate - c_prev), update, reset, candidate


def _lstm_parts(
    xt: tf.Tensor, a_prev: tf.Tensor, c_prev: tf.Tensor, P: Mapping[str, tf.Tensor]
) -> tuple[tf.Tensor, ...]:
    """a, c, the gates f and i, the candidate, the gate o."""
    stacked = tf.concat([P["W" + gate] for gate in LSTM_GATES], axis=0) @ tf.concat([a_prev, xt], axis=0)
    forget, update, candidate, output = tf.split(stacked + tf.concat([P["b" + gate] for gate in LSTM_GATES], 0), 4)
    forget, update, output = tf.sigmoid(forget), tf.sigmoid(update), tf.sigmoid(output)
    candidate = tf.tanh(candidate)
    c = forget * c_prev + update * candidate
    return output * tf.tanh(c), c, forget, update, candidate, output


def rnn_cell_forward(xt: Array, a_prev: Array, parameters: Parameters) -> Any:
    a_next = _rnn_state(_tensor(xt), _tensor(a_prev), _tensors(parameters, ("Wax", "Waa", "ba"))).numpy()
    return a_next, _probabilities(a_next, parameters["Wya"], parameters["by"]), (a_next, a_prev, xt, parameters)


def rnn_forward(x: Array, a0: Array, parameters: Parameters) -> Any:
    steps: list[Any] = []
    for xt in np.moveaxis(np.asarray(x), 2, 0):
        steps.append(rnn_cell_forward(xt, steps[-1][0] if steps else a0, parameters))
    a, y_pred, caches = zip(*steps, strict=True)
    return tf.stack(a, axis=-1).numpy(), tf.stack(y_pred, axis=-1).numpy(), (list(caches), x)


def gru_cell_forward(xt: Array, c_prev: Array, parameters: Parameters) -> Any:
    parts = _gru_parts(_tensor(xt), _tensor(c_prev), _tensors(parameters, _weights_and_biases(GRU_GATES)))
    c_next, ut, rt, cct = (part.numpy() for part in parts)
    yt_pred = _probabilities(c_next, parameters["Wy"], parameters["by"])
    return c_next, yt_pred, (c_next, c_prev, ut, rt, cct, xt, parameters)


def lstm_cell_forward(xt: Array, a_prev: Array, c_prev: Array, parameters: Parameters) -> Any:
    P = _tensors(parameters, _weights_and_biases(LSTM_GATES))
    a_next, c_next, *gates = (part.numpy() for part in _lstm_parts(_tensor(xt), _tensor(a_prev), _tensor(c_prev), P))
    yt_pred = _probabilities(a_next, parameters["Wy"], parameters["by"])
    return a_next, c_next, yt_pred, (a_next, c_next, a_prev, c_prev, *gates, xt, parameters)


def lstm_forward(x: Array, a0: Array, parameters: Parameters) -> Any:
    a_next, c_next = a0, tf.zeros_like(_tensor(a0)).numpy()
    steps = []
    for xt in np.moveaxis(np.asarray(x), 2, 0):
        steps.append(lstm_cell_forward(xt, a_next, c_next, parameters))
        a_next, c_next = steps[-1][:2]
    a, c, y, caches = zip(*steps, strict=True)
    return *(tf.stack(part, axis=-1).numpy() for part in (a, y, c)), (list(caches), x)


# Backward: one step by the tape.


def _slopes(
    recurrence: Callable[..., Any],
    inputs: dict[str, Array],
    names: Sequence[str],
    parameters: Parameters,
    upstream: Any,
) -> Gradients:
    """Gradients of the inputs, under their keys, and of the named parameters, under their names with a d in front."""
    given, P = {key: _tensor(value) for key, value in inputs.items()}, _tensors(parameters, names)
    with tf.GradientTape() as tape:
        tape.watch([*given.values(), *P.values()])
        out = recurrence(*given.values(), P)
    found = tape.gradient(out, [*given.values(), *P.values()], output_gradients=upstream)
    return {key: slope.numpy() for key, slope in zip([*given, *("d" + name for name in P)], found, strict=True)}


def rnn_cell_backward(da_next: Array, cache: Any) -> Gradients:
    _, a_prev, xt, parameters = cache
    inputs = {"dxt": xt, "da_prev": a_prev}
    return _slopes(_rnn_state, inputs, ("Wax", "Waa", "ba"), parameters, _tensor(da_next))


def gru_cell_backward(dc_next: Array, cache: Any) -> Gradients:
    _, c_prev, *_, xt, parameters = cache
    inputs = {"dxt": xt, "dc_prev": c_prev}

    def state(*given: Any) -> tf.Tensor:
        return _gru_parts(*given)[0]

    return _slopes(state, inputs, _weights_and_biases(GRU_GATES), parameters, _tensor(dc_next))


def lstm_cell_backward(da_next: Array, dc_next: Array, cache: Any) -> Gradients:
    _, _, a_prev, c_prev, *_, xt, parameters = cache
    inputs = {"dxt": xt, "da_prev": a_prev, "dc_prev": c_prev}

    def states(*given: Any) -> list[tf.Tensor]:
        return list(_lstm_parts(*given)[:2])

    upstream = [_tensor(da_next), _tensor(dc_next)]
    return _slopes(states, inputs, _weights_and_biases(LSTM_GATES), parameters, upstream)


# Backward through time: the tape of the whole recurrence.


def _step(kept: Sequence[Array], backward: Callable[..., Gradients], names: Sequence[str]) -> Callable[..., Any]:
    """One step on the tape: it returns the stored states, and its gradients are those given by `backward`."""

    @tf.custom_gradient
    def step(*_: tf.Tensor) -> Any:
        def slopes(*upstream: tf.Tensor) -> list[tf.Tensor]:
            found = backward(*(slope.numpy() for slope in upstream))
            return [_tensor(found[name]) for name in names]

        return [_tensor(state) for state in kept], slopes

    return step


def _through_time(
    da: Array, caches: Any, states: int, names: Sequence[str], backward: Callable[..., Gradients]
) -> Gradients:
    """Gradients of the whole recurrence. `states`: how many arrays a step passes on; a cache begins
    with the new ones.
    """
    steps, x = caches
    upstream, inputs = _tensor(da), _tensor(x)
    P = _tensors(steps[0][-1], names)
    first = [_tensor(value) for value in steps[0][states : 2 * states]]
    order = ["dxt", *("da_prev", "dc_prev")[:states], *("d" + name for name in names)]
    with tf.GradientTape() as tape:
        tape.watch([inputs, first[0], *P.values()])
        carried, a = first, []
        for t in range(upstream.shape[2]):

            def at_this_step(*slopes: Array, t: int = t) -> Gradients:
                return backward(*slopes, steps[t])

            carried = _step(steps[t][:states], at_this_step, order)(inputs[:, :, t], *carried, *P.values())
            a.append(carried[0])
    found = tape.gradient(a, [inputs, first[0], *P.values()], output_gradients=tf.unstack(upstream, axis=2))
    dx, da0, *rest = (slope.numpy() for slope in found)
    return {"dx": dx[:, :, : upstream.shape[2]], "da0": da0} | dict(zip(order[1 + states :], rest, strict=True))


def rnn_backward(da: Array, caches: Any) -> Gradients:
    return _through_time(da, caches, 1, ("Wax", "Waa", "ba"), rnn_cell_backward)


def lstm_backward(da: Array, caches: Any) -> Gradients:
    return _through_time(da, caches, 2, _weights_and_biases(LSTM_GATES), lstm_cell_backward)


# Both directions, and several layers.


def _scores(parameters: Parameters, a: Array) -> tf.Tensor:
    return tf.einsum("ya,amt->ymt", _tensor(parameters["Wya"]), _tensor(a)) + _tensor(parameters["by"])[:, :, None]


def bidirectional_forward(x: Array, a0: Array, parameters_fwd: Parameters, parameters_bwd: Parameters) -> Any:
    ahead = rnn_forward(x, a0, parameters_fwd)[0]
    back = tf.reverse(rnn_forward(tf.reverse(_tensor(x), [2]).numpy(), a0, parameters_bwd)[0], [2]).numpy()
    scores = _scores(parameters_fwd, ahead) + _scores(parameters_bwd, back)
    return tf.concat([ahead, back], axis=0).numpy(), tf.nn.softmax(scores, axis=0).numpy()


def deep_rnn_forward(x: Array, parameters: Parameters) -> Any:
    """All layers step by step, not layer by layer."""
    layers = range(1, len(parameters) // 2)
    inputs, P = _tensor(x), _tensors(parameters, list(parameters))
    a = [tf.zeros((P[f"ba{number}"].shape[0], inputs.shape[1]), inputs.dtype) for number in layers]
    history: list[list[tf.Tensor]] = []
    for xt in tf.unstack(inputs, axis=2):
        below, states = xt, []
        for number, before in zip(layers, a, strict=True):
            below = tf.tanh(P[f"Wa{number}"] @ tf.concat([before, below], axis=0) + P[f"ba{number}"])
            states.append(below)
        a = states
        history.append(states)
    stacked = [tf.stack(list(over_time), axis=2).numpy() for over_time in zip(*history, strict=True)]
    return stacked, tf.nn.softmax(_scores(parameters, stacked[-1]), axis=0).numpy()
