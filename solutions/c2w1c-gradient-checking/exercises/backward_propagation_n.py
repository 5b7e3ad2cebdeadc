"""The colleague's backward pass, corrected."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, Gradient, accepted, also_right, call, wrong

from .common import cache_of, lively, single

ORDER = ("dW3", "db3", "dW2", "db2", "dW1", "db1")


def mended_cases(rng: np.random.Generator) -> Iterable[Case]:
    for m, sizes, label in (
        (3, (4, 5, 3, 1), "the notebook's network, three examples"),
        (6, (3, 2, 4, 1), "other sizes, more examples"),
        (2, (5, 4, 2, 1), "two examples"),
    ):
        parameters, X, Y = lively(rng, m, *sizes)
        yield call(X, Y, cache_of(X, parameters), label=label)
    parameters, X, Y = single(rng, 3, 2, 4, 1)
    yield call(X, Y, cache_of(X, parameters), label="a single example")


def mended_gradients(module: ModuleType, rng: np.random.Generator) -> Iterable[Gradient]:
    for m, sizes in ((3, (4, 5, 3, 1)), (5, (2, 3, 4, 1))):
        parameters, X, Y = lively(rng, m, *sizes)
        _, cache = module.forward_propagation_n(X, Y, parameters)
        claimed = module.backward_propagation_n(X, Y, cache)
        yield Gradient(
            of=lambda parameters, X=X, Y=Y: module.forward_propagation_n(X, Y, parameters)[0],
            at={"parameters": parameters},
            claimed={"parameters": {name: claimed[f"d{name}"] for name in parameters}},
        )


def line(name: str, layer: int) -> str:
    """The reference's line for one gradient."""
    inputs = "X" if layer == 1 else f"A{layer - 1}"
    if name == "dW":
        return f"dW{layer} = 1 / m * dZ{layer} @ {inputs}.T"
    return f"db{layer} = 1 / m * np.sum(dZ{layer}, axis=1, keepdims=True)"


DW3, DB3, DW2, DB2, DW1, DB1 = (line(name, layer) for layer in (3, 2, 1) for name in ("dW", "db"))
DZ2 = "(W3.T @ dZ3) * (Z2 > 0)"
DZ1 = "(W2.T @ dZ2) * (Z1 > 0)"
RESULT = '{"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2, "dW3": dW3, "db3": db3}'

