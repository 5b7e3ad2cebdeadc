"""One step of a gated recurrent unit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, wrong

from .common import ALL_EQUAL, FEW_INPUTS, FEW_UNITS, GRU_GATES, MANY_CLASSES, Sizes, gated_parameters, state


def cases(rng: np.random.Generator) -> Iterable[Case]:
    def drawn(s: Sizes) -> tuple[Any, ...]:
        return rng.normal(size=(s.n_x, s.m)), state(rng, s), gated_parameters(rng, s, GRU_GATES)

    yield call(*drawn(FEW_INPUTS), label="4 inputs, 5 units, 2 classes, 6 examples")
    yield call(*drawn(FEW_UNITS), label="more inputs than units")
    yield call(*drawn(MANY_CLASSES), label="more classes than units")
    yield call(*drawn(ALL_EQUAL), label="all sizes equal")


STACK, RESET = "np.concatenate((c_prev, xt))", "np.concatenate((rt * c_prev, xt))"
UPDATE = 'ut = sigmoid(parameters["Wu"] @ both + parameters["bu"])'
RESET_GATE = 'rt = sigmoid(parameters["Wr"] @ both + parameters["br"])'
CANDIDATE = f'parameters["Wc"] @ {RESET}'
MIX = "ut * cct + (1 - ut) * c_prev"
SCORES = 'parameters["Wy"] @ c_next + parameters["by"]'
CACHE = "(c_next, c_prev, ut, rt, cct, xt, parameters)"
IN_ORDER = f"The cache should be the tuple {CACHE}, in this order."

GRU_CELL = Exercise(
    name="gru_cell_forward",
    cases=cases,
    quantities=("c_next", "yt_pred"),
    hints=(
        "Five lines of formula: two gates, the candidate, the new memory, the output. The gates look at the old "
        "memory and the input, one on top of the other.",
        "`np.concatenate((c_prev, xt))` stacks. The candidate looks at a stack of its own, in which the reset gate has "
        "weakened the old memory.",
        "The update gate says how much of the candidate comes in; what is left of 1 says how much of the old memory "
        "stays.",
    ),
    variants=(
        wrong(
            "update_gate_inverted",
            "The update gate is turned round: it should say how much of the *candidate* comes in. (Keras and some "
            "papers name it the other way.)",
            (MIX, "ut * c_prev + (1 - ut) * cct"),
        ),
        wrong(
            "reset_after_the_product",
            "The reset gate was applied to Wc times the old memory. It belongs on the old memory itself, before the "
            "product. (Keras does it your way by default: `reset_after=True`.)",
            (
                CANDIDATE,
                'parameters["Wc"][:, len(c_prev):] @ xt + rt * (parameters["Wc"][:, :len(c_prev)] @ c_prev)',
            ),
        ),
        wrong(
            "reset_forgotten",
            "The reset gate does nothing here: the candidate should look at rt * c_prev.",
            (RESET, "both"),
        ),
        wrong(
            "reset_everywhere",
            "The reset gate weakened the old memory in the last line as well. It acts in the candidate alone.",
            (MIX, "ut * cct + (1 - ut) * rt * c_prev"),
        ),
        wrong(
            "reset_by_the_update_gate",
            "The candidate looks at ut * c_prev. It is the reset gate that weakens the old memory there.",
            (RESET, RESET.replace("rt", "ut")),
        ),
        wrong(
            "reset_gate_keeps",
            "The reset gate decides what stays of the old memory. The update gate does: 1 - ut.",
            (MIX, "ut * cct + (1 - rt) * c_prev"),
        ),
        wrong(
            "nothing_forgotten",
            "All of the old memory was kept: c_prev should be multiplied by 1 - ut.",
            (MIX, "ut * cct + c_prev"),
        ),
        wrong(
            "old_memory_lost",
            "The old memory has no direct part in the new one: (1 - ut) * c_prev is missing.",
            (MIX, "ut * cct"),
        ),
        wrong(
            "gates_exchanged",
            "The two gates changed places: ut is made with Wu and bu, rt with Wr and br.",
            (UPDATE, UPDATE.replace('"Wu"', '"Wr"').replace('"bu"', '"br"')),
            (RESET_GATE, RESET_GATE.replace('"Wr"', '"Wu"').replace('"br"', '"bu"')),
        ),
        wrong(
            "input_on_top",
            "The stack is upside down: the old memory stands on top, the input below.",
            (STACK, "np.concatenate((xt, c_prev))"),
            (RESET, "np.concatenate((xt, rt * c_prev))"),
        ),
        wrong(
            "input_on_top_in_the_candidate",
            "The candidate's stack is upside down: the old memory stands on top, the input below.",
            (RESET, "np.concatenate((xt, rt * c_prev))"),
        ),
        wrong("candidate_sigmoid", "The candidate went through a sigmoid. It is a tanh.", ("np.tanh(", "sigmoid(")),
        wrong("candidate_linear", "The tanh of the candidate is missing.", ("np.tanh(", "(")),
        wrong(
            "gates_tanh",
            "A gate went through tanh. Gates lie between 0 and 1: they are sigmoids.",
            (UPDATE, UPDATE.replace("sigmoid", "np.tanh")),
            (RESET_GATE, RESET_GATE.replace("sigmoid", "np.tanh")),
        ),
        wrong(
            "tanh_of_the_memory",
            "The new memory went through one more tanh. It is the mixture as it is.",
            (MIX, f"np.tanh({MIX})"),
        ),
        wrong(
            "gate_biases_forgotten",
            "The biases bu and br are missing in the gates.",
            (' + parameters["bu"]', ""),
            (' + parameters["br"]', ""),
        ),
        wrong("bc_forgotten", "The bias bc is missing in the candidate.", (' + parameters["bc"]', "")),
        wrong("by_forgotten", "The bias by is missing in the scores.", (' + parameters["by"]', "")),
        wrong(
            "output_from_the_old_memory",
            "The output was made from c_prev. It comes from c_next.",
            (SCORES, SCORES.replace("c_next", "c_prev")),
        ),
        wrong(
            "output_from_the_candidate",
            "The output was made from the candidate. It comes from the new memory, c_next.",
            (SCORES, SCORES.replace("c_next", "cct")),
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
        wrong("cache_gates_exchanged", IN_ORDER, (CACHE, "(c_next, c_prev, rt, ut, cct, xt, parameters)")),
        wrong("cache_memories_exchanged", IN_ORDER, (CACHE, "(c_prev, c_next, ut, rt, cct, xt, parameters)")),
        wrong("cache_without_candidate", IN_ORDER, (CACHE, "(c_next, c_prev, ut, rt, xt, parameters)")),
        wrong(
            "results_exchanged",
            "The memory comes back first, then the probabilities.",
            ("return c_next, yt_pred", "return yt_pred, c_next"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (MIX, "ut * c_tilde + (1 - ut) * c_prev")),
    ),
    alternatives=(
        also_right(
            "towards_the_candidate",
            "the old memory plus a part of the way to the candidate; np.vstack",
            code="""
