"""Two recurrent networks on one sequence."""

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
        "You have `rnn_forward`. Call it twice: once with the sequence as it is, once with the sequence turned round "
        "in time, each with its own parameters.",
        "`x[:, :, ::-1]` turns time round. What the second network gives comes in its order of reading, so its states "
        "must be turned back before they are laid beside the others.",
        "`np.concatenate((a_fwd, a_bwd))` lays one on top of the other. For the scores of all steps at once: "
        '`np.tensordot(parameters_fwd["Wya"], a_fwd, axes=1)` has shape (n_y, m, T_x).',
    ),
    unavoidable={
        "`parameters_fwd.Waa` is square in every case: rows and columns could be swapped unnoticed": WAA_IS_SQUARE,
        "`parameters_bwd.Waa` is square in every case: rows and columns could be swapped unnoticed": WAA_IS_SQUARE,
    },
    variants=(
        wrong(
            "backward_states_not_turned",
            "The second network's states stand in the order in which it read, from the right. Turn them back, so that "
            "both states of one step stand together.",
            (TURNED, "pass\n"),
        ),
        wrong(
            "sequence_not_turned",
            "The second network read from the left as well. It should get the sequence turned round: x[:, :, ::-1].",
            (BWD, BWD.replace("[:, :, ::-1]", "")),
            (TURNED, "pass\n"),
        ),
        wrong(
            "states_turned_and_not_the_sequence",
            "The second network read from the left, and its states were turned round. It should read from the right.",
            (BWD, BWD.replace("[:, :, ::-1]", "")),
        ),
        wrong(
            "examples_turned_round",
            "The examples were turned round, on the second axis. Time is the last one.",
            (BWD, BWD.replace("[:, :, ::-1]", "[:, ::-1]")),
            (TURNED, "a_bwd = a_bwd[:, ::-1]\n"),
        ),
        wrong(
            "inputs_turned_round",
            "The input features were turned round, on the first axis. Time is the last one.",
            (BWD, BWD.replace("[:, :, ::-1]", "[::-1]")),
            (TURNED, "pass\n"),
        ),
        wrong(
            "same_parameters",
            "Both networks ran with the parameters of the first one.",
            (BWD, BWD.replace("parameters_bwd", "parameters_fwd")),
        ),
        wrong(
            "parameters_exchanged",
            "The parameters changed places: parameters_fwd belong to the network that reads from the left.",
            (FWD, FWD.replace("fwd", "bwd")),
            (BWD, BWD.replace("bwd", "fwd")),
        ),
        wrong(
            "second_starts_where_the_first_ended",
            "The second network started from the last state of the first. Both start from a0.",
            (BWD, BWD.replace("a0", "a_fwd[:, :, -1]")),
        ),
        wrong(
            "second_reads_the_states",
            "The second network read the first one's states. Both read the sequence itself; one network on top of "
            "another is what comes next.",
            (BWD, "rnn_forward(a_fwd[:, :, ::-1], a0, parameters_bwd)"),
        ),
        wrong(
            "states_added",
            "The states were added. They are laid one on top of the other: 2 n_a rows.",
            (STATES, "a_fwd + a_bwd"),
        ),
        wrong(
            "backward_on_top",
            "The first network's states come on top, the second one's below.",
            (STATES, "np.concatenate((a_bwd, a_fwd))"),
        ),
        wrong(
            "joined_in_time",
            "The states were laid one after the other in time. They belong on top of each other, on the first axis.",
            (STATES, "np.concatenate((a_fwd, a_bwd), axis=2)"),
        ),
        wrong(
            "joined_as_examples",
            "The states were laid side by side as if they were other examples. They belong on top of each other, on "
            "the first axis.",
            (STATES, "np.concatenate((a_fwd, a_bwd), axis=1)"),
        ),
        wrong("scores_of_the_first_alone", "The scores come from the first network alone.", (BOTH, "pass")),
        wrong(
            "scores_of_the_second_alone",
            "The scores come from the second network alone.",
            (BOTH, f"scores = {BWD_SCORES}"),
        ),
        wrong(
            "second_bias_forgotten",
            "The second network's bias by is missing in the scores.",
            (BOTH, BOTH.replace(' + parameters_bwd["by"][:, :, None]', "")),
        ),
        wrong(
            "probabilities_averaged",
            "Two probabilities were averaged. Add up the *scores*, and take one softmax of the sum.",
            ("softmax(scores)", f"(softmax({FWD_SCORES}) + softmax({BWD_SCORES})) / 2"),
        ),
        wrong(
            "probabilities_added",
            "Two probabilities were added, so they sum to 2. Add up the *scores*, and take one softmax of the sum.",
            ("softmax(scores)", f"softmax({FWD_SCORES}) + softmax({BWD_SCORES})"),
        ),
        wrong(
            "scores_for_probabilities", "y_pred holds scores: the softmax is missing.", ("softmax(scores)", "scores")
        ),
        wrong(
            "results_exchanged",
            "The states come back first, then the probabilities.",
            (f"return {STATES}, softmax(scores)", f"return softmax(scores), {STATES}"),
        ),
        wrong("states_alone", "Two things are to come back: states and probabilities.", (", softmax(scores)", "")),
        wrong("unknown_name", UNKNOWN_NAME, (BWD, BWD.replace("x[:, :, ::-1]", "x_reversed"))),
    ),
    alternatives=(
        also_right(
            "one_wide_matrix",
            "np.flip; one matrix on both states, step by step",
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
            "the recurrences written out, one loop running backward",
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
