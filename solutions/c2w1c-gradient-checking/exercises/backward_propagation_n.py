"""The colleague's backward pass, mended."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, Gradient, accepted, also_right, call, wrong

from .common import cache_of, lively

ORDER = ("dW3", "db3", "dW2", "db2", "dW1", "db1")


def mended_cases(rng: np.random.Generator) -> Iterable[Case]:
    for m, sizes, label in (
        (3, (4, 5, 3, 1), "the notebook's network, three examples"),
        (6, (3, 2, 4, 1), "other sizes, more examples"),
        (2, (5, 4, 2, 1), "two examples"),
    ):
        parameters, X, Y = lively(rng, m, *sizes)
        yield call(X, Y, cache_of(X, parameters), label=label)


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
        "db3 = 1 / m * np.sum(dZ3, keepdims=True)": "the last layer has one unit: its row is all there is to sum",
        "dZ2 = W3.T * dZ3 * (Z2 > 0)": "a column times a row, stretched to one table, is their matrix product",
        "dZ2 = W3.T @ dZ3 * (Z2 >= 0)": "ReLU has no slope at exactly 0, and no drawn Z is 0",
        "dZ1 = W2.T @ dZ2 * (Z1 >= 0)": "ReLU has no slope at exactly 0, and no drawn Z is 0",
    },
    hints=(
        "The picture in the notebook says which gradients do not agree with the measured ones. How do the claimed ones "
        "differ from them: by a factor?",
        "Copy the colleague's lines and compare them, layer by layer: the same step is done three times, and should "
        "read the same three times.",
        "Each dW is 1/m times a product, each db is 1/m times a sum over the examples. Two of the six lines have "
        "another factor.",
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
            "dW2 is still twice too large: its factor is 1/m, as in the other layers.",
            (DW2, DW2.replace("1 /", "2 /")),
        ),
        wrong(
            "db1_not_mended",
            "db1 is still four times too large: its factor is 1/m, as in the other layers.",
            (DB1, DB1.replace("1 /", "4 /")),
        ),
        wrong(
            "not_averaged",
            "The gradients were not divided by m: they are sums over the examples and should be means.",
            (DW3, DW3.replace("1 / m * ", "")),
            (DB3, DB3.replace("1 / m * ", "")),
            (DW2, DW2.replace("1 / m * ", "")),
            (DB2, DB2.replace("1 / m * ", "")),
            (DW1, DW1.replace("1 / m * ", "")),
            (DB1, DB1.replace("1 / m * ", "")),
        ),
        wrong(
            "averaged_at_the_start_too",
            "The slopes were divided by m at the start, and the gradients again: m came in twice.",
            ("dZ3 = A3 - Y", "dZ3 = (A3 - Y) / m"),
        ),
        wrong(
            "m_from_inputs",
            "m was taken from the wrong axis: `X.shape[0]` counts the inputs.",
            ("m = X.shape[1]", "m = X.shape[0]"),
        ),
        wrong("negative", "All gradients have the wrong sign: dZ3 = A3 - Y.", ("A3 - Y", "Y - A3")),
        wrong(
            "sigmoid_slope_twice",
            "dZ3 carries an extra factor A3 (1 - A3). With the cross-entropy it cancels, and A3 - Y is left.",
            ("dZ3 = A3 - Y", "dZ3 = (A3 - Y) * A3 * (1 - A3)"),
        ),
        wrong(
            "relu_forgotten",
            "The slope of ReLU is missing in both hidden layers: where Z was not positive, nothing comes back.",
            (DZ2, "W3.T @ dZ3"),
            (DZ1, "W2.T @ dZ2"),
        ),
        wrong(
            "relu_forgotten_in_layer_2",
            "In layer 2 the slope of ReLU is missing: where Z2 was not positive, nothing comes back.",
            (DZ2, "W3.T @ dZ3"),
        ),
        wrong(
            "relu_forgotten_in_layer_1",
            "In layer 1 the slope of ReLU is missing: where Z1 was not positive, nothing comes back.",
            (DZ1, "W2.T @ dZ2"),
        ),
        wrong(
            "activations_for_slopes",
            "The slopes were multiplied by the activations. ReLU's slope is 1 where Z was positive, else 0.",
            (DZ2, "(W3.T @ dZ3) * A2"),
            (DZ1, "(W2.T @ dZ2) * A1"),
        ),
        wrong(
            "gradient_for_weights",
            "dW2 was taken for W2 on the way back. The slopes go back through the weights. (One slide of the lecture "
            "has this slip.)",
            (DZ1, "(dW2.T @ dZ2) * (Z1 > 0)"),
        ),
        wrong(
            "outputs_for_inputs",
            "Each dW was made with the layer's own activations. It is made with what came *into* the layer.",
            (DW3, "dW3 = 1 / m * dZ3 @ A3.T"),
        ),
        wrong(
            "biases_without_axis",
            "The db lost an axis: `keepdims=True` keeps them columns.",
            (DB3, DB3.replace(", keepdims=True", "")),
            (DB2, DB2.replace(", keepdims=True", "")),
            (DB1, DB1.replace(", keepdims=True", "")),
        ),
        wrong(
            "biases_one_number",
            "Each db is one number. There is one slope for each unit: sum over the examples alone, axis=1.",
            (DB2, "db2 = 1 / m * np.sum(dZ2)"),
            (DB1, "db1 = 1 / m * np.sum(dZ1)"),
        ),
        wrong(
            "biases_per_example",
            "The db still have a column for each example. Sum over the examples, axis=1.",
            (DB3, "db3 = 1 / m * dZ3"),
            (DB2, "db2 = 1 / m * dZ2"),
            (DB1, "db1 = 1 / m * dZ1"),
        ),
        wrong(
            "layers_exchanged",
            "The gradients of layers 1 and 3 stand under each other's names.",
            (RESULT, '{"dW1": dW3, "db1": db3, "dW2": dW2, "db2": db2, "dW3": dW1, "db3": db1}'),
        ),
        wrong(
            "other_keys",
            'The keys should be "dW1", "db1" and so on.',
            (RESULT, RESULT.replace('"d', '"')),
        ),
        wrong(
            "as_tuple",
            "A tuple comes back. Wanted is a dictionary.",
            (RESULT, "(dW1, db1, dW2, db2, dW3, db3)"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("dZ3 = A3 - Y", "dZ3 = AL - Y")),
    ),
    accepted=(
        accepted(
            "more_slopes",
            "There is more in the dictionary than was asked for.",
            (RESULT, RESULT[:-1] + ', "dZ3": dZ3, "dZ2": dZ2, "dZ1": dZ1}'),
        ),
    ),
    alternatives=(
        also_right(
            "as_in_older_courses",
            "np.dot and np.multiply, ReLU's slope from the activations",
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
            "the same step three times, m divided out at the start",
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
            "the colleague's function, its two slips divided out",
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
