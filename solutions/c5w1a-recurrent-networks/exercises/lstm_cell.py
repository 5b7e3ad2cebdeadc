"""One step of a long short-term memory."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, wrong

from .common import ALL_EQUAL, FEW_INPUTS, FEW_UNITS, LSTM_GATES, MANY_CLASSES, Sizes, gated_parameters, state


def cases(rng: np.random.Generator) -> Iterable[Case]:
    def drawn(s: Sizes) -> tuple[Any, ...]:
        xt, c_prev = rng.normal(size=(s.n_x, s.m)), rng.normal(0, 1.2, (s.n_a, s.m))
        return xt, state(rng, s), c_prev, gated_parameters(rng, s, LSTM_GATES)

    yield call(*drawn(FEW_INPUTS), label="4 inputs, 5 units, 2 classes, 6 examples")
    yield call(*drawn(FEW_UNITS), label="more inputs than units")
    yield call(*drawn(MANY_CLASSES), label="more classes than units")
    yield call(*drawn(ALL_EQUAL), label="all sizes equal")


STACK = "np.concatenate((a_prev, xt))"
FORGET = 'ft = sigmoid(parameters["Wf"] @ both + parameters["bf"])'
UPDATE = 'it = sigmoid(parameters["Wi"] @ both + parameters["bi"])'
CANDIDATE = 'cct = np.tanh(parameters["Wc"] @ both + parameters["bc"])'
OUTPUT = 'ot = sigmoid(parameters["Wo"] @ both + parameters["bo"])'
MEMORY, STATE = "it * cct + ft * c_prev", "ot * np.tanh(c_next)"
SCORES = 'parameters["Wy"] @ a_next + parameters["by"]'
CACHE = "(a_next, c_next, a_prev, c_prev, ft, it, cct, ot, xt, parameters)"
IN_ORDER = f"The cache should be the tuple {CACHE}, in this order."


def other(text: str, old: str, new: str) -> tuple[str, str]:
    """The formula with another gate's weights."""
    return text, text.replace(f'"W{old}"', f'"W{new}"').replace(f'"b{old}"', f'"b{new}"')


