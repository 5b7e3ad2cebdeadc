"""A recurrent network through all steps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, close, script, wrong
from autograder.script import Step

from .common import ALL_EQUAL, FEW_INPUTS, FEW_UNITS, ONE_EXAMPLE, WAA_IS_SQUARE, Sizes, rnn_parameters, sequence, state


def cases(rng: np.random.Generator) -> Iterable[Case]:
    def drawn(s: Sizes) -> tuple[Any, ...]:
        return sequence(rng, s), state(rng, s), rnn_parameters(rng, s)

    yield call(*drawn(FEW_INPUTS), label="3 steps, 6 examples")
    yield call(*drawn(FEW_UNITS), label="4 steps, more inputs than units")
    yield call(*drawn(ALL_EQUAL), label="all sizes equal")
    yield call(*drawn(ONE_EXAMPLE), label="a single example")
    first, second = drawn(FEW_INPUTS), drawn(FEW_INPUTS)
    yield script(Step("", first), Step("", second), check=close(last=True), label="a second call, from another a0")


CALL = "rnn_cell_forward(x[:, :, t], a_next, parameters)"
START = "a_next, states, outputs, caches = a0, [], [], []"
STEPS = "range(x.shape[2])"
RETURNED = "return np.stack(states, axis=2), np.stack(outputs, axis=2), (caches, x)"
PAIR = "The last result is the tuple (list of all caches, x)."

RNN_FORWARD = Exercise(
    name="rnn_forward",
    cases=cases,
    quantities=("a", "y_pred", "caches"),
    uses=("rnn_cell_forward",),
    hints=(
        "Loop over time. Each iteration calls `rnn_cell_forward` with the inputs of that step and the state of the "
        "step before, and stores all three results.",
        "Time is the last axis, so the inputs of step t are `x[:, :, t]`. Before the loop the state is a0.",
        "Either create arrays of zeros of shape (n_a, m, T_x) and (n_y, m, T_x) and fill `[:, :, t]`, or collect "
        "lists and join them with `np.stack(..., axis=2)`.",
    ),
    unavoidable={
        "`parameters.Waa` is square in every case: rows and columns could be swapped unnoticed": WAA_IS_SQUARE,
    },
    variants=(
        wrong(
            "starts_from_zeros",
            "The first step starts from zeros. It should start from a0. (At t = 0, `a[:, :, t - 1]` is the last "
            "column, which is still zero.)",
            (START, START.replace("= a0", "= np.zeros_like(a0)")),
        ),
        wrong(
            "always_from_a0",
            "Every step starts from a0. Each should start from the state of the step before.",
            (CALL, CALL.replace("a_next", "a0")),
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
            "inputs_for_steps",
            "The loop runs over the input features, the first axis. Time is the last axis.",
            (CALL, CALL.replace("x[:, :, t]", "x[t]")),
            (STEPS, "range(x.shape[0])"),
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
            "states_one_step_late",
            "Each state was stored before its step, so a begins with a0. It should begin with the state after the "
            "first step.",
            ("        states.append(a_next)\n", ""),
            (
                f"        a_next, yt_pred, cache = {CALL}",
                f"        states.append(a_next)\n        a_next, yt_pred, cache = {CALL}",
            ),
        ),
        wrong(
            "last_state_alone",
            "Only the last state is returned. Return the states after all steps, (n_a, m, T_x).",
            (RETURNED, RETURNED.replace("np.stack(states, axis=2)", "a_next")),
        ),
        wrong(
            "last_output_alone",
            "Only the last step's probabilities are returned. Return those of all steps, (n_y, m, T_x).",
            (RETURNED, RETURNED.replace("np.stack(outputs, axis=2)", "yt_pred")),
        ),
        wrong(
            "time_first",
            "Time is on the first axis. It should be on the last: (n_a, m, T_x).",
            (RETURNED, RETURNED.replace("axis=2", "axis=0")),
        ),
        wrong(
            "time_in_the_middle",
            "Time is on the second axis. It should be on the last: (n_a, m, T_x).",
            (RETURNED, RETURNED.replace("axis=2", "axis=1")),
        ),
        wrong("caches_without_x", PAIR, (RETURNED, RETURNED.replace("(caches, x)", "caches"))),
        wrong("caches_and_x_exchanged", PAIR, (RETURNED, RETURNED.replace("(caches, x)", "(x, caches)"))),
        wrong("last_cache_alone", PAIR, (RETURNED, RETURNED.replace("(caches, x)", "(cache, x)"))),
        wrong(
            "results_exchanged",
            "The results are in the wrong order: return the states first, then the probabilities.",
            (RETURNED, "return np.stack(outputs, axis=2), np.stack(states, axis=2), (caches, x)"),
        ),
        wrong(
            "list_of_states",
            "The states are a list of steps. Return one array, with time as its last axis.",
            (RETURNED, RETURNED.replace("np.stack(states, axis=2)", "states")),
        ),
        wrong(
            "start_of_the_first_call",
            "The state of an earlier call was kept in a global variable. Every call starts from its own a0.",
            code="""
