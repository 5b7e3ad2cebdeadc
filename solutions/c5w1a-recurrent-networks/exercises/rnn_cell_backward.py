"""Back through one step of a recurrent network."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType
from typing import Any

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, Gradient, accepted, also_right, call, wrong

from .common import ALL_EQUAL, FEW_INPUTS, FEW_UNITS, MANY_CLASSES, Sizes, rnn_cache, rnn_parameters, slopes_of, state


def cases(rng: np.random.Generator) -> Iterable[Case]:
    def drawn(s: Sizes) -> tuple[Any, ...]:
        xt, a_prev = rng.normal(size=(s.n_x, s.m)), state(rng, s)
        return rng.normal(size=(s.n_a, s.m)), rnn_cache(xt, a_prev, rnn_parameters(rng, s))

    yield call(*drawn(FEW_INPUTS), label="4 inputs, 5 units, 6 examples")
    yield call(*drawn(FEW_UNITS), label="more inputs than units")
    yield call(*drawn(MANY_CLASSES), label="2 inputs, 3 units, 5 examples")
    yield call(*drawn(ALL_EQUAL), label="all sizes equal")


def gradients(module: ModuleType, rng: np.random.Generator) -> Iterable[Gradient]:
    for s in (FEW_INPUTS, FEW_UNITS):
        da, P = rng.normal(size=(s.n_a, s.m)), rnn_parameters(rng, s)
        xt, a_prev = rng.normal(size=(s.n_x, s.m)), state(rng, s)
        found = module.rnn_cell_backward(da, module.rnn_cell_forward(xt, a_prev, P)[2])

        def weighed(xt, a_prev, P, da=da):
            return np.sum(da * module.rnn_cell_forward(xt, a_prev, P)[0])

        claimed = {"xt": found["dxt"], "a_prev": found["da_prev"], "P": slopes_of(found, P)}
        yield Gradient(of=weighed, at={"xt": xt, "a_prev": a_prev, "P": P}, claimed=claimed)


DZ = "(1 - a_next**2) * da_next"
DX, DA = 'parameters["Wax"].T @ dz', 'parameters["Waa"].T @ dz'
DWAX, DWAA, DBA = "dz @ xt.T", "dz @ a_prev.T", "np.sum(dz, axis=1, keepdims=True)"
RETURNED = """    return {
        "dxt": parameters["Wax"].T @ dz,
        "da_prev": parameters["Waa"].T @ dz,
        "dWax": dz @ xt.T,
        "dWaa": dz @ a_prev.T,
        "dba": np.sum(dz, axis=1, keepdims=True),
    }"""

RNN_CELL_BACKWARD = Exercise(
    name="rnn_cell_backward",
    cases=cases,
    gradients=gradients,
    quantities=("dba", "dWax", "dWaa", "dxt", "da_prev"),
    hints=(
        "First go back through the tanh, to the score z inside it. All five results follow from that one dz.",
        "The slope of tanh, at a place where it gave a, is 1 - a squared. The cache holds that a: it is a_next.",
        "`dz = (1 - a_next**2) * da_next`. From there it is a linear layer: dz times something transposed for the "
        "weights, the weights transposed times dz for what came in, a sum over the examples for the bias.",
    ),
    variants=(
        wrong(
            "tanh_twice",
            "a_next is a tanh already. Its slope is 1 - a_next**2, without another tanh.",
            (DZ, "(1 - np.tanh(a_next)**2) * da_next"),
        ),
        wrong("slope_forgotten", "The slope of the tanh is missing: (1 - a_next**2) * da_next.", (DZ, "da_next")),
        wrong(
            "upstream_forgotten",
            "da_next has no part in this. It says how much the cost rises with a_next: multiply by it.",
            (DZ, "1 - a_next**2"),
        ),
        wrong("not_squared", "The slope of the tanh is 1 - a_next squared.", (DZ, "(1 - a_next) * da_next")),
        wrong("plus_squared", "The slope of the tanh has a minus: 1 - a_next**2.", (DZ, "(1 + a_next**2) * da_next")),
        wrong(
            "sigmoid_slope",
            "That is the slope of a sigmoid, a (1 - a). The state is a tanh: 1 - a_next**2.",
            (DZ, "a_next * (1 - a_next) * da_next"),
        ),
        wrong(
            "slope_at_the_old_state",
            "The slope was taken at a_prev. The tanh gave a_next.",
            (DZ, "(1 - a_prev**2) * da_next"),
        ),
        wrong(
            "times_the_activation",
            "da_next was multiplied by the tanh itself. Wanted is its slope, 1 - a_next**2.",
            (DZ, "a_next * da_next"),
        ),
        wrong(
            "waa_not_transposed",
            "Waa should be transposed in da_prev: on the way back its columns collect what its rows sent out.",
            (DA, 'parameters["Waa"] @ dz'),
        ),
        wrong(
            "wax_not_transposed",
            "Wax should be transposed in dxt: on the way back its columns collect what its rows sent out.",
            (DX, 'parameters["Wax"] @ dz'),
        ),
        wrong(
            "weights_exchanged",
            "Wax and Waa changed places: dxt goes back through Wax, da_prev through Waa.",
            (f'"dxt": {DX}', f'"dxt": {DA}'),
            (f'"da_prev": {DA}', f'"da_prev": {DX}'),
        ),
        wrong(
            "inputs_exchanged",
            "The gradients of the weights met the wrong inputs: Wax worked on xt, Waa on a_prev.",
            (f'"dWax": {DWAX}', f'"dWax": {DWAA}'),
            (f'"dWaa": {DWAA}', f'"dWaa": {DWAX}'),
        ),
        wrong(
            "waa_met_the_new_state",
            "dWaa was made with a_next. What Waa worked on is the old state, a_prev.",
            (DWAA, "dz @ a_next.T"),
        ),
        wrong(
            "gradients_transposed",
            "dWax and dWaa lie on their sides. They have the shapes of Wax and Waa: dz @ xt.T.",
            (DWAX, "xt @ dz.T"),
            (DWAA, "a_prev @ dz.T"),
        ),
        wrong(
            "tanh_skipped_on_the_way_to_a_prev",
            "da_prev was made from da_next. It has to go through the tanh first: from dz.",
            (DA, 'parameters["Waa"].T @ da_next'),
        ),
        wrong(
            "averaged",
            "The gradients of the parameters were divided by m. Here they are plain sums: the 1/m of a cost is in "
            "da_next already.",
            (DWAX, "dz @ xt.T / xt.shape[1]"),
            (DWAA, "dz @ a_prev.T / xt.shape[1]"),
            (DBA, "np.mean(dz, axis=1, keepdims=True)"),
        ),
        wrong(
            "dba_averaged",
            "dba is a mean over the examples. It is a sum.",
            (DBA, "np.mean(dz, axis=1, keepdims=True)"),
        ),
        wrong("dba_flat", "dba has lost an axis: keepdims=True gives it the shape of ba.", (DBA, "np.sum(dz, axis=1)")),
        wrong("dba_one_number", "dba is one number. Each unit has its own: add up along axis 1.", (DBA, "np.sum(dz)")),
        wrong(
            "dba_over_the_units",
            "dba was added up over the units. Add up over the examples: axis 1.",
            (DBA, "np.sum(dz, axis=0, keepdims=True)"),
        ),
        wrong("dba_not_summed", "dba is to be added up over the examples.", (DBA, "dz")),
        wrong("dba_missing", "dba is missing in the dictionary.", (f'"dba": {DBA},', "")),
        wrong("other_key", 'The slopes in the old state stand under the key "da_prev".', ('"da_prev"', '"da_prevt"')),
        wrong(
            "as_tuple",
            "The gradients should come in a dictionary.",
            (RETURNED, f"    return {DX}, {DA}, {DWAX}, {DWAA}, {DBA}"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (DWAX, "dtanh @ xt.T")),
    ),
    accepted=(
        accepted(
            "more_in_the_dictionary",
            "There is more in the dictionary than was asked for.",
            ('"dxt":', '"dz": dz, "dxt":'),
        ),
    ),
    alternatives=(
        also_right(
            "line_by_line",
            "every array under its own name, np.dot, np.multiply",
            code="""
