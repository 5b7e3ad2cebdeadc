"""Shared by several exercises of c5w1a: random sequences and parameters, and the caches of a correct forward pass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray
Parameters = dict[str, Array]
GRU_GATES, LSTM_GATES = "urc", "fico"
WAA_IS_SQUARE = "it maps states to states; a wrong variant of the cell shows whether it was transposed"


@dataclass(frozen=True)
class Sizes:
    """Inputs, units, classes, examples, steps. In most cases all differ, so that no axis can be
    confused with another.
    """

    n_x: int
    n_a: int
    n_y: int
    m: int
    T_x: int


FEW_INPUTS = Sizes(n_x=4, n_a=5, n_y=2, m=6, T_x=3)
FEW_UNITS = Sizes(n_x=5, n_a=2, n_y=3, m=6, T_x=4)
MANY_CLASSES = Sizes(n_x=2, n_a=3, n_y=6, m=5, T_x=4)
# Here any mix-up of axes fits too, so it raises no error.
ALL_EQUAL = Sizes(n_x=3, n_a=3, n_y=3, m=3, T_x=3)
ONE_EXAMPLE = Sizes(n_x=2, n_a=5, n_y=3, m=1, T_x=4)


def sequence(rng: np.random.Generator, s: Sizes) -> Array:
    return rng.normal(size=(s.n_x, s.m, s.T_x))


def state(rng: np.random.Generator, s: Sizes) -> Array:
    return rng.uniform(-0.9, 0.9, (s.n_a, s.m))


def biases(rng: np.random.Generator, n: int) -> Array:
    """Far from 0, so that a forgotten bias shows."""
    return rng.choice([-1, 1], (n, 1)) * rng.uniform(0.3, 0.9, (n, 1))


def rnn_parameters(rng: np.random.Generator, s: Sizes) -> Parameters:
    """Weights that saturate no unit and let the state of one step influence the next."""
    return {
        "Wax": rng.normal(0, 0.7 * s.n_x**-0.5, (s.n_a, s.n_x)),
        "Waa": rng.normal(0, 0.9 * s.n_a**-0.5, (s.n_a, s.n_a)),
        "Wya": rng.normal(0, 1, (s.n_y, s.n_a)),
        "ba": biases(rng, s.n_a),
        "by": biases(rng, s.n_y),
    }


def gated_parameters(rng: np.random.Generator, s: Sizes, gates: str) -> Parameters:
    drawn = {}
    for gate in gates:
        drawn["W" + gate] = rng.normal(0, 1.3 * (s.n_a + s.n_x) ** -0.5, (s.n_a, s.n_a + s.n_x))
        drawn["b" + gate] = biases(rng, s.n_a)
    return drawn | {"Wy": rng.normal(0, 1, (s.n_y, s.n_a)), "by": biases(rng, s.n_y)}


def _sigmoid(Z: Array) -> Array:
    return 1 / (1 + np.exp(-Z))


def rnn_cache(xt: Array, a_prev: Array, P: Parameters) -> tuple[Any, ...]:
    """The cache of a correct `rnn_cell_forward`; the new state comes first."""
    return np.tanh(P["Wax"] @ xt + P["Waa"] @ a_prev + P["ba"]), a_prev, xt, P


def gru_cache(xt: Array, c_prev: Array, P: Parameters) -> tuple[Any, ...]:
    both = np.vstack([c_prev, xt])
    ut, rt = (_sigmoid(P["W" + gate] @ both + P["b" + gate]) for gate in "ur")
    cct = np.tanh(P["Wc"] @ np.vstack([rt * c_prev, xt]) + P["bc"])
    return ut * cct + (1 - ut) * c_prev, c_prev, ut, rt, cct, xt, P


def lstm_cache(xt: Array, a_prev: Array, c_prev: Array, P: Parameters) -> tuple[Any, ...]:
    both = np.vstack([a_prev, xt])
    ft, it, ot = (_sigmoid(P["W" + gate] @ both + P["b" + gate]) for gate in "fio")
    cct = np.tanh(P["Wc"] @ both + P["bc"])
    c_next = ft * c_prev + it * cct
    return ot * np.tanh(c_next), c_next, a_prev, c_prev, ft, it, cct, ot, xt, P


def rnn_caches(x: Array, a0: Array, P: Parameters) -> tuple[list[Any], Array]:
    caches: list[Any] = []
    for t in range(x.shape[2]):
        caches.append(rnn_cache(x[:, :, t], caches[-1][0] if caches else a0, P))
    return caches, x


def lstm_caches(x: Array, a0: Array, P: Parameters) -> tuple[list[Any], Array]:
    caches: list[Any] = []
    for t in range(x.shape[2]):
        a_prev, c_prev = caches[-1][:2] if caches else (a0, np.zeros_like(a0))
        caches.append(lstm_cache(x[:, :, t], a_prev, c_prev, P))
    return caches, x


def slopes_of(gradients: Mapping[str, Array], parameters: Parameters) -> Parameters:
    """The gradients of all parameters that have one, under the parameters' names."""
    return {name: gradients["d" + name] for name in parameters if "d" + name in gradients}