LSTM_CELL = Exercise(
    name="lstm_cell_forward",
    cases=cases,
    quantities=("a_next", "c_next", "yt_pred"),
    hints=(
        "Seven lines of formula: three gates and the candidate, all from the same stack; then the memory, the state, "
        "and the output.",
        "The old state stands on top of the input: `np.concatenate((a_prev, xt))`. Gates are sigmoids, the candidate "
        "is a tanh.",
        "The memory: update gate times candidate plus forget gate times old memory. The state: output gate times the "
        "tanh of the new memory.",
    ),
    variants=(
        wrong(
            "input_on_top",
            "The stack is upside down: the old state stands on top, the input below.",
            (STACK, "np.concatenate((xt, a_prev))"),
        ),
        wrong(
            "memory_in_the_stack",
            "The gates looked at the old memory c_prev. They look at the old state a_prev, on top of the input.",
            (STACK, "np.concatenate((c_prev, xt))"),
        ),
        wrong(
            "update_gate_from_forget_gate",
            "The update gate was taken as 1 - ft. That is a GRU's bargain; an LSTM has a gate of its own, with Wi and "
            "bi.",
            (UPDATE, "it = 1 - ft"),
        ),
        wrong(
            "forget_gate_turned_round",
            "The forget gate is turned round: at 1 it keeps all of the old memory, whatever its name says.",
            (MEMORY, "it * cct + (1 - ft) * c_prev"),
        ),
        wrong(
            "tanh_of_memory_forgotten",
            "The tanh of the memory is missing in the state: ot * np.tanh(c_next). (Some slides leave it out.)",
            (STATE, "ot * c_next"),
        ),
        wrong(
            "state_from_the_old_memory",
            "The state was made from the old memory. It comes from c_next.",
            (STATE, "ot * np.tanh(c_prev)"),
        ),
        wrong(
            "state_from_the_candidate",
            "The state was made from the candidate. It comes from the new memory: ot * np.tanh(c_next).",
            (STATE, "ot * cct"),
        ),
        wrong("output_gate_forgotten", "The output gate is missing in the state.", (STATE, "np.tanh(c_next)")),
        wrong("update_gate_forgotten", "The update gate is missing in the memory.", (MEMORY, "cct + ft * c_prev")),
        wrong("forget_gate_forgotten", "The forget gate is missing in the memory.", (MEMORY, "it * cct + c_prev")),
        wrong("old_memory_lost", "The old memory has no part in the new one: ft * c_prev.", (MEMORY, "it * cct")),
        wrong(
            "memory_gates_exchanged",
            "The gates of the memory changed places: the update gate goes with the candidate, the forget gate with "
            "the old memory.",
            (MEMORY, "ft * cct + it * c_prev"),
        ),
        wrong(
            "tanh_of_candidate_twice",
            "The candidate went through tanh twice.",
            (MEMORY, "it * np.tanh(cct) + ft * c_prev"),
        ),
        wrong(
            "product_for_sum",
            "The two parts of the memory were multiplied. Add them.",
            (MEMORY, "it * cct * ft * c_prev"),
        ),
        wrong(
            "tanh_in_the_memory",
            "The memory itself went through tanh. It is a plain sum; the tanh comes in the state alone.",
            (MEMORY, f"np.tanh({MEMORY})"),
        ),
        wrong(
            "candidate_sigmoid",
            "The candidate went through a sigmoid. It is a tanh.",
            ("np.tanh(param", "sigmoid(param"),
        ),
        wrong("candidate_linear", "The tanh of the candidate is missing.", ("np.tanh(param", "(param")),
        wrong(
            "gates_tanh",
            "The gates went through tanh. Gates lie between 0 and 1: they are sigmoids.",
            *[(text, text.replace("sigmoid", "np.tanh")) for text in (FORGET, UPDATE, OUTPUT)],
        ),
        wrong(
            "weights_of_f_and_i_exchanged",
            "Forget and update gate were made with each other's weights.",
            other(FORGET, "f", "i"),
            other(UPDATE, "i", "f"),
        ),
        wrong(
            "weights_of_c_and_o_exchanged",
            "Candidate and output gate were made with each other's weights.",
            other(CANDIDATE, "c", "o"),
            other(OUTPUT, "o", "c"),
        ),
        wrong(
            "gate_biases_forgotten",
            "The biases of the gates and the candidate are missing.",
            *[(f' + parameters["b{gate}"]', "") for gate in "fico"],
        ),
        wrong("by_forgotten", "The bias by is missing in the scores.", (' + parameters["by"]', "")),
        wrong(
            "output_from_the_memory",
            "The probabilities were made from c_next. They come from the state, a_next.",
            (SCORES, SCORES.replace("a_next", "c_next")),
        ),
        wrong(
            "output_from_the_old_state",
            "The probabilities were made from a_prev. They come from a_next.",
            (SCORES, SCORES.replace("a_next", "a_prev")),
        ),
        wrong(
            "sigmoid_output",
            "The output went through a sigmoid. The classes share one probability: use `softmax`.",
            ("softmax(", "sigmoid("),
        ),
        wrong(
            "softmax_over_examples",
            "The probabilities add up to 1 over the examples. It should be over the classes, the first axis.",
            (f"softmax({SCORES})", f"softmax(({SCORES}).T).T"),
        ),
        wrong("cache_states_exchanged", IN_ORDER, (CACHE, CACHE.replace("a_next, c_next", "c_next, a_next"))),
        wrong("cache_gates_exchanged", IN_ORDER, (CACHE, CACHE.replace("ft, it", "it, ft"))),
        wrong("cache_without_candidate", IN_ORDER, (CACHE, CACHE.replace("cct, ", ""))),
        wrong(
            "results_exchanged",
            "The state comes back first, then the memory.",
            ("return a_next, c_next", "return c_next, a_next"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (MEMORY, "it * c_tilde + ft * c_prev")),
    ),
    alternatives=(
        also_right(
            "line_by_line",
            "the stack filled by hand; np.dot, np.multiply",
            code="""
def lstm_cell_forward(xt, a_prev, c_prev, parameters):
    Wf, bf = parameters["Wf"], parameters["bf"]
    Wi, bi = parameters["Wi"], parameters["bi"]
    Wc, bc = parameters["Wc"], parameters["bc"]
    Wo, bo = parameters["Wo"], parameters["bo"]
    Wy, by = parameters["Wy"], parameters["by"]
    n_x, m = xt.shape
    n_y, n_a = Wy.shape
    concat = np.zeros((n_a + n_x, m))
    concat[:n_a, :] = a_prev
    concat[n_a:, :] = xt
    ft = sigmoid(np.dot(Wf, concat) + bf)
    it = sigmoid(np.dot(Wi, concat) + bi)
    cct = np.tanh(np.dot(Wc, concat) + bc)
    c_next = np.multiply(ft, c_prev) + np.multiply(it, cct)
    ot = sigmoid(np.dot(Wo, concat) + bo)
    a_next = np.multiply(ot, np.tanh(c_next))
    yt_pred = softmax(np.dot(Wy, a_next) + by)
    cache = (a_next, c_next, a_prev, c_prev, ft, it, cct, ot, xt, parameters)
    return a_next, c_next, yt_pred, cache
""",
        ),
        also_right(
            "one_product",
            "all gates from one matrix, taken apart again",
            code="""
def lstm_cell_forward(xt, a_prev, c_prev, parameters):
    W = np.vstack([parameters["W" + gate] for gate in "fioc"])
    b = np.vstack([parameters["b" + gate] for gate in "fioc"])
    Z = np.split(np.einsum("ij,jk->ik", W, np.vstack([a_prev, xt])) + b, 4)
    ft, it, ot = map(sigmoid, Z[:3])
    cct = 2 * sigmoid(2 * Z[3]) - 1
    c_next = ft * c_prev + it * cct
    a_next = ot * np.tanh(c_next)
    return a_next, c_next, softmax(parameters["Wy"] @ a_next + parameters["by"]), (
        a_next, c_next, a_prev, c_prev, ft, it, cct, ot, xt, parameters)
""",
        ),
    ),
    # The right shapes, other numbers; depends on all that comes in.
    stand_in="""
def lstm_cell_forward(xt, a_prev, c_prev, parameters):
    P, both = parameters, np.concatenate((a_prev, xt))
    ft, it, cct, ot = (0.2 * np.dot(P["W" + gate], both) - 0.3 * P["b" + gate] for gate in "fico")
    c_next = 0.4 * c_prev + ft - it
    a_next = 0.5 * c_next + cct - 0.6 * ot
    yt_pred = 0.3 * np.dot(P["Wy"], a_next) + 0.1 * P["by"]
    return a_next, c_next, yt_pred, (a_next, c_next, a_prev, c_prev, ft, it, cct, ot, xt, parameters)
""",
)