def rnn_cell_backward(da_next, cache):
    (a_next, a_prev, xt, parameters) = cache
    Wax = parameters["Wax"]
    Waa = parameters["Waa"]
    dtanh = np.multiply(1 - np.square(a_next), da_next)
    dxt = np.dot(Wax.T, dtanh)
    dWax = np.dot(dtanh, xt.T)
    da_prev = np.dot(Waa.T, dtanh)
    dWaa = np.dot(dtanh, a_prev.T)
    dba = np.sum(dtanh, keepdims=True, axis=-1)
    gradients = {"dxt": dxt, "da_prev": da_prev, "dWax": dWax, "dWaa": dWaa, "dba": dba}
    return gradients
""",
        ),
        also_right(
            "from_the_score",
            "the slope from the score itself, by cosh; indices in place of transposes",
            code="""
def rnn_cell_backward(da_next, cache):
    _, a_prev, xt, P = cache
    z = P["Wax"] @ xt + P["Waa"] @ a_prev + P["ba"]
    dz = da_next / np.cosh(z) ** 2
    return {
        "dba": np.einsum("im->i", dz)[:, None],
        "dWaa": np.einsum("im,jm->ij", dz, a_prev),
        "dWax": np.einsum("im,jm->ij", dz, xt),
        "da_prev": np.einsum("ij,im->jm", P["Waa"], dz),
        "dxt": np.einsum("ij,im->jm", P["Wax"], dz),
    }
""",
        ),
        also_right(
            "stacked",
            "both matrices at once",
            code="""
def rnn_cell_backward(da_next, cache):
    a, a_prev, xt, P = cache
    dz, n = da_next - a * a * da_next, a.shape[0]
    back = np.concatenate([P["Waa"], P["Wax"], P["ba"]], axis=1).T @ dz
    dW = dz @ np.vstack([a_prev, xt, np.ones((1, xt.shape[1]))]).T
    return dict(dxt=back[n:-1], da_prev=back[:n], dWaa=dW[:, :n], dWax=dW[:, n:-1], dba=dW[:, -1:])
""",
        ),
    ),
    # The right shapes, other numbers; depends on all that comes in.
    stand_in="""
def rnn_cell_backward(da_next, cache):
    a_next, a_prev, xt, parameters = cache
    dz = 0.5 * da_next + 0.2 * a_next
    return {
        "dxt": 0.3 * np.dot(parameters["Wax"].T, dz) + 0.1 * xt,
        "da_prev": 0.4 * dz - 0.2 * a_prev,
        "dWax": 0.6 * np.dot(dz, xt.T),
        "dWaa": 0.7 * np.dot(dz, a_prev.T) + 0.1 * parameters["Waa"],
        "dba": np.max(dz, axis=1, keepdims=True),
    }
""",
)
