"""A long short-term memory through all steps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, wrong

from .common import ALL_EQUAL, FEW_INPUTS, FEW_UNITS, LSTM_GATES, ONE_EXAMPLE, Sizes, gated_parameters, sequence, state


def cases(rng: np.random.Generator) -> Iterable[Case]:
    def drawn(s: Sizes) -> tuple[Any, ...]:
        return sequence(rng, s), state(rng, s), gated_parameters(rng, s, LSTM_GATES)

    yield call(*drawn(FEW_INPUTS), label="3 steps, 6 examples")
    yield call(*drawn(FEW_UNITS), label="4 steps, more inputs than units")
    yield call(*drawn(ALL_EQUAL), label="all sizes equal")
    yield call(*drawn(ONE_EXAMPLE), label="a single example")


CALL = "lstm_cell_forward(x[:, :, t], a_next, c_next, parameters)"
START = "a_next, c_next = a0, np.zeros_like(a0)"
STEPS = "range(x.shape[2])"
A, Y, C = (f"np.stack({name}, axis=2)" for name in ("states", "outputs", "memories"))
RETURNED = f"return {A}, {Y}, {C}, (caches, x)"
PAIR = "The last result is the tuple (list of all caches, x)."

LSTM_FORWARD = Exercise(
    name="lstm_forward",
    cases=cases,
    quantities=("a", "c", "y", "caches"),
    uses=("lstm_cell_forward",),
    hints=(
        "As `rnn_forward`, but two things go from step to step: the state and the memory.",
        "Before the loop the state is a0, the memory zeros in the same shape. Both are set *before* the loop, once.",
        "What comes back has the order a, y, c, caches: probabilities before memory.",
    ),
    variants=(
        wrong(
            "memory_reset_at_each_step",
            "The memory starts from zeros at every step, so nothing is remembered. Zeros come once, before the loop.",
            (CALL, CALL.replace("c_next", "np.zeros_like(a0)")),
        ),
        wrong(
            "memory_starts_from_a0",
            "The memory starts from a0. It starts from zeros; only the state starts from a0.",
            (START, "a_next, c_next = a0, a0"),
        ),
        wrong(
            "memory_starts_from_ones",
            "The memory starts from ones. It starts from zeros.",
            (START, START.replace("zeros", "ones")),
        ),
        wrong(
            "state_starts_from_zeros",
            "The state starts from zeros. It starts from a0.",
            (START, "a_next, c_next = np.zeros_like(a0), np.zeros_like(a0)"),
        ),
        wrong(
            "always_from_a0",
            "Every step got the state a0. Each is to get the state of the step before.",
            (CALL, CALL.replace("a_next", "a0")),
        ),
        wrong(
            "memory_for_state",
            "State and memory changed places in the call: a_prev comes before c_prev.",
            (CALL, CALL.replace("a_next, c_next", "c_next, a_next")),
        ),
        wrong(
            "results_of_the_cell_exchanged",
            "State and memory changed places: the cell gives back a_next first, then c_next.",
            (f"a_next, c_next, yt, cache = {CALL}", f"c_next, a_next, yt, cache = {CALL}"),
        ),
        wrong(
            "order_y_c",
            "The order of what comes back is a, y, c, caches: probabilities before memory.",
            (RETURNED, f"return {A}, {C}, {Y}, (caches, x)"),
        ),
        wrong(
            "order_a_c",
            "The order of what comes back is a, y, c, caches: the state first, the memory third.",
            (RETURNED, f"return {C}, {Y}, {A}, (caches, x)"),
        ),
        wrong(
            "n_a_from_the_inputs",
            "The number of units was taken from x. It is a0.shape[0].",
            (START, "a_next, c_next = a0, np.zeros(x.shape[:2])"),
        ),
        wrong(
            "time_index_forgotten",
            "The whole sequence went into one step. The inputs of step t are `x[:, :, t]`.",
            (CALL, CALL.replace("x[:, :, t]", "x")),
        ),
        wrong(
            "always_the_first_input",
            "Every step got the inputs of the first one. Those of step t are `x[:, :, t]`.",
            (CALL, CALL.replace("t]", "0]")),
        ),
        wrong(
            "examples_for_steps",
            "The loop runs over the examples, the second axis. Time is the last axis.",
            (CALL, CALL.replace("x[:, :, t]", "x[:, t, :]")),
            (STEPS, "range(x.shape[1])"),
        ),
        wrong(
            "from_the_right",
            "The sequence was read from its end. Step 0 comes first.",
            (STEPS, "reversed(range(x.shape[2]))"),
        ),
        wrong("last_step_missing", "The last step is missing.", (STEPS, "range(x.shape[2] - 1)")),
        wrong("first_step_missing", "The first step is missing.", (STEPS, "range(1, x.shape[2])")),
        wrong(
            "last_memory_alone",
            "Only the last memory comes back. Wanted are those after all steps, (n_a, m, T_x).",
            (C, "c_next"),
        ),
        wrong(
            "last_state_alone",
            "Only the last state comes back. Wanted are those after all steps, (n_a, m, T_x).",
            (A, "a_next"),
        ),
        wrong(
            "time_first",
            "Time came to stand on the first axis. It is the last one: (n_a, m, T_x).",
            (RETURNED, RETURNED.replace("axis=2", "axis=0")),
        ),
        wrong("caches_without_x", PAIR, ("(caches, x)", "caches")),
        wrong("caches_and_x_exchanged", PAIR, ("(caches, x)", "(x, caches)")),
        wrong("last_cache_alone", PAIR, ("(caches, x)", "(cache, x)")),
        wrong("memory_not_returned", "Four things are to come back: a, y, c, caches.", (f"{C}, ", "")),
        wrong("unknown_name", UNKNOWN_NAME, (CALL, CALL.replace("c_next", "c_prev"))),
    ),
    alternatives=(
        also_right(
            "arrays_to_fill",
            "zeros first, then filled step by step",
            code="""
def lstm_forward(x, a0, parameters):
    caches = []
    n_x, m, T_x = x.shape
    n_y, n_a = parameters["Wy"].shape
    a = np.zeros((n_a, m, T_x))
    c = np.zeros((n_a, m, T_x))
    y = np.zeros((n_y, m, T_x))
    a_next = a0
    c_next = np.zeros((n_a, m))
    for t in range(T_x):
        a_next, c_next, yt, cache = lstm_cell_forward(x[:, :, t], a_next, c_next, parameters)
        a[:, :, t] = a_next
        c[:, :, t] = c_next
        y[:, :, t] = yt
        caches.append(cache)
    caches = (caches, x)
    return a, y, c, caches
""",
        ),
        also_right(
            "from_the_caches",
            "states and memories taken from the caches afterwards; keywords",
            code="""
def lstm_forward(x, a0, parameters):
    a, c, caches, y = a0, 0 * a0, [], []
    for xt in np.moveaxis(x, -1, 0):
        a, c, yt, kept = lstm_cell_forward(xt, a_prev=a, c_prev=c, parameters=parameters)
        caches += [kept]
        y += [yt]
    return np.dstack([k[0] for k in caches]), np.dstack(y), np.dstack([k[1] for k in caches]), (caches, x)
""",
        ),
    ),
)
