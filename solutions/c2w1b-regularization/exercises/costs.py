"""Costs with a penalty for large weights: squares (L2) or absolute values (L1)."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, wrong

from .common import Sizes, forward, labels, network


def costs_cases(rng: np.random.Generator) -> Iterable[Case]:
    def drawn(sizes: Sizes, m: int, lambd: float):
        parameters = network(rng, sizes)
        X, Y = rng.normal(size=(sizes[0], m)), labels(rng, m)
        return forward(X, parameters)[-3], Y, parameters, lambd

    yield call(*drawn((3, 4, 2, 1), 5, 0.7), label="layers of 4, 2 and 1 units, 5 examples")
    yield call(*drawn((2, 3, 5, 1), 4, 1.9), label="a larger lambd")
    yield call(*drawn((5, 2, 3, 1), 6, 0.0), label="lambd = 0: no penalty")
    yield call(*drawn((3, 2, 4, 1), 1, 0.4), label="a single example")
    # So sure is a network after long training: a billionth from 0, a millionth from 1 (2^-20, exact in float32).
    order, sure = rng.permutation(4), np.array([[1e-9, 1e-6, 1 - 2.0**-20, 0.6]])
    _, _, parameters, lambd = drawn((2, 3, 2, 1), 4, 0.1)
    yield call(sure[:, order], np.array([[1, 0, 0, 1]])[:, order], parameters, lambd, label="almost 0 and almost 1")


def variants_of(entry: str, terms: str) -> tuple:
    """Mistakes common to both penalties. `entry`: one weight's term; `terms`: the sum in the reference."""
    first = terms.split(" + ")[0]
    return (
        wrong(
            "not_halved",
            "The penalty is divided by m only. Divide by 2 m: lambd / (2 m).",
            ("(2 * m)", "m"),
        ),
        wrong(
            "multiplied_by_m",
            "The penalty is multiplied by m / 2 instead of divided by 2 m. Check the brackets.",
            ("lambd / (2 * m)", "lambd / 2 * m"),
        ),
        wrong(
            "not_averaged",
            "The penalty is not divided by m, the number of examples: the columns of Y, Y.shape[1].",
            ("(2 * m)", "2"),
        ),
        wrong(
            "lambda_forgotten",
            "The penalty is not multiplied by its strength, lambd.",
            ("lambd / (2 * m)", "1 / (2 * m)"),
        ),
        wrong(
            "penalty_subtracted",
            "The penalty is subtracted, which rewards large weights. Add it.",
            ("(A3, Y) + lambd", "(A3, Y) - lambd"),
        ),
        wrong(
            "penalty_alone",
            "Only the penalty is returned. Add the cross-entropy.",
            ("compute_cost(A3, Y) + ", ""),
        ),
        wrong("entropy_alone", "The penalty is missing from the cost.", (" + lambd / (2 * m) * ", " + 0 * ")),
        wrong(
            "biases_too",
            "The biases are penalized here. Only the weights should be: there are few biases, and they hardly overfit.",
            (terms, terms + " + " + " + ".join(first.replace("W1", f"b{layer}") for layer in (1, 2, 3))),
        ),
        wrong(
            "last_layer_forgotten",
            "W3 is not penalized here. All three layers should be.",
            (" + " + terms.split(" + ")[2], ""),
        ),
        wrong("first_layer_alone", "Only W1 is penalized here. All three layers should be.", (terms, first)),
        wrong(
            "mean_of_weights",
            "The terms are averaged over each layer's weights. Sum them instead.",
            (terms, terms.replace("np.sum", "np.mean")),
        ),
        wrong(
            "entry_not_summed",
            "The cost is a whole array. Sum the terms of all weights to get one number.",
            (first, entry.replace("W", 'parameters["W1"]')),
        ),
        wrong(
            "cost_divided_twice",
            "The cross-entropy is divided by m twice: compute_cost already returns the mean.",
            ("compute_cost(A3, Y)", "compute_cost(A3, Y) / m"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("lambd / (2 * m)", "lambda_ / (2 * m)")),
    )


SQUARES = 'np.sum(parameters["W1"] ** 2) + np.sum(parameters["W2"] ** 2) + np.sum(parameters["W3"] ** 2)'
SIZES = 'np.sum(np.abs(parameters["W1"])) + np.sum(np.abs(parameters["W2"])) + np.sum(np.abs(parameters["W3"]))'

COST_L2 = Exercise(
    name="compute_cost_with_regularization",
    cases=costs_cases,
    hints=(
        "Add two numbers: the cross-entropy, which compute_cost returns, and the penalty.",
        "For the penalty, square every weight of W1, W2 and W3, add up all the squares, and multiply by lambd / (2 m).",
        '`np.sum(parameters["W1"] ** 2)` is one of the three sums, and m is Y.shape[1].',
    ),
    variants=(
        *variants_of("W ** 2", SQUARES),
        wrong(
            "square_of_the_sum",
            "The weights are summed before squaring, so positive and negative ones cancel. Square each weight first.",
            (SQUARES, SQUARES.replace(" ** 2)", ") ** 2")),
        ),
        wrong(
            "norms_not_squared",
            "Each matrix contributes its norm, the root of the sum of squares. The penalty has no root.",
            (SQUARES, SQUARES.replace("np.sum(", "np.sqrt(np.sum(").replace(" ** 2)", " ** 2))")),
        ),
        wrong("sizes_not_squares", "This is the L1 penalty, with |w|. L2 squares the weights.", (SQUARES, SIZES)),
        wrong(
            "weights_not_squared",
            "The weights are added without squaring. Square them first.",
            (SQUARES, SQUARES.replace(" ** 2", "")),
        ),
        wrong(
            "spectral_norm",
            "This is a different matrix norm. Use the sum of the squares of all entries.",
            (SQUARES, SQUARES.replace("np.sum(", "np.linalg.norm(").replace(" ** 2)", ", 2) ** 2")),
        ),
        wrong(
            "product_with_itself",
            "`W @ W.T` mixes different rows. Square entry by entry: `W ** 2`.",
            (SQUARES, SQUARES.replace('parameters["W1"] ** 2', 'parameters["W1"] @ parameters["W1"].T')),
        ),
    ),
    alternatives=(
        also_right(
            "loop",
            "a loop over the keys that begin with W",
            code="""
def compute_cost_with_regularization(A3, Y, parameters, lambd):
    penalty = 0
    for key, value in parameters.items():
        if key.startswith("W"):
            penalty += np.linalg.norm(value) ** 2
    return float(compute_cost(A3, Y) + penalty * lambd / Y.shape[1] / 2)
""",
        ),
        also_right(
            "all_weights_in_a_row",
            "all weights in one long vector, and its dot product with itself",
            code="""
def compute_cost_with_regularization(A3, Y, parameters, lambd):
    w = np.concatenate([parameters[name].ravel() for name in ("W1", "W2", "W3")])
    m = A3.shape[1]
    cross_entropy = -np.sum(Y * np.log(A3) + (1 - Y) * np.log(1 - A3)) / m
    return cross_entropy + 0.5 * lambd * np.dot(w, w) / m
""",
        ),
    ),
)

COST_L1 = Exercise(
    name="compute_cost_with_l1",
    cases=costs_cases,
    hints=(
        "The same as for L2, except for what each weight adds.",
        "Each weight adds its absolute value |w|: `np.abs` removes the sign.",
        '`np.sum(np.abs(parameters["W1"]))` is one of the three sums.',
    ),
    variants=(
        *variants_of("np.abs(W)", SIZES),
        wrong(
            "squares_not_sizes",
            "This is the L2 penalty, with w squared. L1 uses the absolute value |w|.",
            (SIZES, SQUARES),
        ),
        wrong(
            "sign_kept",
            "The weights are summed with their signs, so they cancel. Take |w| of each first.",
            (SIZES, SIZES.replace("np.abs(", "(")),
        ),
        wrong(
            "size_of_the_sum",
            "The absolute value is taken after summing. Take |w| of each weight first.",
            (SIZES, SIZES.replace("np.sum(np.abs(", "np.abs(np.sum(")),
        ),
        wrong(
            "largest_column",
            "For a matrix, `np.linalg.norm(W, 1)` is the largest column sum. Use the sum of all |w|.",
            (SIZES, SIZES.replace("np.sum(np.abs(", "np.linalg.norm((").replace("))", "), 1)")),
        ),
        wrong(
            "length",
            "This is the norm of each matrix, the root of a sum of squares. Use the sum of all |w|.",
            (SIZES, SIZES.replace("np.sum(np.abs(", "np.linalg.norm((")),
        ),
    ),
    alternatives=(
        also_right(
            "loop",
            "a loop over all entries",
            code="""
def compute_cost_with_l1(A3, Y, parameters, lambd):
    total = 0.0
    for layer in range(1, 4):
        for row in parameters["W" + str(layer)].tolist():
            for w in row:
                total += w if w > 0 else -w
    return compute_cost(A3, Y) + total * lambd / (2 * Y.size)
""",
        ),
        also_right(
            "norm_of_a_vector",
            "the 1-norm of all weights in one vector",
            code="""
def compute_cost_with_l1(A3, Y, parameters, lambd):
    w = np.hstack([parameters[f"W{layer}"].reshape(-1) for layer in (1, 2, 3)])
    return compute_cost(Y=Y, A3=A3) + (lambd / (2 * A3.shape[1])) * np.linalg.norm(w, 1)
""",
        ),
    ),
)
