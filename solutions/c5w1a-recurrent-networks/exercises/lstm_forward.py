"""A long short-term memory (LSTM) through all steps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, close, script, wrong
from autograder.script import Step

from .common import ALL_EQUAL, FEW_INPUTS, FEW_UNITS, LSTM_GATES, ONE_EXAMPLE, Sizes, gated_parameters, sequence, state


def cases(rng: np.random.Generator) -> Iterable[Case]:
    def drawn(s: Sizes) -> tuple[Any, ...]:
        return sequence(rng, s), state(rng, s), gated_parameters(rng, s, LSTM_GATES)

    yield call(*drawn(FEW_INPUTS), label="3 steps, 6 examples")
    yield call(*drawn(FEW_UNITS), label="4 steps, more inputs than units")
    yield call(*drawn(ALL_EQUAL), label="all sizes equal")
    yield call(*drawn(ONE_EXAMPLE), label="a single example")
    first, second = drawn(FEW_INPUTS), drawn(FEW_INPUTS)
    yield script(Step("", first), Step("", second), check=close(last=True), label="a second call, from another a0")


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
        "As in `rnn_forward`, but two arrays are passed from step to step: the hidden state and the cell state.",
        "Before the loop the hidden state is a0 and the cell state is zeros of the same shape. Set both once, "
        "*before* the loop.",
        "The results are in the order a, y, c, caches: the probabilities come before the cell state.",
    ),
    variants=(
        wrong(
            "memory_reset_at_each_step",
            "The cell state is reset to zeros at every step, so nothing is remembered. Set it to zeros once, before "
            "the loop.",
            (CALL, CALL.replace("c_next", "np.zeros_like(a0)")),
        ),
        wrong(
            "memory_starts_from_a0",
            "The cell state starts from a0. It should start from zeros; only the hidden state starts from a0.",
            (START, "a_next, c_next = a0, a0"),
        ),
        wrong(
            "memory_starts_from_ones",
            "The cell state starts from ones. It should start from zeros.",
            (START, START.replace("zeros", "ones")),
        ),
        wrong(
            "state_starts_from_zeros",
            "The hidden state starts from zeros. It should start from a0.",
            (START, "a_next, c_next = np.zeros_like(a0), np.zeros_like(a0)"),
        ),
        wrong(
            "always_from_a0",
            "Every step uses the hidden state a0. Each should use the one from the step before.",
            (CALL, CALL.replace("a_next", "a0")),
        ),
        wrong(
            "memory_for_state",
            "Hidden state and cell state were swapped in the call: a_prev comes before c_prev.",
            (CALL, CALL.replace("a_next, c_next", "c_next, a_next")),
        ),
        wrong(
            "results_of_the_cell_exchanged",
            "Hidden state and cell state were swapped: the cell returns a_next first, then c_next.",
            (f"a_next, c_next, yt, cache = {CALL}", f"c_next, a_next, yt, cache = {CALL}"),
        ),
        wrong(
            "order_y_c",
            "The results are in the wrong order: return a, y, c, caches, with the probabilities before the cell state.",
            (RETURNED, f"return {A}, {C}, {Y}, (caches, x)"),
        ),
        wrong(
            "order_a_c",
            "The results are in the wrong order: return a, y, c, caches, with the hidden state first and the cell "
            "state third.",
            (RETURNED, f"return {C}, {Y}, {A}, (caches, x)"),
        ),
        wrong(
            "n_a_from_the_inputs",
            "The number of units was taken from x. It is a0.shape[0].",
            (START, "a_next, c_next = a0, np.zeros(x.shape[:2])"),
        ),
        wrong(
            "time_index_forgotten",
            "The whole sequence was passed to one step. The inputs of step t are `x[:, :, t]`.",
            (CALL, CALL.replace("x[:, :, t]", "x")),
        ),
        wrong(
            "always_the_first_input",
            "Every step uses the inputs of the first one. Those of step t are `x[:, :, t]`.",
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
            "The sequence was read backwards. Start with step 0.",
            (STEPS, "reversed(range(x.shape[2]))"),
        ),
        wrong(
            "last_step_missing",
            "The last step is missing: check the range of the loop.",
            (STEPS, "range(x.shape[2] - 1)"),
        ),
        wrong(
            "first_step_missing",
            "The first step is missing: check the range of the loop.",
            (STEPS, "range(1, x.shape[2])"),
        ),
        wrong(
            "last_memory_alone",
            "Only the last cell state is returned. Return those after all steps, (n_a, m, T_x).",
            (C, "c_next"),
        ),
        wrong(
            "last_state_alone",
            "Only the last hidden state is returned. Return those after all steps, (n_a, m, T_x).",
            (A, "a_next"),
        ),
        wrong(
            "time_first",
            "Time is on the first axis. It should be on the last: (n_a, m, T_x).",
            (RETURNED, RETURNED.replace("axis=2", "axis=0")),
        ),
        wrong("caches_without_x", PAIR, ("(caches, x)", "caches")),
        wrong("caches_and_x_exchanged", PAIR, ("(caches, x)", "(x, caches)")),
        wrong("last_cache_alone", PAIR, ("(caches, x)", "(cache, x)")),
        wrong("memory_not_returned", "Return four results: a, y, c, caches.", (f"{C}, ", "")),
        wrong(
            "memories_one_step_late",
            "Each cell state was stored before its step, so c begins with zeros. Store the new one, c_next.",
            (C, "np.stack([np.zeros_like(a0), *memories[:-1]], axis=2)"),
        ),
        wrong(
            "states_for_memories",
            "c holds the hidden states. Store the cell state c_next of each step.",
            (C, A),
        ),
        wrong(
            "start_of_the_first_call",
            "The state of an earlier call was kept in a global variable. Every call starts from its own a0.",
            code="""
KEPT = []


def lstm_forward(x, a0, parameters):
    KEPT.append(a0)
    a_next, c_next = KEPT[0] if KEPT[0].shape == a0.shape else a0, np.zeros_like(a0)
    states, outputs, memories, caches = [], [], [], []
    for t in range(x.shape[2]):
        a_next, c_next, yt_pred, cache = lstm_cell_forward(x[:, :, t], a_next, c_next, parameters)
        states.append(a_next)
        outputs.append(yt_pred)
        memories.append(c_next)
        caches.append(cache)
    return np.stack(states, axis=2), np.stack(outputs, axis=2), np.stack(memories, axis=2), (caches, x)
""",
        ),
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
            "states and cell states collected from the caches afterwards; keyword arguments",
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