MENDED = Exercise(
    name="backward_propagation_n",
    cases=mended_cases,
    quantities=ORDER,
    gradients=mended_gradients,
    equivalent={
        "db3 = 1 / m * np.sum(dZ3, keepdims=True)": "the last layer has one unit, so there is only one row to sum",
        "dZ2 = W3.T * dZ3 * (Z2 > 0)": "a column times a row, broadcast, is their matrix product",
        "dZ2 = W3.T @ dZ3 * (Z2 >= 0)": "ReLU has no derivative at exactly 0, and no random Z is 0",
        "dZ1 = W2.T @ dZ2 * (Z1 >= 0)": "ReLU has no derivative at exactly 0, and no random Z is 0",
    },
    hints=(
        "The picture in the notebook shows which gradients do not agree with the measured ones. How do they differ: by "
        "a factor?",
        "Copy the colleague's lines and compare them layer by layer: the same step occurs three times and should look "
        "the same each time.",
        "Each dW is 1/m times a product, and each db is 1/m times a sum over the examples. Two of the six lines have a "
        "different factor.",
    ),
    variants=(
        wrong(
            "copied",
            "These are the colleague's gradients, unchanged: dW2 is twice too large, and db1 four times.",
            (DW2, DW2.replace("1 /", "2 /")),
            (DB1, DB1.replace("1 /", "4 /")),
        ),
        wrong(
            "dW2_not_mended",
            "dW2 is still twice too large. Its factor should be 1/m, as in the other layers.",
            (DW2, DW2.replace("1 /", "2 /")),
        ),
        wrong(
            "db1_not_mended",
            "db1 is still four times too large. Its factor should be 1/m, as in the other layers.",
            (DB1, DB1.replace("1 /", "4 /")),
        ),
        wrong(
            "not_averaged",
            "The gradients are not divided by m: they are sums over the examples and should be means.",
            (DW3, DW3.replace("1 / m * ", "")),
            (DB3, DB3.replace("1 / m * ", "")),
            (DW2, DW2.replace("1 / m * ", "")),
            (DB2, DB2.replace("1 / m * ", "")),
            (DW1, DW1.replace("1 / m * ", "")),
            (DB1, DB1.replace("1 / m * ", "")),
        ),
        wrong(
            "averaged_at_the_start_too",
            "Both dZ3 and the gradients are divided by m, so 1/m appears twice.",
            ("dZ3 = A3 - Y", "dZ3 = (A3 - Y) / m"),
        ),
        wrong(
            "m_from_inputs",
            "m comes from the wrong axis: `X.shape[0]` is the number of inputs.",
            ("m = X.shape[1]", "m = X.shape[0]"),
        ),
        wrong("negative", "All gradients have the wrong sign: dZ3 = A3 - Y.", ("A3 - Y", "Y - A3")),
        wrong(
            "sigmoid_slope_twice",
            "dZ3 has an extra factor A3 (1 - A3). With the cross-entropy it cancels, which leaves A3 - Y.",
            ("dZ3 = A3 - Y", "dZ3 = (A3 - Y) * A3 * (1 - A3)"),
        ),
        wrong(
            "relu_forgotten",
            "The derivative of ReLU is missing in both hidden layers: where Z was not positive, no gradient flows "
            "back.",
            (DZ2, "W3.T @ dZ3"),
            (DZ1, "W2.T @ dZ2"),
        ),
        wrong(
            "relu_forgotten_in_layer_2",
            "The derivative of ReLU is missing in layer 2: where Z2 was not positive, no gradient flows back.",
            (DZ2, "W3.T @ dZ3"),
        ),
        wrong(
            "relu_forgotten_in_layer_1",
            "The derivative of ReLU is missing in layer 1: where Z1 was not positive, no gradient flows back.",
            (DZ1, "W2.T @ dZ2"),
        ),
        wrong(
            "activations_for_slopes",
            "The gradients are multiplied by the activations. The derivative of ReLU is 1 where Z was positive, and 0 "
            "elsewhere.",
            (DZ2, "(W3.T @ dZ3) * A2"),
            (DZ1, "(W2.T @ dZ2) * A1"),
        ),
        wrong(
            "gradient_for_weights",
            "The backward pass uses dW2 in place of W2. Gradients flow back through the weights. (One of the lecture's "
            "slides has this slip.)",
            (DZ1, "(dW2.T @ dZ2) * (Z1 > 0)"),
        ),
        wrong(
            "outputs_for_inputs",
            "dW is computed from the layer's own activations. Use the layer's *inputs*.",
            (DW3, "dW3 = 1 / m * dZ3 @ A3.T"),
        ),
        wrong(
            "biases_without_axis",
            "The db have lost an axis: `keepdims=True` keeps them as columns.",
            (DB3, DB3.replace(", keepdims=True", "")),
            (DB2, DB2.replace(", keepdims=True", "")),
            (DB1, DB1.replace(", keepdims=True", "")),
        ),
        wrong(
            "biases_one_number",
            "Each db is one number. Each unit needs its own: sum over the examples only, axis=1.",
            (DB2, "db2 = 1 / m * np.sum(dZ2)"),
            (DB1, "db1 = 1 / m * np.sum(dZ1)"),
        ),
        wrong(
            "biases_per_example",
            "The db still have one column per example. Sum over the examples, axis=1.",
            (DB3, "db3 = 1 / m * dZ3"),
            (DB2, "db2 = 1 / m * dZ2"),
            (DB1, "db1 = 1 / m * dZ1"),
        ),
        wrong(
            "layers_exchanged",
            "The gradients of layers 1 and 3 are swapped.",
            (RESULT, '{"dW1": dW3, "db1": db3, "dW2": dW2, "db2": db2, "dW3": dW1, "db3": db1}'),
        ),
        wrong(
            "other_keys",
            'The keys should be "dW1", "db1" and so on.',
            (RESULT, RESULT.replace('"d', '"')),
        ),
        wrong(
            "as_tuple",
            "A tuple is returned. Return a dictionary.",
            (RESULT, "(dW1, db1, dW2, db2, dW3, db3)"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("dZ3 = A3 - Y", "dZ3 = AL - Y")),
    ),
    accepted=(
        accepted(
            "more_slopes",
            "Your dictionary has more entries than the docstring asks for.",
            (RESULT, RESULT[:-1] + ', "dZ3": dZ3, "dZ2": dZ2, "dZ1": dZ1}'),
        ),
    ),
    alternatives=(
        also_right(
            "as_in_older_courses",
            "np.dot and np.multiply, and ReLU's derivative from the activations",
            code="""
def backward_propagation_n(X, Y, cache):
    m = X.shape[1]
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    dZ3 = A3 - Y
    dW3 = 1.0 / m * np.dot(dZ3, A2.T)
    db3 = 1.0 / m * np.sum(dZ3, axis=1, keepdims=True)
    dA2 = np.dot(W3.T, dZ3)
    dZ2 = np.multiply(dA2, np.int64(A2 > 0))
    dW2 = 1.0 / m * np.dot(dZ2, A1.T)
    db2 = 1.0 / m * np.sum(dZ2, axis=1, keepdims=True)
    dA1 = np.dot(W2.T, dZ2)
    dZ1 = np.multiply(dA1, np.int64(A1 > 0))
    dW1 = 1.0 / m * np.dot(dZ1, X.T)
    db1 = 1.0 / m * np.sum(dZ1, axis=1, keepdims=True)
    return {"dW3": dW3, "db3": db3, "dW2": dW2, "db2": db2, "dW1": dW1, "db1": db1}
""",
        ),
        also_right(
            "in_a_loop",
            "a loop over the layers, with the division by m at the start",
            code="""
def backward_propagation_n(X, Y, cache):
    inputs = [X, cache[1], cache[5]]
    slope = (cache[9] - Y) / Y.shape[1]
    gradients = {}
    for layer in (3, 2, 1):
        A_prev, W = inputs[layer - 1], cache[4 * layer - 2]
        gradients[f"dW{layer}"] = slope @ A_prev.T
        gradients[f"db{layer}"] = slope.sum(axis=1).reshape(-1, 1)
        slope = np.where(A_prev > 0, W.T @ slope, 0)
    return gradients
""",
        ),
        also_right(
            "colleague_corrected",
            "the colleague's function, with its two wrong factors divided out",
            code="""
def backward_propagation_n(X, Y, cache):
    gradients = suspicious_backward_propagation_n(X, Y, cache)
    gradients["dW2"] = gradients["dW2"] / 2
    gradients["db1"] = gradients["db1"] / 4
    return gradients
""",
        ),
    ),
)
