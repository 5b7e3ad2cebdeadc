"""The linear half of a layer, forward."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, accepted, also_right, call, wrong

from .common import layer


def linear_forward_cases(rng: np.random.Generator) -> Iterable[Case]:
    yield call(*layer(rng, 2, 3, 5), label="3 inputs, 2 units, 5 examples")
    yield call(*layer(rng, 6, 4, 2), label="more units than inputs")
    yield call(*layer(rng, 1, 5, 3), label="a single unit")
    yield call(*layer(rng, 4, 1, 3), label="a single input")
    yield call(*layer(rng, 3, 2, 1), label="a single example")
    # Where all three sizes are the same, products of wrongly transposed matrices fit too: no error reveals them.
    yield call(*layer(rng, 3, 3, 3), label="as many units, inputs and examples")


SCORES, CACHE = "np.dot(W, A) + b", "cache = (A, W, b)"

LINEAR_FORWARD = Exercise(
    name="linear_forward",
    cases=linear_forward_cases,
    quantities=("Z", "cache"),
    hints=(
        "One line of mathematics: the boxed formula of section 2. Write the shape next to each of its letters.",
        "(n, n_prev) times (n_prev, m) gives (n, m), so the matrix product needs no transpose. NumPy adds b, a "
        "column (n, 1), to every column.",
        "The cache contains the arguments in their original order: a tuple of three.",
    ),
    variants=(
        wrong("bias_forgotten", "The scores leave out the bias.", (SCORES, "np.dot(W, A)")),
        wrong("bias_subtracted", "The bias was subtracted. Add it instead.", (SCORES, "np.dot(W, A) - b")),
        wrong(
            "bias_into_the_product",
            "The bias was multiplied by the weights. Add it after the product, one bias for each unit.",
            (SCORES, "np.dot(W, A + np.mean(b))"),
        ),
        wrong(
            "bias_transposed",
            "The bias was transposed. It is already a column, (n, 1), and NumPy adds it to every column.",
            (SCORES, "np.dot(W, A) + b.T"),
        ),
        wrong(
            "one_bias_for_all",
            "All units got the same bias. Each has its own: add the column b as it is.",
            (SCORES, "np.dot(W, A) + np.sum(b)"),
        ),
        wrong(
            "entry_by_entry",
            "`*` multiplies entry by entry and adds nothing up. A unit's score is a sum over all its inputs: use "
            "a matrix product, `np.dot(W, A)` or `W @ A`.",
            (SCORES, "W * A + b"),
        ),
        wrong(
            "operands_exchanged",
            "The weights come first in the product: (n, n_prev) times (n_prev, m).",
            (SCORES, "np.dot(A, W) + b"),
        ),
        wrong(
            "weights_transposed",
            "Do not transpose the weights here: W already has a row for each unit. (The single neuron of week 2 "
            "had its weights in a column.)",
            (SCORES, "np.dot(W.T, A) + b"),
        ),
        wrong(
            "examples_as_rows",
            "The scores have the examples as rows. Examples should be columns: `np.dot(W, A)`.",
            (SCORES, "np.dot(A.T, W.T) + b.T"),
        ),
        wrong(
            "activated",
            "You applied an activation to the scores. Return only the linear half here.",
            (SCORES, "np.maximum(0, np.dot(W, A) + b)"),
        ),
        wrong(
            "squashed",
            "You applied a sigmoid to the scores. Return only the linear half here.",
            (SCORES, "sigmoid(np.dot(W, A) + b)[0]"),
        ),
        wrong(
            "cache_other_order",
            "The cache has its three entries in the wrong order. It should be (A, W, b).",
            (CACHE, "cache = (W, A, b)"),
        ),
        wrong(
            "cache_by_names_of_the_formula",
            "The cache is (W, b, A). Use the order of the arguments: (A, W, b).",
            (CACHE, "cache = (W, b, A)"),
        ),
        wrong("cache_without_bias", "The bias is missing from the cache: (A, W, b).", (CACHE, "cache = (A, W)")),
        wrong(
            "cache_holds_scores",
            "The cache contains the scores. The backward pass needs the arguments: (A, W, b).",
            (CACHE, "cache = (Z, W, b)"),
        ),
        wrong("cache_is_scores", "The cache is Z alone. Store the arguments: (A, W, b).", (CACHE, "cache = Z")),
        wrong(
            "cache_with_scores",
            "The cache contains more than the three arguments, (A, W, b). The backward pass unpacks exactly three.",
            (CACHE, "cache = (A, W, b, Z)"),
        ),
        wrong(
            "cache_as_dictionary",
            "The cache is a dictionary. Use a tuple: (A, W, b).",
            (CACHE, 'cache = {"A": A, "W": W, "b": b}'),
        ),
        wrong(
            "swapped",
            "Scores and cache are returned in the wrong order: return Z first.",
            ("return Z, cache", "return cache, Z"),
        ),
        wrong("cache_missing", "You returned only the scores. Return the cache too.", ("return Z, cache", "return Z")),
        wrong("unknown_name", UNKNOWN_NAME, (SCORES, "np.dot(W, A_prev) + b")),
    ),
    accepted=(
        accepted("cache_as_list", "The cache is a list; please use a tuple, (A, W, b).", (CACHE, "cache = [A, W, b]")),
    ),
    alternatives=(
        also_right("matrix_sign", "@ instead of np.dot", (SCORES, "W @ A + b")),
        also_right("einsum", "the sum spelled out", (SCORES, "np.add(b, np.einsum('ij,jk->ik', W, A))")),
        also_right(
            "loops",
            "unit by unit, example by example",
            code="""
def linear_forward(A, W, b):
    n, m = W.shape[0], A.shape[1]
    Z = np.zeros((n, m))
    for i in range(n):
        for k in range(m):
            total = b[i, 0]
            for j in range(W.shape[1]):
                total += W[i, j] * A[j, k]
            Z[i, k] = total
    return Z, (A, W, b)
""",
        ),
        also_right(
            "bias_as_a_weight",
            "the bias as a weight of an input that is always 1",
            code="""
def linear_forward(A, W, b):
    with_one = np.vstack([A, np.ones((1, A.shape[1]))])
    return np.hstack([W, b]).dot(with_one), (A, W, b)
""",
        ),
    ),
    # The right shape and cache, other numbers: half of the score, so that deep networks stay finite.
    stand_in="""
def linear_forward(A, W, b):
    Z = 0.5 * np.dot(W, A) - 0.3 * b + 0.2 * np.mean(A)
    return Z, (A, W, b)
""",
)
