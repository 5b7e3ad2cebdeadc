"""Backpropagation through time for a long short-term memory (LSTM)."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType
from typing import Any

import numpy as np

from autograder.exercise import Case, Exercise, Gradient, also_right, call, close, wrong

from .common import (
    ALL_EQUAL,
    FEW_INPUTS,
    FEW_UNITS,
    LSTM_GATES,
    ONE_EXAMPLE,
    Sizes,
    gated_parameters,
    lstm_caches,
    sequence,
    slopes_of,
    state,
)
from .through_time import EQUIVALENT, mistakes


def cases(rng: np.random.Generator) -> Iterable[Case]:
    def drawn(s: Sizes, steps: int) -> tuple[Any, ...]:
        """A different random upstream gradient at every step."""
        caches = lstm_caches(sequence(rng, s), state(rng, s), gated_parameters(rng, s, LSTM_GATES))
        return rng.normal(size=(s.n_a, s.m, steps)), caches

    check = close(operations=400)
    yield call(*drawn(FEW_INPUTS, 3), check=check, label="3 steps, 6 examples")
    yield call(*drawn(FEW_UNITS, 4), check=check, label="4 steps, more inputs than units")
    yield call(*drawn(ALL_EQUAL, 3), check=check, label="all sizes equal")
    yield call(*drawn(ONE_EXAMPLE, 2), check=check, label="da of 2 steps, caches of 4")


def gradients(module: ModuleType, rng: np.random.Generator) -> Iterable[Gradient]:
    s = Sizes(n_x=2, n_a=3, n_y=2, m=2, T_x=4)
    da, x, a0 = rng.normal(size=(s.n_a, s.m, s.T_x)), sequence(rng, s), state(rng, s)
    P = gated_parameters(rng, s, LSTM_GATES)
    found = module.lstm_backward(da, module.lstm_forward(x, a0, P)[3])
    # `by` and `Wy` do not influence a, so they have no gradient.
    claimed = {"x": found["dx"], "a0": found["da0"], "P": slopes_of(found, P)}
    yield Gradient(
        of=lambda x, a0, P: np.sum(da * module.lstm_forward(x, a0, P)[0]),
        at={"x": x, "a0": a0, "P": P},
        claimed=claimed,
    )


CALL = "lstm_cell_backward(da[:, :, t] + da_prev, dc_prev, steps[t])"
CARRY = 'dc_prev = gradients["dc_prev"]'

LSTM_BACKWARD = Exercise(
    name="lstm_backward",
    cases=cases,
    gradients=gradients,
    quantities=("dbo", "dbf", "dbi", "dbc", "dWo", "dWf", "dWi", "dWc", "dx", "da0"),
    uses=("lstm_cell_backward",),
    hints=(
        "As in `rnn_backward`, but two gradients are carried from step to step: one for the hidden state, one for the "
        "cell state.",
        "Only the hidden state has an output of its own, so add da[:, :, t] to the carried da_prev. The cell state of "
        "step t only goes to step t + 1: its gradient is the carried dc_prev, and nothing is added.",
        "Both start at zero, after the last step. Each iteration updates both from the cell's gradients. The eight "
        "gradients of the parameters are summed over all steps.",
    ),
    equivalent=EQUIVALENT,
    variants=(
        *mistakes(CALL),
        wrong(
            "memory_slope_never_updated",
            "dc_prev never changes in the loop, so no gradient flows along the cell state, which is the point of an "
            "LSTM. Set it to the step's own dc_prev.",
            (CARRY, "pass"),
        ),
        wrong(
            "neither_carried",
            "Neither da_prev nor dc_prev is carried to the step before, so no gradient flows through time.",
            ("da[:, :, t] + da_prev, dc_prev", "da[:, :, t], 0"),
        ),
        wrong(
            "carried_slopes_exchanged",
            "The carried gradients were swapped: da_prev belongs to the hidden state, dc_prev to the cell state.",
            ("da[:, :, t] + da_prev, dc_prev", "da[:, :, t] + dc_prev, da_prev"),
        ),
        wrong(
            "da_to_the_memory_too",
            "da[:, :, t] was added to the gradient of the cell state as well. Add it only to that of the hidden state.",
            ("da_prev, dc_prev", "da_prev, da[:, :, t] + dc_prev"),
        ),
        wrong(
            "state_and_memory_exchanged",
            "da_next and dc_next were swapped in the call.",
            ("da[:, :, t] + da_prev, dc_prev", "dc_prev, da[:, :, t] + da_prev"),
        ),
        wrong(
            "da0_is_the_memorys",
            "da0 is the gradient of the first hidden state. This is the gradient of the first cell state.",
            ('"da0": da_prev', '"da0": dc_prev'),
        ),
    ),
    alternatives=(
        also_right(
            "line_by_line",
            "zeros for everything first, then += in the loop",
            code="""
def lstm_backward(da, caches):
    (caches, x) = caches
    (a1, c1, a0, c0, f1, i1, cc1, o1, x1, parameters) = caches[0]
    n_a, m, T_x = da.shape
    n_x, m = x1.shape
    dx = np.zeros((n_x, m, T_x))
    da0 = np.zeros((n_a, m))
    da_prevt = np.zeros(da0.shape)
    dc_prevt = np.zeros(da0.shape)
    dWf = np.zeros((n_a, n_a + n_x))
    dWi = np.zeros(dWf.shape)
    dWc = np.zeros(dWf.shape)
    dWo = np.zeros(dWf.shape)
    dbf = np.zeros((n_a, 1))
    dbi = np.zeros(dbf.shape)
    dbc = np.zeros(dbf.shape)
    dbo = np.zeros(dbf.shape)
    for t in reversed(range(T_x)):
        gradients = lstm_cell_backward(da[:, :, t] + da_prevt, dc_prevt, caches[t])
        da_prevt = gradients["da_prev"]
        dc_prevt = gradients["dc_prev"]
        dx[:, :, t] = gradients["dxt"]
        dWf = dWf + gradients["dWf"]
        dWi = dWi + gradients["dWi"]
        dWc = dWc + gradients["dWc"]
        dWo = dWo + gradients["dWo"]
        dbf = dbf + gradients["dbf"]
        dbi = dbi + gradients["dbi"]
        dbc = dbc + gradients["dbc"]
        dbo = dbo + gradients["dbo"]
    da0 = gradients["da_prev"]
    return {"dx": dx, "da0": da0, "dWf": dWf, "dbf": dbf, "dWi": dWi, "dbi": dbi,
            "dWc": dWc, "dbc": dbc, "dWo": dWo, "dbo": dbo}
""",
        ),
        also_right(
            "all_steps_kept",
            "a list from the back, reversed; sums at the end",
            code="""
def lstm_backward(da, caches):
    kept, back, memory = [], 0, np.zeros(da.shape[:2])
    for t in range(da.shape[2] - 1, -1, -1):
        step = lstm_cell_backward(da_next=back + da[..., t], dc_next=memory, cache=caches[0][t])
        back, memory = step.pop("da_prev"), step.pop("dc_prev")
        kept.append(step)
    dx = np.stack([step.pop("dxt") for step in kept[::-1]], axis=-1)
    return {"dx": dx, "da0": back} | {name: sum(step[name] for step in kept) for name in kept[0]}
""",
        ),
    ),
)
