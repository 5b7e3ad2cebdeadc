"""Forward to the cost, backward to the gradients."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, Gradient, accepted, also_right, call, wrong

from .common import neuron


def propagate_cases(rng: np.random.Generator) -> Iterable[Case]:
    yield call(*neuron(rng, 3, 5), label="3 inputs, 5 examples")
    yield call(*neuron(rng, 4, 2), label="more inputs than examples")
    w, b, X, Y = neuron(rng, 2, 7)
    yield call(w, b, X, Y.astype(float), label="labels as floats")
    yield call(*neuron(rng, 3, 1), label="a single example")
    yield call(*neuron(rng, 1, 4), label="a single input")


def propagate_gradients(module: ModuleType, rng: np.random.Generator) -> Iterable[Gradient]:
    for n_x, m in ((3, 5), (4, 2), (1, 6)):
        w, b, X, Y = neuron(rng, n_x, m)
        grads, _ = module.propagate(w, b, X, Y)
        yield Gradient(
            of=lambda w, b, X=X, Y=Y: module.propagate(w, b, X, Y)[1],
            at={"w": w, "b": b},
            claimed={"w": grads["dw"], "b": grads["db"]},
        )


COST = "-np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / m"
SCORE = "np.dot(w.T, X) + b"

PROPAGATE = Exercise(
    name="propagate",
    cases=propagate_cases,
    gradients=propagate_gradients,
    quantities=("cost", "dw", "db"),
    credit={"cost": 0.4, "dw": 0.4, "db": 0.2},
    uses=("sigmoid",),
    hints=(
        "Go through the computation graph from left to right, one line per box: scores, probabilities, cost. "
        "Then go back, starting from what section 5 calls dZ.",
        "Write the shape next to every line. w is (n_x, 1) and X is (n_x, m): what must you transpose to get one "
        "score per example, shape (1, m)? And dw must have the shape of w.",
        "m is the number of examples. Which axis of X counts them? Cost, dw and db are all means over the examples.",
        "Where the formula multiplies label by label, use NumPy's `*`. Where it adds up over examples or inputs, "
        "use a matrix product.",
    ),
    variants=(
        # the forward half
        wrong("bias_forgotten", "The scores leave out the bias.", (SCORE, "np.dot(w.T, X)")),
        wrong(
            "no_sigmoid",
            "The scores go straight into the cost. First turn them into probabilities.",
            (f"sigmoid({SCORE})", SCORE),
        ),
        wrong(
            "weights_not_transposed",
            "`np.dot(w, X)` has shapes that do not fit: (n_x, 1) times (n_x, m). For one score per example, "
            "transpose w.",
            ("np.dot(w.T, X)", "np.dot(w, X)"),
        ),
        wrong(
            "scores_not_summed",
            "Weights and inputs are multiplied entry by entry but not added up. You need one score per "
            "*example*, shape (1, m): a matrix product multiplies and adds.",
            ("np.dot(w.T, X)", "w * X"),
        ),
        # the cost
        wrong(
            "cost_without_minus",
            "The cost lost its minus sign. Logarithms of probabilities are negative, so the minus makes the cost "
            "positive.",
            (COST, COST[1:]),
        ),
        wrong(
            "cost_second_term_sign",
            "The second term of the cost has the wrong sign. Add the two terms, with one minus sign in front of "
            "the whole sum.",
            ("np.log(A) + (1 - Y)", "np.log(A) - (1 - Y)"),
        ),
        wrong(
            "cost_without_second_term",
            "The cost counts only the examples with label 1. Those with label 0 add the term (1 - y) log(1 - a).",
            (" + (1 - Y) * np.log(1 - A)", ""),
        ),
        wrong(
            "cost_without_first_term",
            "The cost counts only the examples with label 0. Those with label 1 add the term y log(a).",
            ("Y * np.log(A) + (1 - Y)", "(1 - Y)"),
        ),
        wrong(
            "cost_log_a_minus_one",
            "log(a - 1) is the logarithm of a negative number. Use log(1 - a). (One page of the lecture notes "
            "has this slip.)",
            ("np.log(1 - A)", "np.log(A - 1)"),
        ),
        wrong("cost_not_averaged", "The cost is a sum over the examples. It should be their mean.", (COST, COST[:-4])),
        wrong(
            "cost_averaged_over_inputs",
            "The cost was divided by the number of inputs. Divide by m, the number of examples.",
            (COST, COST[:-1] + "X.shape[0]"),
        ),
        wrong("cost_averaged_twice", "The cost was divided by m twice.", (COST, COST + " / m")),
        wrong(
            "cost_squared_error",
            "This is a mean of squares. The cost of logistic regression is the cross-entropy, which uses logarithms.",
            (COST, "np.sum((A - Y) ** 2) / m"),
        ),
        wrong(
            "cost_log10",
            "This logarithm has base 10. Use the natural logarithm, `np.log`.",
            (COST, COST.replace("log", "log10")),
        ),
        wrong(
            "cost_log2",
            "This logarithm has base 2. Use the natural logarithm, `np.log`.",
            (COST, COST.replace("log", "log2")),
        ),
        wrong(
            "cost_every_label_with_every_output",
            "A transpose turned the product into an m by m table of every label with every output. Label i goes "
            "with output i alone: multiply two rows (1, m) entry by entry.",
            (COST, "-np.sum(Y.T * np.log(A) + (1 - Y.T) * np.log(1 - A)) / m"),
        ),
        wrong(
            "cost_per_example",
            "The cost is a row with one number per example. Add these numbers up and divide by m.",
            (COST, "-(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / m"),
        ),
        # the gradients
        wrong(
            "gradients_negative",
            "dw and db have the wrong sign: the derivative is a - y, not y - a.",
            ("A - Y", "Y - A"),
        ),
        wrong("dw_negative", "dw has the wrong sign.", ("dw = np", "dw = -np")),
        wrong("db_negative", "db has the wrong sign.", ("db = np", "db = -np")),
        wrong(
            "dz_is_sigmoid_slope",
            "You took a (1 - a) for dZ, which is the slope of the sigmoid alone. By the chain rule dZ is a - y. "
            "(One slide of the lecture has this slip.)",
            ("A - Y", "A * (1 - A)"),
        ),
        wrong(
            "dz_with_extra_slope",
            "dZ has an extra factor a (1 - a). With the cross-entropy this factor cancels, which leaves a - y.",
            ("A - Y", "(A - Y) * A * (1 - A)"),
        ),
        wrong("dz_is_output", "The labels are missing from the gradients: dZ is a - y, not a.", ("A - Y", "A")),
        wrong(
            "gradients_not_averaged",
            "dw and db are sums over the examples. They should be means: divide by m.",
            ("np.dot(X, dZ.T) / m", "np.dot(X, dZ.T)"),
            ("np.sum(dZ) / m", "np.sum(dZ)"),
        ),
        wrong("dw_not_averaged", "dw was not divided by m.", ("np.dot(X, dZ.T) / m", "np.dot(X, dZ.T)")),
        wrong("db_not_averaged", "db was not divided by m.", ("np.sum(dZ) / m", "np.sum(dZ)")),
        wrong(
            "gradients_averaged_twice",
            "dw and db were divided by m twice.",
            ("A - Y", "(A - Y) / m"),
        ),
        wrong("dw_averaged_twice", "dw was divided by m twice.", ("np.dot(X, dZ.T) / m", "np.dot(X, dZ.T) / m ** 2")),
        wrong("db_averaged_twice", "db was divided by m twice.", ("np.sum(dZ) / m", "np.sum(dZ) / m ** 2")),
        wrong(
            "m_is_number_of_inputs",
            "m was taken from the wrong axis. `X.shape[0]` counts the inputs; the examples are the columns.",
            ("m = X.shape[1]", "m = X.shape[0]"),
        ),
        wrong(
            "m_is_number_of_entries",
            "You took m to be the number of all entries of X. It is the number of examples, the columns.",
            ("m = X.shape[1]", "m = X.size"),
        ),
        wrong(
            "dw_not_summed",
            "dw is a product entry by entry, with one column per example. The columns still have to be added up: "
            "a matrix product does both.",
            ("np.dot(X, dZ.T)", "X * dZ"),
        ),
        wrong(
            "dw_as_row",
            "dw is a row. It must be a column, like w.",
            ("np.dot(X, dZ.T)", "np.dot(dZ, X.T)"),
        ),
        wrong(
            "dw_without_second_axis",
            "dw has only one axis. It must have the shape of w, (n_x, 1): `keepdims=True` keeps the axis of a sum.",
            ("np.dot(X, dZ.T)", "np.sum(X * dZ, axis=1)"),
        ),
        wrong(
            "dw_one_number",
            "dw is one number, summed over the inputs as well. Each weight has its own slope.",
            ("np.dot(X, dZ.T)", "np.sum(X * dZ)"),
        ),
        wrong(
            "dw_operands_do_not_fit",
            "In the product for dw the shapes do not fit: (n_x, m) times (1, m). Transpose one of the two.",
            ("np.dot(X, dZ.T)", "np.dot(X, dZ)"),
        ),
        wrong(
            "dw_without_inputs",
            "dw leaves out the inputs: multiply each example's error by its inputs.",
            ("np.dot(X, dZ.T)", "np.ones_like(w) * np.sum(dZ)"),
        ),
        wrong(
            "db_per_example",
            "db is a row with one number per example. Add these numbers up and divide by m.",
            ("np.sum(dZ) / m", "dZ / m"),
        ),
        wrong("db_from_dw", "db was computed from dw. It is the mean of dZ.", ("np.sum(dZ) / m", "np.sum(dw)")),
        # what is returned
        wrong(
            "swapped",
            "Cost and gradients are returned in the wrong order: first the dictionary, then the cost.",
            ("return grads, cost", "return cost, grads"),
        ),
        wrong(
            "gradients_exchanged",
            'The two gradients are stored under each other\'s keys: "dw" is for the weights, "db" for the bias.',
            ('{"dw": dw, "db": db}', '{"dw": db, "db": dw}'),
        ),
        wrong(
            "other_keys",
            'The keys of the gradients should be "dw" and "db".',
            ('{"dw": dw, "db": db}', '{"w": dw, "b": db}'),
        ),
        wrong(
            "cost_missing",
            "You returned only the gradients. Return the cost too.",
            ("return grads, cost", "return grads"),
        ),
        wrong(
            "gradients_as_tuple",
            'Return the gradients in a dictionary with the keys "dw" and "db".',
            ('{"dw": dw, "db": db}', "(dw, db)"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("np.dot(w.T, X)", "np.dot(w.T, X_train)")),
    ),
    accepted=(
        accepted(
            "cost_as_array",
            "The cost is a 1 by 1 array; please return a plain number.",
            (COST, "-(np.dot(Y, np.log(A).T) + np.dot(1 - Y, np.log(1 - A).T)) / m"),
        ),
        accepted(
            "db_as_array",
            "db is a 1 by 1 array; please return a plain number.",
            ("np.sum(dZ) / m", "np.sum(dZ, axis=1, keepdims=True) / m"),
        ),
        accepted(
            "more_gradients",
            "The dictionary contains more than the exercise asks for.",
            ('{"dw": dw, "db": db}', '{"dw": dw, "db": db, "dZ": dZ}'),
        ),
    ),
    alternatives=(
        also_right(
            "matrix_sign",
            "@ instead of np.dot, means instead of sums",
            code="""