def gru_cell_forward(xt, c_prev, parameters):
    Wu, Wr, Wc, Wy = (parameters["W" + k] for k in "urcy")
    bu, br, bc, by = (parameters["b" + k] for k in "urcy")
    concat = np.vstack((c_prev, xt))
    ut = sigmoid(np.dot(Wu, concat) + bu)
    rt = sigmoid(np.dot(Wr, concat) + br)
    cct = np.tanh(np.dot(Wc, np.vstack((rt * c_prev, xt))) + bc)
    c_next = c_prev + ut * (cct - c_prev)
    return c_next, softmax(np.dot(Wy, c_next) + by), (c_next, c_prev, ut, rt, cct, xt, parameters)
""",
        ),
        also_right(
            "weights_apart",
            "each matrix in its two parts, 1 - ut by a sigmoid of the negative",
            code="""
def gru_cell_forward(xt, c_prev, parameters):
    n = c_prev.shape[0]

    def scores(gate, memory):
        W = parameters["W" + gate]
        return W[:, :n] @ memory + W[:, n:] @ xt + parameters["b" + gate]

    zu = scores("u", c_prev)
    rt = 0.5 * (1 + np.tanh(scores("r", c_prev) / 2))
    cct = np.tanh(scores("c", rt * c_prev))
    c_next = cct * sigmoid(zu) + c_prev * sigmoid(-zu)
    e = np.exp(parameters["Wy"] @ c_next + parameters["by"])
    return c_next, e / e.sum(0), (c_next, c_prev, sigmoid(zu), rt, cct, xt, parameters)
""",
        ),
    ),
)
