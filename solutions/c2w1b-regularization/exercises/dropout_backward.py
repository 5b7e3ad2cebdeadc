"""The backward pass through dropout: the same masks and the same division."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, Gradient, also_right, call, wrong

from .common import Sizes, forward, labels, network
from .l2_backward import QUANTITIES, RETURNED


def masked(rng: np.random.Generator, sizes: Sizes, m: int, keep: float):
    """X, labels, parameters and masks; no layer is dropped or kept entirely."""
    X, Y, parameters = rng.normal(size=(sizes[0], m)), labels(rng, m), network(rng, sizes)
    masks = []
    for n in sizes[1:3]:
        D = rng.random((n, m)) < keep
        D.reshape(-1)[:2] = True, False
        masks.append(rng.permuted(D.reshape(-1)).reshape(n, m))
    return X, Y, parameters, tuple(masks)


def backward_cases(rng: np.random.Generator) -> Iterable[Case]:
    for sizes, m, keep, label in (
        ((3, 6, 4, 1), 5, 0.8, "keep_prob = 0.8"),
        ((2, 5, 7, 1), 4, 0.5, "keep_prob = 0.5"),
        ((4, 3, 2, 1), 6, 0.6, "keep_prob = 0.6, masks of 0 and 1"),
        ((3, 5, 4, 1), 1, 0.7, "a single example"),
    ):
        X, Y, parameters, masks = masked(rng, sizes, m, keep)
        masks = tuple(mask.astype(int) for mask in masks) if "0 and 1" in label else masks
        yield call(X, Y, forward(X, parameters, masks, keep), keep, label=label)


def backward_gradients(module: ModuleType, rng: np.random.Generator) -> Iterable[Gradient]:
    for sizes, m, keep in (((3, 4, 2, 1), 5, 0.8), ((2, 3, 5, 1), 4, 0.5)):
        X, Y, parameters, masks = masked(rng, sizes, m, keep)
        found = module.backward_propagation_with_dropout(X, Y, forward(X, parameters, masks, keep), keep)

        def cost(parameters, X=X, Y=Y, masks=masks, keep=keep):
            return module.compute_cost(forward(X, parameters, masks, keep)[-3], Y)

        claimed = {name: found["d" + name] for name in parameters}
        yield Gradient(of=cost, at={"parameters": parameters}, claimed={"parameters": claimed})


DROPOUT_BACKWARD = Exercise(
    name="backward_propagation_with_dropout",
    cases=backward_cases,
    gradients=backward_gradients,
    quantities=QUANTITIES,
    credit={"dW3": 0.2, "dW2": 0.4, "dW1": 0.4},
    hints=(
        "In the forward pass, A1 went through two more steps: multiplied by D1, divided by keep_prob. Both are "
        "factors. What are their derivatives?",
        "The derivative of a multiplication by a factor is that factor: multiply the gradient by the same mask and "
        "divide it by the same keep_prob.",
        "`dA2 = W3.T @ dZ3`, then `* D2 / keep_prob`, then continue as without dropout. Do the same with D1 for dA1.",
    ),
    equivalent={
        "dZ2 = dA2 * (Z2 >= 0)": "no Z is exactly 0",
        "dZ1 = dA1 * (Z1 >= 0)": "no Z is exactly 0",
        "db3 = np.sum(dZ3, keepdims=True) / m": "the last layer has one unit, so both axes give the same",
        "dA2 = W3.T * dZ3 * D2 / keep_prob": "with one unit in the last layer, the elementwise product is the matrix "
        "product",
    },
    variants=(
        wrong(
            "not_scaled",
            "dA is masked but not divided by keep_prob. The forward pass divides, so the backward pass must too.",
            ("dZ3 * D2 / keep_prob", "dZ3 * D2"),
            ("dZ2 * D1 / keep_prob", "dZ2 * D1"),
        ),
        wrong(
            "mask_forgotten",
            "The backward pass has no mask. A dropped entry had no effect on the cost, so no gradient may flow to it.",
            ("dZ3 * D2 / keep_prob", "dZ3 / keep_prob"),
            ("dZ2 * D1 / keep_prob", "dZ2 / keep_prob"),
        ),
        wrong(
            "dropout_forgotten",
            "This is the backward pass without dropout: masks and keep_prob are missing.",
            ("dZ3 * D2 / keep_prob", "dZ3"),
            ("dZ2 * D1 / keep_prob", "dZ2"),
        ),
        wrong(
            "first_layer_forgotten", "dA1 is not masked and not divided by keep_prob.", ("dZ2 * D1 / keep_prob", "dZ2")
        ),
        wrong(
            "second_layer_forgotten", "dA2 is not masked and not divided by keep_prob.", ("dZ3 * D2 / keep_prob", "dZ3")
        ),
        wrong(
            "multiplied_by_keep_prob",
            "dA is multiplied by keep_prob. Divide, as in the forward pass.",
            ("D2 / keep_prob", "D2 * keep_prob"),
            ("D1 / keep_prob", "D1 * keep_prob"),
        ),
        wrong(
            "masks_exchanged",
            "D1 and D2 are swapped: dA2 uses D2.",
            ("D2 / keep", "D1 / keep"),
            ("dZ2 * D1 / keep", "dZ2 * D2 / keep"),
        ),
        wrong(
            "dropped_for_kept",
            "The mask is inverted: gradients flow to the *dropped* entries here.",
            ("dZ3 * D2", "dZ3 * (1 - D2)"),
            ("dZ2 * D1", "dZ2 * (1 - D1)"),
        ),
        wrong(
            "scaled_after_relu",
            "The division comes after dA is stored: dA2 and dA1 should already be masked and divided.",
            ("dZ3 * D2 / keep_prob", "dZ3 * D2"),
            ("dA2 * (Z2 > 0)", "dA2 * (Z2 > 0) / keep_prob"),
            ("dZ2 * D1 / keep_prob", "dZ2 * D1"),
            ("dA1 * (Z1 > 0)", "dA1 * (Z1 > 0) / keep_prob"),
        ),
        wrong(
            "output_scaled_too",
            "dZ3 is divided by keep_prob as well. The output has no dropout.",
            ("dZ3 = A3 - Y", "dZ3 = (A3 - Y) / keep_prob"),
        ),
        wrong("dz3_negative", "dZ3 has the wrong sign: outputs minus labels.", ("A3 - Y", "Y - A3")),
        wrong(
            "relu_slope_forgotten",
            "The derivative of the ReLU is missing: where Z was negative, no gradient flows back.",
            ("dA2 * (Z2 > 0)", "dA2"),
            ("dA1 * (Z1 > 0)", "dA1"),
        ),
        wrong("weights_not_transposed", "dA2 needs W3 transposed.", ("W3.T @ dZ3", "W3 @ dZ3")),
        wrong(
            "dw_not_averaged",
            "dW is not divided by m.",
            ("A2.T / m", "A2.T"),
            ("A1.T / m", "A1.T"),
            ("X.T / m", "X.T"),
        ),
        wrong(
            "db_not_averaged",
            "db is not divided by m.",
            *[
                (f"np.sum(dZ{n}, axis=1, keepdims=True) / m", f"np.sum(dZ{n}, axis=1, keepdims=True)")
                for n in (3, 2, 1)
            ],
        ),
        wrong(
            "m_is_number_of_inputs",
            "m comes from the wrong axis: X.shape[0] is the number of inputs.",
            ("X.shape[1]", "X.shape[0]"),
        ),
        wrong(
            "dw_from_undropped",
            "dW2 uses A1 before dropout. Use A1 from the cache, after dropout: that is the input of layer 2.",
            ("A1.T / m", "relu(Z1).T / m"),
        ),
        wrong(
            "as_tuple",
            "Return the gradients in a dictionary.",
            (RETURNED, "    return dZ3, dW3, db3, dA2, dZ2, dW2, db2, dA1, dZ1, dW1, db1"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("dZ3 * D2 / keep_prob", "dZ3 * mask2 / keep_prob")),
    ),
    alternatives=(
        also_right(
            "line_by_line",
            "np.multiply, and the ReLU's derivative from A",
            code="""
