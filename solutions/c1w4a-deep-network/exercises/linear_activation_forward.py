"""A whole layer, forward."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, accepted, also_right, call, wrong

from .common import layer


def layer_forward_cases(rng: np.random.Generator) -> Iterable[Case]:
    yield call(*mixed(rng, 2, 3, 5), "sigmoid", label="sigmoid, 5 examples")
    yield call(*mixed(rng, 2, 4, 6), "relu", label="ReLU, 6 examples")
    yield call(*mixed(rng, 5, 4, 3), activation="relu", label="ReLU, activation by name")
    yield call(*mixed(rng, 4, 2, 3), activation="sigmoid", label="sigmoid, activation by name")
    yield call(*mixed(rng, 3, 3, 3), "relu", label="as many units, inputs and examples")


def mixed(rng: np.random.Generator, n: int, n_prev: int, m: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A layer with scores on both sides of 0."""
    while True:
        A_prev, W, b = layer(rng, n, n_prev, m)
        Z = W @ A_prev + b
        if np.any(Z > 0) and np.any(Z < 0):
            return A_prev, W, b


SIGMOID, RELU = "A, activation_cache = sigmoid(Z)", "A, activation_cache = relu(Z)"
LINEAR, CACHE = "linear_forward(A_prev, W, b)", "cache = (linear_cache, activation_cache)"

