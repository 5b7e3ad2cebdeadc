"""Backpropagation through one step of a long short-term memory (LSTM)."""

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
    LSTM_GATES,
    MANY_CLASSES,
    Sizes,
    gated_parameters,
    lstm_cache,
    slopes_of,
    state,
)


def drawn(rng: np.random.Generator, s: Sizes) -> tuple[Any, ...]:
    """Gradients of the hidden and cell states, and the inputs of a step: xt, a_prev, c_prev, parameters."""
    slopes = rng.normal(size=(2, s.n_a, s.m))
    xt, c_prev = rng.normal(size=(s.n_x, s.m)), rng.normal(0, 1.2, (s.n_a, s.m))
    return *slopes, xt, state(rng, s), c_prev, gated_parameters(rng, s, LSTM_GATES)


def cases(rng: np.random.Generator) -> Iterable[Case]:
    for s, label in (
        (FEW_INPUTS, "4 inputs, 5 units, 6 examples"),
        (FEW_UNITS, "more inputs than units"),
        (MANY_CLASSES, "2 inputs, 3 units, 5 examples"),
        (ALL_EQUAL, "all sizes equal"),
    ):
        da_next, dc_next, *step = drawn(rng, s)
        yield call(da_next, dc_next, lstm_cache(*step), label=label)


def gradients(module: ModuleType, rng: np.random.Generator) -> Iterable[Gradient]:
    for s in (FEW_INPUTS, FEW_UNITS):
        da, dc, xt, a_prev, c_prev, P = drawn(rng, s)
        found = module.lstm_cell_backward(da, dc, module.lstm_cell_forward(xt, a_prev, c_prev, P)[3])

        def weighed(xt, a_prev, c_prev, P, da=da, dc=dc):
            a_next, c_next, *_ = module.lstm_cell_forward(xt, a_prev, c_prev, P)
            return np.sum(da * a_next) + np.sum(dc * c_next)

        claimed = {"xt": found["dxt"], "a_prev": found["da_prev"], "c_prev": found["dc_prev"], "P": slopes_of(found, P)}
        yield Gradient(of=weighed, at={"xt": xt, "a_prev": a_prev, "c_prev": c_prev, "P": P}, claimed=claimed)


DC = "dc_next + da_next * ot * (1 - tanh_c**2)"
BY_STATE = "da_next * ot * (1 - tanh_c**2)"
F, I, C, O = (  # noqa: E741  (the gates' names)
    "dc * c_prev * ft * (1 - ft)",
    "dc * cct * it * (1 - it)",
    "dc * it * (1 - cct**2)",
    "da_next * tanh_c * ot * (1 - ot)",
)
DBOTH = 'sum(parameters["W" + gate].T @ dz[gate] for gate in dz)'
DX, DA = '"dxt": dboth[n_a:]', '"da_prev": dboth[:n_a]'
DW, DB = "dz[gate] @ both.T", "np.sum(dz[gate], axis=1, keepdims=True)"
PARENTHESES = (
    "Parentheses are missing: first add dc_next and the gradient through the hidden state, then multiply the sum by "
    "everything else, including the derivative of "
)