def backward_propagation_with_dropout(X, Y, cache, keep_prob):
    m = X.shape[1]
    (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3) = cache
    dZ3 = A3 - Y
    dW3 = 1. / m * np.dot(dZ3, A2.T)
    db3 = 1. / m * np.sum(dZ3, axis=1, keepdims=True)
    dA2 = np.dot(W3.T, dZ3)
    dA2 = dA2 * D2
    dA2 = dA2 / keep_prob
    dZ2 = np.multiply(dA2, np.int64(A2 > 0))
    dW2 = 1. / m * np.dot(dZ2, A1.T)
    db2 = 1. / m * np.sum(dZ2, axis=1, keepdims=True)
    dA1 = np.dot(W2.T, dZ2)
    dA1 = dA1 * D1
    dA1 = dA1 / keep_prob
    dZ1 = np.multiply(dA1, np.int64(A1 > 0))
    dW1 = 1. / m * np.dot(dZ1, X.T)
    db1 = 1. / m * np.sum(dZ1, axis=1, keepdims=True)
    return {"dZ3": dZ3, "dW3": dW3, "db3": db3, "dA2": dA2, "dZ2": dZ2, "dW2": dW2, "db2": db2,
            "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}
""",
        ),
        also_right(
            "loop_over_layers",
            "a loop from the last layer to the first",
            code="""
def backward_propagation_with_dropout(X, Y, cache, keep_prob):
    layers = [cache[0:5], cache[5:10]]
    Z3, A3, W, b3 = cache[10:]
    found, dZ = {"dZ3": A3 - Y}, A3 - Y
    for l in (2, 1):
        Z, D, A, W_own, _ = layers[l - 1]
        found[f"dW{l + 1}"] = np.dot(dZ, A.T) / Y.shape[1]
        found[f"db{l + 1}"] = np.mean(dZ, axis=1, keepdims=True)
        found[f"dA{l}"] = np.where(D, W.T @ dZ, 0) / keep_prob
        dZ = found[f"dZ{l}"] = found[f"dA{l}"] * np.heaviside(Z, 0)
        W = W_own
    found["dW1"], found["db1"] = dZ @ X.T / Y.shape[1], np.mean(dZ, axis=1, keepdims=True)
    return found
""",
        ),
    ),
)
