"""Backpropagation through time for a recurrent network."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType
from typing import Any

import numpy as np

from autograder.exercise import Case, Exercise, Gradient, also_right, call, close

from .common import (
    ALL_EQUAL,
    FEW_INPUTS,
    FEW_UNITS,
    ONE_EXAMPLE,
    Sizes,
    rnn_caches,
    rnn_parameters,
    sequence,
    slopes_of,
    state,
)
from .through_time import EQUIVALENT, mistakes


def cases(rng: np.random.Generator) -> Iterable[Case]:
    def drawn(s: Sizes, steps: int) -> tuple[Any, ...]:
        """A different random upstream gradient at every step."""
        caches = rnn_caches(sequence(rng, s), state(rng, s), rnn_parameters(rng, s))
        return rng.normal(size=(s.n_a, s.m, steps)), caches

    check = close(operations=400)
    yield call(*drawn(FEW_INPUTS, 3), check=check, label="3 steps, 6 examples")
    yield call(*drawn(FEW_UNITS, 4), check=check, label="4 steps, more inputs than units")
    yield call(*drawn(ALL_EQUAL, 3), check=check, label="all sizes equal")
    yield call(*drawn(ONE_EXAMPLE, 2), check=check, label="da of 2 steps, caches of 4")


def gradients(module: ModuleType, rng: np.random.Generator) -> Iterable[Gradient]:
    s = Sizes(n_x=2, n_a=3, n_y=2, m=2, T_x=4)
    da, x, a0, P = rng.normal(size=(s.n_a, s.m, s.T_x)), sequence(rng, s), state(rng, s), rnn_parameters(rng, s)
    found = module.rnn_backward(da, module.rnn_forward(x, a0, P)[2])
    claimed = {"x": found["dx"], "a0": found["da0"], "P": slopes_of(found, P)}
    yield Gradient(
        of=lambda x, a0, P: np.sum(da * module.rnn_forward(x, a0, P)[0]), at={"x": x, "a0": a0, "P": P}, claimed=claimed
    )


RNN_BACKWARD = Exercise(
    name="rnn_backward",
    cases=cases,
    gradients=gradients,
    quantities=("dba", "dWaa", "dWax", "dx", "da0"),
    uses=("rnn_cell_backward",),
    hints=(
        "Loop from the last step to the first. Each iteration calls `rnn_cell_backward` with that step's cache.",
        "The state of step t was used twice: for its own output, and in step t + 1. So two gradients come back and "
        "are added: da[:, :, t], and the da_prev from step t + 1.",
        "All steps share the same weights, so their gradients are summed over all steps. dx stores each dxt at its "
        "own step. da0 is the da_prev of the first step.",
    ),
    equivalent=EQUIVALENT,
    variants=mistakes("rnn_cell_backward(da[:, :, t] + da_prev, steps[t])"),
    alternatives=(
        also_right(
            "line_by_line",
            "zeros for everything first, then += in the loop",
            code="""
def rnn_backward(da, caches):
    (caches, x) = caches
    (a1, a0, x1, parameters) = caches[0]
    n_a, m, T_x = da.shape
    n_x, m = x1.shape
    dx = np.zeros((n_x, m, T_x))
    dWax = np.zeros((n_a, n_x))
    dWaa = np.zeros((n_a, n_a))
    dba = np.zeros((n_a, 1))
    da0 = np.zeros((n_a, m))
    da_prevt = np.zeros((n_a, m))
    for t in reversed(range(T_x)):
        gradients = rnn_cell_backward(da[:, :, t] + da_prevt, caches[t])
        dxt, da_prevt, dWaxt, dWaat, dbat = (
            gradients["dxt"], gradients["da_prev"], gradients["dWax"], gradients["dWaa"], gradients["dba"])
        dx[:, :, t] = dxt
        dWax += dWaxt
        dWaa += dWaat
        dba += dbat
    da0 = da_prevt
    gradients = {"dx": dx, "da0": da0, "dWax": dWax, "dWaa": dWaa, "dba": dba}
    return gradients
""",
        ),
        also_right(
            "all_steps_kept",
            "a list from the back, reversed; sums at the end",
            code="""
def rnn_backward(da, caches):
    kept, carried = [], 0.0
    for t in range(da.shape[-1] - 1, -1, -1):
        kept.insert(0, rnn_cell_backward(da_next=carried + da[..., t], cache=caches[0][t]))
        carried = kept[0]["da_prev"]
    out = {name: np.sum([step[name] for step in kept], axis=0) for name in ("dWax", "dWaa", "dba")}
    return {**out, "dx": np.stack([step["dxt"] for step in kept], -1), "da0": carried}
""",
        ),
        also_right(
            "without_the_cell",
            "first all gradients before the tanh, then three products",
            code="""
def rnn_backward(da, caches):
    T = da.shape[2]
    steps, P = caches[0][:T], caches[0][0][3]
    a, a_prev, x = (np.stack([step[k] for step in steps], axis=2) for k in (0, 1, 2))
    dz, back = np.empty(da.shape), 0
    for t in np.arange(T)[::-1]:
        dz[..., t] = (da[..., t] + back) * (1 - a[..., t] ** 2)
        back = P["Waa"].T @ dz[..., t]
    return {
        "dWax": np.einsum("imt,jmt->ij", dz, x), "dWaa": np.einsum("imt,jmt->ij", dz, a_prev),
        "dba": dz.sum((1, 2))[:, None], "dx": np.einsum("ij,imt->jmt", P["Wax"], dz), "da0": back,
    }
""",
        ),
    ),
)
