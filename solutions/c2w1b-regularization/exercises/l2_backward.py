"""Gradients of the cost with the L2 penalty."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, Gradient, accepted, also_right, call, wrong

from .common import Sizes, forward, labels, network


def cases(rng: np.random.Generator) -> Iterable[Case]:
    def drawn(sizes: Sizes, m: int, lambd: float):
        X, Y = rng.normal(size=(sizes[0], m)), labels(rng, m)
        return X, Y, forward(X, network(rng, sizes)), lambd

    yield call(*drawn((3, 4, 2, 1), 5, 0.7), label="layers of 4, 2 and 1 units, 5 examples")
    yield call(*drawn((2, 5, 3, 1), 4, 1.9), label="a larger lambd")
    yield call(*drawn((4, 3, 6, 1), 2, 0.3), label="more units than examples")
    yield call(*drawn((2, 4, 3, 1), 1, 0.5), label="a single example")


def gradients(module: ModuleType, rng: np.random.Generator) -> Iterable[Gradient]:
    for sizes, m, lambd in (((3, 4, 2, 1), 5, 0.7), ((2, 3, 5, 1), 4, 1.3)):
        parameters = network(rng, sizes)
        X, Y = rng.normal(size=(sizes[0], m)), labels(rng, m)
        _, cache = module.forward_propagation(X, parameters)
        found = module.backward_propagation_with_regularization(X, Y, cache, lambd)

        def cost(parameters, X=X, Y=Y, lambd=lambd):
            A3, _ = module.forward_propagation(X, parameters)
            return module.compute_cost_with_regularization(A3, Y, parameters, lambd)

        claimed = {name: found["d" + name] for name in parameters}
        yield Gradient(of=cost, at={"parameters": parameters}, claimed={"parameters": claimed})


QUANTITIES = ("dZ3", "dW3", "db3", "dA2", "dZ2", "dW2", "db2", "dA1", "dZ1", "dW1", "db1")
PENALTIES = [f"lambd / m * W{layer}" for layer in (3, 2, 1)]


def each(new: str) -> tuple[tuple[str, str], ...]:
    """Replace the penalty's term in every layer; `W` stands for the layer's weights."""
    return tuple((old, new.replace("W", old[-2:])) for old in PENALTIES)


RETURNED = """    return {
        "dZ3": dZ3, "dW3": dW3, "db3": db3, "dA2": dA2,
        "dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1,
        "dZ1": dZ1, "dW1": dW1, "db1": db1,
    }"""

L2_BACKWARD = Exercise(
    name="backward_propagation_with_regularization",
    cases=cases,
    gradients=gradients,
    quantities=QUANTITIES,
    credit={"dW3": 0.4, "dW2": 0.2, "dW1": 0.2, "db3": 0.1, "db2": 0.05, "db1": 0.05},
    hints=(
        "Only dW3, dW2 and dW1 change. What is the derivative of lambd / (2 m) times w squared with respect to w?",
        "The derivative of a square brings down a 2, which cancels the 2 in the denominator. Each dW gets an extra "
        "term with lambd, m and that layer's W.",
        "`dW3 = dZ3 @ A2.T / m + lambd / m * W3`, and likewise for the other layers. Which array is the input of layer "
        "1?",
    ),
    equivalent={
        "db3 = np.sum(dZ3, keepdims=True) / m": "the last layer has one unit, so both axes give the same",
        "dA2 = W3.T * dZ3": "with one unit in the last layer, the elementwise product is the matrix product",
    },
    variants=(
        wrong(
            "halved",
            "The penalty's term in dW is lambd / (2 m) W. The derivative of w squared is 2 w, so the 2 cancels: lambd "
            "/ m W.",
            *each("lambd / (2 * m) * W"),
        ),
        wrong("not_averaged", "The penalty's term in dW is not divided by m.", *each("lambd * W")),
        wrong("divided_twice", "The penalty's term in dW is divided by m twice.", *each("lambd / m / m * W")),
        wrong(
            "doubled",
            "The penalty's term in dW is twice as large as it should be: the 2 of the derivative cancels.",
            *each("2 * lambd / m * W"),
        ),
        wrong(
            "subtracted",
            "The penalty's term in dW has the wrong sign.",
            *[(f"+ {old}", f"- {old}") for old in PENALTIES],
        ),
        wrong("penalty_forgotten", "The penalty's term is missing from dW.", *each("0 * W")),
        wrong(
            "weights_forgotten",
            "The penalty's term in dW is just a number. It is lambd / m times W.",
            *each("lambd / m"),
        ),
        wrong("squared_weights", "The penalty itself is added to dW, not its derivative.", *each("lambd / m * W ** 2")),
        wrong(
            "sign_of_the_weights",
            "This is the derivative of the L1 penalty. For L2 it is lambd / m times W.",
            *each("lambd / m * np.sign(W)"),
        ),
        wrong("only_last_layer", "Only dW3 has the penalty's term. All three layers need it.", *each("0 * W")[1:]),
        wrong("first_layer_forgotten", "dW1 is missing the penalty's term.", each("0 * W")[2]),
        wrong(
            "biases_too",
            "db contains a penalty term. The biases are not penalized, so db does not change.",
            *[
                (
                    f"np.sum(dZ{layer}, axis=1, keepdims=True) / m",
                    f"np.sum(dZ{layer} + lambd * cache[{4 * layer - 1}] / m, axis=1, keepdims=True) / m",
                )
                for layer in (3, 2, 1)
            ],
        ),
        wrong(
            "penalty_flows_back",
            "The penalty's term is added to dZ, so it flows on to earlier layers. It belongs in dW only.",
            ("dZ3 = A3 - Y", "dZ3 = A3 - Y + lambd / m"),
        ),
        wrong("dz3_negative", "dZ3 has the wrong sign: outputs minus labels.", ("A3 - Y", "Y - A3")),
        wrong(
            "weights_not_transposed",
            "dA2 needs W3 transposed, so that one output's gradient reaches many units.",
            ("W3.T @ dZ3", "W3 @ dZ3"),
        ),
        wrong(
            "mask_forgotten",
            "The derivative of the ReLU is missing: where a unit gave 0, no gradient flows back.",
            ("dA2 * (A2 > 0)", "dA2"),
            ("dA1 * (A1 > 0)", "dA1"),
        ),
        wrong(
            "relu_value_for_slope",
            "dA is multiplied by A itself. The derivative of the ReLU is 1 where A > 0, and 0 elsewhere.",
            ("dA2 * (A2 > 0)", "dA2 * A2"),
            ("dA1 * (A1 > 0)", "dA1 * A1"),
        ),
        wrong(
            "sigmoid_slope",
            "This is the derivative of a sigmoid. The hidden layers use ReLU.",
            ("dA2 * (A2 > 0)", "dA2 * A2 * (1 - A2)"),
            ("dA1 * (A1 > 0)", "dA1 * A1 * (1 - A1)"),
        ),
        wrong(
            "db_not_averaged",
            "db is not divided by m.",
            *[
                (f"np.sum(dZ{layer}, axis=1, keepdims=True) / m", f"np.sum(dZ{layer}, axis=1, keepdims=True)")
                for layer in (3, 2, 1)
            ],
        ),
        wrong(
            "db_one_number",
            "db is one number for the whole layer. Sum over the examples only, axis=1.",
            *[(f"np.sum(dZ{layer}, axis=1, keepdims=True)", f"np.sum(dZ{layer})") for layer in (2, 1)],
        ),
        wrong(
            "dw_not_averaged",
            "The first term of dW is not divided by m.",
            ("A2.T / m", "A2.T"),
            ("A1.T / m", "A1.T"),
            ("X.T / m", "X.T"),
        ),
        wrong(
            "m_is_number_of_inputs",
            "m comes from the wrong axis: X.shape[0] is the number of inputs.",
            ("X.shape[1]", "X.shape[0]"),
        ),
        wrong(
            "as_tuple",
            "Return the gradients in a dictionary.",
            (RETURNED, "    return dZ3, dW3, db3, dA2, dZ2, dW2, db2, dA1, dZ1, dW1, db1"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (PENALTIES[0], "lambda_ / m * W3")),
    ),
    accepted=(
        accepted(
            "more_in_the_dictionary",
            "Your dictionary has more entries than the docstring asks for.",
            ('"db1": db1,', '"db1": db1, "penalty": lambd,'),
        ),
    ),
    alternatives=(
        also_right(
            "loop_over_layers",
            "a loop over the three layers",
            code="""
