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
    yield call(*mixed(rng, 4, 2, 1), "relu", label="a single example")


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
        "There are two steps, and each returns two things: a result, and a cache for the backward pass.",
        "`sigmoid(Z)` and `relu(Z)` in this file return a pair, A and a cache. Unpack both: `A, activation_cache "
        "= ...`",
        "The cache is a pair of the two caches, with that of the linear half first.",
    ),
    variants=(
        wrong("sigmoid_always", "You always use the sigmoid, whatever `activation` says.", (RELU, SIGMOID)),
        wrong("relu_always", "You always use the ReLU, whatever `activation` says.", (SIGMOID, RELU)),
        wrong(
            "branches_exchanged",
            'The two activations are swapped: use the sigmoid for "sigmoid" and the ReLU for "relu".',
            ('if activation == "sigmoid"', 'if activation == "relu"'),
            ('elif activation == "relu"', 'elif activation == "sigmoid"'),
        ),
        wrong(
            "no_activation",
            "You returned the scores unchanged. Apply the activation to them.",
            ("    return A, cache", "    return Z, cache"),
        ),
        wrong(
            "other_spelling",
            'Your code did not recognise the activation, so it computed nothing. The texts are "sigmoid" and '
            '"relu", in lower case.',
            ('elif activation == "relu"', 'elif activation == "ReLU"'),
        ),
        wrong(
            "tanh_for_relu",
            "This is tanh. The ReLU keeps positive numbers and turns the others into 0.",
            (RELU, "A, activation_cache = np.tanh(Z), Z"),
        ),
        wrong(
            "leaky_relu",
            "Negative scores leak through, as in the leaky ReLU. The ReLU turns them into 0.",
            (RELU, "A, activation_cache = np.maximum(0.01 * Z, Z), Z"),
        ),
        wrong(
            "activated_twice",
            "You applied the activation twice.",
            (SIGMOID, "A, activation_cache = sigmoid(sigmoid(Z)[0])[0], Z"),
        ),
        wrong(
            "activation_of_the_inputs",
            "You applied the activation to the layer's input. Apply it to the scores Z.",
            (SIGMOID, "A, activation_cache = sigmoid(A_prev)"),
            (RELU, "A, activation_cache = relu(A_prev)"),
        ),
        wrong(
            "pair_not_taken_apart",
            "`sigmoid` and `relu` in this file return a pair, (A, cache). Unpack both: `A, activation_cache = "
            "relu(Z)`.",
            (SIGMOID, "A = sigmoid(Z); activation_cache = Z"),
            (RELU, "A = relu(Z); activation_cache = Z"),
        ),
        wrong(
            "linear_pair_not_taken_apart",
            "`linear_forward` returns a pair, (Z, cache). Unpack both: `Z, linear_cache = linear_forward(...)`.",
            (f"Z, linear_cache = {LINEAR}", f"Z = {LINEAR}; linear_cache = (A_prev, W, b)"),
        ),
        wrong(
            "linear_arguments_exchanged",
            "`linear_forward` takes the layer's input first, then the weights.",
            (LINEAR, "linear_forward(W, A_prev, b)"),
        ),
        wrong(
            "bias_forgotten",
            "The bias was not passed to `linear_forward`.",
            (LINEAR, "linear_forward(A_prev, W, 0 * b)"),
        ),
        wrong(
            "caches_exchanged",
            "The two caches are in the wrong order: first that of the linear half, then that of the activation.",
            (CACHE, "cache = (activation_cache, linear_cache)"),
        ),
        wrong(
            "linear_cache_alone",
            "You returned only the cache of the linear half. Return a pair: add that of the activation, Z.",
            (CACHE, "cache = linear_cache"),
        ),
        wrong(
            "activation_cache_alone",
            "You returned only the cache of the activation. Return a pair, with that of the linear half first.",
            (CACHE, "cache = activation_cache"),
        ),
        wrong(
            "caches_flattened",
            "The cache has four entries, (A_prev, W, b, Z). It should have two: the whole cache of the linear "
            "half, then Z.",
            (CACHE, "cache = (*linear_cache, activation_cache)"),
        ),
        wrong(
            "activation_cache_holds_output",
            "The second cache is A. It should be Z, which the backward pass needs for the slope.",
            (CACHE, "cache = (linear_cache, A)"),
        ),
        wrong(
            "swapped",
            "Output and cache are returned in the wrong order: return A first.",
            ("    return A, cache", "    return cache, A"),
        ),
        wrong("cache_missing", "You returned only A. Return the cache too.", ("    return A, cache", "    return A")),
        wrong("unknown_name", UNKNOWN_NAME, (LINEAR, "linear_forward(A, W, b)")),
    ),
    accepted=(
        accepted(
            "cache_as_list",
            "The cache is a list; please use a tuple, (linear_cache, activation_cache).",
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
            "linear_forward called in each branch, a common style",
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
    equivalent={"if True: #2": "there are only two activations, and the code before this tests for the other one"},
    # Bounded, smooth, and different for each activation, so that it shows which layer was given which.
    stand_in="""
def linear_activation_forward(A_prev, W, b, activation):
    Z = 0.5 * np.dot(W, A_prev) + 0.4 * b
    A = {"relu": np.tanh(Z) + 0.2, "sigmoid": 0.5 + 0.3 * np.sin(Z)}[activation]
    return A, ((A_prev, W, b), Z)
""",
)
