"""One step of a gated recurrent unit (GRU)."""

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
        "There are five formulas: two gates, the candidate, the new memory, the output. The input of both gates is "
        "the old memory stacked on top of xt.",
        "`np.concatenate((c_prev, xt))` stacks. The candidate has a stack of its own, in which the reset gate scales "
        "the old memory.",
        "The update gate is the share of the candidate in the new memory; the rest, 1 minus the gate, is the share of "
        "the old memory.",
    ),
    variants=(
        wrong(
            "update_gate_inverted",
            "The update gate is inverted: it should be the share of the *candidate*. (Keras and some papers define it "
            "the other way.)",
            (MIX, "ut * c_prev + (1 - ut) * cct"),
        ),
        wrong(
            "reset_after_the_product",
            "The reset gate was applied to Wc times the old memory. Apply it to the old memory, before the product. "
            "(Keras does it your way by default: `reset_after=True`.)",
            (
                CANDIDATE,
                'parameters["Wc"][:, len(c_prev):] @ xt + rt * (parameters["Wc"][:, :len(c_prev)] @ c_prev)',
            ),
        ),
        wrong(
            "reset_forgotten",
            "The reset gate has no effect: the candidate should use rt * c_prev.",
            (RESET, "both"),
        ),
        wrong(
            "reset_everywhere",
            "The reset gate also scaled the old memory in the new memory. It acts only in the candidate.",
            (MIX, "ut * cct + (1 - ut) * rt * c_prev"),
        ),
        wrong(
            "reset_by_the_update_gate",
            "The candidate uses ut * c_prev. There it is the reset gate that scales the old memory.",
            (RESET, RESET.replace("rt", "ut")),
        ),
        wrong(
            "reset_gate_keeps",
            "The reset gate determines how much of the old memory is kept. That is the update gate's job: 1 - ut.",
            (MIX, "ut * cct + (1 - rt) * c_prev"),
        ),
        wrong(
            "nothing_forgotten",
            "All of the old memory was kept: multiply c_prev by 1 - ut.",
            (MIX, "ut * cct + c_prev"),
        ),
        wrong(
            "old_memory_lost",
            "The old memory is missing from the new one: add (1 - ut) * c_prev.",
            (MIX, "ut * cct"),
        ),
        wrong(
            "gates_exchanged",
            "The two gates were swapped: ut uses Wu and bu, rt uses Wr and br.",
            (UPDATE, UPDATE.replace('"Wu"', '"Wr"').replace('"bu"', '"br"')),
            (RESET_GATE, RESET_GATE.replace('"Wr"', '"Wu"').replace('"br"', '"bu"')),
        ),
        wrong(
            "input_on_top",
            "The stack is upside down: the old memory comes first, the input second.",
            (STACK, "np.concatenate((xt, c_prev))"),
            (RESET, "np.concatenate((xt, rt * c_prev))"),
        ),
        wrong(
            "input_on_top_in_the_candidate",
            "The candidate's stack is upside down: the old memory comes first, the input second.",
            (RESET, "np.concatenate((xt, rt * c_prev))"),
        ),
        wrong("candidate_sigmoid", "The candidate uses a sigmoid. It should use tanh.", ("np.tanh(", "sigmoid(")),
        wrong("candidate_linear", "The candidate lacks the tanh.", ("np.tanh(", "(")),
        wrong(
            "gates_tanh",
            "A gate uses tanh. Gates lie between 0 and 1: use the sigmoid.",
            (UPDATE, UPDATE.replace("sigmoid", "np.tanh")),
            (RESET_GATE, RESET_GATE.replace("sigmoid", "np.tanh")),
        ),
        wrong(
            "tanh_of_the_memory",
            "The new memory went through another tanh. It is just the weighted sum.",
            (MIX, f"np.tanh({MIX})"),
        ),
        wrong(
            "gate_biases_forgotten",
            "The gates lack the biases bu and br.",
            (' + parameters["bu"]', ""),
            (' + parameters["br"]', ""),
        ),
        wrong("bc_forgotten", "The candidate lacks the bias bc.", (' + parameters["bc"]', "")),
        wrong("by_forgotten", "The scores lack the bias `by`.", (' + parameters["by"]', "")),
        wrong(
            "output_from_the_old_memory",
            "The output uses c_prev. It should use c_next.",
            (SCORES, SCORES.replace("c_next", "c_prev")),
        ),
        wrong(
            "output_from_the_candidate",
            "The output uses the candidate. It should use the new memory, c_next.",
            (SCORES, SCORES.replace("c_next", "cct")),
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
        wrong("cache_gates_exchanged", IN_ORDER, (CACHE, "(c_next, c_prev, rt, ut, cct, xt, parameters)")),
        wrong("cache_memories_exchanged", IN_ORDER, (CACHE, "(c_prev, c_next, ut, rt, cct, xt, parameters)")),
        wrong("cache_without_candidate", IN_ORDER, (CACHE, "(c_next, c_prev, ut, rt, xt, parameters)")),
        wrong(
            "results_exchanged",
            "The results are in the wrong order: return the memory first, then the probabilities.",
            ("return c_next, yt_pred", "return yt_pred, c_next"),
        ),
        wrong(
            "input_on_top_in_the_gates",
            "The gates' stack is upside down: the old memory comes first, the input second.",
            (STACK, "np.concatenate((xt, c_prev))"),
        ),
        wrong(
            "update_gate_tanh",
            "The update gate uses tanh. Gates lie between 0 and 1: use the sigmoid.",
            (UPDATE, UPDATE.replace("sigmoid", "np.tanh")),
        ),
        wrong(
            "reset_gate_tanh",
            "The reset gate uses tanh. Gates lie between 0 and 1: use the sigmoid.",
            (RESET_GATE, RESET_GATE.replace("sigmoid", "np.tanh")),
        ),
        wrong(
            "reset_inverted",
            "The reset gate is inverted: it scales the old memory by rt, not by 1 - rt.",
            (RESET, RESET.replace("rt *", "(1 - rt) *")),
        ),
        wrong(
            "reset_of_the_input",
            "The reset gate scaled the input as well. It acts on the old memory only.",
            (CANDIDATE, 'parameters["Wc"] @ np.concatenate((rt * c_prev, np.mean(rt) * xt))'),
        ),
        wrong("old_memory_subtracted", "The old memory was subtracted. Add it.", (MIX, "ut * cct - (1 - ut) * c_prev")),
        wrong(
            "one_weight_for_both_gates",
            "Both gates use Wu and bu. The reset gate has its own: Wr and br.",
            (RESET_GATE, RESET_GATE.replace('"Wr"', '"Wu"').replace('"br"', '"bu"')),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (MIX, "ut * c_tilde + (1 - ut) * c_prev")),
    ),
    alternatives=(
        also_right(
            "towards_the_candidate",
            "the old memory plus part of the way to the candidate; np.vstack",
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
            "each matrix split in two, 1 - ut as the sigmoid of the negative",
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
