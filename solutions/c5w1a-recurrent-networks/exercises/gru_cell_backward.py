"""Backpropagation through one step of a gated recurrent unit (GRU)."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType
from typing import Any

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, Gradient, also_right, call, wrong

from .common import (
    ALL_EQUAL,
    FEW_INPUTS,
    FEW_UNITS,
    GRU_GATES,
    MANY_CLASSES,
    Sizes,
    gated_parameters,
    gru_cache,
    slopes_of,
    state,
)


def cases(rng: np.random.Generator) -> Iterable[Case]:
    def drawn(s: Sizes) -> tuple[Any, ...]:
        xt, c_prev = rng.normal(size=(s.n_x, s.m)), state(rng, s)
        return rng.normal(size=(s.n_a, s.m)), gru_cache(xt, c_prev, gated_parameters(rng, s, GRU_GATES))

    yield call(*drawn(FEW_INPUTS), label="4 inputs, 5 units, 6 examples")
    yield call(*drawn(FEW_UNITS), label="more inputs than units")
    yield call(*drawn(MANY_CLASSES), label="2 inputs, 3 units, 5 examples")
    yield call(*drawn(ALL_EQUAL), label="all sizes equal")


def gradients(module: ModuleType, rng: np.random.Generator) -> Iterable[Gradient]:
    for s in (FEW_INPUTS, FEW_UNITS):
        dc, P = rng.normal(size=(s.n_a, s.m)), gated_parameters(rng, s, GRU_GATES)
        xt, c_prev = rng.normal(size=(s.n_x, s.m)), state(rng, s)
        found = module.gru_cell_backward(dc, module.gru_cell_forward(xt, c_prev, P)[2])

        def weighed(xt, c_prev, P, dc=dc):
            return np.sum(dc * module.gru_cell_forward(xt, c_prev, P)[0])

        claimed = {"xt": found["dxt"], "c_prev": found["dc_prev"], "P": slopes_of(found, P)}
        yield Gradient(of=weighed, at={"xt": xt, "c_prev": c_prev, "P": P}, claimed=claimed)


DZU, DZC = "dc_next * (cct - c_prev) * ut * (1 - ut)", "dc_next * ut * (1 - cct**2)"
DZR = "dreset[:n_a] * c_prev * rt * (1 - rt)"
DRESET = 'parameters["Wc"].T @ dzc'
DBOTH = 'parameters["Wu"].T @ dzu + parameters["Wr"].T @ dzr'
DX, DC = "dboth[n_a:] + dreset[n_a:]", "dboth[:n_a] + rt * dreset[:n_a] + (1 - ut) * dc_next"
DW, DB = "dz @ inputs.T", "np.sum(dz, axis=1, keepdims=True)"

GRU_CELL_BACKWARD = Exercise(
    name="gru_cell_backward",
    cases=cases,
    gradients=gradients,
    quantities=("dbu", "dbc", "dbr", "dWu", "dWc", "dWr", "dxt", "dc_prev"),
    hints=(
        "Start from the last line of the forward pass, c = u * candidate + (1 - u) * c_prev, and go back line by "
        "line. The old memory was used in four places; its gradient is the sum of what comes back from all of them.",
        "First compute three gradients before the activations: dzu through the update gate's sigmoid, dzc through the "
        "tanh, and dzr, which comes back from the candidate's stack. Where a sigmoid gave s, its derivative is s (1 - "
        "s).",
        "The update gate appears twice in c, so its gradient has the factor candidate minus c_prev. The candidate's "
        "stack is [rt * c_prev; xt]: its first n_a rows pass gradients to rt (times c_prev) and to c_prev (times rt).",
        "The paths of c_prev: directly, times 1 - ut; through Wu; through Wr; and through Wc, times rt.",
    ),
    variants=(
        wrong(
            "update_slope_forgotten",
            "The derivative of the update gate's sigmoid is missing: ut * (1 - ut).",
            (DZU, "dc_next * (cct - c_prev)"),
        ),
        wrong(
            "update_gate_parentheses",
            "Parentheses are missing: the *difference* of candidate and old memory is multiplied by the rest.",
            (DZU, "dc_next * cct - c_prev * ut * (1 - ut)"),
        ),
        wrong(
            "update_gate_through_the_candidate_alone",
            "The update gate appears twice in c: with the candidate, and as 1 - ut with the old memory. So its "
            "gradient has the factor cct - c_prev.",
            (DZU, "dc_next * cct * ut * (1 - ut)"),
        ),
        wrong(
            "update_gate_sign",
            "The gradient of the update gate has the wrong sign: it should be candidate minus old memory.",
            (DZU, "dc_next * (c_prev - cct) * ut * (1 - ut)"),
        ),
        wrong(
            "candidate_tanh_twice",
            "cct is already the result of the tanh, so its derivative is 1 - cct**2, without another tanh.",
            (DZC, "dc_next * ut * (1 - np.tanh(cct)**2)"),
        ),
        wrong(
            "candidate_slope_forgotten",
            "The derivative of the candidate's tanh is missing: 1 - cct**2.",
            (DZC, "dc_next * ut"),
        ),
        wrong(
            "candidate_without_its_gate",
            "The candidate was multiplied by the update gate, so its gradient is multiplied by ut.",
            (DZC, "dc_next * (1 - cct**2)"),
        ),
        wrong(
            "reset_slope_forgotten",
            "The derivative of the reset gate's sigmoid is missing: rt * (1 - rt).",
            (DZR, "dreset[:n_a] * c_prev"),
        ),
        wrong(
            "reset_gate_without_the_memory",
            "The reset gate was multiplied by c_prev, so its gradient is too.",
            (DZR, "dreset[:n_a] * rt * (1 - rt)"),
        ),
        wrong(
            "reset_from_the_memory_directly",
            "The reset gate acts only in the candidate: its gradient comes back through Wc, from the candidate's "
            "stack.",
            (DZR, "dc_next * c_prev * rt * (1 - rt)"),
        ),
        wrong(
            "direct_way_forgotten",
            "The direct path of the old memory is missing: (1 - ut) * dc_next. It is what lets gradients travel far.",
            (DC, "dboth[:n_a] + rt * dreset[:n_a]"),
        ),
        wrong(
            "direct_way_alone",
            "The old memory was also an input of both gates and the candidate: gradients come back from there, too.",
            (DC, "(1 - ut) * dc_next"),
        ),
        wrong(
            "direct_way_by_the_wrong_share",
            "On the direct path the old memory was multiplied by 1 - ut, so its gradient is too.",
            (DC, "dboth[:n_a] + rt * dreset[:n_a] + ut * dc_next"),
        ),
        wrong(
            "way_through_the_candidate_forgotten",
            "The old memory was also an input of the candidate, as rt * c_prev: a gradient comes back from there.",
            (DC, "dboth[:n_a] + (1 - ut) * dc_next"),
        ),
        wrong(
            "reset_factor_forgotten",
            "The candidate's stack contains rt * c_prev, so the gradient of c_prev is multiplied by rt.",
            (DC, "dboth[:n_a] + dreset[:n_a] + (1 - ut) * dc_next"),
        ),
        wrong(
            "way_through_the_gates_forgotten",
            "The old memory was also an input of both gates: gradients come back from there.",
            (DC, "rt * dreset[:n_a] + (1 - ut) * dc_next"),
        ),
        wrong("input_through_the_candidate_alone", "xt was also an input of both gates.", (DX, "dreset[n_a:]")),
        wrong("input_through_the_gates_alone", "xt was also an input of the candidate.", (DX, "dboth[n_a:]")),
        wrong(
            "way_through_the_reset_gate_forgotten",
            "The reset gate's inputs receive a gradient as well: add Wr transposed times dzr.",
            (DBOTH, 'parameters["Wu"].T @ dzu'),
        ),
        wrong(
            "gradients_for_parameters",
            "dxt and dc_prev use the *parameters* Wu, Wr and Wc. Here their gradients were used.",
            (DRESET, "(dzc @ reset.T).T @ dzc"),
            (DBOTH, "(dzu @ both.T).T @ dzu + (dzr @ both.T).T @ dzr"),
        ),
        wrong(
            "candidate_met_the_unreset_memory",
            "dWc was computed with c_prev. The input of Wc is rt * c_prev, on top of xt.",
            ('("c", dzc, reset)', '("c", dzc, both)'),
        ),
        wrong(
            "sliced_the_wrong_way_round",
            "The old memory is at the top of the stack: its rows are the first n_a, those of the input follow.",
            ("c_prev.shape[0]", "xt.shape[0]"),
            (DX, "dboth[:n_a] + dreset[:n_a]"),
            (DC, "dboth[n_a:] + rt * dreset[n_a:] + (1 - ut) * dc_next"),
            (DZR, "dreset[n_a:] * c_prev * rt * (1 - rt)"),
        ),
        wrong(
            "averaged",
            "The gradients of the parameters were divided by m. Here they are sums over the batch.",
            (DW, "dz @ inputs.T / dz.shape[1]"),
            (DB, "np.mean(dz, axis=1, keepdims=True)"),
        ),
        wrong("db_flat", "The gradients of the biases lost an axis: use keepdims=True.", (DB, "np.sum(dz, axis=1)")),
        wrong("db_one_number", "Each unit has its own bias: sum along axis 1.", (DB, "np.sum(dz)")),
        wrong("other_key", 'The gradient of the old memory should have the key "dc_prev".', ('"dc_prev"', '"da_prev"')),
        wrong(
            "cache_in_another_order",
            "The cache was unpacked in the wrong order. It is (c_next, c_prev, ut, rt, cct, xt, parameters).",
            ("ut, rt, cct, xt", "rt, ut, cct, xt"),
        ),
        wrong(
            "stacks_upside_down",
            "Both stacks are upside down: the old memory comes first, the input second.",
            (
                "np.concatenate((c_prev, xt)), np.concatenate((rt * c_prev, xt))",
                "np.concatenate((xt, c_prev)), np.concatenate((xt, rt * c_prev))",
            ),
        ),
        wrong(
            "candidate_not_squared",
            "The derivative of the candidate's tanh is 1 - cct squared.",
            (DZC, DZC.replace("cct**2", "cct")),
        ),
        wrong("reset_gate_negative", "The gradient of the reset gate has the wrong sign.", (DZR, f"-{DZR}")),
        wrong(
            "slopes_missing_on_the_way_back",
            "The slopes of the gates are in dW, but not in dc_prev and dxt. All of them follow from dzu and dzr.",
            (
                DBOTH,
                'parameters["Wu"].T @ (dc_next * (cct - c_prev)) + parameters["Wr"].T @ (dreset[:n_a] * c_prev)',
            ),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (DC, DC.replace("rt *", "gamma_r *"))),
    ),
    alternatives=(
        also_right(
            "way_by_way",
            "np.dot, one line for each path of the old memory",
            code="""