def backward_propagation_with_regularization(X, Y, cache, lambd):
    Z, A, W = [None, *cache[0::4]], [X, *cache[1::4]], [None, *cache[2::4]]
    m = Y.shape[1]
    gradients = {}
    dZ = A[3] - Y
    for l in (3, 2, 1):
        if l < 3:
            dA = np.dot(W[l + 1].T, dZ)
            gradients["dA" + str(l)] = dA
            dZ = np.where(Z[l] > 0, dA, 0)
        gradients["dZ" + str(l)] = dZ
        gradients["dW" + str(l)] = (np.dot(dZ, A[l - 1].T) + lambd * W[l]) / m
        gradients["db" + str(l)] = dZ.mean(axis=1).reshape(-1, 1)
    return gradients
""",
        ),
        also_right(
            "line_by_line",
            "np.multiply, int64, 1./m",
            code="""
def backward_propagation_with_regularization(X, Y, cache, lambd):
    m = X.shape[1]
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    dZ3 = A3 - Y
    dW3 = 1. / m * np.dot(dZ3, A2.T) + (lambd * W3) / m
    db3 = 1. / m * np.sum(dZ3, axis=1, keepdims=True)
    dA2 = np.dot(W3.T, dZ3)
    dZ2 = np.multiply(dA2, np.int64(A2 > 0))
    dW2 = 1. / m * np.dot(dZ2, A1.T) + (lambd * W2) / m
    db2 = 1. / m * np.sum(dZ2, axis=1, keepdims=True)
    dA1 = np.dot(W2.T, dZ2)
    dZ1 = np.multiply(dA1, np.int64(A1 > 0))
    dW1 = 1. / m * np.dot(dZ1, X.T) + (lambd * W1) / m
    db1 = 1. / m * np.sum(dZ1, axis=1, keepdims=True)
    return {"dZ3": dZ3, "dW3": dW3, "db3": db3, "dA2": dA2, "dZ2": dZ2, "dW2": dW2, "db2": db2,
            "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}
""",
        ),
    ),
)
