"""One step of a recurrent network."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, wrong

from .common import ALL_EQUAL, FEW_INPUTS, FEW_UNITS, MANY_CLASSES, WAA_IS_SQUARE, Sizes, rnn_parameters, state


def cases(rng: np.random.Generator) -> Iterable[Case]:
    def drawn(s: Sizes) -> tuple[np.ndarray, np.ndarray, dict[str, np.ndarray]]:
        return rng.normal(size=(s.n_x, s.m)), state(rng, s), rnn_parameters(rng, s)

    yield call(*drawn(FEW_INPUTS), label="4 inputs, 5 units, 2 classes, 6 examples")
    yield call(*drawn(FEW_UNITS), label="more inputs than units")
    yield call(*drawn(MANY_CLASSES), label="more classes than units")
    yield call(*drawn(ALL_EQUAL), label="all sizes equal")


STATE = 'np.tanh(parameters["Wax"] @ xt + parameters["Waa"] @ a_prev + parameters["ba"])'
SCORES = 'parameters["Wya"] @ a_next + parameters["by"]'
CACHE = "(a_next, a_prev, xt, parameters)"
SHORTER = (
    "The cache should be the tuple (a_next, a_prev, xt, parameters), in this order: the backward pass unpacks it that "
    "way."
)

RNN_CELL = Exercise(
    name="rnn_cell_forward",
    cases=cases,
    quantities=("a_next", "yt_pred"),
    hints=(
        "There are two formulas: first the new state from the input and the old state, then the probabilities from "
        "the new state.",
        "The state is the tanh of a sum of three terms. `softmax` is given above; it works along the first axis, the "
        "classes.",
        '`np.tanh(parameters["Wax"] @ xt + ...)` for the state, `softmax(parameters["Wya"] @ a_next + ...)` for the '
        "output. Two terms are missing from the first, one from the second: which?",
    ),
    unavoidable={
        "`parameters.Waa` is square in every case: rows and columns could be swapped unnoticed": WAA_IS_SQUARE,
    },
    variants=(
        wrong(
            "sigmoid_output",
            "The output uses a sigmoid. The classes exclude each other: use `softmax`.",
            ("softmax(", "sigmoid("),
        ),
        wrong(
            "scores_for_probabilities",
            "yt_pred holds logits. `softmax` turns them into probabilities.",
            ("softmax(", "("),
        ),
        wrong(
            "softmax_over_examples",
            "The probabilities sum to 1 over the examples. They should sum to 1 over the classes, the first axis, as "
            "with `softmax`.",
            (f"softmax({SCORES})", f"softmax(({SCORES}).T).T"),
        ),
        wrong(
            "softmax_over_everything",
            "All the probabilities together sum to 1. They should sum to 1 for each example, in each column.",
            (f"softmax({SCORES})", f"np.exp({SCORES}) / np.sum(np.exp({SCORES}))"),
        ),
        wrong(
            "output_from_the_old_state",
            "The output uses a_prev. It should use the new state, a_next.",
            (SCORES, SCORES.replace("a_next", "a_prev")),
        ),
        wrong(
            "weights_exchanged",
            "Wax and Waa were swapped: the second letter names what they multiply, x or a.",
            ('["Wax"] @ xt', '["Waa"] @ xt'),
            ('["Waa"] @ a_prev', '["Wax"] @ a_prev'),
        ),
        wrong(
            "waa_transposed",
            "Waa was transposed. The shapes match because it is square, but row i holds the weights into unit i.",
            ('["Waa"] @', '["Waa"].T @'),
        ),
        wrong("tanh_forgotten", "The new state lacks the tanh.", ("np.tanh(", "(")),
        wrong("sigmoid_state", "The state uses a sigmoid. It should use tanh.", ("np.tanh(", "sigmoid(")),
        wrong(
            "relu_state",
            "The state uses a ReLU. It should use tanh.",
            (STATE, STATE.replace("np.tanh(", "np.maximum(0, ")),
        ),
        wrong(
            "state_ignored",
            "The old state is missing from the new one: add Waa @ a_prev.",
            (' + parameters["Waa"] @ a_prev', ""),
        ),
        wrong(
            "input_ignored", "The input is missing from the new state: add Wax @ xt.", ('parameters["Wax"] @ xt + ', "")
        ),
        wrong("ba_forgotten", "The state lacks the bias ba.", (' + parameters["ba"]', "")),
        wrong("by_forgotten", "The scores lack the bias `by`.", (' + parameters["by"]', "")),
        wrong(
            "old_state_added",
            "The old state was added to the new one. It should only enter through Waa.",
            (STATE, f"a_prev + {STATE}"),
        ),
        wrong(
            "entry_by_entry",
            "`*` multiplies entry by entry. For a matrix product write `@` or `np.dot`.",
            ('["Waa"] @ a_prev', '["Waa"] * a_prev'),
        ),
        wrong("cache_states_exchanged", SHORTER, (CACHE, "(a_prev, a_next, xt, parameters)")),
        wrong("cache_input_first", SHORTER, (CACHE, "(xt, a_prev, a_next, parameters)")),
        wrong("cache_without_parameters", SHORTER, (CACHE, "(a_next, a_prev, xt)")),
        wrong(
            "no_cache",
            "Return three results: a_next, yt_pred, and the cache.",
            (f"return a_next, yt_pred, {CACHE}", "return a_next, yt_pred"),
        ),
        wrong(
            "results_exchanged",
            "The results are in the wrong order: return the state first, then the probabilities.",
            ("return a_next, yt_pred", "return yt_pred, a_next"),
        ),
        wrong(
            "state_subtracted",
            "The term of the old state was subtracted. Add it.",
            (' + parameters["Waa"]', ' - parameters["Waa"]'),
        ),
        wrong("ba_subtracted", "The bias ba was subtracted. Add it.", ('+ parameters["ba"]', '- parameters["ba"]')),
        wrong(
            "wax_transposed", "Wax was transposed. Row i holds the weights into unit i.", ('["Wax"] @', '["Wax"].T @')
        ),
        wrong(
            "tanh_twice",
            "The output uses the tanh of a_next, which is a tanh already.",
            (SCORES, SCORES.replace("a_next", "np.tanh(a_next)")),
        ),
        wrong(
            "bias_outside",
            "The bias ba was added after the tanh. It belongs inside.",
            (STATE, 'np.tanh(parameters["Wax"] @ xt + parameters["Waa"] @ a_prev) + parameters["ba"]'),
        ),
        wrong(
            "two_tanhs",
            "The two terms went through the tanh one by one. First add them, then apply one tanh to the sum.",
            (STATE, 'np.tanh(parameters["Wax"] @ xt) + np.tanh(parameters["Waa"] @ a_prev + parameters["ba"])'),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("a_prev + parameters", "a_previous + parameters")),
    ),
    alternatives=(
        also_right(
            "line_by_line",
            "np.dot, every array in its own variable",
            code="""