LAYER_FORWARD = Exercise(
    name="linear_activation_forward",
    cases=layer_forward_cases,
    quantities=("A", "cache"),
    uses=("linear_forward",),
    hints=(
        "Two steps, and each gives back two things: a result, and what it kept for the way back.",
        "`sigmoid(Z)` and `relu(Z)` of this file give a pair, A and a cache. Take both: `A, activation_cache = ...`",
        "The cache is a pair of the two caches, that of the linear half first.",
    ),
    variants=(
        wrong("sigmoid_always", "The layer takes the sigmoid whatever `activation` says.", (RELU, SIGMOID)),
        wrong("relu_always", "The layer takes the ReLU whatever `activation` says.", (SIGMOID, RELU)),
        wrong(
            "branches_exchanged",
            'The two activations are exchanged: "sigmoid" should take the sigmoid, "relu" the ReLU.',
            ('if activation == "sigmoid"', 'if activation == "relu"'),
            ('elif activation == "relu"', 'elif activation == "sigmoid"'),
        ),
        wrong(
            "no_activation",
            "The scores come back as they are. They have to go through the activation.",
            ("    return A, cache", "    return Z, cache"),
        ),
        wrong(
            "other_spelling",
            'The activation was not recognised, so nothing was worked out. The texts are "sigmoid" and "relu", in '
            "small letters.",
            ('elif activation == "relu"', 'elif activation == "ReLU"'),
        ),
        wrong(
            "tanh_for_relu",
            "This is tanh. The ReLU keeps what is positive and makes the rest 0.",
            (RELU, "A, activation_cache = np.tanh(Z), Z"),
        ),
        wrong(
            "leaky_relu",
            "Negative scores leak through, as in the leaky ReLU. The ReLU makes them 0.",
            (RELU, "A, activation_cache = np.maximum(0.01 * Z, Z), Z"),
        ),
        wrong(
            "activated_twice",
            "The activation was taken twice.",
            (SIGMOID, "A, activation_cache = sigmoid(sigmoid(Z)[0])[0], Z"),
        ),
        wrong(
            "activation_of_the_inputs",
            "What came in went through the activation. The scores Z should.",
            (SIGMOID, "A, activation_cache = sigmoid(A_prev)"),
            (RELU, "A, activation_cache = relu(A_prev)"),
        ),
        wrong(
            "pair_not_taken_apart",
            "`sigmoid` and `relu` of this file give a pair, (A, cache). Take both: `A, activation_cache = relu(Z)`.",
            (SIGMOID, "A = sigmoid(Z); activation_cache = Z"),
            (RELU, "A = relu(Z); activation_cache = Z"),
        ),
        wrong(
            "linear_pair_not_taken_apart",
            "`linear_forward` gives a pair, (Z, cache). Take both: `Z, linear_cache = linear_forward(...)`.",
            (f"Z, linear_cache = {LINEAR}", f"Z = {LINEAR}; linear_cache = (A_prev, W, b)"),
        ),
        wrong(
            "linear_arguments_exchanged",
            "`linear_forward` takes what came in first, then the weights.",
            (LINEAR, "linear_forward(W, A_prev, b)"),
        ),
        wrong(
            "bias_forgotten", "The bias does not reach `linear_forward`.", (LINEAR, "linear_forward(A_prev, W, 0 * b)")
        ),
        wrong(
            "caches_exchanged",
            "The two caches are in the wrong order: first that of the linear half, then that of the activation.",
            (CACHE, "cache = (activation_cache, linear_cache)"),
        ),
        wrong(
            "linear_cache_alone",
            "Only the linear half's cache comes back. The activation's, Z, is wanted too: a pair.",
            (CACHE, "cache = linear_cache"),
        ),
        wrong(
            "activation_cache_alone",
            "Only the activation's cache comes back. The linear half's is wanted too: a pair.",
            (CACHE, "cache = activation_cache"),
        ),
        wrong(
            "caches_flattened",
            "The cache has four entries, (A_prev, W, b, Z). Meant are two: the linear half's cache as it is, then Z.",
            (CACHE, "cache = (*linear_cache, activation_cache)"),
        ),
        wrong(
            "activation_cache_holds_output",
            "The second cache holds A. It should hold Z, from which the slope follows on the way back.",
            (CACHE, "cache = (linear_cache, A)"),
        ),
        wrong(
            "swapped",
            "Output and cache come back in the wrong order: first A.",
            ("    return A, cache", "    return cache, A"),
        ),
        wrong("cache_missing", "Only A comes back. The cache is wanted too.", ("    return A, cache", "    return A")),
        wrong("unknown_name", UNKNOWN_NAME, (LINEAR, "linear_forward(A, W, b)")),
    ),
    accepted=(
        accepted(
            "cache_as_list",
            "The cache is a list; a pair was meant, (linear_cache, activation_cache).",
            (CACHE, "cache = [linear_cache, activation_cache]"),
        ),
    ),
    alternatives=(
        also_right(
            "own_formulas",
            "the formulas written out; the linear half called by keyword",
            code="""
def linear_activation_forward(A_prev, W, b, activation):
    Z, kept = linear_forward(A=A_prev, W=W, b=b)
    if activation == "relu":
        return Z * (Z > 0), (kept, Z)
    if activation == "sigmoid":
        return 0.5 * (1 + np.tanh(Z / 2)), (kept, Z)
    raise ValueError(activation)
""",
        ),
        also_right(
            "by_name",
            "the function picked from a dictionary",
            code="""
def linear_activation_forward(A_prev, W, b, activation):
    Z, linear_cache = linear_forward(A_prev, W, b)
    A, activation_cache = {"sigmoid": sigmoid, "relu": relu}[activation](Z)
    return A, (linear_cache, activation_cache)
""",
        ),
        also_right(
            "branch_by_branch",
            "the linear half in each branch, as many write it",
            code="""
def linear_activation_forward(A_prev, W, b, activation):
    if activation == "sigmoid":
        Z, linear_cache = linear_forward(A_prev, W, b)
        A, activation_cache = sigmoid(Z)
    elif activation == "relu":
        Z, linear_cache = linear_forward(A_prev, W, b)
        A, activation_cache = relu(Z)
    assert A.shape == (W.shape[0], A_prev.shape[1])
    cache = (linear_cache, activation_cache)
    return A, cache
""",
        ),
    ),
    equivalent={"if True: #2": "there are two activations, and the other one is asked for before"},
    # Bounded, smooth, and other for each activation, so that it shows which layer was given which.
    stand_in="""
def linear_activation_forward(A_prev, W, b, activation):
    Z = 0.5 * np.dot(W, A_prev) + 0.4 * b
    A = {"relu": np.tanh(Z) + 0.2, "sigmoid": 0.5 + 0.3 * np.sin(Z)}[activation]
    return A, ((A_prev, W, b), Z)
""",
)
