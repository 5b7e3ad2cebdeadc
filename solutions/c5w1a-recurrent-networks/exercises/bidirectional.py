"""A bidirectional recurrent network."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, wrong

from .common import ALL_EQUAL, FEW_INPUTS, FEW_UNITS, ONE_EXAMPLE, WAA_IS_SQUARE, Sizes, rnn_parameters, sequence, state


def cases(rng: np.random.Generator) -> Iterable[Case]:
    def drawn(s: Sizes) -> tuple[Any, ...]:
        return sequence(rng, s), state(rng, s), rnn_parameters(rng, s), rnn_parameters(rng, s)

    yield call(*drawn(FEW_INPUTS), label="3 steps, 6 examples")
    yield call(*drawn(FEW_UNITS), label="4 steps, more inputs than units")
    yield call(*drawn(ALL_EQUAL), label="all sizes equal")
    yield call(*drawn(ONE_EXAMPLE), label="a single example")


FWD, BWD = "rnn_forward(x, a0, parameters_fwd)", "rnn_forward(x[:, :, ::-1], a0, parameters_bwd)"
TURNED = "a_bwd = a_bwd[:, :, ::-1]\n"
FWD_SCORES = 'np.tensordot(parameters_fwd["Wya"], a_fwd, axes=1) + parameters_fwd["by"][:, :, None]'
BWD_SCORES = 'np.tensordot(parameters_bwd["Wya"], a_bwd, axes=1) + parameters_bwd["by"][:, :, None]'
BOTH = f"scores = scores + {BWD_SCORES}"
STATES = "np.concatenate((a_fwd, a_bwd))"

BIDIRECTIONAL = Exercise(
    name="bidirectional_forward",
    cases=cases,
    quantities=("a", "y_pred"),
    uses=("rnn_forward",),
    hints=(
        "You have `rnn_forward`. Call it twice: once with the sequence as it is, once with the sequence reversed in "
        "time, each with its own parameters.",
        "`x[:, :, ::-1]` reverses time. The second network's states are in its reading order, so reverse them again "
        "before you stack them with the others.",
        "`np.concatenate((a_fwd, a_bwd))` stacks one on top of the other. For the scores of all steps at once: "
        '`np.tensordot(parameters_fwd["Wya"], a_fwd, axes=1)` has shape (n_y, m, T_x).',
    ),
    unavoidable={
        "`parameters_fwd.Waa` is square in every case: rows and columns could be swapped unnoticed": WAA_IS_SQUARE,
        "`parameters_bwd.Waa` is square in every case: rows and columns could be swapped unnoticed": WAA_IS_SQUARE,
    },
    variants=(
        wrong(
            "backward_states_not_turned",
            "The second network's states are in its reading order, from the right. Reverse them, so that the two "
            "states of each step line up.",
            (TURNED, "pass\n"),
        ),
        wrong(
            "sequence_not_turned",
            "The second network also read from left to right. Pass it the reversed sequence: x[:, :, ::-1].",
            (BWD, BWD.replace("[:, :, ::-1]", "")),
            (TURNED, "pass\n"),
        ),
        wrong(
            "states_turned_and_not_the_sequence",
            "The second network read from the left, and only its states were reversed. It should read from the right.",
            (BWD, BWD.replace("[:, :, ::-1]", "")),
        ),
        wrong(
            "examples_turned_round",
            "The examples were reversed, on the second axis. Time is the last axis.",
            (BWD, BWD.replace("[:, :, ::-1]", "[:, ::-1]")),
            (TURNED, "a_bwd = a_bwd[:, ::-1]\n"),
        ),
        wrong(
            "inputs_turned_round",
            "The input features were reversed, on the first axis. Time is the last axis.",
            (BWD, BWD.replace("[:, :, ::-1]", "[::-1]")),
            (TURNED, "pass\n"),
        ),
        wrong(
            "same_parameters",
            "Both networks use the first one's parameters. The second should use parameters_bwd.",
            (BWD, BWD.replace("parameters_bwd", "parameters_fwd")),
        ),
        wrong(
            "parameters_exchanged",
            "The parameters were swapped: parameters_fwd belongs to the network that reads from the left.",
            (FWD, FWD.replace("fwd", "bwd")),
            (BWD, BWD.replace("bwd", "fwd")),
        ),
        wrong(
            "second_starts_where_the_first_ended",
            "The second network starts from the last state of the first. Both should start from a0.",
            (BWD, BWD.replace("a0", "a_fwd[:, :, -1]")),
        ),
        wrong(
            "second_reads_the_states",
            "The second network read the first one's states. Both read the input sequence; stacking networks is the "
            "next exercise.",
            (BWD, "rnn_forward(a_fwd[:, :, ::-1], a0, parameters_bwd)"),
        ),
        wrong(
            "states_added",
            "The states were added. Stack them instead: 2 n_a rows.",
            (STATES, "a_fwd + a_bwd"),
        ),
        wrong(
            "backward_on_top",
            "The first network's states belong on top, the second one's below.",
            (STATES, "np.concatenate((a_bwd, a_fwd))"),
        ),
        wrong(
            "joined_in_time",
            "The states were concatenated along time. Stack them along the first axis.",
            (STATES, "np.concatenate((a_fwd, a_bwd), axis=2)"),
        ),
        wrong(
            "joined_as_examples",
            "The states were concatenated along the examples. Stack them along the first axis.",
            (STATES, "np.concatenate((a_fwd, a_bwd), axis=1)"),
        ),
        wrong("scores_of_the_first_alone", "The scores use only the first network.", (BOTH, "pass")),
        wrong(
            "scores_of_the_second_alone",
            "The scores use only the second network.",
            (BOTH, f"scores = {BWD_SCORES}"),
        ),
        wrong(
            "second_bias_forgotten",
            "The second network's bias `by` is missing from the scores.",
            (BOTH, BOTH.replace(' + parameters_bwd["by"][:, :, None]', "")),
        ),
        wrong(
            "probabilities_averaged",
            "Two probabilities were averaged. Add the *scores*, and apply one softmax to their sum.",
            ("softmax(scores)", f"(softmax({FWD_SCORES}) + softmax({BWD_SCORES})) / 2"),
        ),
        wrong(
            "probabilities_added",
            "Two probabilities were added, so they sum to 2. Add the *scores*, and apply one softmax to their sum.",
            ("softmax(scores)", f"softmax({FWD_SCORES}) + softmax({BWD_SCORES})"),
        ),
        wrong(
            "scores_for_probabilities", "y_pred holds logits: the softmax is missing.", ("softmax(scores)", "scores")
        ),
        wrong(
            "results_exchanged",
            "The results are in the wrong order: return the states first, then the probabilities.",
            (f"return {STATES}, softmax(scores)", f"return softmax(scores), {STATES}"),
        ),
        wrong("states_alone", "Return two results: the states and the probabilities.", (", softmax(scores)", "")),
        wrong("unknown_name", UNKNOWN_NAME, (BWD, BWD.replace("x[:, :, ::-1]", "x_reversed"))),
    ),
    alternatives=(
        also_right(
            "one_wide_matrix",
            "np.flip; one matrix for both states, step by step",
            code="""
