"""Backpropagation through one step of a recurrent network."""

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
        "First go back through the tanh to z, its input. All five results follow from that dz.",
        "Where tanh gave a, its derivative is 1 - a squared. The cache holds that a: it is a_next.",
        "`dz = (1 - a_next**2) * da_next`. The rest is a linear layer: dz times a transposed input for the weights, "
        "the transposed weights times dz for the inputs, a sum over the examples for the bias.",
    ),
    variants=(
        wrong(
            "tanh_twice",
            "a_next is already the result of the tanh, so its derivative is 1 - a_next**2, without another tanh.",
            (DZ, "(1 - np.tanh(a_next)**2) * da_next"),
        ),
        wrong("slope_forgotten", "The derivative of the tanh is missing: (1 - a_next**2) * da_next.", (DZ, "da_next")),
        wrong(
            "upstream_forgotten",
            "da_next is not used. It is the gradient of the cost with respect to a_next: multiply by it.",
            (DZ, "1 - a_next**2"),
        ),
        wrong("not_squared", "The derivative of the tanh is 1 - a_next squared.", (DZ, "(1 - a_next) * da_next")),
        wrong(
            "plus_squared", "The derivative of the tanh has a minus: 1 - a_next**2.", (DZ, "(1 + a_next**2) * da_next")
        ),
        wrong(
            "sigmoid_slope",
            "That is the derivative of a sigmoid, a (1 - a). The state uses tanh: 1 - a_next**2.",
            (DZ, "a_next * (1 - a_next) * da_next"),
        ),
        wrong(
            "slope_at_the_old_state",
            "The derivative was taken at a_prev. The tanh gave a_next.",
            (DZ, "(1 - a_prev**2) * da_next"),
        ),
        wrong(
            "times_the_activation",
            "da_next was multiplied by the tanh itself. Use its derivative, 1 - a_next**2.",
            (DZ, "a_next * da_next"),
        ),
        wrong(
            "waa_not_transposed",
            "Waa should be transposed in da_prev: its columns correspond to the entries of a_prev.",
            (DA, 'parameters["Waa"] @ dz'),
        ),
        wrong(
            "wax_not_transposed",
            "Wax should be transposed in dxt: its columns correspond to the entries of xt.",
            (DX, 'parameters["Wax"] @ dz'),
        ),
        wrong(
            "weights_exchanged",
            "Wax and Waa were swapped: dxt uses Wax, da_prev uses Waa.",
            (f'"dxt": {DX}', f'"dxt": {DA}'),
            (f'"da_prev": {DA}', f'"da_prev": {DX}'),
        ),
        wrong(
            "inputs_exchanged",
            "The gradients of the weights use the wrong inputs: Wax multiplied xt, Waa multiplied a_prev.",
            (f'"dWax": {DWAX}', f'"dWax": {DWAA}'),
            (f'"dWaa": {DWAA}', f'"dWaa": {DWAX}'),
        ),
        wrong(
            "waa_met_the_new_state",
            "dWaa was computed with a_next. Waa multiplied the old state, a_prev.",
            (DWAA, "dz @ a_next.T"),
        ),
        wrong(
            "gradients_transposed",
            "dWax and dWaa are transposed. They have the shapes of Wax and Waa: dz @ xt.T.",
            (DWAX, "xt @ dz.T"),
            (DWAA, "a_prev @ dz.T"),
        ),
        wrong(
            "tanh_skipped_on_the_way_to_a_prev",
            "da_prev was computed from da_next. Go through the tanh first: use dz.",
            (DA, 'parameters["Waa"].T @ da_next'),
        ),
        wrong(
            "averaged",
            "The gradients of the parameters were divided by m. Here they are sums: the cost's 1/m is already in "
            "da_next.",
            (DWAX, "dz @ xt.T / xt.shape[1]"),
            (DWAA, "dz @ a_prev.T / xt.shape[1]"),
            (DBA, "np.mean(dz, axis=1, keepdims=True)"),
        ),
        wrong(
            "dba_averaged",
            "dba is a mean over the examples. It should be a sum.",
            (DBA, "np.mean(dz, axis=1, keepdims=True)"),
        ),
        wrong("dba_flat", "dba lost an axis: keepdims=True gives it the shape of ba.", (DBA, "np.sum(dz, axis=1)")),
        wrong(
            "dba_one_number", "dba is a single number. Each unit has its own: sum along axis 1.", (DBA, "np.sum(dz)")
        ),
        wrong(
            "dba_over_the_units",
            "dba was summed over the units. Sum over the examples: axis 1.",
            (DBA, "np.sum(dz, axis=0, keepdims=True)"),
        ),
        wrong("dba_not_summed", "Sum dba over the examples.", (DBA, "dz")),
        wrong("dba_missing", "dba is missing from the dictionary.", (f'"dba": {DBA},', "")),
        wrong("other_key", 'The gradient of the old state should have the key "da_prev".', ('"da_prev"', '"da_prevt"')),
        wrong(
            "as_tuple",
            "Return the gradients in a dictionary.",
            (RETURNED, f"    return {DX}, {DA}, {DWAX}, {DWAA}, {DBA}"),
        ),
        wrong(
            "dwax_averaged",
            "dWax was divided by m. Here the gradients are sums: the cost's 1/m is already in da_next.",
            (DWAX, f"{DWAX} / xt.shape[1]"),
        ),
        wrong(
            "dwaa_averaged",
            "dWaa was divided by m. Here the gradients are sums: the cost's 1/m is already in da_next.",
            (DWAA, f"{DWAA} / xt.shape[1]"),
        ),
        wrong("dxt_negative", "dxt has the wrong sign.", (DX, f"-({DX})")),
        wrong("da_prev_negative", "da_prev has the wrong sign.", (DA, f"-({DA})")),
        wrong("dwax_negative", "dWax has the wrong sign.", (DWAX, f"-({DWAX})")),
        wrong("all_negative", "All gradients have the wrong sign.", (DZ, f"-{DZ}")),
        wrong(
            "tanh_skipped_on_the_way_to_dxt",
            "dxt skips the tanh: it follows from dz, not from da_next.",
            (DX, DX.replace("dz", "da_next")),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (DWAX, "dtanh @ xt.T")),
    ),
    accepted=(
        accepted(
            "more_in_the_dictionary",
            "The dictionary has more keys than the task asks for.",
            ('"dxt":', '"dz": dz, "dxt":'),
        ),
    ),
    alternatives=(
        also_right(
            "line_by_line",
            "every array in its own variable, np.dot, np.multiply",
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
            "the derivative from z itself, with cosh; indices instead of transposes",
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
    # The right shapes but other numbers; depends on all inputs.
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