LSTM_CELL_BACKWARD = Exercise(
    name="lstm_cell_backward",
    cases=cases,
    gradients=gradients,
    quantities=("dbo", "dbf", "dbi", "dbc", "dWo", "dWf", "dWi", "dWc", "dc_prev", "da_prev", "dxt"),
    hints=(
        "First compute the total gradient of the cell state: what comes from the next step, plus what comes from the "
        "hidden state through the output gate and tanh. All but the output gate follow from this dc.",
        "Then compute four gradients before the activations. Each is dc (or da_next, for the output gate) times what "
        "the gate was multiplied by, times the derivative of its activation: s (1 - s) for a sigmoid, 1 - cct**2 for "
        "the candidate.",
        "`dc = dc_next + da_next * ot * (1 - np.tanh(c_next)**2)`. The forget gate was multiplied by c_prev, the "
        "update gate by cct, the candidate by `it`, the output gate by tanh(c_next).",
        "The gradient of the stack is the sum over the four matrices, each transposed, times its dz: the first n_a "
        "rows are da_prev, the others dxt. dc_prev is dc times the forget gate.",
    ),
    variants=(
        wrong(
            "parentheses",
            PARENTHESES + "forget gate, update gate and candidate.",
            (F, f"dc_next * c_prev + {BY_STATE} * c_prev * ft * (1 - ft)"),
            (I, f"dc_next * cct + {BY_STATE} * cct * it * (1 - it)"),
            (C, f"dc_next * it + {BY_STATE} * it * (1 - cct**2)"),
        ),
        wrong(
            "parentheses_forget",
            PARENTHESES + "the forget gate.",
            (F, f"dc_next * c_prev + {BY_STATE} * c_prev * ft * (1 - ft)"),
        ),
        wrong(
            "parentheses_update",
            PARENTHESES + "the update gate.",
            (I, f"dc_next * cct + {BY_STATE} * cct * it * (1 - it)"),
        ),
        wrong(
            "parentheses_candidate",
            PARENTHESES + "the candidate.",
            (C, f"dc_next * it + {BY_STATE} * it * (1 - cct**2)"),
        ),
        wrong(
            "gate_slopes_forgotten",
            "The derivatives of the gates' sigmoids are missing: ft (1 - ft), it (1 - it), ot (1 - ot). The gradients "
            "are with respect to the values *before* the sigmoids.",
            (F, "dc * c_prev"),
            (I, "dc * cct"),
            (O, "da_next * tanh_c"),
        ),
        wrong(
            "candidate_slope_forgotten",
            "The derivative of the candidate's tanh is missing: 1 - cct**2.",
            (C, "dc * it"),
        ),
        wrong(
            "candidate_tanh_twice",
            "cct is already the result of the tanh, so its derivative is 1 - cct**2, without another tanh.",
            (C, "dc * it * (1 - np.tanh(cct)**2)"),
        ),
        wrong(
            "memory_taken_for_a_tanh",
            "c_next is not the result of a tanh: the derivative on the path from the hidden state is 1 - "
            "np.tanh(c_next)**2.",
            (DC, "dc_next + da_next * ot * (1 - c_next**2)"),
        ),
        wrong(
            "state_taken_for_the_tanh",
            "a_next is ot times the tanh. The derivative of the tanh is 1 - np.tanh(c_next)**2.",
            ("_, c_next, a_prev", "a_next, c_next, a_prev"),
            (DC, "dc_next + da_next * ot * (1 - a_next**2)"),
        ),
        wrong("next_memory_forgotten", "dc_next is not used. Add it.", (DC, BY_STATE)),
        wrong(
            "way_by_the_state_forgotten",
            "The cell state also influenced the cost through the hidden state: add da_next * ot * (1 - "
            "np.tanh(c_next)**2).",
            (DC, "dc_next"),
        ),
        wrong(
            "output_gate_forgotten_in_the_memory",
            "The output gate is missing on the path from the hidden state to the cell state.",
            (DC, "dc_next + da_next * (1 - tanh_c**2)"),
        ),
        wrong(
            "tanh_slope_forgotten_in_the_memory",
            "The derivative of the tanh is missing on the path from the hidden state to the cell state: 1 - "
            "np.tanh(c_next)**2.",
            (DC, "dc_next + da_next * ot"),
        ),
        wrong(
            "output_gate_without_tanh",
            "The output gate was multiplied by tanh(c_next), not by c_next.",
            (O, "da_next * c_next * ot * (1 - ot)"),
        ),
        wrong(
            "output_gate_from_the_memory",
            "The output gate acts only on the hidden state: its gradient comes from da_next.",
            (O, "dc * tanh_c * ot * (1 - ot)"),
        ),
        wrong(
            "plus_for_times",
            "The output gate's derivative has a plus instead of a product: it should be ot * (1 - ot).",
            (O, "da_next * tanh_c * (ot + (1 - ot))"),
        ),
        wrong(
            "forget_gate_without_the_memory",
            "The forget gate was multiplied by the old cell state, so its gradient is too: c_prev.",
            (F, "dc * ft * (1 - ft)"),
        ),
        wrong(
            "forget_gate_met_the_new_memory",
            "The forget gate was multiplied by the old cell state, c_prev, not by the new one.",
            (F, "dc * c_next * ft * (1 - ft)"),
        ),
        wrong(
            "gates_partners_exchanged",
            "The factors are swapped: the update gate was multiplied by the candidate, the forget gate by the old "
            "cell state.",
            (F, "dc * cct * ft * (1 - ft)"),
            (I, "dc * c_prev * it * (1 - it)"),
        ),
        wrong(
            "candidate_without_its_gate",
            "The candidate was multiplied by the update gate, so its gradient is too.",
            (C, "dc * (1 - cct**2)"),
        ),
        wrong(
            "dc_prev_without_the_gate",
            "The old cell state was multiplied by the forget gate, so its gradient is too.",
            ("dc * ft}", "dc}"),
        ),
        wrong(
            "dc_prev_by_the_update_gate",
            "The old cell state was multiplied by the forget gate, not the update gate.",
            ("dc * ft}", "dc * it}"),
        ),
        wrong(
            "dc_prev_without_the_way_by_the_state",
            "dc_prev uses the total gradient of the cell state, including the part through the hidden state: dc * ft.",
            ("dc * ft}", "dc_next * ft}"),
        ),
        wrong(
            "gradients_for_parameters",
            "da_prev and dxt use the *parameters* W. Here their gradients dW were used.",
            (DBOTH, "sum((dz[gate] @ both.T).T @ dz[gate] for gate in dz)"),
        ),
        wrong(
            "sliced_the_wrong_way_round",
            "The old hidden state is at the top of the stack: its rows are the first n_a, those of the input follow.",
            ("a_prev.shape[0]", "xt.shape[0]"),
            (DX, '"dxt": dboth[:n_a]'),
            (DA, '"da_prev": dboth[n_a:]'),
        ),
        wrong(
            "way_through_the_output_gate_forgotten",
            "da_prev and dxt are sums over all four matrices; that of the output gate is missing.",
            (DBOTH, DBOTH.replace("for gate in dz", 'for gate in "fic"')),
        ),
        wrong(
            "averaged",
            "The gradients of the parameters were divided by m. Here they are sums over the batch.",
            (DW, "dz[gate] @ both.T / xt.shape[1]"),
            (DB, "np.mean(dz[gate], axis=1, keepdims=True)"),
        ),
        wrong(
            "db_flat", "The gradients of the biases lost an axis: use keepdims=True.", (DB, "np.sum(dz[gate], axis=1)")
        ),
        wrong("db_one_number", "Each unit has its own bias: sum along axis 1.", (DB, "np.sum(dz[gate])")),
        wrong("dc_prev_missing", "dc_prev is missing from the dictionary.", (', "dc_prev": dc * ft}', "}")),
        wrong(
            "cache_in_another_order",
            "The cache was unpacked in the wrong order. It is (a_next, c_next, a_prev, c_prev, ft, it, cct, ot, xt, "
            "parameters).",
            ("ft, it, cct", "it, ft, cct"),
        ),
        wrong(
            "tanh_not_squared",
            "The derivative of the tanh is 1 - tanh(c_next) squared.",
            (DC, DC.replace("tanh_c**2", "tanh_c")),
        ),
        wrong(
            "slopes_missing_on_the_way_back",
            "The slopes of the gates are in dW, but not in da_prev and dxt. All of them follow from the same dz.",
            (
                DBOTH,
                'parameters["Wf"].T @ (dc * c_prev) + parameters["Wi"].T @ (dc * cct) '
                '+ parameters["Wc"].T @ (dc * it) + parameters["Wo"].T @ (da_next * tanh_c)',
            ),
        ),
        wrong(
            "candidate_not_squared",
            "The derivative of the candidate's tanh is 1 - cct squared.",
            (C, C.replace("cct**2", "cct")),
        ),
        wrong("output_gate_negative", "The gradient of the output gate has the wrong sign.", (O, f"-{O}")),
        wrong("forget_gate_negative", "The gradient of the forget gate has the wrong sign.", (F, f"-{F}")),
        wrong("dxt_negative", "dxt has the wrong sign.", (DX, DX.replace("dboth", "-dboth"))),
        wrong("da_prev_negative", "da_prev has the wrong sign.", (DA, DA.replace("dboth", "-dboth"))),
        wrong(
            "dw_from_the_state",
            "The weights' gradients use only the old hidden state. Use the whole stack, with the input below.",
            (DW, "dz[gate] @ np.concatenate((a_prev, 0 * xt)).T"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (I, "dc * c_tilde * it * (1 - it)")),
    ),
    alternatives=(
        also_right(
            "gate_by_gate",
            "each gate's whole formula in one line, with parentheses",
            code="""
def lstm_cell_backward(da_next, dc_next, cache):
    (a_next, c_next, a_prev, c_prev, ft, it, cct, ot, xt, parameters) = cache
    n_x, m = xt.shape
    n_a, m = a_next.shape
    dot = da_next * np.tanh(c_next) * ot * (1 - ot)
    dcct = (dc_next * it + ot * (1 - np.square(np.tanh(c_next))) * it * da_next) * (1 - np.square(cct))
    dit = (dc_next * cct + ot * (1 - np.square(np.tanh(c_next))) * cct * da_next) * it * (1 - it)
    dft = (dc_next * c_prev + ot * (1 - np.square(np.tanh(c_next))) * c_prev * da_next) * ft * (1 - ft)
    concat = np.concatenate((a_prev, xt), axis=0)
    dWf = np.dot(dft, concat.T)
    dWi = np.dot(dit, concat.T)
    dWc = np.dot(dcct, concat.T)
    dWo = np.dot(dot, concat.T)
    dbf = np.sum(dft, axis=1, keepdims=True)
    dbi = np.sum(dit, axis=1, keepdims=True)
    dbc = np.sum(dcct, axis=1, keepdims=True)
    dbo = np.sum(dot, axis=1, keepdims=True)
    Wf, Wi, Wc, Wo = (parameters[name] for name in ("Wf", "Wi", "Wc", "Wo"))
    da_prev = (np.dot(Wf[:, :n_a].T, dft) + np.dot(Wi[:, :n_a].T, dit)
               + np.dot(Wc[:, :n_a].T, dcct) + np.dot(Wo[:, :n_a].T, dot))
    dc_prev = dc_next * ft + ot * (1 - np.square(np.tanh(c_next))) * ft * da_next
    dxt = (np.dot(Wf[:, n_a:].T, dft) + np.dot(Wi[:, n_a:].T, dit)
           + np.dot(Wc[:, n_a:].T, dcct) + np.dot(Wo[:, n_a:].T, dot))
    return {"dxt": dxt, "da_prev": da_prev, "dc_prev": dc_prev, "dWf": dWf, "dbf": dbf, "dWi": dWi, "dbi": dbi,
            "dWc": dWc, "dbc": dbc, "dWo": dWo, "dbo": dbo}
""",
        ),
        also_right(
            "all_gates_at_once",
            "the four gradients in one array, split at the end",
            code="""
def lstm_cell_backward(da_next, dc_next, cache):
    _, c, a_prev, c_prev, f, i, k, o, x, P = cache
    n = len(a_prev)
    t = np.tanh(c)
    dc = dc_next + da_next * o / np.cosh(c) ** 2
    dZ = np.vstack([dc * c_prev * (f - f * f), dc * k * (i - i * i), dc * i * (1 - k * k), da_next * t * (o - o * o)])
    dW = dZ @ np.vstack([a_prev, x]).T
    back = np.vstack([P["W" + gate] for gate in "fico"]).T @ dZ
    out = {"da_prev": back[:n], "dxt": back[n:], "dc_prev": f * dc}
    for place, gate in enumerate("fico"):
        rows = slice(place * n, place * n + n)
        out["dW" + gate], out["db" + gate] = dW[rows], dZ[rows].sum(axis=1, keepdims=True)
    return out
""",
        ),
    ),
    # The right shapes but other numbers; depends on all inputs.
    stand_in="""
def lstm_cell_backward(da_next, dc_next, cache):
    a_next, c_next, a_prev, c_prev, ft, it, cct, ot, xt, parameters = cache
    out = {
        "dxt": 0.3 * xt + 0.1 * np.sum(da_next, axis=0),
        "da_prev": 0.5 * da_next - 0.2 * dc_next + 0.1 * a_next,
        "dc_prev": 0.6 * dc_next + 0.3 * da_next - 0.1 * c_prev,
    }
    for place, (gate, value) in enumerate(zip("fico", (ft, it, cct, ot))):
        dz = (0.2 + 0.1 * place) * da_next + 0.4 * dc_next * value
        out["dW" + gate] = np.dot(dz, np.concatenate((a_prev, xt)).T) + 0.1 * parameters["W" + gate]
        out["db" + gate] = np.max(dz, axis=1, keepdims=True)
    return out
""",
)
