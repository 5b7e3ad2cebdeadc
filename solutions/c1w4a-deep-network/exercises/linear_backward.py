"""The linear half of a layer, backward."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, Gradient, also_right, call, wrong

from .common import layer


def linear_backward_cases(rng: np.random.Generator) -> Iterable[Case]:
    def drawn(n: int, n_prev: int, m: int) -> tuple[np.ndarray, tuple[np.ndarray, ...]]:
        return rng.normal(0, 1, (n, m)), layer(rng, n, n_prev, m)

    yield call(*drawn(2, 3, 5), label="3 inputs, 2 units, 5 examples")
    yield call(*drawn(5, 4, 2), label="more units than examples")
    yield call(*drawn(1, 4, 6), label="a single unit")
    yield call(*drawn(4, 1, 3), label="a single input")
    yield call(*drawn(3, 2, 1), label="a single example")
    # Where all three sizes are the same, products of wrongly transposed matrices fit too: no error reveals them.
    yield call(*drawn(3, 3, 3), label="as many units, inputs and examples")


def linear_backward_gradients(module: ModuleType, rng: np.random.Generator) -> Iterable[Gradient]:
    """Slopes of a weighted sum of the scores; those of the parameters are of a mean over the examples."""
    for n, n_prev, m in ((2, 3, 5), (4, 1, 3)):
        A_prev, W, b = layer(rng, n, n_prev, m)
        dZ = rng.normal(0, 1, (n, m))
        dA_prev, dW, db = module.linear_backward(dZ, (A_prev, W, b))

        def total(A_prev=A_prev, W=W, b=b, dZ=dZ) -> float:
            return float(np.sum(dZ * module.linear_forward(A_prev, W, b)[0]))

        yield Gradient(of=total, at={"A_prev": A_prev}, claimed={"A_prev": dA_prev})
        yield Gradient(
            of=lambda W, b, total=total, m=m: total(W=W, b=b) / m, at={"W": W, "b": b}, claimed={"W": dW, "b": db}
        )


M = "A_prev.shape[1]"
DW = "np.dot(dZ, A_prev.T) / m"
DB = "np.sum(dZ, axis=1, keepdims=True) / m"
DA = "np.dot(W.T, dZ)"
RETURN = "return dA_prev, dW, db"

LINEAR_BACKWARD = Exercise(
    name="linear_backward",
    cases=linear_backward_cases,
    quantities=("dW", "db", "dA_prev"),
    gradients=linear_backward_gradients,
    credit={"dW": 0.4, "db": 0.2, "dA_prev": 0.4},
    hints=(
        "First unpack the cache: it contains A_prev, W and b. Then write one line for each of the three boxed "
        "formulas.",
        "dW has the shape of W, db that of b, dA_prev that of A_prev. The shapes tell you what to transpose in "
        "each product and which factor comes first.",
        "The cost is a mean over the examples, so the gradients of the parameters have a factor 1/m. dA_prev is "
        "not the gradient of a parameter and has none.",
        "`np.sum` with `axis=1` adds up over the examples, and `keepdims=True` keeps the result a column.",
    ),
    variants=(
        # dW
        wrong(
            "dw_not_averaged",
            "dW is a sum over the examples. It should be a mean: divide by m.",
            (DW, DW[:-4]),
        ),
        wrong("dw_averaged_twice", "dW was divided by m twice.", (DW, DW + " / m")),
        wrong("dw_negative", "dW has the wrong sign.", (DW, "-" + DW)),
        wrong(
            "dw_transposed",
            "dW is transposed. It must have the shape of W: dZ comes first, then A_prev transposed.",
            (DW, "np.dot(A_prev, dZ.T) / m"),
        ),
        wrong(
            "dw_operands_do_not_fit",
            "In the product for dW the shapes do not fit: (n, m) times (n_prev, m). Transpose one of the two.",
            (DW, "np.dot(dZ, A_prev) / m"),
        ),
        wrong(
            "dw_entry_by_entry",
            "dW is a product entry by entry. Use a matrix product, which adds up over the examples.",
            (DW, "dZ * A_prev / m"),
        ),
        wrong(
            "dw_from_weights",
            "You used the weights in place of the layer's input. The slope of Z with respect to a weight is the "
            "number it multiplies.",
            (DW, "W * np.sum(dZ, axis=1, keepdims=True) / m"),
        ),
        wrong(
            "dw_without_inputs",
            "dW leaves out the layer's input: multiply each example's dZ by the number that the weight multiplied.",
            (DW, "np.ones_like(W) * np.sum(dZ, axis=1, keepdims=True) / m"),
        ),
        # db
        wrong("db_not_averaged", "db was not divided by m.", (DB, DB[:-4])),
        wrong("db_averaged_twice", "db was divided by m twice.", (DB, DB + " / m")),
        wrong("db_negative", "db has the wrong sign.", (DB, "-" + DB)),
        wrong(
            "db_without_second_axis",
            "db has only one axis. With `keepdims=True` the sum stays a column, (n, 1), like b.",
            (DB, "np.sum(dZ, axis=1) / m"),
        ),
        wrong(
            "db_as_row",
            "db is a row. It must be a column, (n, 1), like b.",
            (DB, "np.sum(dZ, axis=1, keepdims=True).T / m"),
        ),
        wrong(
            "db_over_units",
            "db was summed over the units, down each column. Sum over the examples, along each row: `axis=1`.",
            (DB, "np.sum(dZ, axis=0, keepdims=True) / m"),
        ),
        wrong(
            "db_one_number",
            "db is one number for the whole layer: the sum needs `axis=1`. Each unit has its own slope.",
            (DB, "np.sum(dZ) / m"),
        ),
        wrong(
            "db_one_number_in_an_array",
            "db is one number for the whole layer: the sum needs `axis=1`. Each unit has its own slope.",
            (DB, "np.sum(dZ, keepdims=True) / m"),
        ),
        wrong("db_per_example", "db was not summed over the examples.", (DB, "dZ / m")),
        wrong(
            "db_from_dw",
            "db was computed from dW. It is the mean of dZ over the examples.",
            (DB, "np.sum(dW, axis=1, keepdims=True)"),
        ),
        wrong("db_is_bias", "This is b itself. db is its gradient: the mean of dZ over the examples.", (DB, "b")),
        # dA_prev
        wrong(
            "da_averaged",
            "dA_prev was divided by m. Only the gradients of the parameters have the factor 1/m.",
            (DA, DA + " / m"),
        ),
        wrong("da_negative", "dA_prev has the wrong sign.", (DA, "-" + DA)),
        wrong(
            "da_weights_not_transposed",
            "Going backward, transpose the weights: (n_prev, n) times (n, m).",
            (DA, "np.dot(W, dZ)"),
        ),
        wrong(
            "da_gradient_for_weights",
            "You used dW in place of W. (One slide of the lecture has this slip.) The slope of Z with respect to "
            "the layer's input is the weight.",
            (DA, "np.dot(dW.T, dZ)"),
        ),
        wrong(
            "da_examples_as_rows",
            "dA_prev is transposed. It must have the shape of A_prev.",
            (DA, "np.dot(dZ.T, W)"),
        ),
        wrong(
            "da_with_bias",
            "The bias does not affect dA_prev: it is added to Z whatever the input is.",
            (DA, "np.dot(W.T, dZ + cache[2])"),
        ),
        wrong(
            "da_with_slope",
            "dA_prev has an extra slope. The activation of the previous layer is the next step backward, not "
            "part of this one.",
            (DA, "np.dot(W.T, dZ) * (A_prev > 0)"),
        ),
        # all of them
        wrong(
            "dz_averaged",
            "dZ was divided by m, so dA_prev has a factor 1/m, and dW and db have it twice.",
            (f"    m = {M}\n", f"    m = {M}\n    dZ = dZ / m\n"),
        ),
        wrong(
            "parameters_not_averaged",
            "dW and db are sums over the examples. They should be means: divide by m.",
            (DW, DW[:-4]),
            (DB, DB[:-4]),
        ),
        wrong(
            "m_is_number_of_inputs",
            "m was taken from the wrong axis. `A_prev.shape[0]` counts the layer's inputs; the examples are the "
            "columns.",
            (M, "A_prev.shape[0]"),
        ),
        wrong(
            "m_is_number_of_units",
            "m was taken from the wrong axis. This counts the units of the layer; the examples are the columns.",
            (M, "dZ.shape[0]"),
        ),
        wrong(
            "m_is_number_of_entries",
            "You took m to be the number of all entries of A_prev. It is the number of examples, the columns.",
            (M, "A_prev.size"),
        ),
        wrong(
            "cache_in_other_order",
            "You unpacked the cache in the wrong order. It is (A_prev, W, b).",
            ("A_prev, W, _ = cache", "W, A_prev, _ = cache"),
        ),
        wrong(
            "swapped",
            "The three results are returned in the wrong order. Return dA_prev, dW, db.",
            (RETURN, "return dW, db, dA_prev"),
        ),
        wrong(
            "parameters_exchanged", "dW and db are swapped. Return dA_prev, dW, db.", (RETURN, "return dA_prev, db, dW")
        ),
        wrong("da_missing", "dA_prev is not returned. Return dA_prev, dW, db.", (RETURN, "return dW, db")),
        wrong(
            "as_dictionary",
            "You returned a dictionary. Return three arrays: dA_prev, dW, db.",
            (RETURN, 'return {"dA_prev": dA_prev, "dW": dW, "db": db}'),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (DW, "np.dot(dZ, A.T) / m")),
    ),
    alternatives=(
        also_right(
            "means_and_signs",
            "@ instead of np.dot, a mean instead of the sum",
            code="""
