"""One step of a long short-term memory (LSTM)."""

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
        "There are seven formulas: three gates and the candidate, all from the same stack; then the cell state, the "
        "hidden state, and the output.",
        "Stack the old hidden state on top of the input: `np.concatenate((a_prev, xt))`. Gates use the sigmoid, the "
        "candidate uses tanh.",
        "Cell state: update gate times candidate plus forget gate times old cell state. Hidden state: output gate "
        "times the tanh of the new cell state.",
    ),
    variants=(
        wrong(
            "input_on_top",
            "The stack is upside down: the old hidden state comes first, the input second.",
            (STACK, "np.concatenate((xt, a_prev))"),
        ),
        wrong(
            "memory_in_the_stack",
            "The gates use the old cell state c_prev. They should use the old hidden state a_prev, on top of the "
            "input.",
            (STACK, "np.concatenate((c_prev, xt))"),
        ),
        wrong(
            "update_gate_from_forget_gate",
            "The update gate was set to 1 - ft. A GRU does that; an LSTM has a separate gate, with Wi and bi.",
            (UPDATE, "it = 1 - ft"),
        ),
        wrong(
            "forget_gate_turned_round",
            "The forget gate is inverted: despite its name, it keeps all of the old cell state when it is 1.",
            (MEMORY, "it * cct + (1 - ft) * c_prev"),
        ),
        wrong(
            "tanh_of_memory_forgotten",
            "The hidden state lacks the tanh of the cell state: ot * np.tanh(c_next). (Some slides omit it.)",
            (STATE, "ot * c_next"),
        ),
        wrong(
            "state_from_the_old_memory",
            "The hidden state uses the old cell state. It should use c_next.",
            (STATE, "ot * np.tanh(c_prev)"),
        ),
        wrong(
            "state_from_the_candidate",
            "The hidden state uses the candidate. It should use the new cell state: ot * np.tanh(c_next).",
            (STATE, "ot * cct"),
        ),
        wrong("output_gate_forgotten", "The hidden state lacks the output gate.", (STATE, "np.tanh(c_next)")),
        wrong("update_gate_forgotten", "The cell state lacks the update gate.", (MEMORY, "cct + ft * c_prev")),
        wrong("forget_gate_forgotten", "The cell state lacks the forget gate.", (MEMORY, "it * cct + c_prev")),
        wrong(
            "old_memory_lost", "The old cell state is missing from the new one: add ft * c_prev.", (MEMORY, "it * cct")
        ),
        wrong(
            "memory_gates_exchanged",
            "The gates of the cell state were swapped: the update gate multiplies the candidate, the forget gate the "
            "old cell state.",
            (MEMORY, "ft * cct + it * c_prev"),
        ),
        wrong(
            "tanh_of_candidate_twice",
            "The tanh was applied to the candidate twice.",
            (MEMORY, "it * np.tanh(cct) + ft * c_prev"),
        ),
        wrong(
            "product_for_sum",
            "The two parts of the cell state were multiplied. Add them.",
            (MEMORY, "it * cct * ft * c_prev"),
        ),
        wrong(
            "tanh_in_the_memory",
            "The tanh was applied to the cell state itself. It is just a sum; the tanh appears only in the hidden "
            "state.",
            (MEMORY, f"np.tanh({MEMORY})"),
        ),
        wrong(
            "candidate_sigmoid",
            "The candidate uses a sigmoid. It should use tanh.",
            ("np.tanh(param", "sigmoid(param"),
        ),
        wrong("candidate_linear", "The candidate lacks the tanh.", ("np.tanh(param", "(param")),
        wrong(
            "gates_tanh",
            "The gates use tanh. Gates lie between 0 and 1: use the sigmoid.",
            *[(text, text.replace("sigmoid", "np.tanh")) for text in (FORGET, UPDATE, OUTPUT)],
        ),
        wrong(
            "weights_of_f_and_i_exchanged",
            "The forget gate and the update gate use each other's weights.",
            other(FORGET, "f", "i"),
            other(UPDATE, "i", "f"),
        ),
        wrong(
            "weights_of_c_and_o_exchanged",
            "The candidate and the output gate use each other's weights.",
            other(CANDIDATE, "c", "o"),
            other(OUTPUT, "o", "c"),
        ),
        wrong(
            "gate_biases_forgotten",
            "The gates and the candidate lack their biases.",
            *[(f' + parameters["b{gate}"]', "") for gate in "fico"],
        ),
        wrong("by_forgotten", "The scores lack the bias `by`.", (' + parameters["by"]', "")),
        wrong(
            "output_from_the_memory",
            "The probabilities use c_next. They should use the hidden state, a_next.",
            (SCORES, SCORES.replace("a_next", "c_next")),
        ),
        wrong(
            "output_from_the_old_state",
            "The probabilities use a_prev. They should use a_next.",
            (SCORES, SCORES.replace("a_next", "a_prev")),
        ),
        wrong(
            "sigmoid_output",
            "The output uses a sigmoid. The classes exclude each other: use `softmax`.",
            ("softmax(", "sigmoid("),
        ),
        wrong(
            "softmax_over_examples",
            "The probabilities sum to 1 over the examples. They should sum to 1 over the classes, the first axis.",
            (f"softmax({SCORES})", f"softmax(({SCORES}).T).T"),
        ),
        wrong("cache_states_exchanged", IN_ORDER, (CACHE, CACHE.replace("a_next, c_next", "c_next, a_next"))),
        wrong("cache_gates_exchanged", IN_ORDER, (CACHE, CACHE.replace("ft, it", "it, ft"))),
        wrong("cache_without_candidate", IN_ORDER, (CACHE, CACHE.replace("cct, ", ""))),
        wrong(
            "results_exchanged",
            "The results are in the wrong order: return the hidden state first, then the cell state.",
            ("return a_next, c_next", "return c_next, a_next"),
        ),
        wrong("cache_output_gate_first", IN_ORDER, (CACHE, CACHE.replace("cct, ot", "ot, cct"))),
        wrong("cache_old_states_exchanged", IN_ORDER, (CACHE, CACHE.replace("a_prev, c_prev", "c_prev, a_prev"))),
        wrong("cache_without_gates", IN_ORDER, (CACHE, "(a_next, c_next, a_prev, c_prev, xt, parameters)")),
        wrong(
            "old_memory_subtracted", "The old cell state was subtracted. Add it.", (MEMORY, "it * cct - ft * c_prev")
        ),
        wrong(
            "sigmoid_of_memory",
            "The hidden state uses the sigmoid of the cell state. It should use tanh.",
            (STATE, "ot * sigmoid(c_next)"),
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
            "all gates from one matrix product, then split",
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
    # The right shapes but other numbers; depends on all inputs.
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