KEPT = []


def rnn_forward(x, a0, parameters):
    KEPT.append(a0)
    a_next = KEPT[0] if KEPT[0].shape == a0.shape else a0
    states, outputs, caches = [], [], []
    for t in range(x.shape[2]):
        a_next, yt_pred, cache = rnn_cell_forward(x[:, :, t], a_next, parameters)
        states.append(a_next)
        outputs.append(yt_pred)
        caches.append(cache)
    return np.stack(states, axis=2), np.stack(outputs, axis=2), (caches, x)
""",
        ),
        wrong(
            "one_array_for_all_states",
            "The same array is overwritten at every step, so the caches all hold the last state. Give each step an "
            "array of its own.",
            (START, START.replace("= a0", "= a0.copy()")),
            (
                f"        a_next, yt_pred, cache = {CALL}",
                f"        new, yt_pred, cache = {CALL}\n        a_next[...] = new",
            ),
            ("states.append(a_next)", "states.append(new)"),
        ),
        wrong(
            "steps_doubled",
            "The state goes through each step twice. Call the cell once a step.",
            (
                f"        a_next, yt_pred, cache = {CALL}",
                f"        a_next, yt_pred, cache = {CALL}\n        a_next, yt_pred, cache = {CALL}",
            ),
        ),
        wrong(
            "input_of_the_step_before",
            "Step t uses the input of the step before. It is `x[:, :, t]`.",
            (CALL, CALL.replace("t]", "t - 1]")),
        ),
        wrong(
            "state_from_the_output_of_zeros",
            "The start a0 was added to every state. It only starts the first step.",
            (CALL, CALL.replace("a_next", "a_next + a0")),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (CALL, CALL.replace("a_next", "a_prev"))),
    ),
    alternatives=(
        also_right(
            "arrays_to_fill",
            "zeros first, then filled step by step",
            code="""
def rnn_forward(x, a0, parameters):
    caches = []
    n_x, m, T_x = x.shape
    n_y, n_a = parameters["Wya"].shape
    a = np.zeros((n_a, m, T_x))
    y_pred = np.zeros((n_y, m, T_x))
    a_next = a0
    for t in range(T_x):
        a_next, yt_pred, cache = rnn_cell_forward(x[:, :, t], a_next, parameters)
        a[:, :, t] = a_next
        y_pred[:, :, t] = yt_pred
        caches.append(cache)
    caches = (caches, x)
    return a, y_pred, caches
""",
        ),
        also_right(
            "formula_in_the_loop",
            "the states first, then all outputs at once",
            code="""
def rnn_forward(x, a0, parameters):
    P = parameters
    a, caches = [a0], []
    for xt in x.transpose(2, 0, 1):
        new = np.tanh(P["Wax"].dot(xt) + P["Waa"].dot(a[-1]) + P["ba"])
        caches.append((new, a[-1], xt, P))
        a.append(new)
    a = np.array(a[1:]).transpose(1, 2, 0)
    return a, softmax(np.tensordot(P["Wya"], a, 1) + P["by"][..., np.newaxis]), (caches, x)
""",
        ),
        also_right(
            "state_from_the_cache",
            "joined along time; the old state taken from the last cache; keyword arguments",
            code="""
def rnn_forward(x, a0, parameters):
    steps = []
    for t in range(x.shape[-1]):
        before = steps[-1][2][0] if steps else a0
        steps.append(rnn_cell_forward(xt=x[..., t], a_prev=before, parameters=parameters))
    a, y, caches = zip(*steps)
    return np.dstack(a), np.dstack(y), (list(caches), x)
""",
        ),
    ),
    stand_in="""
def rnn_forward(x, a0, parameters):
    steps, a, caches = [], a0, []
    for t in range(x.shape[2]):
        new = 0.5 * np.dot(parameters["Wax"], x[:, :, t]) + 0.3 * a + 0.2 * parameters["ba"]
        caches.append((new, a, x[:, :, t], parameters))
        a = new
        steps.append(new)
    a = np.stack(steps, axis=2)
    return a, 0.2 * np.tensordot(parameters["Wya"], a, axes=1) + parameters["by"][:, :, None], (caches, x)
""",
)
