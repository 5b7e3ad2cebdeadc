"""Trains recurrent cells to remember a word: the verb at the end is decided near the beginning.

The cells are the learner's own, in a module `cells` with the functions of c5w1a. This module provides the rest: the
initial parameters, the loop over mini-batches, and Adam's steps (D. P. Kingma, J. Ba, 2015).
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

import numpy as np

from helpers.datasets import agreement

Parameters = dict[str, np.ndarray]
KINDS = ("RNN", "GRU", "LSTM")
WORDS, CLASSES = len(agreement.VOCABULARY), len(agreement.VERBS)


def start(kind: str, n_a: int = 12, seed: int = 1, open_memory: float = 3.0, size: float = 1.0) -> Parameters:
    """
    Initial parameters for one of KINDS with n_a units.

    size: the weights are normal with standard deviation `size` over the square root of the number of inputs.
    open_memory: the bias of an LSTM's forget gates, and minus that of a GRU's update gates, so that 3 means "keep 95
    percent" and 0 "keep half".
    """
    rng = np.random.default_rng(seed)
    if kind == "RNN":
        P = {
            "Wax": rng.normal(0, WORDS**-0.5, (n_a, WORDS)),
            "Waa": rng.normal(0, size * n_a**-0.5, (n_a, n_a)),
            "ba": np.zeros((n_a, 1)),
        }
    else:
        P = {}
        for gate in "urc" if kind == "GRU" else "fico":
            P["W" + gate] = rng.normal(0, size * (n_a + WORDS) ** -0.5, (n_a, n_a + WORDS))
            P["b" + gate] = np.zeros((n_a, 1))
        if kind == "GRU":
            P["bu"] = P["bu"] - open_memory
        else:
            P["bf"] = P["bf"] + open_memory
    P[_output(kind)], P["by"] = rng.normal(0, n_a**-0.5, (CLASSES, n_a)), np.zeros((CLASSES, 1))
    return P


def _output(kind: str) -> str:
    return "Wya" if kind == "RNN" else "Wy"


def last_state(cells: ModuleType, kind: str, x: np.ndarray, P: Parameters) -> tuple[np.ndarray, Any]:
    """The state after the sequence x (words, m, T_x), from zeros, shape (n_a, m), and the cache for the way back."""
    zeros = np.zeros((P[_output(kind)].shape[1], x.shape[1]))
    if kind == "GRU":
        state, kept = zeros, []
        for xt in np.moveaxis(x, 2, 0):
            state, _, cache = cells.gru_cell_forward(xt, state, P)
            kept.append(cache)
        return state, kept
    a, *_, caches = cells.rnn_forward(x, zeros, P) if kind == "RNN" else cells.lstm_forward(x, zeros, P)
    return a[:, :, -1], caches


def slopes(cells: ModuleType, kind: str, slope: np.ndarray, kept: Any) -> Parameters:
    """The result of a slope in the last state: "dx" (words, m, T_x), and the gradients of the parameters."""
    if kind != "GRU":
        da = np.zeros((*slope.shape, len(kept[0])))
        da[:, :, -1] = slope
        return cells.rnn_backward(da, kept) if kind == "RNN" else cells.lstm_backward(da, kept)
    turns = []
    for cache in kept[::-1]:
        turns.append(cells.gru_cell_backward(slope, cache))
        slope = turns[-1]["dc_prev"]
    summed = {name: sum(turn[name] for turn in turns) for name in turns[0] if name not in ("dxt", "dc_prev")}
    return {"dx": np.stack([turn["dxt"] for turn in turns[::-1]], axis=2)} | summed


def share_right(cells: ModuleType, kind: str, P: Parameters, beginnings: list[list[str]]) -> float:
    """For how many sentences the more probable verb is the right one."""
    state, _ = last_state(cells, kind, agreement.one_hot(beginnings), P)
    return float(np.mean(np.argmax(_scores(kind, P, state), axis=0) == agreement.verbs(beginnings)))


def _scores(kind: str, P: Parameters, state: np.ndarray) -> np.ndarray:
    return P[_output(kind)] @ state + P["by"]


def train(
    cells: ModuleType,
    kind: str,
    objects: int,
    steps: int,
    P: Parameters | None = None,
    m: int = 32,
    learning_rate: float = 0.02,
) -> tuple[Parameters, list[float]]:
    """
    Learn the verb from new sentences at every step, each with `objects` objects between subject and verb.

    Returns: the parameters after the last step; the share of right answers in each mini-batch before its step
    """
    P = start(kind) if P is None else P
    first, second = {name: 0.0 * value for name, value in P.items()}, {name: 0.0 * value for name, value in P.items()}
    shares = []
    for step in range(1, steps + 1):
        beginnings = agreement.sentences(m, objects, seed=1000 + step)
        right = agreement.verbs(beginnings)
        state, kept = last_state(cells, kind, agreement.one_hot(beginnings), P)
        scores = _scores(kind, P, state)
        shares.append(float(np.mean(np.argmax(scores, axis=0) == right)))
        error = np.exp(scores - scores.max(axis=0))
        error = (error / error.sum(axis=0) - np.eye(CLASSES)[:, right]) / m
        found = slopes(cells, kind, P[_output(kind)].T @ error, kept)
        found |= {"d" + _output(kind): error @ state.T, "dby": error.sum(axis=1, keepdims=True)}
        moved = {}
        for name, value in P.items():
            gradient = found["d" + name]
            first[name] = 0.9 * first[name] + 0.1 * gradient
            second[name] = 0.999 * second[name] + 0.001 * gradient**2
            size = np.sqrt(second[name] / (1 - 0.999**step)) + 1e-8
            moved[name] = value - learning_rate * first[name] / (1 - 0.9**step) / size
        P = moved
    return P, shares