def gru_cell_backward(dc_next, cache):
    (c_next, c_prev, ut, rt, cct, xt, parameters) = cache
    n_a, m = c_prev.shape
    Wu, Wr, Wc = parameters["Wu"], parameters["Wr"], parameters["Wc"]
    dcct = dc_next * ut
    dut = dc_next * cct - dc_next * c_prev
    dzc = dcct * (1 - np.square(cct))
    dzu = dut * ut * (1 - ut)
    drc = np.dot(Wc[:, :n_a].T, dzc)
    dzr = drc * c_prev * rt * (1 - rt)
    dc_prev = dc_next * (1 - ut)
    dc_prev = dc_prev + drc * rt
    dc_prev = dc_prev + np.dot(Wu[:, :n_a].T, dzu)
    dc_prev = dc_prev + np.dot(Wr[:, :n_a].T, dzr)
    dxt = np.dot(Wu[:, n_a:].T, dzu) + np.dot(Wr[:, n_a:].T, dzr) + np.dot(Wc[:, n_a:].T, dzc)
    concat = np.concatenate((c_prev, xt), axis=0)
    dWu, dbu = np.dot(dzu, concat.T), np.sum(dzu, axis=1, keepdims=True)
    dWr, dbr = np.dot(dzr, concat.T), np.sum(dzr, axis=1, keepdims=True)
    dWc = np.hstack((np.dot(dzc, (rt * c_prev).T), np.dot(dzc, xt.T)))
    dbc = np.sum(dzc, axis=1, keepdims=True)
    return {"dxt": dxt, "dc_prev": dc_prev, "dWu": dWu, "dbu": dbu, "dWr": dWr, "dbr": dbr, "dWc": dWc, "dbc": dbc}
""",
        ),
        also_right(
            "biases_as_a_column",
            "a row of ones below each stack, so that one product gives weights and bias",
            code="""
def gru_cell_backward(dc_next, cache):
    _, c, u, r, k, x, P = cache
    n, one = len(c), np.ones((1, x.shape[1]))
    zc = (1 - k) * (1 + k) * u * dc_next
    back = np.einsum("ij,im->jm", P["Wc"], zc)
    zu, zr = (u - u**2) * (k - c) * dc_next, (r - r**2) * c * back[:n]
    gates = np.vstack([P["Wu"], P["Wr"]]).T @ np.vstack([zu, zr])
    out = {"dxt": gates[n:] + back[n:], "dc_prev": gates[:n] + back[:n] * r + dc_next - dc_next * u}
    for name, z, memory in (("u", zu, c), ("r", zr, c), ("c", zc, r * c)):
        full = z @ np.vstack([memory, x, one]).T
        out["dW" + name], out["db" + name] = full[:, :-1], full[:, -1:]
    return out
""",
        ),
    ),
)