def rnn_cell_forward(xt, a_prev, parameters):
    Wax = parameters["Wax"]
    Waa = parameters["Waa"]
    Wya = parameters["Wya"]
    ba = parameters["ba"]
    by = parameters["by"]
    a_next = np.tanh(np.dot(Waa, a_prev) + np.dot(Wax, xt) + ba)
    yt_pred = softmax(np.dot(Wya, a_next) + by)
    cache = (a_next, a_prev, xt, parameters)
    return a_next, yt_pred, cache
""",
        ),
        also_right(
            "stacked",
            "one matrix and one vector for both terms; the softmax written out",
            code="""
def rnn_cell_forward(xt, a_prev, parameters):
    Wa = np.hstack([parameters["Waa"], parameters["Wax"]])
    a_next = np.tanh(Wa @ np.vstack([a_prev, xt]) + parameters["ba"])
    e = np.exp(parameters["Wya"] @ a_next + parameters["by"])
    return a_next, e / e.sum(axis=0), (a_next, a_prev, xt, parameters)
""",
        ),
        also_right(
            "example_by_example",
            "a loop over the columns",
            code="""
def rnn_cell_forward(xt, a_prev, parameters):
    P, m = parameters, xt.shape[1]
    a_next = np.empty(a_prev.shape)
    yt_pred = np.empty((len(P["by"]), m))
    for i in range(m):
        z = np.einsum("ij,j", P["Wax"], xt[:, i]) + np.einsum("ij,j", P["Waa"], a_prev[:, i]) + P["ba"][:, 0]
        a_next[:, i] = (np.exp(2 * z) - 1) / (np.exp(2 * z) + 1)
        yt_pred[:, [i]] = softmax(P["Wya"] @ a_next[:, [i]] + P["by"])
    return a_next, yt_pred, (a_next, a_prev, xt, P)
""",
        ),
    ),
    # The right shapes but other numbers; depends on all inputs.
    stand_in="""
def rnn_cell_forward(xt, a_prev, parameters):
    a_next = 0.4 * np.dot(parameters["Wax"], xt) - 0.5 * a_prev + 0.2 * parameters["ba"]
    yt_pred = 0.3 * np.dot(parameters["Wya"], a_next) + 0.1 * parameters["by"]
    return a_next, yt_pred, (a_next, a_prev, xt, parameters)
""",
)