def propagate(w, b, X, Y):
    A = sigmoid(w.T @ X + b)
    cost = -np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))
    return {"dw": X @ (A - Y).T / X.shape[1], "db": np.mean(A - Y)}, cost
""",
        ),
        also_right(
            "loops",
            "one example at a time, as on the lecture slide",
            code="""
def propagate(w, b, X, Y):
    n_x, m = X.shape
    J, dw, db = 0.0, [0.0] * n_x, 0.0
    for i in range(m):
        z = b
        for j in range(n_x):
            z += w[j, 0] * X[j, i]
        a = sigmoid(z)
        y = Y[0, i]
        J += -(y * np.log(a) + (1 - y) * np.log(1 - a))
        dz = a - y
        for j in range(n_x):
            dw[j] += X[j, i] * dz
        db += dz
    return dict(dw=np.array(dw).reshape(n_x, 1) / m, db=db / m), J / m
""",
        ),
        also_right(
            "products_for_sums",
            "np.dot for every sum, squeezed to a number; sigmoid called by keyword",
            code="""
def propagate(w, b, X, Y):
    m = Y.shape[1]
    A = sigmoid(z=np.matmul(np.transpose(w), X) + b)
    cost = (-1 / m) * (np.dot(Y, np.log(A).T) + np.dot(1 - Y, np.log(1 - A).T))
    dw = (1 / m) * np.dot(X, (A - Y).T)
    db = (1 / m) * np.sum(A - Y, axis=1)[0]
    return {"db": db, "dw": dw}, np.squeeze(np.array(cost))
""",
        ),
        also_right(
            "by_selection",
            "the probability of the true label",
            code="""
def propagate(w, b, X, Y):
    A = sigmoid(np.einsum("ij,ik->jk", w, X) + b)
    given = np.where(Y == 1, A, 1 - A)
    error = A - Y
    return {"dw": (X * error).mean(axis=1, keepdims=True), "db": float(error.mean())}, float(-np.log(given).mean())
""",
        ),
    ),
    # Depends on every argument, and shrinks slowly, so that hundreds of steps stay finite.
    stand_in="""
def propagate(w, b, X, Y):
    dw = 0.5 * w + 0.1 * np.dot(X, Y.T - 0.4)
    db = 0.25 * b + np.mean(Y) - 0.3
    cost = np.sum(w ** 2) + b * b + np.mean(X)
    return {"dw": dw, "db": db}, cost
""",
)