def linear_backward(dZ, cache):
    A_prev, W, _ = cache
    return W.T @ dZ, dZ @ A_prev.T / dZ.shape[1], dZ.mean(axis=1, keepdims=True)
""",
        ),
        also_right(
            "factor_in_front",
            "1/m in front of every product, the sum as a product with ones",
            code="""
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = (1 / m) * np.matmul(dZ, np.transpose(A_prev))
    db = (1. / m) * np.dot(dZ, np.ones((m, 1)))
    dA_prev = np.dot(dZ.T, W).T
    assert db.shape == b.shape
    return dA_prev, dW, db
""",
        ),
        also_right(
            "loops",
            "example by example",
            code="""
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    dA_prev, dW, db = np.zeros(A_prev.shape), np.zeros(W.shape), np.zeros(b.shape)
    m = A_prev.shape[1]
    for k in range(m):
        for i in range(W.shape[0]):
            db[i, 0] += dZ[i, k] / m
            for j in range(W.shape[1]):
                dW[i, j] += dZ[i, k] * A_prev[j, k] / m
                dA_prev[j, k] += dZ[i, k] * W[i, j]
    return dA_prev, dW, db
""",
        ),
        also_right(
            "einsum",
            "indices instead of transposes",
            code="""
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    dW = np.einsum("ik,jk->ij", dZ, A_prev) / A_prev.shape[1]
    db = np.reshape(np.average(dZ, axis=1), b.shape)
    return np.einsum("ij,ik->jk", W, dZ), dW, db
""",
        ),
    ),
    # The right shapes, other numbers; depends on all arguments.
    stand_in="""
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    dA_prev = 0.5 * np.dot(W.T, dZ) - 0.3 * A_prev
    dW = 0.2 * np.dot(dZ, A_prev.T) + 0.4 * W
    db = 0.3 * np.max(dZ, axis=1, keepdims=True) - 0.5 * b
    return dA_prev, dW, db
""",
)