def bidirectional_forward(x, a0, parameters_fwd, parameters_bwd):
    a_right, _, _ = rnn_forward(x, a0, parameters_fwd)
    a_left = np.flip(rnn_forward(np.flip(x, axis=2), a0, parameters_bwd)[0], axis=2)
    a = np.vstack((a_right, a_left))
    Wy = np.hstack((parameters_fwd["Wya"], parameters_bwd["Wya"]))
    by = parameters_fwd["by"] + parameters_bwd["by"]
    y_pred = np.zeros((Wy.shape[0],) + x.shape[1:])
    for t in range(x.shape[2]):
        y_pred[:, :, t] = softmax(np.dot(Wy, a[:, :, t]) + by)
    return a, y_pred
""",
        ),
        also_right(
            "two_loops",
            "both recurrences written out, one of them running backwards",
            code="""
def bidirectional_forward(x, a0, parameters_fwd, parameters_bwd):
    n_a, m, T = a0.shape[0], x.shape[1], x.shape[2]
    a = np.empty((2 * n_a, m, T))
    for first, P, order in ((0, parameters_fwd, range(T)), (n_a, parameters_bwd, range(T - 1, -1, -1))):
        state = a0
        for t in order:
            state = np.tanh(P["Wax"] @ x[:, :, t] + P["Waa"] @ state + P["ba"])
            a[first : first + n_a, :, t] = state
    scores = sum(
        np.einsum("yn,nmt->ymt", P["Wya"], half) + P["by"][..., None]
        for P, half in ((parameters_fwd, a[:n_a]), (parameters_bwd, a[n_a:]))
    )
    e = np.exp(scores)
    return a, e / e.sum(axis=0)
""",
        ),
    ),
)
